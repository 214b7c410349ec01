# SPDX-License-Identifier: EUPL-1.2
"""A draft that waits for approval in the data of a running workbench, with the people around it; or its delivery.

Run as a program: ``python alert_case.py make NAME`` prints who can log in and what shows that each check was done;
``python alert_case.py deliver`` does once what the desk does.
"""

from __future__ import annotations

import json
import os
import sys


def make(name: str) -> None:
    """Make a draft and print, as JSON, session by role and answer by check."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tests.workbench.alerts.offered import answer_criteria, offered, rehearsal, right_answer
    from tests.workbench.alerts.uses import in_region
    from weerbaar.alerting.approval import shipped_checks
    from weerbaar.workbench.accounts.models import Role, User
    from weerbaar.workbench.alerts.models import Channel

    sessions, people = {}, {}
    for role in (Role.ALERT_OFFICER, Role.ALERT_APPROVER):
        user, made = User.objects.get_or_create(username=f"alert-{role.value}")
        if made:
            in_region(user, role)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        sessions[role.value], people[role] = session.session_key, user
    if not Channel.objects.filter(name="oefennet").exists():
        rehearsal(refusing=0.2)
    row = offered(people[Role.ALERT_OFFICER], name)
    answer_criteria(row, people[Role.ALERT_OFFICER])
    answers = {check.id: right_answer(row, check.id) for check in shipped_checks()}
    print(json.dumps({"sessions": sessions, "answers": answers}))


def main() -> None:
    """Do what was asked for on the command line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "weerbaar.workbench.settings"
    import django

    django.setup()
    from weerbaar.workbench.alerts import desk

    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        desk.deliver_wanted()


if __name__ == "__main__":
    main()
