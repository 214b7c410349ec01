# SPDX-License-Identifier: EUPL-1.2
"""The score sheet of one expert for one scenario: every question with the answer so far and what may be seen beside it.

While scoring is blind nobody else's answer is read from the database at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from weerbaar.base import InputError, Text, number, percentage
from weerbaar.dossier import Judgement, checked_judgement
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.answers import Shown, answers_on, own_on
from weerbaar.workbench.scoring.conversion import judgement_of, numbered
from weerbaar.workbench.scoring.distribution import FEWEST_OTHERS, Distribution
from weerbaar.workbench.scoring.earlier import Earlier, earlier_of
from weerbaar.workbench.scoring.fields import Field, Rod, rod_of
from weerbaar.workbench.scoring.forms import Inputs, inputs_in, inputs_of, is_same, read_inputs
from weerbaar.workbench.scoring.fragments import rod_html, scales_html
from weerbaar.workbench.scoring.models import Answer, Panelist
from weerbaar.workbench.scoring.panel import panelist_of, turn_now
from weerbaar.workbench.scoring.wording import Reading, answer_words, read_probability, read_quantities
from weerbaar.workbench.shell.drafts import draft_of, forget
from weerbaar.workbench.shell.language import language
from weerbaar.workbench.shell.moments import at_words

SHOWS_GROUP = frozenset({Phase.FEEDBACK.value, Phase.CLOSED.value, Phase.SIGNED.value})
"""Phases in which experts see how the group judges."""


@dataclass(frozen=True)
class Bar:
    """One line of a distribution."""

    code: str
    word: Text
    count: int
    width: str
    own: bool


@dataclass(frozen=True)
class Voice:
    """What somebody else said, without a name."""

    who: Text
    words: Text
    reason: str


@dataclass(frozen=True)
class Group:
    """How the group judges one question.

    Attributes:
        bars: empty where too few others answered.
        without: how many said that they do not know.
        meeting: what was recorded in the meeting.
        fewest: how many others it takes.
    """

    others: int
    bars: tuple[Bar, ...]
    lies: Distribution
    without: int
    voices: tuple[Voice, ...]
    meeting: Voice | None
    fewest: int = FEWEST_OTHERS

    @property
    def voices_html(self) -> SafeString:
        """What others said, as items of a list; put together here, because a page has hundreds of them."""
        lang = language()
        items = []
        for voice in self.voices:
            reason = f"<br>{escape(voice.reason)}" if voice.reason else ""
            words = f"<strong>{escape(voice.who.in_(lang))}</strong>: {escape(voice.words.in_(lang))}{reason}"
            items.append("<li>" + words.replace("\n", "<br>") + "</li>")
        return SafeString("".join(items))

    @property
    def interquartile_words(self) -> str:
        """Classes between the quartiles."""
        return number(self.lies.interquartile, language(), 0 if self.lies.interquartile % 1 == 0 else 1)

    @property
    def agreement_words(self) -> str:
        """Per cent of the group at most one class from the median."""
        return number(100 * self.lies.agreement, language())


@dataclass
class Question:
    """One question as the page shows it.

    Attributes:
        inputs: what the inputs hold.
        answer: own answer of this turn.
        first: own answer of the first turn.
        words: own answer that counts, in words.
        problems: what is wrong with what was typed, in words.
        conflict: what is stored now, where that is not what the form was made from.
        refused: why nothing is stored any more.
        saved: it was stored just now.
        reading: what numbers come down to.
        boxes: sources that can be ticked.
    """

    asked: Field
    inputs: Inputs
    answer: Answer | None
    first: Answer | None
    turn: int | None
    words: Text | None = None
    problems: list[str] = field(default_factory=list)
    conflict: Text | None = None
    refused: Text | None = None
    saved: bool = False
    reading: Reading | None = None
    group: Group | None = None
    pooled: list[tuple[str, Text]] = field(default_factory=list)
    before: list[tuple[str, Text, str]] = field(default_factory=list)
    boxes: tuple[str, ...] = ()

    @property
    def chosen_sources(self) -> list[str]:
        """Keys of the sources that are named."""
        return [key.strip() for key in self.inputs["sources"].split(",") if key.strip()]

    @property
    def rod_html(self) -> SafeString:
        """The score table."""
        return rod_html(self.asked)

    @property
    def scales_html(self) -> SafeString:
        """The rows of classes."""
        return scales_html(self.asked, self.inputs)

    @property
    def other_sources(self) -> str:
        """Keys of the sources that have no box of their own."""
        return ", ".join(key for key in self.chosen_sources if key not in self.boxes)

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Label to probability in words, where more than one is possible."""
        found = self.reading.shares if self.reading is not None else ()
        return [(code, percentage(share, language())) for code, share in found] if len(found) > 1 else []

    @property
    def at(self) -> str:
        """When the answer was stored."""
        return at_words(self.answer.changed) if self.answer is not None else ""

    @property
    def quantities(self) -> list[dict[str, Any]]:
        """The quantities with what their inputs hold."""
        return [
            {
                "variable": variable,
                "ends": [(end, self.inputs.get(f"q:{variable.name}:{end}", "")) for end in ("low", "best", "high")],
            }
            for variable in self.asked.variables
        ]

    @property
    def chances(self) -> list[tuple[str, str]]:
        """The inputs of a probability."""
        return [(end, self.inputs.get(f"p:{end}", "")) for end in ("low", "best", "high")]


