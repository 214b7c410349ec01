# SPDX-License-Identifier: EUPL-1.2
"""What is agreed about the weights, as data: exact values, intervals, rankings with ties, ratios, linear conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from weerbaar.assessment.polytope import ConflictingWeightsError, LinearConstraint, WeightPolytope
from weerbaar.base import (
    Explained,
    FileModel,
    InputError,
    Problem,
    Text,
    YamlSource,
    read_yaml,
    render_location,
    validate,
)


def _text_of_number(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Criterion = Annotated[
    str, BeforeValidator(_text_of_number, json_schema_input_type=str | float), Field(min_length=1, max_length=60)
]
Share = Annotated[float, Field(ge=0, le=1)]
Factor = Annotated[float, Field(gt=0, le=1e6)]
Coefficient = Annotated[float, Field(ge=-1e6, le=1e6)]

MOST_CONSTRAINTS = 200
"""More than any agreement needs; the work grows with the square of their number."""


class _Bounded(FileModel):
    """Something with a lower bound, an upper bound or both, or one exact value."""

    @model_validator(mode="after")
    def _some_bound(self) -> _Bounded:
        low, high, exact = (getattr(self, name) for name in ("min", "max", "equals"))
        if exact is None and low is None and high is None:
            raise Explained("geef min, max of equals.", "give min, max or equals.")
        if exact is not None and (low is not None or high is not None):
            raise Explained("equals gaat niet samen met min of max.", "equals does not go with min or max.")
        if low is not None and high is not None and low > high:
            raise Explained("min is hoger dan max.", "min is above max.")
        return self


class WeightInterval(_Bounded):
    """The weight of one criterion, as a share of all weight."""

    criterion: Criterion
    min: Share | None = None
    max: Share | None = None
    equals: Share | None = None


class WeightRatio(_Bounded):
    """How many times as heavy the first criterion weighs as the second (swing weighting)."""

    ratio: tuple[Criterion, Criterion]
    min: Factor | None = None
    max: Factor | None = None
    equals: Factor | None = None

    @model_validator(mode="after")
    def _two_criteria(self) -> WeightRatio:
        if self.ratio[0] == self.ratio[1]:
            raise Explained("noem twee verschillende criteria.", "name two different criteria.")
        return self


EquallyImportant = Annotated[tuple[Criterion, ...], Field(min_length=1)]


class WeightRanking(FileModel):
    """Criteria from most to least important; those in a list of their own are equally important.

    A ranking need not name every criterion, and several rankings together make a partial order.
    """

    more_important: Annotated[tuple[Criterion | EquallyImportant, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> WeightRanking:
        named = [c for group in self.groups for c in group]
        if len(named) < 2:
            raise Explained("noem ten minste twee criteria.", "name at least two criteria.")
        twice = sorted({c for c in named if named.count(c) > 1})
        if twice:
            shown = ", ".join(twice)
            raise Explained(f"criterium {shown} staat er twee keer.", f"criterion {shown} occurs twice.")
        return self

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The criteria, equally important ones together."""
        return tuple((g,) if isinstance(g, str) else g for g in self.more_important)


class LinearWeights(_Bounded):
    """A sum of weights, each times a number; for instance the total weight of one vital interest."""

    linear: Annotated[dict[Criterion, Coefficient], Field(min_length=1)]
    min: Coefficient | None = None
    max: Coefficient | None = None
    equals: Coefficient | None = None

    @model_validator(mode="after")
    def _some_weight(self) -> LinearWeights:
        if not any(self.linear.values()):
            raise Explained("geef ten minste één getal dat niet 0 is.", "give at least one number that is not 0.")
        return self


def _kind(constraint: object) -> str:
    """Tell by its own field which kind is meant, so that a mistake is told in terms of that kind only.

    No kind is called as a field is: messages would take the one for the other.
    """
    for field in ("ratio", "more_important", "linear"):
        if field in constraint if isinstance(constraint, dict) else hasattr(constraint, field):
            return f"weight_{field}"
    return "weight_criterion"


WeightConstraint = WeightInterval | WeightRatio | WeightRanking | LinearWeights
_Told = Annotated[
    Annotated[WeightInterval, Tag("weight_criterion")]
    | Annotated[WeightRatio, Tag("weight_ratio")]
    | Annotated[WeightRanking, Tag("weight_more_important")]
    | Annotated[LinearWeights, Tag("weight_linear")],
    Discriminator(_kind),
]


