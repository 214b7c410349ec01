# SPDX-License-Identifier: EUPL-1.2
"""How many people an alert reaches, as a low, a middle and a high number with what they rest on, never as one figure.

People present by the hour × served by a cell of their own provider that really broadcasts × share that received the
yearly test messages (by year and age) × noticing it at that hour. Every factor that is not known is a range; they are
drawn together many times from a seed, and low, middle and high are the 5, 50 and 95 % quantiles of what comes out. The
survey share already holds having a fit phone that is switched on, so no share of phones is multiplied in again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from weerbaar.alerting.cells.coverage import coverage
from weerbaar.alerting.cells.facts import Certainty, ReachFacts, Uncertain, shipped_facts
from weerbaar.alerting.cells.population import WITHHELD_PEOPLE, Population
from weerbaar.alerting.cells.selecting import Selection
from weerbaar.alerting.cells.survey import SurveyResult, reach_curve, reach_on
from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import Text, WeerbaarError, number, percentage

DRAWS = 20_000
QUANTILES = (0.05, 0.5, 0.95)
_NETHERLANDS = ZoneInfo("Europe/Amsterdam")


class ReachError(WeerbaarError):
    """A question about reach that cannot be answered as it was put."""


@dataclass(frozen=True)
class Estimate:
    """A number of people: below ``low`` in 5 % of the draws and above ``high`` in 5 %; ``middle`` is the median."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Assumption:
    """One thing that was not known, and what it was taken to be (5, 50 and 95 % quantiles)."""

    text: Text
    low: float
    middle: float
    high: float
    certainty: Certainty
    source: str


@dataclass(frozen=True)
class Reach:
    """People of 12 and over, and visitors.

    Attributes:
        present: in the area.
        reached: in the area, and receiving the message.
        not_reached: in the area, and not receiving it.
        disturbed: outside the area, and receiving it all the same.
        share: reached as a share of present.
        beyond_cells: in the area and served by no broadcasting cell of any provider.
        assumptions: all that was not known.
        notes: what a reader of this result must know: made-up cells, a year after the last survey.
        cannot_know: what no estimate can know.
        seed, draws: how it was drawn.
        synthetic: cells or people were made up.
    """

    present: Estimate
    reached: Estimate
    not_reached: Estimate
    disturbed: Estimate
    share: Estimate
    beyond_cells: Estimate
    assumptions: tuple[Assumption, ...]
    notes: tuple[Text, ...]
    cannot_know: tuple[Text, ...]
    seed: int
    draws: int
    synthetic: bool


