# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import pytest

from tests.cli.alert.walk import alert
from weerbaar.alerting.broadcast import (
    CellId,
    CellList,
    Decoder,
    Interface,
    Kill,
    StopWarning,
    TrackingArea,
    encode_stop,
)


def test_a_withdrawal_in_cells_and_in_tracking_areas(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("encode", "Brand", "--stop", "--serial", "16400", "--cbsp", "--cell", "204-08-101-7", "--json") == 0
    (message,) = Decoder().feed(bytes.fromhex(json.loads(capsys.readouterr().out)["cbsp"]))
    assert message == Kill(4371, 16400, CellList.of([CellId("20408", 101, 7)]))
    assert alert("encode", "Brand", "--stop", "--s1ap", "--ngap", "--tracking-area", "204-08-7001", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    stop = StopWarning(4371, 0x4000, (TrackingArea("20408", 7001),))
    assert found["s1ap"] == encode_stop(Interface.S1AP, stop).hex()
    assert found["ngap"] == encode_stop(Interface.NGAP, stop).hex()


def test_a_warning_in_one_cell_differs_from_one_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("encode", "Brand", "--sbcap", "--json") == 0
    everywhere = json.loads(capsys.readouterr().out)["sbcap"]
    assert alert("encode", "Brand", "--sbcap", "--cell", "204-08-26412545", "--json") == 0
    one = json.loads(capsys.readouterr().out)["sbcap"]
    # The network and the 28 bits of the cell, with four of padding.
    assert f"02f480{26412545 << 4:08x}" in one
    assert "02f480" not in everywhere


@pytest.mark.parametrize(
    "asked",
    [
        ("--stop",),
        ("--cell", "204-08-1"),
        ("--cbsp", "--tracking-area", "204-08-7001"),
        ("--cbsp", "--cell", "204-08-26412545"),
        ("--s1ap", "--cell", "204-08-101-7"),
        ("--s1ap", "--cell", "204-08-99999999999"),
    ],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_place_that_an_interface_does_not_know_is_refused(
    asked: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alert("encode", "Brand", *asked, lang=lang) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
