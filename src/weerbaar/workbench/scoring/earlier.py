# SPDX-License-Identifier: EUPL-1.2
"""What earlier rounds said of the same scenario: published words, the panel's middle label, and one's own answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.answers import in_effect
from weerbaar.workbench.scoring.conversion import judgement_of
from weerbaar.workbench.scoring.distribution import Distribution
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.scoring.wording import answer_words


@dataclass(frozen=True)
class Words:
    """A result as it was published."""

    round: str
    impact: str
    likelihood: str


@dataclass
class Earlier:
    """What is known from before.

    Attributes:
        published: newest first.
        pooled: criterion to what the panels of earlier rounds said, newest round first.
        own: criterion to one's own earlier answers with their reasons.
    """

    published: list[Words] = field(default_factory=list)
    pooled: dict[str, list[tuple[str, Text]]] = field(default_factory=lambda: defaultdict(list))
    own: dict[str, list[tuple[str, Text, str]]] = field(default_factory=lambda: defaultdict(list))


def earlier_of(user: User, round_: Round, scenario: Scenario) -> Earlier:
    """Return what earlier rounds said of a scenario, as far as this person may see it.

    Labels of a round with another method are not compared: they stand for something else.
    """
    found = Earlier()
    seen: set[tuple[str, str, str]] = set()
    rounds = Round.objects.filter(Q(pk=round_.previous_id) | Q(slug__in=round_.earlier)).exclude(pk=round_.pk)
    before = sorted((r for r in rounds if may(user, Action.RESULTS, r)), key=lambda r: -r.year)
    for source in (round_, *before):
        for result in source.annexes.get("published", []):
            words = (result.get("round", ""), result.get("impact", ""), result.get("likelihood", ""))
            if result["scenario"] == scenario.slug and words not in seen:
                seen.add(words)
                found.published.append(Words(*words))
    for source in before:
        if source.method == round_.method and source.is_closed:
            _add(found, user, source, scenario.slug)
    return found


def _add(found: Earlier, user: User, source: Round, slug: str) -> None:
    rod = rod_of(source)
    answers = in_effect(source, user.clearance).filter(scenario__slug=slug)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for criterion, label, n in answers.values_list("criterion", "label").annotate(n=Count("pk")).order_by():
        counts[criterion][label] += n
    for criterion, labels in counts.items():
        asked = rod.field(criterion)
        if asked is None:
            continue
        lies = Distribution.of(rod.codes(asked), labels)
        if lies.total:
            nl = en = f"{lies.median}"
            if lies.spread:
                nl, en = f"{nl} ({lies.low}–{lies.high})", f"{en} ({lies.low}–{lies.high})"
            words = Text(nl=f"{nl}, {lies.total} antwoorden", en=f"{en}, {lies.total} answers")
            found.pooled[criterion].append((source.label, words))
    own = Answer.objects.filter(
        panelist__round=source, panelist__user=user, scenario__slug=slug, level__lte=user.clearance
    ).order_by("turn")
    last = {answer.criterion: answer for answer in own}
    for criterion, answer in last.items():
        asked = rod.field(criterion)
        if asked is not None:
            judgement = judgement_of(slug, criterion, answer.judgement)
            found.own[criterion].append((source.label, answer_words(rod.method, asked, judgement), judgement.reason))
