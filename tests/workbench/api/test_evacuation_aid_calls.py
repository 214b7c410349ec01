# SPDX-License-Identifier: EUPL-1.2
"""Ensembles, threats, orders and scarce means through the API, in their published schemas."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.workbench.evacuation.places import town_file
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"
FLEET = """schema: 1
name: oefening
means: [{id: bussen, kind: bus, number: 2, place: dorp}]
refuges: [{place: dijk, name: Sporthal, beds: 400}]
"""


@pytest.fixture
def program(scored: Round, program_of: Any) -> Any:
    """The program of an analyst, with the place of a plan of two zones in the round."""
    found = program_of("analyst")
    network = found.upload(f"{ROUND}/evacuation-networks", "stad.json", town_file()).data["id"]
    given = {"network": network, "name": "Stad uit", "binMin": 5, "demand": {"people": {"dorp": 900, "dijk": 400}}}
    plan = found.post(f"{ROUND}/evacuation-plans", given).data["id"]
    found.place = f"{ROUND}/evacuation-plans/{plan}"
    return found


def _done(job_id: int) -> None:
    job = Job.objects.get(pk=job_id)
    kind = kind_named(job.kind)
    content = kind.run(kind.prepare(job.round, job.level, job.parameters), lambda share: None)
    job.state, job.result = State.DONE, store.keep(content)
    job.save()


def test_an_ensemble_is_asked_stopped_and_taken_along(program: Any, program_of: Any) -> None:
    from weerbaar.evacuation.study import ensemble_schema

    place = f"{program.place}/ensemble"
    assert program.get(place).status_code == 404
    assert program.post(place, {"members": 1}).status_code == 400
    assert program.post(place, {"members": 2, "uncertainty": "a: 1"}).status_code == 400
    assert program_of("reader").post(place, {}).status_code == 403
    asked = program.post(place, {"members": 3, "seed": 5})
    assert (asked.status_code, asked.data["kind"]) == (202, "evacuation-ensemble")
    stopped = program.post(f"{program.place}/cancellations", {"kind": "evacuation-ensemble"})
    assert stopped.data["job"]["state"] == "cancelled"
    assert program.post(f"{program.place}/cancellations", {"kind": "evacuation-ensemble"}).data["job"] is None
    _done(program.post(place, {"members": 3, "seed": 5}).data["id"])
    found = program.get(place)
    jsonschema.validate(found.data, ensemble_schema())
    assert (found.data["members"], found.headers["Weerbaar-Stale"]) == (3, "false")
    assert len(program.get(f"{program.place}/ensemble-members").content.splitlines()) == 4
    assert program_of("reader").get(place).status_code == 403


def test_a_threat_gives_an_order(program: Any) -> None:
    from weerbaar.evacuation.decision import order_schema

    place = f"{program.place}/threat"
    assert program.get(place).status_code == 404
    assert program.put(place, {"risk": 0.1}).status_code == 400
    assert program.put(place, {"beforeH": 2, "zones": {"maan": {"beforeH": 1}}}).status_code == 400
    saved = program.put(place, {"beforeH": 2, "risk": 0.1, "zones": {"dijk": {"risk": 0.5}}})
    assert saved.status_code == 200, saved.data
    assert saved.data["zones"] == {"dijk": {"before_h": None, "risk": 0.5}}
    assert program.put(place, {"beforeH": 3}).status_code == 409
    assert program.get(place).data["version"] == 1
    assert program.get(f"{program.place}/order").status_code == 404
    asked = program.post(f"{program.place}/order", {"beforeH": 1})
    assert asked.status_code == 202
    _done(asked.data["id"])
    order = program.get(f"{program.place}/order")
    jsonschema.validate(order.data, order_schema())
    assert order.data["turns"][0]["zones"] == ["dijk"]


def test_means_are_saved_and_divided(program: Any) -> None:
    from weerbaar.evacuation.means import means_schema

    place = f"{program.place}/fleet"
    assert program.get(place).status_code == 404
    assert program.put(place, {"content": FLEET.replace("dorp}", "maan}")}).status_code == 400
    assert program.post(f"{program.place}/means", None).status_code == 400
    assert program.put(place, {"content": FLEET}).data["version"] == 1
    program.put(f"{program.place}/threat", {"beforeH": 6})
    variant = program.post(f"{program.place}/variants", {"kind": "closure", "link": "1"}).data["plan"]["id"]
    inherited = program.get(f"{ROUND}/evacuation-plans/{variant}/fleet").data
    assert (inherited["version"], inherited["content"]) == (0, FLEET)
    asked = program.post(f"{program.place}/means", None)
    assert asked.status_code == 202, asked.data
    _done(asked.data["id"])
    found = program.get(f"{program.place}/means")
    jsonschema.validate(found.data, means_schema())
    assert found.data["posts"] is None
    trips = program.get(f"{program.place}/means-trips").content.splitlines()
    assert len(trips) == len(found.data["trips"]) + 1
