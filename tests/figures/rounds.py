# SPDX-License-Identifier: EUPL-1.2
"""Rounds to draw: the 2012 letter as published, and made-up rounds of any size."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Literal

from weerbaar.assessment import (
    QUANTILE_PROBABILITIES,
    Assessment,
    Axis,
    Contribution,
    Estimate,
    PublishedPlace,
    Rank,
    ScenarioResult,
    Variant,
)
from weerbaar.base import RunRecord, Text

CODES = ("A", "B", "C", "D", "E")
IMPACT = Axis(
    CODES,
    tuple(
        Text(nl=nl, en=en)
        for nl, en in (
            ("beperkt", "limited"),
            ("aanzienlijk", "substantial"),
            ("ernstig", "serious"),
            ("zeer ernstig", "very serious"),
            ("catastrofaal", "catastrophic"),
        )
    ),
    (1 / 81, 1 / 27, 1 / 9, 1 / 3),
    1 / 243,
    1.0,
    Text(nl="gewogen totaal", en="weighted total"),
)
LIKELIHOOD = Axis(
    CODES,
    tuple(
        Text(nl=nl, en=en)
        for nl, en in (
            ("zeer onwaarschijnlijk", "highly unlikely"),
            ("onwaarschijnlijk", "unlikely"),
            ("enigszins waarschijnlijk", "somewhat likely"),
            ("waarschijnlijk", "likely"),
            ("zeer waarschijnlijk", "very likely"),
        )
    ),
    (0.0005, 0.005, 0.05, 0.5),
    0.00005,
    1.0,
    Text(nl="kans in 5 jaar", en="probability in 5 years"),
    5.0,
)
CRITERIA = (
    ("1.1", "Aantasting van de integriteit van het grondgebied", "Encroachment on the territory"),
    ("1.2", "Aantasting van de internationale positie", "Infringement of the international position"),
    ("2.1", "Doden", "Fatalities"),
    ("2.2", "Ernstig gewonden en chronisch zieken", "Seriously injured and chronically ill"),
    ("2.3", "Lichamelijk lijden", "Physical suffering"),
    ("3.1", "Kosten", "Costs"),
    ("4.1", "Langdurige aantasting van het milieu en de natuur", "Long-term impact on environment and nature"),
    ("5.1", "Verstoring van het dagelijks leven", "Disruption to everyday life"),
    ("5.2", "Aantasting van de democratische rechtsstaat", "Violation of the democratic system"),
    ("5.3", "Sociaal-psychologische impact", "Social psychological impact"),
)
NAMES = (
    "Grieppandemie (ernstig)",
    "Overstroming westelijke kust",
    "Langdurige uitval elektriciteit",
    "Hitte en droogte",
    "Cyberspionage",
    "Links- of rechtsextremistische rellen",
    "Kernongeval dichtbij",
    "Oliecrisis door geopolitiek",
    "Zware sneeuwstorm",
    "Uitval van satellietsystemen (zonnestorm)",
    "Luchtvaartincident bij start of landing",
    "Dierziekte niet overdraagbaar op mensen",
    "Aanslag op het elektriciteitsnetwerk",
    "IJzel",
)


def class_of(axis: Axis, value: float) -> str:
    return axis.codes[sum(value >= bound for bound in axis.bounds)]


def judged(axis: Axis, value: float, spread: float, incomplete: tuple[str, ...] = ()) -> Estimate:
    """A lognormal-like estimate: ``spread`` is the factor between the centre and the 95 % quantile."""

    def held(x: float) -> float:
        return min(max(x, axis.low), axis.high)

    sigma = math.log(spread) / 1.645
    points = [held(value * math.exp(sigma * _normal(p))) for p in QUANTILE_PROBABILITIES]
    shares = dict.fromkeys(axis.codes, 0.0)
    for point in points:
        shares[class_of(axis, point)] += 1 / len(points)
    return Estimate(
        basis="judgements",
        value=value,
        klass=class_of(axis, value),
        low=held(value / spread),
        high=held(value * spread),
        minimum=held(value / spread**2),
        maximum=held(value * spread**2),
        class_probability=shares,
        mean=value,
        standard_error=0.0,
        quantiles=tuple(points),
        exact=False,
        window_years=axis.window_years,
        incomplete=incomplete,
    )


def published(axis: Axis, classes: Sequence[str]) -> Estimate:
    """Only classes are known: every order of magnitude in them counts equally."""
    edges = (axis.low, *axis.bounds, axis.high)
    low, high = edges[axis.codes.index(classes[0])], edges[axis.codes.index(classes[-1]) + 1]
    points = tuple(low * (high / low) ** p for p in QUANTILE_PROBABILITIES)
    middle = math.sqrt(low * high)
    return Estimate(
        basis="published",
        value=middle,
        klass=class_of(axis, middle),
        low=low * (high / low) ** 0.05,
        high=low * (high / low) ** 0.95,
        minimum=low,
        maximum=high,
        class_probability={code: (1 / len(classes) if code in classes else 0.0) for code in axis.codes},
        mean=middle,
        standard_error=0.0,
        quantiles=points,
        exact=True,
        window_years=axis.window_years,
    )


def scenario(
    id: str,
    title: str,
    kind: Literal["hazard", "threat"] = "hazard",
    *,
    likelihood: Estimate | None = None,
    impact: Estimate | None = None,
    place: PublishedPlace | None = None,
    earlier: tuple[PublishedPlace, ...] = (),
    contributions: tuple[Contribution, ...] = (),
    rank: Rank | None = None,
    variants: tuple[Variant, ...] = (),
    english: str = "",
) -> ScenarioResult:
    return ScenarioResult(
        id=id,
        title=Text(nl=title, en=english),
        theme=None,
        kind=kind,
        impact=impact,
        likelihood=likelihood,
        published=place,
        earlier=earlier,
        contributions=contributions,
        rank=rank,
        variants=variants,
        same_class_share=None if not variants else 0.75,
        moves=(),
    )


def a_round(
    scenarios: Sequence[ScenarioResult], *, impact_axis: Axis | None = IMPACT, note: Text | None = None
) -> Assessment:
    return Assessment(
        round_id="proef",
        round_label="NRB 2012",
        year=2013,
        title=Text(nl="Proefronde", en="Trial round"),
        organisation=Text(nl="Proef", en="Trial"),
        statement=Text(nl="Proefgegevens.", en="Trial data."),
        method_id="nl-nrb-2009",
        method_title=Text(nl="Leidraad 2009", en="Guide 2009"),
        scenarios=tuple(scenarios),
        impact_axis=impact_axis,
        likelihood_axis=LIKELIHOOD,
        criteria=tuple((id_, Text(nl=nl, en=en)) for id_, nl, en in CRITERIA),
        assumptions=(),
        run_record=RunRecord("0" * 64, "nl-nrb-2009", "1", "1" * 64, 2012, 1000, {}, {"weerbaar": "0.1.0"}),
        figures_note=note,
    )


def letter_place(impact: str, impact_classes: str, likelihood: str, likelihood_classes: str) -> PublishedPlace:
    return PublishedPlace("NRB 2012", 2013, impact, likelihood, tuple(impact_classes), tuple(likelihood_classes))


def letter_2012() -> Assessment:
    """The four scenarios of the letter of November 2013 (nrb-method.md, section 6.1)."""
    lines = (
        ("eenling", "Gewelddadige eenling", "Violent loner", ("beperkt", "A", "hoog", "DE")),
        (
            "cyber",
            "Cyberhacktivisme",
            "Cyber hacktivism",
            ("aanzienlijk tot ernstig", "BC", "enigszins waarschijnlijk", "C"),
        ),
        (
            "onlusten",
            "Grootschalige onlusten",
            "Large-scale riots",
            ("zeer ernstig", "D", "enigszins waarschijnlijk", "C"),
        ),
        (
            "wapens",
            "Wapenbeheersing falende staat",
            "Arms control, failing state",
            ("zeer ernstig", "D", "enigszins waarschijnlijk", "C"),
        ),
    )
    results = []
    for id_, nl, en, words in lines:
        place = letter_place(*words)
        results.append(
            scenario(
                id_,
                nl,
                "threat",
                english=en,
                place=place,
                likelihood=published(LIKELIHOOD, place.likelihood_classes),
                impact=published(IMPACT, place.impact_classes),
            )
        )
    return a_round(results)


def made_up(count: int, *, seed: int = 7, earlier: bool = False, same_place: bool = False) -> Assessment:
    """A round of ``count`` judged scenarios anywhere on the diagram, the same ones for the same seed."""
    dice = random.Random(seed)
    results = []
    for index in range(count):
        spot = (0.45, 0.45) if same_place else (dice.random(), dice.random())
        likelihood = LIKELIHOOD.low * (LIKELIHOOD.high / LIKELIHOOD.low) ** (0.04 + 0.92 * spot[0])
        impact = IMPACT.low * (IMPACT.high / IMPACT.low) ** (0.04 + 0.92 * spot[1])
        name = NAMES[index] if index < len(NAMES) else f"{NAMES[index % len(NAMES)]}, variant {index // len(NAMES) + 1}"
        before = ()
        if earlier and index % 2 == 0:
            before = (
                PublishedPlace(
                    "NRB 2008/9",
                    2009,
                    "ernstig",
                    "waarschijnlijk",
                    (CODES[dice.randrange(5)],),
                    (CODES[dice.randrange(5)],),
                ),
            )
        results.append(
            scenario(
                f"s{index + 1}",
                name,
                "threat" if dice.random() < 0.4 else "hazard",
                likelihood=judged(LIKELIHOOD, likelihood, 1.5 + 3 * dice.random()),
                impact=judged(IMPACT, impact, 1.2 + 0.9 * dice.random()),
                earlier=before,
                contributions=contributions(dice),
                rank=_rank(index, count),
                variants=variants(index, count, class_of(IMPACT, impact)),
            )
        )
    return a_round(results)


def contributions(dice: random.Random) -> tuple[Contribution, ...]:
    found = []
    for index, (id_, nl, en) in enumerate(CRITERIA):
        name = Text(nl=nl, en=en)
        if index == 1:
            found.append(Contribution(id_, name, "missing", None, None, None, 0.1, 0, 0, 0, 0))
        elif index in (0, 6):
            found.append(Contribution(id_, name, "not applicable", "X", "X", "X", 0.1, 0, 0, 0, 3))
        else:
            low = dice.randrange(3)
            middle = low + dice.randrange(2)
            high = min(4, middle + dice.randrange(3))
            value = 3.0 ** (middle - 4)
            found.append(
                Contribution(
                    id_,
                    name,
                    "judged",
                    CODES[middle],
                    CODES[low],
                    CODES[high],
                    0.1,
                    value,
                    value / 10,
                    0.125,
                    3,
                    ("reden",),
                )
            )
    return tuple(found)


def variants(index: int, count: int, klass: str) -> tuple[Variant, ...]:
    up = CODES[min(4, CODES.index(klass) + 1)]
    return (
        Variant("citizen", "weights", Text(nl="profiel burger", en="citizen profile"), klass, index + 1.0),
        Variant(
            "state",
            "weights",
            Text(nl="profiel overheid", en="state profile"),
            up if index % 3 == 0 else klass,
            index + 1.0,
        ),
        Variant("base-2", "base", Text(nl="grondtal 2", en="base 2"), up, float(index + 1)),
        Variant("base-10", "base", Text(nl="grondtal 10", en="base 10"), klass, float(index + 1)),
        Variant("nearest", "rule", Text(nl="naaste klasse", en="nearest class"), klass, float(index + 1)),
        Variant("evamix", "method", Text(nl="EVAMIX", en="EVAMIX"), None, float(count - index)),
    )


def _rank(index: int, count: int) -> Rank:
    weights = [math.exp(-((place - index) ** 2) / max(1.0, count / 6)) for place in range(count)]
    total = sum(weights)
    shares = tuple(w / total for w in weights)
    return Rank(index + 1.0, sum((i + 1) * s for i, s in enumerate(shares)), shares)


def _normal(p: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(p)
