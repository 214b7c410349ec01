# SPDX-License-Identifier: EUPL-1.2
"""One assessment round on disk: scenarios, judgements, published results, decisions, sources.

In: a folder (or zip, workbook, CSV) that people wrote. Out: a :class:`Dossier` in which every name
refers to something, or one error that lists every problem in every file. Also writes dossiers,
and compares two rounds. What the labels mean is the method's business, not this room's.
"""

from weerbaar.dossier.checking import check_dossier
from weerbaar.dossier.comparison import Change, Comparison, ScenarioChange, compare_dossiers, judgement_words
from weerbaar.dossier.csv_io import export_csv, import_csv
from weerbaar.dossier.earlier import load_dossier_beside, load_earlier
from weerbaar.dossier.examples import example_names, example_path, example_scenarios
from weerbaar.dossier.judgement_checks import checked_judgement
from weerbaar.dossier.model import (
    LIKELIHOOD,
    AlertRegister,
    AlertUse,
    Capability,
    CriterionName,
    Decision,
    Dossier,
    Heading,
    Initiative,
    Judgement,
    JudgementSet,
    Link,
    Mark,
    Name,
    Published,
    Quantity,
    Round,
    Scenario,
    Slug,
    Source,
    Storyline,
    Title,
    WeightSet,
)
from weerbaar.dossier.numerals import number_text, parse_number
from weerbaar.dossier.reading import load_dossier
from weerbaar.dossier.schema import dossier_schema
from weerbaar.dossier.skeleton import new_dossier
from weerbaar.dossier.storyline import HEADINGS as STORYLINE_HEADINGS
from weerbaar.dossier.workbook import export_workbook, import_workbook
from weerbaar.dossier.workbook_source import CellFound, WorkbookFound, read_workbook
from weerbaar.dossier.writing import dossier_texts, migrate, save_dossier, yaml_text

__all__ = [
    "LIKELIHOOD",
    "STORYLINE_HEADINGS",
    "AlertRegister",
    "AlertUse",
    "Capability",
    "CellFound",
    "Change",
    "Comparison",
    "CriterionName",
    "Decision",
    "Dossier",
    "Heading",
    "Initiative",
    "Judgement",
    "JudgementSet",
    "Link",
    "Mark",
    "Name",
    "Published",
    "Quantity",
    "Round",
    "Scenario",
    "ScenarioChange",
    "Slug",
    "Source",
    "Storyline",
    "Title",
    "WeightSet",
    "WorkbookFound",
    "check_dossier",
    "checked_judgement",
    "compare_dossiers",
    "dossier_schema",
    "dossier_texts",
    "example_names",
    "example_path",
    "example_scenarios",
    "export_csv",
    "export_workbook",
    "import_csv",
    "import_workbook",
    "judgement_words",
    "load_dossier",
    "load_dossier_beside",
    "load_earlier",
    "migrate",
    "new_dossier",
    "number_text",
    "parse_number",
    "read_workbook",
    "save_dossier",
    "yaml_text",
]
