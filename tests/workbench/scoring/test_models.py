# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.workbench.scoring.panels import expert, open_round, say
from weerbaar.workbench.scoring.models import Answer, Panelist

pytestmark = pytest.mark.django_db


def test_one_answer_per_turn_and_one_number_per_panelist() -> None:
    round_ = open_round()
    first = say(expert(round_, "anna"), round_, "1.1", "B")
    assert first.round == round_
    same = {"panelist": first.panelist, "scenario": first.scenario, "criterion": "1.1", "judgement": {"label": "C"}}
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(**same)
    assert Answer.objects.create(**same, turn=2).turn == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Panelist.objects.create(round=round_, slug="x", number=first.panelist.number, name_nl="X")


def test_every_version_of_an_answer_is_kept() -> None:
    round_ = open_round()
    anna = expert(round_, "anna")
    say(anna, round_, "1.1", "B")
    stored = say(anna, round_, "1.1", "C", version=1)
    assert [h.judgement["label"] for h in stored.history.order_by("version")] == ["B", "C"]
