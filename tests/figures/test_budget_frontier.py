# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.choices import BUDGET, EUROS, POINTS, choice_of, point, verdict, written
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.base import Lang
from weerbaar.capability.choice import FrontierPoint, PortfolioChoice
from weerbaar.figures import Figure, FigureError, Width, budget_frontier
from weerbaar.figures.budget_frontier import MOST
from weerbaar.figures.palette import ACCENT, BAND, HAZARD, HAZARD_SOFT

EARLY = verdict("a", "Vroeg", enters=0.5, stays=0.5)
GAPPED = verdict("b", "Met een gat", chosen=False, enters=0.5, stays=1.5)
LATE = verdict("c", "Laat", chosen=False, enters=1.5, stays=1.5)
NEVER = verdict("d", "Nooit", chosen=False)
LEVELS = (point(0.5, 0.2, "ab", 0.25), point(1.0, 0.5, "a"), point(1.5, 0.8, "abc"))


def small(*, illustrative: bool = True) -> PortfolioChoice:
    return choice_of(verdicts=(EARLY, GAPPED, LATE, NEVER), frontier=LEVELS, illustrative=illustrative)


def strips(figure: Figure) -> list[tuple[str, float, float]]:
    """Colour, start and end of every strip, the highest first."""
    found = [r for r in elements(figure, "rect") if r.get("height") == "8"]
    return [(str(r.get("fill")), float(r.get("x", 0)), float(r.get("x", 0)) + float(r.get("width", 0))) for r in found]