@dataclass
class Sheet:
    """Everything on one scenario for one expert.

    Attributes:
        level: of the most confidential thing on it.
    """

    user: User
    round: Round
    scenario: Scenario

    @cached_property
    def rod(self) -> Rod:
        """The method with its questions."""
        return rod_of(self.round)

    @cached_property
    def turn(self) -> int | None:
        """The turn that is open."""
        return turn_now(self.round)

    @cached_property
    def panelist(self) -> Panelist | None:
        """As whom this person answers."""
        return panelist_of(self.user, self.round)

    @cached_property
    def own(self) -> dict[str, dict[int, Answer]]:
        """Own answers, by criterion and turn."""
        return own_on(self.panelist, self.scenario)

    @cached_property
    def shown(self) -> dict[str, list[Shown]]:
        """Answers of the group; nobody's while scoring is blind."""
        if self.round.phase not in SHOWS_GROUP:
            return {}
        return answers_on(self.round, self.scenario, self.user.clearance)

    @cached_property
    def earlier(self) -> Earlier:
        """What earlier rounds said."""
        return earlier_of(self.user, self.round, self.scenario)

    @property
    def draft_key(self) -> str:
        """Under which what was typed is kept."""
        return f"beoordelen:{self.round.slug}:{self.scenario.slug}:{self.turn}"

    @property
    def level(self) -> int:
        """The level of the most confidential thing on the sheet."""
        own = [a.level for turns in self.own.values() for a in turns.values() if a.level <= self.user.clearance]
        others = [shown.level for group in self.shown.values() for shown in group]
        return max([self.scenario.level, *own, *others])

    @property
    def levels(self) -> list[tuple[str, Text]]:
        """The levels that an answer may have beside that of the scenario."""
        floor = max(self.round.level, self.scenario.level)
        return [(str(level.value), level.text) for level in Level if floor < level <= self.user.clearance]

    @property
    def done(self) -> int:
        """Questions answered in the turn that is open."""
        return sum(self.turn in turns for turns in self.own.values())

    def questions(self, posted: Mapping[str, Any] | None = None) -> list[Question]:
        """Return every question, with what was typed where something was."""
        return [self.question(asked, posted) for asked in self.rod.fields]

    def question(self, asked: Field, posted: Mapping[str, Any] | None = None) -> Question:
        """Return one question."""
        turns = self.own.get(asked.id, {})
        visible = {turn: answer for turn, answer in turns.items() if answer.level <= self.user.clearance}
        answer = visible.get(self.turn or 0)
        found = Question(
            asked=asked,
            inputs=inputs_in(posted, asked) if posted is not None else self.stored_inputs(asked),
            answer=answer,
            first=visible.get(1),
            turn=self.turn,
            pooled=self.earlier.pooled.get(asked.id, []),
            before=self.earlier.own.get(asked.id, []),
            boxes=tuple(self.scenario.sources),
        )
        counts = visible.get(2) or visible.get(1)
        if counts is not None:
            judgement = judgement_of(self.scenario.slug, asked.id, counts.judgement)
            found.words = answer_words(self.rod.method, asked, judgement, self.scenario.kind)
            if posted is None:
                found.reading = self.reading(asked, judgement)
        if self.round.phase in SHOWS_GROUP:
            found.group = self.group(asked)
        return found

    def stored_inputs(self, asked: Field) -> Inputs:
        """Return what the inputs hold before anybody types: the answer of this turn, else that of the first."""
        turns = self.own.get(asked.id, {})
        now, first = turns.get(self.turn or 0), turns.get(1)
        visible = [a for a in (now, first) if a is not None and a.level <= self.user.clearance]
        inputs = inputs_of(visible[0] if visible else None, asked, self.rod.method.likelihood.window_years)
        inputs["version"] = str(now.version) if now is not None else "0"
        return inputs

    def changed(self, asked: Field, posted: Mapping[str, Any]) -> bool:
        """Return whether something else was typed than what is stored."""
        return not is_same(inputs_in(posted, asked), self.stored_inputs(asked))

    def read(self, asked: Field, inputs: Inputs) -> Reading | None:
        """Return what the numbers that were typed come down to; None where there are none.

        Raises:
            InputError: they are no numbers, or none that the method knows.
        """
        data = read_inputs(inputs, asked).checked()
        if "quantities" not in data and "probability" not in data:
            return None
        judgement = checked_judgement(
            {**data, "criterion": asked.id, "sources": []}, self.rod.method, scenario_of(self.scenario)
        )
        return self.reading(asked, judgement)

    def reading(self, asked: Field, judgement: Judgement) -> Reading | None:
        """Return what the numbers of an answer come down to; None where it has none."""
        if judgement.quantities is not None:
            return read_quantities(self.rod.method, asked, judgement.quantities)
        if judgement.probability is not None:
            window = judgement.window_years or self.rod.method.likelihood.window_years
            return read_probability(self.rod.method, judgement.probability, window, self.scenario.kind)
        return None

    def group(self, asked: Field) -> Group:
        """Return how the group judges one question, without a trace of who said what."""
        return group_view(self.rod, asked, self.scenario, self.shown.get(asked.id, []), self.panelist)

    def draft_differs(self) -> bool:
        """Return whether a draft holds something that is not stored."""
        draft = draft_of(self.user, self.draft_key)
        return draft is not None and any(
            any(name.startswith(f"{asked.id}:") for name in draft.values) and self.changed(asked, draft.values)
            for asked in self.rod.fields
        )

    def tidy_draft(self) -> None:
        """Forget the draft once all that it holds is stored."""
        if not self.draft_differs():
            forget(self.user, self.draft_key)

    def refresh(self) -> None:
        """Read the own answers anew, after a write."""
        for name in ("own", "shown", "turn", *(() if self.panelist else ("panelist",))):
            self.__dict__.pop(name, None)


