# SPDX-License-Identifier: EUPL-1.2
"""A sensitivity analysis in the terminal: three short tables, in words that need no statistics."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.assessment import AxisDisagreement, FirstPlace, QuestionValue, Sensitivity
    from weerbaar.base import Lang

_WIDEST = 100
_MOST_RANKS, _MOST = 15, 10
_MOST_EXPERTS = 6
_TITLE, _QUESTION, _NAME = 31, 36, 30
_TAIL = 11
_LEAST = 0.005
_LIKELIHOOD = "likelihood"


def sensitivity_table(found: Sensitivity, lang: Lang) -> str:
    """Return the title, what a reader must know first, the three tables, and what could not be said."""
    parts = [
        found.title.in_(lang),
        textwrap.fill(found.statement.in_(lang), _WIDEST),
        "",
        *_ranks(found, lang),
        *_disagreement(found, lang),
        *_questions(found, lang),
        *(line for note in found.notes for line in textwrap.wrap(note.in_(lang), _WIDEST)),
    ]
    while parts and not parts[-1]:
        parts.pop()
    return printable("\n".join(parts))


def _ranks(found: Sensitivity, lang: Lang) -> list[str]:
    from weerbaar.base import number

    if found.smaa is None:
        return []
    nl = lang == "nl"
    header = (
        ("Scenario", "Gem. rang", "Meestal", "Kans op 1", "Zeker", "Zwaarder dan gemiddeld")
        if nl
        else ("Scenario", "Mean rank", "Mostly", "First", "Sure", "Heavier than average")
    )
    rows: list[Sequence[str]] = [header]
    shown = found.ranks[:_MOST_RANKS]
    titles = _short_titles(found, lang)
    for rank in shown:
        rows.append(
            (
                titles[rank.scenario],
                number(rank.expected_rank, lang, 1),
                f"{rank.likely_rank} ({_share(rank.likely_share, lang)})",
                _share(rank.share, lang),
                "-" if rank.confidence is None else _share(rank.confidence, lang),
                _emphasis(found, rank, lang),
            )
        )
    lines = [
        "1. Hoe zeker is een rang, en wat moet men belangrijk vinden om een scenario op 1 te zetten?"
        if nl
        else "1. How sure is a rank, and what must one find important for a scenario to come first?",
        *_columns(rows, right=(1, 3, 4)),
        *_more(len(found.ranks) - len(shown), lang),
    ]
    named = list(dict.fromkeys(c for rank in shown for c in rank.emphasised[:2]))
    names = dict(found.criteria)
    legend = "; ".join(f"{c} {names[c].in_(lang)}" for c in named)
    # Rounded up to a tenth, for it is said to be at most this.
    error = math.ceil(1000 * max((rank.standard_error or 0.0 for rank in found.ranks), default=0.0) - 1e-9) / 1000
    if nl:
        said = (
            "Kans op 1: onder alle toegestane gewichten. Zeker: de kans op 1 met precies de gewichten die het scenario "
            f"daar meestal brengen. Standaardfout van de kans op 1: ten hoogste {number(100 * error, lang, 1)} "
            "procentpunt."
        )
    else:
        said = (
            "First: under all admissible weights. Sure: the probability of coming first with exactly the weights that "
            f"usually put it there. Standard error of that first column: {number(100 * error, lang, 1)} points at most."
        )
    return [*lines, *textwrap.wrap(said, _WIDEST), *textwrap.wrap(legend, _WIDEST), ""]


def _emphasis(found: Sensitivity, rank: FirstPlace, lang: Lang) -> str:
    nl = lang == "nl"
    if rank.weights is None or found.smaa is None:
        return "komt nooit op 1" if nl else "never comes first"
    if not rank.emphasised:
        return "niets in het bijzonder" if nl else "nothing in particular"
    order = {c: i for i, c in enumerate(found.smaa.criteria)}
    return ", ".join(
        f"{c} ({_share(rank.weights[order[c]], lang)}; "
        f"{'gem.' if nl else 'mean'} {_share(found.mean_weights[order[c]], lang)})"
        for c in rank.emphasised[:2]
    )


def _disagreement(found: Sensitivity, lang: Lang) -> list[str]:
    nl = lang == "nl"
    sides = [
        ("Impact", found.disagreement.impact),
        ("Waarschijnlijkheid" if nl else "Likelihood", found.disagreement.likelihood),
    ]
    tables = [_axis(found, words, axis, lang) for words, axis in sides if axis is not None and axis.ranking]
    if not any(tables):
        return []
    head = (
        "2. Welk verschil van mening, en welke ruimte in een oordeel, beweegt het diagram het meest?"
        if nl
        else "2. Which disagreement, and which room within a judgement, moves the diagram most?"
    )
    said = (
        "Aandeel: deel van de spreiding van een scenario, gemiddeld over de scenario’s; tussen haakjes het "
        "95%-interval."
        if nl
        else "Share: part of the spread of a scenario, on average over the scenarios; the 95% interval in brackets."
    )
    if found.disagreement.correlation is not None:
        said += " " + found.disagreement.statement.in_(lang)
    else:
        said += (
            " Aandelen tellen op tot meer dan 100% waar factoren elkaar versterken."
            if nl
            else " Shares add up to more than 100% where factors reinforce each other."
        )
    return [head, *(line for table in tables for line in table), *textwrap.wrap(said, _WIDEST), ""]


def _axis(found: Sensitivity, words: str, axis: AxisDisagreement, lang: Lang) -> list[str]:
    nl = lang == "nl"
    header = (words, "Soort", "Aandeel", "Het sterkst bij") if nl else (words, "Kind", "Share", "Strongest for")
    index = {f.name: k for k, f in enumerate(found.disagreement.factors)}
    kinds = {
        "between": "wie heeft gelijk" if nl else "who is right",
        "within": "ruimte in een oordeel" if nl else "room in a judgement",
        "": "welke gewichten" if nl else "which weights",
        "unanswered": "niet beoordeeld" if nl else "not judged",
    }
    titles = _short_titles(found, lang)
    asked = {(q.scenario, q.criterion): q for q in found.questions.questions}
    experts = _short_names(found, lang)

    def unanswered(scenario: int, question: str) -> bool:
        said = asked.get((axis.scenarios[scenario], question))
        return said is not None and not said.answers

    rows: list[Sequence[str]] = [header]
    below: list[str] = []
    for name in axis.ranking:
        k = index[name]
        if len(rows) > _MOST or axis.mean_total[k] < _LEAST:
            break
        question, _, kind = name.partition(":")
        best = max(range(len(axis.scenarios)), key=lambda s: _or_zero(float(axis.total.value[k, s])))
        most = min(float(axis.total.value[k, best]), 1.0)
        low, high = _mean(axis.total.low[k]), _mean(axis.total.high[k])
        rows.append(
            (
                f"{len(rows):>2} {_about(found, question, lang)}",
                kinds["unanswered"] if kind == "within" and unanswered(best, question) else kinds[kind],
                f"{_share(min(float(axis.mean_total[k]), 1.0), lang)} ({_interval(low, high)})",
                f"{titles[axis.scenarios[best]]} ({_share(most, lang)})",
            )
        )
        said = asked.get((axis.scenarios[best], question)) if kind == "between" else None
        below.append("" if said is None else _who(said, experts, lang, apart=True))
    lines = _columns(rows, right=())
    shown = lines[:2]
    for line, answers in zip(lines[2:], below, strict=True):
        shown += [line, *([f"     {answers}"] if answers else [])]
    return [*shown, *_experts(axis, experts, lang), ""]


def _experts(axis: AxisDisagreement, names: dict[str, str], lang: Lang) -> list[str]:
    """Return what one expert's being right would do, the most telling first."""
    nl = lang == "nl"
    effects = [
        (float(fall), expert, _mean(axis.experts.fall.low[e]), _mean(axis.experts.fall.high[e]))
        for e, (expert, fall) in enumerate(zip(axis.experts.experts, axis.experts.mean_fall, strict=True))
        if abs(_or_zero(float(fall))) >= _LEAST
    ]
    if len(effects) < 2:
        return []
    telling = sorted(effects, key=lambda effect: -abs(effect[0]))[:_MOST_EXPERTS]
    telling.sort(key=lambda effect: -effect[0])

    by = ("met", "bij") if nl else ("by", "for")

    def listed(sign: int) -> str:
        found = []
        for fall, expert, low, high in telling:
            if fall * sign > 0:
                sure = f" ({_interval(*sorted((abs(low), abs(high))), clip=False)})" if low * high > 0 else ""
                found.append(f"{by[0]} {_share(abs(fall), lang)}{sure} {by[1]} {names[expert]}")
        return ", ".join(found)

    falls, rises = listed(1), listed(-1)
    said = []
    if falls:
        words = "Krijgt één deskundige overal gelijk, dan krimpt de spreiding gemiddeld"
        said.append(f"{words if nl else 'If one expert is right everywhere, the spread shrinks on average'}: {falls}.")
    if rises:
        words = "De spreiding groeit juist"
        said.append(f"{words if nl else 'It grows instead'}: {rises}.")
    return textwrap.wrap(" ".join(said), _WIDEST)


