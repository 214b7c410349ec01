# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta
from email.utils import parsedate_to_datetime

from tests.alerting.compose.drafts import EN, NL, STARTS
from tests.alerting.feeds.sites import ADDRESS, FIRE, told, uses, withdrawn
from weerbaar.alerting.feeds import published_from, standings
from weerbaar.alerting.feeds.entry import entries_of
from weerbaar.alerting.feeds.feed import Feed
from weerbaar.alerting.feeds.rss import rss
from weerbaar.base import Text


def channel(lang):
    register = uses(withdrawn(told(), STARTS + timedelta(minutes=5)))
    entries = entries_of(published_from(register[FIRE], standings(register)), 2026)
    feed = Feed(f"active.{lang}.rss", Text(nl="Actueel", en="Current"), lang, STARTS, ADDRESS)
    root = ET.fromstring(rss(feed, entries))
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def test_a_channel_has_what_rss_requires_and_its_own_address():
    found = channel("nl")
    assert [found.findtext(name) for name in ("title", "link", "language")] == ["Actueel", f"{ADDRESS}/", "nl"]
    assert found.findtext("description")
    assert parsedate_to_datetime(found.findtext("lastBuildDate")) == STARTS
    assert found.find("{http://www.w3.org/2005/Atom}link").get("href") == f"{ADDRESS}/active.nl.rss"


def test_an_item_is_one_message_with_a_lasting_id():
    alert, cancel = channel("nl").findall("item")
    assert alert.findtext("description") == NL
    assert alert.findtext("link") == f"{ADDRESS}/2026/{FIRE}.xml"
    assert alert.findtext("guid") == f"tag:nl-alert.nl,2012-11-08:{FIRE}"
    assert alert.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(alert.findtext("pubDate")) == STARTS
    assert cancel.findtext("title") == "Ingetrokken: Brand met veel rook: Utrecht"


def test_the_english_feed_is_english():
    assert channel("en").find("item").findtext("description") == EN
