# SPDX-License-Identifier: EUPL-1.2
"""Google Public Alerts, one departure at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.alerting.cap.alerts import (
    ALERT,
    DUTCH,
    ENGLISH,
    Wrong,
    assert_all_tried,
    assert_found,
    document,
    with_area,
    with_info,
)
from weerbaar.alerting.cap import Named
from weerbaar.alerting.cap.profiles.google import RULES, google_findings

INFO = "/alert/info[1]"

WRONG = (
    Wrong("google.references", replace(ALERT, msg_type="Cancel"), "/alert/msgType[1]"),
    Wrong("google.info", replace(ALERT, info=()), "/alert"),
    Wrong("google.categories", with_info(category=("Health",)), "/alert/info[2]/category[1]"),
    Wrong("google.event-codes", with_info(event_code=()), "/alert/info[2]/eventCode[1]"),
    Wrong(
        "google.event-language", replace(ALERT, info=(ENGLISH, replace(ENGLISH, event="x"))), "/alert/info[2]/event[1]"
    ),
    Wrong("google.local-time", with_info(expires="2024-06-15T16:30:00-00:00"), f"{INFO}/expires[1]"),
    Wrong("google.test", replace(ALERT, status="Test"), "/alert/status[1]"),
    Wrong("google.description", with_info(description=None), INFO),
    Wrong("google.web", with_info(web=None), INFO),
    Wrong("google.expires", with_info(expires=None), INFO),
    Wrong("google.area", with_info(area=()), INFO),
    Wrong("google.sender-name", with_info(sender_name=None), INFO),
    Wrong("google.response-type", with_info(response_type=()), INFO),
    Wrong("google.instruction", with_info(instruction=None), INFO),
    Wrong("google.contact", with_info(contact=None), INFO),
    Wrong("google.shape", with_area(polygon=()), INFO),
    Wrong("google.effective", with_info(expires="2024-06-15T12:29:59+02:00"), f"{INFO}/expires[1]"),
    # Without effective a message takes effect when it is sent.
    Wrong("google.effective", with_info(effective=None, expires="2024-06-15T12:00:00+02:00"), f"{INFO}/expires[1]"),
    Wrong("google.place", with_area(polygon=(), geocode=()), f"{INFO}/area[1]"),
    Wrong("google.headline-long", with_info(headline="a" * 141), f"{INFO}/headline[1]"),
    Wrong("google.headline-same", with_info(headline=DUTCH.description), f"{INFO}/headline[1]"),
    Wrong("google.instruction-same", with_info(instruction=DUTCH.description), f"{INFO}/description[1]"),
    Wrong("google.unknown", with_info(urgency="Unknown"), f"{INFO}/urgency[1]"),
    Wrong("google.unknown", with_info(severity="Unknown"), f"{INFO}/severity[1]"),
    Wrong("google.unknown", with_info(certainty="Unknown"), f"{INFO}/certainty[1]"),
    Wrong("google.circle", with_area(circle=("52,5 0.0",)), f"{INFO}/area[1]/circle[1]"),
    Wrong("google.geocode", with_area(geocode=(Named("GM", ""),)), f"{INFO}/area[1]/geocode[1]"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_departure_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, google_findings(document(wrong.alert)), RULES)


def test_the_right_message_has_no_findings() -> None:
    assert list(google_findings(document())) == []


def test_a_circle_with_a_radius_is_fine() -> None:
    assert list(google_findings(document(with_area(circle=("52,5 0.05", "52,5 10"))))) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)
