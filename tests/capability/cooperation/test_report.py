# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from tests.capability.cooperation.registers import ON, agreement, own, party, register, request, unit
from weerbaar.capability.cooperation.reading import load_cooperation
from weerbaar.capability.cooperation.report import KINDS, MOST_OVERLAPS, cooperation_report, overlaps


def pairs(*agreements: dict[str, Any], layers: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    given = layers or {}
    names = sorted({p["party"] for a in agreements for p in a["powers"]})
    found = register([party(n, given.get(n, "national")) for n in names], agreements)
    return [f.subjects[:3] for f in overlaps(found, found.agreements.values())]


def test_two_parties_that_claim_command_at_the_same_time_overlap() -> None:
    assert pairs(own("a"), own("b", 2.0)) == [("a", "b", "command")]


@pytest.mark.parametrize(
    "other",
    [
        own("b", 2.0, power="inform"),
        own("b", 2.0, power="detain"),
        own("b") | {"situations": ["riots"]},
        own("b", 2.0, hands_over_to=["a"]),
    ],
)
def test_other_powers_other_situations_and_handing_over_are_no_overlap(other: dict[str, Any]) -> None:
    assert pairs(own("a"), other) == []


def test_powers_after_each_other_are_no_overlap() -> None:
    assert pairs(own("a", until_h=2.0), own("b", 2.0)) == []
    assert pairs(own("a", until_h=2.1), own("b", 2.0)) == [("a", "b", "command")]


def test_a_pair_is_told_once_with_the_widest_situations() -> None:
    wide = own("a") | {"situations": ["disaster"]}
    found = register(["a", "b"], [wide, own("b") | {"situations": ["cbrn", "nuclear-accident"]}])
    (one,) = overlaps(found, found.agreements.values())
    assert one.text.nl == "A en b hebben allebei de bevoegdheid „bevel voeren” bij CBRN-incident (own-a; own-b)."


def test_coordinating_counts_on_one_layer_or_between_states() -> None:
    claims = [own(n, power="coordinate") for n in ("eu", "navo", "rijk")]
    layers = {"eu": "EU", "navo": "NATO", "rijk": "national"}
    assert pairs(*claims, layers=layers) == [("eu", "navo", "coordinate")]
    assert len(pairs(*claims)) == 3


def test_a_register_of_nothing_but_overlaps_is_cut_short() -> None:
    found = pairs(*(own(f"p{k}") for k in range(40)))
    assert len(found) == MOST_OVERLAPS + 1
    assert found[-1] == ()


def kinds(*agreements: dict[str, Any], units: tuple[dict[str, Any], ...] = (), **more: Any) -> dict[str, list[str]]:
    report = cooperation_report(register(["a", "b", "c"], agreements, units, **more), on=ON)
    return {kind: [f.text.nl for f in report.of_kind(kind)] for kind in KINDS if report.of_kind(kind)}


def test_what_runs_out_soon_is_told_with_the_days_that_are_left() -> None:
    found = kinds(
        own("a") | {"valid_until": "2013-11-16"},
        own("b", power="inform") | {"valid_until": "2014-05-14"},
        own("c", power="inform") | {"valid_until": "2014-05-15"},
        units=(unit("u", "a", certificate={"name": {"nl": "keur"}, "expires": "2013-11-15"}),),
    )
    assert found["expiring"] == [
        "Het certificaat keur van u loopt af op 2013-11-15, over 0 dagen.",
        "own-a loopt af op 2013-11-16, over 1 dag.",
        "own-b loopt af op 2014-05-14, over 180 dagen.",
    ]


def test_an_unknown_decider_and_an_unknown_way_are_holes() -> None:
    found = kinds(own("a"), agreement("x", asks=["a"], asked="b"))
    assert found["no-decider"] == ["x: niet bekend is wie beslist."]
    assert found["no-way"] == ["x: niet bekend is het formulier; wie tekent; de stappen."]


def test_layers_without_agreement_are_told_where_a_situation_asks_for_something() -> None:
    demands = [{"situation": "nuclear-threat", "capability": "meten", "within_h": 3}]
    found = kinds(own("a"), demands=demands)
    assert found["no-layer"] == [
        "Bij nucleaire dreiging is er geen geldige afspraak op de laag gemeente, regio, EU, NAVO."
    ]
    assert found["no-unit"] == ["Bij nucleaire dreiging is er op T+3 geen eenheid voor meten, en geen die kan komen."]
    assert "no-layer" not in kinds(own("a"))


def test_exercises_that_are_not_known_are_told_for_what_is_in_force() -> None:
    held = {"last_exercised": {"on": "2013-01-01", "result": {"nl": "goed"}}}
    found = kinds(own("a") | held, own("b", power="inform"), own("c") | {"valid_until": "2012-01-01"})
    assert found["never-exercised"] == ["Van own-b is geen oefening bekend."]


def test_a_circle_is_told_once_for_all_situations() -> None:
    two = ["riots", "cyber"]
    found = kinds(
        request("x", "a", ("a", "b", 1.0), situations=two), request("y", "b", ("b", "a", 1.0), situations=two)
    )
    assert found["circle"] == ["Deze verzoeken wachten op elkaar: x → y → x."]


def test_the_example_shows_each_kind_that_is_judged() -> None:
    report = cooperation_report(load_cooperation("voorbeeld-capaciteiten"), on=ON)
    assert [f.subjects[0] for f in report.of_kind("double-booked")] == ["ontsmetting-defensie"]
    assert [f.subjects[0] for f in report.of_kind("expired")] == ["convenant-meetploegen"]
    assert [f.subjects[:3] for f in report.of_kind("overlap")] == [
        ("minister", "voorzitter", "command"),
        ("eadrcc", "ercc", "coordinate"),
    ]
    assert [f.kind for f in report.findings] == sorted((f.kind for f in report.findings), key=list(KINDS).index)


def test_confidential_units_count_only_when_asked_for() -> None:
    secret = unit("u", "a", confidential=True, committed=[{"to": "a"}, {"to": "b"}])
    given = register(["a", "b"], [own("a")], [secret])
    assert cooperation_report(given, on=ON).of_kind("double-booked") == ()
    assert len(cooperation_report(given, on=ON, confidential=True).of_kind("double-booked")) == 1
