# SPDX-License-Identifier: EUPL-1.2
"""The kinds of computation of the tests, and a folder of results of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workbench.jobs.computations import KINDS
from weerbaar.workbench.jobs import registry
from weerbaar.workbench.rounds.models import Phase, Round


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_KINDS", {**registry._KINDS, **KINDS})


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def round_(db: None) -> Round:
    """A closed round without scenarios: these computations look at nothing in it."""
    return Round.objects.create(slug="ronde", title_nl="Ronde", label="R", year=2026, phase=Phase.CLOSED)
