# SPDX-License-Identifier: EUPL-1.2
"""From a first draft to the air and off it again by programs; and only over a channel that the status allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from lxml import etree

from tests.workbench.alerts.offered import rehearsal
from tests.workbench.alerts.uses import in_region
from tests.workbench.api.alert_desk import approved, begun, two_programs
from tests.workbench.api.programs import Program
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import channels, desk
from weerbaar.workbench.alerts.models import Channel
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_channel_is_kept() -> Iterator[None]:
    yield
    channels.forget_channels()


@pytest.fixture
def both(make_user: Callable[..., User]) -> tuple[Program, Program]:
    return two_programs(make_user)


def test_the_whole_way_to_the_air_and_off_it(both: tuple[Program, Program]) -> None:
    officer, approver = both
    rehearsal(refusing=0.2, silent=0.1)
    use = approved(officer, approver)
    assert (use["state"], use["moments"]["onAir"]) == ("approved", None)
    place = f"/alerts/{use['use']}"
    asked = officer.post(f"{place}/orders", {"draftHash": use["draftHash"], "channels": ["oefennet"]})
    assert (asked.status_code, asked.data["wanted"], asked.data["channels"]) == (202, "send", ["oefennet"])
    assert desk.deliver_wanted() == 1

    now = officer.get(place).data
    assert (now["state"], now["wanted"]) == ("partly_refused", "")
    assert 0 < now["cells"]["taken"] < 30
    assert now["clock"]["running"] is False
    assert now["clock"]["toAirS"] >= 600
    [one] = officer.get(f"{place}/deliveries").data
    assert (one["channel"], one["purpose"], one["identifier"]) == ("oefennet", "exercise", 4381)
    assert one["taken"] + one["refused"] + one["silent"] == 30
    assert sum(one["causes"].values()) == one["refused"] > 0
    refused = officer.get(f"{place}/cells?result=refused&pageSize=2").data
    assert refused["total"] == one["refused"]
    assert {cell["result"] for cell in refused["items"]} == {"refused"}
    assert officer.get(f"{place}/cells?channel=geen").data["total"] == 0

    asked = officer.post(f"{place}/cancellations", {"reason": "vals alarm"})
    assert (asked.status_code, asked.data["wanted"]) == (202, "cancel")
    assert desk.deliver_wanted() == 1
    now = officer.get(place).data
    assert now["state"] in {"cancelling", "cancelled"}
    assert officer.get(f"{place}/deliveries").data[0]["stopped"] > 0


def test_what_can_be_done_while_it_is_on_the_air(both: tuple[Program, Program]) -> None:
    officer, approver = both
    rehearsal()
    use = approved(officer, approver)
    place = f"/alerts/{use['use']}"
    assert officer.call("POST", f"{place}/status-requests").status_code == 409
    assert officer.post(f"{place}/evaluations", {"wentWell": "snel"}).status_code == 409
    officer.post(f"{place}/orders", {"draftHash": use["draftHash"], "channels": ["oefennet"]})
    desk.deliver_wanted()
    assert officer.call("POST", f"{place}/status-requests").data["wanted"] == "status"
    desk.deliver_wanted()
    assert officer.get(f"{place}/deliveries").data[0]["broadcasts"] is not None
    cleared = officer.post(f"{place}/all-clears", {"how": "other_means", "remark": "via de radio gezegd"})
    assert (cleared.status_code, cleared.data["allClear"]) == (200, "other_means")
    assert officer.post(f"{place}/evaluations", {}).status_code == 409
    assert officer.post(f"{place}/evaluations", {"lessons": ["eerder bellen"]}).status_code == 200
    kinds = [event["kind"] for event in officer.get(f"{place}/events?pageSize=100").data["items"]]
    assert {"drafted", "approved", "ordered", "receipt", "status", "all_clear", "evaluated"} <= set(kinds)
    assert officer.post(f"{place}/follow-ups", {"allClear": True}).data["draft"]["replaces"] == use["use"]


def test_what_is_not_approved_or_not_for_this_channel_is_not_sent(both: tuple[Program, Program]) -> None:
    officer, approver = both
    rehearsal()
    Channel.objects.create(name="echt", kind="bsc", purpose="live", address={"host": "127.0.0.1", "port": 1})
    draft = begun(officer)
    order = {"draftHash": draft["draftHash"], "channels": ["oefennet"]}
    assert officer.post(f"/alerts/{draft['use']}/orders", order).status_code == 409
    assert officer.post(f"/alerts/{draft['use']}/cancellations", {"reason": "toch niet"}).status_code == 409
    use = approved(officer, approver)
    place = f"/alerts/{use['use']}/orders"
    assert officer.post(place, {"draftHash": use["draftHash"], "channels": ["echt"]}).status_code == 409
    assert officer.post(place, {"draftHash": "0" * 64, "channels": ["oefennet"]}).status_code == 409
    assert officer.post(place, {"draftHash": use["draftHash"], "channels": []}).status_code == 400
    assert approver.post(place, {"draftHash": use["draftHash"], "channels": ["oefennet"]}).status_code == 403
    assert officer.get(f"/alerts/{use['use']}").data["wanted"] == ""


def test_the_texts_for_every_channel_and_the_alert_as_cap(both: tuple[Program, Program]) -> None:
    officer, _ = both
    use = begun(officer)
    place = f"/alerts/{use['use']}"
    texts = officer.get(f"{place}/texts").data
    assert {"broadcast", "radio", "board-short"} <= {text["channel"] for text in texts}
    assert {text["language"] for text in texts} == {"nl", "en"}
    assert all(len(one["sections"][0]["text"]) <= 60 for one in texts if one["channel"] == "board-short")
    cap = officer.get(f"{place}/cap")
    assert cap["Content-Type"] == "application/cap+xml"
    root = etree.fromstring(cap.content)
    names = {"cap": "urn:oasis:names:tc:emergency:cap:1.2"}
    assert root.findtext("cap:status", namespaces=names) == "Exercise"
    empty = officer.post("/alerts", {"region": "VR20", "status": "exercise"}).data["use"]
    assert officer.get(f"/alerts/{empty}/texts").data == []
    assert officer.get(f"/alerts/{empty}/cap").status_code == 409


def test_exports_in_three_forms_stand_in_the_log(both: tuple[Program, Program]) -> None:
    officer, _ = both
    use = begun(officer)
    place = f"/alerts/{use['use']}/export"
    assert officer.get(place).data["id"] == use["use"]
    assert officer.get(f"{place}?form=csv").content.startswith(b"\xef\xbb\xbfkanaal;")
    assert officer.get(f"{place}?form=md").content.decode().startswith("# Inzet ")
    assert officer.get(f"{place}?form=pdf").status_code == 400
    assert Entry.objects.filter(action="alert.exported").count() == 3


def test_a_token_for_reading_sends_nothing(make_user: Callable[..., User], both: tuple[Program, Program]) -> None:
    officer, approver = both
    use = approved(officer, approver)
    reading = Program(in_region(make_user(name="els"), Role.ALERT_OFFICER), "read")
    assert reading.get(f"/alerts/{use['use']}").status_code == 200
    order = {"draftHash": use["draftHash"], "channels": ["oefennet"]}
    assert reading.post(f"/alerts/{use['use']}/orders", order).status_code == 403
    assert reading.post(f"/alerts/{use['use']}/cancellations", {"reason": "vals alarm"}).status_code == 403
