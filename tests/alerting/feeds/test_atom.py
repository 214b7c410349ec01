# SPDX-License-Identifier: EUPL-1.2
"""Read back by another parser than wrote it, against what RFC 4287 requires and the OASIS note on CAP feeds asks."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest

from tests.alerting.compose.drafts import STARTS
from tests.alerting.feeds.sites import ADDRESS, FIRE, told, uses, withdrawn
from weerbaar.alerting.cap import read_alerts
from weerbaar.alerting.feeds import published_from, standings
from weerbaar.alerting.feeds.atom import atom
from weerbaar.alerting.feeds.entry import Entry, entries_of
from weerbaar.alerting.feeds.feed import NO_ALERT_YET, Feed
from weerbaar.base import Text

A = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def feed(lang="nl"):
    return Feed("active.atom", Text(nl="Actueel", en="Current"), lang, STARTS, ADDRESS)


def entries():
    register = uses(withdrawn(told(), STARTS + timedelta(minutes=5)))
    return entries_of(published_from(register[FIRE], standings(register)), 2026)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_feed_and_each_entry_have_what_rfc_4287_requires(lang):
    root = ET.fromstring(atom(feed(lang), entries()))
    assert root.tag == f"{A}feed"
    found = root.findall(f"{A}entry")
    assert len(found) == 2
    for element in (root, *found):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{A}{name}")) == 1
        assert RFC_3339.fullmatch(element.findtext(f"{A}updated"))
        assert element.findtext(f"{A}id").startswith("tag:")
        assert element.findtext(f"{A}author/{A}name")
    assert len({element.findtext(f"{A}id") for element in (root, *found)}) == 3
    assert root.findtext(f"{A}title") == {"nl": "Actueel", "en": "Current"}[lang]
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    (own,) = [link for link in root.findall(f"{A}link") if link.get("rel") == "self"]
    assert own.get("href") == f"{ADDRESS}/active.atom"


def test_an_entry_is_one_message_updated_when_it_was_sent_with_a_link_of_the_type_of_cap():
    root = ET.fromstring(atom(feed(), entries()))
    (alert, cancel) = root.findall(f"{A}entry")
    assert alert.findtext(f"{A}updated") == "2026-11-26T13:05:00Z"
    assert cancel.findtext(f"{A}updated") == "2026-11-26T13:10:00Z"
    links = [
        [link.get("href") for link in entry.findall(f"{A}link") if link.get("type") == "application/cap+xml"]
        for entry in (alert, cancel)
    ]
    assert links == [[f"{ADDRESS}/2026/{FIRE}.xml"], [f"{ADDRESS}/2026/{FIRE}~cancel.xml"]]


def test_a_feed_without_alerts_is_a_feed():
    root = ET.fromstring(atom(Feed("active.atom", Text(nl="A"), "nl", NO_ALERT_YET, ADDRESS), []))
    assert root.findall(f"{A}entry") == []
    assert root.findtext(f"{A}updated") == "2012-11-08T00:00:00Z"


def test_a_test_message_says_so():
    entry = Entry("t", 2026, "test", "test", "NCC", STARTS, Text(nl="Testbericht"), Text(nl="Dit is een test."))
    root = ET.fromstring(atom(feed(), [entry]))
    assert [each.get("term") for each in root.iter(f"{A}category")] == ["test", "test"]


def test_a_text_cannot_add_an_entry():
    evil = Text(nl='</summary></entry><entry a="1">&#0;]]>\x0b')
    entry = Entry("t", 2026, '"><x', "actual", "<b>", STARTS, evil, evil)
    root = ET.fromstring(atom(feed(), [entry]))
    assert len(root.findall(f"{A}entry")) == 1
    assert root.findtext(f"{A}entry/{A}summary") == evil.nl.replace("\x0b", "\ufffd")


def test_our_own_reader_of_feeds_knows_it_for_a_feed():
    contents = read_alerts(atom(feed(), entries()), "active.atom")
    # The messages are behind the links; the reader says of each entry that it holds none.
    assert len(contents.documents) == 0
    assert len(contents.findings) == 2
