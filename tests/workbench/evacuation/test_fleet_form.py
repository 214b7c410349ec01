# SPDX-License-Identifier: EUPL-1.2
"""The form of scarce means makes the file of means, and comes back from it as far as it holds what the file says."""

from __future__ import annotations

import pytest

from weerbaar.base import InputError, parse_yaml
from weerbaar.workbench.evacuation.fleet_form import FleetForm
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.threats import read_fleet

SENT = {
    "name": " oefening ", "source": "kazerne",
    "means-0-id": "bussen", "means-0-kind": "bus", "means-0-number": "2", "means-0-place": "brug",
    "means-0-shift_h": "7,5", "means-1-id": "", "means-2-id": "zieken", "means-2-number": "veel",
    "refuge-0-place": "brug", "refuge-0-name": "12", "refuge-0-beds": "400",
    "place-0-code": "brug", "place-0-node": "7",
    "police-officers": "",
}  # fmt: skip


@pytest.mark.django_db
def test_the_form_makes_the_file_and_the_file_makes_the_form(town: Plan, fleet: str) -> None:
    form = FleetForm.of_text(fleet)
    assert form is not None
    network = network_of(town.network).network
    assert read_fleet(form.text(), network) == read_fleet(fleet, network)


@pytest.mark.django_db
def test_who_has_a_lane_kept_free_is_ticked(town: Plan, fleet: str) -> None:
    ticked = fleet.replace("number: 2", "number: 2, past_queues: true").replace(
        "number: 1", "number: 1, past_queues: false"
    )
    form = FleetForm.of_text(ticked)
    assert form is not None
    assert [row["past_queues"] for row in form.means] == ["true", ""]
    assert [one.past_queues for one in read_fleet(form.text(), network_of(town.network).network).means] == [True, False]
    sent = FleetForm.of_post(SENT | {"means-0-past_queues": "true"})
    assert "past_queues: true" in sent.text()


def test_what_the_form_does_not_hold_stays_a_text(fleet: str) -> None:
    assert FleetForm.of_text(fleet.replace("number: 2", "number: 2, load_min: 5")) is None
    assert FleetForm.of_text(fleet + "note: meer\n") is None
    for wrong in ("schema: [", "means: 5", "means: [1]", "places: [a]", "police: ja"):
        assert FleetForm.of_text(wrong) is None


def test_what_was_sent_becomes_numbers_and_words_and_leaves_out_what_is_empty() -> None:
    data = parse_yaml(FleetForm.of_post(SENT).text(), "middelen.yaml").data
    assert data == {
        "schema": 1,
        "name": "oefening",
        "source": "kazerne",
        "places": {"brug": "7"},
        "means": [
            {"id": "bussen", "kind": "bus", "number": 2, "place": "brug", "shift_h": 7.5},
            {"id": "zieken", "number": "veel"},
        ],
        "refuges": [{"place": "brug", "name": "12", "beds": 400}],
    }


def test_every_table_has_room_for_three_more_rows(fleet: str) -> None:
    form = FleetForm.of_text(fleet)
    assert form is not None
    rows = form.rows
    assert {name: len(found) for name, found in rows.items()} == {"means": 5, "refuges": 4, "places": 4}
    assert rows["means"][1] == (
        1, {"id": "zieken", "kind": "ambulance", "number": "1", "place": "brug", "from_h": "", "shift_h": "8",
            "rest_h": "8", "past_queues": ""},
    )  # fmt: skip
    assert not any(rows["means"][4][1].values())
    assert form.police["officers"] == "4"
    assert FleetForm.empty("Dorp uit").text() == FleetForm.of_post({"name": "Dorp uit"}).text()


@pytest.mark.django_db
def test_who_fills_in_nothing_hears_so(town: Plan) -> None:
    with pytest.raises(InputError, match="means is missing or empty"):
        read_fleet(FleetForm.empty("Dorp uit").text(), network_of(town.network).network)
