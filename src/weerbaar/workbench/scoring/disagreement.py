# SPDX-License-Identifier: EUPL-1.2
"""Where the panel disagrees most, and what in its answers does not fit together; for the facilitator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from weerbaar.base import Text
from weerbaar.method import class_codes, class_of_label
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.answers import Cell, in_effect
from weerbaar.workbench.scoring.distribution import Distribution
from weerbaar.workbench.scoring.fields import Field, Rod
from weerbaar.workbench.scoring.models import Answer

FAR = 2
"""Classes from the median at which an answer lies apart."""


@dataclass(frozen=True)
class Difference:
    """How far the panel is apart on one question."""

    scenario: Scenario
    asked: Field
    lies: Distribution
    without: int

    @property
    def given(self) -> list[tuple[str, int]]:
        """Labels that were given, with how often."""
        return [(code, n) for code, n in zip(self.lies.codes, self.lies.counts, strict=True) if n]


def differences(
    rod: Rod, scenarios: Iterable[Scenario], counts: Mapping[Cell, Counter[str]], criterion: str = ""
) -> list[Difference]:
    """Return the questions with two answers or more, those on which the panel is most divided first.

    Args:
        counts: scenario and criterion to how often each label was given.
        criterion: this one only.
    """
    found = []
    for scenario in scenarios:
        for asked in rod.fields:
            labels = counts.get((scenario.pk, asked.id))
            if labels is None or (criterion and asked.id != criterion):
                continue
            lies = Distribution.of(rod.codes(asked), labels)
            if lies.total > 1:
                found.append(Difference(scenario, asked, lies, labels.get("", 0)))
    return sorted(found, key=lambda d: (-d.lies.distance, -d.lies.spread, d.scenario.slug, d.asked.id))


def alphas(rod: Rod, answers: Iterable[tuple[int, int, str, str]]) -> dict[str, float]:
    """Return criterion to Krippendorff's alpha of the labels (ordinal); NaN where nothing can be compared.

    Args:
        answers: panelist, scenario, criterion and label of every expert.
    """
    from weerbaar.elicitation import krippendorff_alpha

    rows = list(answers)
    found: dict[str, float] = {}
    for asked in rod.fields:
        place = {code: i for i, code in enumerate(rod.codes(asked))}
        own = [(p, s, place[label]) for p, s, criterion, label in rows if criterion == asked.id and label in place]
        experts = {p: i for i, p in enumerate(sorted({p for p, _, _ in own}))}
        items = {s: i for i, s in enumerate(sorted({s for _, s, _ in own}))}
        ratings = np.full((max(len(experts), 1), max(len(items), 1)), np.nan)
        for p, s, value in own:
            ratings[experts[p], items[s]] = value
        found[asked.id] = krippendorff_alpha(ratings, "ordinal")
    return found


@dataclass(frozen=True)
class Finding:
    """Something to ask about.

    Attributes:
        who: number of the expert; None where it concerns the group.
    """

    kind: str
    scenario: Scenario
    asked: Field
    text: Text
    who: int | None = None


KINDS = {
    "x-and-severe": Text(nl="Niet van toepassing tegenover ernstig", en="Not applicable against severe"),
    "outlier": Text(nl="Ver van de groep", en="Far from the group"),
    "numbers-and-label": Text(nl="Aantallen en klasse spreken elkaar tegen", en="Numbers and class contradict"),
    "no-reason": Text(nl="Uitersten zonder toelichting", en="Extremes without a reason"),
    "unknown": Text(nl="Veel ‘weet ik niet’", en="Many ‘I do not know’"),
}


def findings(
    round_: Round, rod: Rod, scenarios: Sequence[Scenario], counts: Mapping[Cell, Counter[str]], level: int
) -> list[Finding]:
    """Return what in the answers does not fit together, in the order of :data:`KINDS`."""
    rows = {scenario.pk: scenario for scenario in scenarios}
    lies = {
        cell: Distribution.of(rod.codes(asked), labels)
        for cell, labels in counts.items()
        if (asked := rod.field(cell[1])) is not None and cell[0] in rows
    }
    found = [*_group_findings(rod, rows, lies, counts)]
    found += _far(round_, rod, rows, lies, level)
    found += _contradictions(round_, rod, rows, level)
    found += _unexplained(round_, rod, rows, level)
    order = list(KINDS)
    return sorted(found, key=lambda f: (order.index(f.kind), f.scenario.slug, f.asked.id, f.who or 0))


def _group_findings(
    rod: Rod,
    rows: Mapping[int, Scenario],
    lies: Mapping[Cell, Distribution],
    counts: Mapping[Cell, Counter[str]],
) -> Iterable[Finding]:
    none, top = rod.method.scale.none, set(class_codes(rod.method)[-2:])
    questions = {asked.id: asked for asked in rod.fields}
    for (pk, criterion), distribution in lies.items():
        asked = questions[criterion]
        labels = counts[pk, criterion]
        severe = sum(
            n
            for code, n in labels.items()
            if code and not asked.is_likelihood and class_of_label(rod.method, code) in top
        )
        if labels.get(none) and severe:
            nl = f"{labels[none]} × {none}, {severe} × {' of '.join(sorted(top))}"
            en = f"{labels[none]} × {none}, {severe} × {' or '.join(sorted(top))}"
            yield Finding("x-and-severe", rows[pk], asked, Text(nl=nl, en=en))
        unknown = labels.get("", 0)
        if unknown and 2 * unknown >= unknown + distribution.total:
            whole = unknown + distribution.total
            yield Finding(
                "unknown",
                rows[pk],
                asked,
                Text(nl=f"{unknown} van {whole} antwoorden", en=f"{unknown} of {whole} answers"),
            )


def _far(
    round_: Round, rod: Rod, rows: Mapping[int, Scenario], lies: Mapping[Cell, Distribution], level: int
) -> Iterable[Finding]:
    questions = {asked.id: asked for asked in rod.fields}
    far: dict[Cell, set[str]] = {}
    for cell, distribution in lies.items():
        if distribution.total >= 3 and distribution.median is not None:
            middle = distribution.codes.index(distribution.median)
            labels = {
                code
                for place, code in enumerate(distribution.codes)
                if distribution.counts[place] == 1 and abs(place - middle) >= FAR
            }
            if labels:
                far[cell] = labels
    if not far:
        return
    answers = (
        in_effect(round_, level)
        .filter(scenario_id__in={pk for pk, _ in far}, panelist__kind="expert")
        .values_list("panelist__number", "scenario_id", "criterion", "label")
    )
    for number, pk, criterion, label in answers:
        if label in far.get((pk, criterion), ()):
            asked, median = questions[criterion], lies[pk, criterion].median
            text = Text(nl=f"{label}, mediaan {median}", en=f"{label}, median {median}")
            yield Finding("outlier", rows[pk], asked, text, number)


def _contradictions(round_: Round, rod: Rod, rows: Mapping[int, Scenario], level: int) -> Iterable[Finding]:
    """Yield revisions to a class that is not the one of the numbers given in the first turn."""
    revised = {
        (panelist, pk, criterion): label
        for panelist, pk, criterion, label in Answer.objects.filter(
            panelist__round=round_, turn=2, level__lte=level, judgement__has_key="label"
        ).values_list("panelist_id", "scenario_id", "criterion", "label")
    }
    if not revised:
        return
    first = Answer.objects.filter(
        panelist__round=round_, turn=1, level__lte=level, judgement__has_key="quantities"
    ).values_list("panelist_id", "panelist__number", "scenario_id", "criterion", "label")
    for panelist, number, pk, criterion, label in first:
        now, asked = revised.get((panelist, pk, criterion)), rod.field(criterion)
        if now and label and now != label and asked is not None and pk in rows:
            text = Text(
                nl=f"aantallen in beurt 1 geven {label}, klasse in beurt 2 is {now}",
                en=f"numbers in turn 1 give {label}, class in turn 2 is {now}",
            )
            yield Finding("numbers-and-label", rows[pk], asked, text, number)


def _unexplained(round_: Round, rod: Rod, rows: Mapping[int, Scenario], level: int) -> Iterable[Finding]:
    top = class_codes(rod.method)[-1]
    answers = (
        in_effect(round_, level)
        .filter(label=top, panelist__kind="expert")
        .exclude(judgement__has_key="reason")
        .values_list("panelist__number", "scenario_id", "criterion", "label")
    )
    for number, pk, criterion, label in answers:
        asked = rod.field(criterion)
        if asked is not None and pk in rows:
            text = Text(nl=f"{label} zonder toelichting", en=f"{label} without a reason")
            yield Finding("no-reason", rows[pk], asked, text, number)
