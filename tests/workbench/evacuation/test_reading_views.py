# SPDX-License-Identifier: EUPL-1.2
"""A file that takes longer than a page waits is followed, stopped, and opened once it was read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.evacuation.places import flood_file, village_file
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.evacuation import reading_process
from weerbaar.workbench.evacuation.models import InputFile, Network
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROOT = "/rondes/proef/evacuatie/"
LARGE = b" " * 1_000_000


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "QUICK_S", 0.0)


def _send(browser: Client, content: bytes) -> str:
    file = SimpleUploadedFile("dorp.json", content)
    answer = browser.post(f"{ROOT}netten/nieuw", {"file": file, "level": "1"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_large_network_is_followed_until_it_is_there(browser: Client, round_: Round) -> None:
    place = _send(browser, village_file() + LARGE)
    job = Job.objects.get()
    assert place == f"{ROOT}inlezen/{job.pk}/"
    shown = browser.get(place).content.decode()
    assert "dorp.json wordt ingelezen" in shown
    assert "in de wachtrij" in shown
    assert f'href="{place}"' in browser.get(ROOT).content.decode()
    run_now(job)
    row = Network.objects.get()
    assert browser.get(place).headers["Location"] == f"{ROOT}netten/{row.pk}/"
    assert "dorp is ingelezen" in browser.get(f"{ROOT}netten/{row.pk}/").content.decode()
    assert "wordt ingelezen" not in browser.get(ROOT).content.decode()
    browser.post(f"{ROOT}netten/{row.pk}/verwijderen")
    assert "daarna verwijderd" in browser.get(place).content.decode()


def test_a_large_flood_likewise(browser: Client, round_: Round) -> None:
    file = SimpleUploadedFile("water.csv", flood_file() + b"\n" * 1_000_000)
    place = browser.post(f"{ROOT}overstroming/", {"what": "flood", "depth": file}).headers["Location"]
    assert "water.csv wordt ingelezen" in browser.get(f"{ROOT}overstroming/").content.decode()
    run_now(Job.objects.get())
    assert browser.get(place).headers["Location"] == f"{ROOT}overstroming/{InputFile.objects.get().pk}/"


def test_what_is_wrong_is_shown_and_the_form_is_near(browser: Client, round_: Round, tmp_path: Path) -> None:
    place = _send(browser, village_file(exits=["x"], jam=-1) + LARGE)
    run_now(Job.objects.get())
    shown = browser.get(place).content.decode()
    assert "er is geen knoop met deze naam" in shown
    assert "Er is niets bewaard" in shown
    assert list((tmp_path / "readings").iterdir()) == []
    assert f'href="{ROOT}netten/nieuw"' in shown


def test_it_is_stopped(browser: Client, round_: Round, client_of: Callable[..., Client]) -> None:
    place = _send(browser, village_file() + LARGE)
    reader = client_of(Role.READER, round_)
    assert reader.get(place).status_code == 403
    assert "wordt ingelezen" not in reader.get(ROOT).content.decode()
    assert browser.post(f"{place}stoppen").headers["Location"] == place
    assert Job.objects.get().state == State.CANCELLED
    assert "Er is niets bewaard" in browser.get(place).content.decode()
    assert browser.get(f"{ROOT}inlezen/999/").status_code == 404


def test_a_small_network_is_there_at_once(browser: Client, round_: Round) -> None:
    assert _send(browser, village_file()) == f"{ROOT}netten/{Network.objects.get().pk}/"
    assert not Job.objects.exists()
