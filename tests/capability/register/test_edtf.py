# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import Explained
from weerbaar.capability.register import FIRST_DAY, LAST_DAY, day_words, moment


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        (2013, "2013-01-01", "2013-12-31"),
        ("2013-11", "2013-11-01", "2013-11-30"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2013-11-14", "2013-11-14", "2013-11-14"),
        ("2013-21", "2013-03-01", "2013-06-30"),
        ("2013-23", "2013-09-01", "2013-12-31"),
        ("2013-24", "2013-12-01", "2014-03-31"),
        ("2014-10..2014-12", "2014-10-01", "2014-12-31"),
        ("[2014-10..2014-12]", "2014-10-01", "2014-12-31"),
        ("..2013-11", "1900-01-01", "2013-11-30"),
        ("2014..", "2014-01-01", "2200-12-31"),
        (datetime.date(2013, 9, 19), "2013-09-19", "2013-09-19"),
    ],
)
def test_a_moment_lies_between_its_earliest_and_latest_day(written: str, earliest: str, latest: str) -> None:
    found = moment(written)
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)
    assert found.exact is (earliest == latest)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "moet een dag, maand, seizoen of jaar zijn"),
        ("..", "moet een dag, maand, seizoen of jaar zijn"),
        ("november 2013", "moet een dag, maand, seizoen of jaar zijn"),
        ("2013-1", "moet een dag, maand, seizoen of jaar zijn"),
        ("2013-13", "deze dag bestaat niet"),
        ("2013-00", "deze dag bestaat niet"),
        ("2013-02-29", "deze dag bestaat niet"),
        ("2013-23-01", "deze dag bestaat niet"),
        ("1899", "1900 tot en met 2200"),
        ("2014-12..2014-10", "het einde ligt voor het begin"),
        ("٢٠١٣", "moet een dag, maand, seizoen of jaar zijn"),
    ],
)
def test_what_is_no_moment_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(Explained) as caught:
        moment(written)
    assert said in caught.value.text.nl


@pytest.mark.parametrize(
    ("written", "nl", "en"),
    [
        ("2013", "2013", "2013"),
        ("2013-11", "november 2013", "November 2013"),
        ("2013-03-07", "7 maart 2013", "7 March 2013"),
        ("2013-23", "najaar 2013", "autumn 2013"),
        ("2013-24", "winter 2013–2014", "winter 2013–2014"),
        ("..2013-11", "uiterlijk november 2013", "by November 2013"),
        ("2014..", "2014 of later", "2014 or later"),
        ("2014-10..2014-12", "tussen oktober 2014 en december 2014", "between October 2014 and December 2014"),
    ],
)
def test_a_moment_is_said_as_precisely_as_it_is_known(written: str, nl: str, en: str) -> None:
    assert moment(written).words("nl") == nl
    assert moment(written).words("en") == en


def test_a_day_in_words() -> None:
    assert day_words(datetime.date(2011, 7, 1), "nl") == "1 juli 2011"
    assert day_words(datetime.date(2011, 7, 1), "en") == "1 July 2011"


@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_days_written_and_read_are_the_same(one: datetime.date, other: datetime.date) -> None:
    low, high = sorted((one, other))
    assert moment(f"{low}..{high}").earliest == low
    assert moment(f"{low}..{high}").latest == high
    for part in (f"{low.year}", f"{low:%Y-%m}", low.isoformat()):
        found = moment(part)
        assert found.earliest <= low <= found.latest
