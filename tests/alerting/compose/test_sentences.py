# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NL-Alert 18-02-2022 17:12: Storm. Blijf binnen.", ["NL-Alert 18-02-2022 17:12:", "Storm.", "Blijf binnen."]),
        ("NL-Alert 7 november 2023 13.37 uur: Brand.", ["NL-Alert 7 november 2023 13.37 uur:", "Brand."]),
        ("NL-Alert. Brand!", ["NL-Alert.", "Brand!"]),
        ("Kijk op vru.nl. Bel om 16.30 uur.", ["Kijk op vru.nl.", "Bel om 16.30 uur."]),
        ("Spoed? Bel 112", ["Spoed?", "Bel 112"]),
        ("Een regel\nen nog een", ["Een regel", "en nog een"]),
        (" ... ", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, found: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == found


@given(st.text(max_size=120))
def test_nothing_but_marks_is_lost(text: str) -> None:
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    kept = "".join(one.text for one in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_an_initial_ends_no_sentence() -> None:
    assert [one.text for one in sentences("Er zit E. coli in het water. Kook het.")] == [
        "Er zit E. coli in het water.",
        "Kook het.",
    ]
