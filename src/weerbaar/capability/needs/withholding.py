# SPDX-License-Identifier: EUPL-1.2
"""Confidential numbers, and every number that betrays one, are taken out of a result before anybody sees it.

A total minus its public part is the rest; a need minus its shortfall is what is present; a probability of a shortfall
narrows it down; so does a hash, on which numbers can be tried out. So once one line that counts is confidential,
everything that is computed from what is present of that capability is withheld: quantities, probabilities, frequencies
and what would close the gap, alone and together with other scenarios. What stays is the need, which the line does not
touch, who holds something, and whether it suffices.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace

from weerbaar.capability.needs.file_model import Present
from weerbaar.capability.needs.model import is_valid_on
from weerbaar.capability.needs.result import CapabilityGap, Cell, Competing, Gaps, Holding

_OPEN = {"id", "capability", "holder", "owner", "confidential"}
"""What is told of a confidential line."""


def published_lines(present: Sequence[Present]) -> bytes:
    """Return what may be told of the lines of ``present.yaml``, for a hash that betrays no confidential number."""
    told = [
        line.model_dump(mode="json", by_alias=True, include=_OPEN if line.confidential else None) for line in present
    ]
    return json.dumps(told, sort_keys=True, ensure_ascii=False).encode()


def without_confidential(gaps: Gaps, present: Sequence[Present], day: datetime.date) -> Gaps:
    """Return the gaps without what must not leave the organisation.

    Args:
        present: the lines that were read; ``day`` that of the analysis, because a line that does not count on that
            day touches no total.
    """
    betraying = {line.capability for line in present if line.confidential and is_valid_on(line, day)}
    order = [scenario for scenario, _ in gaps.scenarios]
    return replace(
        gaps,
        capabilities=tuple(_capability(c, order, hidden=c.id in betraying) for c in gaps.capabilities),
        cells=tuple(_cell(cell) if cell.capability in betraying else cell for cell in gaps.cells),
        simultaneous=tuple(
            replace(group, competing=_competing(group.competing, betraying)) for group in gaps.simultaneous
        ),
        with_confidential=False,
        withheld=tuple(c.id for c in gaps.capabilities if c.id in betraying),
    )


def _capability(gap: CapabilityGap, order: Sequence[str], *, hidden: bool) -> CapabilityGap:
    holdings = tuple(_holding(h) if h.confidential else h for h in gap.holdings)
    if not hidden:
        return replace(gap, holdings=holdings)
    return replace(
        gap,
        holdings=holdings,
        # In the order of the probabilities the ids would tell which is larger.
        caused_by=tuple(s for s in order if s in gap.caused_by),
        probability=None,
        share=None,
        frequency=None,
        closing=None,
        probability_before=None,
        withheld=True,
    )


def _holding(holding: Holding) -> Holding:
    return replace(holding, quantity=None, deploy_h=None, reliability=None)


def _cell(cell: Cell) -> Cell:
    return replace(cell, numbers=None, withheld=cell.numbers is not None)


def _competing(found: Sequence[Competing], betraying: set[str]) -> tuple[Competing, ...]:
    """Withheld ones stand behind all others: their place would tell how serious they are."""
    shown = [c for c in found if c.capability not in betraying]
    hidden = [
        Competing(c.capability, c.state, withheld=c.alone is not None) for c in found if c.capability in betraying
    ]
    return (*shown, *sorted(hidden, key=lambda c: c.capability))
