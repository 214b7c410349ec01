# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

from tests.alerting.compose.drafts import EN, NL, STARTS
from tests.alerting.feeds.sites import FIRE, told, uses, withdrawn
from weerbaar.alerting.feeds import published_from, standings
from weerbaar.alerting.feeds.entry import both, entries_of, read_entry, utc
from weerbaar.base import Text


def entries(story):
    register = uses(story)
    return entries_of(published_from(register[FIRE], standings(register)), 2026)


def test_an_alert_is_one_entry_with_its_headline_and_text():
    (entry,) = entries(told())
    assert entry.title == Text(nl="Brand met veel rook: Utrecht", en="Fire with a lot of smoke: Utrecht")
    assert entry.summary == Text(nl=NL, en=EN)
    assert (entry.cap_path, entry.page_path) == (f"2026/{FIRE}.xml", f"2026/{FIRE}.json")


def test_a_withdrawal_is_an_entry_of_its_own():
    at = STARTS + timedelta(minutes=10)
    alert, cancel = entries(withdrawn(told(), at))
    assert (alert.sent, cancel.sent) == (STARTS, at)
    assert (cancel.id, cancel.alert_id) == (f"{FIRE}~cancel", FIRE)
    assert cancel.cap_path == f"2026/{FIRE}~cancel.xml"
    assert cancel.page_path == f"2026/{FIRE}.json"
    assert cancel.summary.nl == "Dit bericht is om 14:15 uur ingetrokken."


def test_an_entry_is_read_as_it_was_written():
    for entry in entries(withdrawn(told(), STARTS)):
        assert read_entry(entry.as_json(), 2026) == entry


def test_moments_are_written_in_utc_to_the_second():
    assert utc(STARTS + timedelta(microseconds=999_999)) == "2026-11-26T13:05:00Z"


def test_without_english_the_dutch_is_given():
    assert both(Text(nl="Brand")) == {"nl": "Brand", "en": "Brand"}
