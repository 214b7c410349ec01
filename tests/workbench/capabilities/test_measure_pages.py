# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from tests.workbench.capabilities.documents import ROOT
from tests.workbench.capabilities.test_measure_form import posted
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities.measure_form import form_of
from weerbaar.workbench.capabilities.yaml_items import fingerprint, item_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}maatregelen/"


def measure(round_: Round, id_: str) -> dict[str, Any]:
    found = item_of(round_.documents.get(kind="measures").content, "measures.yaml", "measures", id_)
    assert found is not None
    return found


def fields(item: dict[str, Any], **changed: Any) -> dict[str, Any]:
    with translation.override("nl"):
        post = posted(form_of(item), version=fingerprint(item), **changed)
    return {name: values if len(values) > 1 else values[0] for name, values in post.lists() if values}


def test_the_list_filters_and_orders(
    browser_of: Callable[[User], Any], decider: User, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(decider)
    text = browser("maatregelen/").content.decode()
    assert "26 van 26 maatregelen" in text
    assert "risicopunten" not in text[:200]
    cheap = browser("maatregelen/?volgorde=kosten").content.decode()
    assert cheap.index("Internationale vergelijking") < cheap.index("Technische infrastructuur")
    found = browser("maatregelen/?zoek=alert+online").content.decode()
    assert "1 van 26 maatregelen" in found
    with django_assert_max_num_queries(25):
        browser("maatregelen/")


def test_a_measure_shows_what_it_costs_does_and_needs(browser_of: Callable[[User], Any], decider: User) -> None:
    browser = browser_of(decider)
    text = browser("maatregelen/oefeningen-cybersecurity/").content.decode()
    assert "800.000 (500.000–1.200.000)" in text
    assert "Kan niet zonder" in text
    assert "0,08 (0,03–0,15)" in text
    assert "/wijzigen" not in text
    assert "/besluit" in text
    assert browser("maatregelen/bestaat-niet/").status_code == 404


def test_the_form_changes_one_measure(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client, item = client_of(analyst), measure(slim, "alert-online")
    page = client.get(f"{PLACE}alert-online/wijzigen").content.decode()
    assert f'value="{fingerprint(item)}"' in page
    answer = client.post(f"{PLACE}alert-online/wijzigen", fields(item, owner="Een ander", yearly_eur_best="900.000"))
    assert answer.status_code == 302
    after = measure(slim, "alert-online")
    assert (after["owner"], after["cost"]["yearly_eur"]["mode"]) == ("Een ander", 900_000)
    assert after["effects"] == item["effects"]


def test_mistakes_stand_at_the_fields(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client, item = client_of(analyst), measure(slim, "alert-online")
    answer = client.post(
        f"{PLACE}alert-online/wijzigen", fields(item, title_nl="", yearly_eur_low="veel", effects__0__best="7")
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="e-title_nl"' in text
    assert "Dit is geen getal." in text
    # What only the library knows comes to its field too.
    low = {f"effects-0-{part}": "7" for part in ("low", "best", "high")}
    text = client.post(f"{PLACE}alert-online/wijzigen", fields(item) | low).content.decode()
    assert 'id="e-effect-0"' in text
    assert measure(slim, "alert-online") == item


def test_a_measure_is_added_and_removed(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client = client_of(analyst)
    new = {"id": "nieuw", "title_nl": "Nieuw", "one_off_eur_best": "1.000.000", "effects-count": "0", "adds-count": "0"}
    assert client.post(f"{ROOT}maatregel/toevoegen", new).status_code == 302
    item = measure(slim, "nieuw")
    assert item == {"id": "nieuw", "title": {"nl": "Nieuw"}, "cost": {"one_off_eur": 1_000_000}}
    assert client.post(f"{ROOT}maatregel/toevoegen", new).status_code == 422
    assert client.post(f"{PLACE}nieuw/verwijderen", {"version": "oud"}).status_code == 409
    assert client.post(f"{PLACE}nieuw/verwijderen", {"version": fingerprint(item)}).status_code == 302
    text = slim.documents.get(kind="measures").content
    assert item_of(text, "measures.yaml", "measures", "nieuw") is None


def test_the_second_of_two_sees_both_texts(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client, item = client_of(analyst), measure(slim, "alert-online")
    late = fields(item, owner="Tweede")
    client.post(f"{PLACE}alert-online/wijzigen", fields(item, owner="Eerste"))
    answer = client.post(f"{PLACE}alert-online/wijzigen", late)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Eerste" in text
    assert "Tweede" in text
    again = late | {"version": fingerprint(measure(slim, "alert-online"))}
    assert client.post(f"{PLACE}alert-online/wijzigen", again).status_code == 302
    assert measure(slim, "alert-online")["owner"] == "Tweede"


def test_who_may_not_change_gets_no_form(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    assert client.get(f"{PLACE}alert-online/wijzigen").status_code == 403
    assert client.post(f"{PLACE}alert-online/verwijderen", {}).status_code == 403
