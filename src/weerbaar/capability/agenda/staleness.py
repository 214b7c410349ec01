# SPDX-License-Identifier: EUPL-1.2
"""Which scenarios must be looked at again, and why: what they rest on changed, a signal waits, or the day has come."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text
from weerbaar.capability.agenda.file_model import AgendaScenario, Fingerprint, MethodStamp, Reviewed, Signal, Theme
from weerbaar.capability.agenda.fingerprint import fingerprint, method_stamp
from weerbaar.capability.agenda.reading import Agenda
from weerbaar.capability.register import Moment, day_words, moment, months_later
from weerbaar.dossier import Dossier
from weerbaar.method import load_method

Freshness = Literal["planned", "fresh", "stale"]
ReasonKind = Literal[
    "never", "storyline", "judgements", "likelihood", "published", "sources", "method", "signal", "due"
]

_PARTS: tuple[tuple[ReasonKind, Text], ...] = (
    ("storyline", Text(nl="de verhaallijn is veranderd", en="the storyline changed")),
    ("judgements", Text(nl="oordelen over de impact zijn veranderd", en="judgements of the impact changed")),
    (
        "likelihood",
        Text(nl="oordelen over de waarschijnlijkheid zijn veranderd", en="judgements of the likelihood changed"),
    ),
    ("published", Text(nl="wat is gepubliceerd is veranderd", en="what was published changed")),
    ("sources", Text(nl="een bron is veranderd", en="a source changed")),
)


@dataclass(frozen=True)
class Reason:
    """One reason why a scenario must be looked at again.

    Attributes:
        signal: id of the signal, where that is the reason.
    """

    kind: ReasonKind
    words: Text
    signal: str = ""


@dataclass(frozen=True)
class ScenarioStatus:
    """Whether one scenario on the agenda still stands.

    Attributes:
        status: ``planned`` where its theme has not started yet, ``stale`` where there is any reason, else ``fresh``.
        reviewed_on: day of the last review by then.
        due: when it must be reviewed next; None where nothing is agreed.
    """

    theme: Theme
    scenario: AgendaScenario
    title: Text
    status: Freshness
    reasons: tuple[Reason, ...]
    reviewed_on: datetime.date | None
    due: Moment | None


def staleness(agenda: Agenda, dossiers: Mapping[str, Dossier], on: datetime.date) -> tuple[ScenarioStatus, ...]:
    """Return the status of every scenario on the agenda, in its order.

    Args:
        agenda: read.
        dossiers: by the names that the agenda gives them, as they are now.
        on: the day; reviews and signals of later days do not count.

    Raises:
        InputError: the method of a dossier cannot be read.
    """
    stamps = {name: method_stamp(load_method(d.round.method)) for name, d in dossiers.items() if _used(agenda, name)}
    return tuple(
        _status(agenda, theme, scenario, dossiers[scenario.dossier], stamps[scenario.dossier], on)
        for theme in agenda.themes
        for scenario in theme.scenarios
    )


def _used(agenda: Agenda, name: str) -> bool:
    return any(s.dossier == name for theme in agenda.themes for s in theme.scenarios)


def _status(
    agenda: Agenda,
    theme: Theme,
    scenario: AgendaScenario,
    dossier: Dossier,
    method: MethodStamp,
    on: datetime.date,
) -> ScenarioStatus:
    reviewed = review_by(scenario, on)
    due = next_review(theme, reviewed)
    reasons: list[Reason] = []
    if reviewed is None:
        if theme.starts.latest < on:
            words = theme.starts
            reasons.append(
                Reason(
                    "never",
                    Text(
                        nl=f"nog niet beoordeeld; de start was {words.words('nl')}",
                        en=f"not reviewed yet; the start was {words.words('en')}",
                    ),
                )
            )
    else:
        reasons += _changed(reviewed, fingerprint(dossier, scenario.scenario), method)
        if due is not None and due.latest < on:
            reasons.append(
                Reason(
                    "due",
                    Text(
                        nl=f"herbeoordeling was {due.words('nl')}",
                        en=f"the next review was due {due.words('en')}",
                    ),
                )
            )
    reasons += [_waiting(s) for s in open_signals(agenda, scenario, reviewed, on)]
    status: Freshness = "stale" if reasons else "fresh"
    if reviewed is None and theme.starts.latest >= on:
        status = "planned"
    title = dossier.scenario(scenario.scenario).title
    return ScenarioStatus(
        theme, scenario, title, status, tuple(reasons), None if reviewed is None else reviewed.on, due
    )


def review_by(scenario: AgendaScenario, on: datetime.date) -> Reviewed | None:
    """Return the review of a scenario, when it was there on ``on``."""
    return scenario.reviewed if scenario.reviewed is not None and scenario.reviewed.on <= on else None


def next_review(theme: Theme, reviewed: Reviewed | None) -> Moment | None:
    """Return when a scenario must be reviewed next: at the start of its theme when it never was.

    An agreed moment is met by a review in it or after it; every so many months count from the last review.
    """
    if reviewed is None:
        return theme.starts
    if theme.review_every_months is not None:
        return moment(months_later(reviewed.on, theme.review_every_months))
    return next((m for m in theme.reviews if m.earliest > reviewed.on), None)


def open_signals(
    agenda: Agenda, scenario: AgendaScenario, reviewed: Reviewed | None, on: datetime.date
) -> tuple[Signal, ...]:
    """Return the signals of ``on`` or before that no review considered and that were not settled by then."""
    considered = () if reviewed is None else reviewed.signals
    return tuple(
        s
        for s in agenda.signals_of(scenario)
        if s.on <= on and s.id not in considered and (s.settled_on is None or s.settled_on > on)
    )


def _changed(reviewed: Reviewed, now: Fingerprint, method: MethodStamp) -> list[Reason]:
    found = [Reason(kind, words) for kind, words in _PARTS if getattr(reviewed.fingerprint, kind) != getattr(now, kind)]
    then = reviewed.method
    if (then.id, then.version) != (method.id, method.version):
        was, becomes = f"{then.id} {then.version}", f"{method.id} {method.version}"
        found.append(
            Reason(
                "method",
                Text(nl=f"de methode is {becomes}, was {was}", en=f"the method is {becomes}, was {was}"),
            )
        )
    elif then.fingerprint != method.fingerprint:
        found.append(
            Reason(
                "method",
                Text(
                    nl=f"het methodebestand {method.id} is veranderd bij dezelfde versie ({method.version})",
                    en=f"the method file {method.id} changed within the same version ({method.version})",
                ),
            )
        )
    return found


def _waiting(signal: Signal) -> Reason:
    return Reason(
        "signal",
        Text(
            nl=f"signaal van {day_words(signal.on, 'nl')}: {signal.text.nl.rstrip('.')}",
            en=f"signal of {day_words(signal.on, 'en')}: {signal.text.in_('en').rstrip('.')}",
        ),
        signal.id,
    )
