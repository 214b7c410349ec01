# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.figures.textmetrics import clean, is_measured, text_width, wrap


def test_width_is_the_sum_of_the_advances_of_the_font() -> None:
    # advances of Source Sans Pro Regular: A 544, B 588, space 200; Semibold: A 558
    assert text_width("AB A", 10) == pytest.approx((544 + 588 + 200 + 544) / 100)
    assert text_width("A", 10, 600) == pytest.approx(5.58)


def test_accented_letters_are_as_wide_as_their_base() -> None:
    assert text_width("Zoönosen", 13) == text_width("Zoonosen", 13)
    assert is_measured("Zoönosen, één € – „hoog”")
    assert not is_measured("שלום")


def test_wide_characters_take_a_full_em() -> None:
    assert text_width("国", 12) == 12


def test_class_words_break_at_their_joint() -> None:
    assert wrap("zeer onwaarschijnlijk", 11, 50) == ["zeer", "onwaar-", "schijnlijk"]
    assert wrap("Catastrofaal", 11, 45) == ["Cata-", "strofaal"]


def test_words_break_at_their_own_hyphen_first() -> None:
    assert wrap("Rijn-IJsseldelta", 13, 70) == ["Rijn-", "IJsseldelta"]


@pytest.mark.parametrize("word", ["a" * 30_000, "a-" * 20_000 + "a", "\u0301" * 20_000 + "a" * 20_000])
def test_very_long_words_are_broken_and_nothing_is_lost(word: str) -> None:
    lines = wrap(word, 12, 60)
    assert "".join(lines).replace("-", "") == word.replace("-", "")
    assert all(text_width(line, 12) <= 60 for line in lines)


def test_a_long_word_fills_its_lines() -> None:
    # one a is 504 thousandths and a hyphen 311: (n * 504 + 311) * 12 / 1000 <= 60 for n up to 9
    assert wrap("a" * 20, 12, 60) == ["a" * 9 + "-", "a" * 9 + "-", "aa"]


def test_a_space_that_does_not_break_keeps_its_words_together() -> None:
    kept = f"12{chr(160)}rellen"
    assert wrap(f"storm en {kept}", 12, text_width("storm en 12", 12) + 1) == ["storm en", kept]


def test_no_text_is_one_empty_line() -> None:
    assert wrap("", 12, 50) == [""]


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.floats(30, 300))
def test_wrapping_loses_nothing_and_fits(text: str, width: float) -> None:
    lines = wrap(text, 12, width)
    assert "".join(lines).replace(" ", "").replace("-", "") == clean(text).replace(" ", "").replace("-", "")
    for line in lines:
        assert text_width(line, 12) <= width or len(line) <= 3


def test_clean_takes_out_what_xml_forbids_and_what_turns_the_text_round() -> None:
    assert clean("a\x00b\x1bc\u202ed\u2066e\ufffff\nf") == "abcde\ufffdf f"
    assert clean("\ud800") == "\ufffd"
    assert clean("\u200f שלום") == "\u200f שלום"
