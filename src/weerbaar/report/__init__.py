# SPDX-License-Identifier: EUPL-1.2
"""Documents: the findings report, the core of the letter to parliament, and one page per scenario.

In: a dossier and its assessment. Out: a :class:`Report`, which is data without markup, and from it
HTML, tagged PDF (PDF/UA-1) and Word, in Dutch or English. The chapters are those of the published
Bevindingenrapportages (nrb-method.md, section 5.3). Published words stand in them word for word.
"""

from weerbaar.report.branding import Branding, Logo
from weerbaar.report.docx import render_docx
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

__all__ = [
    "AssessmentLine",
    "Block",
    "Branding",
    "BulletList",
    "Columns",
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
    "assessment_lines",
    "fact_sheets",
    "findings_report",
    "letter_core",
    "render_docx",
    "render_html",
    "render_pdf",
]
