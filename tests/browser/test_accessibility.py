# SPDX-License-Identifier: EUPL-1.2
"""Every page: no violation that axe-core can find, no sideways scrolling on a narrow screen, all reached by Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import get_resolver, resolve, reverse
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
DEMO = "/rondes/demonstratie"
FULL = "/rondes/voorbeeld-2012"
"""Closed, with answers, results that have been computed, and a capability analysis."""
CAPABLE = f"{FULL}/capaciteiten"
EVACUATION = f"{FULL}/evacuatie"
PAGES: dict[str, tuple[str, ...]] = {
    "work": (
        "/mijn-werk",
        "/rondes",
        "/rondes?q=bestaatniet",
        "/methoden/nl-nrb-2009",
        "/toegankelijkheid",
        "/zoek?q=dijk",
    ),
    "new round": ("/rondes/nieuw", "/rondes/nieuw?stap=inhoud", "/rondes/nieuw?stap=mensen", "/rondes/importeren"),
    "round": (
        f"{DEMO}/",
        f"{FULL}/",
        f"{DEMO}/volledigheid",
        f"{DEMO}/fase",
        f"{DEMO}/instellingen",
        f"{DEMO}/geschiedenis",
        f"{DEMO}/vergelijken",
        f"{FULL}/vergelijken?met=nrb-2012",
        f"{DEMO}/taken",
        f"{DEMO}/mensen",
    ),
    "people": ("/beheer/mensen", "/beheer/mensen/nieuw", "/beheer/mensen/1", "/logboek", f"{DEMO}/logboek"),
    "account": (
        "/account",
        "/account/password/change/",
        "/account/2fa/",
        "/account/sessions/",
        "/account/tokens",
    ),
    "scenarios": (
        f"{DEMO}/scenarios/",
        f"{DEMO}/scenarios/_nieuw",
        f"{DEMO}/scenarios/_bronnen/",
        f"{DEMO}/scenarios/_bronnen/_nieuw",
        "/rondes/nrb-2012/scenarios/_bronnen/1/",
        f"{DEMO}/scenarios/cyberhacktivisme/",
        f"{DEMO}/scenarios/cyberhacktivisme/bewerken",
        f"{DEMO}/scenarios/cyberhacktivisme/intrekken",
        f"{DEMO}/scenarios/cyberhacktivisme/versies/",
        f"{DEMO}/scenarios/cyberhacktivisme/versies/vergelijken?van=1&naar=1",
        f"{DEMO}/scenarios/cyberhacktivisme/versies/1/",
    ),
    "scoring": (
        f"{FULL}/beoordelen/",
        f"{FULL}/beoordelen/gewelddadige-eenling/",
        f"{FULL}/begeleiden/",
        f"{FULL}/begeleiden/verschillen",
        f"{FULL}/begeleiden/controles",
        f"{FULL}/begeleiden/panel",
        f"{FULL}/begeleiden/plenair/gewelddadige-eenling/",
    ),
    "results": (
        f"{FULL}/resultaten/",
        f"{FULL}/resultaten/scenario/gewelddadige-eenling/",
        f"{FULL}/resultaten/gewichten/",
        f"{FULL}/resultaten/rangorde/",
        f"{FULL}/resultaten/gevoeligheid/",
        f"{FULL}/resultaten/cascades/",
        f"{FULL}/resultaten/cascades/voorbeeld/voorbeeld-cascade/",
        f"{FULL}/resultaten/vergelijken/",
        f"{FULL}/rekenwerk/",
    ),
    "capabilities": (
        f"{DEMO}/capaciteiten/",
        f"{CAPABLE}/",
        f"{CAPABLE}/documenten/measures/",
        f"{CAPABLE}/documenten/measures/versies/1",
        f"{CAPABLE}/tekorten/",
        f"{CAPABLE}/tekorten/cyberdetectie/",
        f"{CAPABLE}/maatregelen/",
        f"{CAPABLE}/maatregel/toevoegen",
        f"{CAPABLE}/maatregelen/alert-online/",
        f"{CAPABLE}/maatregelen/alert-online/wijzigen",
        f"{CAPABLE}/keuze/",
    ),
    "decisions": (
        f"{CAPABLE}/advies/",
        f"{CAPABLE}/advies/alert-online/besluit",
        f"{CAPABLE}/register/",
        f"{CAPABLE}/register/alert-online/",
        f"{CAPABLE}/agenda/",
        f"{CAPABLE}/samenwerking/",
        f"{CAPABLE}/samenwerking/overlap-en-gaten/",
        f"{CAPABLE}/samenwerking/landen/",
        f"{CAPABLE}/bijstand/",
        f"{CAPABLE}/richtlijn/",
        f"{CAPABLE}/scholing/",
    ),
    "evacuation": (
        f"{EVACUATION}/",
        f"{EVACUATION}/netten/nieuw",
        f"{EVACUATION}/netten/1/",
        # The last computation that was made with the site.
        f"{EVACUATION}/inlezen/6/",
        f"{EVACUATION}/plannen/nieuw",
        f"{EVACUATION}/plannen/1/",
        f"{EVACUATION}/plannen/1/wijzigen",
        f"{EVACUATION}/plannen/1/wegen/",
        f"{EVACUATION}/plannen/1/zekerheid/",
        f"{EVACUATION}/plannen/1/dreiging/",
        f"{EVACUATION}/plannen/1/volgorde/",
        f"{EVACUATION}/plannen/1/middelen/",
        f"{EVACUATION}/plannen/1/middelen/wijzigen",
        f"{EVACUATION}/plannen/1/water/",
        f"{EVACUATION}/plannen/1/advies/",
        f"{EVACUATION}/plannen/1/advies/kaarten",
        f"{EVACUATION}/plannen/1/onderbouwing/",
        f"{EVACUATION}/vergelijken/?plan=1",
        f"{EVACUATION}/besluit/",
        f"{EVACUATION}/besluit/formulier",
        f"{EVACUATION}/overstroming/",
        f"{EVACUATION}/overstroming/1/?mensen=2",
    ),
    "alerts": (
        "/nl-alert/",
        "/nl-alert/nieuw/",
        "/nl-alert/VR20-wacht/opstellen/",
        "/nl-alert/VR20-wacht/versies/",
        "/nl-alert/VR20-wacht/goedkeuren/",
        "/nl-alert/VR20-verzonden/",
    ),
    "register of alerts": (
        "/nl-alert/register/",
        "/nl-alert/register/kwaliteit/",
        "/nl-alert/register/keten/",
        "/nl-alert/testberichten/",
        "/nl-alert/kanalen/",
        "/nl-alert/instellingen/",
    ),
    "reports": (
        f"{FULL}/rapporten/",
        f"{FULL}/rapporten/vaststellen",
        f"{FULL}/uitwisseling/",
        f"{FULL}/uitwisseling/webhooks",
    ),
}
"""Pages by group, as somebody with every role opens them."""
PUBLIC = ("/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/toegankelijkheid")
"""Pages as they are before somebody logs in."""
ELSEWHERE = {
    "start": "leads on to one's own work",
    "draft-text": "a piece of a page",
    "palette": "a piece of a page, looked at in test_typing",
    "scoring-label": "a piece of a page",
    "job-progress": "a piece of a page",
    "plenary-stream": "a stream of events",
    "health": "for a program",
    "metrics": "for a program",
    "openid_connect_login": "only with a provider",
    "openid_connect_callback": "only with a provider",
    "socialaccount_login_cancelled": "only with a provider",
    "socialaccount_login_error": "only with a provider",
    "mfa_authenticate": "only half way a login",
    "mfa_reauthenticate": "only with a second factor",
    "mfa_activate_totp": "asks for the password first",
    "mfa_deactivate_totp": "only with a second factor",
    "mfa_view_recovery_codes": "only with a second factor",
    "mfa_generate_recovery_codes": "only with a second factor",
    "mfa_download_recovery_codes": "a file",
    "account_reauthenticate": "leads on for who has just logged in",
    "account_logout": "leads on",
    "account_inactive": "only after a refused login",
    "account_set_password": "leads on",
    "account_reset_password_from_key": "only from a letter",
    "account_reset_password_from_key_done": "only after a letter",
    "audit-export": "a file",
    "round-audit-export": "a file",
    "attachment": "a file",
    "results-file": "a file",
    "sensitivity-file": "a file",
    "cascade-file": "a file",
    "capability-document-save": "leads on to the document",
    "capability-download": "a file",
    "capability-register-export": "a file",
    "capability-agenda-calendar": "a file",
    "capability-assistance-export": "a file",
    "capability-guideline-export": "a file",
    "capability-requirement": "only once a guideline was started",
    "report-show": "a document in a frame of its own",
    "report-download": "a file",
    "sign-off-set": "a file",
    "publication": "only after signing, walked through in test_walk",
    "publication-file": "a file",
    "evacuation-export": "a file",
    "evacuation-ensemble-file": "a file",
    "evacuation-order-file": "a file",
    "evacuation-means-file": "a file",
    "evacuation-decision-file": "a file",
    "evacuation-sheet": "a file",
    "evacuation-map": "looked at in test_evacuation_map",
    "evacuation-map-data": "data of the map",
    "evacuation-map-picture": "a drawing",
    "evacuation-map-country": "data of the map",
    "publication-withdraw": "only after signing",
    "exchange-export": "a file",
    "exchange-import": "only after an upload",
    "exchange-problems": "a file",
    "round-import-overview": "only after an upload",
    "round-import-problems": "a file",
    "webhook": "only once there is one",
    "alert-map": "data for the map",
    "alert-progress": "a piece of a page",
    "alert-export": "a file",
    "alert-register-export": "a file",
    "alert-feed": "files",
    "alert-public": "has its language in its address, looked at in test_alert_delivery",
    "alert-public-one": "only with an alert that is meant",
    "alert-public-area": "a file",
}
"""Addresses that open with GET and are no page to look at here, and why."""
MOST_TABS = 400

# What Tab should reach: visible, enabled, and of a group of radio buttons one; all of it, or from the content on.
_TABBABLE = """(content) => {
  const begin = content ? document.getElementById('inhoud') : document.body;
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const groups = new Set();
  return all.filter((e) => {
    if (e.tabIndex < 0 || e.disabled || e.type === 'hidden') return false;
    if (!(begin.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) return false;
    if (!e.checkVisibility({visibilityProperty: true})) return false;
    if (e.closest('details:not([open])') && e.localName !== 'summary') return false;
    if (e.type !== 'radio') return true;
    const group = `${e.form?.id}/${e.name}`;
    return !groups.has(group) && groups.add(group);
  }).map((e, i) => { if (e.type !== 'radio') e.dataset.stop = i; return e.outerHTML.slice(0, 120); });
}"""
# What Tab does reach, noted by the page itself: asking after every stroke takes longer than the stroke.
# Where focus goes to nothing, all has been reached; strokes after that begin at the top again and do not count.
_WATCH = """() => {
  const reached = window.reached = {};
  window.left = false;
  document.addEventListener('focusin', ({target: e}) => {
    if (window.left) return;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const radio = e.type === 'radio' ? `radio ${e.name}` : null;
    const html = e.outerHTML.slice(0, 120);
    reached[radio ?? e.dataset.stop ?? html] = {seen: shown && box.width > 0 && box.height > 0, html};
  });
  document.addEventListener('focusout', (event) => { window.left ||= event.relatedTarget === null; });
}"""
KEYS_AT_ONCE = 20


def _visit(page: Page, address: str, lang: str) -> None:
    """Go there, and wait until what htmx fetches by itself is in place."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").count() == 1, address


