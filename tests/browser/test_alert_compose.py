# SPDX-License-Identifier: EUPL-1.2
"""An alert is written and its area drawn: by mouse, by keyboard alone, and without script."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Login, Site

OpenPage = Callable[..., Page]
ROLE = "alert-writer"
PROGRAM = """
import json, os, sys
sys.path.insert(0, os.environ["TESTS_OF"])
os.environ["DJANGO_SETTINGS_MODULE"] = "weerbaar.workbench.settings"
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from pytest import MonkeyPatch
from tests.workbench.alerts.offered import on_air
from weerbaar.workbench.alerts import draft_verbs, supply_verbs
from weerbaar.workbench.alerts.models import Channel, Use

def asked_by(user):
    request = RequestFactory(SERVER_NAME="127.0.0.1").post("/")
    request.user, request.session = user, SessionStore()
    return request

supply_verbs.make_up(asked_by(User.objects.get(username="administrator")), cells=3_000, seed=1)
# Tests of this file may be dealt out in turns, and then this is asked for more than once.
user, _ = User.objects.get_or_create(username="alert-writer", email="alert-writer@voorbeeld.nl", first_name="Nel")
Grant.objects.get_or_create(user=user, role=Role.ALERT_OFFICER, region=Region.objects.get(number=20))
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
use = draft_verbs.start(asked_by(user), region="VR20", status="actual", template_id="brand-rook")
exercise = draft_verbs.start(asked_by(user), region="VR20", status="exercise")
if not Use.objects.filter(use="VR20-lucht").exists():
    approver = User.objects.create(username="alert-decides", email="alert-decides@voorbeeld.nl")
    Grant.objects.create(user=approver, role=Role.ALERT_APPROVER, region=Region.objects.get(number=20))
    on_air(user, approver, MonkeyPatch(), "VR20-lucht")
    Channel.objects.filter(name="echt").update(active=False)
