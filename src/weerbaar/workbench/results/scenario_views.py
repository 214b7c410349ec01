# SPDX-License-Identifier: EUPL-1.2
"""What came out for one scenario: impact, likelihood, rank, how firm that is, and who disagreed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.base import number, significant
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.audit import log
from weerbaar.workbench.library.models import WITHDRAWN, Scenario
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.levels import seen
from weerbaar.workbench.results.pages import computation, figure_or_none
from weerbaar.workbench.results.wording import place_words, share_words
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.conversion import pseudonym
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment, Axis, Estimate, ScenarioResult
    from weerbaar.figures import Figure

LIKELIHOOD = "likelihood"


@dataclass(frozen=True)
class Fact:
    """An outcome on one axis, in words."""

    name: str
    klass: str
    value: str
    range: str
    note: str


@dataclass(frozen=True)
class Spread:
    """How the experts answered one question.

    Attributes:
        counts: label to number of experts, in the order of the method.
        by_name: who gave which label and reason; only for who may see that.
    """

    question: str
    counts: tuple[tuple[str, int], ...]
    by_name: tuple[tuple[str, str, str], ...]


@access(Action.RESULTS)
def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """The result of one scenario."""
    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    row = Scenario.objects.filter(round=round_, slug=slug, level__lte=level).exclude(status=WITHDRAWN).first()
    if row is None:
        raise Http404
    found = verbs.assessment(round_, level)
    context: dict[str, Any] = {
        "here": "results",
        "row": row,
        "computation": computation(request, round_, found, ("gewichten", "default")),
    }
    if found.value is not None:
        assessment: Assessment = found.value.assessment
        result = next((r for r in assessment.scenarios if r.id == slug), None)
        context |= {"result": result, "assessment": assessment}
        if result is not None:
            context |= _result(assessment, result, found.name)
            names = may(cast(User, request.user), Action.SEE_PANEL, round_)
            context["spreads"] = spreads(row, assessment, level, names=names)
            if names:
                log.record(request, "answers.read", row, level=row.level)
    return render(request, "results/scenario.html", context)


def _result(assessment: Assessment, result: ScenarioResult, name: str) -> dict[str, Any]:
    from weerbaar.figures import class_probability_strips, impact_profile, risk_diagram

    lang = language()
    alone = replace(assessment, scenarios=(result,))
    facts = [
        _fact(say("Waarschijnlijkheid", "Likelihood"), assessment.likelihood_axis, result.likelihood),
    ]
    if assessment.impact_axis is not None:
        facts.append(_fact(say("Impact", "Impact"), assessment.impact_axis, result.impact))
    figures: list[Figure | None] = [
        figure_or_none(("profile", name, result.id), lambda: impact_profile(assessment, result.id, lang, "screen")),
        figure_or_none(("strips", name, result.id), lambda: class_probability_strips(alone, lang, "screen")),
        figure_or_none(("highlight", name, result.id), lambda: risk_diagram(assessment, lang, "screen", result.id)),
    ]
    ids = [r.id for r in assessment.scenarios]
    at = ids.index(result.id)
    return {
        "facts": facts,
        "figures": [figure for figure in figures if figure is not None],
        "rank": _rank(result),
        "changing": [v for v in result.variants if v.klass and result.impact and v.klass != result.impact.klass],
        "same_share": None if result.same_class_share is None else share_words(result.same_class_share),
        "criterion_names": dict(assessment.criteria),
        "moves": [(move, dict(assessment.criteria).get(move.criterion)) for move in result.moves],
        "before": assessment.scenarios[at - 1] if at else None,
        "after": assessment.scenarios[at + 1] if at + 1 < len(ids) else None,
        "reasons": [c for c in result.contributions if c.reasons],
    }


def _fact(name: str, axis: Axis, estimate: Estimate | None) -> Fact:
    lang = language()
    if estimate is None:
        return Fact(name, say("onbekend", "unknown"), "", "", "")
    word = axis.words[axis.codes.index(estimate.klass)].in_(lang)
    note = ""
    if estimate.basis == "published":
        note = say("gelezen uit een gepubliceerde klasse", "read from a published class")
    elif estimate.incomplete:
        note = say("nog niet beoordeeld: ", "not judged yet: ") + ", ".join(estimate.incomplete)
    low, high = significant(estimate.low, lang), significant(estimate.high, lang)
    between = say(f"5% tot 95%: {low} tot {high}", f"5% to 95%: {low} to {high}")
    return Fact(
        name,
        f"{word} ({estimate.klass})",
        f"{significant(estimate.value, lang)} ({axis.unit.in_(lang)})",
        between,
        note,
    )


def _rank(result: ScenarioResult) -> dict[str, str] | None:
    """Return place, mean place and the probability of the first places, in words."""
    if result.rank is None:
        return None
    shares = result.rank.acceptability
    return {
        "position": place_words(result.rank.position),
        "of": number(len(shares), language()),
        "expected": number(result.rank.expected, language(), 1),
        "first": share_words(shares[0]),
        "top": share_words(min(1.0, sum(shares[:5]))) if len(shares) > 5 else "",
    }


def spreads(row: Scenario, assessment: Assessment, level: int, *, names: bool) -> list[Spread]:
    """Return how the experts answered each question about a scenario, with their final answers.

    Args:
        level: answers above this level are left out.
        names: whether to tell who answered what.
    """
    answers = (
        Answer.objects.filter(scenario=row, level__lte=level)
        .select_related("panelist")
        .order_by("panelist__number", "turn", "pk")
    )
    final: dict[str, dict[int, Answer]] = {}
    for answer in answers:
        final.setdefault(answer.criterion, {})[answer.panelist_id] = answer
    titles = {id_: f"{id_} {name.in_(language())}" for id_, name in assessment.criteria}
    titles[LIKELIHOOD] = say("Waarschijnlijkheid", "Likelihood")
    order = [*(c for c, _ in assessment.criteria), LIKELIHOOD]
    found = []
    for criterion in sorted(final, key=lambda c: order.index(c) if c in order else len(order)):
        given = list(final[criterion].values())
        counts = Counter(_label(answer.judgement) for answer in given)
        found.append(
            Spread(
                titles.get(criterion, criterion),
                tuple(sorted(counts.items())),
                tuple(
                    (
                        answer.panelist.name_nl or pseudonym(answer.panelist).in_(language()),
                        _label(answer.judgement),
                        answer.judgement.get("reason", ""),
                    )
                    for answer in given
                )
                if names
                else (),
            )
        )
    return found


def _label(judgement: dict[str, Any]) -> str:
    """Return an answer in a few characters: ``C``, ``B–D``, ``X``, a number, or that it is missing."""
    if judgement.get("missing"):
        return say("weet niet", "don’t know")
    label = judgement.get("label")
    if label is None:
        return say("getal", "number")
    low, high = judgement.get("lower") or label, judgement.get("upper") or label
    return str(label) if low == high else f"{low}–{high}"
