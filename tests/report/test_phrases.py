# SPDX-License-Identifier: EUPL-1.2
"""Words of the renderers."""

from __future__ import annotations

from datetime import date

from weerbaar.report.model import Report
from weerbaar.report.phrases import date_words, phrases


def test_both_languages_have_the_same_phrases() -> None:
    dutch, english = phrases("nl"), phrases("en")
    assert dutch.keys() == english.keys()
    assert (dutch["table"], english["table"]) == ("Tabel", "Table")


def test_the_title_page_gives_the_day_or_only_the_year() -> None:
    assert date_words(Report("letter", "t", "s", "o", "nl", 2013, "r", ())) == "2013"
    assert date_words(Report("letter", "t", "s", "o", "en", 2013, "r", (), date(2013, 11, 8))) == "8 November 2013"
