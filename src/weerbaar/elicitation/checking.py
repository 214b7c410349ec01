# SPDX-License-Identifier: EUPL-1.2
"""Checks across the files of a study: ids, themes, what questions feed, experts with something to say."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from weerbaar.base import Location, Placed, Problem, Text
from weerbaar.elicitation.answer_checks import answer_problems, not_on_scale, unknown_name
from weerbaar.elicitation.file_model import (
    LIKELIHOOD,
    LabelQuestion,
    ProbabilityQuestion,
    QuantileQuestion,
    Question,
    StudyFile,
)
from weerbaar.elicitation.protocol import Protocol
from weerbaar.elicitation.reading import Reading
from weerbaar.elicitation.study import DECISION_MAKER, EQUAL_WEIGHTS, labels_of
from weerbaar.method import method_ids


def all_problems(reading: Reading) -> list[Problem]:
    """Return the problems met while reading, and those that show only when the files are laid side by side."""
    problems = [*reading.problems, *_expert_problems(reading)]
    if reading.file is not None:
        problems += question_problems(reading.file)
    if reading.readable is not None and reading.protocol is not None:
        problems += _form_problems(reading.readable, reading.protocol)
        for expert, answers in zip(reading.experts, reading.answers, strict=True):
            heard = [a for a in answers if a.value.question not in reading.unreadable]
            problems += answer_problems(reading.readable.value, reading.protocol, expert, heard)
        problems += _unanswered(reading, reading.protocol)
    return sorted(dict.fromkeys(problems), key=lambda p: (p.file != "study.yaml", p.file, p.line or 0))


def question_problems(place: Placed[StudyFile]) -> list[Problem]:
    """Return what is wrong with the questions among themselves and against the method."""
    file = place.value
    problems: list[Problem] = []
    for key, ids in (("questions", [q.id for q in file.questions]), ("themes", [t.id for t in file.themes])):
        repeated = {name for name, count in Counter(ids).items() if count > 1}
        problems += [
            place.problem(
                (key, i, "id"),
                "deze id komt vaker voor.",
                "this id occurs more than once.",
                Text(nl="Geef elk een eigen id.", en="Give each an id of its own."),
                value=name,
            )
            for i, name in enumerate(ids)
            if name in repeated and ids.index(name) != i
        ]
    themes = [t.id for t in file.themes]
    for i, question in enumerate(file.questions):
        at: Location = ("questions", i)
        if question.theme is not None and question.theme not in themes:
            problems.append(unknown_name(place, (*at, "theme"), question.theme, themes, "thema", "theme"))
        problems += _feed_problems(place, at, question)
        if isinstance(question, LabelQuestion):
            problems += _label_problems(place, at, question, file.method)
    problems += _double_feeds(place)
    if file.method is not None and file.method not in method_ids():
        # A name and never a path, so that a study cannot point outside.
        listed = ", ".join(method_ids())
        problems.append(
            place.problem(
                ("method",),
                "onbekende methode.",
                "unknown method.",
                Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
                value=file.method,
            )
        )
    return problems


def _double_feeds(place: Placed[StudyFile]) -> list[Problem]:
    """Complain of two questions for the same place in a dossier; only different variables go together there."""
    problems = []
    fed: dict[tuple[str, str], dict[str | None, str]] = {}
    for i, question in enumerate(place.value.questions):
        if question.feeds is None:
            continue
        feeds = question.feeds
        earlier = fed.setdefault((feeds.scenario, feeds.criterion), {})
        # A label or a probability fills the place by itself.
        alone = [name for variable, name in earlier.items() if None in (variable, feeds.variable)]
        clash = earlier.get(feeds.variable, alone[0] if alone else None)
        if clash is not None:
            problems.append(
                place.problem(
                    ("questions", i, "feeds"),
                    f"vraag {clash} voedt dezelfde plaats in het dossier.",
                    f"question {clash} feeds the same place in the dossier.",
                    Text(nl="Haal feeds bij een van beide weg.", en="Take feeds away from one of them."),
                    value=question.id,
                )
            )
        else:
            earlier[feeds.variable] = question.id
    return problems


def _feed_problems(place: Placed[StudyFile], at: Location, question: Question) -> list[Problem]:
    feeds = question.feeds
    if feeds is None:
        return []
    likelihood = feeds.criterion == LIKELIHOOD
    if isinstance(question, QuantileQuestion):
        if likelihood or feeds.variable is None:
            return [
                place.problem(
                    (*at, "feeds"),
                    "een hoeveelheid voedt een variabele van een impactcriterium.",
                    "a quantity feeds a variable of an impact criterion.",
                    Text(
                        nl="Schrijf {scenario: …, criterion: …, variable: …}; voor een kans is er kind: probability.",
                        en="Write {scenario: …, criterion: …, variable: …}; for a probability use kind: probability.",
                    ),
                )
            ]
        if question.scale == "uni" and (question.lower is None or question.lower < 0):
            return [
                place.problem(
                    at,
                    "een hoeveelheid in een dossier kan niet negatief zijn, maar deze vraag heeft geen ondergrens.",
                    "a quantity in a dossier cannot be negative, but this question has no lower limit.",
                    Text(nl="Voeg lower: 0 toe, of scale: log.", en="Add lower: 0, or scale: log."),
                    value=question.id,
                )
            ]
        return []
    if feeds.variable is not None:
        return [
            place.problem(
                (*at, "feeds", "variable"),
                "alleen een vraag naar een hoeveelheid (kind: quantiles) voedt een variabele.",
                "only a question for a quantity (kind: quantiles) feeds a variable.",
                Text(nl="Laat variable weg.", en="Leave variable out."),
                value=feeds.variable,
            )
        ]
    if isinstance(question, ProbabilityQuestion) and not likelihood:
        return [
            place.problem(
                (*at, "feeds", "criterion"),
                "een kans voedt de waarschijnlijkheid.",
                "a probability feeds the likelihood.",
                Text(nl="Schrijf criterion: likelihood.", en="Write criterion: likelihood."),
                value=feeds.criterion,
            )
        ]
    return []


def _label_problems(
    place: Placed[StudyFile], at: Location, question: LabelQuestion, method: str | None
) -> list[Problem]:
    if question.labels is None and method is not None and method not in method_ids():
        return []  # said at the field method
    try:
        labels = labels_of(question, method)
    except ValueError:
        return [
            place.problem(
                at,
                "deze vraag heeft geen labels en de studie noemt geen methode.",
                "this question has no labels and the study names no method.",
                Text(
                    nl="Geef labels: [laag, …, hoog], of method: in study.yaml.",
                    en="Give labels: [low, …, high], or method: in study.yaml.",
                ),
                value=question.id,
            )
        ]
    if len(set(labels)) < len(labels):
        return [place.problem((*at, "labels"), "een label komt vaker voor.", "a label occurs more than once.")]
    if question.outcome is not None and question.outcome not in labels:
        return [not_on_scale(place, (*at, "outcome"), question.outcome, labels)]
    return []


def _form_problems(place: Placed[StudyFile], protocol: Protocol) -> list[Problem]:
    asked = place.value.probabilities
    if protocol.form == "interval" and (len(asked) != 3 or abs(asked[1] - 0.5) > 1e-12):
        return [
            place.problem(
                ("probabilities",),
                f"protocol {protocol.id} vraagt laagste, beste en hoogste waarde; dat zijn drie kansen met 0.5 in het "
                "midden.",
                f"protocol {protocol.id} asks for lowest, best and highest; those are three probabilities with 0.5 in "
                "the middle.",
                Text(nl="Schrijf [0.05, 0.5, 0.95].", en="Write [0.05, 0.5, 0.95]."),
            )
        ]
    return []


def _expert_problems(reading: Reading) -> list[Problem]:
    problems = []
    themes = [] if reading.file is None else [t.id for t in reading.file.value.themes]
    for expert, answers in zip(reading.experts, reading.answers, strict=True):
        stem = PurePosixPath(expert.source.name).stem
        if stem != expert.value.id:
            problems.append(
                expert.problem(
                    ("id",),
                    f"de id en de naam van het bestand ({stem}) verschillen.",
                    f"the id and the name of the file ({stem}) differ.",
                    Text(nl="Maak ze gelijk.", en="Make them the same."),
                    value=expert.value.id,
                )
            )
        if expert.value.id in (DECISION_MAKER, EQUAL_WEIGHTS):
            problems.append(
                expert.problem(
                    ("id",),
                    "deze id staat in de uitkomsten voor de samengevoegde antwoorden.",
                    "this id stands for the pooled answers in the results.",
                    Text(nl="Geef de deskundige een andere id.", en="Give the expert another id."),
                    value=expert.value.id,
                )
            )
        if reading.file is not None:
            problems += [
                unknown_name(expert, ("expertise", theme), theme, themes, "thema", "theme")
                for theme in expert.value.expertise
                if theme not in themes
            ]
        wrong = any(p.file == expert.source.name and p.severity == "error" for p in reading.problems)
        if not wrong and all(a.value.missing for a in answers):
            problems.append(
                expert.problem(
                    ("answers",),
                    "deze deskundige heeft geen enkele vraag beantwoord.",
                    "this expert answered no question at all.",
                    Text(
                        nl="Vul antwoorden in, of haal het bestand uit de map answers.",
                        en="Fill in answers, or take the file out of the folder answers.",
                    ),
                    value=expert.value.id,
                )
            )
    if not reading.experts and not any(p.file.startswith("answers") for p in reading.problems):
        problems.append(
            Problem(
                "answers",
                Text(nl="er is geen enkele deskundige.", en="there is no expert at all."),
                Text(
                    nl="Maak per deskundige een bestand answers/<id>.yaml.",
                    en="Make a file answers/<id>.yaml per expert.",
                ),
            )
        )
    return problems


def _unanswered(reading: Reading, protocol: Protocol) -> list[Problem]:
    """Warn of questions that were not answered in a round that requires it, and not marked as missing."""
    if reading.file is None or "answer" not in protocol.round(1).requires:
        return []
    wanted = [q.id for q in reading.file.value.questions]
    problems = []
    for expert, answers in zip(reading.experts, reading.answers, strict=True):
        given = {a.value.question for a in answers if a.value.round == 1}
        absent = [q for q in wanted if q not in given]
        unread = any(p.file == expert.source.name for p in reading.problems)
        if absent and answers and not unread:
            problems.append(
                expert.problem(
                    ("answers",),
                    f"in ronde 1 niet gevraagd: {', '.join(absent)}.",
                    f"not asked in round 1: {', '.join(absent)}.",
                    Text(
                        nl="Was het wel gevraagd, schrijf dan missing: true met een reden.",
                        en="If it was asked, write missing: true with a reason.",
                    ),
                    warning=True,
                )
            )
    return problems