def _questions(found: Sensitivity, lang: Lang) -> list[str]:
    nl = lang == "nl"
    telling = [q for q in found.questions.questions if q.perfect.any_change >= _LEAST]
    head = "3. Welke vraag kunt u het best opnieuw stellen?" if nl else "3. Which question is best asked again?"
    if not telling:
        none = (
            "Geen enkel antwoord verandert een klasse of de top vijf met een kans van een half procent of meer."
            if nl
            else "No answer changes a class or the top five with a probability of half a percent or more."
        )
        return [head, none, ""]
    tops = any(q.perfect.top_change >= _LEAST for q in telling)
    header = ["Scenario", "Vraag", "Andere klasse", *(["Andere top vijf"] if tops else []), "Eén stem meer"]
    if not nl:
        header = ["Scenario", "Question", "Other class", *(["Other top five"] if tops else []), "One more expert"]
    titles, experts = _short_titles(found, lang), _short_names(found, lang)
    rows: list[Sequence[str]] = [header]
    shown = telling[:_MOST]
    also = sorted((q for q in telling[_MOST:] if q.perfect.top_change >= _LEAST), key=lambda q: -q.perfect.top_change)
    for place, question in enumerate(shown, start=1):
        known = question.perfect
        top = "-" if question.criterion == _LIKELIHOOD else _share(known.top_change, lang)
        rows.append(
            [
                f"{place:>2} {titles[question.scenario]}",
                _about(found, question.criterion, lang),
                _share(known.class_change, lang),
                *([top] if tops else []),
                _share(question.one_more.any_change, lang),
            ]
        )
    lines = _columns(rows, right=tuple(range(2, len(header))))
    result = [head, *lines[:2]]
    for line, question in zip(lines[2:], shown, strict=True):
        result += [line, f"     {_who(question, experts, lang)}"]
    result += _more_questions(len(telling) - len(shown), lang)
    if also and also[0].perfect.top_change > max(q.perfect.top_change for q in shown):
        best = also[0]
        about = f"{titles[best.scenario]}, {_about(found, best.criterion, lang)}"
        share = _share(best.perfect.top_change, lang)
        result.append(
            f"De top vijf verandert het waarschijnlijkst ({share}) door: {about}."
            if nl
            else f"The top five is most probably ({share}) changed by: {about}."
        )
    said = (
        "De kans dat de klasse, of de top vijf naar impact, anders wordt als het antwoord op deze ene vraag "
        "bekend is; en "
        "als één deskundige meer antwoordt."
        if nl
        else "The probability that the class, or the top five by impact, changes once the answer to this one "
        "question is "
        "known; and once one more expert answers."
    )
    return [*result, *textwrap.wrap(said, _WIDEST), ""]


