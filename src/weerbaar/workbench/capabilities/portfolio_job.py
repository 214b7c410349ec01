# SPDX-License-Identifier: EUPL-1.2
"""The whole choice as a job: what is asked, and the newest answer there is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from weerbaar.base import Text
from weerbaar.workbench.capabilities.conversion import Desk, desk_of, digest_of
from weerbaar.workbench.capabilities.portfolio_run import Work, Worked, run
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import Kind, register
from weerbaar.workbench.rounds.models import Round

NAME = "portfolio"


def parameters_of(desk: Desk, budget: float | None = None) -> dict[str, Any]:
    """Return what is asked: other documents make another question."""
    return {"documents": digest_of(desk.analysis_texts), "budget": budget}


def prepare(round_: Round, level: int, parameters: dict[str, Any]) -> Work:
    """Gather the documents and the round; in the web process.

    Raises:
        InputError: the documents have errors.
    """
    desk = desk_of(round_, level)
    return Work(
        desk.analysis_texts,
        desk.analysis.dossier,
        digest_of(desk.analysis_texts),
        parameters.get("budget"),
        int(parameters.get("draws", 4_000)),
        int(parameters.get("levels", 40)),
        int(parameters.get("states", 200)),
    )


def worked_of(job: Job) -> Worked | None:
    """Return what came of a job; None where it is not done, or its result cannot be read any more."""
    return _worked(job.result) if job.state == State.DONE and job.result else None


@lru_cache(maxsize=16)
def _worked(name: str) -> Worked | None:
    from weerbaar.workbench.jobs import store
    from weerbaar.workbench.jobs.objects import UnreadableObjectError, from_bytes

    try:
        found = from_bytes(store.read(name))
    except (store.ResultGoneError, UnreadableObjectError):
        return None
    return found if isinstance(found, Worked) else None


def newest(round_: Round, desk: Desk) -> Worked | None:
    """Return the newest result for what this desk may see, marked as stale where something changed since."""
    for job in Job.objects.filter(round=round_, kind=NAME, level=desk.analysis_level, state=State.DONE)[:3]:
        found = worked_of(job)
        if found is not None:
            stale = found.digest != digest_of(desk.analysis_texts) or job.inputs != round_.inputs
            return replace(found, stale=stale)
    return None


PORTFOLIO = Kind(NAME, Text(nl="Keuze en advies", en="Choice and advice"), prepare, run)


def register_kind() -> None:
    """Make the kind known to the workbench."""
    register(PORTFOLIO)
