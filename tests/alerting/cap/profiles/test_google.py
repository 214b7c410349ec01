# SPDX-License-Identifier: EUPL-1.2
"""Google Public Alerts, one departure at a time."""

from __future__ import annotations

from dataclasses import replace

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
    with_info,
    with_resource,
)
from weerbaar.alerting.cap import Alert, Named, check, write_alert
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


UPDATE = replace(ALERT, msg_type="Update", references=EARLIER)
BOW_TIE = "52.0,5.0 52.1,5.1 52.0,5.1 52.1,5.0 52.0,5.0"

# The reasons of the standard that Google's library knows, and what ours is called. Not among them: INVALID_CHARACTERS
# and OTHER, which are for files that are no XML, INVALID_VALUE and INVALID_RESOURCE_URI, which are of its builder.
REASONS = {
    "CIRCULAR_REFERENCE": ("cap.references-self", replace(UPDATE, identifier="NL-2024-16")),
    "INVALID_ALTITUDE_CEILING_RANGE": ("cap.ceiling-low", with_area(altitude="600", ceiling="500")),
    "INVALID_AREA": ("cap.ceiling-alone", with_area(ceiling="500")),
    "INVALID_CIRCLE": ("cap.circle-form", with_area(circle=("52.0,5.0",))),
    "INVALID_DATE": ("xsd.time", with_info(onset="2024-06-15T12:10:00Z")),
    "INVALID_DEREF_URI": ("cap.deref-base64", with_resource(deref_uri="geen base64!")),
    "INVALID_ENUM_VALUE": ("xsd.enumeration", with_info(urgency="Now")),
    "INVALID_IDENTIFIER": ("cap.identifier", replace(ALERT, identifier="a b")),
    "INVALID_LANGUAGE": ("xsd.language", with_info(language="nl_NL")),
    "INVALID_MIME_TYPE": ("cap.mime-type", with_resource(mime_type="png")),
    "INVALID_POLYGON": ("cap.polygon-closed", with_area(polygon=("52,5 52,6 53,6 53,5",))),
    "INVALID_POLYGON_SELF_INTERSECTION": ("cap.polygon-crossing", with_area(polygon=(BOW_TIE,))),
    "INVALID_REFERENCES": ("cap.references-form", replace(UPDATE, references="a,b")),
    "INVALID_RESOURCE_SIZE": ("cap.size", with_resource(size="-1")),
    "INVALID_SENDER": ("cap.sender", replace(ALERT, sender="a,b")),
    "INVALID_URI": ("cap.uri", with_resource(uri="a b")),
    "INVALID_WEB": ("cap.web", with_info(web="crisis")),
    "RELATIVE_URI_MISSING_DEREF_URI": ("cap.uri-relative", with_resource(uri="kaart.png")),
    "RESTRICTION_SCOPE_MISMATCH": ("cap.restriction-scope", replace(ALERT, restriction="x")),
    "TEXT_CONTAINS_HTML_ENTITIES": ("cap.html-entities", with_info(description="vuur &amp;amp; rook &amp;")),
    "TEXT_CONTAINS_HTML_TAGS": ("cap.html-tags", with_info(description="<b>vuur</b>")),
    "POSTDATED_REFERENCE": ("cap.references-later", replace(UPDATE, references="a,b,2024-06-16T12:30:00+02:00")),
    "SAME_TEXT_DIFFERENT_LANGUAGE": ("cap.same-text", with_info(event=ENGLISH.event)),
}
_WARNINGS = {
    "TEXT_CONTAINS_HTML_ENTITIES",
    "TEXT_CONTAINS_HTML_TAGS",
    "POSTDATED_REFERENCE",
    "SAME_TEXT_DIFFERENT_LANGUAGE",
}
# Those that a message of the model cannot have: what to change in the file.
IN_THE_FILE = {
    "CERTAINTY_VERY_LIKELY_DEPRECATED": ("cap.very-likely", b"1.0", b"Observed<", b"Very Likely<"),
    "DUPLICATE_ELEMENT": ("xsd.repeated", b"1.2", b"<scope>", b"<scope>Public</scope><scope>"),
    "INVALID_SEQUENCE": ("xsd.order", b"1.2", b"</scope>", b"</scope><status>Actual</status>"),
    "MISSING_REQUIRED_ELEMENT": ("xsd.missing", b"1.2", b"<scope>Public</scope>", b""),
    "PASSWORD_DEPRECATED": ("cap.password", b"1.0", b"<scope>", b"<password>x</password><scope>"),
    "UNSUPPORTED_ELEMENT": ("xsd.unknown", b"1.2", b"<scope>", b"<bogus/><scope>"),
}
# The reasons of its profiles. Not among them: the three that need the Australian list of events, and those that an
# urgency, severity or certainty is there, which the schema asks already.
PROFILE_REASONS = {
    ("google", "UPDATE_OR_CANCEL_MUST_REFERENCE"): "google.references",
    ("google", "CATEGORIES_MUST_MATCH"): "google.categories",
    ("google", "EVENT_CODES_MUST_MATCH"): "google.event-codes",
    ("google", "INFO_IS_REQUIRED"): "google.info",
    ("google", "DESCRIPTION_IS_REQUIRED"): "google.description",
    ("google", "WEB_IS_REQUIRED"): "google.web",
    ("google", "EXPIRES_IS_REQUIRED"): "google.expires",
    ("google", "EFFECTIVE_NOT_AFTER_EXPIRES"): "google.effective",
    ("google", "AREA_IS_REQUIRED"): "google.area",
    ("google", "CIRCLE_POLYGON_OR_GEOCODE_IS_REQUIRED"): "google.place",
    ("google", "SENDER_NAME_STRONGLY_RECOMMENDED"): "google.sender-name",
    ("google", "RESPONSE_TYPE_STRONGLY_RECOMMENDED"): "google.response-type",
    ("google", "INSTRUCTION_STRONGLY_RECOMMENDED"): "google.instruction",
    ("google", "CIRCLE_POLYGON_ENCOURAGED"): "google.shape",
    ("google", "TEST_ALERT_DISCOURAGED"): "google.test",
    ("google", "HEADLINE_TOO_LONG"): "google.headline-long",
    ("google", "HEADLINE_AND_DESCRIPTION_SHOULD_DIFFER"): "google.headline-same",
    ("google", "DESCRIPTION_AND_INSTRUCTION_SHOULD_DIFFER"): "google.instruction-same",
    ("google", "UNKNOWN_URGENCY_DISCOURAGED"): "google.unknown",
    ("google", "CONTACT_IS_RECOMMENDED"): "google.contact",
    ("google", "NONZERO_CIRCLE_RADIUS_RECOMMENDED"): "google.circle",
    ("google", "EVENTS_IN_SAME_LANGUAGE_SHOULD_MATCH"): "google.event-language",
    ("google", "EMPTY_GEOCODE_FIELD"): "google.geocode",
    ("google", "EXPIRES_INCLUDES_UTC_TIMEZONE"): "google.local-time",
}


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_of_the_standard_has_a_rule(reason: str) -> None:
    rule, alert = REASONS[reason]
    (verdict,) = check(write_alert(alert), "a.cap", now=NOW)
    found = {finding.rule: finding.level for finding in verdict.findings}
    assert found.get(rule) == ("warning" if reason in _WARNINGS else "error"), found


