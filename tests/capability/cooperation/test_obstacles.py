# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

from tests.capability.cooperation.registers import ON, agreement, own, register, request, unit
from weerbaar.capability.cooperation.answer import Finding
from weerbaar.capability.cooperation.obstacles import obstacles
from weerbaar.capability.cooperation.register import Register
from weerbaar.capability.cooperation.requests import course_of, request_lines
from weerbaar.capability.cooperation.units_at import unit_lines


def found(given: Register, kind: str) -> list[Finding]:
    course = course_of(given, "nuclear-threat", 6, ON)
    everything = obstacles(given, course, request_lines(given, course), unit_lines(given, course))
    return [f for f in everything if f.kind == kind]


def test_agreements_out_of_force_are_told_once_each_and_others_not() -> None:
    given = register(
        ["a"],
        [
            own("a"),
            agreement("oud", valid_until="2012-12-31"),
            agreement("nieuw", valid_from="2014-01-01"),
            agreement("elders", situations=["riots"], valid_until="2012-12-31"),
        ],
    )
    (old,) = found(given, "expired")
    (new,) = found(given, "not-in-force")
    assert old.text.nl == "oud is verlopen op 2012-12-31 en wordt niet gebruikt."
    assert new.text.en == "nieuw (en) is in force from 2014-01-01 only and is not used."


def test_requests_that_wait_for_each_other_are_one_circle() -> None:
    given = register(
        ["a", "b", "c"],
        [own("c"), request("x", "a", ("a", "b", 1.0)), request("y", "b", ("b", "a", 1.0))],
    )
    (circle,) = found(given, "circle")
    assert circle.text.nl == "Deze verzoeken wachten op elkaar: x → y → x."
    broken = register(
        ["a", "b", "c"], [own("a"), request("x", "a", ("a", "b", 1.0)), request("y", "b", ("b", "a", 1.0))]
    )
    assert found(broken, "circle") == []


def demanding(within_h: float, *units: dict[str, Any]) -> list[str]:
    demands = [{"situation": "nuclear-threat", "capability": "meten", "within_h": within_h}]
    given = register(["a"], [own("a")], units, demands=demands)
    return [f.text.nl for f in found(given, "no-unit")]


def test_a_capability_that_comes_late_or_never_is_a_hole() -> None:
    on_time = unit("u", "a", arrival_h=4)
    assert demanding(4, on_time) == []
    assert demanding(3, on_time) == [
        "Bij nucleaire dreiging is er op T+3 geen eenheid voor meten; de eerste is er op T+4 (u)."
    ]
    assert demanding(3) == ["Bij nucleaire dreiging is er op T+3 geen eenheid voor meten, en geen die kan komen."]


def test_a_unit_of_which_the_hours_are_not_known_fills_no_hole() -> None:
    (said,) = demanding(3, unit("u", "a"))
    assert said.endswith("van wie vaststaat dat zij op tijd is: er ontbreken tijden.")


def test_what_must_be_checked_says_so() -> None:
    given = register(["a"], [own("a") | {"verify": True}], [unit("u", "a", verify=True)])
    assert [f.text.nl for f in found(given, "verify")] == [
        "own-a: nog te controleren tegen de wettekst.",
        "u: nog te controleren bij de eigenaar.",
    ]


def test_where_nobody_can_begin_that_is_said() -> None:
    assert found(register(["a", "b"], [request("x", "a", ("a", "b", 1.0))]), "nobody-begins")
    assert not found(register(["a"], [own("a")]), "nobody-begins")


def test_what_was_left_out_is_counted() -> None:
    given = register(["a"], [own("a")], [unit("u", "a", confidential=True)])
    (said,) = found(given.public(), "withheld")
    assert said.text.nl.startswith("1 vertrouwelijk onderdeel is weggelaten")
    assert found(given, "withheld") == []
