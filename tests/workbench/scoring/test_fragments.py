# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from tests.workbench.scoring.panels import expert, open_round
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.fields import Field, rod_of
from weerbaar.workbench.scoring.fragments import rod_html, scales_html
from weerbaar.workbench.scoring.models import Answer

ROD = rod_of(Round(method="nl-nrb-2009"))


def asked(criterion: str) -> Field:
    found = ROD.field(criterion)
    assert found is not None
    return found


def test_three_rows_hold_what_was_chosen() -> None:
    html = scales_html(asked("1.1"), {"label": "C", "lower": "", "upper": "E"})
    assert re.findall(r'name="1.1:(\w+)" value="(\w*)" checked', html) == [
        ("label", "C"),
        ("lower", ""),
        ("upper", "E"),
    ]
    assert html.count("<legend>") == 3


def test_what_is_no_class_is_not_chosen() -> None:
    assert 'value="" checked' not in scales_html(asked("1.1"), {"label": "<b>", "lower": "A", "upper": "A"})


def test_each_language_has_its_own_table() -> None:
    with override("nl"):
        assert "een half jaar of langer" in rod_html(asked("1.1"))
    with override("en"):
        assert "half a year or longer" in rod_html(asked("1.1"))
    assert rod_html(asked("likelihood")).count("<tr>") == 6


@pytest.mark.django_db(transaction=True)
def test_a_range_is_given_with_the_keyboard_alone_and_never_upside_down(
    browser: Path, one_request_at_a_time: None, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from playwright.sync_api import expect, sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    anna = expert(open_round(), "anna")
    client = Client()
    client.force_login(anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=str(browser), args=["--no-sandbox"])
        context = chromium.new_context(locale="nl-NL")
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/rondes/ronde-2027/beoordelen/scenario-0/")

        def chosen(end: str) -> str:
            return str(page.locator(f'[name="1.1:{end}"]:checked').get_attribute("value"))

        page.locator('[name="1.1:label"]').first.focus()
        for key in ("Space", "ArrowRight", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        assert (chosen("label"), chosen("lower"), chosen("upper")) == ("C", "", "")
        # From "same" to the left stands E: the end stops at the judgement, and goes on from there.
        for key in ("Tab", "ArrowLeft", "ArrowLeft", "Tab", "ArrowLeft"):
            page.keyboard.press(key)
        assert (chosen("lower"), chosen("label"), chosen("upper")) == ("B", "C", "E")
        expect(page.locator("#veld-1-1 [data-range-words]")).to_have_text("Oordeel: C, tussen B en E.")
        page.locator('[name="1.1:label"]:checked').focus()
        for key in ("ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
        assert (chosen("lower"), chosen("label"), chosen("upper")) == ("A", "A", "E")
        page.locator("#bewaar-1-1").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#gedaan")).to_contain_text("1 van 11")
        chromium.close()
    assert Answer.objects.get().judgement == {"label": "A", "upper": "E"}
