# SPDX-License-Identifier: EUPL-1.2
"""Ranks at once, and the long analysis when it was made."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.objects import from_bytes
from weerbaar.workbench.jobs.verbs import result_bytes
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


def test_the_analysis_is_asked_for_by_who_may_and_read_by_all(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., Job]
) -> None:
    address = f"/rondes/{round_.slug}/resultaten/gevoeligheid/"
    reader, analyst = client_of("reader"), client_of("analyst")
    assert "Een analist of procesbegeleider kan de berekening starten." in reader.get(address).content.decode()
    asked = analyst.get(address).content.decode()
    assert f"/rondes/{round_.slug}/resultaten/ontleden" in asked
    assert "load, submit" not in asked
    job = computed(round_, "sensitivity")
    assert {place.scenario for place in from_bytes(result_bytes(job)).ranks} == set(
        round_.scenarios.values_list("slug", flat=True)
    )
    page = reader.get(address).content.decode()
    assert page.count("<svg") == 3
    assert "Beste verwachte plaats eerst" in page
    assert "gevoeligheid/bestand" not in page
    assert "gevoeligheid/bestand" in analyst.get(address).content.decode()


def test_a_round_without_judgements_says_why_there_is_nothing(earlier: Round, client_of: Callable[..., Client]) -> None:
    from weerbaar.workbench.jobs.runner import run_now
    from weerbaar.workbench.results import verbs

    run_now(verbs.ask_sensitivity(None, earlier, 1))
    page = client_of("analyst").get(f"/rondes/{earlier.slug}/resultaten/gevoeligheid/").content.decode()
    assert "bevat alleen gepubliceerde klassen" in page
