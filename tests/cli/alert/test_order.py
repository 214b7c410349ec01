# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.alert.walk import released
from weerbaar.alerting.area import area_km2
from weerbaar.alerting.broadcast import decode_pages
from weerbaar.alerting.delivery import ForExercise
from weerbaar.base import InputError
from weerbaar.cli.alert import given
from weerbaar.cli.alert.desk import store_of, use_of
from weerbaar.cli.alert.order import area_of, contacts_of, identifiers_of, matter_of, message_of


def test_levels_have_their_identifiers() -> None:
    found = {level: identifiers_of(level)[0] for level in ("1", "2", "3", "4", "test", "exercise")}
    assert found == {"1": 4370, "2": 4371, "3": 4373, "4": 4396, "test": 4380, "exercise": 4381}
    with pytest.raises(InputError):
        identifiers_of("5")


def test_a_message_is_the_draft_as_it_was_approved(tmp_path: Path) -> None:
    use = use_of(store_of(str(released(tmp_path, "--status", "exercise"))), "inzet-1")
    message = message_of(use, ("204-08-1-1",), given.now())
    assert isinstance(message.purpose, ForExercise)
    assert (message.draft, message.identifiers, message.cells) == (use.draft_hash, (4381,), ("204-08-1-1",))
    assert decode_pages(message.dcs, message.pages).startswith(use.texts["nl"])
    assert area_km2(area_of(use)) == pytest.approx(28.29, abs=0.01)
    assert contacts_of(use) == ("112", "vru.nl")
    assert matter_of(use, 1.5).identifier == 4381


def test_what_is_over_is_not_sent(tmp_path: Path) -> None:
    use = use_of(store_of(str(released(tmp_path, "--status", "exercise"))), "inzet-1")
    with pytest.raises(InputError):
        message_of(use, (), given.now() + timedelta(hours=3))
