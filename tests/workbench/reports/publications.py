# SPDX-License-Identifier: EUPL-1.2
"""A round that is ready to be signed, with small documents in place of those that take long to make."""

from __future__ import annotations

import json

from django.utils import timezone

from weerbaar.workbench.jobs import store, verbs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.reports.archive import archive_of
from weerbaar.workbench.reports.kinds import DOCUMENT, PUBLICATION
from weerbaar.workbench.reports.levels import levels_in
from weerbaar.workbench.reports.making import DOSSIER_FILE, RECORD_FILE, RESULTS_FILE
from weerbaar.workbench.rounds.models import Round

RECORD = {
    "id": "abcdef012345",
    "input_hash": "1" * 64,
    "method": "nl-nrb-2009",
    "method_version": "1.0",
    "method_hash": "2" * 64,
    "seed": 2012,
    "draws": 100_000,
    "settings": {"weights": "default"},
    "software": {"python": "3.11", "weerbaar": "1"},
}


def documents(level: int) -> dict[str, bytes]:
    """What a job for signing would make."""
    return {
        DOSSIER_FILE: b"dossier %d" % level,
        RESULTS_FILE: b"{}",
        RECORD_FILE: json.dumps(RECORD).encode(),
        "nl/voorbeeld-2012-brief.html": b"<!DOCTYPE html><style>p{}</style><p>Brief %d" % level,
    }


def make_ready(round_: Round) -> None:
    """Let the jobs for signing be done for every level of the round."""
    for level in levels_in(round_):
        done(round_, PUBLICATION.name, {}, level, archive_of(documents(level)))


def done(round_: Round, kind: str, parameters: dict[str, object], level: int, content: bytes) -> Job:
    """A job that is done."""
    return Job.objects.create(
        round=round_,
        kind=kind,
        parameters=parameters,
        inputs=round_.result_inputs,
        saw=kind_named(kind).state(round_, level, parameters),
        level=level,
        key=verbs.key_of(round_, kind, parameters, level),
        state=State.DONE,
        result=store.keep(content),
        finished=timezone.now(),
    )


def document(round_: Round, parameters: dict[str, object], level: int, content: bytes) -> Job:
    """A document that was made."""
    return done(round_, DOCUMENT.name, parameters, level, content)
