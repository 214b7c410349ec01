# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

import pytest

from tests.capability.needs_cases import analysis_of, capability, large, need, present, task, together
from weerbaar.capability.needs import Gaps, Needs, gaps
from weerbaar.cli.capability.gaps_table import amount, gaps_table, share_words


@pytest.fixture(scope="module")
def found() -> Gaps:
    needs = Needs(
        (capability(), capability("wagens"), capability("tenten"), capability("boten")),
        (
            task("t1", need(30, 0, 10), need(3, of="wagens"), need(2, of="tenten")),
            task("t2", need(25, 0, 10), scenario="storm", phase="recovery"),
        ),
        (together("brand", "storm", probability=0.1), together("storm", "brand", id="om", order="first served first")),
        (present("p", 40), present("w", 2, of="wagens")),
    )
    return gaps(analysis_of(needs), draws=160)


def test_rows_of_both_kinds_and_what_nobody_asks(found: Gaps) -> None:
    lines = gaps_table(found, "nl").splitlines()
    start = {line.split("  ")[0]: line.split() for line in lines}
    assert start["wagens"][1:7] == ["tekort", "100%", "33%", "3", "2", "T+0"]
    assert start["tenten"][1:3] == ["onbekend", "onbekend"]
    assert "Door geen taak gevraagd: boten." in lines
    people = next(line for line in lines if line.startswith("agenten"))
    assert people.split()[1:6] == ["voldoende", "0%", "0%", "30", "40"]


def test_competition_is_told_with_its_probability(found: Gaps) -> None:
    text = gaps_table(found, "en")
    assert "At the same time: samen (probability of that 10%; shared in proportion)" in text
    assert "At the same time: samen (probability of that unknown; first served first)" in text
    rows = [line.split() for line in text.splitlines() if re.match(r"agenten +short", line)]
    assert rows == [
        ["agenten", "short", "0", "+", "0", "8.2", "+", "6.8", "100%"],
        ["agenten", "short", "0", "+", "0", "0", "+", "15", "100%"],
    ]


def test_the_worst_scenario_is_shown_and_no_line_is_too_long() -> None:
    text = gaps_table(gaps(large(12, 20, 120), draws=160), "nl")
    assert max(len(line) for line in text.splitlines()) <= 125


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0, "0", "0"),
        (0.01, "<0,1", "<0.1"),
        (3, "3", "3"),
        (2.46, "2,5", "2.5"),
        (83.6, "84", "84"),
        (1234, "1.200", "1,200"),
    ],
)
def test_amounts(value: float, nl: str, en: str) -> None:
    assert (amount(value, "nl"), amount(value, "en")) == (nl, en)


def test_shares_that_are_not_quite_0_or_1() -> None:
    assert [share_words(s, "nl") for s in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]
