# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.choices import choice_of, share, verdict, written
from tests.figures.drawn import elements, outside, smallest_text, text_boxes, touching, words
from weerbaar.base import Lang
from weerbaar.capability.choice import PortfolioChoice
from weerbaar.figures import Figure, FigureError, Width, portfolio_stability
from weerbaar.figures.palette import FRAME, HAZARD, HAZARD_SOFT, PAPER
from weerbaar.figures.portfolio_stability import MOST

VERDICTS = (
    verdict("a", "Half", core=share(0.5, 0.25)),
    verdict("b", "Nooit", chosen=False, core=share(0.0)),
    verdict("c", "Altijd", core=share(1.0)),
    verdict("d", "Ook half", chosen=False, core=share(0.5)),
    verdict("e", "Bijna altijd", chosen=False, core=share(0.996, 0.003)),
)


def small() -> PortfolioChoice:
    return choice_of(verdicts=VERDICTS, states=200, robust_gap=0.0123)


def dots(figure: Figure) -> list[tuple[float, float, str]]:
    """Place and fill of the marks, the highest first; the last two are the key."""
    drawn = elements(figure, "circle")
    return [(float(c.get("cx", 0)), float(c.get("cy", 0)), str(c.get("fill"))) for c in drawn]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [1, 12, 70])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    figure = portfolio_stability(written(count), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11
    assert not any("…" in w for w in words(figure))


def test_groups_and_shares_stand_from_firm_to_never() -> None:
    shown = words(portfolio_stability(small(), "nl", "screen"))
    assert shown[:13] == [
        "Kern: in alle onderzochte toestanden",
        "Altijd",
        "100%",
        "Grensgeval: in een deel ervan",
        "Bijna altijd",
        "> 99%",
        "Half",
        "50%",
        "Ook half",
        "50%",
        "Nooit: in geen enkele",
        "Nooit",
        "0%",
    ]


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_marks_stand_at_their_share_and_filled_is_chosen(width: Width) -> None:
    figure = portfolio_stability(small(), "nl", width)
    found = dots(figure)
    (end, _, always), (near, _, _), (half, _, chosen), (other, _, not_chosen), (start, _, never) = found[:5]
    assert half == other == pytest.approx((start + end) / 2, abs=0.02)
    assert near == pytest.approx(start + 0.996 * (end - start), abs=0.02)
    assert (always, chosen, not_chosen, never) == (HAZARD, HAZARD, PAPER, PAPER)
    assert [fill for _, _, fill in found[5:]] == [HAZARD, PAPER]


def test_interval_is_as_long_as_it_is() -> None:
    figure = portfolio_stability(small(), "nl", "screen")
    (end, *_), *_, (start, *_) = dots(figure)[:5]
    lines = [e for e in elements(figure, "line") if e.get("stroke") == HAZARD_SOFT]
    spans = [tuple((float(e.get(n, 0)) - start) / (end - start) for n in ("x1", "x2")) for e in lines]
    assert spans[2] == pytest.approx((0.25, 0.75), abs=0.001)
    assert spans[0] == pytest.approx((0.94, 1.0), abs=0.001)
    assert spans[4] == pytest.approx((0.0, 0.06), abs=0.001)


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_no_upright_line_runs_through_a_name(width: Width) -> None:
    figure = portfolio_stability(written(12), "nl", width)
    upright = [e for e in elements(figure, "line") if e.get("x1") == e.get("x2")]
    assert upright
    for wording, box in text_boxes(figure):
        for e in upright:
            x, top, bottom = (float(e.get(n, 0)) for n in ("x1", "y1", "y2"))
            assert not (box.left < x < box.right and top < box.bottom and box.top < bottom), wording


def test_ends_of_the_axis_are_marked_and_named() -> None:
    figure = portfolio_stability(small(), "nl", "screen")
    (end, *_), *_, (start, *_) = dots(figure)[:5]
    assert {float(e.get("x1", 0)) for e in elements(figure, "line") if e.get("stroke") == FRAME} == {start, end}
    shown = words(figure)
    first = shown.index("25%")
    assert shown[first - 1 : first + 4] == ["0%", "25%", "50%", "75%", "100%"]


def test_of_very_many_only_the_borderline_ones_are_drawn_and_the_others_named() -> None:
    core = [verdict(f"k{i}", f"Kern {i}", core=share(1.0)) for i in range(MOST)]
    figure = portfolio_stability(choice_of(verdicts=(*core, *VERDICTS), states=200), "nl", "screen")
    assert len(dots(figure)) == 3 + 2
    shown = words(figure)
    assert f"Kern: in alle onderzochte toestanden ({MOST + 1})" in shown
    assert "Grensgeval: in een deel ervan (3)" in shown
    told = " ".join(shown)
    assert all(f"{v.title.nl};" in told or f"{v.title.nl}." in told for v in core)
    assert shown.index("25%") < shown.index("Nooit: in geen enkele (1)")


def test_where_all_are_core_and_very_many_there_is_no_axis() -> None:
    core = [verdict(f"k{i}", f"Kern {i}", core=share(1.0)) for i in range(MOST + 1)]
    figure = portfolio_stability(choice_of(verdicts=core, states=200), "nl", "phone")
    assert "25%" not in words(figure)
    assert touching(figure) == []


def test_key_says_what_varied_and_how_sure_the_choices_are() -> None:
    def told(choice: PortfolioChoice, lang: Lang) -> str:
        return " ".join(words(portfolio_stability(choice, lang, "screen")))

    assert "200 toestanden van de wereld (andere gewichten)" in told(small(), "nl")
    assert "ten hoogste 1,3% onder wat mogelijk is" in told(small(), "nl")
    varied = replace(small(), vary=("effects", "judgements"))
    assert "200 states of the world (other effects, judgements)" in told(varied, "en")


def test_description_counts_the_groups() -> None:
    assert portfolio_stability(small()).description == (
        "Van de 5 maatregelen zitten er 1 in alle 200 onderzochte toestanden in de beste keuze (kern), 3 in een deel "
        "ervan (grensgeval) en 1 in geen enkele."
    )


def test_table_has_every_measure() -> None:
    figure = portfolio_stability(small())
    assert figure.table.rows == (
        ("Altijd", "ja", "100%", "94,0% tot 100%", "kern"),
        ("Bijna altijd", "nee", "> 99%", "99,3% tot 99,9%", "grensgeval"),
        ("Half", "ja", "50%", "25,0% tot 75,0%", "grensgeval"),
        ("Ook half", "nee", "50%", "44,0% tot 56,0%", "grensgeval"),
        ("Nooit", "nee", "0%", "0% tot 6,00%", "nooit"),
    )
    assert len(portfolio_stability(written(70), "en").table.rows) == 70


def test_run_and_caution_stand_below() -> None:
    choice = small()
    figure = portfolio_stability(choice, "en")
    assert figure.caption.endswith(f"run record {choice.run_record.id}")
    assert choice.run_record.id in " ".join(words(figure))
    assert any(w.startswith("Illustrative data") for w in words(figure))


def test_without_states_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="nothing to draw"):
        portfolio_stability(choice_of(verdicts=(verdict("a", "Een"),)))
