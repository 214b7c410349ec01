# SPDX-License-Identifier: EUPL-1.2
"""A network that is made up answers as a real one, fails where its seed says, and lets nothing out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.alerting.delivery.messages import Clock, desk, exercise, message, order
from weerbaar.alerting.broadcast import Cause
from weerbaar.alerting.delivery import RehearsalChannel, WrongPurposeError, resume, send, status, update, withdraw

CELLS = tuple(f"{100 + n}-{n}" for n in range(200))
USE = "oefening-1"


def test_the_same_seed_fails_in_the_same_cells_about_as_often_as_said(tmp_path: Path) -> None:
    clock = Clock()
    found = []
    for name in ("a", "b"):
        channel = RehearsalChannel("oefen", CELLS, clock, seed=7, refusing=0.2, silent=0.1)
        found.append(send(desk(tmp_path / name, clock), channel, exercise(cells=CELLS)).cells)
    assert found[0] == found[1]
    results = [cell.result for cell in found[0].values()]
    assert 25 <= results.count("refused") <= 55
    assert 10 <= results.count("silent") <= 32


def test_broadcasts_are_counted_by_the_clock(tmp_path: Path) -> None:
    clock = Clock()
    at = desk(tmp_path, clock)
    channel = RehearsalChannel("oefen", CELLS[:2], clock)
    first = send(at, channel, exercise(cells=CELLS[:2]))
    clock.pass_by(5 * 16 * 1.883)
    (counted,) = status(at, channel, USE)
    assert counted.counted == dict.fromkeys(CELLS[:2], 5)
    clock.pass_by(16 * 1.883)
    second = update(at, channel, exercise("OEFENING: het vuur is uit.", CELLS[:2]), first.order.id)
    assert at.of_use(USE)[first.order.id].counted == dict.fromkeys(CELLS[:2], 6)
    clock.pass_by(2 * 16 * 1.883)
    stopped = withdraw(at, channel, USE, "einde oefening")[-1]
    assert (stopped.order.id, {s.broadcasts for s in stopped.stopped.values()}) == (second.order.id, {2})


def test_cells_that_are_unknown_and_cells_that_are_silent(tmp_path: Path) -> None:
    at = desk(tmp_path)
    channel = RehearsalChannel("oefen", CELLS[:2], at.clock, silent=1.0)
    delivery = send(at, channel, exercise(cells=(*CELLS[:2], "9-9")))
    assert delivery.cells["9-9"].cause.startswith(f"{int(Cause.CELL_NOT_VALID)}: ")
    assert {delivery.cells[name].result for name in CELLS[:2]} == {"silent"}
    resume(at, {"oefen": channel})
    assert at.of_use(USE)[delivery.order.id].open_cells == CELLS[:2]


def test_the_whole_network_when_no_cell_is_named(tmp_path: Path) -> None:
    at = desk(tmp_path)
    channel = RehearsalChannel("oefen", CELLS[:3], at.clock)
    assert set(send(at, channel, exercise(cells=())).cells) == set(CELLS[:3])
    assert [(peer.name, peer.connected) for peer in channel.peers()] == [("oefen", True)]


def test_nothing_real_is_lost_in_an_exercise() -> None:
    channel = RehearsalChannel("oefen", CELLS, Clock())
    for verb in (channel.deliver, channel.query, channel.withdraw):
        with pytest.raises(WrongPurposeError):
            verb(order(message()))  # type: ignore[arg-type]
