# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

import pytest

from tests.capability.cooperation.registers import ON, agreement, own, party, register, request, unit
from weerbaar.capability.cooperation.register import Register, structure_on, validity

SECRET = register(
    ["a", party("b", confidential_contact=True)],
    [
        own("a"),
        request("open", "a", ("a", "b", 1.0)),
        request("geheim", "a", ("a", "b", 0.5), confidential=True),
        request("later", "a", ("a", "b", 1.0), requires=["geheim"]),
    ],
    [
        unit("heel", "b", arrival_h=1, agreements=["open"], confidential=True),
        unit(
            "deels",
            "b",
            arrival_h=1,
            agreements=["open"],
            confidential_fields=["times", "committed"],
            committed=[{"to": "a"}],
        ),
        unit("ergens", "b", agreements=["geheim"], arrival_h=1),
        unit("beide", "b", agreements=["geheim", "open"], arrival_h=1, committed=[{"to": "geheim"}, {"to": "open"}]),
    ],
)


def test_nothing_confidential_is_left_in_the_public_register() -> None:
    shown = SECRET.public()
    assert set(shown.agreements) == {"own-a", "open", "later"}
    assert set(shown.units) == {"deels", "beide"}
    assert shown.units["deels"].arrival_h is None
    assert shown.units["deels"].committed == ()
    assert shown.units["beide"].agreements == ("open",)
    assert [c.to for c in shown.units["beide"].committed] == ["open"]
    assert shown.parties["b"].contact == ""
    assert shown.parties["a"].contact == "desk"
    assert shown.withheld == {"geheim", "heel", "ergens"}
    assert shown.withheld_count == 3 + 2 + 1


def test_nothing_can_be_tried_out_on_the_hash_of_the_public_register() -> None:
    def with_secret(**fields: object) -> Register:
        secret = unit("deels", "b", agreements=["open"], **{"arrival_h": 1, "confidential_fields": ["times"], **fields})
        return register(["b"], [request("open", "b")], [secret])

    one, other = with_secret().public(), with_secret(arrival_h=7).public()
    assert one.input_hash == other.input_hash
    assert one.input_hash != with_secret().input_hash
    assert with_secret(self_sufficient_h=5).public().input_hash != one.input_hash
    open_ = register(["b"], [request("open", "b")])
    assert open_.public().input_hash == open_.input_hash


def test_a_withheld_name_is_not_told() -> None:
    assert SECRET.public().name("geheim").nl == "(vertrouwelijk)"
    assert SECRET.name("geheim").nl == "geheim"
    with pytest.raises(KeyError):
        SECRET.name("niets")


def test_the_whole_register_is_there_when_asked_for() -> None:
    assert SECRET.view(confidential=True) is SECRET
    assert SECRET.withheld_count == 0


def test_first_and_last_day_are_included() -> None:
    held = register(["a"], [agreement("x", valid_from="2013-11-15", valid_until="2013-11-16")]).agreements["x"]
    days = [validity(held, ON + datetime.timedelta(days=k)) for k in (-1, 0, 1, 2)]
    assert days == ["not-yet", "valid", "valid", "expired"]


def test_the_structure_is_that_of_the_day() -> None:
    level = {"level": {"nl": "GRIP Rijk"}, "layer": "national", "body": {"nl": "MCCb"}, "leads": "a"}
    found = register(
        ["a"],
        [],
        structure=[
            {"id": "oud", **level, "valid_until": "2012-12-31"},
            {"id": "toen", **level, "valid_from": "2013-04-25", "valid_until": "2016-12-31"},
            {"id": "altijd", **level},
        ],
    )
    assert [s.id for s in structure_on(found, ON)] == ["toen", "altijd"]
    assert [s.id for s in structure_on(found, datetime.date(2020, 1, 1))] == ["altijd"]
