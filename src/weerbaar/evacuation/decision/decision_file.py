# SPDX-License-Identifier: EUPL-1.2
"""What a region writes down before it decides: the forecast, the people, the options and the value of a life."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BeforeValidator, Field, model_validator

from weerbaar.base import (
    Distribution,
    Explained,
    FileModel,
    InputError,
    Problem,
    Text,
    as_distribution,
    inside,
    read_yaml,
    validate,
)
from weerbaar.evacuation.decision.ensemble_csv import read_ensemble
from weerbaar.evacuation.decision.forecast import Forecast, ForecastError, forecast_of_ensemble
from weerbaar.evacuation.decision.options import Leaving, Option, combined, nothing, preventive, vertical

Floats = npt.NDArray[np.float64]

Uncertain = Annotated[Distribution, BeforeValidator(as_distribution)]
"""A number, or a distribution."""
Share = Annotated[float, Field(ge=0, le=1)]


class ChainModel(FileModel):
    """A forecast given as states and how they follow."""

    kind: Literal["chain"]
    states: Annotated[tuple[Text, ...], Field(min_length=1)]
    initial: tuple[Share, ...]
    transitions: tuple[tuple[tuple[Share, ...], ...], ...]
    flood: tuple[Share, ...]

    @model_validator(mode="after")
    def _rectangular(self) -> ChainModel:
        states = len(self.states)
        for matrix in self.transitions:
            if len(matrix) != states or any(len(row) != states for row in matrix):
                raise Explained(
                    f"elke matrix in transitions hoort {states} bij {states} te zijn.",
                    f"every matrix in transitions should be {states} by {states}.",
                )
        return self


class FailureModel(FileModel):
    """How likely the defences fail at a level: straight between the points, flat outside."""

    levels: Annotated[tuple[float, ...], Field(min_length=1)]
    probabilities: Annotated[tuple[Share, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rising(self) -> FailureModel:
        if len(self.levels) != len(self.probabilities):
            raise Explained(
                "levels en probabilities moeten even lang zijn.", "levels and probabilities must be equally long."
            )
        if any(b <= a for a, b in zip(self.levels, self.levels[1:], strict=False)) or any(
            b < a for a, b in zip(self.probabilities, self.probabilities[1:], strict=False)
        ):
            raise Explained(
                "levels lopen op en probabilities dalen niet.", "levels ascend and probabilities never fall."
            )
        return self


class EnsembleModel(FileModel):
    """A forecast given as members: a CSV file with the columns ``member``, ``hours_before`` and ``level``."""

    kind: Literal["ensemble"]
    file: str
    unit: str
    bounds: tuple[float, ...]
    failure: FailureModel


class PreventiveModel(FileModel):
    """Leave the area; ``out_share`` per moment of decision."""

    kind: Literal["preventive"]
    out_share: tuple[Uncertain, ...]
    eur_per_person_day: Annotated[float, Field(ge=0)]
    days_after: Annotated[float, Field(ge=0)]


class VerticalModel(FileModel):
    """Go up; ``sheltered_share`` per moment of decision."""

    kind: Literal["vertical"]
    sheltered_share: tuple[Uncertain, ...]
    sheltered_mortality: Uncertain
    eur_per_person: Annotated[float, Field(ge=0)]


class CombinedModel(FileModel):
    """Leave who can in time, the others up."""

    kind: Literal["combined"]
    out_share: tuple[Uncertain, ...]
    sheltered_share: tuple[Uncertain, ...]
    sheltered_mortality: Uncertain
    eur_per_person_day: Annotated[float, Field(ge=0)]
    days_after: Annotated[float, Field(ge=0)]
    eur_per_person: Annotated[float, Field(ge=0)]


class TableModel(FileModel):
    """Deaths and cost per moment of decision as somebody else worked them out."""

    kind: Literal["table"]
    id: str
    name: Text
    deaths_if_flood: tuple[Uncertain, ...]
    cost_eur: tuple[Uncertain, ...]
    source: str


OptionModel = Annotated[PreventiveModel | VerticalModel | CombinedModel | TableModel, Field(discriminator="kind")]


class DecisionModel(FileModel):
    """The whole file."""

    format: Literal["weerbaar-decision-1"]
    name: Text
    hours_before: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=1)]
    forecast: Annotated[ChainModel | EnsembleModel, Field(discriminator="kind")]
    people: Annotated[float, Field(gt=0)]
    mortality: Uncertain
    options: Annotated[tuple[OptionModel, ...], Field(min_length=1)]
    value_of_life_eur: Annotated[float, Field(ge=0)]
    note: str = ""

    @model_validator(mode="after")
    def _one_value_a_moment(self) -> DecisionModel:
        moments = len(self.hours_before)
        if any(b >= a for a, b in zip(self.hours_before, self.hours_before[1:], strict=False)):
            raise Explained("hours_before moet aflopen.", "hours_before must descend.")
        for at, option in enumerate(self.options):
            for name in ("out_share", "sheltered_share", "deaths_if_flood", "cost_eur"):
                values = getattr(option, name, None)
                if values is not None and len(values) != moments:
                    raise Explained(
                        f"options[{at}].{name} heeft {len(values)} waarden; hours_before heeft er {moments}.",
                        f"options[{at}].{name} has {len(values)} values; hours_before has {moments}.",
                    )
        return self


@dataclass(frozen=True, eq=False)
class Question:
    """What a decision file asks: everything :func:`decide_when` needs.

    Attributes:
        name: of the threat.
        forecast: what is expected.
        options: what can be decided.
        nothing: what happens if nothing is decided.
        value_of_life_eur: as the decider set it.
        people: in the threatened area.
        note: where it comes from.
    """

    name: Text
    forecast: Forecast
    options: tuple[Option, ...]
    nothing: Option
    value_of_life_eur: float
    people: float
    note: str


@dataclass(frozen=True, eq=False)
class WorkedOut:
    """What was worked out, in place of what a decision file says of the same; None leaves the file.

    Attributes:
        out_share: share that is out when the flood begins, by moment of the file and state of knowledge, shape (K, M).
        mortality: of who is still there, by state of knowledge, length M.
        people: in the threatened area.
    """

    out_share: Floats | None = None
    mortality: Floats | None = None
    people: float | None = None


def moments_of(path: Path) -> Floats:
    """Return the moments of decision in a decision file, hours before the flood, length K.

    Raises:
        InputError: with every problem of the file.
    """
    return np.array(validate(DecisionModel, read_yaml(path)).hours_before, float)


def read_question(path: Path, *, draws: int = 2000, seed: int = 1, instead: WorkedOut = WorkedOut()) -> Question:
    """Read a decision file.

    Shares, mortality and cost are drawn from their distributions. One draw is one state of knowledge: who is optimistic
    about leaving at one moment is so at every moment.

    Args:
        path: YAML; an ensemble stands in a CSV file beside it.
        draws: number of draws, D.
        seed: of the draws.
        instead: what was worked out, of which each draw takes one state of knowledge.

    Raises:
        InputError: with every problem of the file at its line.
    """
    source = read_yaml(path)
    model = validate(DecisionModel, source)
    hours = np.array(model.hours_before, float)
    generator = np.random.default_rng(seed)
    draw = _Draws(generator, draws, source.name, [])
    leaving_mortality = draw.share(model.mortality, "mortality")
    people = model.people if instead.people is None else instead.people
    # From a generator of their own, so that what the file says is drawn alike with and without them.
    picking = np.random.default_rng((seed, 1))
    if instead.mortality is not None:
        leaving_mortality = _picked(instead.mortality, picking, draws)
    out_share = None if instead.out_share is None else _picked(instead.out_share, picking, draws)
    options = tuple(
        _option(option, f"options[{at}]", people, leaving_mortality, hours, draw, out_share)
        for at, option in enumerate(model.options)
    )
    if draw.problems:
        raise InputError(draw.problems)
    try:
        forecast = _forecast(model, hours, path)
    except ForecastError as error:
        raise InputError(
            [Problem(source.name, error.message, field="forecast", line=source.line(("forecast",)))]
        ) from error
    return Question(
        name=model.name,
        forecast=forecast,
        options=options,
        nothing=nothing(people * leaving_mortality, len(hours)),
        value_of_life_eur=model.value_of_life_eur,
        people=people,
        note=model.note,
    )


def _forecast(model: DecisionModel, hours: Floats, path: Path) -> Forecast:
    given = model.forecast
    if isinstance(given, ChainModel):
        return Forecast(
            hours_before=hours,
            states=given.states,
            initial=np.array(given.initial),
            transitions=np.array(given.transitions, float).reshape(-1, len(given.states), len(given.states)),
            flood=np.array(given.flood),
        )
    levels = read_ensemble(inside(path.parent, given.file), hours)
    failing = np.interp(levels.max(1), given.failure.levels, given.failure.probabilities)
    return forecast_of_ensemble(levels, hours, np.array(given.bounds), given.unit, failing)


def _picked(known: Floats, generator: np.random.Generator, draws: int) -> Floats:
    return np.asarray(known[..., generator.integers(0, known.shape[-1], draws)])


def _option(
    option: Any,
    field: str,
    people: float,
    mortality: Floats,
    hours: Floats,
    draw: _Draws,
    out_share: Floats | None,
) -> Option:
    if isinstance(option, TableModel):
        deaths = draw.amounts(option.deaths_if_flood, f"{field}.deaths_if_flood")
        cost = draw.amounts(option.cost_eur, f"{field}.cost_eur")
        return Option(option.id, option.name, deaths, np.zeros_like(deaths), cost)
    if isinstance(option, VerticalModel):
        sheltered = draw.shares(option.sheltered_share, f"{field}.sheltered_share")
        there = Leaving(people, np.zeros_like(sheltered), mortality)
        safe = draw.share(option.sheltered_mortality, f"{field}.sheltered_mortality")
        return vertical(there, sheltered, safe, option.eur_per_person)
    stated = draw.shares(option.out_share, f"{field}.out_share")
    leaving = Leaving(people, stated if out_share is None else out_share, mortality)
    if isinstance(option, PreventiveModel):
        return preventive(leaving, hours, option.eur_per_person_day, option.days_after)
    return combined(
        leaving,
        hours,
        draw.shares(option.sheltered_share, f"{field}.sheltered_share"),
        draw.share(option.sheltered_mortality, f"{field}.sheltered_mortality"),
        option.eur_per_person_day,
        option.days_after,
        option.eur_per_person,
    )


@dataclass(frozen=True)
class _Draws:
    """Draws of the quantities of one file; what leaves its range is kept as a problem."""

    generator: np.random.Generator
    number: int
    file: str
    problems: list[Problem]

    def share(self, quantity: Any, field: str) -> Floats:
        return np.asarray(self._drawn((quantity,), field, 1.0)[0])

    def shares(self, quantities: tuple[Any, ...], field: str) -> Floats:
        return self._drawn(quantities, field, 1.0)

    def amounts(self, quantities: tuple[Any, ...], field: str) -> Floats:
        return self._drawn(quantities, field, np.inf)

    def _drawn(self, quantities: tuple[Any, ...], field: str, highest: float) -> Floats:
        level = self.generator.random(self.number)
        drawn = np.stack([np.asarray(quantity.ppf(level), float) for quantity in quantities])
        if drawn.min() < 0 or drawn.max() > highest:
            message = (
                Text(nl="moet tussen 0 en 1 liggen.", en="must lie between 0 and 1.")
                if highest == 1
                else Text(nl="mag niet negatief zijn.", en="must not be negative.")
            )
            self.problems.append(Problem(self.file, message, field=field, value=f"{drawn.min():g} - {drawn.max():g}"))
        # What is out of range is told at the end, with everything else; until then it does not stop the others.
        return np.asarray(np.clip(drawn, 0, highest))
