# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.choices import choice_of, outcome, outcomes, verdict, written
from tests.figures.drawn import elements, outside, smallest_text, text_boxes, touching, words
from tests.figures.rounds import IMPACT, LIKELIHOOD
from weerbaar.base import Lang, Text
from weerbaar.capability.choice import PortfolioChoice
from weerbaar.figures import Figure, FigureError, Width, before_after
from weerbaar.figures.axes import LogScale
from weerbaar.figures.palette import FRAME, HAZARD, HAZARD_SOFT, PAPER, PAST, THREAT

MOVED = outcome(1, "Storm", (0.05, 0.005), (1 / 3, 1 / 9), spread=2.0)
STAYED = outcome(2, "Onrust", (0.2, 0.2), (0.02, 0.02), "threat")
ONE, TWO = verdict("a", "Een"), verdict("b", "Twee")


def small() -> PortfolioChoice:
    return choice_of((MOVED, STAYED), (ONE, TWO))


def turned(figure: Figure) -> set[str | None]:
    """The title of the upright axis, whose box cannot be read from its place."""
    return {t.text for t in elements(figure, "text") if t.get("transform")}


def scales(figure: Figure) -> tuple[LogScale, LogScale]:
    """The axes as drawn, from the frame of the plotting area."""
    (frame,) = [r for r in elements(figure, "rect") if r.get("stroke") == FRAME]
    left, top, wide, tall = (float(frame.get(name, 0)) for name in ("x", "y", "width", "height"))
    return LogScale(LIKELIHOOD, left, left + wide), LogScale(IMPACT, top + tall, top)


def circles(figure: Figure, stroke: str) -> list[tuple[float, float]]:
    """Middles of the round marks with this edge, without those of the key."""
    found = [
        (float(c.get("cx", 0)), float(c.get("cy", 0))) for c in elements(figure, "circle") if c.get("stroke") == stroke
    ]
    return [(x, y) for x, y in found if y > 0]


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [1, 12, 26, 70])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    figure = before_after(written(4, count), lang, width)
    title = turned(figure)
    assert len(title) == 1
    assert [pair for pair in touching(figure) if not title & set(pair)] == []
    assert set(outside(figure)) <= title
    assert smallest_text(figure) >= 11


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [4, 30])
def test_long_names_are_whole_and_apart(count: int, width: Width, lang: Lang) -> None:
    long = "Langdurige uitval van betaalverkeer en telecommunicatie na een zonnestorm in de winter"
    scenarios = [replace(one, title=Text(nl=f"{long} {i}", en=long)) for i, one in enumerate(outcomes(count))]
    figure = before_after(choice_of(scenarios, (ONE,)), lang, width)
    title = turned(figure)
    assert [pair for pair in touching(figure) if not title & set(pair)] == []
    assert set(outside(figure)) <= title
    assert smallest_text(figure) >= 11


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_a_scenario_stands_without_measures_and_where_it_comes(width: Width) -> None:
    figure = before_after(small(), "nl", width)
    x, y = scales(figure)
    (before,), (after,) = circles(figure, PAST), circles(figure, PAPER)
    assert before == pytest.approx((x.at(0.05), y.at(1 / 3)), abs=0.02)
    assert after == pytest.approx((x.at(0.005), y.at(1 / 9)), abs=0.02)
    # one class lower on both axes, so one band to the left and one down
    assert before[0] - after[0] == pytest.approx((x.end - x.start) / 5, abs=0.02)
    assert after[1] - before[1] == pytest.approx((y.start - y.end) / 5, abs=0.02)


def test_bars_run_from_five_to_ninety_five_per_cent() -> None:
    figure = before_after(small(), "nl", "screen")
    x, y = scales(figure)
    drawn = [p for p in elements(figure, "path") if p.get("stroke") == HAZARD_SOFT]
    first = [str(p.get("d")).split("M")[1].replace("L", " ").split() for p in drawn[:2]]
    across, upright = ([float(v) for v in line] for line in first)
    assert (across[0], across[2]) == pytest.approx((x.at(0.0025), x.at(0.01)), abs=0.02)
    assert sorted((upright[1], upright[3])) == pytest.approx(sorted((y.at(1 / 18), y.at(2 / 9))), abs=0.02)


def test_what_stays_has_one_mark_and_no_arrow() -> None:
    stays = choice_of((STAYED,), (ONE,))
    figure = before_after(stays, "nl", "screen")
    diamonds = [p for p in elements(figure, "path") if p.get("fill") == THREAT]
    assert len(diamonds) == 1 + 1  # on the diagram and in the key
    assert [p for p in elements(figure, "path") if p.get("fill") == PAST] == []
    shown = words(figure)
    assert "één teken: blijft op zijn plaats" in shown
    assert "zonder maatregelen, en als alles werkt wat is gekozen" not in shown
    assert "van 5% tot 95% van de uitkomsten" not in shown
    assert "één teken: blijft op zijn plaats" not in words(before_after(choice_of((MOVED,), (ONE,)), "nl", "screen"))


