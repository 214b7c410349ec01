# SPDX-License-Identifier: EUPL-1.2
"""Whether a sentence makes people do something, in whatever words; the forms are in ``instructions.yaml``.

An imperative, a ban (``niet drinken``), a duty (``bewoners moeten weg``), advice (``verzocht binnen te blijven``), a
fragment (``ramen dicht``) or leave (``u mag weer luchten``). ``Houd rekening met …`` is hollow: it leaves open what
to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from weerbaar.alerting.compose.clauses import Clause
from weerbaar.alerting.compose.lexicon import Lexicon, Token
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.base import FileModel, Lang

_ANY = "*"
# Between a word that forbids or obliges and its verb.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that tells people something: its place in the text, and whether they know what to do by it."""

    start: int
    end: int
    concrete: bool


class _Words(FileModel):
    verbs: tuple[str, ...]
    separable: tuple[str, ...]
    any_place: tuple[str, ...]
    hollow: tuple[tuple[str, ...], ...]
    concrete: tuple[str, ...]
    people: tuple[str, ...]
    must: tuple[str, ...]
    direction: tuple[str, ...]
    may_again: tuple[str, ...]
    may: tuple[str, ...]
    advice: tuple[str, ...]
    who: tuple[str, ...]
    ban: tuple[str, ...]
    bans: tuple[str, ...]
    things: tuple[str, ...]
    states: tuple[str, ...]
    finite: tuple[str, ...]
    openers: tuple[str, ...]
    lead_in: tuple[str, ...]
    without_self: tuple[str, ...]


class _File(FileModel):
    version: Literal[1]
    nl: _Words
    en: _Words


@dataclass(frozen=True, slots=True)
class _Rules:
    """The lists of one language; a verb in any form leads to its imperative, under which it is hollow or concrete."""

    imperatives: frozenset[str]
    polite: Mapping[str, str]
    infinitives: Mapping[str, str]
    any_place: frozenset[str]
    hollow: Mapping[str, Lexicon]
    always_hollow: frozenset[str]
    concrete: Mapping[str, Lexicon]
    people: Lexicon
    must: Lexicon
    direction: Lexicon
    may: Lexicon
    may_again: Lexicon
    advice: Lexicon
    who: Lexicon
    ban: Lexicon
    bans: Lexicon
    things: Lexicon
    states: Lexicon
    finite: Lexicon
    openers: frozenset[str]
    lead_in: frozenset[str]
    without_self: frozenset[str]


