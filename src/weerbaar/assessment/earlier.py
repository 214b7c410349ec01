# SPDX-License-Identifier: EUPL-1.2
"""Where a scenario stood before: what this round's dossier says of earlier rounds, and earlier dossiers."""

from __future__ import annotations

from dataclasses import replace

from weerbaar.assessment.result import Assessment, Axis, Estimate, PublishedPlace, ScenarioResult
from weerbaar.dossier import Dossier, Published

Places = dict[str, tuple[PublishedPlace | None, tuple[PublishedPlace, ...]]]


def published_places(dossier: Dossier) -> Places:
    """Return per scenario the result published in this round, if any, and the earlier ones, oldest first.

    In a dossier of published labels only, the newest published result counts as this round's.
    """
    found: dict[str, list[Published]] = {s.id: [] for s in dossier.scenarios}
    for item in dossier.published:
        found[item.scenario].append(item)
    places: Places = {}
    for scenario_id, items in found.items():
        ordered = [_place(i) for i in sorted(items, key=lambda i: i.year)]
        newest = ordered[-1] if ordered else None
        recent = newest is not None and newest.year >= dossier.round.year
        own = newest if recent or dossier.round.scores == "published" else None
        places[scenario_id] = (own, tuple(p for p in ordered if p is not own))
    return places


def places_of(assessment: Assessment, impact_axis: Axis | None, likelihood_axis: Axis) -> dict[str, PublishedPlace]:
    """Return the places of an earlier round's scenarios: as published, or else the classes computed.

    Args:
        assessment: the earlier round.
        impact_axis, likelihood_axis: of this round. A round with other classes or another window has no
            place on these axes, and gives none.
    """
    found: dict[str, PublishedPlace] = {}
    theirs = assessment.impact_axis
    if theirs is None or impact_axis is None or theirs.bounds != impact_axis.bounds:
        return found
    window = (assessment.likelihood_axis.bounds, assessment.likelihood_axis.window_years)
    if window != (likelihood_axis.bounds, likelihood_axis.window_years):
        return found
    for result in assessment.scenarios:
        if result.published is not None:
            found[result.id] = result.published
        elif result.impact is not None and result.likelihood is not None:
            found[result.id] = PublishedPlace(
                round=assessment.round_label,
                year=assessment.year,
                impact=_word(theirs, result.impact),
                likelihood=_word(assessment.likelihood_axis, result.likelihood),
                impact_classes=(result.impact.klass,),
                likelihood_classes=(result.likelihood.klass,),
                basis="computed",
            )
    return found


def with_earlier(assessment: Assessment, before: Assessment) -> Assessment:
    """Return an assessment in which every scenario also has its place in an earlier round.

    Args:
        assessment: of this round.
        before: of the earlier round; where it has other classes nothing is added.
    """
    places = places_of(before, assessment.impact_axis, assessment.likelihood_axis)

    def added(result: ScenarioResult) -> ScenarioResult:
        place = places.get(result.id)
        if place is None or any((p.round, p.year) == (place.round, place.year) for p in result.earlier):
            return result
        return replace(result, earlier=tuple(sorted((place, *result.earlier), key=lambda p: p.year)))

    return replace(assessment, scenarios=tuple(added(result) for result in assessment.scenarios))


def _place(item: Published) -> PublishedPlace:
    return PublishedPlace(
        item.round, item.year, item.impact, item.likelihood, item.impact_classes, item.likelihood_classes, item.line
    )


def _word(axis: Axis, estimate: Estimate) -> str:
    return axis.words[axis.codes.index(estimate.klass)].nl
