# SPDX-License-Identifier: EUPL-1.2
"""The needs of a capability analysis once they are read and checked: one object for the three files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from weerbaar.capability.needs.file_model import NeededCapability, Present, Task, Together


@dataclass(frozen=True)
class Needs:
    """Capabilities, the tasks that need them, what is present, and what can happen at the same time.

    Every name in it refers to something; only :func:`weerbaar.capability.needs.read_needs` makes one from files.
    """

    capabilities: tuple[NeededCapability, ...]
    tasks: tuple[Task, ...] = ()
    together: tuple[Together, ...] = ()
    present: tuple[Present, ...] = ()

    @cached_property
    def capability_ids(self) -> tuple[str, ...]:
        """Ids of the capabilities, in the order of the file."""
        return tuple(capability.id for capability in self.capabilities)

    def present_of(self, capability_id: str) -> tuple[Present, ...]:
        """Return what is said to be present of one capability, whatever the day."""
        return tuple(line for line in self.present if line.capability == capability_id)


def is_valid_on(line: Present, day: datetime.date) -> bool:
    """Whether what a holder can bring is there on this day; both ends of the period are included."""
    began = line.valid_from is None or line.valid_from <= day
    return began and (line.valid_until is None or day <= line.valid_until)