def _who(question: QuestionValue, experts: dict[str, str], lang: Lang, *, apart: bool = False) -> str:
    """Return who expects what, in one line.

    Args:
        apart: the answers are known to differ; where all expect one label, they leave different room around it.
    """
    if not question.answers:
        return question.disagreement.in_(lang)
    labels = list(dict.fromkeys(a.label for a in question.answers))
    if len(labels) == 1 and len(question.answers) > 1:
        everybody = f"{'allen' if lang == 'nl' else 'all'} {labels[0]}"
        if not apart:
            return everybody
        return everybody + (", met verschillende ruimte" if lang == "nl" else ", leaving different room")
    groups = [
        f"{label}: {', '.join(experts[a.expert] for a in question.answers if a.label == label)}" for label in labels
    ]
    return textwrap.shorten("; ".join(groups), _WIDEST - 5, placeholder=" …")


def _short_names(found: Sensitivity, lang: Lang) -> dict[str, str]:
    """Return the experts' names up to the first comma or bracket; in full, or their ids, where that is not enough."""
    full = {id_: name.in_(lang) for id_, name in found.experts}
    first = {id_: name.partition(",")[0].partition(" (")[0].strip() for id_, name in full.items()}
    short = {id_: _cut(name, _NAME) for id_, name in first.items()}
    return short if len(set(short.values())) == len(short) else {id_: id_ for id_ in full}


