# SPDX-License-Identifier: EUPL-1.2
"""What another process reads is what this one would; what takes too long ends with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbench.evacuation.networks import EXITS, OSM, ZONES
from weerbaar.base import InputError
from weerbaar.workbench.evacuation.network_process import read_apart
from weerbaar.workbench.evacuation.network_reading import Manner, read_network

PLACES = Manner(zones=ZONES, exit_places=EXITS)


def _map(folder: Path) -> Path:
    path = folder / "kaart.osm"
    path.write_text(OSM, encoding="utf-8")
    return path


def test_another_process_reads_the_same_and_says_the_same(tmp_path: Path) -> None:
    path = _map(tmp_path)
    here, _ = read_network(path, PLACES)
    apart, _ = read_apart(path, PLACES)
    assert apart.network.link_ids == here.network.link_ids
    assert apart.people is not None
    assert here.people is not None
    assert apart.people.tolist() == here.people.tolist()
    (tmp_path / "work").rename(tmp_path / "eerder")
    with pytest.raises(InputError, match="does not say where people are safe"):
        read_apart(path, Manner(zones=ZONES))


def test_what_takes_too_long_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.workbench.evacuation.network_process.LONGEST_S", 0.001)
    with pytest.raises(InputError, match="Cut the area out"):
        read_apart(_map(tmp_path), PLACES)
