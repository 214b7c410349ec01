# SPDX-License-Identifier: EUPL-1.2
"""The question of the letter, on the example that comes with it and on small registers."""

from __future__ import annotations

import datetime
import math

import pytest

from tests.capability.cooperation.registers import ON, own, register, request, unit
from weerbaar.base import InputError
from weerbaar.capability.cooperation.reading import load_cooperation
from weerbaar.capability.cooperation.who_may import who_may

EXAMPLE = load_cooperation("voorbeeld-capaciteiten")


def test_nuclear_threat_at_six_hours_who_may_do_what_and_who_must_ask() -> None:
    answer = who_may(EXAMPLE, "nucleaire-dreiging", 6, on=ON)
    assert [(p.party, p.power, p.from_h) for p in answer.now] == [
        ("burgemeester", "command", 0.0),
        ("burgemeester", "inform", 0.0),
        ("voorzitter", "command", 1.0),
        ("minister", "coordinate", 1.0),
        ("minister", "command", 2.0),
        ("epan", "advise", 2.0),
        ("defensie", "deploy", 2.5),
    ]
    asked = {r.agreement.id: r for r in answer.requests}
    assert [(s.by, s.to, s.end_h) for s in asked["eu-mechanisme"].chain] == [
        ("minister", "ercc", 2.0),
        ("ercc", "eu-lidstaten", 3.0),
        ("eu-lidstaten", "ercc", 7.0),
    ]
    assert {u.unit.id: (u.state, u.on_site_h) for u in answer.units} == {
        "meetwagens": ("there", 3.5),
        "cbrn-defensie": ("there", 4.5),
        "ontsmetting-defensie": ("under-way", 8.5),
        "eu-ontsmetting": ("asked", 33.0),
        "navo-medisch": ("asked", 46.0),
        "meetploegen": ("cannot", None),
        "meetvliegtuig": ("cannot", None),
    }
    assert [level.id for level in answer.levels] == ["grip-1", "grip-3", "grip-4", "grip-rijk", "mccb"]


def test_double_promise_expired_agreement_and_certificate_are_each_one_clear_message() -> None:
    findings = who_may(EXAMPLE, "nuclear-threat", 6, on=ON).findings
    for kind, subject in (
        ("double-booked", "ontsmetting-defensie"),
        ("expired", "convenant-meetploegen"),
        ("certificate-expired", "meetvliegtuig"),
    ):
        (one,) = [f for f in findings if f.kind == kind]
        assert one.subjects[0] == subject
        assert one.text.nl.count(".") == 1
        assert one.text.en != one.text.nl


def test_another_day_has_other_agreements() -> None:
    answer = who_may(EXAMPLE, "nuclear-threat", 6, on=datetime.date(2024, 1, 1))
    asked = {r.agreement.id: r for r in answer.requests}
    assert {"eu-ucpm", "eu-resceu"} <= set(asked)
    assert "eu-mechanisme" not in asked
    assert asked["eu-resceu"].asked_h == asked["eu-ucpm"].granted_h == 6.0
    assert "grip-rijk" not in [level.id for level in answer.levels]


def test_an_expired_agreement_is_never_used() -> None:
    old = request("oud", "a", ("a", "b", 0.0), valid_until="2013-11-14", powers=[{"party": "b", "power": "deploy"}])
    found = register(["a", "b"], [own("a"), old], [unit("u", "b", arrival_h=0, agreements=["oud"])])
    answer = who_may(found, "nuclear-threat", 6, on=ON)
    assert answer.requests == ()
    assert [p.party for p in answer.powers] == ["a"]
    assert [u.state for u in answer.units] == ["cannot"]
    assert [u.state for u in who_may(found, "nuclear-threat", 6, on=datetime.date(2013, 11, 14)).units] == ["there"]


def test_confidential_units_only_appear_when_asked_for() -> None:
    plain, whole = (who_may(EXAMPLE, "nuclear-threat", 6, on=ON, confidential=c) for c in (False, True))
    assert "speciale-eenheid" not in {u.unit.id for u in plain.units}
    assert "speciale-eenheid" in {u.unit.id for u in whole.units}
    assert [f.kind for f in plain.findings].count("withheld") == 1
    assert "withheld" not in [f.kind for f in whole.findings]
    assert plain.run_record.id != whole.run_record.id


def test_own_powers_come_and_go() -> None:
    found = register(["a"], [own("a", 2.0, until_h=5.0)])
    states = [who_may(found, "nuclear-threat", h, on=ON).powers[0].state for h in (1, 2, 4.9, 5)]
    assert states == ["later", "now", "now", "ended"]


def test_requests_that_were_made_too_early_are_told() -> None:
    answer = who_may(EXAMPLE, "nuclear-threat", 8, on=ON, asked={"eu-mechanisme": 0.5, "bijstand-regio": 2.0})
    (early,) = [f for f in answer.findings if f.kind == "too-early"]
    assert "T+0,5" in early.text.nl
    assert "T+1" in early.text.nl
    assert not answer.supposed
    states = {r.agreement.id: r.state for r in answer.requests}
    assert (states["bijstand-regio"], states["navo-eadrcc"]) == ("granted", "not-yet-asked")


def test_the_same_question_has_the_same_answer() -> None:
    assert who_may(EXAMPLE, "nuclear-threat", 6, on=ON) == who_may(EXAMPLE, "nuclear threat", 6, on=ON)


def test_everything_wrong_with_a_question_is_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        who_may(EXAMPLE, "cyber", math.nan, on=ON, site="mars", asked={"gezag-burgemeester": -1.0})
    assert len(error.value.problems) == 4
    with pytest.raises(InputError, match="unknown situation"):
        who_may(EXAMPLE, "kernramp", 6, on=ON)
