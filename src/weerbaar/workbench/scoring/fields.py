# SPDX-License-Identifier: EUPL-1.2
"""What is asked of one scenario: each criterion and the likelihood, with what stands beside the question.

Worked out once per method file; the views only show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from weerbaar.base import Lang, Text, number
from weerbaar.dossier import LIKELIHOOD
from weerbaar.method import Method, label_codes, load_method, score_variables
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.score_tables import Grid, Variable, anchors, grids_of, variables_of


@dataclass(frozen=True)
class Choice:
    """One class that can be chosen.

    Attributes:
        word: the class in words.
        anchor: where it begins and ends, where one table says so.
    """

    code: str
    word: Text
    anchor: Text | None = None


@dataclass(frozen=True)
class Field:
    """One question about a scenario.

    Attributes:
        method: id of the method that asks it.
        id: the criterion, or ``likelihood``.
        key: the same, as it may stand in the ``id`` of an element.
        gaps: what the method does not say about this criterion.
        parts: a class can be narrowed down to a part of it.
    """

    method: str
    id: str
    key: str
    name: Text
    short: Text
    interest: Text
    note: Text | None
    indicators: tuple[tuple[Text, tuple[Text, ...]], ...]
    choices: tuple[Choice, ...]
    variables: tuple[Variable, ...]
    grids: tuple[Grid, ...]
    gaps: tuple[Text, ...]
    is_likelihood: bool = False
    parts: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """How the question is called in a narrow column."""
        return "P" if self.is_likelihood else self.id


@dataclass(frozen=True)
class Rod:
    """The method of a round, with its questions."""

    method: Method
    fields: tuple[Field, ...]

    def field(self, criterion: str) -> Field | None:
        """Return the question about a criterion; None where the method has none."""
        return next((field for field in self.fields if field.id == criterion), None)

    def codes(self, field: Field) -> tuple[str, ...]:
        """Return the labels of a question from low to high."""
        return tuple(choice.code for choice in field.choices)


def rod_of(round_: Round) -> Rod:
    """Return the questions of a round."""
    return rod_named(round_.method)


@lru_cache(maxsize=16)
def rod_named(method_id: str) -> Rod:
    """Return the questions of a method that is shipped."""
    method = load_method(method_id)
    interests = {interest.id: interest.name for interest in method.interests}
    words = {label.code: label.word for label in method.scale.labels}
    fields = tuple(_criterion(method, c, interests[c.interest], words) for c in method.criteria)
    return Rod(method, (*fields, _likelihood(method)))


_NONE = Text(nl="niet van toepassing", en="not applicable")
_CLASS = Text(nl="klasse", en="class")


def _criterion(method: Method, found: Any, interest: Text, words: dict[str, Text]) -> Field:
    bands = anchors(found)
    choices = tuple(
        Choice(code, _NONE if code == method.scale.none else words[code], bands.get(code))
        for code in label_codes(method)
    )
    groups: dict[Text, list[Text]] = {}
    for indicator in found.indicators:
        groups.setdefault(indicator.group or Text(nl=""), []).append(indicator.name)
    return Field(
        method=method.id,
        id=found.id,
        key=found.id.replace(".", "-").replace("+", "-"),
        name=found.name,
        short=found.short,
        interest=interest,
        note=found.note,
        indicators=tuple((group, tuple(names)) for group, names in groups.items()),
        choices=choices,
        variables=variables_of(found) if score_variables(found) else (),
        grids=grids_of(found),
        gaps=tuple(table.what for table in found.tables if table.type == "unknown"),
    )


def _likelihood(method: Method) -> Field:
    rod = method.likelihood
    years = f"{rod.window_years:g}"
    choices = tuple(Choice(c.code, c.word, Text(nl=_span(c.pct, "nl"), en=_span(c.pct, "en"))) for c in rod.classes)
    rows = tuple(
        (
            Text(nl=f"{klass.code} {klass.word.nl}", en=f"{klass.code} {klass.word.in_('en')}"),
            (choice.anchor or "", klass.qualitative or "–"),
        )
        for choice, klass in zip(choices, rod.classes, strict=True)
    )
    grid = Grid(
        title=Text(nl=f"klassen, met de kans in {years} jaar", en=f"classes, with the probability in {years} years"),
        corner=Text(nl="klasse", en="class"),
        columns=(Text(nl="kans", en="probability"), Text(nl="aanwijzingen", en="indications")),
        rows=rows,
        note=None,
    )
    return Field(
        method=method.id,
        id=LIKELIHOOD,
        key=LIKELIHOOD,
        name=Text(nl="Waarschijnlijkheid", en="Likelihood"),
        short=Text(nl="waarschijnlijkheid", en="likelihood"),
        interest=Text(
            nl=f"Kans dat het scenario zich in de komende {years} jaar ten minste één keer voordoet.",
            en=f"Probability that the scenario happens at least once in the coming {years} years.",
        ),
        note=None,
        indicators=(),
        choices=choices,
        variables=(),
        grids=(grid,),
        gaps=(),
        is_likelihood=True,
        parts=tuple(dict.fromkeys(part.id for klass in rod.classes for part in klass.sub_classes)),
    )


def _span(pct: tuple[float, float | None], lang: Lang) -> str:
    low, high = pct
    return f"{_plain(low, lang)}–{_plain(100.0 if high is None else high, lang)}%"


def _plain(value: float, lang: Lang) -> str:
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return number(value, lang, len(text.partition(".")[2]))
