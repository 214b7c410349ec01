# SPDX-License-Identifier: EUPL-1.2
"""Programs of people of one safety region, a draft that can be offered, and a channel that reaches nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.workbench.alerts.offered import right_answer
from tests.workbench.alerts.uses import HERE, in_region
from tests.workbench.api.programs import Program
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Use


def program_in_region(user: User, role: Role, *scopes: str, number: int = HERE) -> Program:
    """Return a program of somebody with this role in a safety region."""
    return Program(in_region(user, role, number), *scopes)


def two_programs(make_user: Callable[..., User]) -> tuple[Program, Program]:
    """Return the program of an officer and that of an approver of the same region."""
    return (
        program_in_region(make_user(name="piet"), Role.ALERT_OFFICER),
        program_in_region(make_user(name="kim"), Role.ALERT_APPROVER),
    )


DUTCH = (
    "Brand met veel rook in Zevenbergen. Blijf uit de rook. Ga naar binnen. Sluit ramen en deuren. Zet ventilatie uit. "
    "Bel 112 alleen als er iemand in gevaar is. Meer informatie van Veiligheidsregio Midden- en West-Brabant: vrmwb.nl."
)
ENGLISH = (
    "Fire with a lot of smoke in Zevenbergen. Stay out of the smoke. Go inside. Close windows and doors. Switch off "
    "ventilation. Call 112 only if someone is in danger. More information from Veiligheidsregio Midden- en "
    "West-Brabant: vrmwb.nl."
)
SQUARE = "51.60,4.50 51.60,4.70 51.70,4.70 51.70,4.50"


def change(version: int, status: str = "exercise", **more: Any) -> dict[str, Any]:
    """Return a change that makes a new draft fit to be offered."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    nl, en = ("OEFENING ", "EXERCISE ") if status == "exercise" else ("", "")
    head = f"NL-Alert {now:%d-%m-%Y %H:%M}:"
    given = {
        "version": version,
        "area": SQUARE,
        "areaDescription": {"nl": "Zevenbergen", "en": "Zevenbergen"},
        "texts": {"nl": f"{nl}{head} {DUTCH}", "en": f"{en}{head} {ENGLISH}"},
        "starts": now.isoformat(),
        "expires": (now + timedelta(hours=2)).isoformat(),
        "requestedAt": (now - timedelta(minutes=10)).isoformat(),
    }
    return given | more


def begun(officer: Program, status: str = "exercise") -> dict[str, Any]:
    """Begin an alert, write its draft, and return it."""
    made = officer.post("/alerts", {"region": "VR20", "status": status})
    assert made.status_code == 201, made.data
    saved = officer.patch(f"/alerts/{made.data['use']}/draft", change(made.data["version"], status))
    assert saved.status_code == 200, saved.data
    return dict(saved.data)


def offered(officer: Program, status: str = "exercise") -> dict[str, Any]:
    """Begin an alert and offer its draft."""
    use = begun(officer, status)
    found = officer.post(f"/alerts/{use['use']}/offers", {"version": use["version"]})
    assert found.status_code == 200, found.data
    return dict(found.data)


def approved(officer: Program, approver: Program) -> dict[str, Any]:
    """Offer an exercise, do every check and approve it."""
    use = offered(officer)
    place, seen = f"/alerts/{use['use']}", use["draftHash"]
    row = Use.objects.get(use=use["use"])
    for check in approver.get(f"{place}/decision").data["checks"]:
        given = {"draftHash": seen, "check": check["id"], "typed": right_answer(row, check["id"])}
        done = approver.post(f"{place}/confirmations", given)
        assert done.status_code == 200, done.data
    found = approver.post(f"{place}/approvals", {"draftHash": seen})
    assert found.status_code == 200, found.data
    return dict(found.data)
