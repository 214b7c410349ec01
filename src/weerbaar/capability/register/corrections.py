# SPDX-License-Identifier: EUPL-1.2
"""What the register held on a day: the entries recorded by then, each as corrected by then."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from weerbaar.capability.register.file_model import Entry


def effective(entries: Sequence[Entry], known: datetime.date | None = None) -> tuple[Entry, ...]:
    """Return the entries that count, corrections worked into what they correct, in the order of recording.

    Args:
        entries: in the order of recording; a correction stands after what it corrects.
        known: entries recorded after this day are not there yet; None for everything.
    """
    recorded = [e for e in entries if known is None or e.recorded_on <= known]
    corrections: dict[str, list[Entry]] = {}
    for entry in recorded:
        if entry.corrects is not None:
            corrections.setdefault(entry.corrects, []).append(entry)
    found: dict[str, Entry | None] = {}
    # From the last to the first, so that a correction is itself corrected before it is worked in.
    for entry in reversed(recorded):
        now: Entry | None = entry
        for correction in corrections.get(entry.id, ()):
            change = found[correction.id]
            if change is None or now is None:
                continue
            now = None if change.annuls else now.corrected_by(change)
        found[entry.id] = now
    return tuple(now for e in recorded if e.corrects is None and (now := found[e.id]) is not None)
