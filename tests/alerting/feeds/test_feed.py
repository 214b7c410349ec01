# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.feeds.feed import NO_ALERT_YET, OPENING, Feed, escaped, tag
from weerbaar.base import Text


@given(st.text())
def test_any_text_can_stand_in_an_element_and_in_an_attribute(text):
    kept = "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept)
    assert (ET.fromstring(f"<a>{escaped(text)}</a>").text or "") == kept
    shown = ET.fromstring(f'<a b="{escaped(text)}"/>').get("b")
    assert shown == kept.replace("\n", " ").replace("\t", " ")


def test_an_id_does_not_depend_on_where_the_site_stands():
    assert tag("vr09-2026-0001") == "tag:nl-alert.nl,2012-11-08:vr09-2026-0001"


def test_a_feed_knows_its_own_address_and_stands_beside_its_style_sheet():
    feed = Feed("2026.atom", Text(nl=""), "nl", NO_ALERT_YET, "https://feeds.nl-alert.nl")
    assert feed.address == "https://feeds.nl-alert.nl/2026.atom"
    assert OPENING.splitlines()[1] == '<?xml-stylesheet type="text/xsl" href="feed.xsl"?>'
