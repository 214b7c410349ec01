# SPDX-License-Identifier: EUPL-1.2
"""What a job takes from the rows of a round."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest

from tests.workbench.capabilities.documents import fill, small
from weerbaar.base import InputError
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities import portfolio_job
from weerbaar.workbench.jobs import registry
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import NeedsError, kind_named
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.reports import kinds
from weerbaar.workbench.reports.documents import Question
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Reach, Round

pytestmark = pytest.mark.django_db


def test_an_earlier_round_of_the_workbench_stands_in_the_report(round_: Round) -> None:
    there = load_dossier("voorbeeld-2012")
    header = there.round.model_copy(update={"id": "voorbeeld-2013", "year": 2013, "earlier": ("voorbeeld-2012",)})
    later = round_from(there.model_copy(update={"round": header}))
    material = kinds.prepare(later, Level.INTERNAL, Question("letter").parameters())
    assert [d.round.id for d in material.earlier] == ["voorbeeld-2012"]
    round_.change(1, level=Level.SECRET)
    assert kinds.prepare(later, Level.INTERNAL, Question("letter").parameters()).earlier == ()


def test_an_agenda_advice_needs_an_analysis(round_: Round) -> None:
    with pytest.raises(InputError) as caught:
        kinds.prepare(round_, Level.INTERNAL, Question("advice").parameters())
    assert "geen capaciteitenanalyse" in caught.value.render("nl")


def test_both_kinds_are_known_and_their_material_travels(round_: Round) -> None:
    assert kind_named("document") is kinds.DOCUMENT
    assert kind_named("publication") is kinds.PUBLICATION
    material = kinds.prepare_publication(round_, Level.INTERNAL, {})
    assert pickle.loads(pickle.dumps(material)) == material


def test_documents_use_the_choice_that_there_is_and_have_it_made_once(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(round_, small())
    quick = {"draws": 100, "levels": 3, "states": 4}
    known = portfolio_job.PORTFOLIO
    monkeypatch.setitem(
        registry._KINDS,
        known.name,
        replace(known, prepare=lambda round_, level, asked: known.prepare(round_, level, {**asked, **quick})),
    )
    question = Question("findings", format="json", draws=10_000)
    first = run_now(jobs.ask(None, round_, kinds.DOCUMENT.name, question.parameters(), Level.INTERNAL))
    chosen = Job.objects.get(kind=known.name)
    assert (first.state, first.after) == (State.DONE, chosen)
    worked = portfolio_job.worked_of(chosen)
    assert worked is not None
    # A storyline is no input of the choice, so that it stands; the record says what it was made from.
    row = round_.scenarios.first()
    row.change(1, story={"causes": {"nl": "Anders.", "en": ""}})
    round_.touch(Reach.REPORTS)
    again = run_now(jobs.ask(None, round_, kinds.DOCUMENT.name, question.parameters(), Level.INTERNAL))
    assert again.pk != first.pk
    assert Job.objects.filter(kind=known.name).count() == 1
    before, after = (json.loads(jobs.result_bytes(job))["run_record"] for job in (first, again))
    record = worked.choice.run_record
    assert before["settings"]["capability_choice"] == after["settings"]["capability_choice"] == record.id
    assert "capability_choice_input" not in before["settings"]
    assert after["settings"]["capability_choice_input"] == record.input_hash
    assert before["seed"] == record.seed


def test_fact_sheets_tell_of_no_analysis_and_wait_for_none(round_: Round) -> None:
    fill(round_, small())
    assert kinds.prepare(round_, Level.INTERNAL, Question("fact-sheets").parameters()).analysed is None
    with pytest.raises(NeedsError):
        kinds.prepare_publication(round_, Level.INTERNAL, {})
