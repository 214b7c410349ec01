# SPDX-License-Identifier: EUPL-1.2
"""Moments in words, in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from weerbaar.workbench.shell.moments import at_words, day_words, is_late, left_words

NOW = datetime(2027, 3, 10, 14, 3, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "14:03"),
        (timedelta(hours=14), "00:03"),
        (timedelta(hours=15), "gisteren 23:03"),
        (timedelta(days=7), "3 maart 2027 14:03"),
    ],
)
def test_when_something_happened(ago: timedelta, words: str) -> None:
    assert at_words(NOW - ago, NOW) == words


@pytest.mark.parametrize(
    ("ahead", "nl", "en"),
    [
        (timedelta(hours=2), "vandaag, uiterlijk 16:03", "today, by 16:03"),
        (timedelta(hours=12), "morgen", "tomorrow"),
        (timedelta(days=3), "over 3 dagen", "in 3 days"),
        (timedelta(days=21), "over 3 weken", "in 3 weeks"),
        (timedelta(days=91), "over 3 maanden", "in 3 months"),
        (timedelta(hours=-1), "vandaag verstreken", "passed today"),
        (timedelta(days=-1), "1 dag te laat", "1 day late"),
        (timedelta(days=-2), "2 dagen te laat", "2 days late"),
    ],
)
def test_how_long_there_is_left(ahead: timedelta, nl: str, en: str) -> None:
    assert left_words(NOW + ahead, NOW) == nl
    assert is_late(NOW + ahead, NOW) == (ahead < timedelta(0))
    with translation.override("en"):
        assert left_words(NOW + ahead, NOW) == en


def test_a_day_is_written_in_full() -> None:
    assert day_words(NOW) == "10 maart 2027"
    with translation.override("en"):
        assert day_words(NOW) == "10 March 2027"
