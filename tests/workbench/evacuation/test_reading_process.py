# SPDX-License-Identifier: EUPL-1.2
"""What another process reads is what this one would; what takes too long ends, and nothing outlives who asked."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workbench.evacuation.networks import EXITS, OSM, ZONES
from tests.workbench.evacuation.places import flood_file
from weerbaar.base import InputError
from weerbaar.workbench.evacuation import reading_process
from weerbaar.workbench.evacuation.kept_flood import row_values, unpacked_flood
from weerbaar.workbench.evacuation.kept_network import unpacked
from weerbaar.workbench.evacuation.network_reading import Manner, read_network
from weerbaar.workbench.evacuation.reading_process import Sent, SlowError, read_apart, read_quickly

PLACES = Manner(zones=ZONES, exit_places=EXITS, units={"length": "m"})
PATIENCE_S = 120


def _sent(manner: Manner = PLACES) -> Sent:
    return Sent.network("kaart.osm", OSM.encode(), manner)


def test_another_process_reads_the_same_and_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "kaart.osm"
    path.write_text(OSM, encoding="utf-8")
    here, notes = read_network(path, PLACES)
    shares: list[float] = []
    found = read_apart(_sent(), shares.append)
    apart = unpacked(found.content)
    assert apart.network.link_ids == here.network.link_ids
    assert apart.people is not None
    assert here.people is not None
    assert apart.people.tolist() == here.people.tolist()
    assert [note.render("nl") for note in found.notes] == [note.render("nl") for note in notes]
    assert (found.values["links"], found.values["vehicles"]) == (here.network.n_links, None)
    assert shares == sorted(shares)
    with pytest.raises(InputError, match="does not say where people are safe"):
        read_apart(_sent(Manner(zones=ZONES)), shares.append)


def test_who_looks_while_it_is_written_sees_what_was_said_before(tmp_path: Path) -> None:
    """Written in place it was empty for a moment, and a bar of progress jumped back to nothing."""
    assert reading_process._share(tmp_path) == 0.0
    reading_process._tell(tmp_path, 0.6)
    with (tmp_path / reading_process._SHARE).open(encoding="utf-8") as looking:
        reading_process._tell(tmp_path, 0.9)
        assert looking.read() == "0.6"
    assert reading_process._share(tmp_path) == 0.9


def test_another_process_reads_a_flood_with_its_facts() -> None:
    files = {"rise": ("stijging.tif", b""), "depth": ("water.csv", flood_file())}
    assert Sent.flood(files, {}, "").name == "water.csv"
    del files["rise"]
    found = read_apart(Sent.flood(files, {"depth": "m"}, " Proef "), lambda share: None)
    flood = unpacked_flood(found.content)
    assert found.values == row_values(flood)
    assert (flood.name, found.values["facts"]["area_km2"]) == ("Proef", 25.0)


@pytest.mark.parametrize(("what", "said"), [("network", "leave small roads out"), ("flood", "make the cells larger")])
def test_what_takes_too_long_says_what_to_do(monkeypatch: pytest.MonkeyPatch, what: str, said: str) -> None:
    monkeypatch.setattr(reading_process, "LONGEST_S", 0.001)
    sent = _sent() if what == "network" else Sent.flood({"depth": ("water.csv", flood_file())}, {}, "")
    with pytest.raises(InputError, match=said):
        read_apart(sent, lambda share: None)


def test_a_page_does_not_wait_and_what_was_sent_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "QUICK_S", 0.0)
    with pytest.raises(SlowError) as slow:
        read_quickly(_sent())
    assert slow.value.sent == _sent()
    monkeypatch.setattr(reading_process, "QUICK_S", PATIENCE_S)
    assert read_quickly(_sent()).values["links"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in a folder")
def test_it_ends_with_who_asked_and_its_folder_goes(tmp_path: Path) -> None:
    folder = tmp_path / "werk"
    folder.mkdir()
    # What it reads first never comes, so that it does not end by itself.
    os.mkfifo(folder / "asked")
    alive, held = os.pipe()
    start = (
        "import os, subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-m', {reading_process.__name__!r}, {str(folder)!r}, str(os.getpid())],"
        f" pass_fds=({held},))\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", start], pass_fds=(held,), check=True)
    os.close(held)
    # The other end closes when the last process that holds it has ended.
    assert select.select([alive], [], [], PATIENCE_S)[0]
    assert os.read(alive, 1) == b""
    os.close(alive)
    assert not folder.exists()
