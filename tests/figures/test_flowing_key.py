# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.sheet import SHEETS
from weerbaar.figures.svg import Element, rect
from weerbaar.figures.textmetrics import text_width


def _places(words: list[str]) -> tuple[list[tuple[float, float]], list[tuple[float, float]], float]:
    """Return where the signs and where the words were drawn, and where the key ends."""
    signs: list[tuple[float, float]] = []

    def sign(x: float, y: float) -> list[Element]:
        signs.append((x, y))
        return [rect(x, y, 1, 1)]

    entries: list[Entry] = [(sign, word) for word in words]
    drawn, bottom = flowing_key(entries, SHEETS["phone"], 10, sign=20, row=30)
    texts = [(float(e.attributes["x"]), float(e.attributes["y"])) for e in drawn if e.name == "text"]
    return signs, texts, bottom


def test_signs_stand_beside_their_words_and_go_on_below() -> None:
    signs, texts, bottom = _places(["kort", "een tamelijk lange uitleg", "en nog een die er niet meer naast past"])
    assert [x for x, _ in signs] == [18, 18 + 20 + 8 + text_width("kort", 11) + 16, 18]
    assert [y for _, y in signs] == [26.5, 26.5, 59.5]
    assert [round(x - s, 2) for (s, _), (x, _) in zip(signs, texts, strict=True)] == [18, 18, 18]
    assert bottom == 10 + 2 * 33


def test_the_first_stays_on_the_first_row_however_long() -> None:
    signs, _, bottom = _places(["w" * 200])
    assert signs == [(18, 26.5)]
    assert bottom == 43
