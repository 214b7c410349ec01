# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.elicitation.studies import CHANCE, LABEL, TARGET, make_study
from weerbaar.elicitation.amounts import amount, plain_amount, quantile_name

TARGET_Q, CHANCE_Q, LABEL_Q = make_study([TARGET, CHANCE, LABEL], {"a": []}).questions


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0.8, "0,8", "0.8"),
        (1836, "1.800", "1,800"),
        (4, "4", "4"),
        (0, "0", "0"),
        (2.5e9, "2,5 miljard", "2.5 billion"),
        (999.6e6, "1 miljard", "1 billion"),
        (-3e6, "-3 miljoen", "-3 million"),
        (1.26e12, "1,3 biljoen", "1.3 trillion"),
        (0.000123, "0,00012", "0.00012"),
        (100, "100", "100"),
    ],
)
def test_numbers_with_two_digits(value: float, nl: str, en: str) -> None:
    assert plain_amount(value, "nl") == nl
    assert plain_amount(value, "en") == en


def test_an_answer_in_the_form_of_its_question() -> None:
    assert amount(1836, TARGET_Q, "nl", 4) == "1.836"
    assert amount(0.05, CHANCE_Q, "nl") == "5%"
    assert amount(0.123, CHANCE_Q, "en", 3) == "12.3%"
    assert amount("C", LABEL_Q, "nl") == "C"


def test_the_name_of_a_quantile_keeps_its_digits() -> None:
    assert [quantile_name(p, "nl") for p in (0.05, 0.5, 0.975)] == ["5", "50", "97,5"]
    assert quantile_name(0.975, "en") == "97.5"
