# SPDX-License-Identifier: EUPL-1.2
"""Tasks along the safety chain, the capabilities they need, what is present, and the gap between the two.

In: an analysis with its tasks, needs and holdings. Out: :class:`Gaps`, with the probability of a shortfall per
capability and scenario. The verb is :func:`gaps`. The steps are those of the capability analysis of the Dutch
Strategy (nrb-method.md, section 5.1): tasks, capabilities needed, capabilities present, gap, generic or specific.
"""

from weerbaar.capability.needs.assumptions import day_words
from weerbaar.capability.needs.coinciding import suggest_together
from weerbaar.capability.needs.file_model import (
    CAPABILITY_FILE,
    HOLDERS,
    PHASES,
    PRESENT_FILE,
    TASK_FILE,
    CapabilityFile,
    Component,
    Holder,
    Need,
    NeededCapability,
    Phase,
    Present,
    PresentFile,
    Task,
    TaskFile,
    Together,
)
from weerbaar.capability.needs.gaps import DRAWS, TOLERATED, gaps
from weerbaar.capability.needs.gaps_csv import gaps_csv
from weerbaar.capability.needs.gaps_json import gaps_json, gaps_schema
from weerbaar.capability.needs.model import Needs
from weerbaar.capability.needs.reading import read_capabilities, read_needs
from weerbaar.capability.needs.result import (
    CLOSING,
    STATES,
    CapabilityGap,
    Cell,
    Competing,
    Coverage,
    Frequency,
    Gaps,
    Holding,
    Numbers,
    Simultaneous,
    Spread,
    State,
)
from weerbaar.capability.needs.schema import needs_schemas
from weerbaar.capability.needs.withholding import published_lines
from weerbaar.capability.needs.wording import (
    COMPONENT_WORDS,
    HOLDER_WORDS,
    KIND_WORDS,
    PHASE_WORDS,
    STATE_WORDS,
    UNKNOWN,
    WITHHELD,
)

__all__ = [
    "CAPABILITY_FILE",
    "CLOSING",
    "COMPONENT_WORDS",
    "DRAWS",
    "HOLDERS",
    "HOLDER_WORDS",
    "KIND_WORDS",
    "PHASES",
    "PHASE_WORDS",
    "PRESENT_FILE",
    "STATES",
    "STATE_WORDS",
    "TASK_FILE",
    "TOLERATED",
    "UNKNOWN",
    "WITHHELD",
    "CapabilityFile",
    "CapabilityGap",
    "Cell",
    "Competing",
    "Component",
    "Coverage",
    "Frequency",
    "Gaps",
    "Holder",
    "Holding",
    "Need",
    "NeededCapability",
    "Needs",
    "Numbers",
    "Phase",
    "Present",
    "PresentFile",
    "Simultaneous",
    "Spread",
    "State",
    "Task",
    "TaskFile",
    "Together",
    "day_words",
    "gaps",
    "gaps_csv",
    "gaps_json",
    "gaps_schema",
    "needs_schemas",
    "published_lines",
    "read_capabilities",
    "read_needs",
    "suggest_together",
]
