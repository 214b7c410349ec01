# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

from tests.capability.needs_cases import need, one, present, task
from weerbaar.capability.needs import day_words, gaps


def test_every_assumption_is_told_in_both_languages() -> None:
    found = gaps(one(present("p", 5), tasks=[task("t", need(10))]), draws=1600, tolerated=0.1)
    assert all(said.nl and said.en and said.nl != said.en for said in found.assumptions)
    dutch = " ".join(said.nl for said in found.assumptions)
    english = " ".join(said.en for said in found.assumptions)
    for words in ("hooguit 10% is", "1.600 trekkingen", "1 januari 2014", "Onbekend is iets anders dan nul"):
        assert words in dutch
    for words in ("at most 10%", "1,600 draws", "1 January 2014", "hours of work"):
        assert words in english
    assert "ertrouwelijk" not in dutch


def test_the_day_in_words() -> None:
    found = gaps(one(tasks=[task("t", need(10))]), draws=160, on=datetime.date(2026, 3, 9))
    assert (day_words(found, "nl"), day_words(found, "en")) == ("9 maart 2026", "9 March 2026")


def test_what_is_left_out_is_told() -> None:
    found = gaps(one(present("p", 5, confidential=True), tasks=[task("t", need(10))]), draws=160)
    assert any("vertrouwelijk getal" in said.nl for said in found.assumptions)
