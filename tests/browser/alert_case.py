# SPDX-License-Identifier: EUPL-1.2
"""A draft that waits for approval in the data of a running workbench, with the people around it; or its delivery.

Run as a program that answers every line it reads with a line of JSON: to ``make NAME`` who can log in and what shows
that each check was done; to ``deliver``, which does once what the desk does, nothing.
"""

from __future__ import annotations

import json
import os
import sys


def make(name: str) -> dict[str, dict[str, str]]:
    """Make a draft and return session by role and answer by check."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tests.workbench.alerts.offered import answer_criteria, offered, right_answer
    from tests.workbench.alerts.uses import in_region
    from weerbaar.alerting.approval import shipped_checks
    from weerbaar.workbench.accounts.models import Role, User

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
        sessions[role.value], people[role] = str(session.session_key), user
    row = offered(people[Role.ALERT_OFFICER], name)
    answer_criteria(row, people[Role.ALERT_OFFICER])
    answers = {check.id: right_answer(row, check.id) for check in shipped_checks()}
    return {"sessions": sessions, "answers": answers}


def main() -> None:
    """Do what each line asks for, until there are no more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "weerbaar.workbench.settings"
    import django

    django.setup()
    from weerbaar.workbench.alerts import desk

    for line in sys.stdin:
        verb, _, name = line.strip().partition(" ")
        if verb == "make":
            print(json.dumps(make(name)), flush=True)
        else:
            desk.deliver_wanted()
            print(json.dumps(None), flush=True)


if __name__ == "__main__":
    main()
