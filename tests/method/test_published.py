# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Literal

import pytest

from weerbaar.method import read_published
from weerbaar.method.model import Method


@pytest.mark.parametrize(
    ("axis", "words", "classes"),
    [
        # the letter of November 2013, word for word
        ("impact", "beperkt", ("A",)),
        ("impact", "aanzienlijk tot ernstig", ("B", "C")),
        ("impact", "zeer ernstig", ("D",)),
        ("likelihood", "hoog", ("D", "E")),
        ("likelihood", "enigszins waarschijnlijk", ("C",)),
        # the rounds of 2008 and 2009
        ("likelihood", "mogelijk tot waarschijnlijk", ("C", "D")),
        ("likelihood", "zeer onwaarschijnlijk", ("A",)),
        ("impact", "beperkt tot ernstig", ("A", "B", "C")),
        ("impact", "catastrofaal", ("E",)),
        # English, other separators, capitals, spaces, letters
        ("impact", "Substantial to  serious", ("B", "C")),
        ("likelihood", "possible", ("C",)),
        ("likelihood", "high", ("D", "E")),
        ("impact", "B-C", ("B", "C")),
        ("impact", " Ernstig. ", ("C",)),
        ("likelihood", "mogelijk – hoog", ("C", "D", "E")),
        ("impact", "A tot en met C", ("A", "B", "C")),
        # a choice is not a range
        ("impact", "A of E", ("A", "E")),
        ("impact", "catastrofaal of beperkt", ("A", "E")),
        ("impact", "limited or very serious", ("A", "D")),
        ("likelihood", "onwaarschijnlijk of hoog", ("B", "D", "E")),
        ("impact", "ernstig of ernstig", ("C",)),
    ],
)
def test_words_are_read_as_classes(
    national: Method, axis: Literal["impact", "likelihood"], words: str, classes: tuple[str, ...]
) -> None:
    assert read_published(national, axis, words) == classes


@pytest.mark.parametrize("words", ["enorm", "", "ernstig tot", "tot ernstig", "enorm tot ernstig", "hoog"])
def test_words_outside_the_scale_are_not_guessed(national: Method, words: str) -> None:
    assert read_published(national, "impact", words) is None


def test_the_regional_cards_use_the_same_words(regional: Method) -> None:
    assert read_published(regional, "impact", "zeer ernstig") == ("D",)
    assert read_published(regional, "likelihood", "onwaarschijnlijk") == ("B",)
