# SPDX-License-Identifier: EUPL-1.2
"""The two tables of an elicitation for a spreadsheet: the experts, and every answer beside the pooled ones."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from weerbaar.base import Lang
from weerbaar.elicitation.result import Elicitation, ExpertAnswer, PooledAnswer, VirtualExpert
from weerbaar.elicitation.results_json import is_seed
from weerbaar.elicitation.study import DECISION_MAKER, EQUAL_WEIGHTS

_DIGITS = 10
_RISKY = re.compile("'*[=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20]")

Cell = str | float | int | None


def experts_csv(elicitation: Elicitation, lang: Lang = "nl") -> str:
    """Return one row per expert with counts, scores and weight, the two decision makers last.

    In Dutch with semicolons and decimal commas, as spreadsheets there expect; in English with commas and points. An
    empty cell is a number that does not exist, such as a calibration without seed questions.
    """
    nl = lang == "nl"
    header = (
        "id naam groep beantwoord ontbreekt niet_gevraagd ijkvragen kalibratie informatie informatie_alle "
        "gecombineerd gewicht"
        if nl
        else "id name group answered missing not_asked seeds calibration information information_all combined weight"
    )
    rows: list[Sequence[Cell]] = [header.split()]
    rows += [
        (
            e.id,
            e.name.in_(lang),
            "" if e.group is None else e.group.in_(lang),
            e.answered,
            e.missing,
            e.not_asked,
            e.seeds_answered,
            e.calibration,
            e.information,
            e.information_all,
            e.combined,
            e.weight,
        )
        for e in elicitation.experts
    ]
    for who, found in ((DECISION_MAKER, elicitation.decision_maker), (EQUAL_WEIGHTS, elicitation.equal_weights)):
        if found is not None:
            rows.append((who, "", "", None, None, None, None, *_scores(found), None))
    return _written(rows, lang)


def answers_csv(elicitation: Elicitation, lang: Lang = "nl") -> str:
    """Return one row per question and expert, with the two pooled answers and what is known of the truth."""
    nl = lang == "nl"
    quantiles = [f"P{100 * p:g}" for p in elicitation.probabilities]
    if nl:
        header = [
            "vraag",
            "soort",
            "ijkvraag",
            "wie",
            "gewicht",
            *quantiles,
            "kans",
            "label",
            "van",
            "tot",
            "werkelijk",
        ]
    else:
        header = [
            "question",
            "kind",
            "seed",
            "who",
            "weight",
            *quantiles,
            "probability",
            "label",
            "from",
            "to",
            "truth",
        ]
    yes, no = ("ja", "nee") if nl else ("yes", "no")
    rows: list[Sequence[Cell]] = [header]
    for result in elicitation.questions:
        head = (result.question.id, result.question.kind, yes if is_seed(result.question) else no)
        blanks = [None] * len(quantiles)
        for answer in result.answers:
            rows.append((*head, answer.expert, answer.weight, *_answer(answer, blanks), result.realization))
        for who, pooled in ((DECISION_MAKER, result.pooled), (EQUAL_WEIGHTS, result.equal)):
            if pooled is not None:
                rows.append((*head, who, None, *_pooled(pooled, blanks), result.realization))
    return _written(rows, lang)


def _scores(found: VirtualExpert) -> tuple[Cell, ...]:
    return found.calibration, found.information, found.information_all, found.combined


def _answer(answer: ExpertAnswer, blanks: Sequence[None]) -> tuple[Cell, ...]:
    return (*(answer.quantiles or blanks), answer.probability, answer.label, answer.lower, answer.upper)


def _pooled(answer: PooledAnswer, blanks: Sequence[None]) -> tuple[Cell, ...]:
    labels = [answer.label_at(share) for share in (0.5, 0.05, 0.95)] if answer.masses else [None, None, None]
    return (*(answer.quantiles or blanks), answer.probability, *labels)


def _written(rows: Sequence[Sequence[Cell]], lang: Lang) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    writer.writerows([_cell(value, lang) for value in row] for row in rows)
    # With a mark of byte order, without which spreadsheets guess the characters wrong.
    return "\ufeff" + out.getvalue()


def _cell(value: Cell, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        shown = f"{value:.{_DIGITS}g}"
        return shown.replace(".", ",") if lang == "nl" else shown
    # A text that begins like a formula would be run by a spreadsheet.
    return f"'{value}" if isinstance(value, str) and _RISKY.match(value) else str(value)
