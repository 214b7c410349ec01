# SPDX-License-Identifier: EUPL-1.2
"""Sensitivity analyses to draw and to print: made up, of any size, without any engine."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tests.figures.rounds import CRITERIA, NAMES
from weerbaar.assessment import AxisDisagreement, Disagreement, Sensitivity
from weerbaar.assessment.disagreement_result import DisagreementFactor, ExpertEffect
from weerbaar.assessment.first_place import first_places, mean_weights
from weerbaar.assessment.polytope import WeightPolytope
from weerbaar.assessment.resampling import IndexEstimate
from weerbaar.assessment.smaa import AcceptabilityAnalysis
from weerbaar.assessment.smaa_round import RoundAcceptability
from weerbaar.assessment.value_of_information import Answer, InformationValue, QuestionValue, ValueOfInformation
from weerbaar.base import RunRecord, Text

Float = NDArray[np.float64]

EXPERTS = ("An, economie", "Bo, recht", "Cas, zorg")
LIKELIHOOD_NAME = Text(nl="waarschijnlijkheid", en="likelihood")


def estimate(value: Float, width: float = 0.02) -> IndexEstimate:
    return IndexEstimate(value, np.full_like(value, width / 1.96), value - width, value + width)


def made_up(
    count: int,
    *,
    seed: int = 5,
    weights: bool = True,
    ranks: bool = True,
    likelihood: bool = True,
    notes: tuple[Text, ...] = (),
    illustrative: bool = True,
) -> Sensitivity:
    """An analysis of ``count`` scenarios, the same one for the same seed.

    Criterion 2.3 matters nowhere; the last scenario does not vary in impact and never comes first.
    """
    dice = np.random.default_rng(seed)
    scenarios = tuple((f"s{i + 1}", Text(nl=_name(i), en=f"Scenario {i + 1}")) for i in range(count))
    criteria = tuple((id_, Text(nl=nl, en=en)) for id_, nl, en in CRITERIA)
    smaa = _acceptability(scenarios, criteria, dice) if ranks else None
    return Sensitivity(
        round_id="proef",
        round_label="NRB proef",
        year=2013,
        title=Text(nl="Proefronde", en="Trial round"),
        organisation=Text(nl="Proef", en="Trial"),
        statement=Text(nl="Proefgegevens.", en="Trial data."),
        illustrative=illustrative,
        method_id="nl-nrb-2009",
        method_title=Text(nl="Leidraad 2009", en="Guide 2009"),
        scenarios=scenarios,
        criteria=criteria,
        experts=tuple((f"e{i + 1}", Text(nl=name, en=name)) for i, name in enumerate(EXPERTS)),
        smaa=smaa,
        ranks=() if smaa is None else first_places(smaa),
        mean_weights=() if smaa is None else tuple(float(w) for w in mean_weights(smaa.analysis)),
        disagreement=_disagreement(scenarios, dice, weights, likelihood),
        questions=_questions(scenarios, criteria, dice),
        notes=notes,
        assumptions=(),
        run_record=RunRecord("0" * 64, "nl-nrb-2009", "1", "1" * 64, 2012, 1000, {}, {"weerbaar": "0.1.0"}),
    )


def _name(i: int) -> str:
    return NAMES[i] if i < len(NAMES) else f"{NAMES[i % len(NAMES)]}, variant {i // len(NAMES) + 1}"


def _acceptability(
    scenarios: tuple[tuple[str, Text], ...], criteria: tuple[tuple[str, Text], ...], dice: np.random.Generator
) -> RoundAcceptability:
    s, c = len(scenarios), len(criteria)
    place = np.arange(s)
    shares = np.exp(-((place[:, None] - place[None, :]) ** 2) / max(1.0, s / 6))
    if s > 1:
        shares[-1, 0] = 0.0
    shares[:, 0] /= shares[:, 0].sum()
    shares[:, 1:] *= ((1 - shares[:, 0]) / np.maximum(shares[:, 1:].sum(axis=1), 1e-12))[:, None]
    central = dice.dirichlet(np.full(c, 4.0), size=s)
    central[shares[:, 0] == 0] = np.nan
    analysis = AcceptabilityAnalysis(
        draws=10_000,
        rank_acceptability=shares,
        standard_error=np.sqrt(shares * (1 - shares) / 10_000),
        central_weights=central,
        confidence=np.where(shares[:, 0] > 0, np.clip(shares[:, 0] * 1.5, 0, 1), np.nan),
        confidence_error=np.full(s, 0.003),
        pairwise=None,
        mixing=None,
    )
    titles = tuple(title for _, title in scenarios)
    return RoundAcceptability(
        tuple(i for i, _ in scenarios), titles, tuple(i for i, _ in criteria), WeightPolytope.of(c, []), analysis
    )


def _disagreement(
    scenarios: tuple[tuple[str, Text], ...], dice: np.random.Generator, weights: bool, likelihood: bool
) -> Disagreement:
    asked = [id_ for id_, _, _ in CRITERIA]
    names = {id_: Text(nl=f"{id_} {nl}", en=f"{id_} {en}") for id_, nl, en in CRITERIA}
    names["likelihood"] = LIKELIHOOD_NAME
    questions = [*asked, *(["likelihood"] if likelihood else [])]
    factors = []
    for q in questions:
        name = names[q]
        between = Text(nl=f"{name.nl}: wie heeft gelijk", en=f"{name.en}: who is right")
        within = Text(nl=f"{name.nl}: spreiding binnen een oordeel", en=f"{name.en}: range within a judgement")
        factors += [DisagreementFactor(f"{q}:between", between), DisagreementFactor(f"{q}:within", within)]
    if weights:
        factors.append(
            DisagreementFactor("weights", Text(nl="gewichten van de criteria", en="weights of the criteria"))
        )
    g, s = len(factors), len(scenarios)
    raw = dice.dirichlet(np.full(g, 1.0), size=s).T
    for k, factor in enumerate(factors):
        if factor.name.startswith(("2.3", "likelihood")):
            raw[k] = 0.0
    total = raw / raw.sum(axis=0)
    if s > 1:
        total[:, -1] = np.nan
    impact = _axis("impact", scenarios, total, total * dice.uniform(0.2, 1.0, size=total.shape), factors)
    other = None
    if likelihood:
        own = np.zeros((g, s))
        k = [f.name for f in factors].index("likelihood:between")
        own[k] = dice.random(s)
        own[k + 1] = 1 - own[k]
        other = _axis("likelihood", scenarios, own, own, factors)
    return Disagreement(
        round_id="proef",
        method_id="nl-nrb-2009",
        factors=tuple(factors),
        questions=(*questions, *(["weights"] if weights else [])),
        columns=tuple(f.name for f in factors),
        impact=impact,
        likelihood=other,
        weights="profiles" if weights else "default",
        correlation=None,
        statement=Text(nl="Alle factoren zijn onafhankelijk.", en="All factors are independent."),
        n=1024,
        seed=1,
        evaluations=1,
        resamples=100,
        level=0.95,
        interval="normal",
    )


def _axis(
    name: str,
    scenarios: tuple[tuple[str, Text], ...],
    total: Float,
    first: Float,
    factors: list[DisagreementFactor],
) -> AxisDisagreement:
    s, e = len(scenarios), len(EXPERTS)
    varies = np.isfinite(total[0])
    mean_total, mean_first = total[:, varies].mean(axis=1), first[:, varies].mean(axis=1)
    order = np.argsort(-mean_total, kind="stable")
    fall = np.tile(np.array([0.4, 0.1, -0.2])[:, None], (1, s))
    return AxisDisagreement(
        axis="impact" if name == "impact" else "likelihood",
        scenarios=tuple(i for i, _ in scenarios),
        mean=np.ones(s),
        variance=np.ones(s),
        first=estimate(first),
        total=estimate(total),
        first_by_question=estimate(first),
        total_by_question=estimate(total),
        mean_first=mean_first,
        mean_total=mean_total,
        ranking=tuple(factors[k].name for k in order if mean_total[k] > 0),
        experts=ExpertEffect(
            tuple(f"e{i + 1}" for i in range(e)), estimate(fall, 0.05), np.array([0.4, 0.1, -0.2]), np.ones((e, s))
        ),
        mu_star=estimate(total),
        sigma=estimate(total),
        distance=total,
        threshold=total,
    )


def _questions(
    scenarios: tuple[tuple[str, Text], ...], criteria: tuple[tuple[str, Text], ...], dice: np.random.Generator
) -> ValueOfInformation:
    found = []
    for id_, title in scenarios:
        for criterion, name in (*criteria, ("likelihood", LIKELIHOOD_NAME)):
            klass, top = float(dice.random()) ** 3, float(dice.random()) ** 3
            likely = criterion == "likelihood"
            known = InformationValue(
                klass, klass, 0.0 if likely else top, klass if likely else max(klass, top), 0.0 if likely else top / 10
            )
            more = InformationValue(klass / 3, klass / 3, 0.0, klass / 3, 0.0)
            question = Text(
                nl=f"Hoe groot is de impact van ‘{title.nl}’ op {criterion} {name.nl}?",
                en=f"How large is the impact of ‘{title.en}’ on {criterion} {name.en}?",
            )
            answers = tuple(
                Answer(f"e{i + 1}", Text(nl=who, en=who), "B" if i else "A") for i, who in enumerate(EXPERTS)
            )
            found.append(QuestionValue(id_, criterion, question, answers, known, more))
    found.sort(key=lambda q: (-q.perfect.any_change, -q.perfect.expected_gain))
    return ValueOfInformation(tuple(found), tuple(i for i, _ in scenarios[:5]), "equal")


def without_answers_that_matter(count: int) -> ValueOfInformation:
    """Questions whose answer changes nothing, or hardly anything."""
    nothing = InformationValue(0.001, 0.001, 0.0, 0.001, 0.0)
    text = Text(nl="Hoe waarschijnlijk?", en="How likely?")
    asked = tuple(QuestionValue(f"s{i + 1}", "likelihood", text, (), nothing, nothing) for i in range(count))
    return ValueOfInformation(asked, (), "equal")


def fixed(axis: AxisDisagreement) -> AxisDisagreement:
    """The same axis with nothing that varies."""
    from dataclasses import replace

    nan = np.full_like(axis.total.value, math.nan)
    return replace(
        axis,
        first=estimate(nan),
        total=estimate(nan),
        mean_first=nan[:, 0],
        mean_total=nan[:, 0],
        ranking=(),
    )
