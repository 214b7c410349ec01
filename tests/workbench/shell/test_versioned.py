# SPDX-License-Identifier: EUPL-1.2
"""A change based on an older version is refused, and says what was not saved."""

from __future__ import annotations

import pytest

from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db


def test_a_change_raises_the_version(round_: Round) -> None:
    stored = round_.change(1, label="Nieuw")
    assert (round_.version, round_.label) == (stored.version, stored.label) == (2, "Nieuw")


def test_the_second_of_two_is_refused_and_nothing_of_it_is_kept(round_: Round) -> None:
    mine = Round.objects.get(pk=round_.pk)
    round_.change(1, label="Eerste")
    with pytest.raises(StaleVersionError) as refused:
        mine.change(1, label="Tweede", year=1999)
    assert refused.value.current.label == "Eerste"  # type: ignore[attr-defined]
    assert refused.value.proposed == {"label": "Tweede", "year": 1999}
    assert Round.objects.get(pk=round_.pk).year == 2012
    assert mine.label != "Tweede"
