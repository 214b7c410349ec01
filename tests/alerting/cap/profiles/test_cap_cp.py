# SPDX-License-Identifier: EUPL-1.2
"""The Canadian profile, one departure at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.alerting.cap.alerts import ALERT, AREA, ENGLISH, Wrong, assert_all_tried, assert_found, document
from weerbaar.alerting.cap import Alert, Named, read_document
from weerbaar.alerting.cap.profiles.cap_cp import RULES, cap_cp_findings

INFO = "/alert/info[1]"
PLACE = replace(AREA, geocode=(Named("profile:CAP-CP:Location:0.3", "3537064"),))
CODES = (Named("profile:CAP-CP:Event:0.4", "thunderstorm"),)
CANADIAN = replace(ENGLISH, language="en-CA", event_code=CODES, area=(PLACE,))
FRENCH = replace(CANADIAN, language="fr-CA", event="incendie")
RIGHT = replace(ALERT, code=("profile:CAP-CP:0.4",), info=(CANADIAN, FRENCH))


def changed(**changes: Any) -> Alert:
    return replace(RIGHT, info=(replace(CANADIAN, **changes), FRENCH))


WRONG = (
    Wrong("cap-cp.references", replace(RIGHT, msg_type="Cancel"), "/alert/msgType[1]"),
    Wrong("cap-cp.code", replace(RIGHT, code=("IPAWSv1.0",)), "/alert"),
    Wrong("cap-cp.info", replace(RIGHT, info=()), "/alert"),
    Wrong("cap-cp.event-codes", changed(event_code=(*CODES, Named("SAME", "CAE"))), "/alert/info[2]/eventCode[1]"),
    Wrong("cap-cp.area", changed(area=()), INFO),
    Wrong("cap-cp.expires", changed(expires=None), INFO),
    Wrong("cap-cp.sender-name", changed(sender_name=None), INFO),
    Wrong("cap-cp.response-type", changed(response_type=()), INFO),
    Wrong("cap-cp.instruction", changed(instruction=None), INFO),
    Wrong("cap-cp.shape", changed(area=(replace(PLACE, polygon=()),)), INFO),
    Wrong("cap-cp.event-list", changed(event_code=(Named("SAME", "CAE"),)), INFO),
    Wrong("cap-cp.location-list", changed(area=(AREA,)), f"{INFO}/area[1]"),
    Wrong(
        "cap-cp.location-form",
        changed(area=(replace(PLACE, geocode=(Named("profile:CAP-CP:Location:0.3", "ON"),)),)),
        f"{INFO}/area[1]/geocode[1]/value[1]",
    ),
    Wrong("cap-cp.languages", replace(RIGHT, info=(CANADIAN,)), "/alert"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_departure_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, cap_cp_findings(document(wrong.alert)), RULES)


@pytest.mark.parametrize("right", [RIGHT, changed(language="en-US"), replace(RIGHT, msg_type="Ack", info=())])
def test_a_right_message_has_no_findings(right: Alert) -> None:
    assert list(cap_cp_findings(document(right))) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


def test_the_canadian_errors_are_found(shared: Path) -> None:
    path = shared / "data" / "cap-samples" / "google__cap-library" / "canada_errors.cap"
    found = cap_cp_findings(read_document(path.read_bytes(), path.name))
    assert {f.rule for f in found if f.level == "error"} == {"cap-cp.references", "cap-cp.code", "cap-cp.event-list"}


@pytest.mark.parametrize(
    "name", ["1example_CAPCP_No_Attachment.xml", "4example_CAPCP_with_External_Large_Audio_File.xml"]
)
def test_published_canadian_examples_hold_no_error(name: str, shared: Path) -> None:
    path = shared / "data" / "cap-samples" / "openbroadcaster__obplayer" / name
    found = cap_cp_findings(read_document(path.read_bytes(), name))
    assert [f for f in found if f.level == "error"] == []
