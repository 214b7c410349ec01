# SPDX-License-Identifier: EUPL-1.2
"""From judgements to one cell per scenario and criterion: which labels are possible, and how likely.

A judgement becomes a probability per label; several experts are pooled with their weights (linear
pool). Not relevant (X), not answered, and zero stay three different things: X has value 0 and is
certain, a criterion that nobody judged can be anything from X to the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from weerbaar.base import Distribution, Point, Text, WeerbaarError
from weerbaar.dossier import Dossier, Judgement, JudgementSet
from weerbaar.method import Method, euro_equivalent, label_codes, label_probabilities, label_values, score

State = Literal["judged", "not applicable", "missing", "together"]

_POSSIBLE = 0.001
_AMOUNTS = 1024


class UnusableJudgementError(WeerbaarError):
    """A judgement that does not fit the method, or a choice of weights that does not exist."""


def at_judgement(judgement: Judgement, nl: str, en: str) -> Text:
    """Return a message that begins with the scenario and the criterion it is about."""
    place = f"{judgement.scenario}, {judgement.criterion}"
    return Text(nl=f"{place}: {nl}", en=f"{place}: {en}")


@dataclass(frozen=True)
class Opinion:
    """What one expert says of one cell.

    Attributes:
        masses: label (the scale's "none" included) to probability; sums to 1.
        expected: the expected label.
        weight: of the expert in the pool.
        amounts: for a total in euro, equally likely amounts that replace the values of the labels.
        implied: nobody gave this label; it follows from one judgement for several criteria.
    """

    masses: Mapping[str, float]
    expected: str
    weight: float
    reason: Text
    amounts: tuple[float, ...] = ()
    central_amount: float = 0.0
    implied: bool = False

    def central(self, values: Mapping[str, float], factor: float) -> float:
        """Return the value at the expected label, or ``factor`` times the expected amount."""
        return factor * self.central_amount if self.amounts else values[self.expected]

    def atoms(self, values: Mapping[str, float], factor: float) -> list[tuple[float, float]]:
        """Return possible values with their probabilities."""
        if self.amounts:
            return [(factor * amount, 1 / len(self.amounts)) for amount in self.amounts]
        return [(values[label], mass) for label, mass in self.masses.items()]


@dataclass(frozen=True)
class Cell:
    """One scenario on one criterion, pooled over experts.

    Attributes:
        state: ``missing`` when nobody answered; ``not applicable`` when every expert says X.
        masses: label to pooled probability.
        opinions: who said what; empty when missing.
    """

    state: State
    masses: Mapping[str, float]
    opinions: tuple[Opinion, ...]

    def central_value(self, values: Mapping[str, float], factor: float = 1.0) -> float:
        """Return the weighted mean over experts of the value of the expected label; 0 when missing."""
        total = sum(o.weight for o in self.opinions)
        return sum(o.weight * o.central(values, factor) for o in self.opinions) / total if total else 0.0

    def distribution(self, values: Mapping[str, float], factor: float = 1.0) -> tuple[list[float], list[float]]:
        """Return the possible values and their probabilities, pooled over the experts."""
        if not self.opinions:
            return [values[label] for label in self.masses], list(self.masses.values())
        total = sum(o.weight for o in self.opinions)
        atoms = [(v, o.weight / total * mass) for o in self.opinions for v, mass in o.atoms(values, factor)]
        return [v for v, _ in atoms], [mass for _, mass in atoms]

    def expected_labels(self, order: Sequence[str]) -> tuple[str, str] | None:
        """Return the lowest and highest label that an expert expects; None where no expert gave one."""
        places = sorted(order.index(o.expected) for o in self.opinions if not o.implied)
        return (order[places[0]], order[places[-1]]) if places else None

    def possible_labels(self, order: Sequence[str]) -> tuple[str, str]:
        """Return the lowest and highest label to which some expert gives at least 0.1 %.

        The tail of a distribution of quantities never ends; without this limit every one would reach the top.
        """
        given = [o.masses for o in self.opinions] or [self.masses]
        places = [order.index(label) for masses in given for label, mass in masses.items() if mass >= _POSSIBLE]
        return order[min(places)], order[max(places)]

    def possible_values(
        self, order: Sequence[str], values: Mapping[str, float], factor: float = 1.0
    ) -> tuple[float, float]:
        """Return the values at the ends of what is possible, tails of amounts below 0.1 % left out."""
        amounts = [factor * a for o in self.opinions for a in o.amounts[1:-1] or o.amounts]
        if amounts:
            labelled = [values[x] for o in self.opinions if not o.amounts for x in o.masses]
            return min(amounts + labelled), max(amounts + labelled)
        low, high = self.possible_labels(order)
        return values[low], values[high]


def score_values(
    method: Method, criteria: int, *, function: str | None = None, base: float | None = None
) -> dict[str, float]:
    """Return label → value, such that the weighted mean over ``criteria`` criteria is the total of the method.

    For a weighted sum these are the values of the method file. A sum in euro has no weights: its values are
    multiplied by the number of criteria, and equal weights then give back the plain sum.

    Args:
        method: the measuring rod.
        criteria: number of criteria in use.
        function: another value function of the method, for sensitivity.
        base: another base than the method's, for sensitivity.
    """
    factor = summing_factor(method, criteria)
    return {label: factor * value for label, value in label_values(method, function, base=base).items()}


def summing_factor(method: Method, criteria: int) -> float:
    """Return what a value in euro is multiplied with; see :func:`score_values`."""
    return float(criteria) if method.aggregation.rule == "euro_sum" else 1.0


def range_masses(order: Sequence[str], lower: str, expected: str, upper: str) -> dict[str, float]:
    """Return probabilities for a range lower–expected–upper: a triangle over the labels in between.

    The expected label weighs most, and each step away from it weighs evenly less; every label in the
    range keeps some probability. With k labels from an end up to the expected one, the weights rise
    1/k, 2/k, … 1. An assumption: the guides ask for three labels and prescribe no distribution.

    Raises:
        UnusableJudgementError: the three labels are not in order.
    """
    return dict(_range_masses(tuple(order), lower, expected, upper))


@lru_cache(maxsize=1024)
def _range_masses(order: tuple[str, ...], lower: str, expected: str, upper: str) -> dict[str, float]:
    # A round has thousands of judgements and a few dozen different ranges.
    low, mid, high = order.index(lower), order.index(expected), order.index(upper)
    if not low <= mid <= high:
        raise UnusableJudgementError(
            Text(
                nl=f"het bereik {lower} - {expected} - {upper} loopt niet op.",
                en=f"the range {lower} - {expected} - {upper} does not ascend.",
            )
        )
    weights = {
        order[k]: (k - low + 1) / (mid - low + 1) if k <= mid else (high - k + 1) / (high - mid + 1)
        for k in range(low, high + 1)
    }
    total = sum(weights.values())
    return {label: weight / total for label, weight in weights.items()}


def opinion(method: Method, judgement: Judgement, weight: float) -> Opinion:
    """Return one judgement of an impact criterion as probabilities per label.

    Raises:
        UnusableJudgementError: a label that is not in the method, or a range that is not in order.
        UnknownCellError: quantities for which the method file has no known cell.
    """
    return _opinion(method, label_codes(method), judgement, weight)


def _opinion(method: Method, order: Sequence[str], judgement: Judgement, weight: float) -> Opinion:
    if judgement.quantities is not None:
        central = {name: quantity.expected for name, quantity in judgement.quantities.items()}
        scored = score(method, judgement.criterion, central)
        masses = label_probabilities(method, judgement.criterion, judgement.quantities)
        reason = scored.reason
        if judgement.reason:
            own = judgement.reason
            reason = Text(nl=f"{own} ({scored.reason.nl})", en=f"{own} ({scored.reason.in_('en')})")
        if method.aggregation.rule == "euro_sum":
            amounts = _amounts(method, judgement, judgement.quantities)
            centre = euro_equivalent(method, judgement.criterion, central)
            return Opinion(masses, scored.label, weight, reason, amounts, centre)
        return Opinion(masses, scored.label, weight, reason)
    lower, label, upper = (_canonical(method, x) for x in (judgement.lower, judgement.label, judgement.upper))
    if label is None:
        raise UnusableJudgementError(
            at_judgement(judgement, "geen label en geen hoeveelheid.", "no label, no quantity.")
        )
    for given in (lower, label, upper):
        if given is not None and given not in order:
            allowed = ", ".join(order)
            raise UnusableJudgementError(
                at_judgement(
                    judgement,
                    f"label {given} bestaat niet in deze methode; toegestaan: {allowed}.",
                    f"label {given} does not exist in this method; allowed: {allowed}.",
                )
            )
    if judgement.half == "unknown":
        top = _half_above(method, upper or label)
        if lower is None and upper is None:
            labels = [label] if top == label else [label, top]
            return Opinion({x: 1 / len(labels) for x in labels}, label, weight, Text(nl=judgement.reason))
        upper = top
    masses = range_masses(order, lower or label, label, upper or label)
    return Opinion(masses, label, weight, Text(nl=judgement.reason))


def _amounts(method: Method, judgement: Judgement, quantities: Mapping[str, Distribution]) -> tuple[float, ...]:
    """Return equally likely amounts in euro of one judgement; its parts may hold one distribution at most."""
    uncertain = [name for name, quantity in quantities.items() if not isinstance(quantity, Point)]
    if len(uncertain) > 1:
        raise UnusableJudgementError(
            at_judgement(
                judgement,
                f"hoogstens één van de hoeveelheden mag een verdeling zijn; gevonden: {', '.join(uncertain)}.",
                f"at most one of the quantities may be a distribution; found: {', '.join(uncertain)}.",
            )
        )
    fixed = {name: quantity.expected for name, quantity in quantities.items()}
    if not uncertain:
        return (euro_equivalent(method, judgement.criterion, fixed),)
    [name] = uncertain
    drawn = quantities[name].ppf((np.arange(_AMOUNTS) + 0.5) / _AMOUNTS)
    return tuple(euro_equivalent(method, judgement.criterion, fixed | {name: max(0.0, float(q))}) for q in drawn)


def pool(method: Method, opinions: Sequence[Opinion]) -> Cell:
    """Return the linear pool of the experts' opinions; without opinions, every whole class is as likely."""
    return _pool(method, label_codes(method), opinions)


def _pool(method: Method, order: Sequence[str], opinions: Sequence[Opinion]) -> Cell:
    if not opinions:
        whole = [method.scale.none, *(x.code for x in method.scale.labels if x.code == x.klass)]
        return Cell("missing", {x: 1 / len(whole) for x in whole}, ())
    total = sum(o.weight for o in opinions)
    masses = {x: sum(o.weight * o.masses.get(x, 0.0) for o in opinions) / total for x in order}
    masses = {x: mass for x, mass in masses.items() if mass > 0}
    if set(masses) == {method.scale.none}:
        state: State = "not applicable"
    else:
        state = "together" if all(o.implied for o in opinions) else "judged"
    return Cell(state, masses, tuple(opinions))


def criteria_in_use(method: Method, dossier: Dossier) -> tuple[str, ...]:
    """Return the criteria of this round: all of the method, less optional ones that nobody judged."""
    answered = {j.criterion for _, j in _all(dossier) if not j.missing}
    for combined in method.combined:
        if combined.id in answered:
            answered.update(combined.covers)
    return tuple(c.id for c in method.criteria if not c.optional or c.id in answered)


def impact_cells(method: Method, dossier: Dossier, criteria: Iterable[str]) -> dict[str, dict[str, Cell]]:
    """Return scenario id → criterion → cell, for every scenario with at least one judged criterion.

    A combined criterion of the method (one published line for several criteria) counts once, for its
    first criterion, in the central value; the others range from "none" up to the same label.

    Raises:
        UnusableJudgementError, UnknownCellError: see :func:`opinion`.
    """
    order = label_codes(method)
    combined = {c.id: c.covers for c in method.combined}
    known = {c.id for c in method.criteria} | set(combined)
    found: dict[str, dict[str, list[Opinion]]] = {}
    for expert, judgement in _all(dossier):
        if judgement.missing or judgement.criterion == "likelihood":
            continue
        if judgement.criterion not in known:
            raise UnusableJudgementError(
                at_judgement(
                    judgement,
                    f"dit criterium bestaat niet in methode {method.id}.",
                    f"there is no such criterion in method {method.id}.",
                )
            )
        said = _opinion(method, order, judgement, expert.weight)
        by_criterion = found.setdefault(judgement.scenario, {})
        covers = combined.get(judgement.criterion, (judgement.criterion,))
        by_criterion.setdefault(covers[0], []).append(said)
        top = max(said.masses, key=order.index)
        for other in covers[1:]:
            shared = range_masses(order, order[0], order[0], top)
            by_criterion.setdefault(other, []).append(
                Opinion(shared, order[0], expert.weight, Text(nl=""), implied=True)
            )
    wanted = tuple(criteria)
    return {
        scenario.id: {c: _pool(method, order, found[scenario.id].get(c, [])) for c in wanted}
        for scenario in dossier.scenarios
        if scenario.id in found
    }


def _all(dossier: Dossier) -> list[tuple[JudgementSet, Judgement]]:
    return [(expert, judgement) for expert in dossier.judgements for judgement in expert.judgements]


def _canonical(method: Method, label: str | None) -> str | None:
    return method.scale.none if label in method.scale.none_alternatives else label


def _half_above(method: Method, label: str) -> str:
    """Return the highest label of the same whole class."""
    klass = next((x.klass for x in method.scale.labels if x.code == label), label)
    same = [x.code for x in method.scale.labels if x.klass == klass]
    return same[-1] if same else label
