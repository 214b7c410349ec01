# SPDX-License-Identifier: EUPL-1.2
"""A plan that was worked out, with a flood and people by place beside it, through the API."""

from __future__ import annotations

from typing import Any

from tests.workbench.evacuation.places import flood_file, people_file, village_file
from weerbaar.workbench.evacuation import study_job
from weerbaar.workbench.evacuation.study_run import run
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs.models import Job, State

ROUND = "/rounds/open"
PLACE = f"{ROUND}/evacuation-plans"


def done(job_id: int) -> None:
    """Have a study made, here and now."""
    job = Job.objects.get(pk=job_id)
    content = run(study_job.prepare(job.round, job.level, job.parameters), lambda share: None)
    job.state, job.result = State.DONE, store.keep(content)
    job.save()


def flooded(program: Any) -> Any:
    """Give a program a flood and people in the round, and a plan of the village that was worked out."""
    network = program.upload(f"{ROUND}/evacuation-networks", "dorp.json", village_file()).data["id"]
    plan = program.post(PLACE, {"network": network, "name": "Dorp uit", "binMin": 5}).data["id"]
    program.plan = f"{PLACE}/{plan}"
    done(program.post(f"{program.plan}/study", None).data["id"])
    program.flood = program.upload(f"{ROUND}/evacuation-floods", "water.csv", flood_file(arrival_h=0.1)).data["id"]
    program.people = program.upload(f"{ROUND}/evacuation-people-tables", "mensen.csv", people_file()).data["id"]
    return program
