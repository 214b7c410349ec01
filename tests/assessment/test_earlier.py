# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from weerbaar.assessment import assess, with_earlier
from weerbaar.assessment.earlier import places_of, published_places
from weerbaar.dossier import load_dossier


def test_newest_published_result_is_this_rounds_in_a_dossier_of_labels() -> None:
    places = published_places(load_dossier("nrb-history"))
    several = {k: v for k, v in places.items() if v[1]}
    assert several
    for own, earlier in several.values():
        assert own is not None
        assert all(p.year < own.year for p in earlier)


def test_earlier_dossier_gives_places_word_for_word_where_published() -> None:
    before = assess(load_dossier("nrb-2012"), draws=1_000)
    places = places_of(before, before.impact_axis, before.likelihood_axis)
    assert places["gewelddadige-eenling"].likelihood == "hoog"
    assert places["gewelddadige-eenling"].likelihood_classes == ("D", "E")


def test_earlier_dossier_gives_computed_classes_where_nothing_was_published() -> None:
    before = assess(load_dossier("voorbeeld-2012"), draws=1_000)
    place = places_of(before, before.impact_axis, before.likelihood_axis)["grootschalige-onlusten"]
    assert (place.impact, place.impact_classes, place.basis) == ("zeer ernstig", ("D",), "computed")
    assert place.round == before.round_label


def test_assessment_carries_the_places_of_earlier_dossiers() -> None:
    history = load_dossier("nrb-2012")
    result = assess(load_dossier("voorbeeld-2012"), draws=1_000, earlier=(history,))
    assert all(s.earlier[0].round == history.published[0].round for s in result.scenarios)
    assert all(s.earlier == () for s in assess(load_dossier("voorbeeld-2012"), draws=1_000).scenarios)


def test_round_on_other_classes_or_another_window_has_no_place_here() -> None:
    before = assess(load_dossier("nrb-2012"), draws=1_000)
    other = replace(before.likelihood_axis, window_years=4.0)
    assert places_of(before, before.impact_axis, other) == {}
    assert places_of(before, None, before.likelihood_axis) == {}


def test_the_places_of_an_earlier_assessment_can_be_added_afterwards() -> None:
    before, now = (assess(load_dossier(name), draws=1_000) for name in ("nrb-2012", "voorbeeld-2012"))
    added = with_earlier(now, before)
    whole = assess(load_dossier("voorbeeld-2012"), draws=1_000, earlier=(load_dossier("nrb-2012"),))
    assert [s.earlier for s in added.scenarios] == [s.earlier for s in whole.scenarios]
    assert with_earlier(added, before) == added
    other_axis = replace(before, impact_axis=None)
    assert with_earlier(now, other_axis) == now
