# SPDX-License-Identifier: EUPL-1.2
"""The verb of the room: a dossier becomes an assessment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path

from weerbaar.assessment.assumptions import assumptions
from weerbaar.assessment.cells import UnusableJudgementError, criteria_in_use, impact_cells
from weerbaar.assessment.earlier import places_of, published_places
from weerbaar.assessment.impact import ImpactJob, judged_impacts, label_contributions, published_impacts
from weerbaar.assessment.likelihood import (
    LikelihoodPool,
    likelihood_judgements,
    pool_likelihood,
    published_pool,
)
from weerbaar.assessment.result import (
    QUANTILE_PROBABILITIES,
    Assessment,
    Axis,
    Estimate,
    PublishedPlace,
    ScenarioResult,
)
from weerbaar.assessment.stability import Profile
from weerbaar.base import RunRecord, Text, class_index, content_hash, software_versions
from weerbaar.dossier import Dossier, Judgement, Scenario
from weerbaar.method import (
    Method,
    class_codes,
    label_values,
    likelihood_bounds,
    likelihood_codes,
    likelihood_interval,
    load_method,
    profile_weights,
    total_bounds,
)

EQUAL = "equal"
_EARLIER_DRAWS = 1_000
"""Enough for earlier rounds, of which only central classes are used; those do not depend on draws."""


def assess(
    dossier: Dossier,
    *,
    method: str | Path | Method | None = None,
    draws: int = 100_000,
    seed: int = 2012,
    weights: str = "default",
    earlier: Sequence[Dossier] = (),
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Assessment:
    """Assess every scenario of a round.

    Args:
        dossier: the round.
        method: id, file or object of another method than the dossier names.
        draws: number of Monte Carlo draws for ranks, and for class probabilities where enumeration is not
            possible.
        seed: the same seed, input and version give the same result, whatever the executor.
        weights: id of a weight profile; ``default`` for the round's own or else equal weights; ``profiles``
            for all profiles, equally likely; ``dirichlet`` for any weights at all, equally likely.
        earlier: dossiers of earlier rounds; scenarios with the same id get their earlier place from them.
        executor: where chunks of draws are computed; None for this process.
        progress: called with the share that is done, 0 to 1.

    Returns:
        One result per scenario, in the order of the dossier. Scenarios without judgements get the class that
        was published, as a range; without either, their impact or likelihood is None.

    Raises:
        InputError: the method does not exist or is faulty.
        UnusableJudgementError: a judgement does not fit the method, or an unknown weight profile.
        UnknownCellError: a quantity is judged for which the method file has no known cell.
    """
    rod = method if isinstance(method, Method) else load_method(method or dossier.round.method)
    dossier = active_dossier(dossier)
    impact_axis, likelihood_axis = _impact_axis(rod), _likelihood_axis(rod)
    criteria = criteria_in_use(rod, dossier)
    profiles = weight_profiles(rod, dossier, criteria)
    default = default_profile(profiles, dossier, weights)
    cells = impact_cells(rod, dossier, criteria)
    job = ImpactJob(rod, criteria, profiles, default, weights, draws, seed, executor, progress)
    judged = judged_impacts(job, cells) if _has_total(rod) else {}
    labelled = {} if _has_total(rod) else label_contributions(job, cells)
    places = published_places(dossier)
    before = [places_of(assess(d, draws=_EARLIER_DRAWS, seed=seed), impact_axis, likelihood_axis) for d in earlier]
    ranges = {
        scenario_id: own.impact_classes
        for scenario_id, (own, _) in places.items()
        if scenario_id not in judged and own is not None and own.impact_classes
    }
    # words of different rounds, national and regional ones among them, are not one order
    rounds = {own.round for i, (own, _) in places.items() if i in ranges and own is not None}
    comparable = not judged and len(rounds) == 1
    read = published_impacts(job, ranges, rank=comparable) if _has_total(rod) else {}
    said = likelihood_judgements(dossier)
    results = []
    for scenario in dossier.scenarios:
        published, past = places[scenario.id]
        past = tuple(sorted((*(b[scenario.id] for b in before if scenario.id in b), *past), key=lambda p: p.year))
        found = judged.get(scenario.id) or read.get(scenario.id)
        results.append(
            ScenarioResult(
                id=scenario.id,
                title=scenario.title,
                theme=scenario.theme,
                kind=scenario.kind,
                impact=None if found is None else found.estimate,
                likelihood=_likelihood(rod, said.get(scenario.id, []), scenario, published),
                published=published,
                earlier=past,
                contributions=labelled.get(scenario.id, ()) if found is None else found.contributions,
                rank=None if found is None else found.rank,
                variants=() if found is None else found.variants,
                same_class_share=None if found is None else found.same_class_share,
                moves=() if found is None else found.moves,
            )
        )
    return Assessment(
        round_id=dossier.round.id,
        round_label=dossier.round.label,
        year=dossier.round.year,
        title=dossier.round.title,
        organisation=dossier.round.organisation,
        statement=dossier.round.statement,
        method_id=rod.id,
        method_title=rod.title,
        scenarios=tuple(results),
        impact_axis=impact_axis,
        likelihood_axis=likelihood_axis,
        criteria=tuple((c.id, c.name) for c in rod.criteria if c.id in criteria),
        assumptions=assumptions(rod, dossier, criteria, results, default, weights),
        run_record=_run_record(rod, _input_hash(dossier, earlier), draws, seed, weights, default),
        illustrative=dossier.round.scores == "illustrative",
    )


def active_dossier(dossier: Dossier) -> Dossier:
    """Return the dossier without retired, rejected and draft scenarios, and without what is said of them."""
    active = {s.id for s in dossier.scenarios if s.status == "active"}
    judgements = tuple(
        expert.model_copy(update={"judgements": tuple(j for j in expert.judgements if j.scenario in active)})
        for expert in dossier.judgements
    )
    return dossier.model_copy(
        update={
            "scenarios": tuple(s for s in dossier.scenarios if s.id in active),
            "judgements": judgements,
            "published": tuple(p for p in dossier.published if p.scenario in active),
        }
    )


def weight_profiles(method: Method, dossier: Dossier, criteria: Sequence[str]) -> tuple[Profile, ...]:
    """Return the profiles of the method and of the round, over the criteria in use, each summing to 1."""
    found = [(p.id, p.name, profile_weights(method, p.id), p.mark) for p in method.weight_profiles]
    found += [(p.id, p.name, dict(p.weights), p.mark) for p in dossier.round.weight_profiles]
    if not found:
        even = dict.fromkeys(criteria, 1.0)
        found = [(EQUAL, Text(nl="gelijke gewichten", en="equal weights"), even, "assumed")]
    profiles = []
    known = {c.id for c in method.criteria}
    for id_, name, raw, mark in found:
        strange = sorted(set(raw) - known)
        if strange:
            raise UnusableJudgementError(
                Text(
                    nl=f"gewichtenprofiel {id_} noemt criteria die {method.id} niet heeft: {', '.join(strange)}.",
                    en=f"weight profile {id_} names criteria that {method.id} lacks: {', '.join(strange)}.",
                )
            )
        chosen = [raw.get(c, 0.0) for c in criteria]
        total = sum(chosen)
        if total <= 0:
            raise UnusableJudgementError(
                Text(
                    nl=f"gewichtenprofiel {id_} geeft geen enkel criterium van deze ronde gewicht.",
                    en=f"weight profile {id_} gives no weight to any criterion of this round.",
                )
            )
        profiles.append(Profile(id_, name, tuple(w / total for w in chosen), str(mark)))
    return tuple(profiles)


def default_profile(profiles: Sequence[Profile], dossier: Dossier, weights: str) -> Profile:
    named = weights not in ("default", "profiles", "dirichlet")
    wanted = weights if named else dossier.round.weight_profile
    if wanted is None:
        return next((p for p in profiles if p.id == EQUAL), profiles[0])
    for profile in profiles:
        if profile.id == wanted:
            return profile
    known = ", ".join([p.id for p in profiles] + ["profiles", "dirichlet"])
    raise UnusableJudgementError(
        Text(
            nl=f"gewichtenprofiel {wanted} bestaat niet; kies uit: {known}.",
            en=f"there is no weight profile {wanted}; choose from: {known}.",
        )
    )


def method_hash(method: Method) -> str:
    """Return the hash of a method, for a run record."""
    return hashlib.sha256(method.model_dump_json(by_alias=True).encode()).hexdigest()


def _has_total(method: Method) -> bool:
    return method.aggregation.rule != "unpublished"


def _likelihood(
    method: Method, said: Sequence[tuple[Judgement, float]], scenario: Scenario, published: PublishedPlace | None
) -> Estimate | None:
    pooled = pool_likelihood(method, scenario.kind, said)
    if pooled is not None:
        return _likelihood_estimate(method, pooled, "judgements")
    if published is not None and published.likelihood_classes:
        return _likelihood_estimate(
            method, published_pool(method, scenario.kind, published.likelihood_classes), "published"
        )
    return None


def _likelihood_estimate(method: Method, pool: LikelihoodPool, basis: str) -> Estimate:
    codes = likelihood_codes(method)
    bounds = likelihood_bounds(method)
    per_class = dict(zip(codes, (max(0.0, float(p)) for p in pool.class_probability(bounds)), strict=True))
    # At once: the bisection goes through the mixture sixty times, whatever the number of quantiles.
    low, high, *quantiles = (float(p) for p in pool.quantiles([0.05, 0.95, *QUANTILE_PROBABILITIES]))
    minimum, maximum = pool.ends
    return Estimate(
        basis="judgements" if basis == "judgements" else "published",
        value=pool.central,
        klass=codes[class_index(pool.central, bounds)],
        low=min(low, pool.central),
        high=max(high, pool.central),
        minimum=minimum,
        maximum=maximum,
        class_probability=per_class,
        mean=pool.mean,
        standard_error=0.0,
        quantiles=tuple(quantiles),
        exact=True,
        window_years=pool.window_years,
    )


def _impact_axis(method: Method) -> Axis | None:
    if not _has_total(method):
        return None
    values = label_values(method)
    bounds = total_bounds(method)
    words = {label.code: label.word for label in method.scale.labels}
    codes = class_codes(method)
    # the lowest class has no lower bound above 0: draw it as wide as its neighbour
    ratio = bounds[1] / bounds[0] if len(bounds) > 1 else 10.0
    top = max(max(values.values()), bounds[-1] * ratio)
    most = f"{max(values.values()):g}"
    unit = Text(nl=f"score van 0 tot {most}", en=f"score from 0 to {most}")
    if method.aggregation.rule == "euro_sum":
        unit = Text(nl="euro", en="euro")
    return Axis(codes, tuple(words[c] for c in codes), tuple(bounds), bounds[0] / ratio, top, unit)


def _likelihood_axis(method: Method) -> Axis:
    classes = method.likelihood.classes
    low = likelihood_interval(method, classes[0].code)[0]
    years = method.likelihood.window_years
    shown = f"{years:g}"
    unit = Text(nl=f"kans in {shown} jaar", en=f"probability in {shown} years")
    return Axis(
        tuple(c.code for c in classes), tuple(c.word for c in classes), likelihood_bounds(method), low, 1.0, unit, years
    )


def _input_hash(dossier: Dossier, earlier: Sequence[Dossier]) -> str:
    """Return the hash of the round alone, or of the round and the earlier ones that the diagram shows."""
    if not earlier:
        return dossier.content_hash
    return content_hash((d.round.id, d.content_hash.encode()) for d in (dossier, *earlier))


def _run_record(method: Method, input_hash: str, draws: int, seed: int, weights: str, default: Profile) -> RunRecord:
    values = label_values(method) if _has_total(method) else {}
    return RunRecord(
        input_hash=input_hash,
        method=method.id,
        method_version=method.version,
        method_hash=method_hash(method),
        seed=seed,
        draws=draws,
        settings={
            "weights": weights,
            "profile": default.id,
            "aggregation": method.aggregation.rule,
            "class_rule": method.aggregation.total_classes.rule if method.aggregation.total_classes else None,
            "values": {label: float(f"{value:.12g}") for label, value in values.items()},
        },
        software=software_versions(),
    )
