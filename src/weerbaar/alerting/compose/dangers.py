# SPDX-License-Identifier: EUPL-1.2
"""What a text says is going on, found by words that name it (``gaslek``) or by a thing and its state (``pinnen`` …
``werkt niet``); the lists are in ``dangers.yaml``.

A danger that is denied, that only some case would bring (``bel 112 bij brand``), that is only in what people must do
or that stays vague (``incident``) leaves doubt. A name (``Rembrandstraat``) is no danger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from weerbaar.alerting.compose.clauses import Clause
from weerbaar.alerting.compose.instructions import Told
from weerbaar.alerting.compose.lexicon import Lexicon, Match, Token
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.base import FileModel, Lang

# Words between a thing and its state, and between ``geen`` and what it denies.
_NEAR = 9
_DENIED = 3


@dataclass(frozen=True, slots=True)
class Danger:
    """Words that say what is going on, with their place, and whether they say it without doubt."""

    start: int
    end: int
    certain: bool


class _Frame(FileModel):
    things: tuple[str, ...]
    states: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class _Words(FileModel):
    named: tuple[tuple[str, ...], ...]
    frames: tuple[_Frame, ...]
    vague: tuple[str, ...]
    not_named: tuple[str, ...]
    none: tuple[str, ...]
    no_longer: tuple[str, ...]
    only_when: tuple[str, ...]
    when_doing: tuple[str, ...]
    because: tuple[str, ...]


class _File(FileModel):
    version: Literal[1]
    nl: _Words
    en: _Words


@dataclass(frozen=True, slots=True)
class _Rules:
    named: Lexicon
    frames: tuple[tuple[Lexicon, Lexicon, Lexicon], ...]
    vague: Lexicon
    not_named: Lexicon
    none: Lexicon
    no_longer: Lexicon
    only_when: Lexicon
    when_doing: Lexicon
    because: Lexicon


@lru_cache(maxsize=2)
def _rules(lang: Lang) -> _Rules:
    file = shipped(_File, "dangers.yaml")
    words = file.nl if lang == "nl" else file.en
    return _Rules(
        Lexicon(entry for row in words.named for entry in row),
        tuple((Lexicon(one.things), Lexicon(one.states), Lexicon(one.before)) for one in words.frames),
        Lexicon(words.vague),
        Lexicon(words.not_named),
        Lexicon(words.none),
        Lexicon(words.no_longer),
        Lexicon(words.only_when),
        Lexicon(words.when_doing),
        Lexicon(words.because),
    )


def danger(sentence: Sequence[Clause], told: Sequence[Told | None], text: str, lang: Lang) -> Danger | None:
    """Return the words of a sentence that say what is going on; those without doubt go first.

    Args:
        sentence: its clauses.
        told: for each clause what it makes people do.
        text: the whole text, with its capitals.
        lang: its language.
    """
    rules = _rules(lang)
    doubtful: Danger | None = None
    for clause, instruction in zip(sentence, told, strict=True):
        for found in _in_clause(clause.words, instruction is not None and instruction.concrete, text, rules):
            if found.certain:
                return found
            doubtful = doubtful or found
    return doubtful


def _in_clause(words: Sequence[Token], is_told: bool, text: str, rules: _Rules) -> Iterator[Danger]:
    passed = {place for match in rules.not_named.find(words) for place in range(match.first, match.last + 1)}
    reason = min((match.first for match in rules.because.find(words)), default=len(words))
    for match in rules.named.find(words):
        if match.first not in passed and not _is_name(words, match, text):
            certain = not _denied(words, match, rules) and (not is_told or match.first > reason)
            yield Danger(words[match.first].start, words[match.last].end, certain)
    if not is_told:
        yield from (_span(words, one, other) for frame in rules.frames for one, other in _framed(words, frame))
    for match in rules.vague.find(words):
        if match.first not in passed:
            yield Danger(words[match.first].start, words[match.last].end, certain=False)


def _framed(words: Sequence[Token], frame: tuple[Lexicon, Lexicon, Lexicon]) -> Iterator[tuple[Match, Match]]:
    things, states, before = frame
    found = things.find(words)
    if not found:
        return
    for thing in found:
        for state in states.find(words):
            apart = state.first > thing.last or state.last < thing.first
            if apart and abs(state.first - thing.first) <= _NEAR:
                yield thing, state
        for lack in before.find(words[: thing.first]):
            if thing.first - lack.last <= 2:
                yield lack, thing


def _span(words: Sequence[Token], one: Match, other: Match) -> Danger:
    first, last = min(one.first, other.first), max(one.last, other.last)
    return Danger(words[first].start, words[last].end, certain=True)


def _denied(words: Sequence[Token], match: Match, rules: _Rules) -> bool:
    """``Geen rook``, but not ``geen gevaar meer``; and what is only a case: ``bel 112 bij brand``."""
    ahead = words[max(0, match.first - _DENIED) : match.first]
    if rules.none.find(ahead):
        return not rules.no_longer.find([*ahead, *words[match.last + 1 : match.last + 1 + _DENIED]])
    return bool(rules.only_when.find(ahead) and rules.when_doing.find(words))


def _is_name(words: Sequence[Token], match: Match, text: str) -> bool:
    """Whether a capital in the middle of a sentence makes it a name: ``de Rembrand``, ``de Lek``; not ``LPG``."""
    word = words[match.first]
    first, rest = text[word.start], text[word.start + 1 : word.end]
    return match.first > 0 and first.isupper() and rest.islower()
