# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.rounds import (
    IMPACT,
    LIKELIHOOD,
    a_round,
    judged,
    letter_2012,
    letter_place,
    made_up,
    published,
    scenario,
)
from weerbaar.assessment import Assessment
from weerbaar.figures.diagram_layout import (
    DiagramLayout,
    Entry,
    incomplete_sign,
    is_placed,
    journey,
    lay_out,
    own_part,
    published_words,
)
from weerbaar.figures.figure import Width
from weerbaar.figures.geometry import Box
from weerbaar.figures.sheet import SHEETS

PLOT = Box(110, 8, 944, 568)
SMALL = Box(80, 8, 350, 338)


def layout_of(
    assessment: Assessment, *, names: bool = True, plot: Box = PLOT, width: Width = "screen"
) -> DiagramLayout:
    entries = [Entry(i, result) for i, result in enumerate(assessment.scenarios, start=1)]
    named = [entry for entry in entries if is_placed(entry.result)] if names else []
    return lay_out(assessment, entries, plot, "nl", SHEETS[width], named=named)


def edges(box: Box, inset: float) -> tuple[float, float, float, float]:
    """The classes that a box spans, in pixels: its edges without the inset of its frame."""
    return box.left - inset, box.top - inset, box.right + inset, box.bottom + inset


def assert_nothing_covers_anything(layout: DiagramLayout) -> None:
    marks = [spot.mark_box for spot in (*layout.spots, *layout.earlier)]
    names = [name.place.box for name in layout.names]
    texts = names + [caption.box for caption in layout.captions]
    assert all(box.inside(layout.plot) for box in (*marks, *texts))
    assert not any(one.overlaps(other) for one, other in combinations(marks, 2))
    assert not any(one.overlaps(other) for one, other in combinations(texts, 2))
    assert not any(text.overlaps(mark) for text in texts for mark in marks)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(1, 6))])
@pytest.mark.parametrize(("plot", "width"), [(PLOT, "screen"), (SMALL, "phone")])
def test_seventy_scenarios_do_not_collide(seed: int, plot: Box, width: Width) -> None:
    layout = layout_of(made_up(70, seed=seed), names=False, plot=plot, width=width)
    assert len(layout.spots) == 70
    assert_nothing_covers_anything(layout)


@settings(max_examples=8)
@given(st.integers(0, 1000), st.integers(1, 24), st.booleans())
def test_rounds_of_any_size_do_not_collide(seed: int, count: int, earlier: bool) -> None:
    layout = layout_of(made_up(count, seed=seed, earlier=earlier))
    assert len(layout.spots) == count
    assert len(layout.names) in {0, count}
    assert_nothing_covers_anything(layout)


def test_seven_scenarios_get_their_names_on_the_diagram() -> None:
    layout = layout_of(made_up(7))
    assert len(layout.names) == 7
    assert " ".join(layout.names[0].lines) == "Grieppandemie (ernstig)"


def test_a_judged_scenario_stands_at_its_value_and_reaches_from_low_to_high() -> None:
    result = scenario("x", "Proef", likelihood=judged(LIKELIHOOD, 0.05, 10), impact=judged(IMPACT, 1 / 9, 3))
    (spot,) = layout_of(a_round([result])).spots
    fifth_across, fifth_up = PLOT.width / 5, PLOT.height / 5
    assert spot.place == spot.point == pytest.approx((PLOT.left + 3 * fifth_across, PLOT.bottom - 3 * fifth_up))
    assert (spot.area.left, spot.area.right) == pytest.approx(
        (PLOT.left + 2 * fifth_across, PLOT.left + 4 * fifth_across)
    )
    assert (spot.area.bottom, spot.area.top) == pytest.approx((PLOT.bottom - 2 * fifth_up, PLOT.bottom - 4 * fifth_up))


def test_published_ranges_are_boxes_of_their_classes() -> None:
    layout = layout_of(letter_2012())
    loner, cyber, riots, arms = layout.spots
    across, up = PLOT.width / 5, PLOT.height / 5
    assert all(spot.boxed for spot in layout.spots)
    # D to E by A, less the inset of the frame
    assert edges(loner.area, 4) == pytest.approx((PLOT.left + 3 * across, PLOT.bottom - up, PLOT.right, PLOT.bottom))
    assert edges(cyber.area, 4) == pytest.approx(
        (PLOT.left + 2 * across, PLOT.bottom - 3 * up, PLOT.left + 3 * across, PLOT.bottom - up)
    )
    assert riots.area == arms.area
    assert riots.mark_box.inside(riots.area)
    assert arms.mark_box.inside(arms.area)
    assert_nothing_covers_anything(layout)


