# SPDX-License-Identifier: EUPL-1.2
"""The map of an evacuation: played, searched, compared and asked what if; by mouse, by keyboard, and without script."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login, Site

OpenPage = Callable[..., Page]
ROLE = "evacuation-analyst"
PROGRAM = """
import json, os, sys
sys.path.insert(0, os.environ["TESTS_OF"])
os.environ["DJANGO_SETTINGS_MODULE"] = "weerbaar.workbench.settings"
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round
from tests.workbench.evacuation.places import village_file

round_ = Round.objects.get(slug="voorbeeld-2012")
# Tests of this file may be dealt out in turns, and then this is asked for more than once.
user, new = User.objects.get_or_create(username="evacuation-analyst", email="evacuation@voorbeeld.nl", first_name="Ed")
Grant.objects.get_or_create(user=user, role=Role.ANALYST, round=round_)

def request():
    found = RequestFactory(SERVER_NAME="127.0.0.1").post("/")
    found.user, found.session, found.round = user, SessionStore(), round_
    return found

def worked_out(network, name, **values):
    plan = verbs.save_plan(request(), round_, network=network, name=name, **values)
    run_now(verbs.ask_study(request(), round_, plan))

if new:
    village = verbs.add_network(request(), round_, name="dorp.json", content=village_file())
    worked_out(village, "Dorp uit", bin_min=5)
    worked_out(village, "Dorp geleid", bin_min=5, routing="managed")
    roads = verbs.add_example(request(), round_, example="zeeland")
    from weerbaar.evacuation.network import example
    people = {zone.id: 9000 for zone in example("zeeland").network.zones[:3]}
    worked_out(roads, "Zeeland uit", demand={"people": people}, routing="nearest")
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
plans = {plan.name: plan.pk for plan in Plan.objects.filter(round=round_, based_on=None)}
print(json.dumps({"session": client.cookies["weerbaar_session"].value, "plans": plans}))
"""


@pytest.fixture(scope="module")
def plans(site: Site) -> dict[str, int]:
    """Make somebody who plans evacuations, with plans that were worked out; return their numbers by name."""
    given = site.environment | {"TESTS_OF": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=given, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout.splitlines()[-1])
    site.logins[ROLE] = Login(ROLE, "", made["session"])
    found: dict[str, int] = made["plans"]
    return found


def _opened(open_page: OpenPage, number: int, asked: str = "", script: bool = True, width: int = 1280) -> Page:
    page = open_page(ROLE, java_script_enabled=script, width=width)
    page.goto(f"/rondes/voorbeeld-2012/evacuatie/plannen/{number}/kaart/{asked}")
    if script:
        expect(page.locator("[data-flow]")).to_have_attribute("aria-busy", "false")
    return page


def _people(page: Page, name: str) -> int:
    return int(page.locator(f"[data-count-{name}]").first.inner_text().replace(".", ""))


def _painted(page: Page) -> str:
    drawn: str = page.evaluate("document.querySelector('[data-canvas] canvas').toDataURL()")
    return drawn


def test_the_slider_moves_people_out(open_page: OpenPage, plans: dict[str, int], axe: Callable[..., None]) -> None:
    page = _opened(open_page, plans["Dorp uit"])
    slider = page.get_by_role("slider", name="Moment")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-hour-shown]")).to_have_text("bij het begin")
    assert (_people(page, "home"), _people(page, "out")) == (2500, 0)
    first = _painted(page)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-hour-shown]")).to_have_text("15 minuten na het begin")
    expect(slider).to_have_attribute("aria-valuetext", "15 minuten na het begin")
    assert sum(_people(page, name) for name in ("out", "road", "waiting", "home")) == pytest.approx(2500, abs=2)
    assert _people(page, "out") <= _people(page, "bound") + 2
    assert _painted(page) != first
    page.keyboard.press("End")
    expect(page.locator("[data-count-out]")).to_have_text("2.500")
    axe(page)


def test_it_plays_until_it_is_paused(open_page: OpenPage, plans: dict[str, int]) -> None:
    page = _opened(open_page, plans["Dorp uit"])
    slider, hour = page.get_by_role("slider", name="Moment"), page.locator("[data-hour-shown]")
    slider.focus()
    page.keyboard.press("End")
    # From the end it begins anew.
    page.get_by_role("button", name="Afspelen").click()
    expect(hour).to_have_text("10 minuten na het begin")
    page.get_by_role("button", name="Pauze").click()
    expect(page.get_by_role("button", name="Afspelen")).to_be_visible()
    page.keyboard.press("Space")
    expect(hour).to_have_text("20 minuten na het begin")
    slider.focus()
    page.keyboard.press("Home")
    # Who moves the slider stops the film.
    expect(page.get_by_role("button", name="Afspelen")).to_be_visible()


def test_a_road_is_found_by_keyboard_and_closed(
    open_page: OpenPage, plans: dict[str, int], axe: Callable[..., None]
) -> None:
    page = _opened(open_page, plans["Dorp uit"], width=360)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("dorp BRUG")
    expect(page.locator("[data-found]")).to_have_text("2 van 2 wegen, langste wachtrij eerst")
    page.keyboard.press("Enter")
    title = page.locator("[data-road-name]")
    expect(title).to_be_focused()
    expect(title).to_have_text("dorp → brug")
    expect(page.locator("[data-value-capacity]")).to_have_text("900")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    axe(page)
    page.get_by_role("button", name="Keuze wissen").click()
    expect(page.locator("[data-road]")).to_be_hidden()
    page.locator("#flow-search").fill("dijk")
    page.locator(".flow-roads__one", has_text="dorp → dijk").click()
    # Where no road leads back there is nothing to turn around.
    expect(page.get_by_role("button", name="Tegenstroom")).to_be_hidden()
    page.locator("#flow-search").fill("brug")
    page.locator(".flow-roads__one", has_text="dorp → brug").click()
    expect(page.get_by_role("button", name="Tegenstroom")).to_be_visible()
    page.get_by_role("button", name="Weg dicht").click()
    expect(page.locator("main")).to_contain_text("De variant wordt doorgerekend.")
    expect(page.locator("h1")).to_contain_text("Dorp uit: ")


def test_a_road_is_chosen_on_the_map(open_page: OpenPage, plans: dict[str, int]) -> None:
    page = _opened(open_page, plans["Dorp uit"])
    box = page.locator("[data-canvas]").bounding_box()
    assert box is not None
    # The dike lies straight north of the village; the network fills the height.
    page.mouse.click(box["x"] + box["width"] / 2 - (box["height"] - 48) / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-road-name]")).to_have_text("dorp → dijk")
    expect(page.locator(".flow-roads__one[aria-pressed=true]")).to_contain_text("dorp → dijk")


def test_two_plans_with_one_slider(open_page: OpenPage, plans: dict[str, int], axe: Callable[..., None]) -> None:
    page = _opened(open_page, plans["Dorp uit"])
    page.get_by_label("Naast dit plan").select_option("Dorp geleid")
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator("[data-flow]")).to_have_attribute("aria-busy", "false")
    expect(page.locator("[data-canvas] canvas")).to_have_count(2)
    page.get_by_role("slider", name="Moment").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-count-out]")).to_have_text(["2.500", "2.500"])
    page.locator(".flow-roads__one", has_text="dorp → brug").click()
    expect(page.locator("[data-value-capacity]")).to_have_text(["900", "900"])
    # The plan that ended first has nothing on its roads any more.
    expect(page.locator("[data-value-flow]").first).not_to_have_text("0")
    expect(page.locator("[data-value-flow]").last).to_have_text("0")
    axe(page)


def test_dutch_roads_lie_on_the_country(open_page: OpenPage, plans: dict[str, int]) -> None:
    page = _opened(open_page, plans["Zeeland uit"])
    expect(page.locator(".leaflet-base-pane path")).not_to_have_count(0)
    expect(page.locator(".leaflet-control-scale-line")).to_contain_text("km")


def test_it_is_all_there_without_script(open_page: OpenPage, plans: dict[str, int]) -> None:
    page = _opened(open_page, plans["Dorp uit"], script=False)
    expect(page.locator("[data-canvas]")).to_be_hidden()
    drawing = page.locator(".flow__picture img")
    expect(drawing).to_be_visible()
    assert page.request.get(str(drawing.get_attribute("src"))).headers["content-type"] == "image/svg+xml"
    page.get_by_role("spinbutton", name="Uur na het begin").fill("0.25")
    page.get_by_role("button", name="Tonen").click()
    expect(page.locator("caption", has_text="Drukste wegen")).to_have_text("Drukste wegen, 0,25 uur na het begin")


def test_data_that_do_not_come_leave_the_picture(open_page: OpenPage, plans: dict[str, int]) -> None:
    page = open_page(ROLE, tolerate="status of 500")
    page.route("**/kaart/gegevens", lambda route: route.fulfill(status=500))
    page.goto(f"/rondes/voorbeeld-2012/evacuatie/plannen/{plans['Dorp uit']}/kaart/")
    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator(".flow__picture img")).to_be_visible()
