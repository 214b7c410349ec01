# SPDX-License-Identifier: EUPL-1.2
"""Every change of a round and its tasks; the pages and the API call these, nothing else writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from weerbaar.base import Text
from weerbaar.workbench.accounts import verbs as people
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from weerbaar.workbench.accounts.permissions import Action, forget_grants, may
from weerbaar.workbench.audit import log
from weerbaar.workbench.rounds import phases
from weerbaar.workbench.rounds.copying import copy_content
from weerbaar.workbench.rounds.models import Reach, Round, Task, Visit
from weerbaar.workbench.scoring import panel
from weerbaar.workbench.scoring.models import Answer, Panelist

Acting = HttpRequest | User | None
"""Who acts: the request of a page or of the API, a person (a command), or nobody."""

ON_WHICH_RESULTS_DEPEND = frozenset(
    {"method", "weight_profile", "weight_profiles", "scores", "year", "label", "statement_nl", "statement_en"}
)
"""Fields of a round that make results stale: they are computed from these, or show them."""
ONLY_IN_REPORTS = frozenset(
    {
        "title_nl",
        "title_en",
        "organisation_nl",
        "organisation_en",
        "introduction_nl",
        "introduction_en",
        "published_on",
        "language",
        "earlier",
    }
)
"""Fields that stand in reports, and in no result."""


class RefusedError(Exception):
    """A change that cannot be made.

    Attributes:
        reasons: what stands in its way, each in both languages.
    """

    def __init__(self, reasons: Iterable[Text]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(reason.en for reason in self.reasons))


def _record(by: Acting, action: str, subject: Any, **details: Any) -> None:
    request = by if isinstance(by, HttpRequest) else None
    actor = by if isinstance(by, User) else None
    round_ = subject if isinstance(subject, Round) else subject.round
    log.record(request, action, subject, round_=round_, actor=actor, level=round_.level, **details)


def _person(by: Acting) -> User | None:
    found = by.user if isinstance(by, HttpRequest) else by
    return found if isinstance(found, User) else None


def free_slug(title: str, year: int) -> str:
    """Return an address for a round that nobody has yet."""
    start = slugify(title)[:70].strip("-") or f"ronde-{year}"
    if str(year) not in start:
        start = f"{start[:65].strip('-')}-{year}"
    taken = set(Round.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    return next(s for s in (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


@transaction.atomic
def make_round(
    by: Acting,
    *,
    title_nl: str,
    label: str,
    year: int,
    organisation_nl: str,
    method: str,
    title_en: str = "",
    organisation_en: str = "",
    slug: str = "",
    language: str = "nl",
    region: Region | None = None,
    level: int = Level.INTERNAL,
    copy_from: Round | None = None,
    keep_approval: bool = False,
    score_by: datetime | None = None,
    revise_by: datetime | None = None,
    decide_by: datetime | None = None,
    with_roles: Iterable[tuple[User, Role | str]] = (),
) -> Round:
    """Make a round in preparation, empty or from an earlier one.

    Args:
        by: who acts.
        slug: address; made from title and year where it is empty.
        copy_from: round whose scenarios, sources, panel and weight profiles it starts from (never its answers).
        keep_approval: texts that were approved there count as approved here.
        with_roles: who gets which role in the round; who makes it becomes its administrator.

    Raises:
        RefusedError: the address is taken, or somebody may not have the role.
    """
    address = slug or free_slug(title_nl, year)
    if Round.objects.filter(slug=address).exists():
        raise RefusedError(
            [Text(nl=f"Er is al een ronde met het adres ‘{address}’.", en=f"There is a round at ‘{address}’ already.")]
        )
    person = _person(by)
    round_ = Round.objects.create(
        slug=address,
        title_nl=title_nl,
        title_en=title_en,
        label=label,
        year=year,
        organisation_nl=organisation_nl,
        organisation_en=organisation_en,
        method=method,
        language=language,
        region=region,
        level=level,
        score_by=score_by,
        revise_by=revise_by,
        decide_by=decide_by,
        previous=copy_from,
        created_by=person,
        earlier=list(dict.fromkeys([copy_from.slug, *copy_from.earlier])) if copy_from else [],
        weight_profile=copy_from.weight_profile if copy_from and copy_from.method == method else "",
        weight_profiles=list(copy_from.weight_profiles) if copy_from and copy_from.method == method else [],
    )
    if copy_from is not None:
        clearance = person.clearance if person else Level.SECRET
        copy_content(copy_from, round_, by=person, clearance=clearance, keep_approval=keep_approval)
    if person is not None:
        Grant.objects.create(user=person, role=Role.ADMINISTRATOR, round=round_, granted_by=person)
        forget_grants(person)
    _record(by, "round.made", round_, copied_from=copy_from.slug if copy_from else None)
    for user, role in with_roles:
        _give_role(by, round_, user, Role(role))
    return round_


def _give_role(by: Acting, round_: Round, user: User, role: Role) -> None:
    if not Grant.objects.filter(user=user, role=role, round=round_).exists():
        if isinstance(by, HttpRequest):
            try:
                people.grant_role(by, user, role, round_=round_)
            except people.RefusedError as refused:
                raise RefusedError([refused.text]) from None
        else:
            Grant.objects.create(user=user, role=role, round=round_, granted_by=by)
    if role == Role.EXPERT:
        seat(round_, user)


def seat(round_: Round, user: User) -> Panelist:
    """Give an expert a place in the panel, under a number drawn by lot; the one there is where there is one."""
    panelist, _ = panel.seat(round_, user)
    return panelist


@transaction.atomic
def change_round(by: Acting, round_: Round, expected: int, **values: Any) -> Round:
    """Change the data of a round: titles, deadlines, level, region, method, weight profile.

    Args:
        by: who acts.
        round_: the round; its fields are brought up to date.
        expected: version that the change is based on.
        values: field to value; not the phase, for which there are verbs.

    Raises:
        StaleVersionError: somebody changed the round meanwhile.
        RefusedError: the round was signed, or another method is wanted while there are answers.
    """
    if "phase" in values:
        raise TypeError("a phase is changed by its verb")
    changed = {name: value for name, value in values.items() if getattr(round_, name) != value}
    if round_.phase == "signed":
        raise RefusedError(
            [Text(nl="De ronde is vastgesteld en ligt vast.", en="The round has been signed off and is final.")]
        )
    if "method" in changed and Answer.objects.filter(panelist__round=round_).exists():
        raise RefusedError(
            [
                Text(
                    nl="Er zijn al oordelen volgens deze methode; een andere methode kan alleen in een nieuwe ronde.",
                    en="Judgements have been given with the present method; another method needs a new round.",
                )
            ]
        )
    current = round_.change(expected, **values)
    if changed.keys() & ON_WHICH_RESULTS_DEPEND:
        round_.touch(Reach.RESULTS)
    elif changed.keys() & ONLY_IN_REPORTS:
        round_.touch(Reach.REPORTS)
    if changed:
        _record(by, "round.changed", round_, fields=sorted(changed))
    return current


@transaction.atomic
def _step(by: Acting, round_: Round, expected: int, name: str, reason: str) -> Round:
    step = phases.STEPS[name]
    before = round_.phase
    found = phases.obstacles(step, round_)
    blocking = [obstacle.text for obstacle in found if obstacle.blocks]
    if blocking:
        raise RefusedError(blocking)
    if found and not reason.strip():
        ask = Text(
            nl="Geef een reden waarom u de stap toch zet.", en="Give a reason why you take the step all the same."
        )
        raise RefusedError([*(obstacle.text for obstacle in found), ask])
    current = round_.change(expected, phase=phases.end_of(step, round_))
    round_.touch(Reach.PAGES)
    _record(by, f"round.{name.replace('_', '-')}", round_, before=before, after=round_.phase, reason=reason.strip())
    return current


def open_scoring(by: Acting, round_: Round, expected: int, *, reason: str = "") -> Round:
    """Let the experts score.

    Args:
        by: who acts.
        round_: the round; its fields are brought up to date.
        expected: version of the round as the page showed it.
        reason: why, where something is not ready.

    Raises:
        RefusedError: there is no scenario or no expert, or something is not ready and no reason was given.
        StaleVersionError: somebody changed the round meanwhile.
    """
    return _step(by, round_, expected, "open_scoring", reason)


def give_feedback(by: Acting, round_: Round, expected: int, *, reason: str = "") -> Round:
    """Show the experts the distribution of the group and let them revise; as :func:`open_scoring`."""
    return _step(by, round_, expected, "give_feedback", reason)


def close_scoring(by: Acting, round_: Round, expected: int, *, reason: str = "") -> Round:
    """Make the answers final and the results visible; as :func:`open_scoring`."""
    return _step(by, round_, expected, "close_scoring", reason)


def reopen(by: Acting, round_: Round, expected: int, *, reason: str) -> Round:
    """Go one phase back, which always needs a reason; as :func:`open_scoring`. A signed round stays signed."""
    return _step(by, round_, expected, "reopen", reason)


STEPS = {
    "open_scoring": open_scoring,
    "give_feedback": give_feedback,
    "close_scoring": close_scoring,
    "reopen": reopen,
}
"""The verbs that change a phase, by name."""


@transaction.atomic
def ask(by: Acting, round_: Round, *, user: User, text: str, due: datetime | None = None, address: str = "") -> Task:
    """Ask something of somebody in a round.

    Args:
        by: who asks.
        user: who is asked.
        text: what to do, as an instruction.
        due: deadline.
        address: page of this site where it is done.

    Raises:
        RefusedError: the person cannot read the round, or the address lies outside this site.
    """
    reasons = []
    if not may(user, Action.READ, round_):
        reasons.append(Text(nl=f"{user} heeft geen toegang tot deze ronde.", en=f"{user} has no access to this round."))
    if address and (not address.startswith("/") or address.startswith(("//", "/\\"))):
        reasons.append(
            Text(
                nl="Het adres moet met één / beginnen (een pagina van Weerbaar).",
                en="The address must start with one / (a page of Weerbaar).",
            )
        )
    if not text.strip():
        reasons.append(Text(nl="Schrijf wat u vraagt.", en="Write what you ask."))
    if reasons:
        raise RefusedError(reasons)
    task = Task.objects.create(
        round=round_, user=user, asked_by=_person(by), text=text.strip(), due=due, address=address
    )
    _record(by, "task.asked", task, user=user.username)
    return task


@transaction.atomic
def finish_task(by: Acting, task: Task) -> Task:
    """Tick a task off; one that is done already stays as it is."""
    if task.done is None:
        task.done = timezone.now()
        task.save(update_fields=["done"])
        _record(by, "task.done", task)
    return task


@transaction.atomic
def unfinish_task(by: Acting, task: Task) -> Task:
    """Take a tick away again."""
    if task.done is not None:
        task.done = None
        task.save(update_fields=["done"])
        _record(by, "task.undone", task)
    return task


@transaction.atomic
def withdraw_task(by: Acting, task: Task) -> None:
    """Take back what was asked."""
    _record(by, "task.withdrawn", task, user=task.user.username)
    task.delete()


def see(round_: Round, user: User) -> None:
    """Remember that somebody has seen a round as it is now; what changes after this is new to that person.

    Not in the log: it says nothing about the round.
    """
    Visit.objects.update_or_create(round=round_, user=user, defaults={"at": timezone.now()})
