# SPDX-License-Identifier: EUPL-1.2
"""Which scenarios may run at the same time: what the analysis says, and what the links of the round suggest."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

import numpy as np

from weerbaar.base import Text
from weerbaar.capability.needs.file_model import Together
from weerbaar.capability.needs.result import Spread
from weerbaar.capability.needs.sampling import stratified
from weerbaar.dossier import Dossier, Quantity, Scenario

_LONGEST_ID = 80
_POINTS = 4_096


def suggest_together(dossier: Dossier, known: Iterable[Together] = ()) -> tuple[Together, ...]:
    """Return a pair for every link between two active scenarios, with the probability of the link where it has one.

    Args:
        known: combinations that are there already; a pair of the same two scenarios is not suggested again.
    """
    active = {s.id: s for s in dossier.scenarios if s.status == "active"}
    seen = {frozenset(group.scenarios) for group in known}
    found = []
    for cause in active.values():
        for link in cause.links:
            effect = active.get(link.scenario)
            if effect is None or effect.id == cause.id or frozenset((cause.id, effect.id)) in seen:
                continue
            seen.add(frozenset((cause.id, effect.id)))
            found.append(_pair(cause, effect, link.probability, link.source))
    return tuple(found)


def _pair(cause: Scenario, effect: Scenario, probability: Quantity | None, source: tuple[str, ...]) -> Together:
    return Together(
        id=f"{cause.id}-{effect.id}"[:_LONGEST_ID].rstrip("-"),
        title=Text(
            nl=f"{cause.title.nl}, en daarbij {effect.title.nl}"[:300],
            en=f"{cause.title.in_('en')}, and with it {effect.title.in_('en')}"[:300],
        ),
        scenarios=(cause.id, effect.id),
        probability=probability,
        source=source,
        mark="derived",
    )


def coincidence(group: Together, dossier: Dossier) -> tuple[Spread | None, Literal["given", "links", "unknown"]]:
    """Return the probability that all run at the same time once the first happens, and who says so.

    Where the group has none, the links of its first scenario to each of the others are taken, as if they were
    independent; when one of them has no probability, it is unknown. Quantiles of a product of three or more scenarios
    come from draws that are the same each time.
    """
    if group.probability is not None:
        return _spread(group.probability), "given"
    links = {link.scenario: link.probability for link in dossier.scenario(group.scenarios[0]).links}
    found = [links.get(other) for other in group.scenarios[1:]]
    spreads = [_spread(quantity) for quantity in found if quantity is not None]
    if len(spreads) < len(found):
        return None, "unknown"
    if len(spreads) == 1:
        return spreads[0], "links"
    product = np.ones(_POINTS)
    for place, quantity in enumerate(q for q in found if q is not None):
        product *= np.clip(quantity.ppf(stratified(f"link {place}", 0, _POINTS)), 0.0, 1.0)
    low, median, high = (float(q) for q in np.quantile(product, (0.05, 0.5, 0.95)))
    return Spread(math.prod(s.mean for s in spreads), median, low, high), "links"


def _spread(quantity: Quantity) -> Spread:
    values = np.clip(quantity.ppf((np.arange(_POINTS) + 0.5) / _POINTS), 0.0, 1.0)
    low, median, high = (float(min(1.0, max(0.0, v))) for v in quantity.ppf([0.05, 0.5, 0.95]))
    return Spread(float(values.mean()), median, low, high)
