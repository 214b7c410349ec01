# SPDX-License-Identifier: EUPL-1.2
"""Templates are filled in, files are taken in, made up and put aside, and tests are planned."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workbench.alerts.writing import BORDERS, SURVEY
from tests.workbench.api.alert_desk import program_in_region
from tests.workbench.api.programs import Program
from weerbaar.alerting.compose import examples, fill, template, templates
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Supply

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(make_user: Callable[..., User]) -> Program:
    return Program(make_user(Role.ADMINISTRATOR, name="beheer"))


@pytest.fixture
def officer(make_user: Callable[..., User]) -> Program:
    return program_in_region(make_user(name="piet"), Role.ALERT_OFFICER)


def test_a_frame_is_filled_in_or_refused_with_every_mistake(officer: Program) -> None:
    assert [one["id"] for one in officer.get("/alerts/templates").data] == [one.id for one in templates()]
    frame = officer.get("/alerts/templates/brand-rook").data
    assert {field["id"] for field in frame["fields"]} == {field.id for field in template("brand-rook").fields}
    assert {piece["freedom"] for piece in frame["pieces"]} >= {"fixed", "fill-in"}
    right = {name: {"nl": text.nl, "en": text.en} for name, text in examples(template("brand-rook")).items()}
    filled = officer.post("/alerts/templates/brand-rook/texts", {"values": right})
    texts = fill(template("brand-rook"), examples(template("brand-rook")))
    assert (filled.status_code, filled.data) == (200, {"nl": texts.nl, "en": texts.en})
    wrong = officer.post("/alerts/templates/brand-rook/texts", {"values": {"kleur": {"nl": "rood"}}})
    assert wrong.status_code == 400
    assert {error["field"] for error in wrong.data["errors"]} == {"kleur", *right}
    assert officer.get("/alerts/templates/bestaat-niet").status_code == 404


def test_files_are_taken_in_and_put_aside(manager: Program) -> None:
    made = manager.upload("/alerts/supplies?kind=boundaries", "grenzen.geojson", BORDERS.encode())
    assert (made.status_code, made.data["facts"]) == (201, {"municipalities": 2, "borders": 2})
    assert (made.data["active"], made.data["createdBy"]) == (True, "beheer")
    wrong = manager.upload("/alerts/supplies?kind=boundaries", "grenzen.geojson", b"{}")
    assert wrong.status_code == 400
    assert wrong.data["errors"]
    place = f"/alerts/supplies/{made.data['id']}"
    assert manager.patch(place, {"active": False}).data["active"] is False
    assert manager.get("/alerts/supplies?active=true").data["total"] == 0
    assert [row["id"] for row in manager.get("/alerts/supplies?kind=boundaries").data["items"]] == [made.data["id"]]
    assert manager.patch("/alerts/supplies/99999", {"active": True}).status_code == 404
    assert manager.upload("/alerts/supplies?kind=kaarten", "x.csv", b"x").status_code == 400


def test_a_network_for_exercises_is_marked_so(manager: Program) -> None:
    network = manager.post("/alerts/networks", {"cells": 30, "seed": 4})
    assert (network.status_code, network.data["facts"]["cells"], network.data["facts"]["synthetic"]) == (201, 30, True)
    assert manager.post("/alerts/networks", {"cells": 0, "seed": 4}).status_code == 400


def test_tests_of_a_year_and_what_they_reached(manager: Program, officer: Program) -> None:
    june, december = officer.get("/alerts/tests?year=2022&firstSender=LMS").data
    assert (june["at"], june["sender"], december["sender"]) == ("2022-06-13T10:00:00Z", "LMS", "NCC")
    assert june["note"]["en"]
    assert [step["day"] for step in june["steps"]] == sorted(step["day"] for step in june["steps"])
    assert officer.get("/alerts/tests?year=2011").status_code == 400
    before = officer.get("/alerts/surveys").data
    assert before["surveys"] == []
    assert officer.upload("/alerts/surveys", "onderzoek.csv", SURVEY.encode()).status_code == 403
    assert manager.upload("/alerts/surveys", "onderzoek.csv", SURVEY.encode()).status_code == 201
    after = officer.get("/alerts/surveys").data
    own = [point for point in after["points"] if point["certainty"] == "measured"]
    assert [(point["day"], point["middle"]) for point in own] == [("2025-12-01", pytest.approx(0.92, abs=0.01))]
    assert len(after["surveys"]) == 1


def test_an_officer_sets_nothing_up(officer: Program, make_user: Callable[..., User]) -> None:
    for method, path, body in (
        ("GET", "/alerts/supplies", None),
        ("POST", "/alerts/networks", {"cells": 30, "seed": 4}),
        ("PATCH", "/alerts/supplies/1", {"active": False}),
    ):
        assert officer.call(method, path, body).status_code == 403
    reading = Program(make_user(Role.ADMINISTRATOR), "read", "alert")
    assert reading.get("/alerts/templates").status_code == 200
    assert reading.get("/alerts/supplies").status_code == 403
    assert not Supply.objects.exists()