print(json.dumps({"session": client.cookies["weerbaar_session"].value, "use": use.use, "exercise": exercise.use}))
"""


@pytest.fixture(scope="module")
def drafts(site: Site) -> dict[str, str]:
    """Make somebody who writes alerts, with a draft that is meant and one of an exercise; return their ids."""
    given = site.environment | {"TESTS_OF": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=given, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    made: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    site.logins[ROLE] = Login(ROLE, "", made["session"])
    return made


def _opened(open_page: OpenPage, drafts: dict[str, str], script: bool = True) -> Page:
    page = open_page(ROLE, java_script_enabled=script)
    # A tab that is closed with text in it asks whether that may be lost.
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/nl-alert/{drafts['use']}/opstellen/")
    if script:
        # The country is there, so that nothing moves under the mouse.
        expect(page.locator(".map__canvas")).to_have_attribute("aria-busy", "false")
    return page


def _points(page: Page) -> int:
    return len(re.findall(r"^\d+\.\d+, \d+\.\d+$", page.locator("#id_area").input_value(), re.MULTILINE))


def test_the_text_is_checked_while_it_is_typed(open_page: OpenPage, drafts: dict[str, str]) -> None:
    page = _opened(open_page, drafts)
    expect(page.locator("#check-summary")).to_contain_text("fouten")
    page.locator("#id_nl").press_sequentially("Brand in Breda. Bel 0900-9999, blijf in ’t huis.")
    expect(page.locator("#checks mark.seen--error")).to_have_text("0900-9999")
    expect(page.locator(".phone__text")).to_contain_text("0900-9999")
    page.get_by_role("button", name="Vervang door '").click()
    expect(page.locator("#id_nl")).to_have_value("Brand in Breda. Bel 0900-9999, blijf in 't huis.")
    expect(page.locator(".costly")).to_have_count(0)


def test_an_area_drawn_by_mouse(open_page: OpenPage, drafts: dict[str, str], axe: Callable[[Page], None]) -> None:
    page = _opened(open_page, drafts)
    page.get_by_role("button", name="Veelhoek").click()
    canvas = page.locator(".map__canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    for x, y in ((0.45, 0.6), (0.6, 0.6), (0.6, 0.75), (0.45, 0.75)):
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
    page.get_by_role("button", name="Klaar").click()
    assert _points(page) == 4
    expect(page.locator(".map-handle")).to_have_count(4)
    expect(page.locator("#checks")).to_contain_text("km²")
    before = page.locator("#id_area").input_value()
    page.locator(".map-handle").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#id_area").input_value() != before
    page.keyboard.press("Delete")
    assert _points(page) == 3
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#id_area")).to_have_value(before)
    expect(page.locator("#cells")).to_contain_text("Verzonnen zendcellen")
    expect(page.locator("#cells svg")).to_be_visible()
    axe(page)


def test_who_draws_before_the_country_is_there_is_not_moved_by_it(open_page: OpenPage, drafts: dict[str, str]) -> None:
    page = open_page(ROLE)
    held: list[Route] = []
    page.route("**/nl-alert/kaart*", lambda route: held.append(route))
    page.goto(f"/nl-alert/{drafts['exercise']}/opstellen/")
    canvas = page.locator(".map__canvas")
    expect(canvas).to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Veelhoek").click()
    expect(canvas).to_be_focused()
    where = "document.querySelector('.map__canvas .leaflet-map-pane').style.transform"
    was = page.evaluate(where)
    held[0].continue_()
    expect(canvas).to_have_attribute("aria-busy", "false")
    expect(canvas.locator(".leaflet-base-pane path")).not_to_have_count(0)
    assert page.evaluate(where) == was


def test_an_area_drawn_by_keyboard_alone(open_page: OpenPage, drafts: dict[str, str]) -> None:
    page = _opened(open_page, drafts)
    page.get_by_role("button", name="Veelhoek").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map__canvas")).to_be_focused()
    centre = "document.querySelector('.map__canvas .leaflet-map-pane').style.transform"
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowDown"):
        was = page.evaluate(centre)
        page.keyboard.press(key)
        page.wait_for_function(f"was => {centre} !== was", arg=was)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Klaar").focus()
    page.keyboard.press("Enter")
    assert _points(page) == 3
    page.locator("#id_area").fill("51.68, 4.6 straal 4 km")
    expect(page.locator(".map-handle")).to_have_count(1)
    page.get_by_role("button", name="Wissen").click()
    expect(page.locator("#id_area")).to_have_value("")


def test_a_repair_and_the_slider(open_page: OpenPage, drafts: dict[str, str]) -> None:
    page = _opened(open_page, drafts)
    page.locator("#id_area").fill("51.6,4.5 51.7,4.7 51.7,4.5 51.6,4.7")
    page.get_by_role("button", name="Herstel het gebied").click()
    expect(page.locator("#id_area")).to_have_value(re.compile("MultiPolygon"))
    expect(page.get_by_role("button", name="Herstel het gebied")).to_have_count(0)
    page.get_by_role("slider").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#share-shown")).to_have_text("20")
    expect(page.locator("#cells")).to_contain_text("buiten het gebied")


def test_without_script_all_of_it_goes_by_the_server(open_page: OpenPage, drafts: dict[str, str]) -> None:
    page = _opened(open_page, drafts, script=False)
    expect(page.locator("[data-map]")).to_be_hidden()
    page.locator("#id_f_place").fill("Moerdijk")
    page.get_by_role("button", name="Zet in de teksten").click()
    expect(page.locator("#id_nl")).to_have_value(re.compile("rook in Moerdijk"))
    page.locator("#id_area").fill("51.70,4.55 51.70,4.70 51.62,4.70 51.62,4.55")
    page.locator("button[value=check]").last.click()
    expect(page.locator("#checks")).to_contain_text("km²")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het concept is bewaard.")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "width"),
    [
        ("nl", 360),
        pytest.param("nl", 1280, marks=pytest.mark.thorough),
        pytest.param("en", 360, marks=pytest.mark.thorough),
        pytest.param("en", 1280, marks=pytest.mark.thorough),
    ],
)
def test_the_pages_are_for_everybody(
    open_page: OpenPage, drafts: dict[str, str], axe: Callable[[Page], None], lang: str, width: int
) -> None:
    page = open_page(ROLE, lang=lang, width=width)
    use, exercise = drafts["use"], drafts["exercise"]
    addresses = ("/nl-alert/", "/nl-alert/nieuw/", f"/nl-alert/{exercise}/opstellen/", f"/nl-alert/{use}/versies/")
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
def test_the_public_page_of_one_alert_is_for_everybody(
    open_page: OpenPage, drafts: dict[str, str], axe: Callable[[Page], None], lang: str
) -> None:
    page = open_page(lang=lang, width=360)
    page.goto(f"/nl-alert/actueel/VR20-lucht/{'?taal=en' if lang == 'en' else ''}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == lang
    expect(page.locator("main")).to_contain_text("Close windows and doors" if lang == "en" else "Sluit ramen en deuren")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_a_field_does_not_take_is_told_beside_it(open_page: OpenPage, drafts: dict[str, str]) -> None:
    page = _opened(open_page, drafts)
    page.locator("#id_starts").fill("1900-01-01T00:00")
    expect(page.locator("#checks")).to_contain_text("Uitzenden vanaf: Kies een tijdstip van 2012 tot en met 2099.")
