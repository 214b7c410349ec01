# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.rounds import IMPACT, LIKELIHOOD, a_round
from weerbaar.figures import NoTotalError
from weerbaar.figures.axes import LogScale, draw_axes, impact_axis_of, margins
from weerbaar.figures.sheet import SHEETS

ACROSS = LogScale(LIKELIHOOD, 100, 600)
UPWARDS = LogScale(IMPACT, 500, 0)


def test_bounds_of_classes_fall_at_a_fifth_of_the_axis() -> None:
    assert [ACROSS.at(bound) for bound in LIKELIHOOD.bounds] == pytest.approx([200, 300, 400, 500])
    assert [UPWARDS.at(bound) for bound in IMPACT.bounds] == pytest.approx([400, 300, 200, 100])


def test_equal_ratios_are_equal_distances() -> None:
    # nrb-method.md, 3.1: a factor 10 per likelihood class; the inner bounds of D at 10 and 25 %
    assert ACROSS.at(0.10) - ACROSS.at(0.05) == pytest.approx(100 * math.log10(2))
    assert ACROSS.at(0.01) - ACROSS.at(0.001) == pytest.approx(100)
    assert UPWARDS.at(0.01) - UPWARDS.at(0.03) == pytest.approx(100)


def test_the_highest_likelihood_class_is_as_wide_as_the_others() -> None:
    assert ACROSS.band("E") == (500, 600)
    assert ACROSS.at(math.sqrt(0.5)) == pytest.approx(550)


def test_values_beyond_the_ends_stay_on_the_axis() -> None:
    assert ACROSS.at(0.0) == 100
    assert ACROSS.at(1.0) == 600
    assert UPWARDS.at(0.0) == 500
    assert UPWARDS.at(7) == 0


@given(st.floats(1e-6, 1), st.floats(1e-6, 1))
def test_the_order_of_values_is_the_order_on_the_axis(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert ACROSS.at(low) <= ACROSS.at(high)
    index = sum(one >= bound for bound in LIKELIHOOD.bounds)
    begin, end = ACROSS.band(LIKELIHOOD.codes[index])
    assert begin - 1e-9 <= ACROSS.at(one) <= end + 1e-9


def test_words_numbers_and_titles_are_drawn() -> None:
    drawn = "".join(part.render() for part in draw_axes(ACROSS, UPWARDS, "nl", SHEETS["screen"]))
    for words in ("enigszins", "catastrofaal", "0,05%", "0,5%", ">5%<", "50%", "0,012", "0,33", "(kans in 5 jaar)"):
        assert words in drawn
    assert ">Waarschijnlijkheid (kans in 5 jaar)<" in drawn
    english = "".join(part.render() for part in draw_axes(ACROSS, UPWARDS, "en", SHEETS["screen"]))
    assert "0.05%" in english
    assert "catastrophic" in english


def test_a_narrow_sheet_breaks_words_and_keeps_less_room_aside() -> None:
    narrow, wide = (margins(IMPACT, LIKELIHOOD, "nl", SHEETS[width]) for width in ("phone", "screen"))
    assert narrow.left < wide.left
    assert narrow.below > 60


def test_a_method_without_total_has_no_impact_axis() -> None:
    assert impact_axis_of(a_round([])) is IMPACT
    with pytest.raises(NoTotalError, match="Guide 2009"):
        impact_axis_of(replace(a_round([]), impact_axis=None))


def test_class_of_certainty_alone_has_no_width_inside() -> None:
    certain = replace(LIKELIHOOD, bounds=(*LIKELIHOOD.bounds[:-1], math.nextafter(1.0, 0.0)))
    scale = LogScale(certain, 100, 600)
    assert scale.at(1.0) == pytest.approx(500)
    assert scale.at(0.5) < 500
