# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.figures.drawn import SVG, elements, outside, smallest_text, touching, words
from weerbaar.base import Lang
from weerbaar.capability.register import Register, load_register, parse_register
from weerbaar.figures import FigureError, Width
from weerbaar.figures.palette import ACCENT, HAZARD, PAPER
from weerbaar.figures.register_timeline import register_timeline

HEAD = """
schema: 1
id: proef
title: {nl: Proef, en: Trial}
statement: {nl: Verzonnen.}
data: illustrative
headings:
  - {id: a, letter: a, title: {nl: Kopje, en: Heading}}
subjects:
"""


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def register(*lines: str, name: str = "Plan", count: int = 1) -> Register:
    """``count`` subjects with the same entries."""
    subjects = [
        f"  - {{id: s{n}, title: {{nl: '{name} {n}'}}, heading: a, round: R, year: {2008 + n % 5}}}"
        for n in range(count)
    ]
    entries = [
        f"  - {{id: s{n}-{i}, subject: s{n}, recorded_on: 2016-01-01, {line}}}"
        for n in range(count)
        for i, line in enumerate(lines)
    ]
    text = HEAD + "\n".join(subjects) + "\nentries:\n" + "\n".join(entries) + "\n"
    return parse_register(text, "register.yaml")[0]


DECIDED = "kind: decision, valid_from: 2013-07-02, deadline: 2014"
START = "kind: start, valid_from: 2014-07-02"
DONE = "kind: completion, valid_from: 2015-07-02, evidence: [{reference: x, shows: {nl: y}}]"
ON = day("2015-12-31")


def bars(drawn: Any, fill: str) -> list[tuple[float, float]]:
    return [
        (float(r.get("x", 0)), float(r.get("width", 0)))
        for r in elements(drawn, "rect")
        if r.get("fill") == fill and float(r.get("y", 0)) > 40
    ]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [1, 40])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    made = register(
        DECIDED, START, DONE, name="Een tamelijk lange naam van een besluit over crisiscommunicatie", count=count
    )
    figure = register_timeline(made, ON, day("2016-02-01"), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize(
    ("name", "on"), [("register-sinds-2008", "2024-12-31"), ("voorbeeld-capaciteiten", "2016-06-30")]
)
def test_the_shipped_registers_can_be_drawn(name: str, on: str, width: Width) -> None:
    made = load_register(name)
    figure = register_timeline(made, day(on), None, "nl", width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert len(figure.table.rows) == len(made.subjects)
    assert figure.caption.endswith(made.content_hash[:12])


def test_a_year_of_each_state_is_as_long_as_the_other() -> None:
    figure = register_timeline(register(DECIDED, START, DONE), ON, None, "nl", "screen")
    ((_, running),) = [b for b in bars(figure, HAZARD) if b[1] > 30 and b[1] < 1000][:1]
    drawn = [
        (r.get("height"), float(r.get("x", 0)), float(r.get("width", 0)))
        for r in elements(figure, "rect")
        if r.get("fill") == HAZARD and float(r.get("y", 0)) > 40
    ]
    assert sorted(height for height, _, _ in drawn) == ["3", "9"]
    (thick,) = [d for d in drawn if d[0] == "9"]
    (thin,) = [d for d in drawn if d[0] == "3"]
    assert thick[1] + thick[2] == pytest.approx(thin[1], abs=0.02)
    assert thin[2] / thick[2] == pytest.approx(183 / 365, abs=0.005)
    assert running == thick[2]


def test_a_vague_date_breaks_the_line() -> None:
    vague = register_timeline(register("kind: start, valid_from: 2014"), ON, None, "nl", "screen")
    sharp = register_timeline(register("kind: start, valid_from: 2014-01-01"), ON, None, "nl", "screen")
    assert len(bars(sharp, HAZARD)) == 1
    slices = bars(vague, HAZARD)
    assert len(slices) > 10
    assert max(wide for _, wide in slices[:-1]) <= 4
    assert "onderbroken: niet zeker" in words(vague)
    assert "onderbroken: niet zeker" not in words(sharp)


def triangles(figure: Any) -> list[str]:
    return [str(p.get("fill")) for p in elements(figure, "path") if p.get("stroke") == ACCENT]


def test_a_passed_deadline_is_filled_until_it_is_completed() -> None:
    late = register_timeline(register(DECIDED), ON, None, "nl", "a4")
    met = register_timeline(register(DECIDED, DONE), ON, None, "nl", "a4")
    # The first two are those of the key.
    assert triangles(late) == [PAPER, ACCENT, ACCENT]
    assert triangles(met) == [PAPER, PAPER]
    assert "Van 1 is de deadline voorbij" in late.description
    assert "Van 0 is de deadline voorbij" in met.description


def test_after_the_last_entry_the_line_is_pale() -> None:
    figure = register_timeline(register(START), day("2018-12-31"), None, "nl", "a4")
    groups = [g for g in ElementTree.fromstring(figure.svg).iter(f"{SVG}g") if g.get("opacity")]
    assert [g.get("opacity") for g in groups] == ["0.4"]
    pale = float(groups[0][0].get("width", 0))
    (full,) = [wide for x, wide in bars(figure, HAZARD) if x < float(groups[0][0].get("x", 0))]
    assert pale / full == pytest.approx(1095 / 549, abs=0.01)
    assert not [g for g in elements(register_timeline(register(START), ON), "g") if g.get("opacity")]


def test_the_day_up_to_which_was_known_is_a_line_of_its_own() -> None:
    made = load_register("voorbeeld-capaciteiten")
    figure = register_timeline(made, day("2016-06-30"), day("2015-01-01"), "en", "a4")
    dashed = [one for one in elements(figure, "line") if one.get("stroke-dasharray") == "5 3"]
    assert len(dashed) == 2
    assert "known up to 1 January 2015" in words(figure)
    assert "as known on 1 January 2015" in figure.caption


def test_the_table_says_the_same_in_words() -> None:
    figure = register_timeline(register(DECIDED, START, DONE), ON, None, "en", "a4")
    assert figure.table.rows == (
        (
            "a. Heading",
            "Plan 0",
            "R",
            "from 2 July 2013 decided; from 2 July 2014 running; from 2 July 2015 completed",
            "2014",
            "2 July 2015",
            "none",
        ),
    )


def test_before_anything_began_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="2012-01-01"):
        register_timeline(register(START), day("2012-01-01"))


def test_an_unknown_beginning_starts_at_the_edge_and_is_said() -> None:
    figure = register_timeline(register("kind: start, valid_from: ..2014", START), ON, None, "nl", "screen")
    assert any("onbekende dag" in text for text in words(figure)) or "onbekende dag" in " ".join(words(figure))
    assert figure.table.rows[0][3].startswith("nog niets vastgesteld of in uitvoering; ")
