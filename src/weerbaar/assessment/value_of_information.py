# SPDX-License-Identifier: EUPL-1.2
"""Which question, asked again, would most likely change a class or the top of the list.

For each question two things are imagined: that its answer becomes known (expected value of partial perfect information,
Raiffa and Schlaifer 1961; Howard 1966), and that one more expert answers it. Everything is a sum over the possible
answers with the probabilities of the pooled judgements; nothing is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.aggregation import class_of_total
from weerbaar.assessment.assess import active_dossier, default_profile, weight_profiles
from weerbaar.assessment.cells import Cell, criteria_in_use, impact_cells, score_values, summing_factor
from weerbaar.assessment.leave_one import class_probability_given, coarsened
from weerbaar.assessment.likelihood import LikelihoodPool, pool_likelihood
from weerbaar.assessment.ranking import TIE_TOLERANCE
from weerbaar.assessment.sampling import CellTable
from weerbaar.base import Text, class_index
from weerbaar.dossier import LIKELIHOOD, Dossier, Judgement, JudgementSet
from weerbaar.method import (
    Method,
    label_codes,
    likelihood_bounds,
    likelihood_codes,
    likelihood_interval,
    total_bounds,
)

Float = NDArray[np.float64]

TOP = 5
"""Length of the list whose change counts."""


@dataclass(frozen=True)
class InformationValue:
    """What an answer is worth.

    Attributes:
        class_change: probability that the class of the scenario's central value changes.
        modal_class_change: probability that its most probable class changes.
        top_change: probability that the set of the highest scenarios by central impact changes; 0 for likelihood.
        any_change: probability that the class of the central value or the top changes, or both.
        expected_gain: expected rise in the summed impact of the scenarios chosen as the top when the choice may follow
            the answer, in points of impact: E[max] - max E. 0 for likelihood.
    """

    class_change: float = 0.0
    modal_class_change: float = 0.0
    top_change: float = 0.0
    any_change: float = 0.0
    expected_gain: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What one expert expects."""

    expert: str
    name: Text
    label: str


@dataclass(frozen=True)
class QuestionValue:
    """One question: a scenario on a criterion, or its likelihood.

    Attributes:
        criterion: id, or ``likelihood``.
        question: in words.
        answers: who said what; empty when nobody answered.
        perfect: when the answer becomes known.
        one_more: when one more expert answers, whose answer has the probabilities of the pool.
        exact: no distribution was made coarser to list its sums.
    """

    scenario: str
    criterion: str
    question: Text
    answers: tuple[Answer, ...]
    perfect: InformationValue
    one_more: InformationValue
    exact: bool = True

    @property
    def disagreement(self) -> Text:
        """Who expects what, the lowest answer first; or that nobody answered, or all agree."""
        labels = list(dict.fromkeys(a.label for a in self.answers))
        if not labels:
            return Text(nl="niemand heeft geantwoord", en="nobody answered")
        nl, en = (
            "; ".join(
                f"{label}: {', '.join(a.name.in_(lang) for a in self.answers if a.label == label)}" for label in labels
            )
            for lang in ("nl", "en")
        )
        if len(labels) == 1 and len(self.answers) > 1:
            return Text(nl=f"allen {nl}", en=f"all {en}")
        return Text(nl=nl, en=en)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "scenario": self.scenario,
            "criterion": self.criterion,
            "question": self.question.model_dump(),
            "disagreement": self.disagreement.model_dump(),
            "answers": [{"expert": a.expert, "label": a.label} for a in self.answers],
            "perfect": asdict(self.perfect),
            "one_more": asdict(self.one_more),
            "exact": self.exact,
        }


@dataclass(frozen=True)
class ValueOfInformation:
    """All questions, the one most worth asking first.

    Attributes:
        questions: by probability that something changes, then by expected gain.
        top: ids of the highest scenarios by central impact; more than ``TOP`` where they tie.
        profile: id of the weights that were used.
    """

    questions: tuple[QuestionValue, ...]
    top: tuple[str, ...]
    profile: str

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "profile": self.profile,
            "top": list(self.top),
            "questions": [question.as_dict() for question in self.questions],
        }


