# SPDX-License-Identifier: EUPL-1.2
"""Agenda, cooperation, assistance and training: the same as on the pages, and withheld as there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.capabilities.documents import example, fill
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"


@pytest.fixture
def planned(scored: Round) -> Round:
    """The round with the documents that need no analysis; two platoons are confidential."""
    text = example()["assistance.yaml"].replace("rest_h: 11, confidential: false", "rest_h: 11", 3)
    kept = ("agenda.yaml", "cooperation.yaml", "approaches.yaml", "training.yaml")
    fill(scored, {**{name: example()[name] for name in kept if name in example()}, "assistance.yaml": text})
    return scored


def test_the_agenda_and_its_calendar(planned: Round, program_of: Any) -> None:
    program = program_of("analyst")
    found = program.get(f"{ROUND}/agenda?year=2014")
    assert found.status_code == 200, found.data
    assert (found.data["year"], len(found.data["load"])) == (2014, 4)
    here = next(s for s in found.data["scenarios"] if s["status"] == "stale")
    calendar = program.get(f"{ROUND}/agenda/calendar?year=2014")
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert program.get(f"{ROUND}/agenda?year=1").status_code == 400
    noted = program.post(f"{ROUND}/agenda/reviews", {"scenario": here["scenario"]})
    assert (noted.status_code, noted.data["scenario"]) == (201, here["scenario"])
    after = program.get(f"{ROUND}/agenda").data["scenarios"]
    assert next(s for s in after if s["scenario"] == here["scenario"])["reviewed_on"] == noted.data["reviewedOn"]
    assert program.post(f"{ROUND}/agenda/reviews", {"scenario": "niets"}).status_code == 400


def test_who_may_do_what_depends_on_the_hour_and_on_what_was_asked(planned: Round, program_of: Any) -> None:
    program = program_of("analyst")
    found = program.get(f"{ROUND}/cooperation/powers?at=6")
    assert found.status_code == 200, found.data
    nothing = program.get(f"{ROUND}/cooperation/powers?at=6&request=x:1")
    assert nothing.status_code in {200, 400}
    assert program.get(f"{ROUND}/cooperation/powers?situation=geen").status_code == 400
    assert program.get(f"{ROUND}/cooperation/powers?request=x:99999").status_code == 400
    assert program.get(f"{ROUND}/cooperation/findings?on=2014-05-31").status_code == 200
    assert program.get(f"{ROUND}/cooperation/approaches").status_code == 200


def test_assistance_is_planned_with_confidential_means_for_who_is_cleared_only(
    planned: Round,
    program_of: Any,
) -> None:
    cleared, other = program_of("analyst", clearance=Level.DEPARTMENTAL), program_of("decider")
    full, public = (one.get(f"{ROUND}/assistance") for one in (cleared, other))
    assert full.status_code == public.status_code == 200
    assert b"me-rotterdam" in full.content
    assert b"me-rotterdam" not in public.content
    exports = [one.get(f"{ROUND}/assistance/export?format={f}") for one in (cleared, other) for f in ("csv", "json")]
    assert exports[0].content == exports[2].content
    assert b"me-rotterdam" not in exports[1].content
    assert Entry.objects.filter(action="assistance.exported").count() == 4
    assert Entry.objects.filter(action="capabilities.read", level=Level.DEPARTMENTAL).exists()
    assert other.get(f"{ROUND}/assistance?without=niemand").status_code == 400


def test_training_and_a_document_above_the_clearance(planned: Round, program_of: Any) -> None:
    program = program_of("analyst")
    assert program.get(f"{ROUND}/training").data["within_days"] == 90
    planned.documents.all().update(level=Level.SECRET)
    for place in ("agenda", "assistance", "training"):
        assert program.get(f"{ROUND}/{place}").status_code == 400, place
