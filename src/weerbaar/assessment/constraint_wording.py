# SPDX-License-Identifier: EUPL-1.2
"""What is agreed about the weights, in words: so that every answer can say what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from weerbaar.assessment.weight_constraints import (
    LinearWeights,
    WeightConstraint,
    WeightConstraints,
    WeightInterval,
    WeightRatio,
)
from weerbaar.base import Lang, Text, number

_DIGITS = 4


def constraint_words(constraints: WeightConstraints, names: Mapping[str, Text]) -> tuple[Text, ...]:
    """Return every constraint in words, in their order.

    Args:
        constraints: what is agreed.
        names: criterion → its name; one without a name is shown by its id.
    """
    return tuple(
        Text(nl=_words(constraint, names, "nl"), en=_words(constraint, names, "en"))
        for constraint in constraints.constraints
    )


def _words(constraint: WeightConstraint, names: Mapping[str, Text], lang: Lang) -> str:
    def called(criterion: str) -> str:
        return f"{criterion} {names[criterion].in_(lang)}" if criterion in names else criterion

    def share(value: float) -> str:
        return f"{_plain(100 * value, lang)}%"

    def times(value: float) -> str:
        return f"{_plain(value, lang)} ×"

    if isinstance(constraint, WeightInterval):
        return f"{called(constraint.criterion)}: {_bounds(constraint, lang, share)}"
    if isinstance(constraint, WeightRatio):
        one, other = constraint.ratio
        return f"{called(one)}: {_bounds(constraint, lang, times)} {called(other)}"
    if isinstance(constraint, LinearWeights):
        terms = [called(c) if k == 1 else f"{times(k)} {called(c)}" for c, k in constraint.linear.items()]
        return f"{' + '.join(terms)}: {_bounds(constraint, lang, share)}"
    ranks = [_together([called(c) for c in group], lang) for group in constraint.groups]
    return f"{'van zwaar naar licht' if lang == 'nl' else 'from heavy to light'}: {'; '.join(ranks)}"


def _plain(value: float, lang: Lang) -> str:
    """Return a number that people gave, without zeros behind it."""
    digits = 0
    while digits < _DIGITS and round(value, digits) != round(value, _DIGITS):
        digits += 1
    return number(value, lang, digits)


def _together(criteria: Sequence[str], lang: Lang) -> str:
    if len(criteria) == 1:
        return criteria[0]
    return f"{' = '.join(criteria)} ({'even zwaar' if lang == 'nl' else 'equal weights'})"


def _bounds(constraint: WeightInterval | WeightRatio | LinearWeights, lang: Lang, shown: Callable[[float], str]) -> str:
    low, high, exact = constraint.min, constraint.max, constraint.equals
    if exact is not None:
        return f"{'precies' if lang == 'nl' else 'exactly'} {shown(exact)}"
    if low is not None and high is not None:
        return f"{shown(low)} {'tot' if lang == 'nl' else 'to'} {shown(high)}"
    if low is not None:
        return f"{'ten minste' if lang == 'nl' else 'at least'} {shown(low)}"
    return "" if high is None else f"{'ten hoogste' if lang == 'nl' else 'at most'} {shown(high)}"