def value_of_information(
    dossier: Dossier, method: Method, *, weights: str = "default", top: int = TOP
) -> ValueOfInformation:
    """Tell what a better answer to each question would be worth.

    Args:
        dossier: the round; scenarios that are not active are left out.
        method: the measuring rod.
        weights: id of a weight profile; ``default`` for the round's own or else equal weights.
        top: length of the list whose change counts, at least 1.

    Raises:
        UnusableJudgementError: a judgement does not fit the method, or an unknown weight profile.
        UnknownCellError: a quantity is judged for which the method file has no known cell.
        ValueError: ``top`` is below 1.
    """
    if top < 1:
        raise ValueError(f"top must be at least 1, not {top}")
    dossier = active_dossier(dossier)
    criteria = criteria_in_use(method, dossier)
    profile = default_profile(weight_profiles(method, dossier, criteria), dossier, weights)
    cells = impact_cells(method, dossier, criteria) if method.aggregation.rule != "unpublished" else {}
    found: list[QuestionValue] = []
    highest: tuple[str, ...] = ()
    if cells:
        impact = _Impact.of(method, cells, criteria, np.array(profile.weights), top)
        highest = tuple(i for i, inside in zip(cells, impact.inside, strict=True) if inside)
        found += _impact_questions(method, dossier, cells, criteria, impact)
    found += _likelihood_questions(method, dossier)
    order = sorted(range(len(found)), key=lambda i: (-found[i].perfect.any_change, -found[i].perfect.expected_gain, i))
    return ValueOfInformation(tuple(found[i] for i in order), highest, profile.id)


@dataclass(frozen=True, eq=False)
class _Impact:
    """Totals of S scenarios and what follows from them.

    Attributes:
        central, mean: (S, C) central and expected values of the cells.
        tables: the cells' distributions.
        inside: (S,) whether a scenario is in the top.
    """

    weights: Float
    bounds: Float
    top: int
    central: Float
    mean: Float
    tables: list[list[CellTable]]
    exact: list[bool]
    inside: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        method: Method,
        cells: Mapping[str, Mapping[str, Cell]],
        criteria: Sequence[str],
        weights: Float,
        top: int,
    ) -> _Impact:
        values, factor = score_values(method, len(criteria)), summing_factor(method, len(criteria))
        rows = [[row[c] for c in criteria] for row in cells.values()]
        central = np.array([[cell.central_value(values, factor) for cell in row] for row in rows])
        tables, exact = [], []
        for row in rows:
            kept, whole = coarsened([CellTable.from_masses(*cell.distribution(values, factor)) for cell in row])
            tables.append(kept)
            exact.append(whole)
        mean = np.array([[table.mean for table in row] for row in tables])
        inside = _top_set((central @ weights)[None, :], top)[0]
        return cls(weights, np.asarray(total_bounds(method)), top, central, mean, tables, exact, inside)

    def given(self, s: int, rise: Float, mean_rise: Float, modal: Float, before: Float) -> Float:
        """Return, per answer (A,), whether class, modal class, top, or class or top change, and the gain: (A, 5).

        Args:
            s: the scenario.
            rise, mean_rise: (A,) what the answer adds to its central and to its expected total.
            modal: (A, K) class probabilities after the answer; ``before`` (K,) without it.
        """
        totals = self.central @ self.weights
        klass = class_of_total(totals[s] + rise, self.bounds) != class_of_total(totals[s], self.bounds)
        all_totals = np.tile(totals, (len(rise), 1))
        all_totals[:, s] += rise
        top = np.any(_top_set(all_totals, self.top) != self.inside, axis=1)
        expected = np.tile(self.mean @ self.weights, (len(rise), 1))
        best = _top_sum(expected[:1], self.top)[0]
        expected[:, s] += mean_rise
        # Classes as probable as each other, but for rounding, are no reason to change.
        likely = modal.max(axis=1) - modal[:, int(np.argmax(before))] > 1e-12
        gain = _top_sum(expected, self.top) - best
        return np.stack([klass, likely, top, klass | top, gain], axis=1).astype(np.float64)

    def values_of_scenario(self, s: int, experts: Sequence[int]) -> list[tuple[InformationValue, InformationValue]]:
        """Return, per criterion, the value of the truth and of one more expert.

        Args:
            s: the scenario.
            experts: (C,) how many experts answered.
        """
        classes = class_probability_given(self.tables[s], self.weights, self.bounds)
        before = self.tables[s][0].masses @ classes[0]
        # All answers to all questions, first as the truth, then as one more opinion in the pool.
        parts = []
        for share in (np.ones(len(experts)), 1.0 / (np.array(experts) + 1.0)):
            for c, (table, per_class) in enumerate(zip(self.tables[s], classes, strict=True)):
                pull = share[c] * self.weights[c]
                rise, mean_rise = pull * (table.values - self.central[s, c]), pull * (table.values - self.mean[s, c])
                parts.append((rise, mean_rise, (1 - share[c]) * before + share[c] * per_class))
        rises, mean_rises, modal = (np.concatenate(column) for column in zip(*parts, strict=True))
        outcomes = np.split(
            self.given(s, rises, mean_rises, modal, before), np.cumsum([len(r) for r, _, _ in parts])[:-1]
        )
        count = len(experts)
        return [
            (InformationValue(), InformationValue())
            if table.is_constant
            else (_valued(table.masses, outcomes[c]), _valued(table.masses, outcomes[count + c]))
            for c, table in enumerate(self.tables[s])
        ]


