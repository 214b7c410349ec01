# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from tests.capability.cooperation.registers import ON, agreement, own, register, request, unit
from weerbaar.capability.cooperation.answer import UnitLine
from weerbaar.capability.cooperation.requests import course_of
from weerbaar.capability.cooperation.units_at import unit_lines

AGREEMENTS = [own("a", 1.0), request("x", "a", ("a", "b", 2.0)), request("y", "a", ("a", "b", 9.0))]


def line(given: dict[str, Any], at_h: float = 6.0, site: str | None = None, **more: Any) -> UnitLine:
    agreements = [*AGREEMENTS, *more.pop("agreements", [])]
    found = register(["a", "b", "c"], agreements, [given], sites=[{"id": "ver", "name": {"nl": "ver"}}], **more)
    (one,) = unit_lines(found, course_of(found, "nuclear-threat", at_h, ON), site)
    return one


PARTS = {"notice_h": 1, "departure_h": 0.5, "travel_h": 2, "self_sufficient_h": 10, "agreements": ["y", "x"]}


def test_call_notice_departure_and_travel_add_up() -> None:
    one = line(unit("u", "b", **PARTS))
    assert one.agreement is not None
    assert one.agreement.id == "x"
    assert (one.asked_h, one.called_h, one.departs_h, one.on_site_h, one.supplied_until_h) == (1.0, 3.0, 4.5, 6.5, 16.5)
    assert not one.at_least


@pytest.mark.parametrize(
    ("at_h", "state"), [(0, "not-yet-asked"), (1, "asked"), (3, "under-way"), (6.4, "under-way"), (6.5, "there")]
)
def test_where_a_unit_is_follows_the_clock(at_h: float, state: str) -> None:
    assert line(unit("u", "b", **PARTS), at_h).state == state


def test_a_site_can_have_a_travel_time_of_its_own() -> None:
    far = unit("u", "b", **PARTS, travel_to=[{"site": "ver", "hours": 8}])
    assert line(far, site="ver").on_site_h == 12.5
    assert line(far).on_site_h == 6.5


def test_unknown_travel_is_no_zero() -> None:
    one = line(unit("u", "b", notice_h=1, departure_h=0.5, agreements=["x"]), 5.0)
    assert (one.on_site_h, one.at_least, one.state, one.departs_h) == (4.5, True, "unknown", 4.5)


def test_a_call_of_known_length_goes_before_a_bound() -> None:
    vague = request("vaag", "a", ("a", "b", None))
    one = line(unit("u", "b", arrival_h=1, agreements=["vaag", "x"]), agreements=[vague])
    assert (one.on_site_h, one.at_least) == (4.0, False)


def test_a_unit_without_agreement_is_sent_by_its_party_once_that_is_involved() -> None:
    sent = line(unit("u", "a", arrival_h=2))
    assert (sent.agreement, sent.on_site_h, sent.state) == (None, 3.0, "there")
    assert line(unit("u", "c", arrival_h=2)).why is not None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            {"certificate": {"name": {"nl": "keur"}, "expires": "2013-11-14"}},
            "certificaat keur is verlopen op 2013-11-14",
        ),
        ({"valid_until": "2013-01-01"}, "bestaat sinds 2013-01-01 niet meer"),
        ({"valid_from": "2014-01-01"}, "is er pas vanaf 2014-01-01"),
        ({"agreements": ["oud"]}, "oud is verlopen op 2012-12-31"),
        ({"agreements": ["nieuw"]}, "nieuw geldt pas vanaf 2014-01-01"),
        ({"agreements": ["dicht"]}, "het verzoek kan niet worden gedaan (dicht)"),
    ],
)
def test_why_a_unit_cannot_come_is_said(change: dict[str, Any], why: str) -> None:
    more = [
        agreement("oud", asks=["a"], valid_until="2012-12-31"),
        agreement("nieuw", asks=["a"], valid_from="2014-01-01"),
        agreement("dicht", asks=["c"]),
    ]
    one = line(unit("u", "b", arrival_h=1, agreements=["x"]) | change, agreements=more)
    assert one.state == "cannot"
    assert one.on_site_h is None
    assert one.why is not None
    assert one.why.nl == why


def test_a_certificate_holds_on_its_last_day() -> None:
    last = {"certificate": {"name": {"nl": "keur"}, "expires": "2013-11-15"}}
    assert line(unit("u", "b", arrival_h=1, agreements=["x"]) | last).state == "there"


def test_only_units_that_matter_are_told() -> None:
    riots = agreement("rel", situations=["riots"], asks=["a"], asked="b")
    units = [
        unit("nodig", "b", arrival_h=1, agreements=["rel"]),
        unit("anders", "b", arrival_h=1, agreements=["rel"]) | {"capabilities": ["ontsmetten"]},
    ]
    demands = [{"situation": "cbrn", "capability": "meten", "within_h": 3}]
    found = register(["a", "b"], [*AGREEMENTS, riots], units, demands=demands)
    (one,) = unit_lines(found, course_of(found, "nuclear-threat", 6, ON))
    assert one.unit.id == "nodig"
    assert one.why is not None
    assert one.why.nl == "geen afspraak voor deze situatie"
