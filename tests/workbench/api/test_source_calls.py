# SPDX-License-Identifier: EUPL-1.2
"""Sources are added, changed with a version, and found."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_source_is_added_and_changed(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    place = "/rounds/open/sources/nrb-2012"
    assert program.get(place).status_code == 404
    assert program.put(place, {"title": "NRB", "year": 2012}).data["version"] == 1
    assert program.put(place, {"title": "Nogmaals"}).status_code == 400
    assert program.put(place, {"title": "NRB 2012", "version": 1}).data["version"] == 2
    assert program.put(place, {"title": "Te laat", "version": 1}).status_code == 409
    assert program.get("/rounds/open/sources").data["items"][0]["title"] == "NRB 2012"
    assert program.put("/rounds/open/sources/met%20spatie", {"title": "x"}).status_code == 400
    assert program.put("/rounds/open/sources/nieuw", {"title": "x", "version": 1}).status_code == 404