def _about(found: Sensitivity, question: str, lang: Lang) -> str:
    names = dict(found.criteria)
    if question in names:
        return _cut(f"{question} {names[question].in_(lang)}", _QUESTION)
    if question == _LIKELIHOOD:
        return "waarschijnlijkheid" if lang == "nl" else "likelihood"
    return "gewichten" if lang == "nl" else "weights"


def _short_titles(found: Sensitivity, lang: Lang) -> dict[str, str]:
    """Return the titles of the scenarios, cut at the end; in the middle where they would then be the same."""
    full = {id_: title.in_(lang) for id_, title in found.scenarios}
    short = {id_: _cut(title, _TITLE) for id_, title in full.items()}
    seen = Counter(short.values())
    head, tail = _TITLE - _TAIL - 1, _TAIL
    return {
        id_: f"{full[id_][:head]}…{full[id_][-tail:]}" if seen[title] > 1 and len(full[id_]) > _TITLE else title
        for id_, title in short.items()
    }


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def _share(share: float, lang: Lang) -> str:
    """Return a whole percentage; what is not 0 or 1 does not read as 0 or 100%."""
    from weerbaar.base import number

    if 0 < share < _LEAST:
        return "<1%"
    if 1 - _LEAST <= share < 1 - 1e-9:
        return ">99%"
    return f"{number(100 * share, lang)}%"


def _interval(low: float, high: float, *, clip: bool = True) -> str:
    if math.isnan(low) or math.isnan(high):
        return "-"
    a, b = (100 * (min(max(v, 0.0), 1.0) if clip else v) for v in (low, high))
    return f"{a:.0f}-{b:.0f}%"


def _mean(values: Sequence[float]) -> float:
    """Return the mean of the numbers among the values.

    Of the ends of intervals this is a cautious interval of the mean: errors of scenarios need not cancel.
    """
    known = [float(v) for v in values if not math.isnan(v)]
    return sum(known) / len(known) if known else math.nan


def _or_zero(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _more(count: int, lang: Lang) -> list[str]:
    if count <= 0:
        return []
    if lang == "nl":
        return [f"… en nog {count} {'scenario' if count == 1 else 'scenario’s'}"]
    return [f"… and {count} more {'scenario' if count == 1 else 'scenarios'}"]


def _more_questions(count: int, lang: Lang) -> list[str]:
    if count <= 0:
        return []
    if lang == "nl":
        return [f"… en nog {count} {'vraag' if count == 1 else 'vragen'}"]
    return [f"… and {count} more {'question' if count == 1 else 'questions'}"]


def _columns(rows: Sequence[Sequence[str]], right: tuple[int, ...]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