def _check_in_dutch(open_page: OpenPage, axe: Callable[..., None], addresses: tuple[str, ...], *, menus: bool) -> None:
    """Every rule, every stop of Tab, and no sideways scrolling; ``menus``: through them too, on the first page."""
    page = open_page("everyone")
    for number, address in enumerate(addresses):
        page.set_viewport_size({"width": 1280, "height": 900})
        _visit(page, address, "nl")
        axe(page)
        _reach_all_by_tab(page, menus=menus and number == 0)
        # 320 CSS pixels: also what is left of 1280 at 400 %.
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize("group", PAGES)
def test_first_page_of_a_group_in_dutch(open_page: OpenPage, axe: Callable[..., None], group: str) -> None:
    _check_in_dutch(open_page, axe, PAGES[group][:1], menus=True)


@pytest.mark.thorough
@pytest.mark.parametrize("group", PAGES)
def test_other_pages_of_a_group_in_dutch(open_page: OpenPage, axe: Callable[..., None], group: str) -> None:
    _check_in_dutch(open_page, axe, PAGES[group][1:], menus=False)


def _check_in_english(open_page: OpenPage, axe: Callable[..., None], addresses: tuple[str, ...]) -> None:
    """The same markup and colours with other words."""
    page = open_page("everyone", "en")
    for address in addresses:
        _visit(page, address, "en")
        axe(page, looks=False)


