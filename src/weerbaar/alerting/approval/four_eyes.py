# SPDX-License-Identifier: EUPL-1.2
"""Four eyes that must act: who made a draft cannot approve it, and who approves has done every check on that draft.

A state and the acts that lead to the next one; nothing is stored here. Whatever changes in the draft changes its hash,
and with that every act on the earlier one is void.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from weerbaar.alerting.approval.challenge import Matter, challenge
from weerbaar.alerting.approval.checks import Check
from weerbaar.base import Text, WeerbaarError

MOST_TRIES = 3
"""Wrong answers to one check by one person, after which that person can only return the draft."""
_SHORTEST_REASON = 10


class ApprovalError(WeerbaarError):
    """An act that is not allowed."""


class NotShownError(ApprovalError):
    """What was typed does not show that the check was done; :attr:`review` has the try counted."""

    def __init__(self, message: Text, review: Review) -> None:
        super().__init__(message)
        self.review = review


@dataclass(frozen=True, slots=True)
class Act:
    """A check that was done.

    Attributes:
        check: its id.
        seen: what the approver typed.
    """

    check: str
    by: str
    at: datetime
    seen: str


@dataclass(frozen=True, slots=True)
class ReturnedDraft:
    """The draft goes back to its author; ``check`` is the one that it did not pass, if it was a check."""

    draft: str
    by: str
    at: datetime
    reason: str
    check: str | None


@dataclass(frozen=True, slots=True)
class Approval:
    """A draft may be sent: this draft, and no other.

    Attributes:
        draft: its hash.
        by: who released it: one person beside the author, or two in an emergency.
        checks: ids of the checks that were done.
        emergency: released without the checks; the register shows it as such.
        reason: why, in an emergency.
    """

    draft: str
    by: tuple[str, ...]
    at: datetime
    checks: tuple[str, ...]
    emergency: bool = False
    reason: str = ""

    def covers(self, draft: str) -> bool:
        """Whether it is an approval of the draft with this hash."""
        return self.draft == draft


@dataclass(frozen=True, slots=True)
class Review:
    """A draft under review.

    Attributes:
        checks: what must be done.
        acts: what was done, by whomever.
        missed: check and person of every wrong answer.
        returned: set once it was given back; then nothing more can be done with this draft.
    """

    matter: Matter
    checks: tuple[Check, ...]
    acts: tuple[Act, ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    returned: ReturnedDraft | None = None

    def open_for(self, by: str) -> tuple[Check, ...]:
        """Return the checks that a person still has to do."""
        done = {act.check for act in self.acts if same_person(act.by, by)}
        return tuple(check for check in self.checks if check.id not in done)

    def tries_left(self, check: str, by: str) -> int:
        """Return how often a person may still answer a check."""
        return MOST_TRIES - sum(c == check and same_person(p, by) for c, p in self.missed)


def begin(matter: Matter, checks: Sequence[Check]) -> Review:
    """Return the review of a draft, with nothing done yet.

    Raises:
        ApprovalError: there are no checks, or the author is not known.
    """
    if not checks:
        raise ApprovalError(
            Text(nl="Er zijn geen controles; zonder controles is er geen goedkeuring.", en="There are no checks.")
        )
    _require_name(matter.author)
    return Review(matter, tuple(checks))


def confirm(review: Review, check: str, by: str, typed: str, at: datetime) -> Review:
    """Return the review with one check done.

    Args:
        review: as it stands.
        check: id of the check.
        by: the approver.
        typed: the answer to its :func:`~weerbaar.alerting.approval.challenge.challenge`.
        at: moment, with its offset.

    Raises:
        NotShownError: the answer is not right; go on with its ``review``, in which the try counts.
        ApprovalError: not this person, not this check, or not any more.
    """
    _require_open(review)
    _require_approver(review.matter, by)
    found = next((c for c in review.checks if c.id == check), None)
    if found is None:
        raise ApprovalError(Text(nl=f"De controle {check!r} bestaat niet.", en=f"There is no check {check!r}."))
    if review.tries_left(check, by) < 1:
        raise ApprovalError(
            Text(
                nl=f"Na {MOST_TRIES} verkeerde antwoorden op “{found.title.nl}” kunt u het concept alleen nog "
                "teruggeven; laat een ander het goedkeuren.",
                en=f"After {MOST_TRIES} wrong answers to “{found.title.en}” you can only return the draft; have "
                "somebody else approve it.",
            )
        )
    if not challenge(found, review.matter).holds(typed):
        missed = replace(review, missed=(*review.missed, (check, by)))
        left = missed.tries_left(check, by)
        raise NotShownError(
            Text(
                nl=f"Dat staat niet in dit concept. Kijk opnieuw; u kunt nog {left} keer antwoorden.",
                en=f"That is not in this draft. Look again; tries left: {left}.",
            ),
            missed,
        )
    kept = tuple(act for act in review.acts if not (act.check == check and same_person(act.by, by)))
    return replace(review, acts=(*kept, Act(check, by.strip(), at, typed.strip())))


def give_back(review: Review, by: str, reason: str, at: datetime, check: str | None = None) -> Review:
    """Return the review with the draft given back to its author.

    Raises:
        ApprovalError: no reason, not this person, or not any more.
    """
    _require_open(review)
    _require_approver(review.matter, by)
    if check is not None and check not in {c.id for c in review.checks}:
        raise ApprovalError(Text(nl=f"De controle {check!r} bestaat niet.", en=f"There is no check {check!r}."))
    _require_reason(reason)
    return replace(review, returned=ReturnedDraft(review.matter.draft, by.strip(), at, reason.strip(), check))


def approve(review: Review, by: str, at: datetime) -> Approval:
    """Return the approval of the draft under review.

    Raises:
        ApprovalError: the author, somebody who did not do every check, or a draft that was given back.
    """
    _require_open(review)
    _require_approver(review.matter, by)
    left = review.open_for(by)
    if left:
        nl, en = ", ".join(c.title.nl for c in left), ", ".join(c.title.in_("en") for c in left)
        raise ApprovalError(Text(nl=f"Nog niet door u gedaan: {nl}.", en=f"Not yet done by you: {en}."))
    return Approval(review.matter.draft, (by.strip(),), at, tuple(check.id for check in review.checks))


def release_in_emergency(matter: Matter, by: Sequence[str], reason: str, at: datetime) -> Approval:
    """Return the release of a draft by two persons without the checks, for when the checks cannot be done.

    One of the two may be the author: with nobody else at hand two people are all there are.

    Raises:
        ApprovalError: not two different persons, or no reason.
    """
    for name in by:
        _require_name(name)
    if len(by) != 2 or same_person(by[0], by[1]):
        raise ApprovalError(
            Text(
                nl="Noodvrijgave vraagt twee verschillende personen.",
                en="An emergency release needs two different persons.",
            )
        )
    _require_reason(reason)
    return Approval(matter.draft, tuple(name.strip() for name in by), at, (), True, reason.strip())


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same, capitals and spaces aside."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _require_open(review: Review) -> None:
    if review.returned is not None:
        raise ApprovalError(
            Text(
                nl="Dit concept is teruggegeven; de opsteller biedt het opnieuw aan.",
                en="This draft was returned; its author offers it again.",
            )
        )


def _require_approver(matter: Matter, by: str) -> None:
    _require_name(by)
    if same_person(by, matter.author):
        raise ApprovalError(
            Text(
                nl="Wie het concept opstelde, kan het niet goedkeuren of teruggeven.",
                en="Who made the draft cannot approve or return it.",
            )
        )


def _require_name(name: str) -> None:
    if not name.strip():
        raise ApprovalError(Text(nl="Zeg wie dit doet.", en="Say who does this."))


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise ApprovalError(
            Text(
                nl=f"Geef een reden van minstens {_SHORTEST_REASON} tekens.",
                en=f"Give a reason of at least {_SHORTEST_REASON} characters.",
            )
        )
