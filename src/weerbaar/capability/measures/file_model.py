# SPDX-License-Identifier: EUPL-1.2
"""What ``measures.yaml`` and ``choice.yaml`` may hold: proposals with cost and effect, and what bounds the choice."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.capability.analysis_file import Year
from weerbaar.capability.needs import Holder
from weerbaar.dossier import LIKELIHOOD, CriterionName, Mark, Name, Quantity, Slug, Title

MEASURE_FILE = "measures.yaml"
CHOICE_FILE = "choice.yaml"
IMPACT = "impact"
"""The name that stands in the field ``on`` for every criterion alike."""


class Cost(FileModel):
    """In euro at the price level of the analysis: once in the year of the start, and every year from then on."""

    one_off_eur: Quantity | None = None
    yearly_eur: Quantity | None = None

    @model_validator(mode="after")
    def _something(self) -> Cost:
        if self.one_off_eur is None and self.yearly_eur is None:
            raise Explained(
                "geef one_off_eur of yearly_eur; 0 als de maatregel niets kost.",
                "give one_off_eur or yearly_eur; 0 when the measure costs nothing.",
            )
        return self


class Effect(FileModel):
    """What a measure does to the likelihood, or to one criterion of the impact, of one scenario.

    Exactly one of ``steps``, ``share`` and ``amount`` is given.

    Attributes:
        on: ``likelihood``, the id of a criterion, or ``impact`` for every criterion alike.
        steps: whole or part classes down, a number or a distribution; one class of likelihood is a factor of the
            method, one label of impact the step of its value function.
        share: part of the probability, or of the value of the criterion, that is taken away; 0 to 1.
        amount: of the quantities that the criterion counts (deaths, cost_eur …) that is taken away.
    """

    scenario: Slug
    on: CriterionName
    steps: Quantity | None = None
    share: Quantity | None = None
    amount: Annotated[dict[str, Quantity], Field(min_length=1)] | None = None
    evidence: Literal["expert", "model", "statistics", "cases", "exercise", "trial", "none"] = "expert"
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    reason: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Effect:
        if sum(given is not None for given in (self.steps, self.share, self.amount)) != 1:
            raise Explained(
                "geef precies een van steps, share of amount.", "give exactly one of steps, share or amount."
            )
        if self.amount is not None and self.on in (LIKELIHOOD, IMPACT):
            raise Explained(
                "amount hoort bij één criterium, niet bij likelihood of impact.",
                "amount goes with one criterion, not with likelihood or impact.",
            )
        return self


class LinkEffect(FileModel):
    """What a measure does to the probability that one scenario sets off another: the share that is taken away."""

    cause: Slug
    consequence: Slug
    share: Quantity
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    reason: Text | None = None


class Adds(FileModel):
    """What a measure adds to a capability that is present, in the unit of that capability."""

    capability: Slug
    quantity: Quantity
    deploy_h: Annotated[float, Field(ge=0, le=100_000)] = 0.0
    endurance_h: Annotated[float, Field(gt=0, le=100_000)] | None = None
    rest_h: Annotated[float, Field(ge=0, le=100_000)] | None = None


class Measure(FileModel):
    """A proposal to strengthen a capability.

    Attributes:
        heading: under which heading of the analysis the advice puts it.
        owner: who is to carry it out; ``actor`` is the kind of party that is.
        earliest, latest: first and last year in which it may start; the first year of the analysis when not given.
        lead_time_years: from the start until it works.
        lifetime_years: how long it works; None for as long as the analysis looks.
        requires: measures without which this one is not possible.
        decision: id of the decision of the round that it is a proposal for.
    """

    id: Slug
    title: Title
    heading: Slug | None = None
    theme: Slug | None = None
    region: Slug | None = None
    owner: Name = ""
    actor: Holder = "government"
    proposal: Text | None = None
    cost: Cost
    lead_time_years: Quantity | None = None
    lifetime_years: Annotated[float, Field(gt=0, le=100)] | None = None
    earliest: Year | None = None
    latest: Year | None = None
    effects: tuple[Effect, ...] = ()
    links: tuple[LinkEffect, ...] = ()
    adds: tuple[Adds, ...] = ()
    requires: tuple[Slug, ...] = ()
    decision: Slug | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Exclusion(FileModel):
    """Measures of which at most one can be taken."""

    measures: Annotated[tuple[Slug, ...], Field(min_length=2)]
    reason: Text | None = None


class Interaction(FileModel):
    """Two measures that help or hinder each other in one scenario.

    Attributes:
        kind: ``synergy``: together more than the two apart; ``overlap``: together less.
        share: of the smaller of the two effects that is gained or lost.
    """

    measures: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)]
    scenario: Slug
    kind: Literal["synergy", "overlap"]
    share: Quantity
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    reason: Text | None = None


class MeasureFile(FileModel):
    """``measures.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    measures: tuple[Measure, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    interactions: tuple[Interaction, ...] = ()


class Budget(FileModel):
    """What may be spent in one year, in euro at the price level of the analysis."""

    year: Year
    amount_eur: Annotated[float, Field(ge=0, le=1e13)]


class AtLeast(FileModel):
    """A rule of fairness: at least ``number`` of the measures that answer the description.

    Attributes:
        measures: listed one by one; or else all with this heading, theme, region, actor, or with an effect in this
            scenario. Exactly one of these is given.
    """

    id: Slug
    title: Title
    number: Annotated[int, Field(ge=1)] = 1
    measures: tuple[Slug, ...] = ()
    heading: Slug | None = None
    theme: Slug | None = None
    region: Slug | None = None
    actor: Holder | None = None
    scenario: Slug | None = None

    @model_validator(mode="after")
    def _one_description(self) -> AtLeast:
        given = [bool(self.measures), *(f is not None for f in (self.heading, self.theme, self.region, self.actor))]
        if sum([*given, self.scenario is not None]) != 1:
            raise Explained(
                "geef precies een van measures, heading, theme, region, actor of scenario.",
                "give exactly one of measures, heading, theme, region, actor or scenario.",
            )
        return self


class ChoiceFile(FileModel):
    """``choice.yaml``: what bounds the choice of measures.

    Attributes:
        budgets: one per year; a year that is not named has no bound, a round without any has none at all.
        cost_quantile: at which quantile the cost of each measure counts against the budgets; None counts the expected
            cost. What the choice then costs, and how often that stays within the budgets, follows from draws.
        always, never: measures that are in, or out, whatever they bring.
        weights: file with what is agreed about the weights of the criteria, for the robust choice; a name in the
            folder of the analysis.
    """

    schema_version: Literal[1] = Field(alias="schema")
    budgets: tuple[Budget, ...] = ()
    cost_quantile: Annotated[float, Field(ge=0.5, lt=1)] | None = None
    at_least: tuple[AtLeast, ...] = ()
    always: tuple[Slug, ...] = ()
    never: tuple[Slug, ...] = ()
    weights: Annotated[str, Field(max_length=120)] | None = None