@pytest.mark.parametrize("group", PAGES)
def test_first_page_of_a_group_in_english(open_page: OpenPage, axe: Callable[..., None], group: str) -> None:
    _check_in_english(open_page, axe, PAGES[group][:1])


@pytest.mark.thorough
@pytest.mark.parametrize("group", PAGES)
def test_other_pages_of_a_group_in_english(open_page: OpenPage, axe: Callable[..., None], group: str) -> None:
    _check_in_english(open_page, axe, PAGES[group][1:])


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
def test_pages_before_login(open_page: OpenPage, axe: Callable[..., None], lang: str) -> None:
    page = open_page(None, lang)
    for address in PUBLIC:
        _visit(page, address, lang)
        axe(page)
        _reach_all_by_tab(page)


def test_no_page_is_forgotten(open_page: OpenPage) -> None:
    """What is neither a page of the list nor there for a reason takes forms only."""
    looked_at = {
        resolve(address.partition("?")[0]).url_name for group in (*PAGES.values(), PUBLIC) for address in group
    }
    rest = dict(_addresses()).keys() - looked_at - ELSEWHERE.keys()
    page = open_page("everyone")
    opened = {name for name in rest if page.context.request.get(_address(name)).status != 405}
    assert opened == set()
    assert ELSEWHERE.keys() <= dict(_addresses()).keys()
    assert looked_at.isdisjoint(ELSEWHERE)


