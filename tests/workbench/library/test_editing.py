# SPDX-License-Identifier: EUPL-1.2
"""Write, look, save; and two writers at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.library.addresses import at, filled
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.shell.drafts import draft_of, keep

pytestmark = pytest.mark.django_db


def test_a_new_scenario(open_round: Round, pages: Client) -> None:
    address = reverse("scenario-new", kwargs={"round_slug": open_round.slug})
    form = pages.get(address)
    assert f'data-draft="scenario:new:{open_round.slug}"' in form.content.decode()
    sent = {
        "title_nl": "Zware storm", "kind": "hazard", "status": "draft", "mark": "assumed", "kind_mark": "assumed",
        "level": "0", "incident_nl": "Windkracht 12.", "links-TOTAL_FORMS": "2", "links-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = pages.post(address, sent)
    row = open_round.scenarios.get(slug="zware-storm")
    assert answer["Location"] == at("scenario", row)
    assert row.story == {"incident": {"nl": "Windkracht 12.", "en": ""}}
    again = pages.post(address, sent)
    assert again.status_code == 422
    assert "al in gebruik" in again.content.decode()


def test_saving_forgets_the_draft(row: Scenario, pages: Client, writer: User) -> None:
    keep(writer, f"scenario:{row.pk}", {"causes_nl": "half"}, version=1)
    assert "niet-bewaarde tekst" in pages.get(at("scenario-edit", row)).content.decode()
    answer = pages.post(at("scenario-edit", row), filled(row, writer, causes_nl="Heel.", reason="af"))
    assert answer["Location"] == at("scenario", row)
    assert draft_of(writer, f"scenario:{row.pk}") is None
    assert "Bewaard als versie 2" in pages.get(at("scenario", row)).content.decode()


def test_saving_and_going_on_stays_in_the_editor(row: Scenario, pages: Client, writer: User) -> None:
    answer = pages.post(at("scenario-edit", row), filled(row, writer, causes_nl="Heel.", further="1"))
    assert answer["Location"] == at("scenario-edit", row)


def test_a_preview_saves_nothing_and_keeps_what_was_typed(row: Scenario, pages: Client, writer: User) -> None:
    sent = filled(row, writer, causes_nl="Een **vet** woord.", preview="causes")
    page = pages.post(at("scenario-edit", row), sent).content.decode()
    assert "<strong>vet</strong>" in page
    assert "Een **vet** woord." in page
    assert row.history.count() == 1
    address = reverse("scenario-preview", kwargs={"round_slug": row.round.slug})
    piece = pages.post(address, {"preview": "causes", "causes_en": "A <b>bold</b> *word*."}).content.decode()
    assert "A &lt;b&gt;bold&lt;/b&gt; <em>word</em>." in piece
    assert "<html" not in piece
    assert pages.post(address, {"preview": "nergens"}).status_code == 404


def test_two_writers_at_once_both_keep_their_text(row: Scenario, pages: Client, writer: User, second: User) -> None:
    mine = filled(row, writer, causes_nl="Van mij.")
    row.change(1, story={**row.story, "trigger": {"nl": "Van een ander.", "en": ""}}, _history_user=second)
    conflict = pages.post(at("scenario-edit", row), mine)
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "is gewijzigd door bert" in page
    assert "Oorzaken · Nederlands" in page
    assert "Aanleiding · Nederlands" not in page
    assert '<input type="hidden" name="base" value="1">' in page
    assert '<input type="hidden" name="version" value="2">' in page
    pages.post(at("scenario-edit", row), {**mine, "version": 2, "base": 1})
    row.refresh_from_db()
    assert (row.story["causes"]["nl"], row.story["trigger"]["nl"]) == ("Van mij.", "Van een ander.")


def test_a_conflict_shows_nothing_above_clearance(row: Scenario, pages: Client, writer: User) -> None:
    hidden = row.round.scenarios.get(slug="grootschalige-onlusten").change(1, level=Level.SECRET)
    mine = filled(row, writer, **{"links-0-target": "gewelddadige-eenling"})
    row.change(1, links=[{"scenario": hidden.slug}, {"scenario": "wapenbeheersing-falende-staat"}])
    page = pages.post(at("scenario-edit", row), mine)
    assert page.status_code == 409
    assert "Verbanden met andere scenario’s" in page.content.decode()
    assert hidden.slug not in page.content.decode()
    row.change(2, level=Level.SECRET)
    assert pages.post(at("scenario-edit", row), mine).status_code == 404


def test_mistakes_are_told_and_what_was_typed_stays(row: Scenario, pages: Client, writer: User) -> None:
    answer = pages.post(at("scenario-edit", row), filled(row, writer, title_nl="", causes_nl="Nieuw."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_title_nl_error"' in page
    assert 'aria-describedby="id_title_nl_error"' in page
    assert "Nieuw." in page
    assert pages.post(at("scenario-edit", row), filled(row, writer, version="x", title_nl="Z")).status_code == 403


def test_a_frozen_scenario_is_not_saved(row: Scenario, pages: Client, writer: User) -> None:
    sent = filled(row, writer, causes_nl="Te laat.")
    row.round.change(row.round.version, phase=Phase.CLOSED)
    answer = pages.post(at("scenario-edit", row), sent)
    assert answer.status_code == 422
    assert "De ronde is gesloten" in answer.content.decode()
    assert Scenario.objects.get(pk=row.pk).version == 1


def test_others_cannot_write(row: Scenario, client_of: Callable[..., Client], make_user: Callable[..., User]) -> None:
    for role in (Role.EXPERT, Role.READER, Role.ADMINISTRATOR):
        assert client_of(role).get(at("scenario-edit", row)).status_code == 403
    assert client_of(make_user()).get(at("scenario-edit", row)).status_code == 404
