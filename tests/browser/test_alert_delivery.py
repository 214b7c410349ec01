# SPDX-License-Identifier: EUPL-1.2
"""From a draft that waits to cells that answered, in a real browser: by keyboard, without script, on a small screen."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login, OpenPage, Site

HERE = Path(__file__).parent
PATIENCE_S = 120
Desk = Callable[[str], Any]
Case = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def desk(site: Site) -> Iterator[Desk]:
    """Give an order to ``alert_case.py``, which runs beside the workbench, and return what it answers."""
    path = {"PYTHONPATH": f"{site.environment['PYTHONPATH']}:{HERE.parents[1]}"}
    program = [sys.executable, str(HERE / "alert_case.py")]
    with subprocess.Popen(
        program, env=site.environment | path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        orders, answers = started.stdin, started.stdout
        assert orders is not None
        assert answers is not None

        def order(line: str) -> Any:
            orders.write(f"{line}\n")
            orders.flush()
            assert select.select([answers], [], [], PATIENCE_S)[0], f"no answer to {line!r}"
            return json.loads(answers.readline())

        try:
            yield order
        finally:
            started.kill()


@pytest.fixture
def case(site: Site, desk: Desk) -> Case:
    """Make a draft that waits for approval, and return what shows that each check was done."""

    def make(name: str) -> dict[str, str]:
        made = desk(f"make {name}")
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
    open_page: OpenPage, desk: Desk, case: Case, axe: Callable[[Page], None]
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
    desk("deliver")
    # Nobody reloads: the page asks by itself.
    expect(part.locator(".state-line")).to_contain_text("deels geweigerd")
    expect(part.get_by_role("table").first).to_contain_text("oefennet")
    axe(officer)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.thorough)])
def test_all_of_it_without_script(open_page: OpenPage, desk: Desk, case: Case, width: int) -> None:
    name = f"VR20-toets-{width}"
    answers = case(name)
    approver = open_page("alert-approver", width=width, java_script_enabled=False)
    _approve(approver, name, answers)
    officer = open_page("alert-officer", width=width, java_script_enabled=False)
    officer.goto(f"/nl-alert/{name}/")
    officer.get_by_role("button", name="Verzenden").click()
    desk("deliver")
    officer.reload()
    expect(officer.locator(".state-line")).to_contain_text("deels geweigerd")
    officer.locator("summary", has_text="Intrekken").click()
    officer.get_by_label("Waarom trekt u dit bericht in?").fill("vals alarm")
    officer.get_by_role("button", name="Intrekken").click()
    desk("deliver")
    officer.reload()
    # Some cells of the network are silent: what they do not confirm is not called ended.
    expect(officer.locator(".state-line")).to_contain_text("intrekken gevraagd, nog niet bewezen")


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
