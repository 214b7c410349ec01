# SPDX-License-Identifier: EUPL-1.2
"""The pages of computations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from weerbaar.workbench.jobs import verbs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]
PART = {"HX-Request": "true"}


def test_the_list_shows_state_and_renews_itself_while_something_runs(round_: Round, client_of: ClientOf) -> None:
    client = client_of("analyst")
    address = f"/rondes/{round_.slug}/rekenwerk/"
    assert "nog niets uitgerekend" in client.get(address).content.decode()
    job = verbs.ask(client.user, round_, "double", {"number": 2}, 0)  # type: ignore[attr-defined]
    page = client.get(address).content.decode()
    assert "in de wachtrij" in page
    assert 'hx-trigger="every 1s"' in page
    assert f"rekenwerk/{job.pk}/afbreken" in page
    run_now(job)
    part = client.get(address, headers=PART).content.decode()
    assert "klaar" in part
    assert "<html" not in part
    assert "hx-trigger" not in part
    round_.touch()
    assert "verouderd" in client.get(address).content.decode()


def test_the_progress_of_one_job_reloads_the_page_when_it_has_ended(round_: Round, client_of: ClientOf) -> None:
    client = client_of("reader")
    job = verbs.ask(None, round_, "refuse", {}, 0)
    address = f"/rondes/{round_.slug}/rekenwerk/{job.pk}/stand"
    waiting = client.get(address, headers=PART)
    assert "HX-Refresh" not in waiting.headers
    # Not "every": a page that takes more than a second to reload would be asked for again and again.
    assert 'hx-trigger="load delay:300ms' in waiting.content.decode()
    assert client.get(address).status_code == 302
    run_now(job)
    ended = client.get(address, headers=PART)
    assert ended["HX-Refresh"] == "true"
    assert "dit getal kan niet" in ended.content.decode()


def test_only_who_asked_or_may_analyse_cancels(round_: Round, client_of: ClientOf) -> None:
    reader, analyst = client_of("reader"), client_of("analyst")
    job = verbs.ask(analyst.user, round_, "double", {}, 0)  # type: ignore[attr-defined]
    address = f"/rondes/{round_.slug}/rekenwerk/{job.pk}/afbreken"
    assert reader.post(address).status_code == 403
    assert analyst.get(address).status_code == 405
    assert analyst.post(address).status_code == 302
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_jobs_above_ones_clearance_are_not_there(round_: Round, client_of: ClientOf) -> None:
    job = verbs.ask(None, round_, "double", {}, 3)
    client = client_of("analyst")
    page = client.get(f"/rondes/{round_.slug}/rekenwerk/").content.decode()
    assert "nog niets uitgerekend" in page
    assert client.get(f"/rondes/{round_.slug}/rekenwerk/{job.pk}/stand", headers=PART).status_code == 404


@pytest.mark.parametrize("jobs", [1, 20])
def test_the_list_takes_few_queries(
    round_: Round, client_of: ClientOf, jobs: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of("analyst")
    Job.objects.bulk_create(
        Job(round=round_, kind="double", inputs=1, key=str(n), asked_by=client.user)  # type: ignore[attr-defined]
        for n in range(jobs)
    )
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        assert client.get(f"/rondes/{round_.slug}/rekenwerk/").status_code == 200