class WeightConstraints(FileModel):
    """``weights.yaml``: everything that is agreed about the weights; no constraints at all leaves them free."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    constraints: Annotated[tuple[_Told, ...], Field(max_length=MOST_CONSTRAINTS)] = ()


def read_weight_constraints(path: Path) -> tuple[WeightConstraints, YamlSource]:
    """Read a file of constraints; the source goes with it for messages that name a line.

    Raises:
        InputError: with every mistake, each at its line.
    """
    source = read_yaml(path)
    return validate(WeightConstraints, source), source


def weight_polytope(
    constraints: WeightConstraints, criteria: Sequence[str], *, source: YamlSource | None = None
) -> WeightPolytope:
    """Return the admissible weights of the criteria, in this order.

    Args:
        constraints: what is agreed.
        criteria: ids of the criteria in use.
        source: the file of the constraints, for messages.

    Raises:
        InputError: a criterion that is not in use, or constraints that exclude each other; then one problem for each
            constraint of a smallest conflict.
    """
    problems = []
    for place, name in _named(constraints):
        if name not in criteria:
            allowed = ", ".join(criteria)
            message = Text(
                nl=f"dit criterium doet in deze ronde niet mee; kies uit: {allowed}.",
                en=f"this criterion is not in use in this round; choose from: {allowed}.",
            )
            problems.append(_problem(source, place, message, value=name))
    if problems:
        raise InputError(problems)
    rows = [(i, row) for i, c in enumerate(constraints.constraints) for row in _rows(c, list(criteria))]
    try:
        return WeightPolytope.of(len(criteria), [row for _, row in rows])
    except ConflictingWeightsError as error:
        involved = dict.fromkeys(rows[k][0] for k in error.conflict)
        told = {i: "; ".join(n.nl for n in _names(error, rows, i)) for i in involved}
        told_en = {i: "; ".join(n.in_("en") for n in _names(error, rows, i)) for i in involved}
        hint = Text(
            nl="Alle gewichten samen zijn 1. Verruim of schrap een van deze voorwaarden.",
            en="All weights together are 1. Widen or drop one of these constraints.",
        )
        raise InputError(
            [
                _problem(
                    source,
                    ("constraints", i),
                    Text(
                        nl=f"kan niet samengaan met de andere genoemde voorwaarden: {told[i]}.",
                        en=f"cannot hold together with the other constraints named: {told_en[i]}.",
                    ),
                    hint,
                )
                for i in involved
            ]
        ) from error


def _names(error: ConflictingWeightsError, rows: Sequence[tuple[int, LinearConstraint]], i: int) -> list[Text]:
    return [name for k, name in zip(error.conflict, error.names, strict=True) if rows[k][0] == i]


def _problem(
    source: YamlSource | None, place: tuple[str | int, ...], message: Text, hint: Text = Text(nl=""), value: str = ""
) -> Problem:
    file = "weights" if source is None else source.name
    line = None if source is None else source.line(place)
    return Problem(file, message, hint, line=line, field=render_location(place), value=value)


def _named(constraints: WeightConstraints) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every criterion that is named, with its place in the file."""
    for i, constraint in enumerate(constraints.constraints):
        at: tuple[str | int, ...] = ("constraints", i)
        if isinstance(constraint, WeightInterval):
            yield (*at, "criterion"), constraint.criterion
        elif isinstance(constraint, WeightRatio):
            for k, name in enumerate(constraint.ratio):
                yield (*at, "ratio", k), name
        elif isinstance(constraint, LinearWeights):
            for name in constraint.linear:
                yield (*at, "linear", name), name
        else:
            for k, group in enumerate(constraint.more_important):
                for name in (group,) if isinstance(group, str) else group:
                    yield (*at, "more_important", k), name


def _rows(constraint: WeightConstraint, criteria: list[str]) -> Iterator[LinearConstraint]:
    """Yield the linear conditions that a constraint stands for."""
    if isinstance(constraint, WeightInterval):
        yield from _between({constraint.criterion: 1.0}, constraint, criteria, f"{constraint.criterion}")
    elif isinstance(constraint, LinearWeights):
        shown = " + ".join(name if k == 1 else f"{k:g} × {name}" for name, k in constraint.linear.items())
        yield from _between(constraint.linear, constraint, criteria, shown)
    elif isinstance(constraint, WeightRatio):
        first, second = constraint.ratio
        exact = constraint.equals
        for factor, sign, equality in (
            (constraint.min, -1.0, False),
            (constraint.max, 1.0, False),
            (exact, 1.0, True),
        ):
            if factor is not None:
                symbol = "=" if equality else "≥" if sign < 0 else "≤"
                row = _row({first: sign, second: -sign * factor}, criteria)
                yield LinearConstraint(_same(f"{first} {symbol} {factor:g} × {second}"), row, 0.0, equality)
    else:
        for group in constraint.groups:
            for one, other in pairwise(group):
                yield LinearConstraint(_same(f"{one} = {other}"), _row({one: 1.0, other: -1.0}, criteria), 0.0, True)
        for upper, lower in pairwise(constraint.groups):
            row = _row({lower[0]: 1.0, upper[0]: -1.0}, criteria)
            yield LinearConstraint(_same(f"{upper[0]} ≥ {lower[0]}"), row, 0.0)


def _between(
    terms: Mapping[str, float], bounds: WeightInterval | LinearWeights, criteria: list[str], shown: str
) -> Iterator[LinearConstraint]:
    row = _row(terms, criteria)
    if bounds.equals is not None:
        yield LinearConstraint(_same(f"{shown} = {bounds.equals:g}"), row, bounds.equals, True)
    if bounds.min is not None:
        yield LinearConstraint(_same(f"{shown} ≥ {bounds.min:g}"), -row, -bounds.min)
    if bounds.max is not None:
        yield LinearConstraint(_same(f"{shown} ≤ {bounds.max:g}"), row, bounds.max)


def _row(terms: Mapping[str, float], criteria: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    row = np.zeros(len(criteria))
    for name, factor in terms.items():
        row[criteria.index(name)] += factor
    return row


def _same(formula: str) -> Text:
    """A formula reads the same in both languages."""
    return Text(nl=formula, en=formula)
