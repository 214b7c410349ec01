# SPDX-License-Identifier: EUPL-1.2
"""Computations: asked once, seen, stopped, and their result as open data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.api.job_calls import plain, written
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.results import kinds
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/voorbeeld-2012/jobs"


def test_the_same_question_is_one_computation(program_of: Any, round_: Round) -> None:
    program = program_of("analyst")
    first = program.post(PLACE, {"kind": "sensitivity"})
    assert (first.status_code, first.data["state"], first.data["stale"]) == (202, "queued", False)
    assert program.post(PLACE, {"kind": "sensitivity"}).data["id"] == first.data["id"]
    assert program.get(f"{PLACE}?state=queued&kind=sensitivity").data["total"] == 1
    assert program.get(f"{PLACE}/{first.data['id']}/result").status_code == 404
    assert program.delete(f"{PLACE}/{first.data['id']}").data["state"] == "cancelled"
    assert program.post(PLACE, {"kind": "acceptability"}).data["kind"] == "acceptability"
    assert program_of("reader").post(PLACE, {"kind": "acceptability"}).status_code == 403


def test_a_computation_says_for_which_it_waits(
    program_of: Any, round_: Round, django_assert_max_num_queries: Any
) -> None:
    program = program_of("analyst")
    first, then = (program.post(PLACE, {"kind": kind}).data["id"] for kind in ("assessment", "sensitivity"))
    assert program.get(f"{PLACE}/{then}").data["waitsFor"] is None
    Job.objects.filter(pk=then).update(after=first)
    assert program.get(f"{PLACE}/{then}").data["waitsFor"] == first
    with django_assert_max_num_queries(16) as found:
        told = {job["id"]: job["waitsFor"] for job in program.get(PLACE).data["items"]}
    assert told == {first: None, then: first}
    few = len(found)
    for kind in ("acceptability", "cascade"):
        Job.objects.filter(pk=program.post(PLACE, {"kind": kind}).data["id"]).update(after=first)
    with django_assert_max_num_queries(few):
        assert len(program.get(PLACE).data["items"]) == 4
    Job.objects.filter(pk=first).update(state=State.DONE)
    assert program.get(f"{PLACE}/{then}").data["waitsFor"] is None


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "magic"},
        {"kind": "assessment", "weights": "geen"},
        {"kind": "cascade", "catalogue": "geen"},
        {"kind": "cuts"},
        {"kind": "acceptability", "constraints": [{"vreemd": 1}]},
        {"kind": "portfolio"},
        {"kind": "cuts", "cuts": [{"cause": "", "effect": "x"}]},
    ],
)
def test_what_the_round_does_not_know_is_refused(program_of: Any, round_: Round, asked: dict[str, Any]) -> None:
    assert program_of("analyst").post(PLACE, asked).status_code == 400
    assert not Job.objects.exists()


def test_a_comparison_is_with_a_round_that_may_be_seen(program_of: Any, round_: Round, scored: Round) -> None:
    program = program_of("analyst")
    assert program.post(PLACE, {"kind": "comparison", "earlier": "open"}).status_code == 202
    Round.objects.filter(pk=scored.pk).update(level=Level.SECRET)
    assert program.post(PLACE, {"kind": "comparison", "earlier": "open"}).status_code == 404


def test_nobody_stops_that_of_another_or_sees_what_is_above_the_clearance(program_of: Any, round_: Round) -> None:
    program, reader = program_of("analyst"), program_of("reader")
    job = program.post(PLACE, {"kind": "cascade"}).data["id"]
    assert reader.get(f"{PLACE}/{job}").status_code == 200
    assert reader.delete(f"{PLACE}/{job}").status_code == 403
    Job.objects.filter(pk=job).update(level=Level.SECRET, state=State.DONE)
    assert program.get(f"{PLACE}/{job}").status_code == 404
    assert program.get(f"{PLACE}/{job}/result").status_code == 404


@dataclass(frozen=True)
class _Found:
    name: Text
    values: Any


def test_what_has_no_published_schema_is_told_as_plain_data() -> None:
    found = _Found(Text(nl="vloed", en="flood"), (np.array([1.0, float("nan")]), {"a": 2}))
    assert plain(found) == {"name": {"nl": "vloed", "en": "flood"}, "values": [[1.0, None], {"a": 2}]}
    assert json.loads(written(kinds.COMPARISON, found))["name"]["en"] == "flood"