def _top_set(totals: Float, top: int) -> NDArray[np.bool_]:
    """Return which scenarios are among the ``top`` highest, those that tie with the last of them included; (Q, S)."""
    if top >= totals.shape[1]:
        return np.ones(totals.shape, dtype=bool)
    last = -np.partition(-totals, top - 1, axis=1)[:, top - 1]
    tolerance = TIE_TOLERANCE * np.abs(totals).max(axis=1)
    result: NDArray[np.bool_] = totals >= (last - tolerance)[:, None]
    return result


def _top_sum(totals: Float, top: int) -> Float:
    """Return the sum of the ``top`` highest, (Q,)."""
    if top >= totals.shape[1]:
        return np.asarray(totals.sum(axis=1))
    result: Float = -np.partition(-totals, top - 1, axis=1)[:, :top].sum(axis=1)
    return result


def _impact_questions(
    method: Method,
    dossier: Dossier,
    cells: Mapping[str, Mapping[str, Cell]],
    criteria: Sequence[str],
    impact: _Impact,
) -> list[QuestionValue]:
    names = {c.id: c.name for c in method.criteria}
    titles = {s.id: s.title for s in dossier.scenarios}
    experts, order = _experts(method, dossier), label_codes(method)
    found = []
    for s, (scenario, row) in enumerate(cells.items()):
        worth = impact.values_of_scenario(s, [len(row[c].opinions) for c in criteria])
        for criterion, (perfect, one_more) in zip(criteria, worth, strict=True):
            cell = row[criterion]
            said = experts.get((scenario, criterion), [])
            answers = sorted(
                (order.index(o.expected), i, o.expected) for i, o in enumerate(cell.opinions) if not o.implied
            )
            question = _impact_question(titles[scenario], criterion, names[criterion])
            told = tuple(Answer(*said[i], label) for _, i, label in answers)
            found.append(QuestionValue(scenario, criterion, question, told, perfect, one_more, impact.exact[s]))
    return found


def _valued(masses: Float, outcomes: Float) -> InformationValue:
    """Return expectations over the answers; rounding leaves no gain below zero."""
    expected = masses @ outcomes
    scale = float(np.abs(outcomes[:, 4]).max(initial=0.0))
    gain = float(expected[4])
    klass, modal, top, either = (min(float(p), 1.0) for p in expected[:4])
    return InformationValue(klass, modal, top, either, gain if gain > 1e-12 * scale else 0.0)