def test_where_something_was_never_covers_where_another_comes() -> None:
    follows = outcome(3, "Volgt", (0.005, 0.0005), (1 / 9, 1 / 27))
    figure = before_after(choice_of((MOVED, follows), (ONE,)), "nl", "screen")
    looks = [c.get("stroke") for c in elements(figure, "circle") if float(c.get("cy", 0)) > 0]
    assert looks == [PAST, PAST, PAPER, PAPER]


def test_key_has_only_the_kinds_that_there_are() -> None:
    shown = words(before_after(choice_of((MOVED,), (ONE,)), "en", "a4"))
    assert "hazard (not deliberate)" in shown
    assert "threat (deliberate)" not in shown
    assert {"hazard (not deliberate)", "threat (deliberate)"} < set(words(before_after(small(), "en", "a4")))


def test_few_have_their_names_and_many_a_number_with_a_list() -> None:
    few, many = (words(before_after(written(4, count), "nl", "a4")) for count in (4, 26))
    assert "1" not in few
    assert many.count("26") == 2
    assert words(before_after(written(4, 4), "nl", "phone")).count("4") == 2


@pytest.mark.parametrize("width", ["screen", "a4"])
def test_every_number_of_very_many_stands_free_of_the_marks(width: Width) -> None:
    figure = before_after(written(4, 70), "nl", width)
    _, y = scales(figure)
    marks = circles(figure, PAPER)
    numbers = [(w, box) for w, box in text_boxes(figure) if w.isdigit() and box.bottom < y.start]
    assert {w for w, _ in numbers} == {str(i) for i in range(1, 71)}
    assert len(marks) == 56
    for wording, box in numbers:
        assert not any(box.left < cx < box.right and box.top < cy < box.bottom for cx, cy in marks), wording


def test_bars_are_left_out_where_they_would_hide_the_marks() -> None:
    assert [p for p in elements(before_after(written(4, 26)), "path") if p.get("stroke") == HAZARD_SOFT]
    figure = before_after(written(4, 70))
    assert [p for p in elements(figure, "path") if p.get("stroke") == HAZARD_SOFT] == []
    assert "van 5% tot 95% van de uitkomsten" not in words(figure)


def test_description_tells_the_risk_and_every_change_of_class() -> None:
    assert before_after(small()).description == (
        "Met de 2 gekozen maatregelen daalt het risico van 21 risicopunten naar 13 risicopunten per jaar. "
        "Storm: waarschijnlijkheid van klasse D naar C. Storm: impact van klasse E naar D."
    )
    stays = choice_of((STAYED,), (ONE,))
    assert before_after(stays, "en").description == (
        "With the measure chosen the risk falls from 4.0 risk points to 4.0 risk points per year. "
        "No scenario changes class."
    )


def test_without_a_chosen_measure_the_risk_stays() -> None:
    assert before_after(choice_of((STAYED,))).description == (
        "Er is geen maatregel gekozen; het risico blijft 4,0 risicopunten per jaar. Geen scenario komt in een andere "
        "klasse."
    )


def test_table_has_places_ranges_and_chances() -> None:
    figure = before_after(small())
    assert figure.table.rows == (
        (
            "Storm",
            "D (5,0%)",
            "C (0,50%; 0,25% tot 1,0%)",
            "E (0,33)",
            "D (0,11; 0,056 tot 0,22)",
            "17",
            "0,56",
            "75% waarschijnlijkheid, 75% impact",
        ),
        (
            "Onrust",
            "D (20%)",
            "D (20%)",
            "B (0,020)",
            "B (0,020)",
            "4,0",
            "4,0",
            "25% waarschijnlijkheid, 25% impact",
        ),
    )
    assert len(figure.table.header) == 8


def test_run_and_caution_stand_below() -> None:
    choice = small()
    figure = before_after(choice, "en")
    assert figure.caption.endswith(f"run record {choice.run_record.id}")
    assert choice.run_record.id in " ".join(words(figure))
    assert any(w.startswith("Illustrative data") for w in words(figure))


def test_marks_beyond_the_axes_stay_on_the_diagram() -> None:
    figure = before_after(choice_of((outcome(1, "Ver", (1.0, 1e-9), (1.0, 1e-9)),), (ONE,)), "nl", "screen")
    x, y = scales(figure)
    assert circles(figure, PAPER) == [pytest.approx((x.start, y.start), abs=0.02)]
    assert elements(figure, "circle")[1].get("fill") == HAZARD


def test_without_scenarios_there_is_nothing_to_draw() -> None:
    choice = small()
    with pytest.raises(FigureError, match="risk of no scenario"):
        before_after(replace(choice, evaluation=replace(choice.evaluation, scenarios=())))
