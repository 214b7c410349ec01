# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from lxml import etree

from tests.alerting.cap.alerts import ALERT
from tests.alerting.cap.samples import samples
from weerbaar.alerting.cap import canonical_bytes, read_alerts, read_document, write_alert
from weerbaar.alerting.cap.schema_rules import schema_findings


def test_every_valid_sample_is_the_same_after_writing_and_reading(shared: Path) -> None:
    compared = 0
    for sample in samples(shared):
        if sample.kind == "not-xml":
            continue
        for document in read_alerts(sample.data, sample.file).documents:
            again = read_document(write_alert(document.alert), sample.file)
            assert again.alert == document.alert, sample.file
            if not schema_findings(document):
                form = canonical_bytes(document)
                assert form == canonical_bytes(again) == canonical_bytes(document.alert), sample.file
                assert form == _plainly(again.root), sample.file
                compared += 1
    assert compared > 50


def _plainly(root: etree._Element) -> bytes:
    """The slow and obvious way, for what has no prefixes and comments: drop blanks, let lxml do the rest."""
    again = etree.fromstring(etree.tostring(root))
    for element in again.iter():
        if element.tag.startswith("{urn:oasis"):
            if len(element) and not (element.text or "").strip():
                element.text = None
            if not (element.tail or "").strip():
                element.tail = None
        elif element.getparent() is again:
            element.tail = None
    return etree.tostring(again, method="c14n", exclusive=True)


def test_what_means_the_same_has_the_same_form() -> None:
    bare = write_alert(ALERT).decode().partition("?>")[2]
    prefixed = bare.replace("<", "<c:").replace("<c:/", "</c:").replace("xmlns=", "xmlns:c=")
    other = prefixed.replace("<c:event>", "<!-- x -->\n\n<c:event>").replace(
        "<c:alert ",
        '<c:alert xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xmlns:unused="urn:u" ',
    )
    assert canonical_bytes(read_document(other.encode("utf-8"), "a.xml")) == canonical_bytes(ALERT)


def test_what_means_something_else_has_another_form() -> None:
    data = write_alert(ALERT)
    forms = {
        canonical_bytes(read_document(data.replace(old, new), "a.xml"))
        for old, new in [
            (b"", b""),
            (b"<event>Grote", b"<event> Grote"),
            (b"<status>Actual</status>", b"<status>Actual</status><bogus/>"),
            (b"<status>", b"<status x='1'>"),
            (b"</alert>", b"<x:y xmlns:x='urn:x'/></alert>"),
            (b"<status>", b"text<status>"),
        ]
    }
    assert len(forms) == 6


def test_the_form_itself() -> None:
    document = read_document(
        b'<c:alert xmlns:c="urn:oasis:names:tc:emergency:cap:1.2">\n <c:note/> <c:code> a</c:code></c:alert>', "a.xml"
    )
    assert canonical_bytes(document) == (
        b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><note></note><code> a</code></alert>'
    )
