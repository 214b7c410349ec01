# SPDX-License-Identifier: EUPL-1.2
"""A network and a plan in a round, an analyst, and a study that was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.workbench.evacuation.places import EAST_M, NORTH_M, flood_file, town_file, village_file
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.evacuation import input_verbs, reading, study_job, verbs
from weerbaar.workbench.evacuation.models import InputFile, Network, Plan
from weerbaar.workbench.evacuation.study_run import run
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.rounds import conversion
from weerbaar.workbench.rounds.models import Round

_DOSSIER = load_dossier("voorbeeld-2012").model_copy(update={"judgements": (), "published": ()})


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def round_(db: None) -> Round:
    """The illustrative round without answers, open for scoring."""
    return conversion.round_from(_DOSSIER, slug="proef", phase="scoring")


@pytest.fixture
def analyst(make_user: Callable[..., User], round_: Round) -> User:
    """Who may make plans and have them worked out."""
    return make_user("analyst", round_)


@pytest.fixture
def asking(round_: Round) -> Callable[[User], HttpRequest]:
    """Return a request of somebody, in the round."""

    def make(user: User) -> HttpRequest:
        request = RequestFactory().post("/")
        request.user, request.round = user, round_  # type: ignore[attr-defined]
        return request

    return make


@pytest.fixture
def network(round_: Round, analyst: User, asking: Callable[[User], HttpRequest]) -> Network:
    """The village."""
    return verbs.add_network(asking(analyst), round_, name="dorp.json", content=village_file())


@pytest.fixture
def plan(round_: Round, analyst: User, asking: Callable[[User], HttpRequest], network: Network) -> Plan:
    """Everybody leaves the village as its file says."""
    return verbs.save_plan(asking(analyst), round_, network=network, name="Dorp uit", bin_min=5)


@pytest.fixture
def on_map() -> Callable[[Plan], Plan]:
    """Put the network of a plan on the map."""

    def make(plan: Plan) -> Plan:
        kept = reading.network_of(plan.network)
        network = kept.network
        placed = replace(network, x=network.x + EAST_M, y=network.y + NORTH_M, crs="EPSG:28992")
        Network.objects.filter(pk=plan.network_id).update(sha256=reading.keep(replace(kept, network=placed)))
        plan.refresh_from_db()
        return plan

    return make


@pytest.fixture
def flood(round_: Round, analyst: User, asking: Callable[[User], HttpRequest]) -> InputFile:
    """Two metres of water over the village, six hours after the breach."""
    return input_verbs.add_flood(asking(analyst), round_, files={"depth": ("water.csv", flood_file())})


@pytest.fixture
def worked() -> Callable[[Plan], Job]:
    """Have the study of a plan made, here and now."""

    def make(plan: Plan) -> Job:
        parameters = study_job.parameters_of(plan)
        job = jobs.ask(plan.changed_by, plan.round, study_job.NAME, parameters, plan.level)
        content = run(study_job.prepare(plan.round, plan.level, parameters), lambda share: None)
        job.state, job.result, job.finished = State.DONE, store.keep(content), timezone.now()
        job.save()
        return job

    return make


@pytest.fixture
def request_(asking: Callable[[User], HttpRequest], analyst: User) -> HttpRequest:
    """A request of the analyst, in the round."""
    return asking(analyst)


@pytest.fixture
def town(round_: Round, request_: HttpRequest) -> Plan:
    """People by zone leave a village and the houses along its dike."""
    network = verbs.add_network(request_, round_, name="stad.json", content=town_file())
    demand = {"people": {"dorp": 2000.0, "dijk": 1000.0}, "hour": 10.0, "season": "winter"}
    return verbs.save_plan(request_, round_, network=network, name="Stad uit", demand=demand, bin_min=5)


@pytest.fixture
def fleet() -> str:
    """Two buses and an ambulance at the bridge, where people are received, and four officers."""
    return """schema: 1
name: oefening
places: {brug: brug}
means:
  - {id: bussen, kind: bus, number: 2, place: brug}
  - {id: zieken, kind: ambulance, number: 1, place: brug, shift_h: 8, rest_h: 8}
refuges:
  - {place: brug, name: Sporthal, beds: 400}
police: {officers: 4}
"""


@pytest.fixture
def made() -> Callable[[Job], Job]:
    """Have a job done, here and now."""

    def make(job: Job) -> Job:
        kind = kind_named(job.kind)
        content = kind.run(kind.prepare(job.round, job.level, job.parameters), lambda share: None)
        job.state, job.result, job.finished = State.DONE, store.keep(content), timezone.now()
        job.save()
        return job

    return make


@pytest.fixture
def question() -> str:
    """The decision file that comes with Weerbaar."""
    return files("weerbaar").joinpath("data/evacuation/decision/voorbeeld-rivier.yaml").read_text(encoding="utf-8")


@pytest.fixture
def browser(client_of: Callable[..., Client], analyst: User) -> Client:
    """The browser of the analyst."""
    return client_of(analyst)
