# SPDX-License-Identifier: EUPL-1.2
"""Ranks at once, and the long analysis when it was made."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round


def test_ranks_stability_and_classes_come_from_the_assessment(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    client, address = client_of("reader"), f"/rondes/{round_.slug}/resultaten/rangorde/"
    assert "nog niet uitgerekend" in client.get(address).content.decode()
    computed(round_, "assessment")
    page = client.get(address).content.decode()
    assert page.count("<svg") == 3
    for heading in ("Kans op elke plaats", "Standvastigheid", "Kans per klasse"):
        assert f"<h2>{heading}</h2>" in page


def test_ranks_start_by_themselves_and_the_analysis_at_a_click(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    address = f"/rondes/{round_.slug}/resultaten/gevoeligheid/"
    reader, analyst = client_of("reader"), client_of("analyst")
    assert "Een analist of procesbegeleider kan de berekening starten." in reader.get(address).content.decode()
    asked = analyst.get(address).content.decode()
    assert asked.count(f'hx-post="/rondes/{round_.slug}/resultaten/ontleden"') == 2
    assert asked.count("load, submit") == 1
    computed(round_, "acceptability", {})
    first = reader.get(address).content.decode()
    assert first.count("<svg") == 1
    assert "Beste verwachte plaats eerst" in first
    assert "rust op geen enkele afspraak" in first
    assert "de standaardfout van een kans op een plaats is ten hoogste" in first
    computed(round_, "sensitivity")
    page = reader.get(address).content.decode()
    assert page.count("<svg") == 3
    assert "gevoeligheid/bestand" not in page
    assert "gevoeligheid/bestand" in analyst.get(address).content.decode()


def test_an_answer_says_which_constraints_it_rests_on(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    base, query = f"/rondes/{round_.slug}/resultaten/", {"min-1.1": "20", "orde-1.1": "1", "orde-2.1": "2"}
    computed(round_, "assessment")
    analyst = client_of("analyst")
    before = analyst.get(f"{base}gevoeligheid/", query).content.decode()
    assert '<input type="hidden" name="orde-2.1" value="2">' in before
    assert "rust op" not in before
    analyst.post(f"{base}ontleden", {"soort": "acceptability", **query})
    job = Job.objects.get(kind="acceptability")
    assert job.parameters == {"constraints": [{"criterion": "1.1", "min": 0.2}, {"more_important": ["1.1", "2.1"]}]}
    run_now(job)
    page = analyst.get(f"{base}gevoeligheid/", query).content.decode()
    assert "Dit antwoord rust op deze afspraken over de gewichten" in page
    assert "<li>1.1 Aantasting van de integriteit van het grondgebied: ten minste 20%</li>" in page
    assert "<li>van zwaar naar licht: 1.1 Aantasting van de integriteit van het grondgebied; 2.1 Doden</li>" in page
    assert '<details class="agreements" open>' in page
    computed(round_, "sensitivity")
    taken = json.loads(analyst.get(f"{base}gevoeligheid/bestand", query).content)
    assert taken["run_record"]["settings"]["constraints"] == job.parameters["constraints"]
    assert "2 afspraken" in taken["assumptions"][0]["nl"]
    assert analyst.get(f"{base}gevoeligheid/bestand", {"min-1.1": "21"}).status_code == 404


def test_constraints_that_cannot_be_used_are_told(round_: Round, client_of: Callable[..., Client]) -> None:
    client, base = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/"
    both = {"min-1.1": "60", "min-2.1": "60"}
    page = client.get(f"{base}gevoeligheid/", both)
    assert page.status_code == 422
    assert "kan niet samengaan met de andere genoemde voorwaarden: 1.1 ≥ 0.6." in page.content.decode()
    assert client.post(f"{base}ontleden", {"soort": "acceptability", **both}).status_code == 400
    wrong = client.get(f"{base}gevoeligheid/", {"min-1.1": "x"})
    assert wrong.status_code == 422
    assert 'aria-invalid="true" aria-describedby="fout-1"' in wrong.content.decode()
    assert not Job.objects.exists()


def test_the_page_takes_few_queries(
    round_: Round,
    client_of: Callable[..., Client],
    computed: Callable[..., Job],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    computed(round_, "assessment")
    computed(round_, "acceptability", {})
    computed(round_, "sensitivity")
    client = client_of("analyst")
    with django_assert_max_num_queries(30):
        client.get(f"/rondes/{round_.slug}/resultaten/gevoeligheid/")


def test_a_round_without_judgements_says_why_there_is_nothing(earlier: Round, client_of: Callable[..., Client]) -> None:
    from weerbaar.workbench.results import verbs

    run_now(verbs.ask_sensitivity(None, earlier, 1))
    page = client_of("analyst").get(f"/rondes/{earlier.slug}/resultaten/gevoeligheid/").content.decode()
    assert "bevat alleen gepubliceerde klassen" in page
