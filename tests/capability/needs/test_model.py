# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

from tests.capability.needs_cases import capability, present
from weerbaar.capability.needs import Needs
from weerbaar.capability.needs.model import is_valid_on


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_both_ends_of_a_period_are_included() -> None:
    line = present("p", 1, valid_from="2013-01-01", valid_until="2013-12-31")
    assert [is_valid_on(line, day(d)) for d in ("2012-12-31", "2013-01-01", "2013-12-31", "2014-01-01")] == [
        False,
        True,
        True,
        False,
    ]
    assert is_valid_on(present("p", 1), day("1900-01-01"))


def test_lines_of_one_capability_whatever_the_day() -> None:
    lines = (present("a", 1), present("b", 2, of="wagens"), present("c", 3, valid_until="2000-01-01"))
    needs = Needs((capability(), capability("wagens")), present=lines)
    assert [line.id for line in needs.present_of("agenten")] == ["a", "c"]
    assert needs.capability_ids == ("agenten", "wagens")
