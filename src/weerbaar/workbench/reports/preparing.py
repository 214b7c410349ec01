# SPDX-License-Identifier: EUPL-1.2
"""The documents that wait for a signature: per level of confidentiality one job, and whether it is still of today."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.reports.kinds import PUBLICATION
from weerbaar.workbench.reports.levels import levels_in
from weerbaar.workbench.rounds.models import Round


@dataclass(frozen=True)
class Prepared:
    """The documents of one level.

    Attributes:
        job: the newest job that makes them, whatever its state; None where nobody asked for it.
        fresh: whether they are there and nothing changed since.
    """

    level: Level
    job: Job | None
    fresh: bool


def prepared(round_: Round) -> list[Prepared]:
    """Return what there is for every level that occurs in the round, lowest first."""
    found = []
    for level in levels_in(round_):
        standing = jobs.standing(round_, PUBLICATION.name, {}, level)
        done = standing.done
        fresh = done is not None and not jobs.is_stale(done, round_) and store.there(done.result)
        found.append(Prepared(level, standing.active or (done if fresh else standing.ended or done), fresh))
    return found


def missing(found: list[Prepared]) -> list[Text]:
    """Return why the documents cannot be signed yet; empty where they can."""
    if all(one.fresh for one in found):
        return []
    if any(one.job is not None and one.job.is_active for one in found):
        return [Text(nl="De stukken worden nog gemaakt.", en="The documents are still being made.")]
    if any(one.job is not None and one.job.result for one in found):
        return [
            Text(
                nl="De stukken zijn van vóór de laatste wijziging. Maak ze opnieuw.",
                en="The documents are from before the last change. Make them again.",
            )
        ]
    return [
        Text(
            nl="De stukken zijn nog niet gemaakt.",
            en="The documents have not been made yet.",
        )
    ]
