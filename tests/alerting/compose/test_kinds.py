# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.kinds import KINDS, Kind, kind_name


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named_in_both_languages_and_fits_a_board(kind: Kind) -> None:
    named = kind_name(kind)
    assert named.name.nl
    assert named.name.en
    assert 0 < len(named.short.nl) <= 30
    assert 0 < len(named.short.en) <= 30


def test_the_all_clear_is_one_in_cap() -> None:
    assert kind_name("all-clear").response == "AllClear"
    assert kind_name("evacuation").response == "Evacuate"
