# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.number_words import number_in_words, numbers_by_word
from weerbaar.base import Lang


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0, "nul", "zero"),
        (13, "dertien", "thirteen"),
        (22, "tweeëntwintig", "twenty-two"),
        (45, "vijfenveertig", "forty-five"),
        (80, "tachtig", "eighty"),
        (100, "honderd", "one-hundred"),
        (333, "driehonderddrieëndertig", "three-hundred-and-thirty-three"),
    ],
)
def test_numbers_in_words(value: int, nl: str, en: str) -> None:
    assert (number_in_words(value, "nl"), number_in_words(value, "en")) == (nl, en)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_number_has_a_word_of_its_own(lang: Lang) -> None:
    assert sorted(numbers_by_word(lang).values()) == list(range(1000))


@pytest.mark.parametrize("value", [-1, 1000])
def test_other_numbers_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        number_in_words(value, "nl")
