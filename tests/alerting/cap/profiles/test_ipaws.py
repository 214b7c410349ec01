# SPDX-License-Identifier: EUPL-1.2
"""The profile of the United States, one departure at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.alerting.cap.alerts import ALERT, AREA, ENGLISH, Wrong, assert_all_tried, assert_found, document
from weerbaar.alerting.cap import Alert, Named
from weerbaar.alerting.cap.profiles.ipaws import RULES, ipaws_findings

INFO = "/alert/info[1]"
AMERICAN = replace(
    ENGLISH,
    language="en-US",
    effective=None,
    onset=None,
    event_code=(Named("SAME", "FRW"),),
    area=(replace(AREA, geocode=(Named("SAME", "006067"),)),),
)
RIGHT = replace(ALERT, sender="w-nws.webmaster@noaa.gov", code=("IPAWSv1.0",), info=(AMERICAN,))


def changed(**changes: Any) -> Alert:
    return replace(RIGHT, info=(replace(AMERICAN, **changes),))


WRONG = (
    Wrong("ipaws.references", replace(RIGHT, msg_type="Update"), "/alert/msgType[1]"),
    Wrong("ipaws.code", replace(RIGHT, code=("IPAWSv2.0",)), "/alert"),
    Wrong(
        "ipaws.categories",
        replace(RIGHT, info=(AMERICAN, replace(AMERICAN, category=("Met",)))),
        "/alert/info[2]/category[1]",
    ),
    Wrong(
        "ipaws.event-codes",
        replace(RIGHT, info=(AMERICAN, replace(AMERICAN, event_code=(Named("SAME", "CAE"),)))),
        "/alert/info[2]/eventCode[1]",
    ),
    Wrong("ipaws.local-time", replace(RIGHT, sent="2024-06-15T10:30:00-00:00"), "/alert/sent[1]"),
    Wrong("ipaws.expires", changed(expires=None), INFO),
    Wrong("ipaws.area", changed(area=()), INFO),
    Wrong("ipaws.description", changed(description=None), INFO),
    Wrong("ipaws.instruction", changed(instruction=""), INFO),
    Wrong("ipaws.same-event", changed(event_code=()), f"{INFO}/eventCode[1]"),
    Wrong("ipaws.same-event", changed(event_code=(Named("SAME", "FIRE"),)), f"{INFO}/eventCode[1]"),
    Wrong("ipaws.same-event", changed(event_code=(Named("SAME", "FRW"), Named("SAME", "CAE"))), f"{INFO}/eventCode[1]"),
    Wrong("ipaws.time-ignored", changed(onset="2024-06-15T12:30:00+02:00"), f"{INFO}/onset[1]"),
    Wrong("ipaws.same-place", changed(area=(AREA,)), f"{INFO}/area[1]"),
    Wrong("ipaws.text-long", changed(parameter=(Named("CMAMtext", "a" * 91),)), f"{INFO}/parameter[1]/value[1]"),
    Wrong("ipaws.text-long", changed(parameter=(Named("CMAMlongtext", "a" * 361),)), f"{INFO}/parameter[1]/value[1]"),
    Wrong("ipaws.expires-late", changed(expires="2024-06-16T12:30:01+02:00"), f"{INFO}/expires[1]"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_departure_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, ipaws_findings(document(wrong.alert)), RULES)


@pytest.mark.parametrize(
    "right",
    [
        RIGHT,
        changed(expires="2024-06-16T12:30:00+02:00"),
        changed(parameter=(Named("CMAMtext", "a" * 90), Named("CMAMlongtext", "a" * 360), Named("x", "a" * 999))),
    ],
)
def test_a_right_message_has_no_findings(right: Alert) -> None:
    assert list(ipaws_findings(document(right))) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)
