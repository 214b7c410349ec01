# SPDX-License-Identifier: EUPL-1.2
"""Fill the data folder of a workbench: migrated, with the examples, people, and what takes long to compute.

Run as a program, in a process of its own: ``python made_site.py`` with ``WEERBAAR_DATA`` set. Writes ``people.json``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

PASSWORD = "een lang wachtwoord voor de toets"
PEOPLE = {
    "administrator": "Bea Heerder",
    "analyst": "Anna Lyst",
    "facilitator": "Femke de Vries",
    "expert": "Dirk Kundig",
    "decider": "Boris Lisser",
    "reader": "Lena Zeer",
    "auditor": "Otto Roleur",
}
"""Role to the name of who has it in the demonstration round; the administrator and the auditor have it everywhere."""
OTHERS = {
    "expert-2": "Eva Jansen",
    "expert-3": "Farid Amrani",
    "expert-4": "Gerda Postma",
    "expert-5": "Hans de Boer",
    "expert-6": "Indra Soekhai",
}
"""People without a role, until somebody gives them one."""
EVERYWHERE = ("administrator", "auditor")
MANY = "everyone"
"""Somebody with every role; as an expert only in the rounds that the pages are looked at in."""
FILLED = "voorbeeld-2012"
"""The round that has a capability analysis, and whose results have been computed."""


def main() -> None:
    """Make the folder that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "weerbaar.workbench.settings"
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.test import Client

    from weerbaar.workbench.accounts.level import Level
    from weerbaar.workbench.accounts.models import Grant, User
    from weerbaar.workbench.rounds.examples import DEMONSTRATION, load_examples
    from weerbaar.workbench.rounds.models import Round
    from weerbaar.workbench.rounds.verbs import seat

    call_command("migrate", verbosity=0, skip_checks=True)
    users, hashed = {}, make_password(PASSWORD)
    for role, name in (PEOPLE | OTHERS | {MANY: "Wil Alles"}).items():
        first, _, last = name.partition(" ")
        users[role] = User.objects.create(
            username=role,
            email=f"{role}@voorbeeld.nl",
            password=hashed,
            first_name=first,
            last_name=last,
            clearance=Level.DEPARTMENTAL,
        )
    for role in EVERYWHERE:
        Grant.objects.create(user=users[role], role=role)
    load_examples(users["administrator"])
    round_ = Round.objects.get(slug=DEMONSTRATION)
    for role in PEOPLE:
        if role not in EVERYWHERE:
            Grant.objects.create(user=users[role], role=role, round=round_)
    seat(round_, users["expert"])
    filled = Round.objects.get(slug=FILLED)
    for role in PEOPLE:
        Grant.objects.create(user=users[MANY], role=role, round=filled)
        Grant.objects.create(user=users[MANY], role=role, round=None if role in (*EVERYWHERE, "analyst") else round_)
    _fill(filled, users[MANY])
    _alerts(users[MANY], users["expert-5"])
    _evacuation(filled, users[MANY])

    people = {}
    for role, user in users.items():
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        people[role] = {
            "username": user.username,
            "password": PASSWORD,
            "session": client.cookies["weerbaar_session"].value,
        }
    Path(os.environ["WEERBAAR_DATA"], "people.json").write_text(json.dumps(people), encoding="utf-8")


def _fill(round_: Any, user: Any) -> None:
    """Give a round the shipped capability analysis, and compute its results."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from weerbaar.workbench.capabilities.verbs import start_from_example
    from weerbaar.workbench.jobs.runner import run_now
    from weerbaar.workbench.results import verbs
    from weerbaar.workbench.results.levels import level_for

    request = RequestFactory(SERVER_NAME="127.0.0.1").post("/")
    request.user, request.session = user, SessionStore()
    start_from_example(request, round_, name="voorbeeld-capaciteiten")
    round_.refresh_from_db()
    for ask in (verbs.ask_assessment, verbs.ask_acceptability, verbs.ask_sensitivity, verbs.ask_cascade):
        run_now(ask(user, round_, level_for(user, round_)))


def _evacuation(round_: Any, user: Any) -> None:
    """Give a round a small network with a plan that was worked out, and a file that could not be read."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from tests.workbench.evacuation.places import flood_file, people_file, village_file
    from weerbaar.workbench.evacuation import input_verbs, verbs
    from weerbaar.workbench.evacuation.network_reading import Manner
    from weerbaar.workbench.evacuation.reading_process import Sent
    from weerbaar.workbench.jobs.runner import run_now

    request = RequestFactory(SERVER_NAME="127.0.0.1").post("/")
    request.user, request.session = user, SessionStore()
    network = verbs.add_network(request, round_, name="dorp.json", content=village_file())
    plan = verbs.save_plan(request, round_, network=network, name="Dorp uit", bin_min=5)
    run_now(verbs.ask_study(request, round_, plan))
    wrong = Sent.network("fout.json", village_file(exits=["x"], jam=-1), Manner())
    run_now(verbs.ask_reading(request, round_, wrong))
    input_verbs.add_flood(request, round_, files={"depth": ("water.csv", flood_file())})
    input_verbs.add_people(request, round_, name="mensen.csv", content=people_file())


def _alerts(many: Any, officer: Any) -> None:
    """Make an exercise that is being written, one that waits for approval, and one that was sent."""
    from tests.workbench.alerts.offered import answer_criteria, approve, asked_by, hash_of, offered, rehearsal
    from tests.workbench.alerts.uses import in_region
    from weerbaar.workbench.accounts.models import Role
    from weerbaar.workbench.alerts import delivery_verbs, desk, draft_verbs, supply_verbs

    for role in (Role.ALERT_OFFICER, Role.ALERT_APPROVER):
        in_region(many, role)
    in_region(officer, Role.ALERT_OFFICER)
    channel = rehearsal(refusing=0.2, silent=0.1)
    channel.network = supply_verbs.make_up(asked_by(many), cells=30_000, seed=4)
    channel.save()
    draft_verbs.start(asked_by(officer), region="VR20", status="exercise", template_id="brand-rook")
    answer_criteria(offered(officer, "VR20-wacht"), officer)
    sent = offered(officer, "VR20-verzonden")
    approve(sent, many)
    delivery_verbs.send(asked_by(officer), sent, channels=["oefennet"], draft=hash_of(sent))
    desk.deliver_wanted()


if __name__ == "__main__":
    main()
