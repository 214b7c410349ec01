# SPDX-License-Identifier: EUPL-1.2
"""Who changed what of a round, in words."""

from __future__ import annotations

import pytest

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.rounds.history import changes_of
from weerbaar.workbench.rounds.models import Phase

pytestmark = pytest.mark.django_db


def test_the_newest_change_comes_first_and_bookkeeping_is_left_out() -> None:
    round_ = small_round()
    region, _ = Region.objects.get_or_create(number=19, defaults={"name": "Zeeland"})
    round_.change(1, title_nl="Anders", region=region)
    round_.change(2, phase=Phase.SCORING, level=2)
    round_.change(3, statement_nl="woord " * 100)
    round_.change(4)
    found = changes_of(round_)
    assert [change.fields for change in found] == [
        (("Verklaring vooraf (Nederlands)", "leeg", "100 woorden"),),
        (("Vertrouwelijkheid", "Openbaar", "Departementaal Vertrouwelijk"), ("Fase", "voorbereiding", "beoordelen")),
        (
            ("Titel (Nederlands)", "Proefronde", "Anders"),
            ("Veiligheidsregio", "geen: landelijk", region.name),
        ),
        (),
    ]
    assert [change.made for change in found] == [False, False, False, True]
