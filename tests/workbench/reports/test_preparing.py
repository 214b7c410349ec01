# SPDX-License-Identifier: EUPL-1.2
"""Whether the documents that wait for a signature are there and of today."""

from __future__ import annotations

import pytest

from tests.workbench.reports.publications import make_ready
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.reports.kinds import PUBLICATION
from weerbaar.workbench.reports.preparing import missing, prepared
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def said(round_: Round) -> str:
    return " ".join(text.nl for text in missing(prepared(round_)))


def test_from_nothing_to_ready_to_stale(round_: Round) -> None:
    assert said(round_) == "De stukken zijn nog niet gemaakt."
    make_ready(round_)
    assert said(round_) == ""
    round_.touch()
    round_.refresh_from_db()
    assert "vóór de laatste wijziging" in said(round_)
    jobs.ask(None, round_, PUBLICATION.name, {}, round_.level)
    assert said(round_) == "De stukken worden nog gemaakt."


def test_every_level_has_its_own_edition(round_: Round) -> None:
    make_ready(round_)
    round_.scenarios.first().change(1, level=Level.SECRET)
    assert [one.level for one in prepared(round_)] == [Level.INTERNAL, Level.SECRET]
    assert [one.fresh for one in prepared(round_)] == [True, False]
    assert said(round_)
