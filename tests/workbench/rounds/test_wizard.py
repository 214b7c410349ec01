# SPDX-License-Identifier: EUPL-1.2
"""The wizard keeps what was typed, refuses what is wrong, and makes the round."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.accounts.models import Grant, Region
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.rounds.wizard import KEY
from weerbaar.workbench.shell.drafts import draft_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
ADDRESS = "/rondes/nieuw"
BASIS = {
    "stap": "basis",
    "title_nl": "Landelijke ronde",
    "label": "LR",
    "year": "2028",
    "organisation_nl": "Ministerie",
    "method": "nl-nrb-2009",
    "level": "1",
}


def test_a_round_is_made_step_by_step(client_of: ClientOf, make_user: Any) -> None:
    earlier, expert = small_round(title_nl="Eerder"), make_user(name="dirk")
    client = client_of("administrator")
    assert client.post(ADDRESS, BASIS)["Location"] == f"{ADDRESS}?stap=inhoud"
    content = {"stap": "inhoud", "start": "copy", "copy_from": earlier.pk, "keep_approval": "on"}
    assert client.post(ADDRESS, content)["Location"] == f"{ADDRESS}?stap=mensen"
    people = {"stap": "mensen", "expert": [expert.pk], "score_by": "2028-03-01T17:00"}
    assert client.post(ADDRESS, people)["Location"] == f"{ADDRESS}?stap=controle"
    check = client.get(f"{ADDRESS}?stap=controle").content.decode()
    for words in ("Landelijke ronde", "Eerder", "dirk", "1 maart 2028 17:00", "Intern gebruik"):
        assert words in check
    made = client.post(ADDRESS, {"stap": "controle"})
    round_ = Round.objects.get(title_nl="Landelijke ronde")
    assert made["Location"] == f"/rondes/{round_.slug}/"
    assert (round_.previous, round_.panel.get().user, round_.scenarios.count()) == (earlier, expert, 2)
    assert Grant.objects.filter(round=round_, user=client.user, role="administrator").exists()  # type: ignore[attr-defined]
    assert draft_of(client.user, KEY) is None  # type: ignore[attr-defined]


def test_what_was_typed_is_kept_also_where_it_is_wrong(client_of: ClientOf) -> None:
    client = client_of("administrator")
    answer = client.post(ADDRESS, {**BASIS, "year": "vroeger"})
    assert answer.status_code == 422
    page = client.get(ADDRESS).content.decode()
    assert 'value="Landelijke ronde"' in page
    assert 'value="vroeger"' in page
    client.post(ADDRESS, {"stap": "inhoud", "start": "empty", "terug": "1"})
    again = client.get(f"{ADDRESS}?stap=inhoud").content.decode()
    assert re.search(r'<input[^>]*value="empty"[^>]*checked', again)
    assert not re.search(r'<input[^>]*value="copy"[^>]*checked', again)
    client.post(ADDRESS, {"stap": "basis", "wissen": "1"})
    assert "Landelijke ronde" not in client.get(ADDRESS).content.decode()


def test_a_step_that_was_skipped_is_asked_for(client_of: ClientOf) -> None:
    client = client_of("administrator")
    assert client.get(f"{ADDRESS}?stap=controle")["Location"] == f"{ADDRESS}?stap=basis"
    assert client.post(ADDRESS, {"stap": "controle"})["Location"] == f"{ADDRESS}?stap=basis"
    assert client.get(f"{ADDRESS}?stap=onzin").status_code == 200


def test_what_the_rules_refuse_is_told_and_nothing_is_made(client_of: ClientOf, make_user: Any) -> None:
    both = make_user(name="beide")
    client = client_of("administrator")
    client.post(ADDRESS, BASIS)
    client.post(ADDRESS, {"stap": "inhoud", "start": "empty"})
    client.post(ADDRESS, {"stap": "mensen", "analyst": [both.pk], "decider": [both.pk]})
    answer = client.post(ADDRESS, {"stap": "controle"})
    assert answer.status_code == 422
    assert "vierogenprincipe" in answer.content.decode()
    assert not Round.objects.exists()


def test_the_wizard_is_for_who_manages_everywhere_or_a_region(client_of: ClientOf, make_user: Any) -> None:
    assert client_of("analyst").get(ADDRESS).status_code == 403
    assert client_of("administrator", small_round()).get(ADDRESS).status_code == 403
    regional = make_user()
    region, _ = Region.objects.get_or_create(number=19, defaults={"name": "Zeeland"})
    Grant.objects.create(user=regional, role="administrator", region=region)
    client = client_of(regional)
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, BASIS).status_code == 422
