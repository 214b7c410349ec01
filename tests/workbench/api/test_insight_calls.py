# SPDX-License-Identifier: EUPL-1.2
"""A round beside another, its changes and checks, and what is new since a visit."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"


def test_changes_and_checks_of_a_round(program_of: Any, scored: Round) -> None:
    program = program_of("reader")
    scored.change(scored.version, label="Andere naam")
    first = program.get(f"{ROUND}/changes").data["items"][0]
    assert [(f["before"] != f["after"], f["after"]) for f in first["fields"]] == [(True, "Andere naam")]
    checks = program.get(f"{ROUND}/checks").data
    assert any(one["found"] == 0 for one in checks)
    assert all(one["text"]["nl"] for one in checks)


def test_news_is_what_others_changed_after_a_visit(program_of: Any, scored: Round) -> None:
    program = program_of("reader")
    assert program.get(f"{ROUND}/news").data["since"] is None
    assert program_of("reader", None, "read").post(f"{ROUND}/visits", None).status_code == 403
    assert program.post(f"{ROUND}/visits", None).status_code == 204
    row = Scenario.objects.get(slug="cyberhacktivisme")
    row.change(row.version, title_nl="Nieuw")
    hidden = Scenario.objects.exclude(pk=row.pk).first()
    assert hidden is not None
    hidden.change(hidden.version, level=Level.SECRET)
    found = program.get(f"{ROUND}/news").data
    assert found["scenarios"] == [{"scenario": "cyberhacktivisme", "title": "Nieuw"}]


def test_two_rounds_are_compared_as_far_as_both_may_be_seen(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    admin = program_of("administrator")
    sent = {"title": {"nl": "Volgende"}, "label": "2013", "year": 2013, "organisation": {"nl": "Ministerie"}}
    made = admin.post("/rounds", {**sent, "method": scored.method, "slug": "volgende", "copyFrom": "open"})
    assert made.status_code == 201, made.data
    new = Round.objects.get(slug="volgende")
    row = new.scenarios.get(slug="cyberhacktivisme")
    row.change(row.version, title_nl="Anders")
    new.touch()
    found = program.get("/rounds/volgende/comparison?earlier=open").data
    changed = {s["scenario"]: s["changes"] for s in found["scenarios"] if s["state"] == "changed"}
    assert [c["after"]["nl"] for c in changed["cyberhacktivisme"]] == ["Anders"]
    scored.change(scored.version, level=Level.SECRET)
    assert program.get("/rounds/volgende/comparison?earlier=open").status_code == 404
