# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.capability.assistance.files import sound, write
from weerbaar.base import InputError
from weerbaar.capability.assistance import load_assistance

Data = dict[str, Any]


def said(folder: Path, change: Callable[[Data], Any]) -> list[str]:
    data = sound()
    change(data)
    with pytest.raises(InputError) as stop:
        load_assistance(write(folder, data))
    return [p.render("nl") for p in stop.value.problems]


def promise(data: Data, *promises: Data) -> None:
    data["units"][0]["promised"] = list(promises)


CASES: dict[str, tuple[Callable[[Data], Any], str]] = {
    "double-booked": (
        lambda d: promise(
            d,
            {"shift": "dag", "region": "noord", "task": "guarding"},
            {"shift": "dag", "region": "zuid", "task": "guarding"},
        ),
        "dubbel geboekt in dienst dag: noord, zuid",
    ),
    "no rest between promises": (
        lambda d: promise(d, *({"shift": s, "region": "noord", "task": "guarding"} for s in ("dag", "avond"))),
        "geen 8 uur rust",
    ),
    "shifts overlap": (lambda d: d["shifts"][1].update(start_h=7), "dienst avond overlapt met dienst dag"),
    "shifts out of order": (lambda d: d["shifts"].reverse(), "begint voor dienst avond"),
    "unknown region": (lambda d: d["demand"][0].update(region="oost"), '"oost" - onbekend: regio'),
    "unknown shift": (lambda d: d["demand"][0].update(shifts=["nacht"]), '"nacht" - onbekend: dienst'),
    "shift twice": (lambda d: d["demand"][0].update(shifts=["dag", "dag"]), "staat er twee keer"),
    "unknown task": (lambda d: d["demand"][0].update(task="dansen"), "dansen"),
    "unknown party": (lambda d: d["units"][0].update(party="navo"), '"navo" - onbekend: partij'),
    "negative": (lambda d: d["officers"][0].update(officers=-3), "-3"),
    "notice after the shift": (
        lambda d: d["units"][0].update(shifts=["dag"], notice_h=20),
        "kan pas op uur 8 vertrekken; deze dienst begint op uur 0",
    ),
    "task not allowed": (lambda d: d["units"][0].update(tasks=["riot"]), "Defensie mag deze taak niet uitvoeren"),
    "promised task": (
        lambda d: promise(d, {"shift": "dag", "region": "noord", "task": "traffic"}),
        "deze eenheid kan deze taak niet",
    ),
    "duplicate ids": (lambda d: d["regions"].append(dict(d["regions"][0])), "deze id komt meer dan eens voor"),
    "unit and platoon": (lambda d: d["units"][0].update(id="me-noord"), "ook die van een ME-peloton"),
    "empty demand": (lambda d: d.update(demand=[]), "er wordt niets gevraagd"),
    "demand twice": (lambda d: d["demand"].append(dict(d["demand"][0])), "deze vraag (noord, dag) staat er al"),
    "officers twice": (lambda d: d["officers"].append(dict(d["officers"][0])), "in dienst dag staan er al"),
    "no police": (lambda d: d["parties"].pop(0), "de partij police ontbreekt"),
    "no journey": (lambda d: d["travel"].update(journeys=[]), "van noord naar zuid is geen reistijd bekend"),
    "no shifts": (lambda d: d.update(shifts=[]), "er zijn geen diensten"),
    "not a list": (lambda d: d.update(units="veel"), "hier hoort een lijst"),
}


@pytest.mark.parametrize("name", CASES)
def test_every_fault_has_one_clear_message(name: str, tmp_path: Path) -> None:
    change, words = CASES[name]
    found = said(tmp_path, change)
    assert len([line for line in found if words in line]) == 1, found


def test_all_problems_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    def change(data: Data) -> None:
        data["officers"][0]["officers"] = -1
        data["units"][0]["party"] = "navo"
        data["demand"][0]["region"] = "oost"
        data["shifts"][1]["start_h"] = 4

    found = said(tmp_path, change)
    assert len(found) == 4
    assert all(line.startswith("assistance.yaml:") for line in found)


def test_too_large_a_plan_is_refused(tmp_path: Path) -> None:
    def change(data: Data) -> None:
        data["travel"] = {"speed_kmh": 60}
        data["regions"] += [{"id": f"r{i}", "name": {"nl": "R"}} for i in range(400)]
        data["regions"] = [{**r, "lat": 52, "lon": 5} for r in data["regions"]]

    assert any("te veel voor een plan" in line for line in said(tmp_path, change))
