# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from tests.evacuation.demand.crossroads import CERTAIN, crossroads, demand_of
from tests.evacuation.demand.crossroads import HEAD as DEMAND
from weerbaar.base import InputError
from weerbaar.evacuation.demand import central
from weerbaar.evacuation.means import Fleet, assign, needs_of, read_means, travel_times
from weerbaar.evacuation.means.means_file import usual_kinds

HEAD = "schema: 1\nname: proef\nplaces: {hal: safe}\n"


def fleet_of(folder: Path, text: str) -> Fleet:
    path = folder / "means.yaml"
    path.write_text(text, encoding="utf-8")
    return read_means(path, crossroads())


def test_what_is_stated_goes_before_what_is_usual(tmp_path: Path) -> None:
    fleet = fleet_of(
        tmp_path,
        HEAD
        + """means:
  - {id: bussen, kind: bus, number: 3, place: hal, load_min: 5, shift_h: 8, rest_h: 11, past_queues: true}
  - {id: heli, kind: helicopter, number: 1, place: west, carries: {lying: 4}, speed_km_h: 180}
refuges:
  - {place: hal, name: Sporthal, beds: 200}
  - {place: east, name: School}
""",
    )
    bus, heli = fleet.means
    assert (bus.number, bus.place, bus.load_s, bus.unload_s, bus.shift_h) == (3, "hal", 300, 900, 8)
    assert (bus.past_queues, heli.past_queues) == (True, False)
    assert bus.carries == usual_kinds()["bus"].carries
    assert (heli.mode, heli.carries) == ("air", {"lying": 4})
    assert heli.speed_m_s == pytest.approx(50)
    assert [refuge.beds for refuge in fleet.refuges] == [200, math.inf]
    assert fleet.places["hal"] == (3,)
    assert fleet.places["middle"] == (0, 1)


def test_a_place_lies_at_a_node_by_its_code_or_by_the_name_that_people_use(tmp_path: Path) -> None:
    names = ("Plein", "Plein", "Oost", "Knp. Veilig")
    network = replace(crossroads(), node_names=names + ("",) * (crossroads().n_nodes - len(names)))
    path = tmp_path / "means.yaml"
    rest = "means:\n  - {id: b, kind: bus, number: 1, place: hal}\nrefuges:\n  - {place: hal, name: Hal}\n"
    path.write_text(f"schema: 1\nname: proef\nplaces: {{hal: Knp. Veilig}}\n{rest}", encoding="utf-8")
    assert read_means(path, network).places["hal"] == (3,)
    path.write_text(f"schema: 1\nname: proef\nplaces: {{hal: Plein}}\n{rest}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_means(path, network)
    (problem,) = caught.value.problems
    assert "more than one node" in problem.message.en
    assert all(name in problem.hint.en for name in network.node_ids[:2])


def test_every_mistake_is_named_at_its_line(tmp_path: Path) -> None:
    text = """schema: 1
name: proef
places: {hal: nergens, west: safe}
means:
  - {id: bussen, kind: tram, number: 3, place: hal}
  - {id: bussen, kind: bus, number: -3, place: hal}
  - {id: bussen, kind: bus, number: 3, place: garage}
refuges:
  - {place: hal, name: Sporthal, beds: -1}
  - {place: elders, name: School}
"""
    with pytest.raises(InputError) as caught:
        fleet_of(tmp_path, text)
    assert caught.value.render("nl").splitlines() == [
        'means.yaml:3: places.hal: "nergens" - het net heeft geen knooppunt met deze code of naam.',
        'means.yaml:3: places.west: "west" - dit is al een zone.',
        'means.yaml:5: means[0].kind: "tram" - '
        "onbekende soort; bekend zijn: bus, taxibus, ambulance, helicopter, boat.",
        'means.yaml:6: means[1].number: "-3" - moet 0 of meer zijn.',
        'means.yaml:7: means[2].id: "bussen" - id staat er twee keer.',
        'means.yaml:7: means[2].place: "garage" - deze plaats is niet bekend. Noem een zone of vul places aan.',
        'means.yaml:9: refuges[0].beds: "-1" - moet 0 of meer zijn.',
        'means.yaml:10: refuges[1].place: "elders" - deze plaats is niet bekend. Noem een zone of vul places aan.',
    ]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "means ontbreekt of is leeg."),
        ("means: [{id: b, kind: bus, number: 1, place: hal}]\n", "refuges ontbreekt of is leeg."),
        ("means: [{id: b, kind: bus, number: 1, place: hal, load_min: -5}]\n", "moet 0 of meer zijn."),
        (
            "means: [{id: b, kind: boat, number: 1, place: hal, past_queues: true}]\n",
            "alleen middelen over de weg komen langs files",
        ),
    ],
)
def test_one_mistake_gives_one_message(tmp_path: Path, rest: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        fleet_of(tmp_path, HEAD + rest)
    (line,) = caught.value.render("nl").splitlines()
    assert said in line


def test_from_files_to_a_plan(tmp_path: Path) -> None:
    both_ways = crossroads((("a", "b"), ("b", "a"), ("b", "safe"), ("safe", "b")))
    demand = demand_of(tmp_path, DEMAND + CERTAIN + "zones: [{zone: west, residents: 1000}]\n", both_ways)
    needs = needs_of(central(demand, both_ways), {"west": 6.0})
    fleet = fleet_of(
        tmp_path,
        HEAD
        + """means:
  - {id: bus, kind: bus, number: 1, place: hal}
  - {id: ambulance, kind: ambulance, number: 2, place: hal}
refuges: [{place: hal, name: Sporthal}]
""",
    )
    plan = assign(fleet.means, needs, fleet.refuges, travel_times(both_ways, fleet.places))
    # A trip takes 2 x 1,000 s and 35 (bus) or 40 minutes: 4,100 and 4,400 s, or 7 and 8 steps; 5 and 4 fit in 6 h.
    # The bus takes all 38 who walk and 4 x 8 who sit; two ambulances all 8 who lie.
    assert plan.value == pytest.approx(38 + 32 + 8)
    assert plan.unserved == ()
