# SPDX-License-Identifier: EUPL-1.2
"""The illustrative round with small computations, each made once and given to every test that asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from weerbaar.dossier import Dossier, load_dossier
from weerbaar.workbench.jobs import queue, verbs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.results import computing
from weerbaar.workbench.rounds import conversion
from weerbaar.workbench.rounds.models import Round

Computed = Callable[..., Job]
_made: dict[str, bytes] = {}


@lru_cache
def _dossier(name: str) -> Dossier:
    return load_dossier(name)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    for name, size in {
        "DRAWS": 2_000,
        "SAMPLES": 64,
        "TERM_DRAWS": 200,
        "YEARS": 1_000,
        "EVENTS": 320,
        "_CASCADE_DRAWS": 500,
    }.items():
        monkeypatch.setattr(computing, name, size)


@pytest.fixture
def round_(db: None) -> Round:
    """The illustrative round of 2012, with its judgements, closed."""
    return conversion.round_from(_dossier("voorbeeld-2012"))


@pytest.fixture
def earlier(round_: Round) -> Round:
    """The published round of 2012, of which the illustrative one is the next."""
    found = conversion.round_from(_dossier("nrb-2012"))
    Round.objects.filter(pk=round_.pk).update(previous=found)
    round_.refresh_from_db()
    return found


@pytest.fixture
def computed() -> Computed:
    """Have something computed of a round as it was loaded; the bytes are made once in a run of the tests."""

    def have(round_: Round, kind: str, parameters: dict[str, Any] | None = None) -> Job:
        asked = {"weights": "default"} if parameters is None and kind in ("assessment", "sensitivity") else parameters
        job = verbs.ask(None, round_, kind, asked or {}, round_.level)
        name = f"{round_.slug} {kind} {json.dumps(asked, sort_keys=True)}"
        if name not in _made:
            _made[name] = verbs.result_bytes(run_now(job))
            return Job.objects.get(pk=job.pk)
        claimed = queue.claim("test")
        assert claimed is not None
        assert claimed.pk == job.pk
        queue.finish(claimed, _made[name])
        return Job.objects.get(pk=job.pk)

    return have
