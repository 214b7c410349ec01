# SPDX-License-Identifier: EUPL-1.2
"""The pages of one round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.workbench.rounds.made_round import answer, small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.verbs import seat
from weerbaar.workbench.shell.drafts import draft_of, keep

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def _settings(round_: Round, **changed: Any) -> dict[str, Any]:
    names = ("title_nl", "title_en", "label", "year", "organisation_nl", "method", "level", "version")
    return {name: getattr(round_, name) for name in names} | changed


def test_the_overview_shows_phase_figures_and_what_comes_next(client_of: ClientOf, make_user: Any) -> None:
    round_ = small_round()
    round_.change(1, phase=Phase.SCORING)
    answer(seat(round_, make_user()))
    page = client_of("facilitator", round_).get(f"/rondes/{round_.slug}/").content.decode()
    assert 'aria-current="step"' in page
    assert "Volg de voortgang en geef terugkoppeling" in page
    assert "procesbegeleider" in page
    assert f"/rondes/{round_.slug}/fase" in page


def test_the_overview_takes_a_bounded_number_of_queries(
    round_: Round, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of("analyst", round_)
    with django_assert_max_num_queries(20):
        assert client.get(f"/rondes/{round_.slug}/").status_code == 200


def test_completeness_leads_to_where_it_is_put_right(client_of: ClientOf) -> None:
    round_ = small_round()
    page = client_of("analyst", round_).get(f"/rondes/{round_.slug}/volledigheid").content.decode()
    assert "1 scenario heeft nog geen verhaallijn." in page
    assert f'href="/rondes/{round_.slug}/scenarios/' in page


def test_a_step_is_taken_by_the_facilitator_with_a_reason(client_of: ClientOf, make_user: Any) -> None:
    round_ = small_round()
    seat(round_, make_user())
    address = f"/rondes/{round_.slug}/fase"
    client = client_of("facilitator", round_)
    step = {"step": "open_scoring", "version": 1}
    refused = client.post(address, step)
    assert refused.status_code == 422
    assert "Geef een reden" in refused.content.decode()
    assert client.post(address, {**step, "version": 9, "reason": "x"}).status_code == 422
    assert client.post(address, {**step, "step": "__class__"}).status_code == 422
    assert client.post(address, {**step, "reason": "Tekst volgt"}).status_code == 302
    round_.refresh_from_db()
    assert round_.phase == Phase.SCORING


def test_who_only_reads_sees_the_phase_and_cannot_change_it(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("reader", round_)
    page = client.get(f"/rondes/{round_.slug}/fase").content.decode()
    assert 'name="step"' not in page
    assert client.post(f"/rondes/{round_.slug}/fase", {"step": "open_scoring", "version": 1}).status_code == 403


def test_settings_are_saved_and_the_draft_is_forgotten(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("administrator", round_)
    address = f"/rondes/{round_.slug}/instellingen"
    keep(client.user, f"round:{round_.pk}", {"title_nl": "half"}, version=1)  # type: ignore[attr-defined]
    assert "U hebt niet-bewaarde tekst" in client.get(address).content.decode()
    answer = client.post(address, _settings(round_, title_nl="Nieuwe titel", score_by="2027-04-01T12:00"))
    assert answer.status_code == 302
    round_.refresh_from_db()
    assert (round_.title_nl, round_.version) == ("Nieuwe titel", 2)
    assert round_.score_by is not None
    assert draft_of(client.user, f"round:{round_.pk}") is None  # type: ignore[attr-defined]


def test_a_second_editor_gets_the_conflict_screen(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("administrator", round_)
    round_.change(1, title_nl="Van Anna")
    answer = client.post(f"/rondes/{round_.slug}/instellingen", _settings(round_, title_nl="Van Bert", version=1))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Van Bert" in page
    assert "Van Anna" in page
    assert 'name="version" value="2"' in page


def test_settings_are_for_who_manages(client_of: ClientOf) -> None:
    round_ = small_round()
    assert client_of("analyst", round_).get(f"/rondes/{round_.slug}/instellingen").status_code == 403


def test_history_tells_who_changed_what(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("administrator", round_)
    client.post(f"/rondes/{round_.slug}/instellingen", _settings(round_, label="Proef 2"))
    page = client.get(f"/rondes/{round_.slug}/geschiedenis").content.decode()
    assert "Proef 2" in page
    assert str(client.user) in page  # type: ignore[attr-defined]


def test_comparison_of_what_may_be_seen(client_of: ClientOf) -> None:
    old, new = small_round(title_nl="Oud"), small_round(title_nl="Nieuw")
    new.scenarios.get(slug="pandemie").change(1, title_nl="Griep")
    client = client_of("reader")
    page = client.get(f"/rondes/{new.slug}/vergelijken?met={old.slug}").content.decode()
    assert "0 nieuw, 0 vervallen, 1 gewijzigd, 1 ongewijzigd" in page
    assert "Titel: Pandemie → Griep" in page
    assert "Alleen de teksten zijn vergeleken" in page
    secret = small_round(title_nl="Geheim", level=Level.SECRET)
    assert "Kies een ronde" in client.get(f"/rondes/{new.slug}/vergelijken?met={secret.slug}").content.decode()


def test_a_comparison_is_as_confidential_as_the_scenarios_it_names(client_of: ClientOf) -> None:
    old, new = small_round(title_nl="Oud"), small_round(title_nl="Nieuw")
    new.scenarios.get(slug="pandemie").change(1, title_nl="Griep", level=Level.SECRET)
    address = f"/rondes/{new.slug}/vergelijken?met={old.slug}"
    low, cleared = client_of("reader", clearance=Level.INTERNAL), client_of("reader", clearance=Level.SECRET)
    page = low.get(address).content.decode()
    assert "Griep" not in page
    assert "data-level" not in page
    reads = Entry.objects.filter(action="round.read")
    assert not reads.exists()
    page = cleared.get(address).content.decode()
    assert "Griep" in page
    assert f'data-level="{int(Level.SECRET)}"' in page
    assert [entry.level for entry in reads] == [Level.SECRET]


def test_a_confidential_round_is_not_there_for_others(client_of: ClientOf) -> None:
    round_ = small_round(level=Level.SECRET)
    client = client_of("administrator")
    for page in ("", "volledigheid", "fase", "instellingen", "geschiedenis", "vergelijken", "taken"):
        assert client.get(f"/rondes/{round_.slug}/{page}").status_code == 404
