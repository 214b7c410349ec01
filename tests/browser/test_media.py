# SPDX-License-Identifier: EUPL-1.2
"""Pages under system colours, with reduced motion, on a phone, without scripts and on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
FULL = "/rondes/voorbeeld-2012"
LEAST_TEXT, LEAST_MARK = 4.5, 3.0
"""Least contrast of words and of what carries meaning (WCAG 1.4.3 and 1.4.11)."""
PHONE = {"width": 360, "height": 740}
LARGEST_HEADER = 0.16
"""Part of the height of a phone that the header may take."""

# The contrast of two computed colours; ``null`` where a colour cannot be read.
_CONTRAST = """(a, b) => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g)?.slice(0, 3).map((v) => v / 255);
    if (!parts) return null;
    const [r, g, blue] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}"""
_MARKS = f"""() => {{
  const contrast = {_CONTRAST}, svg = document.querySelector('.diagram svg');
  const style = (e) => getComputedStyle(e), ground = style(svg.querySelector(':scope > rect')).fill;
  const marks = [...svg.querySelectorAll('a > path')].map((e) => contrast(style(e).fill, ground));
  const whiskers = [...svg.querySelectorAll('path[fill=none]')].map((e) => contrast(style(e).stroke, ground));
  const names = [...svg.querySelectorAll('a > text:last-child')].map((e) => contrast(style(e).fill, ground));
  return {{ground, marks, whiskers, names}};
}}"""
_BARS = f"""([value, ground]) => {{
  const contrast = {_CONTRAST}, style = (e) => getComputedStyle(e);
  return [...document.querySelectorAll(value)].map((e) => contrast(
    style(e).fill, style(e.closest('svg').querySelector(ground)).fill));
}}"""


@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.thorough)])
def test_system_colours_keep_the_diagram(open_page: OpenPage, scheme: str) -> None:
    page = open_page("everyone")
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(f"{FULL}/resultaten/")
    found = page.evaluate(_MARKS)
    assert len(found["marks"]) == len(found["names"]) == 4
    assert len(found["whiskers"]) >= 8
    assert min(found["marks"]) >= LEAST_MARK
    assert min(found["whiskers"]) >= LEAST_MARK
    assert min(found["names"]) >= LEAST_TEXT
    # Where the keyboard is: the line around a mark stands on the ground of the figure, not on that of the page.
    mark = page.locator(".diagram svg a").first
    page.keyboard.press("Tab")
    mark.focus()
    line = mark.evaluate("e => getComputedStyle(e).outlineColor")
    assert page.evaluate(f"([a, b]) => ({_CONTRAST})(a, b)", [line, found["ground"]]) >= LEAST_MARK


@pytest.mark.parametrize(
    ("address", "value", "ground"),
    [
        (f"{FULL}/beoordelen/gewelddadige-eenling/", ".bar__value", ".bar__ground"),
        (f"{FULL}/capaciteiten/maatregelen/", ".cap-bar rect:not(.cap-bar__ground)", ".cap-bar__ground"),
    ],
)
def test_system_colours_keep_bars(open_page: OpenPage, address: str, value: str, ground: str) -> None:
    page = open_page("everyone")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(address)
    contrasts = page.evaluate(_BARS, [value, ground])
    assert len(contrasts) > 2
    assert min(contrasts) >= LEAST_MARK


@pytest.mark.parametrize(("asked", "longest_s"), [("reduce", 0.01), ("no-preference", 3.0)])
def test_nothing_moves_for_who_asks_for_rest(open_page: OpenPage, asked: str, longest_s: float) -> None:
    page = open_page("everyone")
    page.emulate_media(reduced_motion=asked)
    page.goto(f"{FULL}/")
    # A style sheet of an organisation may bring motion: what this sets stands for that.
    page.evaluate("document.querySelector('h1').style.transition = 'opacity 3s'")
    page.evaluate("document.querySelector('h1').style.animation = 'turn 3s'")
    durations = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap((e) => {
          const s = getComputedStyle(e);
          return `${s.transitionDuration},${s.animationDuration}`.split(',').map(parseFloat);
        }).filter((d) => !Number.isNaN(d))"""
    )
    assert len(durations) > 100
    assert (max(durations) <= longest_s) is True
    assert (max(durations) > 0.01) is (asked == "no-preference")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_one_button_holds_the_menus(open_page: OpenPage, scripts: bool) -> None:
    page = open_page("everyone", width=PHONE["width"], java_script_enabled=scripts)
    page.set_viewport_size(PHONE)
    page.goto(f"{FULL}/capaciteiten/tekorten/")
    header = page.locator("header").first.bounding_box()
    assert header is not None
    assert header["height"] <= LARGEST_HEADER * PHONE["height"]
    main_menu, round_menu = page.get_by_role("navigation", name="Hoofdmenu"), page.locator(".round-nav")
    expect(main_menu).to_be_hidden()
    expect(round_menu).to_be_hidden()
    expect(page.locator(".place")).to_contain_text("Capaciteiten")
    expect(page.get_by_role("link", name="Register", exact=True)).to_be_hidden()

    page.get_by_role("button", name="Menu", exact=True).click()
    expect(main_menu).to_be_visible()
    expect(round_menu.get_by_role("link", name="Resultaten")).to_be_visible()
    page.keyboard.press("Escape")
    expect(round_menu).to_be_hidden()
    page.get_by_role("button", name="Andere onderdelen").click()
    page.get_by_role("link", name="Register", exact=True).click()
    expect(page).to_have_url(f"{page.url.partition('/rondes')[0]}{FULL}/capaciteiten/register/")


def test_on_a_desk_all_menus_stand_open(open_page: OpenPage) -> None:
    page = open_page("everyone")
    page.goto(f"{FULL}/resultaten/rangorde/")
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_hidden()
    for name in ("Mijn werk", "Capaciteiten", "Gevoeligheid", "Uitloggen"):
        expect(page.get_by_text(name, exact=True).first).to_be_visible()


@pytest.mark.parametrize(
    "address", [f"{FULL}/scenarios/gewelddadige-eenling/", f"{FULL}/resultaten/", f"{FULL}/capaciteiten/register/"]
)
def test_paper_has_the_content_and_no_menus(open_page: OpenPage, address: str) -> None:
    page = open_page("everyone")
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for gone in (".site-nav", ".round-nav", ".site-header__tools", ".tabs", ".menu-button", "form"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor") == "rgba(0, 0, 0, 0)"
    # Nothing runs off the paper: tables and figures are as wide as it is.
    page.set_viewport_size({"width": 700, "height": 900})
    wide = "[...document.querySelectorAll('.table-scroll, .figure')].filter((e) => e.scrollWidth > e.clientWidth + 1)"
    assert page.evaluate(f"{wide}.map((e) => e.outerHTML.slice(0, 90))") == []