def reach(
    selection: Selection,
    population: Population,
    moment: datetime.datetime,
    seed: int,
    *,
    broadcasting: Integers | None = None,
    geofenced: bool = False,
    ages: Mapping[str, float] | None = None,
    surveys: Sequence[SurveyResult] = (),
    facts: ReachFacts | None = None,
    draws: int = DRAWS,
) -> Reach:
    """Return how many people receive an alert.

    Args:
        selection: the cells that are to broadcast, and the area.
        population: where people are.
        moment: when it is on the air, with its time zone.
        seed: of the draws.
        broadcasting: the cells that do broadcast, from their receipts, as numbers in the network; None takes them all.
        geofenced: the area itself goes along on 4G and 5G, so that newer phones can hide a message for another area.
        ages: age group of the facts to its share of the people there of 12 and over; None is as in the country.
        surveys: of your own, to go with the published ones.
        facts: None takes the ones that come with Weerbaar.
        draws: at 20,000 the quantiles are sure to within 0.5 % of the spread between low and high.

    Raises:
        ReachError: a moment without time zone, an unknown age group, or shares that are none.
        BeforeLaunchError: there was no NL-Alert yet.
    """
    facts = facts or shipped_facts()
    if moment.tzinfo is None:
        raise ReachError(Text(nl="Geef het tijdstip met tijdzone.", en="Give the moment with its time zone."))
    if draws < 1:
        raise ReachError(Text(nl="Minstens één trekking is nodig.", en="At least one draw is needed."))
    local = moment.astimezone(_NETHERLANDS)
    rng = np.random.default_rng(seed)
    used: list[Assumption] = []

    def drawn(uncertain: Uncertain, size: tuple[int, ...] = (draws,)) -> Floats:
        low, middle, high = uncertain.range.ppf(np.array(QUANTILES)).tolist()
        used.append(Assumption(uncertain.text, low, middle, high, uncertain.certainty, uncertain.source))
        return uncertain.range.ppf(rng.random(size))

    cells = selection.cells if broadcasting is None else np.asarray(broadcasting, dtype=np.int64)
    if len(cells) and not (cells.min() >= 0 and cells.max() < len(selection.network)):
        raise ReachError(Text(nl="Er is een onbekende zendcel genoemd.", en="An unknown cell was named."))
    counted = coverage(selection, population, cells)
    unsure = facts.uncertain
    day = np.clip(facts.day_by_hour[local.hour] + facts.day_error * rng.uniform(-1.0, 1.0, draws), 0.0, 1.0)

    def by_hour(people: Floats) -> Floats:
        """From people at night and by day (last axis) to people at this hour, for every draw (first axis)."""
        return np.asarray(people[..., 0] + np.multiply.outer(day, people[..., 1] - people[..., 0]))

    on_day = reach_on(local.date(), reach_curve(surveys, facts), facts)
    received = on_day.low + (on_day.high - on_day.low) * rng.random(draws)
    used += [_hour_assumption(day), _survey_assumption(received, on_day.extrapolated)]
    received = np.minimum(received * _age_factor(facts, ages), 1.0)
    night = local.hour in facts.night_hours
    noticed = drawn(unsure.noticed_by_night if night else unsure.noticed_by_day)
    old = drawn(unsure.bound_to_2g)
    weight = drawn(unsure.provider_share, (draws, len(selection.network.operators)))
    weight /= weight.sum(axis=1, keepdims=True)
    adults = 1.0 - drawn(unsure.under_12)
    visitors, visitors_receive = drawn(unsure.roamers), drawn(unsure.roamers_reached)
    hides = np.zeros(draws)
    if geofenced and local.date() >= facts.geofencing_since:
        hides = drawn(unsure.geofencing)

    def heard(people: Floats, hidden: Floats | float = 0.0) -> Floats:
        """From people served, by provider and radio, to people who can hear a cell of their own network."""
        on_2g, newer = by_hour(people[:, 0]), by_hour(people[:, 1])
        part = old[:, None] * on_2g + ((1.0 - old) * (1.0 - hidden))[:, None] * newer
        return np.asarray((weight * part).sum(axis=1))

    persons = adults * received * noticed + visitors * visitors_receive * noticed
    inside = by_hour(counted.inside)
    present = inside * (adults + visitors)
    reached = heard(counted.served_inside) * persons
    disturbed = heard(counted.served_outside, hides) * persons
    beyond = np.maximum(inside - by_hour(counted.either_inside), 0.0) * (adults + visitors)
    share = np.divide(reached, present, out=np.zeros(draws), where=present > 0)
    return Reach(
        present=_estimate(present),
        reached=_estimate(reached),
        not_reached=_estimate(present - reached),
        disturbed=_estimate(disturbed),
        share=_estimate(share),
        beyond_cells=_estimate(beyond),
        assumptions=tuple(used),
        notes=_notes(selection, population, cells, on_day.extrapolated, local),
        cannot_know=facts.cannot_know,
        seed=seed,
        draws=draws,
        synthetic=selection.synthetic or population.synthetic,
    )


def _estimate(draws: Floats) -> Estimate:
    low, middle, high = np.quantile(draws, QUANTILES).tolist()
    return Estimate(low, middle, high)


