# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.facts import facts
from weerbaar.alerting.compose.languages import comparable, language_findings, told
from weerbaar.base import Text


def _found(nl: str, en: str) -> list[tuple[str, str]]:
    found = language_findings(Text(nl=nl, en=en), facts(nl, "nl"), facts(en, "en"))
    return [(finding.rule, finding.where) for finding in found]


_SITES = [("languages.site", "text.nl[8:14]"), ("languages.site", "text.en[4:13]")]
_BOTH = [("languages.action", "text.nl"), ("languages.action", "text.en")]


@pytest.mark.parametrize(
    ("nl", "en", "found"),
    [
        ("Binnen 1.000 meter om 16.30 uur.", "Within 1 km at 4:30 pm.", []),
        ("Op 26 november.", "On 26 November 2026.", []),
        ("Bel 112.", "Call 911.", [("languages.phone", "text.nl[4:7]"), ("languages.phone", "text.en[5:8]"), *_BOTH]),
        ("Om 16:00.", "At 17:00.", [("languages.time", "text.nl[3:8]"), ("languages.time", "text.en[3:8]")]),
        ("Kijk op vru.nl.", "See crisis.nl.", _SITES),
        ("Ga niet de A12 op.", "Avoid it.", [("languages.road", "text.nl[11:14]"), ("languages.action", "text.en")]),
        ("Verlaat het gebied.", "Stay inside.", _BOTH),
        ("Verlaat het gebied niet.", "Leave the area.", _BOTH),
        ("Brand", "Brand", [("languages.same-text", "text.en")]),
    ],
)  # fmt: skip
def test_texts_that_say_the_same_and_texts_that_do_not(nl: str, en: str, found: list[tuple[str, str]]) -> None:
    assert _found(nl, en) == found


def test_a_year_may_be_left_out() -> None:
    assert comparable("date", "2026-11-26") == comparable("date", "--11-26")
    assert comparable("number", "1000 m") == "1000 m"


def test_following_the_news_is_not_something_to_compare() -> None:
    assert told(facts("Kijk op vru.nl. Blijf binnen.", "nl")) == {("inside", False)}
