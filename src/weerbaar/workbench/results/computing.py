# SPDX-License-Identifier: EUPL-1.2
"""What the computing process does for the pages of results: one function per kind of computation, without database."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weerbaar.base import Text
from weerbaar.workbench.jobs.cluster import executor
from weerbaar.workbench.jobs.objects import to_bytes
from weerbaar.workbench.jobs.registry import Progress

if TYPE_CHECKING:
    from weerbaar.assessment import Acceptability, Assessment, RiskTerms, RoundScores
    from weerbaar.cascade import CascadeOutcome, Catalogue, ImpactNoise, LinkCut, RankedLink
    from weerbaar.dossier import Dossier

SEED = 2012
DRAWS = 100_000
TERM_DRAWS = 1_000
"""Draws of single scores, for ranks under weights of one's own; kept with the assessment."""
SAMPLES = 4096
YEARS = 100_000
EVENTS = 10_000
_CASCADE_DRAWS = 10_000
_RANKED = 20
"""Links that are ranked by what cutting them would save."""


@dataclass(frozen=True)
class AssessmentOrder:
    """What :func:`run_assessment` needs. ``weights`` as in :func:`weerbaar.assessment.assess`."""

    dossier: Dossier
    weights: str
    draws: int


@dataclass(frozen=True, eq=False)
class Assessed:
    """An assessment, and what answers to other questions are made from without going through the judgements again.

    Attributes:
        terms: what the assessment is the sum of; None where there are none, or for other weights.
        scores: what its ranks rest on; None where nothing is ranked, or for other weights.
    """

    assessment: Assessment
    terms: RiskTerms | None
    scores: RoundScores | None = None


@dataclass(frozen=True, eq=False)
class AcceptabilityOrder:
    """What :func:`run_acceptability` needs.

    Attributes:
        source: the scores of a round that was assessed, or else the round.
        constraints: on the weights, as plain data.
    """

    source: RoundScores | Dossier
    constraints: tuple[dict[str, Any], ...]
    draws: int


@dataclass(frozen=True)
class SensitivityOrder:
    """What :func:`run_sensitivity` needs. ``ranks``: those of this round under free weights, where they are known."""

    dossier: Dossier
    weights: str
    draws: int
    samples: int
    ranks: Acceptability | None = None


@dataclass(frozen=True)
class CascadeOrder:
    """What :func:`run_cascade` and :func:`run_cuts` need: the round, or the name of a shipped catalogue.

    Attributes:
        cuts: cause and effect of every cut.
    """

    dossier: Dossier | None
    catalogue: str | None
    cuts: tuple[tuple[str, str], ...]
    years: int
    events: int


@dataclass(frozen=True, eq=False)
class CascadeFound:
    """A simulation, and which links matter most, as the quick order has it."""

    outcome: CascadeOutcome
    ranked: tuple[RankedLink, ...]


@dataclass(frozen=True, eq=False)
class CutsFound:
    """What cutting each link would change.

    Attributes:
        expected: yearly impact of everything together without any cut, and its standard error.
        unit: of every impact.
    """

    catalogue: Catalogue
    cuts: tuple[LinkCut, ...]
    expected: tuple[float, float]
    unit: Text


@dataclass(frozen=True)
class ComparisonOrder:
    """What :func:`run_comparison` needs."""

    old: Dossier
    new: Dossier


def run_assessment(order: AssessmentOrder, progress: Progress) -> bytes:
    """Assess a round."""
    from weerbaar.assessment import NothingToRankError, NoTotalRiskError, assess, risk_terms, round_scores
    from weerbaar.method import load_method

    with executor() as workers:
        found = assess(
            order.dossier,
            draws=order.draws,
            seed=SEED,
            weights=order.weights,
            executor=workers,
            progress=lambda share: progress(0.8 * share),
        )
    terms, scores = None, None
    if order.weights == "default":
        method = load_method(order.dossier.round.method)
        # A method without a total, or nothing judged: the assessment itself says so.
        with contextlib.suppress(NoTotalRiskError):
            terms = risk_terms(order.dossier, method, draws=TERM_DRAWS, seed=SEED)
        with contextlib.suppress(NothingToRankError):
            scores = round_scores(order.dossier, method)
    return to_bytes(Assessed(found, terms, scores))


def run_acceptability(order: AcceptabilityOrder, progress: Progress) -> bytes:
    """Rank under all weights that are admissible."""
    from weerbaar.assessment import RoundScores, WeightConstraints, acceptability, round_scores

    scores = order.source if isinstance(order.source, RoundScores) else round_scores(order.source)
    constraints = WeightConstraints.model_validate({"constraints": order.constraints})
    with executor() as workers:
        found = acceptability(scores, constraints, draws=order.draws, seed=SEED, executor=workers, progress=progress)
    return to_bytes(found)


