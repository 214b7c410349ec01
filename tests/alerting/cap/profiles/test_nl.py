# SPDX-License-Identifier: EUPL-1.2
"""The Dutch profile, one departure at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.alerting.cap.alerts import (
    ALERT,
    DUTCH,
    EARLIER,
    ENGLISH,
    NOW,
    Wrong,
    assert_all_tried,
    assert_found,
    document,
    with_area,
    with_both,
    with_info,
)
from weerbaar.alerting.cap import Alert, Named
from weerbaar.alerting.cap.profiles.nl import nl_findings
from weerbaar.alerting.cap.profiles.nl_rules import RULES

INFO = "/alert/info[1]"
SECOND = "/alert/info[2]"
LONG = Named("CellBroadcastText", "a" * 1_396)
LONG_UCS2 = Named("CellBroadcastText", "ł" * 616)
PARIS = "48.80,2.20 48.90,2.20 48.90,2.40 48.80,2.20"

WRONG = (
    Wrong("nl.references", replace(ALERT, msg_type="Update"), "/alert/msgType[1]"),
    Wrong("nl.info", replace(ALERT, info=()), "/alert"),
    Wrong("nl.sender-name", with_info(sender_name=None), INFO),
    Wrong("nl.expires", with_info(expires=None), INFO),
    Wrong("nl.description", with_info(description=None), INFO),
    Wrong("nl.area", with_info(area=()), INFO),
    Wrong("nl.shape", with_area(polygon=()), INFO),
    Wrong("nl.instruction", with_info(instruction=None), INFO),
    Wrong("nl.web", with_info(web=None), INFO),
    Wrong("nl.response-type", with_info(response_type=()), INFO),
    Wrong("nl.sender", replace(ALERT, sender="iemand@example.com"), "/alert/sender[1]"),
    Wrong("nl.sender", replace(ALERT, sender="2.49.0.0.124.0"), "/alert/sender[1]"),
    Wrong("nl.scope", replace(ALERT, scope="Private", addresses="x"), "/alert/scope[1]"),
    Wrong("nl.sent-later", replace(ALERT, sent="2024-06-15T12:36:01+02:00"), "/alert/sent[1]"),
    Wrong("nl.local-time", replace(ALERT, sent="2024-06-15T10:30:00-00:00"), "/alert/sent[1]"),
    Wrong("nl.dutch", replace(ALERT, info=(ENGLISH,)), "/alert"),
    Wrong("nl.dutch-first", replace(ALERT, info=(ENGLISH, DUTCH)), f"{INFO}/language[1]"),
    Wrong("nl.english", replace(ALERT, info=(DUTCH,)), "/alert"),
    Wrong("nl.same-times", with_info(expires="2024-06-15T18:00:00+02:00"), f"{SECOND}/expires[1]"),
    Wrong("nl.same-times", with_info(onset=None), f"{SECOND}/onset[1]"),
    Wrong("nl.same-codes", with_info(severity="Severe"), f"{SECOND}/severity[1]"),
    Wrong("nl.same-codes", with_info(category=("Health",)), f"{SECOND}/category[1]"),
    Wrong("nl.same-codes", with_info(response_type=("Avoid",)), f"{SECOND}/responseType[1]"),
    Wrong("nl.same-codes", with_info(event_code=()), f"{SECOND}/eventCode[1]"),
    Wrong("nl.same-area", with_area(geocode=()), f"{SECOND}/area[1]"),
    Wrong("nl.expires-late", with_info(expires="2024-06-16T12:30:01+02:00"), f"{INFO}/expires[1]"),
    Wrong("nl.expired", with_info(expires="2024-06-15T12:31:00+02:00"), f"{INFO}/expires[1]"),
    Wrong("nl.web-official", with_info(web="https://www.telegraaf.nl/"), f"{INFO}/web[1]"),
    Wrong("nl.web-official", with_info(web="https://crisis.nl@example.com/"), f"{INFO}/web[1]"),
    Wrong("nl.web-official", with_info(web="ftp://crisis.nl/"), f"{INFO}/web[1]"),
    Wrong("nl.web-official", with_info(web="https://[crisis.nl"), f"{INFO}/web[1]"),
    Wrong("nl.web-https", with_info(web="http://crisis.nl/"), f"{INFO}/web[1]"),
    Wrong("nl.text-long", with_info(parameter=(LONG,)), f"{INFO}/description[1]"),
    Wrong("nl.text-long-ucs2", with_info(parameter=(LONG_UCS2,)), f"{INFO}/description[1]"),
    Wrong("nl.text-together", with_both(parameter=(Named("CellBroadcastText", "a" * 700),)), f"{INFO}/description[1]"),
    # Each language fits in the alphabet of phones, and one Polish name makes both take two octets a character.
    Wrong("nl.text-together", with_info(parameter=(Named("CellBroadcastText", "ł" * 600),)), f"{INFO}/description[1]"),
    Wrong("nl.area-nothing", with_area(polygon=(), circle=("52.1,5.1 0",)), f"{INFO}/area[1]"),
    Wrong("nl.area-outside", with_area(polygon=(PARIS,)), f"{INFO}/area[1]"),
    Wrong("nl.area-swapped", with_area(polygon=("5,52 5,52.1 5.1,52.1 5,52",)), f"{INFO}/area[1]"),
    Wrong("nl.area-partly", with_area(polygon=("51,5.9 51.3,5.9 51.3,6.9 51,6.9 51,5.9",)), f"{INFO}/area[1]"),
    Wrong("nl.geocode-form", with_area(geocode=(Named("x", "GM1"),)), f"{INFO}/area[1]/geocode[1]/value[1]"),
)

RIGHT = (
    ALERT,
    replace(ALERT, sender="meldkamer@vrmwb.nl"),
    replace(ALERT, sender="2.49.0.0.528.1"),
    replace(ALERT, sender="urn:oid:2.49.0.1.528.0.3"),
    replace(ALERT, sent="2024-06-15T12:36:00+02:00"),
    with_both(expires="2024-06-16T12:30:00+02:00"),
    # The same moment in another time zone.
    with_info(expires="2024-06-15T17:30:00+01:00"),
    with_info(web="https://www.politie.nl:443/x"),
    with_both(parameter=(replace(LONG, value="a" * 695),)),
    with_both(parameter=(replace(LONG, value="ł" * 305),)),
    # A cancellation need not say it all again.
    replace(ALERT, msg_type="Cancel", references=EARLIER, info=()),
    replace(with_both(expires=None, instruction=None, web=None), msg_type="Cancel", references=EARLIER),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_departure_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, nl_findings(document(wrong.alert), NOW), RULES)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_message_has_no_findings(right: Alert) -> None:
    assert list(nl_findings(document(right), NOW)) == []


def test_every_rule_is_tried_but_that_which_needs_boundaries() -> None:
    assert_all_tried(WRONG, [rule for rule in RULES if rule.name != "nl.geocode-area"])


def test_codes_are_compared_with_the_area_where_boundaries_are_at_hand() -> None:
    found = nl_findings(document(), NOW, lambda area: ["GM0758"])
    assert [f.rule for f in found] == ["nl.geocode-area", "nl.geocode-area"]


def test_the_latest_expiry_is_given() -> None:
    (late, *_) = (
        f
        for f in nl_findings(document(with_info(expires="2024-06-20T12:30:00+02:00")), NOW)
        if f.rule == "nl.expires-late"
    )
    assert "2024-06-16T12:30:00+02:00" in late.fix.nl


def test_a_message_of_long_ago_has_expired() -> None:
    rules = {f.rule for f in nl_findings(document(), datetime(2030, 1, 1, tzinfo=UTC))}
    assert rules == {"nl.expired"}


def test_one_language_may_fill_a_broadcast() -> None:
    for text in ("a" * 1_395, "ł" * 615):
        info = replace(DUTCH, parameter=(replace(LONG, value=text),))
        rules = {f.rule for f in nl_findings(document(replace(ALERT, info=(info,))), NOW)}
        assert rules == {"nl.english"}
