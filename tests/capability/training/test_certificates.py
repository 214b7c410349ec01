# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.capability.training.trainings import activity, file
from weerbaar.capability.training import Coverage, TrainingFile, certificate_coverage, load_training, present_lines

DAY = datetime.date(2016, 1, 1)


def lots(*certificates: tuple[int, str, str | None], number: int = 10) -> TrainingFile:
    wanted: list[dict[str, Any]] = [{"course": "cursus", "number": number, "capability": "post"}]
    return file(
        activity(),
        functions=[{"id": "wacht", "title": {"nl": "Wacht"}, "wanted": wanted, "holder": "business"}],
        certificates=[
            {"function": "wacht", "course": "cursus", "number": n, "issued_on": issued, "expires_on": expires}
            for n, issued, expires in certificates
        ],
    )


def covered(*certificates: tuple[int, str, str | None], number: int = 10, within: int = 30) -> Coverage:
    (found,) = certificate_coverage(lots(*certificates, number=number), DAY, within)
    return found


@pytest.mark.parametrize(
    ("issued", "expires", "expected"),
    [
        ("2015-01-01", None, (1, 0, 0, 0)),
        ("2016-01-01", "2016-01-01", (1, 1, 0, 0)),
        ("2015-01-01", "2015-12-31", (0, 0, 1, 0)),
        ("2016-01-02", "2017-01-01", (0, 0, 0, 1)),
        ("2015-01-01", "2016-01-31", (1, 1, 0, 0)),
        ("2015-01-01", "2016-02-01", (1, 0, 0, 0)),
    ],
)
def test_valid_from_the_first_to_the_last_day(issued: str, expires: str | None, expected: tuple[int, ...]) -> None:
    found = covered((1, issued, expires))
    assert (found.valid, found.expiring, found.expired, found.not_yet) == expected


def test_shortfall_now_and_when_nothing_is_renewed() -> None:
    found = covered((6, "2015-01-01", "2016-01-10"), (3, "2015-01-01", "2018-01-01"), (5, "2012-01-01", "2015-01-01"))
    assert (found.valid, found.expiring, found.expired) == (9, 6, 5)
    assert (found.shortfall, found.shortfall_then) == (1, 7)
    assert found.next_expiry == datetime.date(2016, 1, 10)


def test_more_than_is_wanted_is_no_negative_shortfall() -> None:
    assert covered((12, "2015-01-01", None)).shortfall == 0


def test_certificates_that_nobody_asked_for_are_shown_without_a_shortfall() -> None:
    some = lots((2, "2015-01-01", None)).model_copy(
        update={"functions": (lots().functions[0].model_copy(update={"wanted": ()}),)}
    )
    (found,) = certificate_coverage(some, DAY, 30)
    assert (found.wanted, found.valid, found.shortfall, found.shortfall_then) == (None, 2, None, None)


def test_present_lines_fall_by_themselves_when_a_lot_expires() -> None:
    some = lots(
        (6, "2015-01-01", "2016-01-10"),
        (1, "2015-01-01", "2016-01-10"),
        (3, "2015-06-01", None),
        (5, "2012-01-01", "2015-01-01"),
    )
    lines = present_lines(some, DAY)
    assert [(p.quantity.expected, str(p.valid_from), str(p.valid_until)) for p in lines] == [
        (7.0, "2015-01-01", "2016-01-10"),
        (3.0, "2015-06-01", "None"),
    ]
    assert {(p.capability, p.holder, p.owner) for p in lines} == {("post", "business", "Wacht")}
    assert len({p.id for p in lines}) == 2


def test_the_lines_of_the_example_add_up_to_the_valid_certificates() -> None:
    some = load_training("voorbeeld-capaciteiten").file
    on = datetime.date(2016, 2, 1)
    lines = present_lines(some, on)
    (first, _) = certificate_coverage(some, on, 90)
    assert first.capability == "crisisbeheersing-posten"
    assert sum(p.quantity.expected for p in lines) == first.valid == 96
