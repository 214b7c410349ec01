# SPDX-License-Identifier: EUPL-1.2
"""Baseline guidelines ("bouwbesluit cyber"): what is asked, what is answered, and where that stands on a day.

In: a guideline (shipped: Annex I of the Cyber Resilience Act in words of our own, or one's own file) and a checklist of
answers with evidence. Out: counts per part, never one score; tables to fill in and bring back.
"""

from weerbaar.capability.guideline.assess import (
    STANDINGS,
    ChecklistResult,
    Finding,
    PartResult,
    Standing,
    assess_checklist,
)
from weerbaar.capability.guideline.csv_table import checklist_csv
from weerbaar.capability.guideline.file_model import (
    CHECKLIST_FILE,
    STATES,
    Answer,
    ApplicationDate,
    Checklist,
    Evidence,
    Guideline,
    Part,
    Requirement,
    State,
)
from weerbaar.capability.guideline.reading import CheckedList, guideline_names, load_checklist, load_guideline
from weerbaar.capability.guideline.results_json import (
    checklist_result_json,
    checklist_result_schema,
    checklist_schema,
    guideline_schema,
)
from weerbaar.capability.guideline.writing import (
    export_checklist,
    merge_checklist,
    new_checklist,
    new_guideline,
    save_checklist,
)

__all__ = [
    "CHECKLIST_FILE",
    "STANDINGS",
    "STATES",
    "Answer",
    "ApplicationDate",
    "CheckedList",
    "Checklist",
    "ChecklistResult",
    "Evidence",
    "Finding",
    "Guideline",
    "Part",
    "PartResult",
    "Requirement",
    "Standing",
    "State",
    "assess_checklist",
    "checklist_csv",
    "checklist_result_json",
    "checklist_result_schema",
    "checklist_schema",
    "export_checklist",
    "guideline_names",
    "guideline_schema",
    "load_checklist",
    "load_guideline",
    "merge_checklist",
    "new_checklist",
    "new_guideline",
    "save_checklist",
]
