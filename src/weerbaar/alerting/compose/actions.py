# SPDX-License-Identifier: EUPL-1.2
"""What a text tells people to do, found with lists of phrases in Dutch and English (``actions.yaml``).

The same action has one name in both languages, so that texts can be compared. ``niet`` and ``not`` turn it around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.alerting.compose.phrases import PhraseTable, compiled, small_letters
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.base import FileModel, Lang, Text

Strength = Literal["do", "weak", "free"]


@dataclass(frozen=True, slots=True)
class Action:
    """An action in a text, with its place.

    Attributes:
        name: of the list in ``actions.yaml``.
        negated: whether the text says not to do it.
        strength: ``do`` is something to do, ``weak`` says only to listen or look, ``free`` that one may again.
    """

    name: str
    start: int
    end: int
    negated: bool
    strength: Strength


class _Phrases(FileModel):
    name: Text
    strength: Strength = "do"
    nl: Annotated[tuple[str, ...], Field(min_length=1)]
    en: Annotated[tuple[str, ...], Field(min_length=1)]

    def phrases(self, lang: Lang) -> tuple[str, ...]:
        return self.nl if lang == "nl" else self.en


class _ActionsFile(FileModel):
    version: Literal[1]
    actions: dict[str, _Phrases]
    opposites: tuple[tuple[str, str], ...]
    negations: dict[Lang, tuple[str, ...]]


@lru_cache(maxsize=1)
def _file() -> _ActionsFile:
    return shipped(_ActionsFile, "actions.yaml")


@dataclass(frozen=True, slots=True)
class _Tables:
    """``with_negation`` are the actions that have a ``niet`` in their own phrases."""

    table: PhraseTable
    names: tuple[str, ...]
    negation: re.Pattern[str]
    with_negation: frozenset[str]


@lru_cache(maxsize=2)
def _tables(lang: Lang) -> _Tables:
    entries = _file().actions
    negation = compiled(_file().negations[lang])
    return _Tables(
        PhraseTable(entry.phrases(lang) for entry in entries.values()),
        tuple(entries),
        negation,
        frozenset(name for name, entry in entries.items() if any(map(negation.search, entry.phrases(lang)))),
    )


_CLAUSE_LENGTH = 160
# Where one thing to do ends and the next begins, so that a ``niet`` belongs to one of them only.
_CLAUSE = {
    "nl": re.compile(r"[.,;:!?\n]|\b(?:en|of|maar|want|als)\b"),
    "en": re.compile(r"[.,;:!?\n]|\b(?:and|or|but|because|if)\b"),
}


def actions(text: str, lang: Lang) -> tuple[Action, ...]:
    """Return what ``text`` tells people to do, in the order of the text."""
    text = small_letters(text)
    tables = _tables(lang)
    found = []
    for number, start, end in tables.table.find(text):
        name = tables.names[number]
        own = end if name in tables.with_negation else start
        negated = _negated(text, start, own, tables.negation, _CLAUSE[lang])
        found.append(Action(name, start, end, negated, _file().actions[name].strength))
    return tuple(found)


def _negated(text: str, start: int, own: int, negation: re.Pattern[str], clause: re.Pattern[str]) -> bool:
    """A ``niet`` in the same clause turns the action around, unless it stands between ``start`` and ``own``."""
    before = [edge.end() for edge in clause.finditer(text, max(0, start - _CLAUSE_LENGTH), start)]
    first = before[-1] if before else max(0, start - _CLAUSE_LENGTH)
    farthest = min(len(text), own + _CLAUSE_LENGTH)
    after = clause.search(text, own, farthest)
    last = after.start() if after else farthest
    return bool(negation.search(text, first, start) or negation.search(text, own, last))


def action_name(name: str) -> Text:
    """Return an action in words."""
    return _file().actions[name].name


def opposites() -> tuple[tuple[str, str], ...]:
    """Return the pairs of actions that nobody can do both."""
    return _file().opposites