def group_view(
    rod: Rod, asked: Field, scenario: Scenario, shown: list[Shown], own: Panelist | None, *, voices: bool = True
) -> Group:
    """Return how a group judges one question.

    Args:
        shown: the answers that the reader may see.
        own: the reader's own panelist; its answer is marked. None for a screen that everybody looks at.
        voices: also what the others said, with their reasons.
    """
    experts = [s for s in shown if s.kind == "expert"]
    given = [s for s in experts if s.label]
    mine = next((s for s in given if own is not None and s.panelist == own.pk), None)
    others = [s for s in given if s is not mine]
    lies = Distribution.of(rod.codes(asked), Counter(s.label for s in given))
    enough = len(others) >= FEWEST_OTHERS
    bars = tuple(
        Bar(
            choice.code,
            choice.word,
            lies.counts[place],
            f"{100 * lies.share(choice.code):.1f}",
            mine is not None and mine.label == choice.code,
        )
        for place, choice in enumerate(asked.choices)
        if enough
    )
    meeting = next((s for s in shown if s.kind == "group"), None)
    return Group(
        others=len(others),
        bars=bars,
        lies=lies,
        without=sum(not s.label for s in experts),
        voices=tuple(_voice(rod, asked, scenario, s) for s in others) if enough and voices else (),
        meeting=_voice(rod, asked, scenario, meeting) if meeting is not None else None,
    )


def _voice(rod: Rod, asked: Field, scenario: Scenario, shown: Shown) -> Voice:
    judgement = judgement_of(scenario.slug, asked.id, shown.judgement)
    meeting = Text(nl="Oordeel van de groep", en="Judgement of the group")
    who = meeting if shown.kind == "group" else numbered(shown.number)
    return Voice(who, answer_words(rod.method, asked, judgement, scenario.kind), judgement.reason)


def problem_words(error: InputError, lang: str) -> list[str]:
    """Return every problem in the language of the page, without a place in a file."""
    found = []
    for problem in error.problems:
        text = problem.message.in_("en" if lang == "en" else "nl")
        hint = problem.hint.in_("en" if lang == "en" else "nl")
        value = f"‘{problem.value[:60]}’: " if problem.value else ""
        sentence = f"{value}{text}{' ' + hint if hint else ''}"
        found.append(sentence[:1].upper() + sentence[1:])
    return list(dict.fromkeys(found))