def _addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield name and parameters of every address outside the API, which has no pages."""
    for name, found in get_resolver().reverse_dict.items():
        for forms, *_ in found if isinstance(found, list) else [found]:
            if isinstance(name, str) and not forms[0][0].startswith("api/"):
                yield name, tuple(forms[0][1])


def _address(name: str) -> str:
    parameters = dict(_addresses())[name]
    some = {"round_slug": "voorbeeld-2012", "state": "blokkeren", "uidb36": "1", "key": "a-b", "kind": "measures"}
    return reverse(name, kwargs={p: some.get(p, 1) for p in parameters})


def _reach_all_by_tab(page: Page, *, menus: bool = True) -> None:
    """Press Tab to the end of the page. Without ``menus`` the link over them is taken, as who knows them would."""
    if not menus:
        page.keyboard.press("Tab")
        expect(page.locator("a.skip")).to_be_focused()
        page.keyboard.press("Enter")
    wanted: list[str] = page.evaluate(_TABBABLE, not menus)
    assert 0 < len(wanted) < MOST_TABS
    page.evaluate(_WATCH)
    for pressed in range(1, MOST_TABS + 1):
        page.keyboard.press("Tab")
        if pressed % KEYS_AT_ONCE == 0 and page.evaluate("window.left"):
            break
    reached: dict[str, Any] = page.evaluate("window.reached")
    unseen = [f["html"] for f in reached.values() if not f["seen"]]
    assert unseen == [], page.url
    missed = [html for i, html in enumerate(wanted) if str(i) not in reached and 'type="radio"' not in html]
    assert missed == [], page.url
