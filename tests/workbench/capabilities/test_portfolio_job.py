# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.portfolio_job import NAME, newest, parameters_of, prepare, worked_of
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
QUICK = {"draws": 100, "levels": 3, "states": 4}


def test_the_newest_result_is_found_and_stale_once_a_document_changes(slim: Round) -> None:
    desk = desk_of(slim, 2)
    assert newest(slim, desk) is None
    job = run_now(jobs.ask(None, slim, NAME, parameters_of(desk) | QUICK, desk.analysis_level))
    found = newest(slim, desk)
    assert worked_of(job) is not None
    assert found is not None
    assert not found.stale
    row = slim.documents.get(kind="choice")
    row.change(row.version, content=row.content + "never: [internationale-benchmark]\n")
    after = newest(slim, desk_of(slim, 2))
    assert after is not None
    assert after.stale


def test_only_the_analysis_travels_and_no_more_than_the_level_allows(slim: Round) -> None:
    row = slim.documents.get(kind="choice")
    row.change(row.version, level=3)
    work = prepare(slim, 1, {"documents": "", "budget": 1e6})
    assert set(work.texts) == {"analysis.yaml", "capabilities.yaml", "tasks.yaml", "present.yaml", "measures.yaml"}
    assert work.budget == 1e6
    assert desk_of(slim, 1).analysis_level < desk_of(slim, 3).analysis_level == 3
    assert kind_named(NAME).title.nl == "Keuze en advies"
