# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.alerting.cap.alerts import ALERT
from tests.alerting.cap.keys import DURING, certificate_for, ec_key
from tests.alerting.cap.samples import sample
from weerbaar.alerting.cap import sign, verify
from weerbaar.alerting.cap.signature_rules import HARMLESS, signature_findings

_CERTIFICATE = certificate_for(ec_key())


@pytest.fixture(scope="module")
def signed() -> bytes:
    return sign(ALERT, ec_key(), _CERTIFICATE)


def _rules(data: bytes) -> list[str]:
    return [finding.rule for finding in signature_findings(etree.fromstring(data))]


def test_our_own_signature_has_nothing_to_find(signed: bytes) -> None:
    assert _rules(signed) == []


def test_a_message_without_a_signature_has_nothing_to_find() -> None:
    assert _rules(b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>') == []


def test_a_blank_in_the_id_is_said_and_does_no_harm(signed: bytes) -> None:
    data = signed.replace(b"<ds:Signature ", b'<ds:Signature Id="NAADS Signature" ', 1)
    assert _rules(data) == ["signature.id"]
    assert set(_rules(data)) <= HARMLESS
    verified = verify(data, "a.xml", [_CERTIFICATE], DURING)
    assert [finding.rule for finding in verified.findings] == ["signature.id"]


def test_naads_samples_have_a_blank_in_the_id(shared: Path) -> None:
    file = "openbroadcaster__obplayer/1example_CAPCP_No_Attachment.xml"
    findings = signature_findings(etree.fromstring(sample(shared, file)))
    assert [finding.rule for finding in findings] == [
        "signature.id",
        "signature.form",
        "signature.sha1",
        "signature.sha1",
    ]
    assert findings[0].value == "NAADS Signature"
    assert findings[0].where == "/alert/Signature"
    assert findings[2].where == "/alert/Signature/SignedInfo/SignatureMethod"
    assert {finding.level for finding in findings} == {"warning"}


def test_a_list_of_prefixes_may_be_told_and_nothing_else(signed: bytes) -> None:
    transform = b'<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
    told = transform[:-2] + b">%s</ds:Transform>"
    assert transform in signed
    prefixes = b'<e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="x"/>'
    assert _rules(signed.replace(transform, told % prefixes)) == []
    assert _rules(signed.replace(transform, told % b"<ds:XPath/>")) == ["signature.form"]


def test_many_bad_references_are_one_finding() -> None:
    many = b"<Reference/>" * 5_000
    data = b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><Signature xmlns="http://www.w3.org/2000/09/xmldsig#">%s</Signature></alert>'
    assert _rules(data % many) == ["signature.form", "signature.reference"]
