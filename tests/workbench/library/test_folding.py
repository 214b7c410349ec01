# SPDX-License-Identifier: EUPL-1.2
"""Case, diacritics, inflections and compounds."""

from __future__ import annotations

import pytest

from weerbaar.workbench.library.folding import bare, beginning, composed, fold, spans, stem, words_of


def test_case_and_diacritics_fall_away() -> None:
    assert words_of("Geëvacueerde Façades, Ĳssel & STRASSE/Straße") == [
        "geevacueerde",
        "facades",
        "ijssel",
        "strasse",
        "strasse",
    ]
    assert fold("É") == "e"


def test_a_letter_and_its_diacritic_apart_are_one_word() -> None:
    assert words_of("gee\u0308vacueerd") == ["geevacueerd"]


@pytest.mark.parametrize("word", ["evacuatie", "evacuaties", "geevacueerde"])
def test_inflections_of_a_dutch_word_share_a_stem(word: str) -> None:
    assert stem(word, "nl") == stem("evacuatie", "nl")


def test_english_has_stems_of_its_own() -> None:
    assert stem("floods", "en") == stem("flooding", "en") == "flood"


def test_a_compound_starts_as_the_stem_does() -> None:
    assert "overstromingsrisico".startswith(beginning("overstromingen", "nl"))
    assert beginning("gassen", "nl") == "gassen"


def test_addresses_of_links_are_not_searched() -> None:
    assert words_of(bare("zie [de brief](https://voorbeeld.nl/geheim) of https://elders.nl/pad")) == [
        "zie",
        "de",
        "brief",
        "of",
    ]


def test_spans_tell_where_a_word_stands() -> None:
    text = composed("De Dijk.")
    assert [(s.word, text[s.start : s.end]) for s in spans(text)] == [("de", "De"), ("dijk", "Dijk")]