def plot(figure: Figure) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the graph."""
    (back,) = [r for r in elements(figure, "rect") if r.get("fill") == BAND]
    left, top, wide, tall = (float(back.get(name, 0)) for name in ("x", "y", "width", "height"))
    return left, top, left + wide, top + tall


def places(figure: Figure, colour: str) -> list[tuple[float, float]]:
    """Corners of the line of this colour."""
    (found,) = [p for p in elements(figure, "path") if p.get("stroke") == colour]
    pairs = [corner.split() for corner in str(found.get("d"))[1:].replace(",", " ").split("L")]
    return [(float(x), float(y)) for x, y in pairs]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [1, 12, 70])
def test_names_are_whole_and_apart_in_either_unit(count: int, width: Width, lang: Lang) -> None:
    figure = budget_frontier(written(count, unit=EUROS if count == 12 else POINTS), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11
    assert not any("…" in w for w in words(figure))


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_a_name_of_one_very_long_word_is_broken_not_cut(width: Width) -> None:
    long = "Meerjarenprogrammacrisisbeheersingscommunicatiemiddelen" * 3
    figure = budget_frontier(
        choice_of(verdicts=(verdict("a", long, enters=0.5), GAPPED, LATE), frontier=LEVELS), "nl", width
    )
    assert touching(figure) == []
    assert outside(figure) == []
    assert long in "".join(words(figure)).replace("-", "")


def test_curve_and_bound_step_at_the_budgets() -> None:
    figure = budget_frontier(small(), "nl", "screen")
    left, _, right, bottom = plot(figure)
    curve, bound = places(figure, HAZARD), places(figure, HAZARD_SOFT)
    # three budgets and one step beyond the last: 0.5, 1, 1.5 and 2 times the budget on an axis that ends there
    step = (right - left) / 4
    assert [(x - left) / step for x, _ in curve] == pytest.approx([1, 2, 2, 3, 3, 4], abs=0.001)
    high = [bottom - y for _, y in curve]
    assert [h / high[-1] for h in high] == pytest.approx([0.25, 0.25, 0.625, 0.625, 1, 1], abs=0.001)
    assert (bottom - bound[0][1]) / high[0] == pytest.approx(1.25, abs=0.002)
    assert bound[-1] == curve[-1]


def test_the_budget_as_it_is_has_a_line_through_graph_and_strips() -> None:
    figure = budget_frontier(small(), "nl", "screen")
    left, top, right, bottom = plot(figure)
    (dot,) = elements(figure, "circle")
    assert float(dot.get("cx", 0)) == pytest.approx((left + right) / 2, abs=0.02)
    assert float(dot.get("cy", 0)) == pytest.approx(places(figure, HAZARD)[2][1], abs=0.02)
    dotted = [e for e in elements(figure, "line") if e.get("stroke") == ACCENT]
    assert {e.get("x1") for e in dotted} == {dot.get("cx")}
    assert min(float(e.get("y1", 0)) for e in dotted) == top
    assert max(float(e.get("y2", 0)) for e in dotted) > bottom + 3 * 16
    assert "het budget van nu" in " ".join(words(figure))


def test_without_a_point_at_the_budget_as_it_is_there_is_no_dot_and_no_word_of_it() -> None:
    choice = choice_of(verdicts=(EARLY, GAPPED, LATE), frontier=(LEVELS[0], LEVELS[2]))
    figure = budget_frontier(choice, "nl", "screen")
    assert elements(figure, "circle") == []
    assert [e for e in elements(figure, "line") if e.get("stroke") == ACCENT] == []
    assert "Stip" not in " ".join(words(figure))
    assert figure.description.startswith("Met 12,6 miljoen euro")


def test_a_strip_spans_the_budgets_at_which_the_measure_is_in() -> None:
    figure = budget_frontier(small(), "nl", "screen")
    left, _, right, _ = plot(figure)
    step = (right - left) / 4
    found = [(colour, round((a - left) / step, 2), round((b - left) / step, 2)) for colour, a, b in strips(figure)]
    assert found == [(HAZARD, 1, 4), (HAZARD_SOFT, 1, 2), (HAZARD_SOFT, 3, 4), (HAZARD_SOFT, 3, 4)]


def test_names_stand_in_the_order_of_entering_and_chosen_ones_are_bold() -> None:
    figure = budget_frontier(small(), "nl", "screen")
    weights = {t.text: t.get("font-weight") for t in elements(figure, "text")}
    names = ("Vroeg", "Met een gat", "Laat", "Nooit")
    assert [w for w in words(figure) if w in names] == ["Vroeg", "Met een gat", "Laat"]
    assert (weights["Vroeg"], weights["Laat"]) == ("600", None)
    assert "1 maatregel zit bij geen van deze budgetten in de keuze." in " ".join(words(figure))


def test_of_very_many_those_that_turn_nearest_to_the_budget_are_shown() -> None:
    always = [verdict(f"x{i}", f"Altijd {i}", enters=0.5, stays=0.5) for i in range(MOST)]
    ids = [v.id for v in always]
    frontier = (point(0.5, 0.2, ids), point(1.0, 0.5, [*ids, "a"]), point(1.5, 0.8, [*ids, "a", "c"]))
    figure = budget_frontier(choice_of(verdicts=(*always, EARLY, LATE), frontier=frontier), "nl", "screen")
    assert {"Vroeg", "Laat"} < set(words(figure))
    assert len(strips(figure)) == MOST
    assert f"Getoond zijn {MOST} van de {MOST + 2} maatregelen" in " ".join(words(figure))
    assert "Getoond zijn" not in " ".join(words(budget_frontier(small(), "nl", "screen")))


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_euro_on_the_axis_have_every_tick_that_fits_its_height(width: Width) -> None:
    shown = words(budget_frontier(written(4, unit=EUROS), "nl", width))
    ticks = [w for w in shown if w.startswith("€")]
    assert {"€ 1 miljoen", "€ 2 miljoen", "€ 3 miljoen"} <= set(ticks)
    assert "Risico dat wordt weggenomen (euro per jaar)" in shown


def test_table_says_what_comes_in_and_drops_out() -> None:
    figure = budget_frontier(small())
    assert figure.table.header[2] == "Weggenomen risico (risicopunten per jaar)"
    assert figure.table.rows == (
        ("4,2", "50%", "0,200", "0,250", "3,99", "2", "Vroeg; Met een gat", "geen"),
        ("8,4", "100%", "0,500", "0,500", "7,98", "1", "geen", "Met een gat"),
        ("12,6", "150%", "0,800", "0,800", "12", "3", "Met een gat; Laat", "geen"),
    )


def test_description_compares_the_budget_as_it_is_with_the_largest() -> None:
    assert budget_frontier(small(), "en").description == (
        f"With {BUDGET / 1e6:g} million euro the best choice takes away 0.50 risk points per year, with 12.6 million "
        "euro 0.80 risk points."
    )


def test_run_and_caution_stand_below() -> None:
    choice = small()
    figure = budget_frontier(choice, "en")
    assert figure.caption.endswith(f"run record {choice.run_record.id}")
    assert choice.run_record.id in " ".join(words(figure))
    assert any(w.startswith("Illustrative data") for w in words(figure))
    assert not any(w.startswith("Illustrative data") for w in words(budget_frontier(small(illustrative=False), "en")))


def test_a_frontier_on_which_nothing_can_be_done_is_level() -> None:
    frontier = (point(0.5, 0.0, ""), point(1.0, 0.0, ""))
    figure = budget_frontier(choice_of(verdicts=(NEVER,), frontier=frontier), "nl", "screen")
    assert {y for _, y in places(figure, HAZARD)} == {plot(figure)[3]}
    assert "Balken" not in " ".join(words(figure))


@pytest.mark.parametrize("frontier", [(), LEVELS[:1]], ids=["none", "one"])
def test_one_level_is_no_frontier(frontier: tuple[FrontierPoint, ...]) -> None:
    with pytest.raises(FigureError, match="no frontier"):
        budget_frontier(choice_of(verdicts=(EARLY, GAPPED), frontier=frontier))