def _by_verb(pairs: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        verb, _, rest = pair.partition("/")
        found.setdefault(verb, []).append(rest.strip('"'))
    return found


def _polite(imperative: str) -> str:
    """Return ``gaat`` for ``ga`` and ``zet`` for ``zet``: the form with ``u`` and of the third person."""
    return imperative if imperative.endswith("t") else imperative + ("at" if imperative in ("ga", "sla") else "t")


@lru_cache(maxsize=2)
def _rules(lang: Lang) -> _Rules:
    file = shipped(_File, "instructions.yaml")
    words = file.nl if lang == "nl" else file.en
    # English has one form: ``leave``.
    pairs = [(verb.partition("/")[0], verb.partition("/")[2] or verb) for verb in words.verbs]
    hollow = _by_verb([pair for row in words.hollow for pair in row])
    return _Rules(
        frozenset(imperative for imperative, _ in pairs),
        {_polite(imperative): imperative for imperative, _ in pairs} if lang == "nl" else {},
        {before + infinitive: imperative for imperative, infinitive in pairs for before in ("", *words.separable)},
        frozenset(words.any_place),
        {verb: Lexicon(rest) for verb, rest in hollow.items() if _ANY not in rest},
        frozenset(verb for verb, rest in hollow.items() if _ANY in rest),
        {verb: Lexicon(rest) for verb, rest in _by_verb(words.concrete).items()},
        Lexicon(words.people),
        Lexicon(words.must),
        Lexicon(words.direction),
        Lexicon(words.may),
        Lexicon(words.may_again),
        Lexicon(words.advice),
        Lexicon(words.who),
        Lexicon(words.ban),
        Lexicon(words.bans),
        Lexicon(words.things),
        Lexicon(words.states),
        Lexicon(words.finite),
        frozenset(words.openers),
        frozenset(words.lead_in),
        frozenset(words.without_self),
    )


def instructions(sentence: Sequence[Clause], lang: Lang) -> list[Told | None]:
    """Return for each clause of a sentence what it tells people, or None where it states or asks.

    Args:
        sentence: its clauses.
        lang: its language.
    """
    rules = _rules(lang)
    all_words = [word for clause in sentence for word in clause.words]
    advised = bool(rules.advice.find(all_words))
    told: list[Told | None] = []
    for clause in sentence:
        before = [word for word in all_words if word.start < clause.start]
        verbs = list(_verbs(clause, before, advised, rules, lang))
        concrete = _fragment(clause.words, rules) or any(not _is_hollow(verb, clause, rules) for verb in verbs)
        told.append(Told(clause.start, clause.end, concrete) if concrete or verbs else None)
    return told


def _verbs(clause: Clause, before: Sequence[Token], advised: bool, rules: _Rules, lang: Lang) -> Iterator[str]:
    """Yield what the clause tells people to do, each as an imperative; ``""`` where only a direction says it."""
    words = clause.words
    texts = [word.text for word in words]
    at = next((place for place, word in enumerate(texts) if word not in rules.openers), len(words))
    if at < len(words) and not clause.question:
        after = texts[at + 1] if at + 1 < len(words) else ""
        if texts[at] in rules.imperatives and after not in ("ik", "je", "jij"):
            yield texts[at]
        if after == "u" and texts[at] in rules.polite and "dan" not in texts:
            yield rules.polite[texts[at]]
    if not clause.question and (not rules.lead_in or texts[0] in rules.lead_in):
        for place in range(1, len(words)):
            if texts[place] in rules.any_place and texts[place - 1] not in rules.without_self:
                yield texts[place]
    yield from _banned(words, at, rules, lang)
    yield from _obliged(words, before, rules)
    if advised:
        yield from (rules.infinitives[text] for text in texts if text in rules.infinitives)
    whole = [*before, *words]
    if rules.who.find(whole[:1]):
        yield from (rules.polite[text] for text in texts if text in rules.polite)


def _banned(words: Sequence[Token], at: int, rules: _Rules, lang: Lang) -> Iterator[str]:
    """``Niet drinken``, ``do not drink``."""
    for match in rules.ban.find(words):
        follows = words[match.last + 1 : match.last + 1 + _REACH]
        if lang == "en":
            # A subject before it makes it a statement: ``phones do not ring``.
            leads = match.first in (0, at) or words[0].text in rules.lead_in
            yield from (rules.infinitives[w.text] for w in follows[:1] if leads and w.text in rules.infinitives)
        elif match.first <= at:
            yield from (rules.infinitives[word.text] for word in follows if word.text in rules.infinitives)


def _obliged(words: Sequence[Token], before: Sequence[Token], rules: _Rules) -> Iterator[str]:
    """``Bewoners moeten naar buiten``, ``u mag weer luchten``."""
    musts = rules.must.find(words)
    again = rules.may_again.find(words)
    if again:
        musts = [*musts, *rules.may.find(words)]
    for match in musts:
        people = rules.people.find([*before, *words[: match.last + 3]])
        if not people:
            continue
        verbs = [rules.infinitives[word.text] for word in words if word.text in rules.infinitives]
        yield from verbs
        if rules.direction.find(words) or (again and rules.may.at(words, match.first)):
            yield ""


def _fragment(words: Sequence[Token], rules: _Rules) -> bool:
    """``Geen open vuur``, ``ramen dicht``."""
    if rules.bans.find(words):
        return True
    things, states = rules.things.find(words), rules.states.find(words)
    apart = any(state.first > thing.last for thing in things for state in states)
    return apart and not rules.finite.find(words)


def _is_hollow(verb: str, clause: Clause, rules: _Rules) -> bool:
    if verb in rules.concrete and rules.concrete[verb].find(clause.words):
        return False
    return verb in rules.always_hollow or (verb in rules.hollow and bool(rules.hollow[verb].find(clause.words)))
