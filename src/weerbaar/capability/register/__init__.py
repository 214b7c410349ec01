# SPDX-License-Identifier: EUPL-1.2
"""The register of decisions and capabilities since 2008: what was decided, by whom, and what came of it.

In: ``register.yaml``, a list of entries that only grows. Out: what was known and running on a day, as it was known then
or as it is known now; a progress report; what is late. Valid time beside record time after Snodgrass, Developing
Time-Oriented Database Applications (2000); moments that are not known to the day after ISO 8601-2:2019 (EDTF).
"""

from weerbaar.capability.register.advices import advice_entries
from weerbaar.capability.register.appending import Additions, append, new_register, text_with
from weerbaar.capability.register.decisions import free_id, import_decisions
from weerbaar.capability.register.edtf import FIRST_DAY, LAST_DAY, Day, Moment, When, day_words, moment
from weerbaar.capability.register.file_model import (
    REGISTER_FILE,
    STATES,
    EffectAfter,
    Entry,
    Evidence,
    Kind,
    Mandate,
    RegisterFile,
    State,
    Subject,
)
from weerbaar.capability.register.locking import locked
from weerbaar.capability.register.progress import (
    COUNTED,
    Change,
    Count,
    Overdue,
    Progress,
    Silent,
    months_later,
    overdue,
    progress,
)
from weerbaar.capability.register.progress_csv import progress_csv
from weerbaar.capability.register.progress_json import progress_json, progress_schema, register_schema
from weerbaar.capability.register.reading import (
    SINCE_2008,
    Register,
    load_register,
    parse_register,
    register_and_warnings,
    register_path,
)
from weerbaar.capability.register.snapshot import Answer, Snapshot, SubjectState, as_of
from weerbaar.capability.register.timeline import LifeLine, Stretch, timeline
from weerbaar.capability.register.words import KIND_WORDS, STATE_WORDS, moment_words, state_words
from weerbaar.capability.register.yaml_lines import field_text, with_field

__all__ = [
    "COUNTED",
    "FIRST_DAY",
    "KIND_WORDS",
    "LAST_DAY",
    "REGISTER_FILE",
    "SINCE_2008",
    "STATES",
    "STATE_WORDS",
    "Additions",
    "Answer",
    "Change",
    "Count",
    "Day",
    "EffectAfter",
    "Entry",
    "Evidence",
    "Kind",
    "LifeLine",
    "Mandate",
    "Moment",
    "Overdue",
    "Progress",
    "Register",
    "RegisterFile",
    "Silent",
    "Snapshot",
    "State",
    "Stretch",
    "Subject",
    "SubjectState",
    "When",
    "advice_entries",
    "append",
    "as_of",
    "day_words",
    "field_text",
    "free_id",
    "import_decisions",
    "load_register",
    "locked",
    "moment",
    "moment_words",
    "months_later",
    "new_register",
    "overdue",
    "parse_register",
    "progress",
    "progress_csv",
    "progress_json",
    "progress_schema",
    "register_and_warnings",
    "register_path",
    "register_schema",
    "state_words",
    "text_with",
    "timeline",
    "with_field",
]
