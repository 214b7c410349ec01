# SPDX-License-Identifier: EUPL-1.2
"""A round beside an earlier one: which one, and what became of every scenario and its scores.

Names of experts play no part: panels differ from round to round, and who may see results may not always see names.
Scores are compared as what the whole panel said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest

from weerbaar.base import Text
from weerbaar.dossier import LIKELIHOOD, Change, Comparison, Dossier, Judgement, compare_dossiers
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may, visible_rounds
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

PARAMETER = "met"
NONE = "-"
"""Value of the parameter that says: beside nothing."""


@dataclass(frozen=True)
class Picker:
    """What ``rounds/compare_picker.html`` needs: the choice, the rounds to choose from, the rest of the address."""

    earlier: Round | None
    choices: tuple[Round, ...]
    kept: tuple[tuple[str, str], ...]
    parameter: str = PARAMETER
    none: str = NONE


def earlier_round(request: HttpRequest) -> Round | None:
    """Return the round to compare that of the page with, None where there is none.

    ``?met=`` names it (``-`` for none); otherwise it is the round this one was copied from, or else the newest that
    it names as earlier. Never one that this person may not read.
    """
    user, round_ = _whose(request)
    wanted = request.GET.get(PARAMETER, "")
    if wanted == NONE:
        return None
    others = comparable_rounds(user, round_)
    if wanted:
        return others.filter(slug=wanted).first()
    if round_.previous_id is not None:
        found = others.filter(pk=round_.previous_id).first()
        if found is not None:
            return found
    return others.filter(slug__in=round_.earlier).first() if round_.earlier else None


def comparable_rounds(user: User, round_: Round) -> QuerySet[Round]:
    """Return the rounds that a person may lay beside this one, the newest first."""
    return visible_rounds(user).exclude(pk=round_.pk)


def picker(request: HttpRequest) -> Picker:
    """Return what the form needs with which a page lets people choose the other round."""
    user, round_ = _whose(request)
    kept = [(name, value) for name, values in request.GET.lists() if name != PARAMETER for value in values]
    return Picker(earlier_round(request), tuple(comparable_rounds(user, round_)), tuple(kept))


def _whose(request: HttpRequest) -> tuple[User, Round]:
    user, round_ = cast(User, request.user), request.round  # type: ignore[attr-defined]
    return user, round_


def compare_rounds(old: Round, new: Round, user: User) -> Comparison:
    """Return what is new, gone and changed, as this person may see it.

    Scores and published results are compared where the person may see the results of both rounds; scores only
    where both rounds have any.
    """
    level = user.clearance
    both = [dossier_of(round_, level=level) for round_ in (old, new)]
    with_results = all(may(user, Action.RESULTS, round_) for round_ in (old, new))
    bare = [d.model_copy(update={"judgements": (), **({} if with_results else {"published": ()})}) for d in both]
    found = compare_dossiers(*bare)
    if not with_results or not all(dossier.judgements for dossier in both):
        return found
    before, after = (_said(dossier) for dossier in both)
    scenarios = []
    for scenario in found.scenarios:
        if scenario.state in {"new", "gone"}:
            scenarios.append(scenario)
            continue
        changes = (*scenario.changes, *_score_changes(before.get(scenario.id, {}), after.get(scenario.id, {})))
        scenarios.append(replace(scenario, changes=changes, state="changed" if changes else "same"))
    return replace(found, scenarios=tuple(scenarios))


Said = dict[str, dict[str, Counter[str]]]
"""Scenario to criterion to how often something was said."""


def _said(dossier: Dossier) -> Said:
    said: dict[str, dict[str, Counter[str]]] = {}
    for judgement in (j for s in dossier.judgements for j in s.judgements):
        of_scenario = said.setdefault(judgement.scenario, {})
        of_scenario.setdefault(judgement.criterion, Counter())[_short(judgement)] += 1
    return said


def _short(judgement: Judgement) -> str:
    """Return the answer without its reason: the label, or what stands in its place."""
    if judgement.label is not None:
        return judgement.label + {"low": "-laag", "mid": "-midden", "high": "-hoog"}.get(judgement.sub_class or "", "")
    if judgement.missing:
        return "?"
    return "✎"


def _score_changes(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> Iterable[Change]:
    for criterion in sorted(before.keys() | after.keys(), key=lambda c: (c == LIKELIHOOD, c)):
        old, new = before.get(criterion, Counter()), after.get(criterion, Counter())
        if _shares(old) == _shares(new):
            continue
        likelihood = criterion == LIKELIHOOD
        yield Change(
            "likelihood" if likelihood else "scores",
            Text(nl="Waarschijnlijkheid", en="Likelihood")
            if likelihood
            else Text(nl=f"Criterium {criterion}", en=f"Criterion {criterion}"),
            _words(old),
            _words(new),
            "" if likelihood else criterion,
        )


def _shares(counts: Counter[str]) -> dict[str, float]:
    """Return the share of the panel per answer: two panels of another size may say the same."""
    total = counts.total()
    return {answer: round(n / total, 9) for answer, n in counts.items()}


def _words(counts: Counter[str]) -> Text | None:
    if not counts:
        return None
    parts: list[tuple[str, str]] = []
    for answer, n in sorted(counts.items()):
        nl, en = {"?": ("weet niet", "don’t know"), "✎": ("hoeveelheid", "quantity")}.get(
            answer, (answer, _english(answer))
        )
        times = f" ({n}×)" if n > 1 else ""
        parts.append((nl + times, en + times))
    return Text(nl=", ".join(nl for nl, _ in parts), en=", ".join(en for _, en in parts))


def _english(answer: str) -> str:
    return answer.replace("-laag", "-low").replace("-midden", "-mid").replace("-hoog", "-high")


_CAUSES = {
    "text": Text(nl="tekst", en="text"),
    "scores": Text(nl="score", en="score"),
    "likelihood": Text(nl="waarschijnlijkheid", en="likelihood"),
    "published": Text(nl="gepubliceerd", en="published"),
    "weights": Text(nl="gewicht", en="weight"),
    "method": Text(nl="methode", en="method"),
}


def cause_of(change: Change) -> Text:
    """Return what kind of difference it is, in a word."""
    return _CAUSES[change.cause]


def state_counts(found: Comparison) -> dict[str, Any]:
    """Return how many scenarios are new, gone, changed and the same."""
    return {state: len(found.with_state(state)) for state in ("new", "gone", "changed", "same")}
