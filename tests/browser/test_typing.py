# SPDX-License-Identifier: EUPL-1.2
"""Nothing that somebody types gets lost: drafts, a crash, two people at once; and jumping by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

SETTINGS = "/rondes/demonstratie/instellingen"
OpenPage = Callable[..., Page]


def test_a_draft_survives_a_crash_and_is_put_back(open_page: OpenPage) -> None:
    first = open_page("administrator")
    first.goto(SETTINGS)
    first.get_by_label("Verklaring vooraf (Nederlands)").fill("Half af")
    expect(first.get_by_text(re.compile(r"^Concept bewaard \d\d:\d\d$"))).to_be_visible()
    # Gone without a word, as after a crash: no form was sent.
    first.close(run_before_unload=False)

    page = open_page("administrator")
    page.goto(SETTINGS)
    offer = page.locator("[data-offer]")
    expect(offer).to_contain_text("U hebt niet-bewaarde tekst van")
    expect(page.get_by_label("Verklaring vooraf (Nederlands)")).to_have_value("")
    offer.get_by_role("button", name="Terugzetten").click()
    expect(page.get_by_label("Verklaring vooraf (Nederlands)")).to_have_value("Half af")
    expect(offer).to_have_count(0)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De instellingen zijn bewaard.")).to_be_visible()
    expect(page.locator("[data-offer]")).to_have_count(0)
    expect(page.get_by_label("Verklaring vooraf (Nederlands)")).to_have_value("Half af")


def test_two_people_at_once_choose_with_both_texts_in_sight(open_page: OpenPage) -> None:
    mine = open_page("administrator", tolerate="status of 409")
    mine.goto(SETTINGS)
    theirs = open_page("administrator")
    theirs.goto(SETTINGS)
    theirs.get_by_label("Inleiding (Nederlands)").fill("De dijk breekt bij Tiel.")
    theirs.get_by_role("button", name="Bewaren").click()
    expect(theirs.get_by_text("De instellingen zijn bewaard.")).to_be_visible()

    mine.get_by_label("Inleiding (Nederlands)").fill("De dijk breekt bij Zaltbommel.")
    mine.get_by_role("button", name="Bewaren").click()
    expect(mine.get_by_role("heading", level=1)).to_have_text("Iemand anders heeft dit intussen gewijzigd")
    expect(mine.locator(".conflict del")).to_contain_text("Tiel.")
    expect(mine.locator(".conflict ins")).to_contain_text("Zaltbommel.")
    mine.get_by_role("button", name="Mijn tekst alsnog bewaren").click()
    expect(mine.get_by_label("Inleiding (Nederlands)")).to_have_value("De dijk breekt bij Zaltbommel.")


def test_leaving_with_text_that_is_nowhere_yet_asks_first(open_page: OpenPage) -> None:
    page = open_page("administrator", tolerate="ERR_INTERNET_DISCONNECTED")
    page.goto(SETTINGS)
    page.context.set_offline(True)
    page.get_by_label("Verklaring vooraf (Engels)").fill("Nowhere")
    page.get_by_label("Titel (Nederlands)").focus()
    expect(page.locator("[data-draft] [role=status]")).to_contain_text("de server is niet bereikbaar")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    expect(page.get_by_label("Verklaring vooraf (Engels)")).to_have_value("Nowhere")
    assert asked == ["beforeunload"]
    page.context.set_offline(False)


def test_control_k_jumps_to_a_round(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page("reader")
    page.goto("/mijn-werk")
    page.keyboard.press("Control+k")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    axe(page)
    page.keyboard.type("demonstr")
    expect(page.locator("dialog [data-palette-list] li:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("demonstr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/rondes/demonstratie/$"))


def test_without_script_every_way_remains(open_page: OpenPage) -> None:
    page = open_page("administrator", java_script_enabled=False)
    page.goto("/mijn-werk")
    page.get_by_role("link", name="Zoeken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken")
    page.goto("/rondes/demonstratie/")
    page.get_by_role("link", name="Controleer de ronde").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is de ronde volledig?")
