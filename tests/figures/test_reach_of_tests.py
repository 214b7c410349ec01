# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.alerting.approval import ReachHistory, reach_history
from weerbaar.alerting.cells import ReachPoint
from weerbaar.base import Lang, Text
from weerbaar.figures import FigureError, Width, reach_of_tests
from weerbaar.figures.palette import HAZARD, MUTED, THREAT

ASKED = Text(nl="eigen onderzoek, 1000 mensen", en="own survey, 1000 people")


def _point(day: date, share: float, certainty: str = "measured") -> ReachPoint:
    return ReachPoint(day, day.isoformat(), share - 0.02, share, share + 0.02, certainty, ASKED)


def _history(count: int) -> ReachHistory:
    points = tuple(_point(date(2012, 11, 8) + timedelta(days=182 * k), 0.1 + 0.02 * (k % 40)) for k in range(count))
    return ReachHistory(points, (date(2012, 12, 3),))


PUBLISHED = reach_history([])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("history", [PUBLISHED, _history(1), _history(90)], ids=["published", "1", "90"])
def test_nothing_touches_or_leaves_the_drawing(history: ReachHistory, width: Width, lang: Lang) -> None:
    figure = reach_of_tests(history, lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_every_published_point_is_drawn_at_its_share() -> None:
    figure = reach_of_tests(PUBLISHED, "nl", "screen")
    # The first is that of the key.
    dots = elements(figure, "circle")[1:]
    assert len(dots) == len(PUBLISHED.points)
    low, high = (min(PUBLISHED.points, key=lambda p: p.middle), max(PUBLISHED.points, key=lambda p: p.middle))
    ys = {p.day: float(d.get("cy", 0)) for p, d in zip(PUBLISHED.points, dots, strict=True)}
    assert (ys[low.day] - ys[high.day]) / 300 == pytest.approx(high.middle - low.middle, abs=0.001)


def test_a_survey_of_ones_own_has_another_shape_and_stands_in_the_key() -> None:
    both = ReachHistory((_point(date(2020, 6, 8), 0.8, "published"), _point(date(2025, 6, 2), 0.93)), ())
    figure = reach_of_tests(both)
    assert len([e for e in elements(figure, "path") if e.get("fill") == THREAT]) == 2
    assert len([e for e in elements(figure, "circle") if e.get("fill") == HAZARD]) == 2
    assert "eigen onderzoek" in words(figure)
    assert "eigen onderzoek" not in words(reach_of_tests(PUBLISHED))
    assert "test zonder bekend bereik" not in words(figure)


def test_tests_of_unknown_reach_are_ticks_at_the_foot() -> None:
    figure = reach_of_tests(PUBLISHED, "en", "screen")
    ticks = [e for e in elements(figure, "line") if e.get("stroke") == MUTED]
    assert len(ticks) == len(PUBLISHED.tests_without) + 1
    assert f"The reach of {len(PUBLISHED.tests_without)} tests is not known." in figure.description


def test_the_table_has_every_point_with_its_source() -> None:
    table = reach_of_tests(_history(3), "en").table
    assert table.rows[0] == ("2012-11-08", "8.0%", "10%", "12%", "own survey, 1000 people")
    assert len(table.rows) == 3


def test_without_a_point_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="No reach of a test is known"):
        reach_of_tests(ReachHistory((), ()))
