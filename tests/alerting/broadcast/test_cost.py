# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.broadcast import Expensive, PageError, TextCost, encode_pages, text_cost
from weerbaar.alerting.broadcast.gsm7 import septets


def test_a_text_in_the_alphabet() -> None:
    assert text_cost("Ga naar binnen. € 5") == TextCost(19, 20, 1, "gsm")
    assert text_cost("") == TextCost(0, 0, 1, "gsm")
    assert text_cost("x" * 1396).pages == 16


def test_one_apostrophe_puts_93_characters_on_three_pages() -> None:
    cost = text_cost("x" * 92 + "’")
    assert (cost.pages, cost.coding, cost.septets) == (3, "ucs2", 0)
    assert cost.expensive == (Expensive(92, "’", "'"),)


@pytest.mark.parametrize(
    ("character", "replacement"),
    [
        *(("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("`", "'"), ("–", "-"), ("—", "-")),
        *(("\u2011", "-"), ("…", "..."), ("\u00a0", " "), ("\t", " "), ("\u200b", ""), ("\u00ad", ""), ("•", "-")),
        *(("ê", "e"), ("ë", "e"), ("ï", "i"), ("á", "a"), ("ó", "o"), ("ç", "c"), ("È", "E"), ("š", "s"), ("ł", "l")),
        *(("ĳ", "ij"), ("Ĳ", "IJ"), ("œ", "oe"), ("ﬁ", "fi"), ("\u0301", ""), ("→", "->"), ("×", "x")),
    ],
)
def test_what_means_the_same(character: str, replacement: str) -> None:
    assert text_cost(f"a{character}").expensive == (Expensive(1, character, replacement),)


@pytest.mark.parametrize("character", ["Ж", "ع", "😀", "°", "²", "½", "①", "º", "√", "‰", "\x00", "中", "ð"])
def test_nothing_means_the_same(character: str) -> None:
    """A raised 2 after a digit would make another number of it."""
    assert text_cost(character).expensive == (Expensive(0, character, None),)


@given(st.text(st.sampled_from("aé€’–ê…Ж ½1"), max_size=120))
def test_the_named_characters_are_those_that_make_it_expensive(text: str) -> None:
    cost = text_cost(text)
    assert {e.place for e in cost.expensive} == {n for n, c in enumerate(text) if septets(c) is None}
    assert cost.coding == ("ucs2" if cost.expensive else "gsm")
    assert cost.pages == len(encode_pages(text).pages) == len(encode_pages(text, "nl").pages)
    cheaper = list(text)
    for place, character, replacement in cost.expensive:
        assert text[place] == character
        if replacement is not None:
            cheaper[place] = replacement
    if all(e.replacement is not None for e in cost.expensive):
        assert text_cost("".join(cheaper)).coding == "gsm"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(PageError, match="Character 1 is half"):
        text_cost("\udc00")
