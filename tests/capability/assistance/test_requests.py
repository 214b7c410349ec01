# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.capability.assistance.situations import line, situation, source, text
from weerbaar.capability.assistance.planning import plan_assistance
from weerbaar.capability.assistance.requests import requests_of
from weerbaar.capability.assistance.situation import BASIC, RIOT, Line


def test_one_request_per_municipality_each_with_its_own_signature() -> None:
    """One request per municipality, signed by its mayor; LOCC is the desk."""
    lines = (
        line(0, 0, RIOT, 1),
        Line(0, 0, RIOT, variants=(1, 1, 1), municipality=text("Delft"), authority=text("de burgemeester van Delft")),
        line(1, 0, BASIC, 5),
    )
    made = situation([[0], [5]], lines, (source("k", "kmar", 1, 1, 50, ("riot",), 1, notice_h=3.0),), [[0, 1], [1, 0]])
    found = requests_of(plan_assistance(made))
    assert [r.municipality.nl for r in found] == ["Delft", "Stad 0"]
    assert {a.amount for r in found for a in r.lines} == {1.0}
    letters = {r.municipality.nl: r.text("nl") for r in found}
    assert "Ondertekening: de burgemeester van Delft" in letters["Delft"]
    assert "van kmar (Regio 1)" in letters["Stad 0"]
    assert "aan te vragen uiterlijk 2014-01-17 03:00" in letters["Stad 0"]
    assert "2014-01-17 07:00 – 2014-01-17 15:00 (8 uur)" in letters["Stad 0"]
    assert "wet kmar" in letters["Stad 0"]
    assert "Aan: LOCC" in letters["Stad 0"]
    assert "waarvoor nog geen partij is gevonden" in letters["Delft"]
    assert "nodig 1 peloton; eigen regio 0 pelotons; ontbreekt 1 peloton" in letters["Delft"]
    assert "Signed:" in found[0].text("en")
    assert found[0].name == "r0-delft"


def test_what_is_asked_adds_up_to_what_own_police_lack() -> None:
    lines = (line(0, 0, BASIC, 30), Line(0, 0, BASIC, variants=(25, 25, 25), municipality=text("B")))
    made = situation([[20], [40]], lines, (), [[0, 1], [1, 0]])
    plan = plan_assistance(made)
    found = requests_of(plan)
    asked = sum(a.amount for r in found for a in r.lines)
    assert asked == pytest.approx(55 - 20)
    assert sum(a.amount for r in found for a in r.lines if a.party is None) == pytest.approx(plan.shortage.sum())


def test_who_needs_nothing_asks_nothing_and_withheld_cells_are_left_out() -> None:
    made = situation([[20]], (line(0, 0, BASIC, 20),))
    assert requests_of(plan_assistance(made)) == ()
    short = situation([[20]], (line(0, 0, BASIC, 30),))
    assert len(requests_of(plan_assistance(short))) == 1
    hidden = short.withheld.copy()
    hidden[:] = True
    assert requests_of(plan_assistance(replace(short, withheld=hidden))) == ()
