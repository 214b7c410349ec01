# SPDX-License-Identifier: EUPL-1.2
"""Where a checklist stands on a day: counts per part, what is shown, claimed, expired, overdue or still unknown.

Nothing is averaged into one score: a missing update mechanism is not made good by a fine manual.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text, content_hash
from weerbaar.capability.guideline.file_model import (
    Answer,
    ApplicationDate,
    Checklist,
    Evidence,
    Guideline,
    Requirement,
)
from weerbaar.dossier import Mark

Standing = Literal["shown", "claimed", "expired", "partly", "not met", "not applicable", "unknown", "not answered"]
STANDINGS: tuple[Standing, ...] = (
    "shown",
    "claimed",
    "expired",
    "partly",
    "not met",
    "not applicable",
    "unknown",
    "not answered",
)
"""``met`` falls apart in three: shown by evidence that counts, claimed without any, and shown once."""


@dataclass(frozen=True)
class Finding:
    """Where one requirement stands.

    Attributes:
        standing: see :data:`STANDINGS`.
        evidence: how many pieces count on the day.
        expired, not_yet: pieces that no longer count, or are dated after the day.
        undated: pieces that count and bear no date.
        missing_evidence: said to be met or partly met, and nothing at all is given to show it.
        overdue: to be met by a day that has passed, and not met.
    """

    requirement: str
    part: str
    number: str
    title: Text
    standing: Standing
    evidence: int
    expired: tuple[Evidence, ...]
    not_yet: tuple[Evidence, ...]
    undated: int
    missing_evidence: bool
    owner: str
    due: datetime.date | None
    overdue: bool
    reason: str
    capability: str | None
    measures: tuple[str, ...]


@dataclass(frozen=True)
class PartResult:
    """The counts of one part.

    Attributes:
        requirements: how many there are.
        counts: how many per standing, in the order of :data:`STANDINGS`; they add up to ``requirements``.
        missing_evidence, expired_evidence, overdue: how many requirements.
    """

    part: str
    title: Text
    requirements: int
    counts: tuple[int, ...]
    missing_evidence: int
    expired_evidence: int
    overdue: int

    def count(self, standing: Standing) -> int:
        """Return how many requirements stand so."""
        return self.counts[STANDINGS.index(standing)]

    @property
    def applicable(self) -> int:
        """Requirements that are not said to be not applicable."""
        return self.requirements - self.count("not applicable")

    @property
    def known(self) -> int:
        """Applicable requirements of which it is said whether they are met."""
        return self.applicable - self.count("unknown") - self.count("not answered")


@dataclass(frozen=True)
class ChecklistResult:
    """Where a checklist stands.

    Attributes:
        on: the day.
        in_force, to_come: what is binding on that day, and what will be.
        parts, findings: in the order of the guideline.
        marks: how many requirements bear which mark of certainty.
        input_hash: over the files, where they are known.
    """

    checklist_id: str
    title: Text
    subject: Text
    statement: Text
    illustrative: bool
    guideline_id: str
    guideline_title: Text
    on: datetime.date
    in_force: tuple[ApplicationDate, ...]
    to_come: tuple[ApplicationDate, ...]
    parts: tuple[PartResult, ...]
    findings: tuple[Finding, ...]
    marks: tuple[tuple[Mark, int], ...]
    input_hash: str = ""

    def standing(self, *standings: Standing) -> tuple[Finding, ...]:
        """Return the requirements that stand so."""
        return tuple(f for f in self.findings if f.standing in standings)


def assess_checklist(
    checklist: Checklist,
    content: Guideline,
    on: datetime.date,
    contents: tuple[tuple[str, bytes], ...] = (),
) -> ChecklistResult:
    """Return where a checklist stands on a day.

    Evidence counts from its date up to and including the day it expires; evidence without a date counts from ever.

    Args:
        checklist: the answers; to requirements of ``content`` only, at most one each.
        content: the guideline.
        on: the day.
        contents: name to bytes of the files, for the hash.
    """
    answers = {answer.requirement: answer for answer in checklist.answers}
    findings = tuple(_finding(r, answers.get(r.id), on) for r in content.requirements)
    dates = sorted(content.dates, key=lambda d: d.on)
    marks: dict[Mark, int] = {}
    for requirement in content.requirements:
        marks[requirement.mark] = marks.get(requirement.mark, 0) + 1
    return ChecklistResult(
        checklist_id=checklist.id,
        title=checklist.title,
        subject=checklist.subject,
        statement=checklist.statement,
        illustrative=checklist.illustrative,
        guideline_id=content.id,
        guideline_title=content.title,
        on=on,
        in_force=tuple(d for d in dates if d.on <= on),
        to_come=tuple(d for d in dates if d.on > on),
        parts=tuple(_part(part.id, part.title, findings) for part in content.parts),
        findings=findings,
        marks=tuple(sorted(marks.items())),
        input_hash=content_hash(contents) if contents else "",
    )


def _finding(requirement: Requirement, answer: Answer | None, on: datetime.date) -> Finding:
    given = answer.evidence if answer else ()
    not_yet = tuple(e for e in given if e.date is not None and e.date > on)
    expired = tuple(e for e in given if e not in not_yet and e.expires is not None and e.expires < on)
    counting = [e for e in given if e not in not_yet and e not in expired]
    state = answer.state if answer else None
    standing: Standing
    if state is None:
        standing = "not answered"
    elif state == "met":
        standing = "shown" if counting else "expired" if expired else "claimed"
    else:
        standing = state
    due = answer.due if answer else None
    return Finding(
        requirement=requirement.id,
        part=requirement.part,
        number=requirement.number,
        title=requirement.title,
        standing=standing,
        evidence=len(counting),
        expired=expired,
        not_yet=not_yet,
        undated=sum(e.date is None for e in counting),
        missing_evidence=state in ("met", "partly") and not given,
        owner=answer.owner if answer else "",
        due=due,
        overdue=due is not None and due < on and state in ("partly", "not met", "unknown"),
        reason=answer.reason if answer else "",
        capability=answer.capability if answer else None,
        measures=answer.measures if answer else (),
    )


def _part(id_: str, title: Text, findings: tuple[Finding, ...]) -> PartResult:
    own = [f for f in findings if f.part == id_]
    return PartResult(
        part=id_,
        title=title,
        requirements=len(own),
        counts=tuple(sum(f.standing == standing for f in own) for standing in STANDINGS),
        missing_evidence=sum(f.missing_evidence for f in own),
        expired_evidence=sum(bool(f.expired) for f in own),
        overdue=sum(f.overdue for f in own),
    )
