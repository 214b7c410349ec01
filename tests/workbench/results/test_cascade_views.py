# SPDX-License-Identifier: EUPL-1.2
"""The cascade explorer."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils.html import escape

from tests.workbench.results.rounds import linked
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.cascade_views import example_title, links_of
from weerbaar.workbench.rounds import conversion
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]


def test_a_round_without_links_explains_what_to_do(earlier: Round, client_of: ClientOf) -> None:
    page = client_of("reader").get(f"/rondes/{earlier.slug}/resultaten/cascades/").content.decode()
    assert "Deze ronde heeft nog geen verbanden" in page
    assert 'cascades/voorbeeld/voorbeeld-cascade/">' in page
    assert ">voorbeeld-cascade<" not in page
    assert f">{escape(example_title('voorbeeld-cascade').nl)}<" in page


def test_links_without_a_probability_are_named(round_: Round, client_of: ClientOf) -> None:
    found = links_of(round_, 1)
    assert (found.count, len(found.without_probability)) == (2, 2)
    page = client_of("analyst").get(f"/rondes/{round_.slug}/resultaten/cascades/").content.decode()
    assert "Nog niet van elk verband is de kans bekend" in page
    assert f'href="/rondes/{round_.slug}/scenarios/gewelddadige-eenling/"' in page
    scenario = round_.scenarios.get(slug="grootschalige-onlusten")
    scenario.change(scenario.version, level=3)
    assert links_of(round_, 1).count == 0


def test_the_cascades_of_a_round(db: None, client_of: ClientOf) -> None:
    round_ = conversion.round_from(linked(), slug="met-verbanden")
    job = run_now(verbs.ask_cascade(None, round_, 1))
    assert job.state == "done", job.message_nl
    page = client_of("analyst").get("/rondes/met-verbanden/resultaten/cascades/").content.decode()
    assert page.count("<svg") == 4
    assert "Grootschalige onlusten → Cyberhacktivisme" in page
    assert "cascades/bestand" in page


def test_a_shipped_catalogue_with_a_cut(round_: Round, client_of: ClientOf, computed: Callable[..., Job]) -> None:
    client = client_of("analyst")
    address = f"/rondes/{round_.slug}/resultaten/cascades/voorbeeld/voorbeeld-cascade/"
    assert "nog niet uitgerekend" in client.get(address).content.decode()
    computed(round_, "cascade", {"catalogue": "voorbeeld-cascade"})
    page = client.get(f"{address}?risico=pandemie&knip=stroomuitval:telecomuitval&knip=x:y").content.decode()
    assert "Dit is een meegeleverde catalogus" in page
    assert 'value="pandemie" selected' in page
    assert 'value="stroomuitval:telecomuitval" selected' in page
    pair = {"catalogue": "voorbeeld-cascade", "cuts": [["stroomuitval", "telecomuitval"]]}
    computed(round_, "cuts", pair)
    cut = client.get(f"{address}?knip=stroomuitval:telecomuitval").content.decode()
    assert "keer per jaar minder" in cut
    assert "Wat verandert" in cut
    assert client.get(f"/rondes/{round_.slug}/resultaten/cascades/voorbeeld/verzonnen/").status_code == 404
