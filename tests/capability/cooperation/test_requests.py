# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from tests.capability.cooperation.registers import ON, agreement, own, party, register, request
from weerbaar.capability.cooperation.answer import RequestLine
from weerbaar.capability.cooperation.register import Register
from weerbaar.capability.cooperation.requests import course_of, missing_of, request_lines


def lines(found: Register, at_h: float, asked: dict[str, float] | None = None) -> dict[str, RequestLine]:
    return {r.agreement.id: r for r in request_lines(found, course_of(found, "nuclear-threat", at_h, ON, asked))}


CHAIN = register(
    ["a", "b", "c"],
    [own("a", 1.0), request("x", "a", ("a", "b", 2.0)), request("y", "b", ("b", "c", 4.0))],
)


@pytest.mark.parametrize(
    ("at_h", "x", "y"),
    [
        (0.5, "not-yet-asked", "not-yet-asked"),
        (1, "asked", "not-yet-asked"),
        (3, "granted", "asked"),
        (7, "granted", "granted"),
    ],
)
def test_where_a_request_stands_follows_the_clock(at_h: float, x: str, y: str) -> None:
    found = lines(CHAIN, at_h)
    assert (found["x"].state, found["y"].state) == (x, y)
    assert (found["y"].asked_h, found["y"].granted_h, found["y"].asker) == (3.0, 7.0, "b")


def test_only_what_was_asked_counts_as_asked() -> None:
    found = lines(CHAIN, 10.0, {"x": 6.0})
    assert (found["x"].granted_h, found["x"].state) == (8.0, "granted")
    assert (found["y"].asked_h, found["y"].granted_h, found["y"].state) == (10.0, 14.0, "not-yet-asked")


def test_an_unknown_step_makes_it_a_bound_and_past_that_bound_nothing_can_be_said() -> None:
    found = register(["a", "b"], [own("a"), request("x", "a", ("a", "b", None), ("b", "b", 5.0))])
    early, late = lines(found, 3)["x"], lines(found, 6)["x"]
    assert early.at_least
    assert (early.granted_h, early.state, late.state) == (5.0, "asked", "unknown")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ([agreement("v", asks=["a"], valid_until="2012-12-31")], "vereist v, en die is verlopen"),
        ([agreement("v", asks=["a"], valid_from="2014-12-31")], "vereist v, en die geldt nog niet"),
        ([agreement("v", asks=["a"], situations=["riots"])], "vereist v, en die geldt niet voor deze situatie"),
        ([agreement("v", asks=["b"])], "eerst moet v zijn toegekend, en dat kan niet"),
    ],
)
def test_why_a_request_cannot_be_made_is_said(more: list[dict[str, Any]], why: str) -> None:
    found = register(["a", "b"], [own("a"), request("x", "a", ("a", "a", 1.0), requires=["v"]), *more])
    line = lines(found, 6)["x"]
    assert line.state == "cannot"
    assert line.why is not None
    assert line.why.nl == why


def test_nobody_who_may_ask_is_there() -> None:
    line = lines(register(["a", "b"], [own("a"), request("x", "b", ("b", "a", 1.0))]), 6)["x"]
    assert line.why is not None
    assert line.why.nl == "niemand die mag vragen is betrokken of wordt bereikt (b)"


def test_what_hangs_on_something_confidential_says_so_and_not_what() -> None:
    secret = request("geheim", "a", ("a", "a", 1.0), confidential=True)
    found = register(["a"], [own("a"), secret, request("x", "a", ("a", "a", 1.0), requires=["geheim"])])
    line = lines(found.public(), 6)["x"]
    assert line.why is not None
    assert line.why.nl == "dit hangt af van een vertrouwelijke afspraak"


def test_what_is_missing_of_a_request_is_listed() -> None:
    silent = party("b") | {"contact": ""}
    bare = agreement("x", asks=["a"], asked="b")
    found = register(["a", silent], [own("a"), bare, request("y", "a", ("a", "a", None), ("a", "a", 1.0))])
    missing = [m.nl for m in missing_of(found, found.agreements["x"])]
    assert missing == ["wie beslist", "hoe b bereikbaar is", "het formulier", "wie tekent", "de stappen"]
    assert [m.nl for m in missing_of(found, found.agreements["y"])] == ["de duur van stap 1"]
