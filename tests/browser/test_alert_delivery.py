# SPDX-License-Identifier: EUPL-1.2
"""From a draft that waits to cells that answered, in a real browser: by keyboard, without script, on a small screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login, OpenPage, Site

HERE = Path(__file__).parent
Case = Callable[[str], dict[str, str]]


def _run(site: Site, *words: str) -> str:
    path = {"PYTHONPATH": f"{site.environment['PYTHONPATH']}:{HERE.parents[1]}"}
    program = [sys.executable, str(HERE / "alert_case.py"), *words]
    done = subprocess.run(program, env=site.environment | path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def case(site: Site) -> Case:
    """Make a draft that waits for approval, and return what shows that each check was done."""

    def make(name: str) -> dict[str, str]:
        made = json.loads(_run(site, "make", name))
        for role, session in made["sessions"].items():
            site.logins[role] = Login(f"alert-{role}", "", session)
        answers: dict[str, str] = made["answers"]
        return answers

    return make


def _approve(page: Page, name: str, answers: dict[str, str]) -> None:
    page.goto(f"/nl-alert/{name}/goedkeuren/")
    expect(page.get_by_role("button", name="Goedkeuren", exact=True)).to_be_disabled()
    for check, typed in answers.items():
        page.locator(f"#typed-{check}").fill(typed)
        page.locator(f"#typed-{check}").press("Enter")
        expect(page.locator(f"#controle-{check}").get_by_text("gedaan", exact=True)).to_be_visible()
    page.get_by_role("button", name="Goedkeuren", exact=True).press("Enter")
    expect(page.get_by_text("Dit concept mag worden verzonden")).to_be_visible()


def test_approved_by_keyboard_and_followed_while_the_page_is_open(
    site: Site, open_page: OpenPage, case: Case, axe: Callable[[Page], None]
) -> None:
    answers = case("VR20-toets-1")
    approver = open_page("alert-approver", tolerate="status of 422")
    approver.goto("/nl-alert/VR20-toets-1/goedkeuren/")
    axe(approver)
    first = next(iter(answers))
    approver.locator(f"#typed-{first}").fill("gezien")
    approver.locator(f"#typed-{first}").press("Enter")
    expect(approver.get_by_text("Dat staat niet in dit concept")).to_be_visible()
    _approve(approver, "VR20-toets-1", answers)
    officer = open_page("alert-officer")
    officer.goto("/nl-alert/VR20-toets-1/")
    officer.get_by_role("button", name="Verzenden").click()
    part = officer.locator("#verloop")
    expect(part).to_contain_text("Verzenden is gevraagd")
    _run(site, "deliver")
    # Nobody reloads: the page asks by itself.
    expect(part.locator(".state-line")).to_contain_text("deels geweigerd")
    expect(part.get_by_role("table").first).to_contain_text("oefennet")
    axe(officer)


@pytest.mark.parametrize("width", [320, 1280])
def test_all_of_it_without_script(site: Site, open_page: OpenPage, case: Case, width: int) -> None:
    name = f"VR20-toets-{width}"
    answers = case(name)
    approver = open_page("alert-approver", width=width, java_script_enabled=False)
    _approve(approver, name, answers)
    officer = open_page("alert-officer", width=width, java_script_enabled=False)
    officer.goto(f"/nl-alert/{name}/")
    officer.get_by_role("button", name="Verzenden").click()
    _run(site, "deliver")
    officer.reload()
    expect(officer.locator(".state-line")).to_contain_text("deels geweigerd")
    officer.locator("summary", has_text="Intrekken").click()
    officer.get_by_label("Waarom trekt u dit bericht in?").fill("vals alarm")
    officer.get_by_role("button", name="Intrekken").click()
    _run(site, "deliver")
    officer.reload()
    expect(officer.locator(".state-line")).to_contain_text("beëindigd")


def test_everybody_reads_the_public_page_in_two_languages(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page(width=320)
    answer = page.goto("/nl-alert/actueel/")
    assert answer is not None
    assert "set-cookie" not in answer.headers
    expect(page.get_by_role("heading", name="Actuele NL-Alerts")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Current NL-Alerts")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.lang") == "en"
