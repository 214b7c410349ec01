# SPDX-License-Identifier: EUPL-1.2
"""``@somebody`` in a remark: who is meant, and the task that asks this person to look."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils import timezone

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.library.models import Comment, Scenario
from weerbaar.workbench.rounds.models import Round, Task

_NAME = re.compile(r"(?<![\w@.])@([\w.+-]+(?:@[\w.+-]+)?)")
_MOST = 20


def names_in(text: str) -> list[str]:
    """Return the names that follow an @, each once; a full stop after one is not part of it."""
    return list(dict.fromkeys(name.rstrip(".+-") for name in _NAME.findall(text)))[:_MOST]


def mentioned(text: str, round_: Round, level: int) -> tuple[list[User], list[str]]:
    """Return who is meant and may read the scenario, and the names that mean nobody who may."""
    names = names_in(text)
    people = {u.username: u for u in User.objects.filter(username__in=names, is_active=True)}
    found = [
        people[name]
        for name in names
        if name in people and people[name].clearance >= level and may(people[name], Action.READ, round_)
    ]
    known = {user.username for user in found}
    return found, [name for name in names if name not in known]


def address_of(row: Scenario, remark: Comment) -> str:
    """Return the address of a remark; it also tells which tasks belong to the remark."""
    page = reverse("scenario", kwargs={"round_slug": row.round.slug, "slug": row.slug})
    return f"{page}#opmerking-{remark.pk}"


def ask(row: Scenario, remark: Comment, people: list[User], by: User) -> None:
    """Give everybody who is mentioned a task, but for the one who wrote it."""
    for user in people:
        if user.pk == by.pk:
            continue
        text = (
            f"{by} mentions you in a remark; read it and answer"
            if user.language == "en"
            else f"{by} noemt u in een opmerking; lees die en antwoord"
        )
        Task.objects.create(round=row.round, user=user, asked_by=by, text=text[:500], address=address_of(row, remark))


def settle(row: Scenario, thread: Comment, user: User | None = None) -> None:
    """Mark the tasks of a thread as done: those of one person who answered, or all of them once it is resolved."""
    remarks = [thread, *thread.answers.all()]
    tasks = Task.objects.filter(
        round=row.round, done__isnull=True, address__in=[address_of(row, remark) for remark in remarks]
    )
    for task in tasks if user is None else tasks.filter(user=user):
        task.done = timezone.now()
        task.save(update_fields=["done"])
