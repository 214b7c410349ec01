# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.cap import Named, read_document
from weerbaar.alerting.cap.schema_rules import schema_findings
from weerbaar.alerting.cap.upgrade import named_of_text, upgrade_findings

OLD = b"""<alert xmlns="http://www.incident.com/cap/1.0">
<identifier>A1</identifier><sender>hsas@example.org</sender><sent>2003-04-02T14:39:01Z</sent>
<status>Actual</status><msgType>Alert</msgType><password>secret</password><scope>Public</scope>
<info><category>Security</category><event>Alert</event><urgency>Immediate</urgency><severity>Severe</severity>
<certainty>Very Likely</certainty><eventCode>SAME=CAE</eventCode><onset>2003-04-02T14:39:01.00-05:00</onset>
<expires>2003-04-02T14:39:01.25-05:00</expires><parameter>level=high=er</parameter>
<resource><resourceDesc>map</resourceDesc></resource>
<area><areaDesc>U.S.</areaDesc><geocode>006109</geocode></area></info></alert>"""


def test_cap_1_0_becomes_1_2() -> None:
    document = read_document(OLD, "old.xml")
    info = document.alert.info[0]
    assert document.version == "1.0"
    assert document.alert.sent == "2003-04-02T14:39:01-00:00"
    assert info.certainty == "Likely"
    assert info.event_code == (Named("SAME", "CAE"),)
    assert info.parameter == (Named("level", "high=er"),)
    assert info.area[0].geocode == (Named("", "006109"),)
    assert info.onset == "2003-04-02T14:39:01-05:00"
    assert info.resource[0].mime_type is None


def test_a_real_fraction_and_a_missing_zone_are_not_made_up() -> None:
    assert read_document(OLD, "old.xml").alert.info[0].expires == "2003-04-02T14:39:01.25-05:00"
    local = OLD.replace(b"14:39:01Z", b"14:39:01")
    assert read_document(local, "old.xml").alert.sent == "2003-04-02T14:39:01"


def test_a_password_is_not_kept_and_said() -> None:
    document = read_document(OLD, "old.xml")
    assert "secret" not in repr(document.alert)
    findings = {finding.rule: finding for finding in upgrade_findings(document)}
    assert sorted(findings) == ["cap.password", "cap.version"]
    assert findings["cap.password"].where == "/alert/password[1]"
    assert findings["cap.password"].line == 3
    assert findings["cap.password"].value == ""


def test_the_old_message_is_valid_as_what_it_is() -> None:
    assert schema_findings(read_document(OLD, "old.xml")) == []


def test_very_likely_is_a_word_of_1_0_only() -> None:
    later = OLD.replace(b"http://www.incident.com/cap/1.0", b"urn:oasis:names:tc:emergency:cap:1.1")
    document = read_document(later, "old.xml")
    assert document.alert.info[0].certainty == "Very Likely"
    assert upgrade_findings(document)[0].rule == "cap.version"
    assert "xsd.enumeration" in {finding.rule for finding in schema_findings(document)}


@pytest.mark.parametrize(
    ("text", "named"),
    [("a=b", Named("a", "b")), (" a = b ", Named("a", "b")), ("ab", Named("", "ab")), ("=", Named("", ""))],
)
def test_a_name_and_value_in_one_text(text: str, named: Named) -> None:
    assert named_of_text(text) == named


def test_nothing_is_said_about_1_2() -> None:
    assert upgrade_findings(read_document(b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', "a.xml")) == []
