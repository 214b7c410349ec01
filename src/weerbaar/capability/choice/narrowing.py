# SPDX-License-Identifier: EUPL-1.2
"""What the chosen measures do to the gaps: before and after, for the capabilities that they add to."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.capability.analysis import Analysis
from weerbaar.capability.choice.result import GapChange
from weerbaar.capability.needs import gaps

_LEAST_DRAWS = 1_000


def narrowed_gaps(analysis: Analysis, chosen: Sequence[str], draws: int, seed: int) -> tuple[GapChange, ...]:
    """Return the capabilities that chosen measures add to, with their shortfall before and after.

    What is confidential is withheld, as in :func:`~weerbaar.capability.needs.gaps`.

    Args:
        analysis: with or without needs.
        chosen: ids of measures.
        draws, seed: of the gaps.
    """
    measures = [m for m in (analysis.measures.measures if analysis.measures else ()) if m.id in chosen]
    added = [a.capability for m in measures for a in m.adds]
    if analysis.needs is None or not analysis.needs.tasks or not added:
        return ()
    draws = max(draws, _LEAST_DRAWS)
    before = gaps(analysis, draws=draws, seed=seed)
    after = gaps(analysis, draws=draws, seed=seed, with_measures=measures)
    found = []
    for gap in after.capabilities:
        if gap.id in added:
            earlier = before.capability(gap.id)
            found.append(
                GapChange(
                    capability=gap.id,
                    name=gap.name,
                    before=earlier.probability,
                    after=gap.probability,
                    state_before=earlier.state,
                    state_after=gap.state,
                    by=tuple(m.id for m in measures if any(a.capability == gap.id for a in m.adds)),
                    generic=None if gap.kind is None else gap.kind == "generic",
                )
            )
    return tuple(found)