def _impact_question(title: Text, criterion: str, name: Text) -> Text:
    return Text(
        nl=f"Hoe groot is de impact van ‘{title.nl}’ op {criterion} {name.nl}?",
        en=f"How large is the impact of ‘{title.in_('en')}’ on {criterion} {name.in_('en')}?",
    )


def _experts(method: Method, dossier: Dossier) -> dict[tuple[str, str], list[tuple[str, Text]]]:
    """Return who gave each opinion of a cell, in the order in which :func:`impact_cells` pools them."""
    combined = {c.id: c.covers for c in method.combined}
    found: dict[tuple[str, str], list[tuple[str, Text]]] = {}
    for expert in dossier.judgements:
        for judgement in expert.judgements:
            if judgement.missing or judgement.criterion == LIKELIHOOD:
                continue
            for criterion in combined.get(judgement.criterion, (judgement.criterion,)):
                found.setdefault((judgement.scenario, criterion), []).append((expert.id, expert.name))
    return found


def _likelihood_questions(method: Method, dossier: Dossier) -> list[QuestionValue]:
    given: dict[str, list[tuple[JudgementSet, Judgement]]] = {}
    for expert in dossier.judgements:
        for judgement in expert.judgements:
            if judgement.criterion == LIKELIHOOD and not judgement.missing:
                given.setdefault(judgement.scenario, []).append((expert, judgement))
    found = []
    for scenario in dossier.scenarios:
        said = given.get(scenario.id, [])
        pool = pool_likelihood(method, scenario.kind, [(j, expert.weight) for expert, j in said])
        if pool is None:
            continue
        perfect, one_more = _likelihood_values(method, pool, len(said))
        question = Text(
            nl=f"Hoe waarschijnlijk is ‘{scenario.title.nl}’?",
            en=f"How likely is ‘{scenario.title.in_('en')}’?",
        )
        codes = likelihood_codes(method)
        answers = [Answer(e.id, e.name, _likelihood_label(method, scenario.kind, j)) for e, j in said]
        answers.sort(key=lambda a: codes.index(a.label))
        found.append(QuestionValue(scenario.id, LIKELIHOOD, question, tuple(answers), perfect, one_more))
    return found


def _likelihood_label(method: Method, kind: Any, judgement: Judgement) -> str:
    alone = pool_likelihood(method, kind, [(judgement, 1.0)])
    centre = 0.0 if alone is None else alone.central
    return likelihood_codes(method)[class_index(centre, likelihood_bounds(method))]


def _likelihood_values(method: Method, pool: LikelihoodPool, experts: int) -> tuple[InformationValue, InformationValue]:
    """Return what the true class, and the class that one more expert gives, would change.

    One more expert moves the central probability along the geometric mean, towards the middle of the class given.
    """
    bounds = likelihood_bounds(method)
    codes = likelihood_codes(method)
    p = pool.class_probability(bounds)
    own = class_index(pool.central, bounds)
    modal = int(np.argmax(p))
    share = 1.0 / (experts + 1)
    perfect_class = 1.0 - float(p[own])
    perfect = InformationValue(
        class_change=max(perfect_class, 0.0),
        modal_class_change=max(1.0 - float(p[modal]), 0.0),
        any_change=max(perfect_class, 0.0),
    )
    moved = later = 0.0
    for k, mass in enumerate(p):
        low, high = likelihood_interval(method, codes[k])
        centre = math.exp((1 - share) * math.log(pool.central) + share * math.log(math.sqrt(low * high)))
        after = (1 - share) * p
        after[k] += share
        moved += float(mass) * (class_index(centre, bounds) != own)
        later += float(mass) * bool(after.max() - after[modal] > 1e-12)
    return perfect, InformationValue(class_change=moved, modal_class_change=later, any_change=moved)
