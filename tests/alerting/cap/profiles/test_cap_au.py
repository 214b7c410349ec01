# SPDX-License-Identifier: EUPL-1.2
"""The Australian profile, one departure at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.alerting.cap.alerts import ALERT, AREA, EARLIER, ENGLISH, Wrong, assert_all_tried, assert_found, document
from weerbaar.alerting.cap import Alert, Named, read_document
from weerbaar.alerting.cap.profiles.cap_au import RULES, cap_au_findings

INFO = "/alert/info[1]"
CODE = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0"
EVENT = Named(f"{CODE}:AUeventLIST:1.0", "bushFire")
PLACE = replace(AREA, geocode=(Named("http://www.ga.gov.au/place-name/", "x"),))
AUSTRALIAN = replace(ENGLISH, language="en-AU", event_code=(EVENT,), area=(PLACE,))
RIGHT = replace(ALERT, sender="webmaster@rfs.nsw.gov.au", code=(CODE,), info=(AUSTRALIAN,))


def changed(**changes: Any) -> Alert:
    return replace(RIGHT, info=(replace(AUSTRALIAN, **changes),))


WRONG = (
    Wrong("cap-au.references", replace(RIGHT, msg_type="Update"), "/alert/msgType[1]"),
    Wrong("cap-au.code", replace(RIGHT, code=()), "/alert"),
    Wrong("cap-au.info", replace(RIGHT, info=()), "/alert"),
    Wrong(
        "cap-au.categories",
        replace(RIGHT, info=(AUSTRALIAN, replace(AUSTRALIAN, category=("Met",)))),
        "/alert/info[2]/category[1]",
    ),
    Wrong(
        "cap-au.event-codes",
        replace(RIGHT, info=(AUSTRALIAN, replace(AUSTRALIAN, event_code=(EVENT, Named("x", "y"))))),
        "/alert/info[2]/eventCode[1]",
    ),
    Wrong(
        "cap-au.event-language",
        replace(RIGHT, info=(AUSTRALIAN, replace(AUSTRALIAN, event="Flood"))),
        "/alert/info[2]/event[1]",
    ),
    Wrong("cap-au.test", replace(RIGHT, status="Test"), "/alert/status[1]"),
    Wrong("cap-au.area", changed(area=()), INFO),
    Wrong("cap-au.expires", changed(expires=None), INFO),
    Wrong("cap-au.sender-name", changed(sender_name=""), INFO),
    Wrong("cap-au.response-type", changed(response_type=()), INFO),
    Wrong("cap-au.instruction", changed(instruction=None), INFO),
    Wrong("cap-au.shape", changed(area=(replace(PLACE, polygon=()),)), INFO),
    Wrong("cap-au.event-list", changed(event_code=(Named("SAME", "CAE"),)), f"{INFO}/eventCode[1]"),
    Wrong("cap-au.event-list", changed(event_code=(EVENT, replace(EVENT, value="flood"))), f"{INFO}/eventCode[1]"),
    Wrong(
        "cap-au.event-list",
        replace(RIGHT, info=(AUSTRALIAN, replace(AUSTRALIAN, event_code=(replace(EVENT, value="flood"),)))),
        "/alert/info[2]/eventCode[1]",
    ),
    Wrong("cap-au.effective-cancel", replace(RIGHT, msg_type="Cancel", references=EARLIER), f"{INFO}/effective[1]"),
    Wrong("cap-au.sender-mail", replace(RIGHT, sender="rfs"), "/alert/sender[1]"),
    Wrong("cap-au.place-list", changed(area=(AREA,)), f"{INFO}/area[1]"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_departure_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, cap_au_findings(document(wrong.alert)), RULES)


@pytest.mark.parametrize("right", [RIGHT, replace(RIGHT, msg_type="Error", info=())])
def test_a_right_message_has_no_findings(right: Alert) -> None:
    assert list(cap_au_findings(document(right))) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


@pytest.mark.parametrize("name", ["australia_bom.cap", "rfs.xml"])
def test_published_australian_messages_hold_no_error(name: str, shared: Path) -> None:
    path = shared / "data" / "cap-samples" / "kelvinn__capparselib" / name
    found = cap_au_findings(read_document(path.read_bytes(), name))
    assert [f for f in found if f.level == "error"] == []
