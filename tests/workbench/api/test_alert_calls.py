# SPDX-License-Identifier: EUPL-1.2
"""Alerts are found, begun, written, checked, offered, followed up and dropped, each in the regions of the caller."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workbench.alerts.uses import ELSEWHERE, use_of
from tests.workbench.api.alert_desk import approved, begun, change, offered, program_in_region, two_programs
from tests.workbench.api.programs import Program
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Event, Use

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(make_user: Callable[..., User]) -> Program:
    return program_in_region(make_user(name="piet"), Role.ALERT_OFFICER)


def test_an_alert_is_begun_from_a_template(officer: Program) -> None:
    made = officer.post("/alerts", {"region": "VR20", "status": "actual", "template": "brand-rook"})
    assert made.status_code == 201
    assert (made.data["region"], made.data["state"], made.data["version"]) == ("VR20", "draft", 1)
    assert made.data["draft"]["kind"] == "fire-smoke"
    assert made.data["draft"]["area"] is None
    assert made.data["draft"]["templateValues"]["sender"]["nl"] == "Veiligheidsregio Midden- en West-Brabant"
    found = officer.get(f"/alerts/{made.data['use']}").data
    assert found | {"clock": None} == made.data | {"clock": None}
    assert found["clock"]["running"] is True


@pytest.mark.parametrize(
    "given",
    [
        {"region": "VR20", "status": "actual", "template": "bestaat-niet"},
        {"region": "VR20", "status": "actual", "template": "test"},
        {"region": "VR26", "status": "actual"},
        {"region": "VR20", "status": "echt"},
        {"region": "VR20"},
    ],
)
def test_what_cannot_be_begun(officer: Program, given: dict[str, str]) -> None:
    answer = officer.post("/alerts", given)
    assert answer.status_code == 400
    assert answer.data["errors"]
    assert not Use.objects.exists()


def test_a_change_leaves_what_it_does_not_name(officer: Program) -> None:
    use = begun(officer)
    place = f"/alerts/{use['use']}"
    feature = use["draft"]["area"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    changed = officer.patch(f"{place}/draft", {"version": use["version"], "phones": ["0900-8844", " "]}).data
    assert changed["draft"]["phones"] == ["0900-8844"]
    assert {**changed["draft"], "phones": []} == use["draft"]
    again = officer.patch(f"{place}/draft", {"version": changed["version"], "area": feature, "leastShare": 0.25}).data
    assert again["draft"]["area"] == feature
    assert (again["draft"]["leastShare"], again["version"]) == (0.25, changed["version"] + 1)
    late = officer.patch(f"{place}/draft", {"version": use["version"], "moreInfo": "vrmwb.nl"})
    assert (late.status_code, late.data["currentVersion"]) == (409, again["version"])
    events = officer.get(f"{place}/events").data
    assert [event["kind"] for event in events["items"]] == ["drafted"] * 4
    assert events["items"][-1]["content"]["phones"] == ["0900-8844"]


def test_checking_saves_nothing(officer: Program) -> None:
    use = begun(officer)
    place = f"/alerts/{use['use']}"
    events = Event.objects.count()
    sound = officer.post(f"{place}/checks", {}).data
    assert (sound["errors"], sound["cells"]["state"], sound["cost"]["coding"]) == (0, "none", "gsm")
    assert [part["part"] for part in sound["texts"][0]["parts"]] == [
        "sender",
        "time",
        "risk",
        "where",
        "action",
        "info",
    ]
    assert sound["area"]["km2"] == pytest.approx(154.0, abs=0.1)
    wrong = officer.post(f"{place}/checks", {"texts": {"nl": "Brand → binnen blijven", "en": ""}}).data
    assert wrong["warnings"] > sound["warnings"]
    assert {part["state"] for part in wrong["texts"][0]["parts"]} >= {"absent"}
    assert {"character": "→", "count": 1, "replacement": "->"} in wrong["cost"]["costly"]
    refused = officer.post(f"{place}/checks", {"area": "52.1"})
    assert (refused.status_code, refused.data["errors"][0]["field"]) == (400, "area")
    assert officer.get(place).data["draft"] == use["draft"]
    assert Event.objects.count() == events


def test_a_draft_with_errors_is_not_offered(officer: Program) -> None:
    use = officer.post("/alerts", {"region": "VR20", "status": "exercise"}).data
    answer = officer.post(f"/alerts/{use['use']}/offers", {"version": use["version"]})
    assert answer.status_code == 409
    assert "fouten" in answer.data["detail"]
    assert offered(officer)["state"] == "waiting"


def test_lists_by_state_status_region_and_day(officer: Program) -> None:
    first, second = begun(officer, "actual"), offered(officer)
    assert [row["use"] for row in officer.get("/alerts").data["items"]] == [second["use"], first["use"]]
    for query, expected in (
        ("state=waiting", [second]),
        ("status=actual", [first]),
        ("region=NL", []),
        ("region=VR20&pageSize=1", [second]),
        ("until=2012-11-08", []),
        ("from=2012-11-08&status=exercise", [second]),
    ):
        found = officer.get(f"/alerts?{query}").data["items"]
        assert [row["use"] for row in found] == [one["use"] for one in expected], query
    assert officer.get("/alerts?state=gone").status_code == 400


def test_an_update_and_a_draft_that_is_dropped(make_user: Callable[..., User]) -> None:
    officer, approver = two_programs(make_user)
    use = approved(officer, approver)
    assert officer.post(f"/alerts/{use['use']}/follow-ups", {"allClear": False}).status_code == 409
    assert officer.post(f"/alerts/{use['use']}/withdrawals", {"reason": ""}).status_code == 400
    assert officer.post(f"/alerts/{use['use']}/withdrawals", {"reason": "niet nodig"}).data["state"] == "ended"
    late = officer.patch(f"/alerts/{use['use']}/draft", change(use["version"] + 1))
    assert late.status_code == 409


def test_what_one_may_not_know_is_not_there_and_what_one_may_not_do_is_refused(
    officer: Program, make_user: Callable[..., User]
) -> None:
    use = begun(officer)
    place = f"/alerts/{use['use']}"
    stranger = program_in_region(make_user(name="els"), Role.ALERT_OFFICER, number=ELSEWHERE)
    for method, path in (("GET", place), ("GET", f"{place}/events"), ("GET", f"{place}/export")):
        assert stranger.call(method, path).status_code == 404
    assert stranger.patch(f"{place}/draft", change(use["version"])).status_code == 404
    assert stranger.get("/alerts").data["total"] == 0
    assert stranger.get("/alerts/register/uses").data["total"] == 0
    assert stranger.post("/alerts", {"region": "VR20", "status": "exercise"}).status_code == 403

    approver = program_in_region(make_user(name="kim"), Role.ALERT_APPROVER)
    assert approver.get(place).status_code == 200
    assert approver.patch(f"{place}/draft", change(use["version"])).status_code == 403
    assert approver.post("/alerts", {"region": "VR20", "status": "exercise"}).status_code == 403

    use_of(make_user(name="ncc"), None, "NL-1")
    assert officer.post("/alerts/NL-1/withdrawals", {"reason": "niet nodig"}).status_code == 403
    outsider = Program(make_user(Role.ANALYST))
    assert outsider.get("/alerts").status_code == 403
    assert outsider.get(place).status_code == 403


def test_a_token_without_the_scope_writes_nothing(make_user: Callable[..., User]) -> None:
    user = make_user(name="piet")
    writing = program_in_region(user, Role.ALERT_OFFICER, "read", "write", "admin")
    assert writing.post("/alerts", {"region": "VR20", "status": "exercise"}).status_code == 403
    assert writing.get("/alerts").data["total"] == 0
    assert Program(user, "alert").post("/alerts", {"region": "VR20", "status": "exercise"}).status_code == 201
