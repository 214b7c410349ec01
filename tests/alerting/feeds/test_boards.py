# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.alerting.feeds.sites import FIRE, told, uses
from weerbaar.alerting.compose import LONGEST
from weerbaar.alerting.feeds import published_from, standings
from weerbaar.alerting.feeds.boards import boards
from weerbaar.alerting.feeds.page import page_of


def test_a_board_gets_two_lengths_and_a_screen_its_own():
    register = uses(told(nl="NL-Alert 26-11-2026 14:05: " + "Brand met veel rook in Utrecht. Ga naar binnen. " * 3))
    page, _ = page_of(published_from(register[FIRE], standings(register)))
    (alert,) = boards([page])["alerts"]
    short, long, screen = (alert["texts"][place]["nl"] for place in ("board_short", "board_long", "screen"))
    assert short == "Brand met veel rook in Utrecht. Ga naar binnen."
    assert len(short) <= LONGEST["board-short"] < len(long) <= LONGEST["board-long"]
    assert screen.startswith("NL-Alert\nBrand met veel rook")
    assert len(screen) <= LONGEST["screen"]
    assert (alert["codes"], alert["stop"]) == (["GM0344"], "2026-11-26T17:05:00Z")


def test_without_alerts_there_is_nothing_to_show():
    assert boards([]) == {"alerts": []}


def test_a_text_that_was_left_out_is_left_out_here_too():
    register = uses(told())
    page, _ = page_of(published_from(register[FIRE], standings(register)))
    del page["channels"]["screen"]
    assert boards([page])["alerts"][0]["texts"]["screen"] == {}
