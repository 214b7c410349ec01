# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.portfolio_job import (
    NAME,
    _worked,
    newest,
    parameters_of,
    prepare,
    ready,
    worked_of,
)
from weerbaar.workbench.capabilities.portfolio_run import run
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import NeedsError, kind_named
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Reach, Round
from weerbaar.workbench.scoring.models import Answer

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


def test_the_choice_is_used_again_until_the_round_or_a_document_changes(slim: Round) -> None:
    asked = {**parameters_of(desk_of(slim, 2))}
    with pytest.raises(NeedsError) as need:
        ready(slim, desk_of(slim, 2))
    assert (need.value.kind, need.value.parameters, need.value.anew) == (NAME, asked, False)
    work = prepare(slim, need.value.level, {**asked, **QUICK})
    job = jobs.ask(None, slim, NAME, asked, need.value.level)
    content = run(work, lambda _: None)
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result=store.keep(content))
    found = ready(slim, desk_of(slim, 2))
    slim.touch(Reach.REPORTS)
    slim.refresh_from_db()
    assert ready(slim, desk_of(slim, 2)).choice.run_record.id == found.choice.run_record.id
    (store.folder() / Job.objects.get().result).unlink()
    _worked.cache_clear()
    with pytest.raises(NeedsError) as need:
        ready(slim, desk_of(slim, 2))
    assert need.value.anew
    # Made anew it has the same bytes, and so the same name; it can be read again.
    store.keep(content)
    assert ready(slim, desk_of(slim, 2)).digest == found.digest
    slim.touch()
    slim.refresh_from_db()
    with pytest.raises(NeedsError) as need:
        ready(slim, desk_of(slim, 2))
    assert not need.value.anew


def test_an_answer_that_is_more_confidential_makes_it_another_choice(slim: Round) -> None:
    answer = Answer.objects.filter(scenario__round=slim).first()
    assert answer is not None
    answer.change(answer.version, level=2)
    slim.touch()
    slim.refresh_from_db()
    low, high = desk_of(slim, 1), desk_of(slim, 2)
    assert (low.answer_level, high.answer_level) == (0, 2)
    assert (low.analysis_level, high.analysis_level) == (0, 2)
