# SPDX-License-Identifier: EUPL-1.2
"""One walk through a whole round, from the wizard to the check of the log; everybody in a browser of their own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import APIResponse, Page, expect

OpenPage = Callable[..., Page]
TOKEN = "t" * 32
TITLE = "Nationale Risicobeoordeling 2031"
ROUND = "/rondes/nationale-risicobeoordeling-2031"
SHOOTING = "gewelddadige-eenling"
SCENARIOS = {
    SHOOTING: "Gewelddadige eenling",
    "cyberhacktivisme": "Cyberhacktivisme",
    "grootschalige-onlusten": "Grootschalige onlusten",
    "wapenbeheersing-falende-staat": "Wapenbeheersing",
}
"""Slug of a scenario of the demonstration round, to how its title begins."""
CRITERIA = ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3")
EXPERTS = ("expert", "expert-2", "expert-3", "expert-4", "expert-5", "expert-6")
NAMES = ("Dirk Kundig", "Eva Jansen", "Farid Amrani", "Gerda Postma", "Hans de Boer", "Indra Soekhai")
SECRET = "De grens van 10 km² wordt net gehaald."
LONG = 120_000
"""Milliseconds that a computation may take on a busy machine."""


def test_a_whole_round(site: Any, open_page: OpenPage) -> None:
    _administrator_makes_the_round(open_page, site.logins["administrator"])
    _a_second_person_approves_a_changed_text(open_page)
    facilitator = open_page("facilitator")
    _step(facilitator, "Beoordelen openen", "beoordelen")

    expert = _expert_scores_by_keyboard(open_page)
    others = [open_page(role) for role in EXPERTS[1:]]
    for place, page in enumerate([expert, *others]):
        _score_the_rest(page, place)
    _nobody_sees_what_others_answer(others[0])
    _facilitator_sees_who_is_ready(facilitator)
    _step(facilitator, "Terugkoppeling geven", "terugkoppeling en herziening")
    _expert_revises(expert)
    _step(facilitator, "Beoordelen sluiten", "gesloten")

    analyst = open_page("analyst")
    _analyst_reads_the_diagram(analyst)
    _analyst_asks_what_it_depends_on(analyst)
    _report_can_be_read_before_signing(analyst)
    _decider_signs(open_page)
    _reader_opens_what_was_signed(open_page)
    # After signing: with capabilities in them, the documents take minutes.
    _analyst_chooses_a_portfolio(analyst)
    _auditor_verifies(open_page, site)


def _administrator_makes_the_round(open_page: OpenPage, login: Any) -> None:
    page = open_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    page.get_by_label("Gebruikersnaam").fill(login.username)
    page.get_by_label("Wachtwoord", exact=True).fill(login.password)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn werk")

    page.get_by_role("link", name="Nieuwe ronde").click()
    page.get_by_label("Titel (Nederlands)").fill(TITLE)
    page.get_by_label("Korte naam").fill("NRB 2031")
    page.get_by_label("Jaar").fill("2031")
    page.get_by_label("Organisatie (Nederlands)").fill("Verzonnen ministerie")
    page.get_by_label("Methode").select_option("nl-nrb-2009")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label(re.compile(r"^Eerdere ronde")).select_option(label=_option(page, "Demonstratieronde"))
    page.get_by_label("Goedgekeurde teksten blijven goedgekeurd").check()
    page.get_by_role("button", name="Verder").click()
    for group, names in {
        "Procesbegeleiders": ["Femke de Vries"],
        "Analisten": ["Anna Lyst"],
        "Deskundigen": NAMES,
        "Beslissers": ["Boris Lisser"],
    }.items():
        for name in names:
            page.get_by_role("group", name=group).get_by_label(re.compile(name)).check()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Demonstratieronde")).to_be_visible()
    page.get_by_role("button", name="Ronde maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(_figure(page, "Scenario’s")).to_have_text("4")
    expect(_figure(page, "Deskundigen begonnen")).to_contain_text("van 6")

    page.get_by_role("navigation", name="Ronde").get_by_role("link", name="Mensen").click()
    page.get_by_label("Gebruikersnamen of e-mailadressen").fill("reader")
    page.get_by_label("Rol in deze ronde").select_option(label="lezer")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("row").filter(has_text="Lena Zeer")).to_contain_text("lezer")


def _option(page: Page, beginning: str) -> str:
    return page.locator("option", has_text=beginning).first.inner_text()


def _figure(page: Page, name: str) -> Any:
    return page.locator(".figures__one").filter(has=page.get_by_text(name, exact=True)).locator("dd")


def _a_second_person_approves_a_changed_text(open_page: OpenPage) -> None:
    writer = open_page("analyst")
    writer.goto(f"{ROUND}/scenarios/{SHOOTING}/bewerken")
    writer.locator("[name=note_nl]").fill("Bijgewerkt voor deze ronde.")
    writer.get_by_role("button", name="Bewaren en sluiten").click()
    writer.get_by_role("button", name="Ter toetsing aanbieden").click()
    expect(writer.get_by_text("U schreef de laatste versie; iemand anders toetst die.")).to_be_visible()
    reviewer = open_page("facilitator")
    reviewer.goto(f"{ROUND}/scenarios/{SHOOTING}/")
    reviewer.get_by_role("button", name="Goedkeuren").click()
    expect(reviewer.get_by_text("Goedgekeurd.", exact=True)).to_be_visible()


def _step(page: Page, button: str, phase: str) -> None:
    """Go to another phase, with the reason that is asked for."""
    page.goto(f"{ROUND}/")
    page.get_by_role("link", name="Naar een andere fase").click()
    way = page.get_by_role("region", name=button)
    way.get_by_label("Reden").fill("Alle deskundigen zijn geraadpleegd.")
    way.get_by_role("button", name=button).click()
    expect(page.get_by_text(f"De ronde is nu in de fase ‘{phase}’.")).to_be_visible()


def _expert_scores_by_keyboard(open_page: OpenPage) -> Page:
    page = open_page("expert")
    page.goto("/mijn-werk")
    page.locator("article", has_text=TITLE).get_by_role("link", name=re.compile("[Bb]eoordeel")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beoordelen")
    page.get_by_role("link", name=re.compile(SCENARIOS[SHOOTING])).first.click()
    expect(page.locator("#gedaan")).to_contain_text("0 van 11 beantwoord")
    for asked in (*CRITERIA, "likelihood"):
        field = page.locator(f'[data-field="{asked}"]')
        if asked == "2.1":
            field.locator('input[value="label"][type=radio]').first.focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.type("25")
            expect(field.locator(".reading__label")).to_have_text("B")
        else:
            field.locator('[data-end="label"] input').first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
            expect(field.locator("[data-range-words]")).to_have_text(re.compile(r"^Oordeel: [A-E]\.$"))
    page.locator('[data-field="1.1"]').get_by_label("Toelichting").fill(SECRET)
    page.get_by_role("button", name="Alles bewaren").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("11 antwoorden bewaard.")).to_be_visible()
    expect(page.locator("#gedaan")).to_contain_text("11 van 11 beantwoord")
    return page


def _score_the_rest(page: Page, place: int) -> None:
    """Answer through the form of the page, without drawing it: what the first did by keyboard is left out."""
    page.context.add_cookies([{"name": "weerbaar_csrf", "value": TOKEN, "url": page.context.request.get("/").url}])
    for number, scenario in enumerate(SCENARIOS):
        if place == 0 and scenario == SHOOTING:
            continue
        form = {"csrfmiddlewaretoken": TOKEN, "do": "save-all"}
        for turn, asked in enumerate((*CRITERIA, "likelihood")):
            form |= {f"{asked}:way": "label", f"{asked}:label": "ABCDE"[(place + number + turn) % 5]}
        if scenario == SHOOTING:
            form |= {"2.1:way": "quantities", "2.1:q:deaths:best": str(10 + 5 * place)}
        answer = page.context.request.post(f"{ROUND}/beoordelen/{scenario}/", form=form, max_redirects=0)
        assert answer.status == 302, answer.text()


def _nobody_sees_what_others_answer(page: Page) -> None:
    page.goto(f"{ROUND}/beoordelen/{SHOOTING}/")
    expect(page.locator("#gedaan")).to_contain_text("11 van 11 beantwoord")
    expect(page.locator('[data-field="1.1"] [data-end="label"] input:checked')).to_have_value("B")
    expect(page.get_by_text(SECRET)).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Dirk Kundig")
    expect(page.locator(".group")).to_have_count(0)
    menu = page.get_by_role("navigation", name="Ronde")
    expect(menu.get_by_role("link", name="Beoordelen")).to_be_visible()
    expect(menu.get_by_role("link", name=re.compile("Resultaten|Begeleiden|Rapporten"))).to_have_count(0)
    for address in ("resultaten/", "begeleiden/", "begeleiden/verschillen", "rapporten/"):
        assert page.context.request.get(f"{ROUND}/{address}").status == 403


def _facilitator_sees_who_is_ready(page: Page) -> None:
    page.goto(f"{ROUND}/begeleiden/")
    expect(page.locator("#stand")).to_contain_text("264 van 264")
    for name in NAMES:
        expect(page.locator("#deskundigen").get_by_role("row").filter(has_text=name)).to_contain_text("44/44")


def _expert_revises(page: Page) -> None:
    page.goto(f"{ROUND}/beoordelen/{SHOOTING}/")
    field = page.locator('[data-field="1.1"]')
    expect(field.get_by_role("heading", name="De groep")).to_be_visible()
    expect(field.get_by_text(re.compile("^Mediaan "))).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Eva Jansen")
    field.get_by_text("Herzie uw oordeel").click()
    field.locator('[data-end="label"] input[value="B"]').focus()
    page.keyboard.press("Space")
    field.get_by_role("button", name="Bewaar").click()
    expect(page.locator('[data-field="1.1"]').get_by_role("status")).to_contain_text("bewaard om")
    expect(page.locator('[data-field="1.1"]').get_by_text("bevestigd", exact=True)).to_be_visible()


def _analyst_reads_the_diagram(page: Page) -> None:
    page.goto(f"{ROUND}/")
    page.get_by_role("navigation", name="Ronde").get_by_role("link", name="Resultaten").click()
    expect(page.get_by_text("4 van 4 scenario’s in het diagram.")).to_be_visible(timeout=LONG)
    drawing = page.locator(".only-wide [data-diagram] svg")
    for slug in SCENARIOS:
        expect(drawing.locator(f'a[href$="/resultaten/scenario/{slug}/"]').first).to_be_visible()
    page.get_by_label("Zoek in titel en thema").fill("onlusten")
    expect(page.get_by_text("1 van 4 scenario’s in het diagram.")).to_be_visible()
    page.get_by_role("link", name="Alles", exact=True).click()
    expect(page.get_by_text("4 van 4 scenario’s in het diagram.")).to_be_visible()
    mark = page.locator(f'.only-wide [data-diagram] svg a[href$="/resultaten/scenario/{SHOOTING}/"]').first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SCENARIOS[SHOOTING])
    expect(page.get_by_text(re.compile(r"^[1-4] van 4$"))).to_be_visible()
    expect(page.get_by_role("heading", name="Hoe de deskundigen antwoordden")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Dirk Kundig")


def _analyst_asks_what_it_depends_on(page: Page) -> None:
    page.get_by_role("link", name="Gevoeligheid").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waar hangt de uitkomst van af?")
    # The ranks start by themselves; the long analysis is asked for, and shows what it is about once it is there.
    table = page.get_by_role("region", name="Plaatsen")
    expect(table.get_by_role("row")).to_have_count(5, timeout=LONG)
    page.get_by_role("button", name="Meningsverschillen uitrekenen").click()
    expect(page.get_by_text("Aannames", exact=True)).to_be_visible(timeout=LONG)


def _analyst_chooses_a_portfolio(page: Page) -> None:
    page.get_by_role("navigation", name="Ronde").get_by_role("link", name="Capaciteiten").click()
    page.get_by_role("button", name="Voorbeeld overnemen").click()
    expect(page.get_by_text("De documenten staan klaar.")).to_be_visible()
    page.get_by_role("link", name="Keuze", exact=True).click()
    expect(page.get_by_text("bewezen best")).to_be_visible(timeout=LONG)
    chosen = page.locator("#uitkomst table").first.locator("tbody tr")
    before, cost = chosen.count(), _key(page, "Kosten, contante waarde").inner_text()
    slider = page.get_by_label("Budget voor alle jaren samen")
    slider.focus()
    page.keyboard.press("Home")
    expect(_key(page, "Kosten, contante waarde")).not_to_have_text(cost, timeout=LONG)
    assert 0 < chosen.count() < before
    expect(page).to_have_url(re.compile("schuif="))


def _key(page: Page, name: str) -> Any:
    return page.locator(".cap-key > div").filter(has=page.get_by_text(name, exact=True)).locator("dd")


def _report_can_be_read_before_signing(page: Page) -> None:
    page.get_by_role("navigation", name="Ronde").get_by_role("link", name="Rapporten").click()
    page.get_by_role("button", name="Maken Webpagina (HTML)").click()
    frame = page.frame_locator("iframe.preview")
    expect(frame.locator("h1")).to_have_text("Bevindingenrapportage", timeout=LONG)
    expect(frame.locator("body")).to_contain_text(TITLE)
    expect(frame.locator("body")).to_contain_text(SCENARIOS[SHOOTING])


def _assert_pdf(answer: APIResponse) -> None:
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def _decider_signs(open_page: OpenPage) -> None:
    page = open_page("decider")
    page.goto("/mijn-werk")
    page.locator("article", has_text=TITLE).locator(".asked a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ronde vaststellen")
    expect(page.get_by_text("De ronde is gesloten, elk actief scenario is goedgekeurd")).to_be_visible()
    page.get_by_role("button", name="Stukken maken").click()
    expect(page.get_by_text("De stukken horen bij de ronde zoals zij nu is.")).to_be_visible(timeout=LONG)
    page.get_by_label("Reden").fill("Besproken in de stuurgroep.")
    page.get_by_label("Ik heb de stukken gelezen").check()
    page.get_by_role("button", name="Ronde vaststellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vaststelling 1")
    expect(page.get_by_text("Boris Lisser", exact=True).last).to_be_visible()
    page.get_by_role("button", name="Controleer de bestanden").click()
    expect(page.get_by_text("Elk bestand is nog precies zoals het is vastgesteld.")).to_be_visible()


def _reader_opens_what_was_signed(open_page: OpenPage) -> None:
    page = open_page("reader")
    page.goto(f"{ROUND}/")
    expect(page.locator(".stepper__step--now")).to_contain_text("astgesteld")
    page.get_by_role("navigation", name="Ronde").get_by_role("link", name="Rapporten").click()
    page.get_by_role("link", name="Vaststelling 1").click()
    _assert_pdf(page.context.request.get(str(page.locator('a[download]:has-text("PDF")').first.get_attribute("href"))))


def _auditor_verifies(open_page: OpenPage, site: Any) -> None:
    page = open_page("auditor")
    page.goto("/mijn-werk")
    page.get_by_role("link", name="Logboek").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logboek")
    for who in ("decider", "facilitator", "expert-6"):
        expect(page.get_by_role("link", name=who, exact=True).first).to_be_visible()
    page.get_by_role("button", name=re.compile("[Cc]ontrol")).click()
    expect(page.get_by_text("Het logboek is heel")).to_be_visible()
    end = page.locator(".log__hash").inner_text()
    done = subprocess.run(
        [sys.executable, "-m", "weerbaar", "audit", "verify", "--data", str(site.data), "--head", end],
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Het logboek is heel." in done.stdout
