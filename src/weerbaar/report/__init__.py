# SPDX-License-Identifier: EUPL-1.2
"""Documents: findings report, core of the letter to parliament, fact sheets, agenda advice, summary for the EU.

In: a dossier and its assessment, and where there is one its capability analysis. Out: a :class:`Report`, which is data
without markup, and from it HTML, tagged PDF (PDF/UA-1) and Word, in Dutch or English. The chapters are those of the
published Bevindingenrapportages (nrb-method.md, section 5.3). Published words stand in them word for word.
"""

from weerbaar.report.branding import Branding, Logo
from weerbaar.report.capability_advice import advice_report
from weerbaar.report.capability_results import CapabilityResults, refuse_other_round, with_analysis
from weerbaar.report.capability_sheets import capability_sheets
from weerbaar.report.decision_sheet import DecisionSheet, decision_sheet_report
from weerbaar.report.decision_sheet_facts import decision_sheet_of
from weerbaar.report.docx import render_docx
from weerbaar.report.eu_summary import eu_summary
from weerbaar.report.factsheets import fact_sheets
from weerbaar.report.findings import findings_report
from weerbaar.report.html import render_html
from weerbaar.report.letter import letter_core
from weerbaar.report.lines import AssessmentLine, assessment_lines
from weerbaar.report.model import (
    Block,
    BulletList,
    Columns,
    DefinitionList,
    FigureBlock,
    Item,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Quote,
    Report,
    Run,
    RunRecordBlock,
    Section,
    Table,
)
from weerbaar.report.pdf import render_pdf
from weerbaar.report.tables_csv import tables_csv

__all__ = [
    "AssessmentLine",
    "Block",
    "Branding",
    "BulletList",
    "CapabilityResults",
    "Columns",
    "DecisionSheet",
    "DefinitionList",
    "FigureBlock",
    "Item",
    "KeyFigure",
    "KeyFigures",
    "Logo",
    "Note",
    "Paragraph",
    "Quote",
    "Report",
    "Run",
    "RunRecordBlock",
    "Section",
    "Table",
    "advice_report",
    "assessment_lines",
    "capability_sheets",
    "decision_sheet_of",
    "decision_sheet_report",
    "eu_summary",
    "fact_sheets",
    "findings_report",
    "letter_core",
    "refuse_other_round",
    "render_docx",
    "render_html",
    "render_pdf",
    "tables_csv",
    "with_analysis",
]
