# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.needs_cases import large, need, one, present, task
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.base import Lang
from weerbaar.capability.analysis import load_analysis
from weerbaar.capability.needs import Gaps, gaps
from weerbaar.figures import FigureError, Width, gap_matrix


@pytest.fixture(scope="module")
def small() -> Gaps:
    return gaps(load_analysis("voorbeeld-capaciteiten"), draws=1600)


@pytest.fixture(scope="module")
def many() -> Gaps:
    return gaps(large(70, 60, 600), draws=160)


def cells(drawn: Gaps) -> list[str]:
    return [c.state for c in drawn.cells if c.state != "not needed"]


def test_few_capabilities_have_a_number_or_a_sign_in_every_cell(small: Gaps) -> None:
    shown = words(gap_matrix(small))
    assert shown.count("?") == 1 + cells(small).count("unknown")
    assert shown.count("!") == 1 + sum(c.withheld and c.state == "short" for c in small.cells)
    numbers = [w for w in shown if w.endswith("%") and len(w) <= 5]
    assert len(numbers) == sum(c.numbers is not None for c in small.cells)
    assert "100%" in numbers


def test_not_needed_unknown_and_sufficient_look_different(small: Gaps) -> None:
    fills = {r.get("fill") for r in elements(gap_matrix(small), "rect") if float(r.get("width", 0)) > 60}
    # paper of the sheet, grey of the unknown, and at least three shades
    assert {"#ffffff", "#e1e5ea"} <= fills
    assert len(fills) >= 5


def test_every_cell_marks_its_links_of_the_chain(small: Gaps) -> None:
    squares = [r for r in elements(gap_matrix(small), "rect") if r.get("width") == "4"]
    needed = [c for c in small.cells if c.state != "not needed"]
    assert len(squares) == 5 * len(needed)
    assert sum(r.get("fill") != "none" for r in squares) == sum(len(c.phases) for c in needed)


def test_generic_stands_above_specific(small: Gaps) -> None:
    shown = words(gap_matrix(small, "en"))
    generic, specific = (next(i for i, w in enumerate(shown) if w.startswith(s)) for s in ("Generic:", "Specific:"))
    assert generic < shown.index("Crisis communication") < specific
    assert specific < shown.index("Decontamination of casualties")


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_text_of_a_small_matrix_is_whole_and_apart(small: Gaps, lang: Lang, width: Width) -> None:
    figure = gap_matrix(small, lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


@pytest.mark.parametrize(("width", "columns"), [("phone", 24), ("screen", 70), ("a4", 70)])
def test_sixty_by_seventy_is_readable(many: Gaps, width: Width, columns: int) -> None:
    figure = gap_matrix(many, "nl", width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11
    shown = words(figure)
    assert str(columns) in shown
    assert str(columns + 1) not in shown
    assert ("24 van 70 scenario’s" in " ".join(shown)) == (columns == 24)


def test_taller_is_more_probable(many: Gaps) -> None:
    bars = {r.get("fill"): float(r.get("height", 0)) for r in elements(gap_matrix(many), "rect") if r.get("width")}
    shades = sorted((h, f) for f, h in bars.items() if f not in ("#ffffff", "#e1e5ea", "none", "#4d5560"))
    assert len({h for h, _ in shades}) >= 5


def test_the_table_has_every_need_in_words(small: Gaps) -> None:
    table = gap_matrix(small).table
    assert len(table.rows) == len(cells(small))
    assert all(all(cell for cell in row) for row in table.rows)
    rows = {(row[0], row[2]): row for row in table.rows}
    secret = rows["Inzet van de mobiele eenheid", "Grootschalige onlusten"]
    assert secret[4:6] == ("tekort", "vertrouwelijk")
    assert secret[7] == "vertrouwelijk"
    known = rows["Beveiliging bij de ontwikkeling van hard- en software", "Cyberhacktivisme (cyberprotest)"]
    assert known[1:] == (
        "specifiek",
        "Cyberhacktivisme (cyberprotest)",
        "proactie",
        "tekort",
        "100%",
        "3 basisrichtlijnen",
        "0 basisrichtlijnen",
        "na 0 uur",
    )


def test_confidential_numbers_are_marked_on_the_drawing() -> None:
    analysis = one(present("p", 5, confidential=True), tasks=[task("t", need(10))])
    assert not any("VERTROUWELIJK" in w for w in words(gap_matrix(gaps(analysis, draws=160))))
    shown = words(gap_matrix(gaps(analysis, draws=160, with_confidential=True)))
    assert shown[0].startswith("VERTROUWELIJK")


def test_without_needs_there_is_nothing_to_draw() -> None:
    nothing = gaps(one(present("p", 5), tasks=[task("t", need(0))]), draws=160)
    with pytest.raises(FigureError, match="nothing to draw"):
        gap_matrix(nothing)


def test_a_pdf_and_a_picture_are_made(small: Gaps) -> None:
    figure = gap_matrix(small)
    assert figure.pdf().startswith(b"%PDF")
    assert figure.png().startswith(b"\x89PNG")