def test_only_words_that_the_axes_do_not_say_are_written_at_a_box() -> None:
    captions = [" ".join(caption.lines) for caption in layout_of(letter_2012()).captions]
    assert captions == ["hoog; impact beperkt", "enigszins waarschijnlijk; impact aanzienlijk tot ernstig"]


def test_boxes_that_share_an_edge_are_nested() -> None:
    wide, narrow = letter_place("beperkt tot ernstig", "ABC", "x", "CD"), letter_place("beperkt", "A", "x", "C")
    results = [
        scenario(
            str(i),
            f"Proef {i}",
            place=place,
            likelihood=published(LIKELIHOOD, place.likelihood_classes),
            impact=published(IMPACT, place.impact_classes),
        )
        for i, place in enumerate((narrow, wide))
    ]
    inner, outer = layout_of(a_round(results), names=False).spots
    assert inner.area.left == pytest.approx(outer.area.left + 3)
    assert inner.area.bottom == pytest.approx(outer.area.bottom - 3)
    assert not outer.mark_box.overlaps(inner.area)


def test_own_part_is_the_largest_part_that_nothing_covers() -> None:
    area, other = Box(0, 0, 100, 100), Box(-10, -10, 60, 110)
    assert own_part(area, [area, other]) == Box(60, 0, 100, 100)
    assert own_part(area, [area]) == area


def test_twenty_scenarios_in_one_class_stay_side_by_side() -> None:
    place = letter_place("ernstig", "C", "waarschijnlijk", "D")
    results = [
        scenario(
            str(i), f"Proef {i}", place=place, likelihood=published(LIKELIHOOD, "D"), impact=published(IMPACT, "C")
        )
        for i in range(20)
    ]
    layout = layout_of(a_round(results), names=False)
    assert_nothing_covers_anything(layout)
    assert all(spot.mark_box.inside(spot.area) for spot in layout.spots)


def test_marks_on_one_point_move_aside_with_a_line_to_it() -> None:
    layout = layout_of(made_up(12, same_place=True), names=False)
    assert_nothing_covers_anything(layout)
    assert sum(not spot.moved for spot in layout.spots) == 1
    assert len({spot.point for spot in layout.spots}) == 1


def test_more_marks_than_fit_stand_at_their_own_points() -> None:
    layout = layout_of(made_up(12), names=False, plot=Box(0, 0, 40, 40))
    assert [spot.place for spot in layout.spots] == [spot.point for spot in layout.spots]


def test_earlier_places_lead_to_the_next_and_to_now() -> None:
    first, second = letter_place("beperkt", "A", "x", "A"), letter_place("ernstig", "C", "x", "C")
    old = replace(first, year=2009)
    result = scenario(
        "x", "Proef", likelihood=judged(LIKELIHOOD, 0.2, 2), impact=judged(IMPACT, 0.5, 1.2), earlier=(second, old)
    )
    layout = layout_of(a_round([result]))
    steps = [
        (a.earlier and a.earlier.year, b.earlier and b.earlier.year) for a, b in journey(layout.spots, layout.earlier)
    ]
    assert steps == [(2009, 2013), (2013, None)]
    column, row = layout.x.band("A"), layout.y.band("A")
    x, y = layout.earlier[0].place
    assert column[0] < x < column[1]
    assert row[1] < y < row[0]


def test_an_earlier_result_outside_the_scale_has_no_place() -> None:
    result = scenario("x", "Proef", earlier=(letter_place("gevolgen enorm", "", "waarschijnlijk", "D"),))
    assert layout_of(a_round([result])).earlier == ()


def test_words_and_signs() -> None:
    letter = letter_2012()
    assert published_words(letter, letter.scenario("eenling"), "nl") == "hoog; impact beperkt"
    assert incomplete_sign(letter.scenario("eenling")) == ""
    assert incomplete_sign(scenario("x", "x", impact=judged(IMPACT, 0.1, 2, ("2.1",)))) == " †"
