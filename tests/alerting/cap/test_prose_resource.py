# SPDX-License-Identifier: EUPL-1.2
"""A file that goes with a message, one mistake at a time."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest

from tests.alerting.cap.alerts import Wrong, assert_all_tried, assert_found, document, with_resource
from weerbaar.alerting import Finding
from weerbaar.alerting.cap import Alert, Document
from weerbaar.alerting.cap.prose_info import BLANK
from weerbaar.alerting.cap.prose_resource import RULES, resource_findings

FILE = b"\x89PNG een kaart van het gebied" * 4
TEXT = base64.b64encode(FILE).decode()
SHA1 = hashlib.sha1(FILE, usedforsecurity=False).hexdigest()
RESOURCE = "/alert/info[1]/resource[1]"

WRONG = (
    Wrong("cap.mime-type", with_resource(mime_type="png"), f"{RESOURCE}/mimeType[1]"),
    Wrong("cap.mime-type", with_resource(mime_type="plaatje/png"), f"{RESOURCE}/mimeType[1]"),
    Wrong("cap.mime-type", with_resource(mime_type="image/"), f"{RESOURCE}/mimeType[1]"),
    Wrong("cap.size", with_resource(size="-1"), f"{RESOURCE}/size[1]"),
    Wrong("cap.size-differs", with_resource(deref_uri=TEXT, size="1000"), f"{RESOURCE}/size[1]"),
    Wrong("cap.uri", with_resource(uri="https://crisis.nl/mijn kaart.png"), f"{RESOURCE}/uri[1]"),
    Wrong("cap.uri-relative", with_resource(uri="kaart.png"), f"{RESOURCE}/uri[1]"),
    Wrong("cap.resource-nowhere", with_resource(uri=None), RESOURCE),
    Wrong("cap.deref-base64", with_resource(deref_uri="geen base64!"), f"{RESOURCE}/derefUri[1]"),
    Wrong("cap.digest-form", with_resource(digest="SHA1:abc"), f"{RESOURCE}/digest[1]"),
    Wrong("cap.digest-differs", with_resource(deref_uri=TEXT, digest="0" * 40), f"{RESOURCE}/digest[1]"),
    Wrong(
        "cap.digest-text",
        with_resource(deref_uri=TEXT, digest=hashlib.sha1(TEXT.encode(), usedforsecurity=False).hexdigest()),
        f"{RESOURCE}/digest[1]",
    ),
)

RIGHT = (
    with_resource(),
    with_resource(mime_type="text/html; charset=utf-8"),
    with_resource(mime_type="application/vnd.google-earth.kml+xml", size="0"),
    with_resource(uri="kaart.png", deref_uri=TEXT, size=str(len(FILE) - 5), digest=SHA1.upper()),
    with_resource(uri=None, deref_uri=f"{TEXT[:40]}\n  {TEXT[40:]}"),
    with_resource(digest="0" * 40),
)


def found(read: Document) -> list[Finding]:
    return list(resource_findings(read, read.alert.info[0].resource[0], (("info", 0), ("resource", 0))))


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_wrong_file_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, found(document(wrong.alert)), RULES)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_file_has_no_findings(right: Alert) -> None:
    assert found(document(right)) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


def test_a_file_without_a_name_is_found() -> None:
    wrong = Wrong("cap.blank", with_resource(resource_desc=" "), f"{RESOURCE}/resourceDesc[1]")
    assert_found(wrong, found(document(wrong.alert)), (BLANK,))


def test_the_fix_of_a_digest_is_the_right_one() -> None:
    (finding,) = found(document(with_resource(deref_uri=TEXT, digest="0" * 40)))
    assert SHA1 in finding.fix.nl


def test_a_long_value_is_cut_off() -> None:
    (finding,) = found(document(replace(with_resource(deref_uri="!" * 100_000))))
    assert len(finding.value) == 201
