# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.lexicon import Lexicon, Match, tokens

_ENTRIES = ("brand", "asbest*", "*lek", "geen stroom", "geen stroom meer", "*bui met hagel*")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("een brand", [Match(1, 1)]),
        ("brandweer", []),
        ("asbestdeeltjes", [Match(0, 0)]),
        ("gaslek", [Match(0, 0, compound=True)]),
        ("lek", []),
        ("geen stroom meer", [Match(0, 2)]),
        ("geen stroom", [Match(0, 1)]),
        ("zware onweersbui met hagelstenen", [Match(1, 3)]),
        ("", []),
    ],
)
def test_words_stems_compounds_and_phrases(text: str, found: list[Match]) -> None:
    assert Lexicon(_ENTRIES).find(tokens(text)) == found


def test_a_word_knows_its_place_and_keeps_its_hyphen_and_point() -> None:
    assert [(t.text, t.start, t.end) for t in tokens("c.q. p-2000 e.coli", 5)] == [
        ("p-2000", 5, 11),
        ("e.coli", 12, 18),
    ]


@given(st.lists(st.sampled_from("brand lek gaslek asbest asbestplaat geen stroom meer bui".split()), max_size=12))
def test_the_same_as_a_regular_expression_finds(words: list[str]) -> None:
    """The slow twin: of every place the longest entry."""
    text = " ".join(words)
    branches = sorted(_ENTRIES, key=lambda entry: -len(entry.split()))
    expected = []
    for at, token in enumerate(tokens(text)):
        for entry in branches:
            pattern = r" ".join(
                (r"\w+" if w.startswith("*") else "") + re.escape(w.strip("*")) + (r"\w*" if w.endswith("*") else "")
                for w in entry.split()
            )
            if re.match(pattern + r"(?!\w)", text[token.start :]):
                expected.append((at, at + len(entry.split()) - 1))
                break
    assert [(match.first, match.last) for match in Lexicon(_ENTRIES).find(tokens(text))] == expected