def _hour_assumption(day: Floats) -> Assumption:
    found = _estimate(day)
    text = Text(
        nl="Waar dit uur ligt tussen de bewoners (0) en de mensen op een werkdag (1)",
        en="Where this hour lies between the residents (0) and the people of a working day (1)",
    )
    return Assumption(text, found.low, found.middle, found.high, "assumption", "geen meting gebruikt")


def _survey_assumption(received: Floats, extrapolated: bool) -> Assumption:
    found = _estimate(received)
    text = Text(
        nl="Deel van de mensen van 12 jaar en ouder dat een testbericht ontvangt",
        en="Share of the people of 12 and over who receive a test message",
    )
    certainty: Certainty = "assumption" if extrapolated else "derived"
    return Assumption(text, found.low, found.middle, found.high, certainty, "onderzoeken na de testberichten")


def _age_factor(facts: ReachFacts, ages: Mapping[str, float] | None) -> float:
    """Return by how much the share differs from the country's for people of these ages."""
    if ages is None:
        return 1.0
    known = {group.group: group.share for group in facts.ages.groups}
    unknown = sorted(ages.keys() - known.keys())
    if unknown:
        listed = ", ".join(known)
        raise ReachError(
            Text(
                nl=f"Onbekende leeftijdsgroep: {unknown[0]}. Bekend zijn: {listed}.",
                en=f"Unknown age group: {unknown[0]}. Known are: {listed}.",
            )
        )
    others = 1.0 - sum(ages.values())
    if not (others >= 0.0 and all(share >= 0.0 for share in ages.values())):
        raise ReachError(
            Text(
                nl="De aandelen van de leeftijdsgroepen zijn samen hoger dan 1, of een aandeel is negatief.",
                en="The shares of the age groups come to more than 1 together, or one is negative.",
            )
        )
    there = sum(share * known[group] for group, share in ages.items()) + others * facts.ages.others_share
    return there / facts.ages.all


def _notes(
    selection: Selection, population: Population, cells: Integers, extrapolated: bool, local: datetime.datetime
) -> tuple[Text, ...]:
    notes = []
    if selection.synthetic:
        notes.append(
            Text(
                nl=f"De zendcellen zijn verzonnen (zaadgetal {selection.network.seed}): dit zegt niets over het echte "
                "net.",
                en=f"The cells were made up (seed {selection.network.seed}): this says nothing about the real network.",
            )
        )
    if population.synthetic:
        notes.append(Text(nl="De bevolkingsaantallen zijn verzonnen.", en="The numbers of people were made up."))
    if not population.day_known:
        notes.append(
            Text(
                nl="Er zijn geen aantallen overdag bekend: ook overdag is met de bewoners gerekend.",
                en="No numbers by day are known: residents were counted by day as well.",
            )
        )
    if population.withheld:
        notes.append(
            Text(
                nl=f"Van {number(population.withheld, 'nl')} plaatsen is het aantal mensen geheim (minder dan 5); "
                f"gerekend is met {WITHHELD_PEOPLE:.0f}.",
                en=f"The number of people of {number(population.withheld, 'en')} places is withheld (fewer than 5); "
                f"{WITHHELD_PEOPLE:.0f} was used.",
            )
        )
    if extrapolated:
        notes.append(
            Text(
                nl=f"Voor {local.year} is geen onderzoek bekend: het laatste is doorgetrokken en de marge verruimd.",
                en=f"No survey is known for {local.year}: the last one was carried on and its range widened.",
            )
        )
    silent = len(np.setdiff1d(selection.cells, cells))
    if silent:
        part = silent / len(selection.cells)
        notes.append(
            Text(
                nl=f"{number(silent, 'nl')} van de {number(len(selection.cells), 'nl')} gevraagde zendcellen "
                f"({percentage(part, 'nl')}) zenden niet uit.",
                en=f"{number(silent, 'en')} of the {number(len(selection.cells), 'en')} cells asked "
                f"({percentage(part, 'en')}) do not broadcast.",
            )
        )
    return tuple(notes)