@pytest.mark.parametrize("reason", IN_THE_FILE)
def test_a_reason_that_only_a_file_can_give_has_a_rule(reason: str) -> None:
    rule, version, old, new = IN_THE_FILE[reason]
    data = write_alert(ALERT).replace(b"cap:1.2", b"cap:" + version).replace(old, new, 1)
    if version == b"1.0":
        data = data.replace(b"urn:oasis:names:tc:emergency:cap:1.0", b"http://www.incident.com/cap/1.0")
    (verdict,) = check(data, "a.cap", now=NOW)
    assert rule in {finding.rule for finding in verdict.findings}


@pytest.mark.parametrize(("profile", "reason"), PROFILE_REASONS)
def test_a_reason_of_a_profile_has_its_rule_tried_above(profile: str, reason: str) -> None:
    rule = PROFILE_REASONS[profile, reason]
    alert: Alert = next(wrong.alert for wrong in WRONG if wrong.rule == rule)
    (verdict,) = check(write_alert(alert), "a.cap", now=NOW, profile=profile)
    levels = {finding.level for finding in verdict.findings if finding.rule == rule}
    is_error = reason.endswith(("_REQUIRED", "_MUST_REFERENCE", "_MUST_MATCH", "_AFTER_EXPIRES"))
    assert levels == {"error" if is_error else "advice"}
