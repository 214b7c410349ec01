# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.phrases import PhraseTable, compiled, phrase_pattern, small_letters

_WORDS = st.lists(st.text(alphabet="abé", min_size=1, max_size=3), min_size=1, max_size=6)


def test_blanks_stars_and_gaps() -> None:
    assert compiled(["ga naar"]).search("ga  naar huis")
    assert compiled(["brand*"]).search("een brandje")
    assert compiled(["*brand"]).search("een woningbrand")
    assert not compiled(["brand"]).search("een brandje")
    assert compiled(["sluit … ramen"]).search("sluit nu alle ramen")
    assert not compiled(["sluit … ramen"]).search("sluit de deur nu. ramen")
    assert not compiled(["sluit … ramen"]).search("sluit een twee drie vier ramen")


def test_the_longest_phrase_wins() -> None:
    assert compiled(["bel", "bel 112"]).search("bel 112").group() == "bel 112"  # type: ignore[union-attr]


@given(_WORDS, _WORDS)
def test_words_are_found_as_by_looking_at_each(phrases: list[str], words: list[str]) -> None:
    found = [match.group() for match in re.finditer(phrase_pattern(phrases), " ".join(words))]
    assert found == [word for word in words if word in phrases]


def test_a_table_says_which_list_and_the_earlier_list_counts() -> None:
    table = PhraseTable([["bel 112"], ["bel", "kom"]])
    assert list(table.find("kom en bel 112 of bel")) == [(1, 0, 3), (0, 7, 14), (1, 18, 21)]


@given(st.text())
def test_small_letters_keep_their_places(text: str) -> None:
    assert len(small_letters(text)) == len(text)
