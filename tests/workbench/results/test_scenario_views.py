# SPDX-License-Identifier: EUPL-1.2
"""The page of one scenario: outcome, firmness, and who answered what for who may see that."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer, Panelist

ClientOf = Callable[..., Client]


def test_what_came_out_and_how_the_experts_answered(
    round_: Round, client_of: ClientOf, computed: Callable[..., Job]
) -> None:
    base = f"/rondes/{round_.slug}/resultaten/scenario/"
    client = client_of("analyst")
    assert "nog niet uitgerekend" in client.get(f"{base}cyberhacktivisme/").content.decode()
    computed(round_, "assessment")
    page = client.get(f"{base}cyberhacktivisme/").content.decode()
    for words in ("aanzienlijk (B)", "enigszins waarschijnlijk (C)", "3 van 4", "Hoe vast staat de impactklasse?"):
        assert words in page
    assert page.count("<svg") == 3
    assert f'href="/rondes/{round_.slug}/scenarios/cyberhacktivisme/"' in page
    assert "Aantal deskundigen per antwoord" in page
    assert client.get(f"{base}onbekend/").status_code == 404


def test_names_are_for_who_may_see_the_panel(round_: Round, client_of: ClientOf, computed: Callable[..., Job]) -> None:
    computed(round_, "assessment")
    name = Panelist.objects.filter(round=round_).first().name_nl  # type: ignore[union-attr]
    address = f"/rondes/{round_.slug}/resultaten/scenario/cyberhacktivisme/"
    assert name not in client_of("analyst").get(address).content.decode()
    assert not Entry.objects.filter(action="answers.read").exists()
    assert name in client_of("facilitator").get(address).content.decode()
    assert Entry.objects.filter(action="answers.read").count() == 1


def test_only_the_last_turn_of_an_expert_counts(
    round_: Round, client_of: ClientOf, computed: Callable[..., Job]
) -> None:
    computed(round_, "assessment")
    scenario = round_.scenarios.get(slug="cyberhacktivisme")
    for panelist in Panelist.objects.filter(round=round_):
        Answer.objects.create(
            panelist=panelist, scenario=scenario, criterion="2.1", turn=2, judgement={"label": "D", "upper": "E"}
        )
    page = client_of("analyst").get(f"/rondes/{round_.slug}/resultaten/scenario/cyberhacktivisme/").content.decode()
    assert f"D–E: {Panelist.objects.filter(round=round_).count()}" in page


def test_earlier_rounds_stand_on_the_page(earlier: Round, client_of: ClientOf, computed: Callable[..., Job]) -> None:
    computed(earlier, "assessment")
    page = client_of("analyst").get(f"/rondes/{earlier.slug}/resultaten/scenario/cyberhacktivisme/").content.decode()
    assert "gelezen uit een gepubliceerde klasse" in page
