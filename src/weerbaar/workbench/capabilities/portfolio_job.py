# SPDX-License-Identifier: EUPL-1.2
"""The whole choice as a job: what is asked, and the newest answer there is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from weerbaar.base import Text
from weerbaar.workbench.capabilities.conversion import Desk, desk_of, digest_of
from weerbaar.workbench.capabilities.kinds import OF_ANALYSIS
from weerbaar.workbench.capabilities.portfolio_run import Work, Worked, run
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import Kind, NeedsError, register, results_state
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


def state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of the round and of the documents that the choice rests on."""
    rows = round_.documents.filter(kind__in=OF_ANALYSIS, level__lte=level).order_by("pk").values_list("pk", "version")
    return f"{results_state(round_, level, parameters)} {' '.join(f'{pk}.{version}' for pk, version in rows)}"


def ready(round_: Round, desk: Desk) -> Worked:
    """Return the whole choice at the budgets of the documents, as it is for what this desk holds now.

    Raises:
        NeedsError: it has to be computed first.
    """
    parameters, level = parameters_of(desk), desk.analysis_level
    done = jobs.latest(round_, NAME, parameters, level)
    if done is None or jobs.is_stale(done, round_):
        raise NeedsError(NAME, parameters, level)
    found = worked_of(done)
    if found is None:
        # Removed, or written by another version of the software.
        raise NeedsError(NAME, parameters, level, anew=True)
    return found


def worked_of(job: Job) -> Worked | None:
    """Return what came of a job; None where it is not done, or its result cannot be read any more."""
    from weerbaar.workbench.jobs.objects import UnreadableObjectError

    if job.state != State.DONE or not job.result:
        return None
    try:
        found = _worked(job.result)
    except (store.ResultGoneError, UnreadableObjectError):
        return None
    return found if isinstance(found, Worked) else None


@lru_cache(maxsize=16)
def _worked(name: str) -> Any:
    """Return the object in a result file. What cannot be read is not remembered: made anew it has the same name."""
    from weerbaar.workbench.jobs.objects import from_bytes

    return from_bytes(store.read(name))


def newest(round_: Round, desk: Desk) -> Worked | None:
    """Return the newest result for what this desk may see, marked as stale where something changed since."""
    for job in Job.objects.filter(round=round_, kind=NAME, level=desk.analysis_level, state=State.DONE)[:3]:
        found = worked_of(job)
        if found is not None:
            stale = found.digest != digest_of(desk.analysis_texts) or jobs.is_stale(job, round_)
            return replace(found, stale=stale)
    return None


PORTFOLIO = Kind(NAME, Text(nl="Keuze en advies", en="Choice and advice"), prepare, run, state)


def register_kind() -> None:
    """Make the kind known to the workbench."""
    register(PORTFOLIO)