def run_sensitivity(order: SensitivityOrder, progress: Progress) -> bytes:
    """Tell what a round depends on."""
    from weerbaar.assessment import sensitivity

    # Between two looks at the database the round may have changed.
    same = order.ranks is not None and order.ranks.run_record.input_hash == order.dossier.content_hash
    with executor() as workers:
        found = sensitivity(
            order.dossier,
            draws=order.draws,
            base_samples=order.samples,
            seed=SEED,
            weights=order.weights,
            ranks=order.ranks if same else None,
            executor=workers,
            progress=progress,
        )
    return to_bytes(found)


def run_cascade(order: CascadeOrder, progress: Progress) -> bytes:
    """Simulate how risks set each other off."""
    from weerbaar.cascade import cascade_outcome, network_of, rank_links, simulate

    catalogue, unit, noise = catalogue_and_unit(order, lambda share: progress(0.2 * share))
    network = network_of(catalogue)
    with executor() as workers:
        simulation = simulate(
            network,
            years=order.years,
            events=order.events,
            seed=SEED,
            impact_noise=noise,
            executor=workers,
            progress=lambda share: progress(0.2 + 0.8 * share),
        )
    outcome = cascade_outcome(catalogue, simulation, unit=unit)
    ranked = rank_links(network, simulation.rates, impact_noise=noise) if catalogue.indicators else []
    return to_bytes(CascadeFound(outcome, tuple(link for link in ranked[:_RANKED] if link.reduction > 0)))


def run_cuts(order: CascadeOrder, progress: Progress) -> bytes:
    """Tell what would change if links did not work."""
    from weerbaar.cascade import cut_links, cut_of, cuts_of, network_of

    catalogue, unit, noise = catalogue_and_unit(order, lambda share: progress(0.2 * share))
    network = network_of(catalogue)
    cuts = [cut_of(network, cause=cause, effect=effect) for cause, effect in order.cuts]
    with executor() as workers:
        found = cut_links(
            network,
            cuts,
            events=order.events,
            seed=SEED,
            impact_noise=noise,
            executor=workers,
            progress=lambda share: progress(0.2 + 0.8 * share),
        )
    expected = (float(found.base_impact[-1]), float(found.base_impact_se[-1]))
    return to_bytes(CutsFound(catalogue, tuple(cuts_of(catalogue, found, order.cuts)), expected, unit))


def run_comparison(order: ComparisonOrder, progress: Progress) -> bytes:
    """Tell which scenarios moved between two rounds, and through what."""
    from weerbaar.assessment import compare_assessments

    progress(0.05)
    return to_bytes(compare_assessments(order.old, order.new, seed=SEED))


def catalogue_and_unit(order: CascadeOrder, progress: Progress) -> tuple[Catalogue, Text, ImpactNoise]:
    """Return the catalogue to compute with, the unit of its impacts, and their uncertainty.

    The scenarios of a round are as likely and as severe as their assessment says.

    Raises:
        InputError: links without a probability, or scenarios without likelihood or impact.
        NoTotalRiskError: the method adds nothing up.
    """
    from weerbaar.cascade import EURO, catalogue_of_dossier, load_catalogue

    if order.dossier is None:
        return load_catalogue(order.catalogue or ""), EURO, "bnra"
    from weerbaar.assessment import NoTotalRiskError, assess
    from weerbaar.base import convert_window

    assessment = assess(order.dossier, draws=_CASCADE_DRAWS, seed=SEED, progress=progress)
    if assessment.impact_axis is None:
        raise NoTotalRiskError(
            Text(
                nl="De methode van deze ronde heeft geen regel voor de totale impact; cascades zijn er niet mee te "
                "berekenen.",
                en="The method of this round has no rule for the total impact, so cascades cannot be computed with it.",
            )
        )
    yearly, impact = {}, {}
    for result in assessment.scenarios:
        likelihood, total = result.likelihood, result.impact
        if likelihood is not None and likelihood.window_years is not None:
            yearly[result.id] = convert_window(likelihood.mean, likelihood.window_years, 1.0)
        if total is not None:
            impact[result.id] = {"impact": total.mean}
    unit = assessment.impact_axis.unit
    return catalogue_of_dossier(order.dossier, yearly, impact), unit, "bnra" if unit == EURO else "none"
