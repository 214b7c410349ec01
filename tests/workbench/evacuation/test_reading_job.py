# SPDX-License-Identifier: EUPL-1.2
"""A file that is read as a job becomes a row once, or leaves nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tests.workbench.evacuation.places import flood_file, village_file
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import reading_job, verbs
from weerbaar.workbench.evacuation.input_files import flood_of
from weerbaar.workbench.evacuation.models import InputFile, Network
from weerbaar.workbench.evacuation.network_reading import Manner
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.reading_process import WORK, Sent
from weerbaar.workbench.jobs import queue
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.library.rules import RefusedError
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def _village(**other: Any) -> Sent:
    return Sent.network("dorp.json", village_file(**other), Manner())


def _waiting(folder: Path) -> list[Path]:
    return list((folder / "readings").glob("*"))


def test_a_network_is_there_once_it_was_read(
    request_: HttpRequest, round_: Round, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    job = verbs.ask_reading(request_, round_, _village(), level=0)
    assert verbs.ask_reading(request_, round_, _village(), level=0) == job
    assert (reading_job.row_of(job), len(_waiting(tmp_path))) == (None, 1)
    assert reading_job.active_in(round_, 0, "network") == [job]
    assert reading_job.active_in(round_, 0, "flood") == []
    with django_capture_on_commit_callbacks(execute=True):
        done = run_now(job)
    row = reading_job.row_of(done)
    assert isinstance(row, Network)
    assert (row.name, row.file, row.links, row.level, row.added_by) == ("dorp", "dorp.json", 3, 0, request_.user)
    assert network_of(row).network.n_links == 3
    assert _waiting(tmp_path) == []
    assert Entry.objects.get(action="evacuation-network.added").actor == request_.user.get_username()
    # Once more is one more: the first may have been removed.
    assert run_now(verbs.ask_reading(request_, round_, _village())).pk != job.pk
    assert Network.objects.count() == 2


def test_a_flood_is_there_once_it_was_read(request_: HttpRequest, round_: Round) -> None:
    sent = Sent.flood({"depth": ("water.csv", flood_file())}, {}, "Proef")
    row = reading_job.row_of(run_now(verbs.ask_reading(request_, round_, sent)))
    assert isinstance(row, InputFile)
    assert (row.kind, row.name, row.facts["area_km2"]) == ("flood", "Proef", 25.0)
    assert flood_of(row).name == "Proef"


def test_what_is_wrong_is_told_and_nothing_stays(request_: HttpRequest, round_: Round, tmp_path: Path) -> None:
    job = run_now(verbs.ask_reading(request_, round_, _village(exits=["x"], jam=-1)))
    assert job.state == State.FAILED
    assert "er is geen knoop met deze naam" in job.message_nl
    reading_job.sweep()
    assert (_waiting(tmp_path), Network.objects.count()) == ([], 0)


def test_stopped_in_the_queue_or_while_it_is_read_nothing_stays(
    request_: HttpRequest, round_: Round, tmp_path: Path
) -> None:
    job = verbs.ask_reading(request_, round_, _village())
    assert verbs.stop_reading(request_, round_, job).state == State.CANCELLED
    assert _waiting(tmp_path) == []
    late = verbs.ask_reading(request_, round_, _village())
    claimed = queue.claim("hier")
    assert claimed == late
    content = reading_job.READING.run(queue.prepare(claimed), lambda share: None)
    verbs.stop_reading(request_, round_, claimed)
    assert _waiting(tmp_path) == []
    assert not queue.finish(claimed, content)
    late.refresh_from_db()
    assert (late.state, Network.objects.count()) == (State.CANCELLED, 0)


def test_a_job_that_another_process_took_over_makes_nothing(request_: HttpRequest, round_: Round) -> None:
    verbs.ask_reading(request_, round_, _village())
    lost = queue.claim("weg")
    content = reading_job.READING.run(queue.prepare(lost), lambda share: None)
    Job.objects.update(worker="ander", attempts=2)
    assert not queue.finish(lost, content)
    assert (Job.objects.get().state, Network.objects.count()) == (State.RUNNING, 0)


def test_who_lost_the_right_meanwhile_adds_nothing(request_: HttpRequest, round_: Round, analyst: User) -> None:
    job = verbs.ask_reading(request_, round_, _village())
    Grant.objects.filter(user=analyst).update(role=Role.READER)
    failed = run_now(job)
    assert (failed.state, Network.objects.count()) == (State.FAILED, 0)
    assert "mag het niet meer toevoegen" in failed.message_nl


def test_a_full_disk_at_the_end_is_told(request_: HttpRequest, round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Any:
        raise RefusedError(reading_job.READING.title)

    job = verbs.ask_reading(request_, round_, _village())
    monkeypatch.setattr("weerbaar.workbench.evacuation.reading.keep_packed", full)
    failed = run_now(job)
    assert (failed.state, failed.message_nl, Network.objects.count()) == (State.FAILED, "Bestand inlezen", 0)


def test_files_of_nobody_go_and_files_that_wait_stay(
    request_: HttpRequest, round_: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = verbs.ask_reading(request_, round_, _village())
    (stays,) = _waiting(tmp_path)
    (tmp_path / "readings" / "a").mkdir()
    reading_job.sweep()
    assert len(_waiting(tmp_path)) == 2
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / f"{WORK}weg").mkdir()
    reading_job.sweep()
    assert (tmp_path / f"{WORK}weg").is_dir()
    reading_job.sweep(now=stays.stat().st_mtime + 7200)
    assert _waiting(tmp_path) == [stays]
    assert not (tmp_path / f"{WORK}weg").exists()
    # Sent once more, not yet asked for: a job over the same that ended before does not take it away.
    verbs.stop_reading(request_, round_, job)
    assert _waiting(tmp_path) == []
    reading_job._keep(_village())
    reading_job.sweep()
    assert _waiting(tmp_path) == [stays]
    job = verbs.ask_reading(request_, round_, _village())
    (stays / "roads").unlink()
    assert "Kies het bestand opnieuw" in run_now(job).message_nl


def test_who_may_not_sends_nothing(
    round_: Round, asking: Callable[[User], HttpRequest], make_user: Callable[..., User], request_: HttpRequest
) -> None:
    with pytest.raises(PermissionDenied):
        verbs.ask_reading(asking(make_user("reader", round_)), round_, _village())
    with pytest.raises(PermissionDenied):
        verbs.ask_reading(request_, round_, _village(), level=3)
    job = verbs.ask_reading(request_, round_, _village())
    with pytest.raises(PermissionDenied):
        verbs.stop_reading(asking(make_user("reader", round_)), round_, job)
