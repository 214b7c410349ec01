# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.scoring.panels import expert, facilitator, go_to, open_round, say
from weerbaar.workbench.rounds.asked import asked_of
from weerbaar.workbench.rounds.models import Phase
from weerbaar.workbench.scoring.asked import scoring_asked

pytestmark = pytest.mark.django_db


def test_an_expert_is_asked_for_what_is_left() -> None:
    due = timezone.now() + timedelta(days=3)
    round_ = open_round(score_by=due)
    anna = expert(round_, "anna")
    say(anna, round_, "1.1", "A")
    (found,) = scoring_asked(anna, round_)
    assert found.text.nl == "Beoordeel 2 scenario’s (1 van 22 antwoorden gegeven)"
    assert (found.done, found.total, found.due) == (1, 22, due)
    assert found in asked_of(anna, [round_])
    go_to(round_, Phase.FEEDBACK)
    (found,) = scoring_asked(anna, round_)
    assert found.text.nl == "Herzie of bevestig uw oordelen over 2 scenario’s (0 van 22 gedaan)"
    go_to(round_, Phase.CLOSED)
    assert list(scoring_asked(anna, round_)) == []


def test_who_is_ready_is_asked_nothing() -> None:
    round_ = open_round(scenarios=1)
    anna = expert(round_, "anna")
    from weerbaar.workbench.scoring.fields import rod_of

    for asked in rod_of(round_).fields:
        say(anna, round_, asked.id, {"missing": True})
    assert list(scoring_asked(anna, round_)) == []


def test_the_facilitator_hears_of_a_deadline_that_has_passed() -> None:
    round_ = open_round(score_by=timezone.now() - timedelta(days=1), revise_by=timezone.now() + timedelta(days=1))
    lead = facilitator(round_)
    (found,) = scoring_asked(lead, round_)
    assert "verstreken" in found.text.nl
    assert found.address == "/rondes/ronde-2027/begeleiden/"
    go_to(round_, Phase.FEEDBACK)
    assert list(scoring_asked(lead, round_)) == []
