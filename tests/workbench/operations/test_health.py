# SPDX-License-Identifier: EUPL-1.2
"""Well or not well, and which part."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from weerbaar.workbench.operations import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _checks(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DATA = tmp_path
    before = dict(health._CHECKS)
    yield
    health._CHECKS.clear()
    health._CHECKS.update(before)


def test_a_database_and_a_disk_are_always_looked_at() -> None:
    assert health.state() == {"database": True, "disk": True}


def test_a_full_disk_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=health.LEAST_FREE - 1))
    assert health.state()["disk"] is False


def test_a_data_folder_that_is_gone_is_not_well(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "nergens"
    assert health.state()["disk"] is False


def test_a_database_that_is_away_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise OperationalError

    health.check_through("database", fail)
    assert health.state() == {"database": False, "disk": True}


def test_what_runs_beside_the_pages_says_whether_it_is_alive() -> None:
    health.check_through("jobs", lambda: False)
    assert health.state()["jobs"] is False
    health.forget("jobs")
    health.forget("jobs")
    assert "jobs" not in health.state()
