# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

from tests.alerting.compose.drafts import NL, STARTS
from tests.alerting.feeds.sites import FIRE, told, uses, withdrawn
from weerbaar.alerting.compose import ChannelText, Section, render
from weerbaar.alerting.feeds import page, published_from, standings
from weerbaar.alerting.feeds.page import page_of


def made(story):
    register = uses(story)
    return page_of(published_from(register[FIRE], standings(register)))


def test_everything_that_is_known_of_an_alert_is_in_its_page():
    found, wrong = made(withdrawn(told(), STARTS + timedelta(minutes=9)))
    assert wrong == []
    assert (found["id"], found["region"], found["status"], found["texts"]["nl"]) == (FIRE, "VR09", "actual", NL)
    assert (found["sent"], found["withdrawn"]) == ("2026-11-26T13:05:00Z", "2026-11-26T13:14:00Z")
    assert found["channels"]["website"]["nl"][1] == {
        "heading": "Wat u moet doen",
        "text": "Ga naar binnen. Sluit ramen en deuren.",
    }
    assert found["area"]["properties"]["codes"] == ["GM0344"]


def test_what_is_still_to_be_filled_in_and_the_brief_for_the_interpreter_are_not_published():
    channels = made(told())[0]["channels"]
    assert "sign-language" not in channels
    headings = [section["heading"] for section in channels["questions"]["nl"]]
    assert "Wat moet ik doen?" in headings
    assert "Wat is nog niet bekend?" not in headings


def test_a_text_that_contradicts_the_source_is_left_out_and_told(monkeypatch):
    def wrong_board(draft):
        return [
            ChannelText("board-short", "nl", (Section("", "Bel 0800-1351."),))
            if text.channel == "board-short"
            else text
            for text in render(draft)
            if text.lang == "nl"
        ]

    monkeypatch.setattr(page, "render", wrong_board)
    found, wrong = made(told())
    assert [finding.rule for finding in wrong] == ["channel.phone"]
    assert "board-short" not in found["channels"]
    assert "board-long" in found["channels"]
