# SPDX-License-Identifier: EUPL-1.2
"""An uploaded network is read with every problem in its place, and kept once."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.workbench.evacuation.places import VEHICLES, village_file
from weerbaar.base import InputError
from weerbaar.workbench.evacuation.kept_network import one_note, problem_of
from weerbaar.workbench.evacuation.models import Network
from weerbaar.workbench.evacuation.network_reading import Manner
from weerbaar.workbench.evacuation.reading import (
    DamagedNetworkError,
    inhabitants_of,
    network_of,
    read_upload,
)
from weerbaar.workbench.library.attachment_store import place_of

LINKS = "link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes\n1,a,b,1,2000,80,1800,1\n"
NODES = "node_id,x_coord,y_coord,zone_id\na,0,0,1\nb,2000,0,\n"
CONFIG = "dataset_name,short_length,long_length,speed\nproef,m,m,kph\n"


def _zip(**tables: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"net/{name}.csv", text)
    return made.getvalue()


def test_an_instance_states_who_leaves() -> None:
    kept, _ = read_upload("dorp.json", village_file())
    assert kept.states_departures
    assert kept.vehicles is not None
    assert kept.vehicles.sum() == VEHICLES


def test_tables_of_gmns_need_their_exits() -> None:
    content = _zip(link=LINKS, node=NODES, config=CONFIG)
    with pytest.raises(InputError, match="Name the nodes"):
        read_upload("net.zip", content)
    kept, notes = read_upload("net.zip", content, Manner(exits=("b",)))
    assert kept.network.n_links == 1
    assert not kept.states_departures
    back = [problem_of(one_note(note), note.file) for note in notes]
    assert [note.render("nl") for note in back] == [note.render("nl") for note in notes]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("net.pdf", b"%PDF", "dit soort bestand"),
        ("net.zip", b"geen zip", "geen leesbaar zip"),
        ("net.zip", _zip(node=NODES), "link.csv zit er niet in"),
        ("net.json", b"{", "geen geldige JSON"),
        ("net.json", village_file(exits=["nergens"]), "er is geen knoop met deze naam"),
    ],
)
def test_what_is_wrong_is_said(name: str, content: bytes, said: str) -> None:
    with pytest.raises(InputError) as found:
        read_upload(name, content, Manner(exits=("b",)))
    assert said in found.value.problems[0].message.nl


@pytest.mark.django_db
def test_what_was_kept_is_checked_when_it_is_read(network: Network) -> None:
    assert network_of(network).network.n_links == 3
    assert inhabitants_of(network) == {}
    assert sum(inhabitants_of(Network(example="zeeland")).values()) > 100_000
    lost = Network(name="Weg", sha256="0" * 64)
    with pytest.raises(DamagedNetworkError, match="“Weg” cannot be read any more"):
        network_of(lost)
    assert place_of(network.sha256).is_file()
