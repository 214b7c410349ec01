# SPDX-License-Identifier: EUPL-1.2
"""Rounds with an analysis, and the answer to one question of the summary for the Commission."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.report.analyses import results
from tests.report.rounds import example, words
from weerbaar.base import Lang
from weerbaar.report.draft import Draft
from weerbaar.report.eu_risk import EuCase
from weerbaar.report.model import Section, Table

Answers = Mapping[int, Callable[[Draft, EuCase], None]]


def case(name: str = "voorbeeld-2012") -> EuCase:
    """The example round, or another one with the same analysis set on it."""
    dossier, assessment = example(name)
    given = results()
    if name != "voorbeeld-2012":
        given = replace(given, analysis=replace(given.analysis, dossier=dossier))
    return EuCase(dossier, assessment, given)


def answer(answers: Answers, number: int, given: EuCase | None = None, lang: Lang = "nl") -> tuple[Section, ...]:
    """The sections that answer a question."""
    draft = Draft(lang)
    draft.chapter("Deel", "Part")
    answers[number](draft, given or case())
    return draft.sections()


def text(sections: tuple[Section, ...]) -> str:
    """All their words."""
    return "\n".join(f"{s.heading}\n{words(s)}" for s in sections)


def tables(sections: tuple[Section, ...]) -> list[Table]:
    """All their tables."""
    return [b for s in sections for b in s.blocks if isinstance(b, Table)]
