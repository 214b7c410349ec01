# SPDX-License-Identifier: EUPL-1.2
"""All figures that can be drawn from one outcome of a cascade simulation."""

from __future__ import annotations

from weerbaar.base import Lang
from weerbaar.cascade import CascadeOutcome
from weerbaar.figures.cascade_matrix import cascade_matrix
from weerbaar.figures.cascade_network import cascade_network
from weerbaar.figures.cascade_rates import cascade_rates
from weerbaar.figures.cascade_sankey import cascade_sankey
from weerbaar.figures.figure import Figure, Width


def cascade_figures(outcome: CascadeOutcome, lang: Lang = "nl", width: Width = "a4") -> list[Figure]:
    """Return the risk list, the map, the matrix, and causes and effects of every risk that occurs.

    Causes and effects come largest expected yearly impact first. A figure for which there is nothing to draw is left
    out.

    Args:
        outcome: what to draw.
        lang: language of the words.
        width: for which width the figures are laid out.
    """
    found: list[Figure] = []
    occurring = [i for i in range(len(outcome.catalogue.risks)) if outcome.risk_rates[i] > 0]
    if occurring:
        found.append(cascade_rates(outcome, lang, width))
    if outcome.flow.any():
        found += [cascade_network(outcome, lang, width), cascade_matrix(outcome, lang, width)]
    order = sorted(occurring, key=lambda i: (-float(outcome.risk_impacts[i]), i))
    return found + [cascade_sankey(outcome, outcome.catalogue.risks[i].id, lang, width) for i in order]
