# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.facts import facts
from weerbaar.alerting.compose.languages import KIND_NAMES, comparable
from weerbaar.alerting.compose.spoken import spoken, written
from weerbaar.base import Lang


@pytest.mark.parametrize(
    ("lang", "text", "aloud"),
    [
        ("nl", "Bel 112.", "Bel een een twee."),
        ("nl", "Bel 0900-8844.", "Bel nul negen nul nul, acht acht vier vier."),
        ("nl", "vanaf 14:05 uur", "vanaf veertien uur vijf"),
        ("nl", "om 20:00 uur", "om twintig uur"),
        ("nl", "op 26-11-2026", "op zesentwintig november"),
        ("nl", "Kijk op nl-alert.nl.", "Kijk op nl streepje alert punt nl."),
        ("nl", "op de A28", "op de A achtentwintig"),
        ("nl", "binnen 500 meter", "binnen vijfhonderd meter"),
        ("nl", "binnen 1.500 meter", "binnen 1.500 meter"),
        ("en", "at 14:05", "at fourteen hours five"),
        ("en", "See vru.nl/rook", "See vru dot nl slash rook"),
    ],
)
def test_what_a_presenter_reads(lang: Lang, text: str, aloud: str) -> None:
    assert spoken(text, lang) == aloud


_PIECES = st.one_of(
    st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"om {t[0]:02}:{t[1]:02}."),
    st.tuples(st.integers(1, 28), st.integers(1, 12)).map(lambda d: f"op {d[0]:02}-{d[1]:02}-2026."),
    st.sampled_from(["Bel 112.", "Bel 0900-8844.", "Bel 0343-578844.", "Kijk op nl-alert.nl.", "vru.nl/rook."]),
    st.integers(1, 300).map(lambda n: f"Op de A{n}."),
    st.integers(2, 999).map(lambda n: f"Binnen {n} meter."),
)


@given(st.lists(_PIECES, max_size=6))
def test_what_is_read_aloud_states_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)
    before, after = facts(text, "nl"), facts(written(spoken(text, "nl"), "nl"), "nl")
    for kind in KIND_NAMES:
        assert {comparable(kind, v) for v in after.values(kind)} == {comparable(kind, v) for v in before.values(kind)}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Om acht uur begint het.", "Om 08:00 begint het."),
        ("Om acht uur dertig begint het.", "Om 08:30 begint het."),
        ("Over een half uur meer.", "Over een half uur meer."),
        ("In de maand mei en op de A brug.", "In de maand mei en op de A brug."),
    ],
)
def test_only_words_that_are_numbers_become_figures(text: str, figures: str) -> None:
    assert written(text, "nl") == figures
