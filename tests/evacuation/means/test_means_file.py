# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.evacuation.means.means_file import usual_kinds


def test_every_usual_kind_carries_somebody_and_has_a_source() -> None:
    kinds = usual_kinds()
    assert set(kinds) == {"bus", "taxibus", "ambulance", "helicopter", "boat"}
    assert {category for kind in kinds.values() for category in kind.carries} == {"walking", "seated", "lying"}
    for kind in kinds.values():
        assert kind.source
        assert kind.name.en
        assert (kind.speed_km_h is None) == (kind.mode == "road")
