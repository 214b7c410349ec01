# SPDX-License-Identifier: EUPL-1.2
"""Buttons that start a computation: who may, with what, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from weerbaar.workbench.jobs import queue
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.results.asking_views import pairs_of
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]


def test_a_reader_has_the_assessment_computed_and_comes_back(round_: Round, client_of: ClientOf) -> None:
    client, base = client_of("reader"), f"/rondes/{round_.slug}/resultaten/"
    back = client.post(f"{base}berekenen", {"soort": "assessment", "terug": f"{base}?sorteer=impact"})
    assert (back.status_code, back["Location"]) == (302, f"{base}?sorteer=impact")
    job = Job.objects.get()
    assert (job.kind, job.parameters, job.level, job.asked_by) == (
        "assessment",
        {"weights": "default"},
        1,
        client.user,  # type: ignore[attr-defined]
    )
    away = client.post(f"{base}berekenen", {"soort": "assessment", "terug": "https://elders.example/"})
    assert away["Location"] == base
    part = client.post(f"{base}berekenen", {"soort": "assessment"}, headers={"HX-Request": "true"})
    assert f"rekenwerk/{job.pk}/stand" in part.content.decode()
    claimed = queue.claim("test")
    assert claimed == job
    queue.finish(claimed, b"{}")
    done = client.post(f"{base}berekenen", {"soort": "assessment"}, headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("where", "data"),
    [
        ("berekenen", {"soort": "sensitivity"}),
        ("berekenen", {"soort": "assessment", "gewichten": "verzonnen"}),
        ("ontleden", {"soort": "assessment"}),
        ("ontleden", {"soort": "cuts", "knip": "zonder gevolg"}),
        ("ontleden", {"soort": "cascade", "catalogus": "../../etc/passwd"}),
    ],
)
def test_what_cannot_be_asked_is_refused(round_: Round, client_of: ClientOf, where: str, data: dict[str, str]) -> None:
    assert client_of("analyst").post(f"/rondes/{round_.slug}/resultaten/{where}", data).status_code == 400
    assert not Job.objects.exists()


def test_only_who_may_analyse_starts_an_analysis(round_: Round, client_of: ClientOf) -> None:
    address = f"/rondes/{round_.slug}/resultaten/ontleden"
    assert client_of("reader").post(address, {"soort": "sensitivity"}).status_code == 403
    client = client_of("analyst")
    for data in (
        {"soort": "sensitivity"},
        {"soort": "cascade", "catalogus": "voorbeeld-cascade"},
        {"soort": "cuts", "knip": "a:b", "catalogus": "voorbeeld-cascade"},
    ):
        assert client.post(address, data).status_code == 302
    assert sorted(Job.objects.values_list("kind", flat=True)) == ["cascade", "cuts", "sensitivity"]
    assert client.get(address).status_code == 405


def test_a_comparison_is_with_a_round_that_one_may_see(round_: Round, earlier: Round, client_of: ClientOf) -> None:
    address, data = f"/rondes/{round_.slug}/resultaten/berekenen", {"soort": "comparison", "met": earlier.slug}
    assert client_of("analyst", round_).post(address, data).status_code == 404
    assert client_of("analyst").post(address, data).status_code == 302
    assert Job.objects.get().parameters == {"with": "nrb-2012", "level": 1}


def test_links_are_named_by_cause_and_effect() -> None:
    assert pairs_of(["a:b", " c : d ", "a:b", "e", ":f", "g:"]) == [("a", "b"), ("c", "d")]
    assert len(pairs_of([f"a:{n}" for n in range(50)])) == 10
