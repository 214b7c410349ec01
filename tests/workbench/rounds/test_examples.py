# SPDX-License-Identifier: EUPL-1.2
"""The rounds that a new installation starts with."""

from __future__ import annotations

import pytest

from weerbaar.dossier import example_names
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.examples import DEMONSTRATION, load_examples
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


def test_every_example_and_one_open_round_once() -> None:
    assert {r.slug for r in load_examples()} == {*example_names(), DEMONSTRATION}
    assert load_examples() == []
    assert set(Round.objects.values_list("level", flat=True)) == {0}
    assert set(Round.objects.exclude(slug=DEMONSTRATION).values_list("phase", flat=True)) == {Phase.CLOSED}
    demonstration = Round.objects.get(slug=DEMONSTRATION)
    assert (demonstration.phase, demonstration.previous.slug) == (Phase.SETUP, "voorbeeld-2012")
    assert dossier_of(demonstration).judgements == ()
    assert len(dossier_of(demonstration).scenarios) == 4
