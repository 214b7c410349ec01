# SPDX-License-Identifier: EUPL-1.2
"""Checks of the answers of one expert: known questions, the right form, quantiles in order, rounds in order."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import pairwise

from weerbaar.base import Location, Placed, Problem, Text
from weerbaar.elicitation.file_model import (
    Answer,
    ExpertFile,
    LabelQuestion,
    ProbabilityQuestion,
    QuantileQuestion,
    Question,
    StudyFile,
)
from weerbaar.elicitation.panel import LARGEST, too_close
from weerbaar.elicitation.protocol import Protocol
from weerbaar.elicitation.study import interval_quantiles, labels_of, natural_limits
from weerbaar.method import method_ids


def answer_problems(
    file: StudyFile, protocol: Protocol, expert: Placed[ExpertFile], answers: Iterable[Placed[Answer]]
) -> list[Problem]:
    """Return what is wrong with the answers of one expert."""
    problems: list[Problem] = []
    questions = {q.id: q for q in file.questions}
    seen: dict[tuple[str, int], Placed[Answer]] = {}
    listed = list(answers)
    for place in listed:
        answer = place.value
        question = questions.get(answer.question)
        if question is None:
            problems.append(unknown_name(place, ("question",), answer.question, list(questions), "vraag", "question"))
            continue
        key = (answer.question, answer.round)
        if key in seen:
            line = seen[key].source.line(seen[key].at)
            problems.append(
                place.problem(
                    ("question",),
                    f"deze vraag is in ronde {answer.round} al beantwoord (regel {line}).",
                    f"this question was already answered in round {answer.round} (line {line}).",
                    Text(nl="Laat één antwoord staan.", en="Keep one answer."),
                    value=answer.question,
                )
            )
            continue
        seen[key] = place
        problems += _round_problems(place, protocol)
        problems += _kind_problems(place, question, file, protocol)
    for (name, number), place in seen.items():
        earlier = [seen[name, r] for r in range(1, number) if (name, r) in seen]
        if 1 < number <= protocol.most_rounds:
            problems += _revision_problems(place, earlier, protocol)
        elif number == 1 and "reason" in protocol.round(1).requires and not place.value.reason:
            problems.append(
                place.problem(
                    (),
                    "in deze ronde hoort bij elk antwoord een reden.",
                    "in this round every answer has a reason.",
                    Text(nl="Voeg reason toe.", en="Add reason."),
                    value=name,
                    warning=True,
                )
            )
    return problems


def _round_problems(place: Placed[Answer], protocol: Protocol) -> list[Problem]:
    if place.value.round <= protocol.most_rounds:
        return []
    return [
        place.problem(
            ("round",),
            f"protocol {protocol.id} heeft ten hoogste {protocol.most_rounds} "
            f"{'ronde' if protocol.most_rounds == 1 else 'rondes'}.",
            f"protocol {protocol.id} has at most {protocol.most_rounds} "
            f"{'round' if protocol.most_rounds == 1 else 'rounds'}.",
            Text(
                nl="Verbeter de ronde of kies een ander protocol.", en="Correct the round or choose another protocol."
            ),
            value=str(place.value.round),
        )
    ]


def _revision_problems(place: Placed[Answer], earlier: list[Placed[Answer]], protocol: Protocol) -> list[Problem]:
    answer = place.value
    if not earlier:
        return [
            place.problem(
                ("round",),
                f"herziening vóór terugkoppeling: deze deskundige gaf op vraag {answer.question} geen eerder antwoord.",
                f"revision before feedback: this expert gave no earlier answer to question {answer.question}.",
                Text(
                    nl="Voeg het antwoord van ronde 1 toe, of zet round: 1.",
                    en="Add the answer of round 1, or write round: 1.",
                ),
                value=str(answer.round),
            )
        ]
    changed = _content(answer) != _content(earlier[-1].value)
    if changed and not answer.reason and "reason-when-changed" in protocol.round(answer.round).requires:
        return [
            place.problem(
                (),
                "het antwoord is gewijzigd zonder reden; het protocol vraagt die.",
                "the answer was changed without a reason; the protocol asks for one.",
                Text(nl="Voeg reason toe.", en="Add reason."),
                value=answer.question,
                warning=True,
            )
        ]
    return []


def _content(answer: Answer) -> tuple[object, ...]:
    return tuple(v for k, v in answer if k not in {"round", "reason"})


def _kind_problems(place: Placed[Answer], question: Question, file: StudyFile, protocol: Protocol) -> list[Problem]:
    answer = place.value
    if answer.missing:
        return []
    if isinstance(question, LabelQuestion):
        return _labels_answered(place, question, file.method)
    if isinstance(question, ProbabilityQuestion) and question.asks == "number":
        if answer.probability is None:
            return [_other_form(place, "één kans: probability", "one probability: probability")]
        return []
    if protocol.form == "interval":
        if answer.lowest is None:
            return [_other_form(place, "lowest, best en highest", "lowest, best and highest")]
        return _interval_problems(place, question, file, protocol)
    if answer.values is None:
        asked = ", ".join(f"{100 * p:g}%" for p in file.probabilities)
        return [_other_form(place, f"values: kwantielen bij {asked}", f"values: quantiles at {asked}")]
    return _quantile_problems(place, ("values",), answer.values, question, file)


def _quantile_problems(
    place: Placed[Answer],
    at: Location,
    values: tuple[float, ...],
    question: QuantileQuestion | ProbabilityQuestion,
    file: StudyFile,
) -> list[Problem]:
    shown = ", ".join(f"{v:g}" for v in values)
    if len(values) != len(file.probabilities):
        asked = ", ".join(f"{100 * p:g}%" for p in file.probabilities)
        return [
            place.problem(
                at,
                f"{len(values)} waarden; deze studie vraagt er {len(file.probabilities)} ({asked}).",
                f"{len(values)} values; this study asks for {len(file.probabilities)} ({asked}).",
                value=shown,
            )
        ]
    problems = _limit_problems(place, at, values, question)
    if any(b <= a for a, b in pairwise(values)):
        problems.insert(
            0,
            place.problem(
                at,
                "kwantielen moeten oplopen; elke waarde is groter dan de vorige.",
                "quantiles must ascend; every value is greater than the one before.",
                Text(nl="Controleer de volgorde en het decimaalteken.", en="Check the order and the decimal sign."),
                value=shown,
            ),
        )
    return problems or _closeness_problems(place, at, values, question)


def _interval_problems(
    place: Placed[Answer], question: QuantileQuestion | ProbabilityQuestion, file: StudyFile, protocol: Protocol
) -> list[Problem]:
    answer = place.value
    if answer.lowest is None or answer.best is None or answer.highest is None:
        return []
    values = (answer.lowest, answer.best, answer.highest)
    if not values[0] < values[1] < values[2]:
        return [
            place.problem(
                ("lowest",),
                "lowest, best en highest moeten oplopen.",
                "lowest, best and highest must ascend.",
                Text(
                    nl="Elke waarde is groter dan de vorige; geef lowest iets lager of highest iets hoger.",
                    en="Every value is greater than the one before; give lowest a little lower or highest higher.",
                ),
                value=", ".join(f"{v:g}" for v in values),
            )
        ]
    problems = _limit_problems(place, ("lowest",), values, question)
    if not problems and len(file.probabilities) == 3:
        found = interval_quantiles(answer, question, protocol, file.probabilities)
        at: Location = ("lowest",) if answer.confidence_pct is None else ("confidence_pct",)
        problems = _limit_problems(place, at, found, question) or _closeness_problems(place, at, found, question)
    return problems


def _closeness_problems(
    place: Placed[Answer], at: Location, values: tuple[float, ...], question: QuantileQuestion | ProbabilityQuestion
) -> list[Problem]:
    """Complain of values, in order and within the limits, that are one number to a computer."""
    log_scale = question.scale == "log"
    lower, upper = natural_limits(question)
    low = [] if lower is None or (log_scale and lower <= 0) else [lower]
    if not too_close([*low, *values, *([] if upper is None else [upper])], log_scale):
        return []
    return [
        place.problem(
            at,
            "deze waarden liggen zo dicht bij elkaar of bij een grens dat ze niet te onderscheiden zijn.",
            "these values are so close to each other or to a limit that they cannot be told apart.",
            Text(nl="Neem het interval ruimer.", en="Make the interval wider."),
            value=", ".join(f"{v:g}" for v in values),
        )
    ]


def _limit_problems(
    place: Placed[Answer],
    at: Location,
    values: tuple[float, ...],
    question: QuantileQuestion | ProbabilityQuestion,
) -> list[Problem]:
    if max(abs(v) for v in values) > LARGEST:
        return [
            place.problem(
                at,
                f"te groot om mee te rekenen; ten hoogste {LARGEST:g} is toegestaan.",
                f"too large to compute with; at most {LARGEST:g} is allowed.",
                value=f"{max(values, key=abs):g}",
            )
        ]
    if question.scale == "log" and min(values) < 1 / LARGEST:
        return [
            place.problem(
                at,
                f"vraag {question.id} heeft een logaritmische schaal; elke waarde is groter dan 0.",
                f"question {question.id} has a logarithmic scale; every value is above 0.",
                value=f"{min(values):g}",
            )
        ]
    lower, upper = natural_limits(question)
    if lower is not None and min(values) <= lower:
        found = min(values)
    elif upper is not None and max(values) >= upper:
        found = max(values)
    else:
        return []
    if isinstance(question, ProbabilityQuestion):
        return [
            place.problem(
                at,
                "een kans ligt tussen 0 en 1; een kwantiel ligt daar helemaal binnen.",
                "a probability lies between 0 and 1; a quantile lies well inside.",
                Text(nl="Schrijf 5% als 0.05.", en="Write 5% as 0.05."),
                value=f"{found:g}",
            )
        ]
    return [
        place.problem(
            at,
            f"ligt niet binnen de grenzen van vraag {question.id} ({_limits(lower, upper, 'nl')}); "
            "een kwantiel ligt daar helemaal binnen.",
            f"does not lie within the limits of question {question.id} ({_limits(lower, upper, 'en')}); "
            "a quantile lies well inside.",
            value=f"{found:g}",
        )
    ]


def _limits(lower: float | None, upper: float | None, lang: str) -> str:
    above, below = ("boven", "onder") if lang == "nl" else ("above", "below")
    parts = [f"{above} {lower:g}"] if lower is not None else []
    return ", ".join([*parts, *([f"{below} {upper:g}"] if upper is not None else [])])


def _labels_answered(place: Placed[Answer], question: LabelQuestion, method: str | None) -> list[Problem]:
    answer = place.value
    if answer.label is None:
        return [_other_form(place, "een label: label", "a label: label")]
    if question.labels is None and method not in method_ids():
        return []  # said at the question, or at the field method
    labels = labels_of(question, method)
    given = {"lower": answer.lower, "label": answer.label, "upper": answer.upper}
    problems = [
        not_on_scale(place, (name,), label, labels)
        for name, label in given.items()
        if label is not None and label not in labels
    ]
    if problems:
        return problems
    places = [labels.index(x if x is not None else answer.label) for x in given.values()]
    if places != sorted(places):
        return [
            place.problem(
                ("label",),
                "het bereik loopt niet op.",
                "the range does not ascend.",
                Text(
                    nl="Schrijf lower ≤ label ≤ upper, van laag naar hoog.",
                    en="Write lower ≤ label ≤ upper, from low to high.",
                ),
                value=answer.label,
            )
        ]
    return []


def _other_form(place: Placed[Answer], nl: str, en: str) -> Problem:
    return place.problem(
        (),
        f"op deze vraag past een ander antwoord: {nl}.",
        f"this question takes another answer: {en}.",
        Text(nl="Of schrijf missing: true met een reden.", en="Or write missing: true with a reason."),
        value=place.value.question,
    )


def not_on_scale(
    place: Placed[StudyFile] | Placed[Answer], at: Location, label: str, labels: tuple[str, ...]
) -> Problem:
    listed = ", ".join(labels)
    return place.problem(
        at,
        f"dit label staat niet op de schaal; toegestaan is: {listed}.",
        f"this label is not on the scale; allowed: {listed}.",
        value=label,
    )


def unknown_name(
    place: Placed[StudyFile] | Placed[ExpertFile] | Placed[Answer],
    at: Location,
    name: str,
    known: list[str],
    nl: str,
    en: str,
) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        hint = Text(nl=f"Bedoelt u {near[0]}?", en=f"Did you mean {near[0]}?")
    elif known:
        hint = Text(nl=f"Kies uit: {', '.join(known)}.", en=f"Choose from: {', '.join(known)}.")
    else:
        hint = Text(nl="De studie noemt er geen.", en="The study names none.")
    return place.problem(
        at, f"onbekend {nl}." if nl == "thema" else f"onbekende {nl}.", f"unknown {en}.", hint, value=name
    )
