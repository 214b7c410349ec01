# SPDX-License-Identifier: EUPL-1.2
"""What one expert is shown before a revision: the group without names, with the own answer marked.

The others appear in the order of their answers and under no name at all, not even a number that stays the same from
question to question, because a pattern over questions would give them away. With fewer than three others who answered,
only the range is shown, and no single answers or reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.base import InputError, Lang, Problem, Text
from weerbaar.elicitation.amounts import amount, quantile_name
from weerbaar.elicitation.file_model import Answer, LabelQuestion, ProbabilityQuestion, QuantileQuestion, Question
from weerbaar.elicitation.rounds import central, round_statistics
from weerbaar.elicitation.study import Study

FEWEST_OTHERS = 3
"""With fewer others than this, whoever reads an answer would soon know whose it is."""


@dataclass(frozen=True)
class ShownAnswer:
    """One answer of the group.

    Attributes:
        numbers: quantiles or one probability; empty for a label.
        label: a label, with its range where one was given; empty for numbers.
        own: the answer of the expert who reads this.
    """

    numbers: tuple[float, ...]
    label: str
    own: bool


@dataclass(frozen=True)
class QuestionFeedback:
    """What is shown on one question.

    Attributes:
        answers: every answer in order of its centre; empty where too few others answered.
        low, median, high: of the group, the own answer included; None where nobody answered.
        own: the own answer; None where there is none.
        reasons: of the others, in alphabetical order, without a trace of who wrote them.
    """

    question: Question
    answers: tuple[ShownAnswer, ...]
    low: float | str | None
    median: float | str | None
    high: float | str | None
    own: ShownAnswer | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Feedback:
    """Everything that one expert is shown before round ``round``."""

    study: Text
    expert: str
    round: int
    before: Text | None
    probabilities: tuple[float, ...]
    questions: tuple[QuestionFeedback, ...]

    def render(self, lang: Lang = "nl") -> str:
        """Return the feedback as Markdown, to be sent to this expert."""
        nl = lang == "nl"
        head = f"# {self.study.in_(lang)}: {'ronde' if nl else 'round'} {self.round}"
        percentages = [quantile_name(p, lang) for p in self.probabilities]
        names = _listed([f"P{p}" for p in percentages], lang)
        intro = (
            "Hieronder staan de antwoorden van de groep, zonder namen. Uw eigen antwoord is gemerkt met →. "
            f"{names} zijn de waarden waar de uitkomst met {_listed(percentages, lang)}% kans onder ligt. U mag uw "
            "antwoord laten staan of herzien; schrijf bij een wijziging waarom. Eensgezindheid is geen doel."
            if nl
            else "Below are the answers of the group, without names. Your own answer is marked with →. "
            f"{names} are the values below which the outcome lies with a probability of "
            f"{_listed(percentages, lang)}%. You may keep your answer or revise it; if you change it, write why. "
            "Agreement is not an aim."
        )
        parts = [head, intro]
        if self.before is not None:
            parts.append(self.before.in_(lang))
        parts += [self._question(q, lang) for q in self.questions]
        return "\n\n".join(parts) + "\n"

    def _question(self, shown: QuestionFeedback, lang: Lang) -> str:
        nl = lang == "nl"
        question = shown.question
        written = [f"## {question.title.in_(lang)}", question.text.in_(lang)]
        if isinstance(question, QuantileQuestion) and question.unit.nl:
            written.append(f"{'Eenheid' if nl else 'Unit'}: {question.unit.in_(lang)}.")
        if shown.own is None:
            written.append("U gaf geen antwoord." if nl else "You gave no answer.")
        elif not shown.answers:
            written.append(f"→ {_line(shown.own, question, self.probabilities, lang)}")
        if shown.median is not None:
            ends = (shown.low, shown.median, shown.high)
            low, middle, high = ("" if v is None else amount(v, question, lang, 3) for v in ends)
            words = f"van {low} tot {high}, mediaan {middle}" if nl else f"from {low} to {high}, median {middle}"
            written.append(f"{'De groep' if nl else 'The group'}: {words}.")
        if shown.answers:
            lines = [f"- {'→ ' if a.own else ''}{_line(a, question, self.probabilities, lang)}" for a in shown.answers]
            written.append("\n".join(lines))
        if shown.reasons:
            written.append("Redenen van anderen:" if nl else "Reasons of others:")
            written.append("\n".join(f"- {' '.join(reason.split())}" for reason in shown.reasons))
        return "\n\n".join(written)


def feedback(study: Study, round_number: int, expert_id: str) -> Feedback:
    """Return what an expert is shown before answering in round ``round_number``.

    Seed questions are left out: there is nothing to revise, because their true value is to be met unaided.

    Args:
        study: with the answers of the round before.
        round_number: the round that is about to begin, 2 or later.
        expert_id: who is going to read it.

    Raises:
        InputError: an unknown expert, a round without feedback, or a round before it in which nobody answered.
    """
    _check(study, round_number, expert_id)
    protocol = study.protocol.round(round_number)
    statistics = round_statistics(study)[round_number - 2]
    found = []
    for question, facts in zip(study.questions, statistics.questions, strict=True):
        if isinstance(question, QuantileQuestion) and question.realization is not None:
            continue
        given = {e.id: study.answer(e.id, question.id, round_number - 1) for e in study.experts}
        centres = {e: c for e, a in given.items() if (c := central(study, question, a)) is not None}
        others = [e for e in centres if e != expert_id]
        own_given = given[expert_id]
        own = _shown(study, question, own_given, own=True) if expert_id in centres and own_given is not None else None
        enough = len(others) >= FEWEST_OTHERS
        answers: list[ShownAnswer] = []
        if enough and "distribution" in protocol.shows:
            for e in sorted(centres, key=lambda e: (centres[e], _order(given[e]))):
                answer = given[e]
                if answer is not None:
                    answers.append(_shown(study, question, answer, own=e == expert_id))
        # The reason of somebody who did not answer says who that is.
        reasons = [a.reason for e, a in given.items() if a is not None and a.reason and e in others]
        shows = "distribution" in protocol.shows
        found.append(
            QuestionFeedback(
                question,
                tuple(answers),
                facts.low if shows and others else None,
                facts.median if shows and others else None,
                facts.high if shows and others else None,
                own if "own-answer" in protocol.shows else None,
                tuple(sorted(reasons)) if enough and "reasons" in protocol.shows else (),
            )
        )
    return Feedback(study.file.title, expert_id, round_number, protocol.before, study.file.probabilities, tuple(found))


def _check(study: Study, round_number: int, expert_id: str) -> None:
    problem: Problem | None = None
    known = [e.id for e in study.experts]
    if expert_id not in known:
        problem = Problem(
            study.id,
            Text(nl="onbekende deskundige.", en="unknown expert."),
            Text(nl=f"Kies uit: {', '.join(known)}.", en=f"Choose from: {', '.join(known)}."),
            value=expert_id,
        )
    elif not 2 <= round_number <= study.protocol.most_rounds:
        most = study.protocol.most_rounds
        problem = Problem(
            study.id,
            Text(
                nl=f"ronde {round_number} van protocol {study.protocol.id} kent geen terugkoppeling.",
                en=f"round {round_number} of protocol {study.protocol.id} has no feedback.",
            ),
            Text(nl=f"Kies een ronde van 2 tot en met {most}.", en=f"Choose a round from 2 to {most}.")
            if most > 1
            else Text(nl="Dit protocol heeft één ronde.", en="This protocol has one round."),
        )
    elif study.rounds < round_number - 1:
        problem = Problem(
            study.id,
            Text(
                nl=f"in ronde {round_number - 1} heeft nog niemand geantwoord; er is niets terug te koppelen.",
                en=f"nobody has answered in round {round_number - 1} yet; there is nothing to feed back.",
            ),
        )
    if problem is not None:
        raise InputError([problem])


def _shown(study: Study, question: Question, answer: Answer, *, own: bool) -> ShownAnswer:
    if isinstance(question, LabelQuestion):
        ends = f" ({answer.lower or answer.label} – {answer.upper or answer.label})"
        return ShownAnswer((), f"{answer.label}{ends if answer.lower or answer.upper else ''}", own)
    if isinstance(question, ProbabilityQuestion) and question.asks == "number":
        return ShownAnswer((answer.probability or 0.0,), "", own)
    return ShownAnswer(study.quantiles(answer, question), "", own)


def _order(answer: Answer | None) -> str:
    """Sort equal centres by what was answered and never by who did."""
    return "" if answer is None else repr((answer.values, answer.lowest, answer.highest, answer.lower, answer.upper))


def _line(shown: ShownAnswer, question: Question, probabilities: tuple[float, ...], lang: Lang) -> str:
    if shown.label:
        return shown.label
    numbers = [amount(v, question, lang, 3) for v in shown.numbers]
    if len(numbers) == 1:
        return numbers[0]
    return "; ".join(f"P{quantile_name(p, lang)}: {n}" for p, n in zip(probabilities, numbers, strict=True))


def _listed(words: Sequence[str], lang: Lang) -> str:
    return f"{', '.join(words[:-1])} {'en' if lang == 'nl' else 'and'} {words[-1]}"
