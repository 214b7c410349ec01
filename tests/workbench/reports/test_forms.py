# SPDX-License-Identifier: EUPL-1.2
"""What the forms offer."""

from __future__ import annotations

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.reports.documents import Question
from weerbaar.workbench.reports.forms import QuestionForm, ReasonForm, weight_choices
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_without_a_choice_the_findings_report_is_asked(round_: Round) -> None:
    form = QuestionForm(None, round_, [Level.INTERNAL], analysed=False)
    assert form.is_valid()
    assert form.question("pdf") == Question(format="pdf")
    assert "level" not in form.fields
    assert "advice" not in dict(form.fields["document"].choices)  # type: ignore[attr-defined]
    assert "advice" in dict(QuestionForm(None, round_, [Level.INTERNAL], analysed=True).fields["document"].choices)  # type: ignore[attr-defined]


def test_own_weights_come_with_those_of_the_method(round_: Round) -> None:
    round_.weight_profiles = [{"id": "eigen", "name": {"nl": "Eigen", "en": "Own"}, "weights": {"1.1": 1.0}}]
    found = dict(weight_choices(round_))
    assert {"default", "profiles", "dirichlet", "eigen"} <= set(found)
    assert found["eigen"].en == "Own"


def test_a_reason_is_needed() -> None:
    form = ReasonForm({"reason": "  "}, label="Reden", agree="Akkoord")
    assert not form.is_valid()
    assert set(form.errors) == {"reason", "agreed"}
