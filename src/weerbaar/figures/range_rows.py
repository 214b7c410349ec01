# SPDX-License-Identifier: EUPL-1.2
"""The rows of a range graph as numbers and as words: every expert, then the pooled answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.base import Lang, percentage
from weerbaar.elicitation import (
    Elicitation,
    ExpertAnswer,
    LabelQuestion,
    PooledAnswer,
    QuantileQuestion,
    QuestionResult,
    amount,
    quantile_name,
)
from weerbaar.figures.elicitation_sheet import equal_words, pooled_words
from weerbaar.figures.figure import FigureTable
from weerbaar.figures.wording import pick

_DIGITS = 3


@dataclass(frozen=True)
class RangeRow:
    """One line of the graph.

    Attributes:
        low, middle, high: quantiles, or indices of labels; None where there is no answer.
        words: in the place of a line: why there is none.
        weight: share in the pooled answer; None for a pooled answer and where there is no answer.
        masses: probability per label, for a pooled answer to a question for labels.
    """

    name: str
    low: float | None
    middle: float | None
    high: float | None
    words: str
    weight: float | None
    pooled: bool
    masses: tuple[float, ...] = ()


def scale_labels(result: QuestionResult) -> tuple[str, ...]:
    """Return the labels of a question from low to high; empty where it asks for numbers."""
    for pooled in (result.pooled, result.equal):
        if pooled is not None and pooled.masses:
            return tuple(label for label, _ in pooled.masses)
    return ()


def range_rows(elicitation: Elicitation, result: QuestionResult, lang: Lang) -> list[RangeRow]:
    """Return a row per expert in their order, with or without an answer, and one or two for the pooled answers."""
    labels = scale_labels(result)
    answers = {a.expert: a for a in result.answers}
    rows = []
    for expert in elicitation.experts:
        name = expert.name.in_(lang)
        answer = answers.get(expert.id)
        if answer is not None:
            rows.append(RangeRow(name, *_ends(answer, elicitation, result, labels), "", answer.weight, False))
        elif expert.id in result.missing:
            rows.append(RangeRow(name, None, None, None, pick(lang, "geen antwoord", "no answer"), None, False))
        else:
            rows.append(RangeRow(name, None, None, None, pick(lang, "niet gevraagd", "not asked"), None, False))
    pools = [(pooled_words(elicitation, lang), result.pooled)]
    if elicitation.weighting != "equal":
        pools.append((equal_words(lang), result.equal))
    nobody = pick(lang, "niemand met gewicht", "nobody with weight")
    for name, pooled in pools:
        if pooled is None:
            rows.append(RangeRow(name, None, None, None, nobody, None, True))
        else:
            ends = _pooled_ends(pooled, elicitation, result, labels)
            rows.append(RangeRow(name, *ends, "", None, True, tuple(m for _, m in pooled.masses)))
    return rows


def _ends(
    answer: ExpertAnswer, elicitation: Elicitation, result: QuestionResult, labels: Sequence[str]
) -> tuple[float, float, float]:
    if answer.label is not None:
        ends = (answer.lower or answer.label, answer.label, answer.upper or answer.label)
        low, middle, high = (label_place(label, labels) for label in ends)
        return low, middle, high
    if answer.probability is not None:
        return answer.probability, answer.probability, answer.probability
    return elicitation.three(result.question, answer)


def _pooled_ends(
    pooled: PooledAnswer, elicitation: Elicitation, result: QuestionResult, labels: Sequence[str]
) -> tuple[float, float, float]:
    if pooled.masses:
        low, middle, high = (label_place(pooled.label_at(share), labels) for share in (0.05, 0.5, 0.95))
        return low, middle, high
    if pooled.probability is not None:
        return pooled.probability, pooled.probability, pooled.probability
    return elicitation.three(result.question, pooled)


def label_place(label: str, labels: Sequence[str]) -> float:
    """Return the index of a label on its scale."""
    return float(labels.index(label))


def truth_words(result: QuestionResult, lang: Lang) -> str:
    """Return what is known of the truth, or an empty text."""
    truth, question = result.realization, result.question
    if truth is None:
        return ""
    head = pick(lang, "werkelijk: ", "truth: ")
    if isinstance(truth, str):
        return head + truth
    if isinstance(question, QuantileQuestion):
        return head + amount(truth, question, lang, 4)
    return head + (
        pick(lang, "het gebeurde", "it happened") if truth else pick(lang, "het gebeurde niet", "it did not happen")
    )


def cells(row: RangeRow, result: QuestionResult, lang: Lang) -> tuple[str, str, str]:
    """Return low, middle and high as words."""
    if row.low is None or row.middle is None or row.high is None:
        return row.words, row.words, row.words
    ends = (row.low, row.middle, row.high)
    if isinstance(result.question, LabelQuestion):
        labels = scale_labels(result)
        low, middle, high = (labels[int(v)] for v in ends)
    else:
        low, middle, high = (amount(v, result.question, lang, _DIGITS) for v in ends)
    return low, middle, high


def description(elicitation: Elicitation, result: QuestionResult, rows: Sequence[RangeRow], lang: Lang) -> str:
    """Return what can be seen in the graph, in sentences."""
    answered, asked = len(result.answers), len(elicitation.experts)
    sentences = [
        result.question.text.in_(lang),
        pick(
            lang,
            f"{answered} van de {asked} deskundigen antwoordden.",
            f"{answered} of {asked} experts answered.",
        ),
    ]
    for row in rows:
        if row.pooled:
            low, middle, high = cells(row, result, lang)
            span = pick(lang, f"{middle}, van {low} tot {high}", f"{middle}, from {low} to {high}")
            sentences.append(f"{row.name}: {middle if low == high else span}.")
    truth = truth_words(result, lang)
    if truth:
        sentences.append(truth[0].upper() + truth[1:] + ".")
    sentences.append(pick(lang, "De tabel noemt alle antwoorden.", "The table gives all answers."))
    return " ".join(sentences)


def table(
    elicitation: Elicitation, result: QuestionResult, rows: Sequence[RangeRow], title: str, lang: Lang
) -> FigureTable:
    """Return every answer as text."""
    none = pick(lang, "niet van toepassing", "not applicable")
    labels = scale_labels(result)
    first, last = (f"{quantile_name(elicitation.probabilities[i], lang)}%" for i in (0, -1))
    header = [pick(lang, "Wie", "Who"), first, pick(lang, "Midden", "Middle"), last, pick(lang, "Gewicht", "Weight")]
    header += [pick(lang, f"Kans op {label}", f"Probability of {label}") for label in labels]
    written = []
    for row in rows:
        weight = none if row.weight is None else percentage(row.weight, lang)
        masses = [percentage(m, lang) for m in row.masses] or [none] * len(labels)
        written.append((row.name, *cells(row, result, lang), weight, *masses))
    truth = truth_words(result, lang).partition(": ")[2]
    if truth:
        name = pick(lang, "Werkelijke waarde", "True value")
        written.append((name, none, truth, none, none, *[none] * len(labels)))
    return FigureTable(title, tuple(header), tuple(written))
