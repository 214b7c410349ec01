# SPDX-License-Identifier: EUPL-1.2
"""What is asked of people: measures to decide on, and subjects of the register that are overdue."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from weerbaar.base import InputError, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.capabilities.conversion import Desk, desk_of
from weerbaar.workbench.capabilities.kinds import BY_NAME
from weerbaar.workbench.capabilities.models import Author, Verdict
from weerbaar.workbench.capabilities.withholding import names
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.naming import name_through
from weerbaar.workbench.rounds.asked import Asked, ask_through
from weerbaar.workbench.rounds.models import Round


def asked(user: User, round_: Round) -> Iterator[Asked]:
    """Yield what is asked of a person in a round."""
    decides, keeps = may(user, Action.DECIDE, round_), may(user, Action.CAPABILITIES, round_)
    if not (decides or keeps) or not round_.documents.exists():
        return
    desk = desk_of(round_, user.clearance)
    if decides:
        yield from _to_decide(user, round_, desk)
    if keeps:
        yield from _overdue(round_, desk)


def _to_decide(user: User, round_: Round, desk: Desk) -> Iterator[Asked]:
    """One line for all measures on which nobody has decided yet and this person may."""
    if not desk.has("measures"):
        return
    try:
        measures = desk.analysis.measures
    except InputError:
        return
    own = set(Author.objects.filter(round=round_, user=user).values_list("measure", flat=True))
    done = set(Verdict.objects.filter(round=round_).values_list("measure", flat=True))
    open_ = [m for m in (measures.measures if measures else ()) if m.id not in own]
    left = [m for m in open_ if m.id not in done]
    if left:
        yield Asked(
            round_,
            Text(nl="Besluit over de voorgestelde maatregelen", en="Decide on the proposed measures"),
            reverse("capability-advice", kwargs={"round_slug": round_.slug}),
            round_.decide_by,
            len(open_) - len(left),
            len(open_),
        )


def _overdue(round_: Round, desk: Desk) -> Iterator[Asked]:
    """One line for the subjects whose deadline has passed."""
    from weerbaar.capability.register import as_of, overdue

    if not desk.has("register"):
        return
    today = timezone.localdate()
    try:
        late = desk.once(f"overdue {today}", lambda: overdue(as_of(desk.register, today)))
    except InputError:
        return
    count = sum(one.certain for one in late)
    if count:
        yield Asked(
            round_,
            Text(
                nl=f"Werk het register bij: {count} {'onderwerp is' if count == 1 else 'onderwerpen zijn'} te laat",
                en=f"Update the register: {count} {'subject is' if count == 1 else 'subjects are'} overdue",
            ),
            reverse("capability-register", kwargs={"round_slug": round_.slug}) + "?stand=te-laat",
        )


def documents_about(user: User, row: Scenario) -> Iterator[Text]:
    """Yield the documents that name a scenario."""
    for document in row.round.documents.filter(level__lte=user.clearance).order_by("name"):
        if names(document.content, [row.slug]):
            title = BY_NAME[document.kind].title
            yield Text(
                nl=f"Het document ‘{title.nl}’ bij Capaciteiten noemt het scenario; die regels tellen niet meer mee.",
                en=f"The document ‘{title.in_('en')}’ under Capabilities names the scenario; "
                "those lines no longer count.",
            )


def register_asking() -> None:
    """Make known what this app asks of people, and which documents name a scenario."""
    ask_through(asked)
    name_through(documents_about)
