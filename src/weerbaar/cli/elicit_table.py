# SPDX-License-Identifier: EUPL-1.2
"""An elicitation in the terminal: experts with weights, pooled answers, and what they rest on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.elicitation import Elicitation, PooledAnswer, QuestionResult, VirtualExpert

_WIDEST = 100
_NAME, _TITLE = 44, 48
_UNKNOWN = "-"
_SAME = 1e-9
"""A shift of the outcome, or a lack of overlap, that is rounding only."""


def elicitation_table(elicitation: Elicitation, lang: Lang) -> str:
    """Return the title, what a reader must know first, the table of experts, that of answers, and short remarks."""
    parts = [
        elicitation.title.in_(lang),
        textwrap.fill(elicitation.statement.in_(lang), _WIDEST),
        "",
        *_experts(elicitation, lang),
        "",
        *_answers(elicitation, lang),
        "",
        *remarks(elicitation, lang),
    ]
    return printable("\n".join(parts))


def _experts(elicitation: Elicitation, lang: Lang) -> list[str]:
    from weerbaar.base import percentage

    header = (
        ("Deskundige", "Beantwoord", "Kalibratie", "Informatie", "Gewicht")
        if lang == "nl"
        else ("Expert", "Answered", "Calibration", "Information", "Weight")
    )
    asked = len(elicitation.questions)
    rows: list[Sequence[str]] = [header]
    for e in elicitation.experts:
        weight = percentage(e.weight, lang) if e.weight > 0 else "0%"
        name = _shortened(e.name.in_(lang), _NAME)
        rows.append((name, f"{e.answered}/{asked}", _score(e.calibration, lang), _score(e.information, lang), weight))
    chosen, equal = _pool_names(elicitation, lang)
    pools = [(chosen, elicitation.decision_maker)]
    if elicitation.weighting != "equal":
        pools.append((equal, elicitation.equal_weights))
    rows += [(name, "", *_virtual(found, lang), "") for name, found in pools if found is not None]
    return _columns(rows, right=(1, 2, 3, 4))


def _pool_names(elicitation: Elicitation, lang: Lang) -> tuple[str, str]:
    nl = lang == "nl"
    schemes = {
        "performance-optimised": ("naar prestatie", "performance"),
        "global": ("naar prestatie", "performance"),
        "item": ("naar prestatie per vraag", "performance per question"),
        "equal": ("gelijke gewichten", "equal weights"),
        "user": ("eigen gewichten", "user weights"),
    }
    head = "Samengevoegd" if nl else "Pooled"
    chosen = schemes[elicitation.weighting][0 if nl else 1]
    return f"{head}, {chosen}", f"{head}, {schemes['equal'][0 if nl else 1]}"


def _virtual(found: VirtualExpert, lang: Lang) -> tuple[str, str]:
    return _score(found.calibration, lang), _score(found.information, lang)


def _score(value: float | None, lang: Lang) -> str:
    from weerbaar.base import significant

    if value is None:
        return _UNKNOWN
    if 0 < value < 1e-6:
        return "< 0,000001" if lang == "nl" else "< 0.000001"
    return significant(value, lang, 2)


def _answers(elicitation: Elicitation, lang: Lang) -> list[str]:
    from weerbaar.elicitation import quantile_name

    first, last = (f"{quantile_name(elicitation.probabilities[i], lang)}%" for i in (0, -1))
    header = (
        ("Vraag", first, "Midden", last, "Gelijke gewichten", "Werkelijk")
        if lang == "nl"
        else ("Question", first, "Middle", last, "Equal weights", "Truth")
    )
    rows: list[Sequence[str]] = [header]
    for result in elicitation.questions:
        low, middle, high = _three(elicitation, result, result.pooled, lang)
        equal = _three(elicitation, result, result.equal, lang)
        title = _shortened(result.question.title.in_(lang), _TITLE)
        beside = equal[1] if equal[0] == equal[2] else f"{equal[1]} ({equal[0]} – {equal[2]})"
        rows.append((title, low, middle, high, beside, _truth(result, lang)))
    return _columns(rows, right=(1, 2, 3, 4, 5))


def _three(
    elicitation: Elicitation, result: QuestionResult, pooled: PooledAnswer | None, lang: Lang
) -> tuple[str, str, str]:
    from weerbaar.elicitation import amount

    if pooled is None:
        return _UNKNOWN, _UNKNOWN, _UNKNOWN
    if pooled.masses:
        low, middle, high = (pooled.label_at(share) for share in (0.05, 0.5, 0.95))
        return low, middle, high
    if pooled.probability is not None:
        return "", amount(pooled.probability, result.question, lang), ""
    chosen = elicitation.three(result.question, pooled)
    # Three digits where the middle of a narrow range would otherwise read as one of its ends.
    for digits in (2, 3, 4):
        low, middle, high = (amount(v, result.question, lang, digits) for v in chosen)
        if low != middle != high:
            break
    return low, middle, high


def _truth(result: QuestionResult, lang: Lang) -> str:
    from weerbaar.elicitation import ProbabilityQuestion, amount

    truth = result.realization
    if truth is None:
        return ""
    if isinstance(result.question, ProbabilityQuestion):
        happened, not_so = ("gebeurd", "niet gebeurd") if lang == "nl" else ("happened", "did not happen")
        return happened if truth else not_so
    return amount(truth, result.question, lang, 4)


def remarks(elicitation: Elicitation, lang: Lang) -> list[str]:
    """Return short sentences on the cut-off, the interval hits, what one expert or seed changes, and the rounds."""
    nl = lang == "nl"
    found = []
    if elicitation.cutoff is not None:
        shown = _score(elicitation.cutoff, lang)
        kept = sum(e.weight > 0 for e in elicitation.experts)
        of = len(elicitation.experts)
        limit = (
            (
                f"Drempel: deskundigen met een kalibratie onder {shown} tellen niet mee",
                "Geen drempel voor de kalibratie",
            )
            if nl
            else (f"Cut-off: experts with a calibration below {shown} do not count", "No cut-off of calibration")
        )[elicitation.cutoff == 0]
        have = (
            f"{kept} van de {of} {'heeft' if kept == 1 else 'hebben'} gewicht"
            if nl
            else f"{kept} of {of} {'has' if kept == 1 else 'have'} weight"
        )
        found.append(f"{limit}; {have}.")
    hits = next((s for s in elicitation.scores if s.who == "decision-maker" and s.asked), None)
    if hits is not None:
        span = round(100 * (elicitation.probabilities[-1] - elicitation.probabilities[0]))
        found.append(
            f"Het samengevoegde interval van {span}% bevat de werkelijke waarde bij {hits.hits} van de {hits.asked} "
            f"{'vraag' if hits.asked == 1 else 'vragen'} waarvan die bekend is."
            if nl
            else f"The pooled {span}% interval holds the true value for {hits.hits} of the {hits.asked} "
            f"{'question' if hits.asked == 1 else 'questions'} for which it is known."
        )
    found += _robustness(elicitation, lang)
    apart = [a for a in elicitation.agreement.questions if a.overlap is not None and a.experts > 1]
    least = min(apart, key=lambda a: a.overlap or 0.0, default=None)
    if least is not None and (least.overlap or 0.0) < 1 - _SAME:
        from weerbaar.base import percentage

        title, shared = (
            elicitation.question(least.question).question.title.in_(lang),
            percentage(least.overlap or 0, lang),
        )
        found.append(
            f"Het verst uiteen liggen de deskundigen bij '{title}' (hun intervallen overlappen gemiddeld {shared})."
            if nl
            else f"The experts are furthest apart on '{title}' (their intervals overlap by {shared} on average)."
        )
    if elicitation.agreement.alpha is not None:
        from weerbaar.base import number

        alpha = number(elicitation.agreement.alpha, lang, 2)
        found.append(
            f"Overeenstemming over de labels: Krippendorffs alfa {alpha}."
            if nl
            else f"Agreement on the labels: Krippendorff's alpha {alpha}."
        )
    found += _rounds(elicitation, lang)
    return [textwrap.fill(sentence, _WIDEST) for sentence in found]


def _robustness(elicitation: Elicitation, lang: Lang) -> list[str]:
    """Return which single expert and which single seed question matters most."""
    nl = lang == "nl"
    words = []
    for kind in ("expert", "seed"):
        rows = [r for r in elicitation.robustness if r.kind == kind and r.shift is not None]
        if not rows:
            continue
        most = max(rows, key=lambda r: r.shift or 0.0)
        if (most.shift or 0.0) < _SAME:
            continue
        shift = _score(most.shift, lang)
        if kind == "expert":
            name = elicitation.expert(most.excluded).name.in_(lang)
            words.append(
                f"Zonder {name} verschuift de uitkomst het meest (relatieve informatie {shift})."
                if nl
                else f"Leaving out {name} shifts the outcome most (relative information {shift})."
            )
        else:
            title = elicitation.question(most.excluded).question.title.in_(lang)
            words.append(
                f"Van de ijkvragen weegt '{title}' het zwaarst (relatieve informatie {shift})."
                if nl
                else f"Of the seed questions '{title}' matters most (relative information {shift})."
            )
    return words


def _rounds(elicitation: Elicitation, lang: Lang) -> list[str]:
    nl = lang == "nl"
    if len(elicitation.rounds) < 2:
        return []
    last = elicitation.rounds[-1]
    changed = sum(len(q.changed) for q in last.questions)
    closer = sum(len(q.towards_median) for q in last.questions)
    one = changed == 1
    words = [
        f"Ronde {last.number}: {changed} {'antwoord' if one else 'antwoorden'} gewijzigd, waarvan {closer} in de "
        "richting van de mediaan."
        if nl
        else f"Round {last.number}: {changed} {'answer' if one else 'answers'} changed, {closer} of them towards the "
        "median."
    ]
    unstable = [q.question for q in last.questions if q.stable is False]
    if last.stop is not None:
        if last.stop:
            words.append("De stopregel is bereikt." if nl else "The rule to stop has been met.")
        else:
            words.append(
                f"De stopregel is niet bereikt: nog niet stabiel {'is' if len(unstable) == 1 else 'zijn'} "
                f"{', '.join(unstable)}."
                if nl
                else f"The rule to stop has not been met: not yet stable {'is' if len(unstable) == 1 else 'are'} "
                f"{', '.join(unstable)}."
            )
    return [" ".join(words)]


def _shortened(text: str, size: int) -> str:
    """Return a text on one line, cut between words, or within a word that is too long by itself."""
    short = textwrap.shorten(text, size, placeholder="…")
    plain = " ".join(text.split())
    return f"{plain[: size - 1]}…" if short == "…" and len(plain) > 1 else short


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
