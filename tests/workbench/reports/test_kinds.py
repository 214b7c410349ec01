# SPDX-License-Identifier: EUPL-1.2
"""What a job takes from the rows of a round."""

from __future__ import annotations

import pickle

import pytest

from weerbaar.base import InputError
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.reports import kinds
from weerbaar.workbench.reports.documents import Question
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_an_earlier_round_of_the_workbench_stands_in_the_report(round_: Round) -> None:
    there = load_dossier("voorbeeld-2012")
    header = there.round.model_copy(update={"id": "voorbeeld-2013", "year": 2013, "earlier": ("voorbeeld-2012",)})
    later = round_from(there.model_copy(update={"round": header}))
    material = kinds.prepare(later, Level.INTERNAL, Question("letter").parameters())
    assert [d.round.id for d in material.earlier] == ["voorbeeld-2012"]
    round_.change(1, level=Level.SECRET)
    assert kinds.prepare(later, Level.INTERNAL, Question("letter").parameters()).earlier == ()


def test_an_agenda_advice_needs_an_analysis(round_: Round) -> None:
    with pytest.raises(InputError) as caught:
        kinds.prepare(round_, Level.INTERNAL, Question("advice").parameters())
    assert "geen capaciteitenanalyse" in caught.value.render("nl")


def test_both_kinds_are_known_and_their_material_travels(round_: Round) -> None:
    assert kind_named("document") is kinds.DOCUMENT
    assert kind_named("publication") is kinds.PUBLICATION
    material = kinds.prepare_publication(round_, Level.INTERNAL, {})
    assert pickle.loads(pickle.dumps(material)) == material
