# SPDX-License-Identifier: EUPL-1.2
"""What was decided, checked and approved, as the contents of events; and the alerts that wait for an all-clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from weerbaar.alerting.approval import Act, Approval, Check, Decision, Matter, OpenAlert, ReturnedDraft, Review, begin
from weerbaar.alerting.area import geojson
from weerbaar.alerting.compose import Draft
from weerbaar.alerting.register.events import Answer, Approved, Checked, Decided, Drafted, Returned
from weerbaar.alerting.register.history import History, PublishedShare
from weerbaar.alerting.register.incidents import root_of
from weerbaar.alerting.register.proportion import Proportion, proportion
from weerbaar.alerting.register.uses import ALL_CLEAR, State, Use
from weerbaar.base import Lang

_OVER = (State.ENDED, State.CANCELLED)


def drafted(
    draft: Draft, *, offered: bool, requested_at: datetime | None = None, incident_at: datetime | None = None
) -> Drafted:
    """Return a draft as it was saved, whole, as the content of an event.

    Args:
        draft: as composed.
        offered: its author offers it for approval.
        requested_at, incident_at: when somebody asked for an alert, and when it happened; for the clock.
    """
    languages: tuple[Lang, ...] = ("nl", "en")
    return Drafted(
        texts={lang: text for lang in languages if (text := getattr(draft.texts, lang))},
        area=geojson(draft.area),
        area_description={lang: text for lang in languages if (text := getattr(draft.area.description, lang))},
        region=draft.region,
        incident=draft.kind,
        level=str(draft.level),
        status=draft.status,
        starts=draft.starts,
        expires=draft.expires,
        replaces=draft.replaces,
        sender=draft.sender_name,
        more_info=draft.more_info,
        phones=draft.phones,
        urgency=draft.urgency,
        certainty=draft.certainty,
        incident_at=incident_at,
        requested_at=requested_at,
        offered=offered,
    )


def decided(decision: Decision) -> Decided:
    """Return a walk through the criteria as the content of an event, with every answer that was given."""
    return Decided(
        tree=decision.tree,
        answers=tuple(
            Answer(question=a.question, answer=a.answer, by=a.by, at=a.at, remark=a.remark) for a in decision.answers
        ),
        outcome=decision.outcome,
        open_question=decision.open_question.id if decision.open_question else None,
    )


def checked(act: Act, draft: str) -> Checked:
    """Return a check that was done on the draft with this hash."""
    return Checked(draft=draft, check=act.check, seen=act.seen)


def missed(check: str, typed: str, draft: str) -> Checked:
    """Return an answer that did not show that a check was done, so that the tries are counted for good."""
    return Checked(draft=draft, check=check, seen=typed[:200], shown=False)


def review_of(use: Use, matter: Matter, checks: Sequence[Check]) -> Review:
    """Return the review of a use as the register has it: what was done since this very draft was last offered.

    Args:
        use: with its checks and returns.
        matter: the draft as the approver sees it now.
        checks: what must be done.

    Raises:
        ApprovalError: there are no checks, or the author is not known.
    """
    review = begin(matter, checks)
    since = use.moments.offered or use.moments.drafted
    done = [
        (given, given.said)
        for given in use.checks
        if isinstance(given.said, Checked) and given.said.draft == matter.draft and (since is None or given.at >= since)
    ]
    back = [
        ReturnedDraft(matter.draft, given.by, given.at, given.said.reason, given.said.check)
        for given in use.returns
        if isinstance(given.said, Returned)
        and given.said.draft == matter.draft
        and (since is None or given.at >= since)
    ]
    return replace(
        review,
        acts=tuple(Act(said.check, given.by, given.at, said.seen) for given, said in done if said.shown),
        missed=tuple((said.check, given.by) for given, said in done if not said.shown),
        returned=back[-1] if back else None,
    )


def returned(back: ReturnedDraft) -> Returned:
    """Return a draft that was given back."""
    return Returned(draft=back.draft, reason=back.reason, check=back.check)


def approved(approval: Approval) -> Approved:
    """Return an approval; an emergency release shows as such."""
    return Approved(
        draft=approval.draft,
        by=approval.by,
        checks=approval.checks,
        emergency=approval.emergency,
        reason=approval.reason,
    )


def open_alerts(uses: Mapping[str, Use]) -> tuple[OpenAlert, ...]:
    """Return the actual alerts on the air, or that were, of which nobody said that the danger is over.

    An update stands for the alert that it updates; imported uses are history, and nobody is reminded of them.
    """
    found: dict[str, OpenAlert | None] = {}
    for use in uses.values():
        if use.status != "actual" or use.moments.on_air is None or use.incident == ALL_CLEAR:
            continue
        root = root_of(uses, use)
        if use.all_clear is not None or root.all_clear is not None:
            found[root.id] = None
        elif root.id not in found or found[root.id] is not None:
            found[root.id] = OpenAlert(
                use.id, use.moments.on_air, use.draft.expires if use.draft else None, use.state in _OVER
            )
    return tuple(alert for alert in found.values() if alert is not None)


@dataclass(frozen=True, slots=True)
class AllClearRate:
    """Incidents of one year that ended with an all-clear by NL-Alert, of those of which it is known.

    Attributes:
        published: what was published on the same year; None where nothing was.
    """

    year: int
    by_alert: Proportion
    unknown: int
    published: PublishedShare | None


def all_clear_rates(uses: Mapping[str, Use], history: History) -> tuple[AllClearRate, ...]:
    """Return per year how many incidents got an all-clear by NL-Alert, beside what was published.

    An imported use of which its source says nothing is unknown; a use of this register without an all-clear has none.
    """
    per_year: dict[int, dict[str, bool | None]] = {}
    for use in _actual_on_air(uses.values()):
        root = root_of(uses, use)
        if use.incident == ALL_CLEAR or root.day is None:
            continue
        said = None if use.imported and use.imported.all_clear is None else use.all_clear == "nl-alert"
        year = per_year.setdefault(root.day.year, {})
        year[root.id] = said if not year.get(root.id) else True
    return tuple(
        AllClearRate(
            year,
            proportion(sum(s is True for s in said.values()), sum(s is not None for s in said.values())),
            sum(s is None for s in said.values()),
            history.all_clear_in(year),
        )
        for year, said in sorted(per_year.items())
    )


def _actual_on_air(uses: Iterable[Use]) -> Iterable[Use]:
    return (use for use in uses if use.status == "actual" and use.was_on_air)
