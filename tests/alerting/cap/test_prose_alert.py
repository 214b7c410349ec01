# SPDX-License-Identifier: EUPL-1.2
"""The envelope of a message, one mistake at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.alerting.cap.alerts import ALERT, EARLIER, SENT, Wrong, assert_all_tried, assert_found, document
from weerbaar.alerting.cap import Alert
from weerbaar.alerting.cap.prose_alert import RULES, alert_findings

UPDATE = replace(ALERT, msg_type="Update", references=EARLIER)

WRONG = (
    Wrong("cap.identifier", replace(ALERT, identifier="NL 2024,17"), "/alert/identifier[1]"),
    Wrong("cap.identifier", replace(ALERT, identifier="a&b"), "/alert/identifier[1]"),
    Wrong("cap.identifier", replace(ALERT, identifier="  "), "/alert/identifier[1]"),
    Wrong("cap.sender", replace(ALERT, sender="de brandweer"), "/alert/sender[1]"),
    Wrong("cap.sender", replace(ALERT, sender=""), "/alert/sender[1]"),
    Wrong("cap.time", replace(ALERT, sent="2024-06-15T12:30:00.5+02:00"), "/alert/sent[1]", "1.1"),
    Wrong("cap.utc", replace(ALERT, sent="2024-06-15T10:30:00+00:00"), "/alert/sent[1]"),
    Wrong("cap.restriction-scope", replace(ALERT, restriction="alleen hulpdiensten"), "/alert/restriction[1]"),
    Wrong("cap.restriction-missing", replace(ALERT, scope="Restricted"), "/alert/scope[1]"),
    Wrong("cap.addresses-missing", replace(ALERT, scope="Private"), "/alert/scope[1]"),
    Wrong("cap.addresses-form", replace(ALERT, addresses='vr20 "Nationaal Crisiscentrum'), "/alert/addresses[1]"),
    Wrong("cap.incidents-form", replace(ALERT, incidents='"Brand"Moerdijk'), "/alert/incidents[1]"),
    Wrong("cap.references-missing", replace(ALERT, msg_type="Update"), "/alert/msgType[1]"),
    Wrong("cap.references-missing", replace(ALERT, msg_type="Cancel"), "/alert/msgType[1]"),
    Wrong("cap.references-missing", replace(ALERT, msg_type="Ack", note="ontvangen"), "/alert/msgType[1]"),
    Wrong("cap.references-missing", replace(ALERT, msg_type="Error", note="onleesbaar"), "/alert/msgType[1]"),
    Wrong("cap.references-missing", replace(UPDATE, references=" "), "/alert/msgType[1]"),
    Wrong("cap.references-form", replace(UPDATE, references="NL-2024-16"), "/alert/references[1]"),
    Wrong("cap.references-form", replace(UPDATE, references=f"{EARLIER},"), "/alert/references[1]"),
    Wrong("cap.references-time", replace(UPDATE, references="a@nctv.nl,NL-1,gisteren"), "/alert/references[1]"),
    Wrong(
        "cap.references-self", replace(UPDATE, references=f"{ALERT.sender},NL-2024-17,{SENT}"), "/alert/references[1]"
    ),
    Wrong(
        "cap.references-later",
        replace(UPDATE, references="a@nctv.nl,NL-1,2024-06-15T10:30:01-00:00"),
        "/alert/references[1]",
    ),
    Wrong("cap.references-twice", replace(UPDATE, references=f"{EARLIER} {EARLIER}"), "/alert/references[1]"),
    Wrong("cap.error-note", replace(UPDATE, msg_type="Error"), "/alert/msgType[1]"),
    Wrong("cap.ack-note", replace(UPDATE, msg_type="Ack", note=" "), "/alert/msgType[1]"),
    Wrong("cap.exercise-note", replace(ALERT, status="Exercise"), "/alert/status[1]"),
    Wrong("cap.info-missing", replace(ALERT, info=()), "/alert"),
)

RIGHT = (
    ALERT,
    UPDATE,
    replace(UPDATE, references=f"\n  {EARLIER}\n  b@nctv.nl,NL-2,2024-06-15T12:30:00+02:00\n"),
    # Another sender may use the same identifier.
    replace(UPDATE, references=f"iemand@nctv.nl,NL-2024-17,{SENT}"),
    replace(ALERT, sent="2024-06-15T10:30:00-00:00"),
    replace(ALERT, scope="Restricted", restriction="alleen hulpdiensten"),
    replace(ALERT, scope="Private", addresses='vr20@vr20.nl "Nationaal Crisiscentrum"'),
    replace(ALERT, incidents='GRIP-17 "Brand Moerdijk"'),
    replace(UPDATE, msg_type="Error", note="onleesbaar"),
    replace(ALERT, status="Exercise", note="oefening 2024-3"),
    replace(UPDATE, msg_type="Cancel", info=()),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_wrong_envelope_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, alert_findings(document(wrong.alert, wrong.version)), RULES)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_envelope_has_no_findings(right: Alert) -> None:
    assert list(alert_findings(document(right))) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


def test_the_fix_of_an_identifier_can_be_copied() -> None:
    (finding,) = alert_findings(document(replace(ALERT, identifier="NL 2024,17")))
    assert '"NL-2024-17"' in finding.fix.nl
    assert finding.value == "NL 2024,17"


def test_the_fix_of_a_time_in_utc_can_be_copied() -> None:
    (finding,) = alert_findings(document(replace(ALERT, sent="2024-06-15T10:30:00+00:00")))
    assert finding.fix.in_("en") == 'Write "2024-06-15T10:30:00-00:00".'


def test_references_of_cap_1_0_were_not_triples_and_are_let_be() -> None:
    data = b'<alert xmlns="http://www.incident.com/cap/1.0"><identifier>a</identifier><sender>b</sender>'
    data += b"<sent>2004-01-01T00:00:00-00:00</sent><references>b/c</references></alert>"
    from weerbaar.alerting.cap import read_document

    assert [f.rule for f in alert_findings(read_document(data, "oud.cap"))] == []
