# SPDX-License-Identifier: EUPL-1.2
"""Search the scenarios of the rounds that somebody may read: inflections, compounds, phrases; best first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from weerbaar.base import Lang
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may, visible_rounds
from weerbaar.workbench.library.folding import bare, beginning, composed, spans, stem, words_of
from weerbaar.workbench.library.models import WITHDRAWN, Scenario, SearchText
from weerbaar.workbench.library.search_index import LANGUAGES, texts_of
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language

LONGEST_QUERY = 200
_MOST_TERMS = 8
_WHOLE, _STEM, _PART = 4, 3, 1
_WEIGHTS = {"title": 8, "theme": 3, "facts": 2}
_SHORTEST_PART = 4
_AROUND = 14
_FEW = 300
"""Scenarios up to which their texts are read one by one and not all of them."""
_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]|(\S+)')


@dataclass(frozen=True)
class Term:
    """One word, or words that must stand together in this order."""

    words: tuple[str, ...]

    def condition(self) -> Q:
        """Return which search texts hold it in any way."""
        if len(self.words) > 1:
            return _holds("text", f" {' '.join(self.words)} ")
        word = self.words[0]
        found = Q()
        for lang in LANGUAGES:
            # What a compound begins with is part of the word itself: it finds the word too.
            part = beginning(word, lang) if len(word) >= _SHORTEST_PART else f" {word}"
            found |= Q(language=lang) & (_holds("text", part) | _holds("stems", f" {stem(word, lang)} "))
        return found

    def kind(self) -> Case:
        """Return how well a search text holds it."""
        cases = [When(_holds("text", f" {' '.join(self.words)} "), then=Value(_WHOLE))]
        if len(self.words) == 1:
            cases += [
                When(Q(language=lang) & _holds("stems", f" {stem(self.words[0], lang)} "), then=Value(_STEM))
                for lang in LANGUAGES
            ]
        return Case(*cases, default=Value(_PART), output_field=IntegerField())

    def holds(self, word: str, lang: Lang) -> bool:
        """Return whether a single folded word of a text is one that was looked for."""
        if len(self.words) > 1:
            return word in self.words
        wanted = self.words[0]
        start = beginning(wanted, lang)
        return (
            (wanted in word if len(wanted) >= _SHORTEST_PART else word.startswith(wanted))
            or stem(word, lang) == stem(wanted, lang)
            or (start != wanted and start in word)
        )


@dataclass(frozen=True)
class Found:
    """One scenario that was found.

    Attributes:
        section: where it was found best; ``title``, ``theme``, ``facts`` or a section of the storyline.
        snippet: text around the first hit, in pieces; True with those that were looked for.
    """

    scenario: Scenario
    section: str
    language: Lang
    snippet: tuple[tuple[str, bool], ...]


@dataclass
class _Score:
    slug: str
    year: int
    total: int = 0
    places: dict[tuple[str, Lang], int] = field(default_factory=lambda: defaultdict(int))


def _holds(column: str, part: str) -> Q:
    """Return whether a column holds a part, letter for letter: no wildcards, and the same on every database."""
    return Q(GreaterThan(StrIndex(column, Value(part)), 0))


def terms_of(query: str) -> list[Term]:
    """Return what is looked for; words between quotation marks, or joined by a hyphen, belong together."""
    found = []
    for quoted, single in _QUOTED.findall(query[:LONGEST_QUERY]):
        words = tuple(words_of(quoted or single))
        if words:
            found.append(Term(words))
    return list(dict.fromkeys(found))[:_MOST_TERMS]


def readable(user: User, within: Round | None = None) -> list[Round]:
    """Return the rounds that are searched."""
    return [r for r in visible_rounds(user) if may(user, Action.READ, r) and (within is None or r.pk == within.pk)]


def ranked(user: User, terms: list[Term], rounds: Iterable[Round]) -> list[tuple[int, _Score]]:
    """Return the scenarios that hold every term somewhere, best first; one query per term."""
    texts = SearchText.objects.filter(scenario__round__in=[r.pk for r in rounds], scenario__level__lte=user.clearance)
    texts = texts.exclude(scenario__status=WITHDRAWN)
    scores: dict[int, _Score] = {}
    # A long word is rare: what it leaves is all that the others are looked for in.
    for number, term in enumerate(sorted(terms, key=lambda t: -sum(map(len, t.words)))):
        if number and not scores:
            break
        best: dict[int, int] = defaultdict(int)
        rows = texts.filter(scenario__in=list(scores)) if number and len(scores) <= _FEW else texts
        rows = rows.filter(term.condition()).annotate(found_as=term.kind())
        for pk, slug, year, section, lang, found_as in rows.values_list(
            "scenario_id", "scenario__slug", "scenario__round__year", "section", "language", "found_as"
        ):
            if number and pk not in scores:
                continue
            score = scores.setdefault(pk, _Score(slug, year))
            worth = found_as * _WEIGHTS.get(section, 1)
            score.places[section, cast(Lang, lang)] += worth
            best[pk] = max(best[pk], worth)
        scores = {pk: scores[pk] for pk in best}
        for pk, worth in best.items():
            scores[pk].total += worth
    return sorted(scores.items(), key=lambda item: (-item[1].total, -item[1].year, item[1].slug, item[0]))


def show(found: list[tuple[int, _Score]], terms: list[Term], *, snippets: bool = True) -> list[Found]:
    """Return what is shown of the scenarios of one page of results."""
    query = Scenario.objects.filter(pk__in=[pk for pk, _ in found]).select_related("round")
    rows = {row.pk: row for row in (query if snippets else query.defer("story"))}
    page_language = language()
    shown = []
    for pk, score in found:
        # A snippet says more than the title, that is shown anyway.
        section, lang = max(score.places, key=lambda p: (p[0] != "title", p[1] == page_language, score.places[p], p[0]))
        row = rows[pk]
        snippet = _snippet(texts_of(row).get((section, lang), ""), terms, lang) if snippets else ()
        shown.append(Found(row, section, lang, snippet))
    return shown


def _snippet(raw: str, terms: list[Term], lang: Lang) -> tuple[tuple[str, bool], ...]:
    """Return the words around the first hit."""
    text = composed(" ".join(re.sub(r"[*_`#>|]+", " ", bare(raw)).split()))
    words = list(spans(text))
    if not words:
        return ()

    def hit(word: str) -> bool:
        return any(term.holds(word, lang) for term in terms)

    first = _phrase_start([s.word for s in words], terms)
    if first is None:
        first = next((i for i, span in enumerate(words) if hit(span.word)), 0)
    start, end = max(0, first - _AROUND), min(len(words), first + 2 * _AROUND)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = words[start].start if start else 0
    for span in words[start:end]:
        if hit(span.word):
            pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
            at = span.end
    stop = words[end - 1].end if end < len(words) else len(text)
    pieces.append((text[at:stop] + (" …" if end < len(words) else ""), False))
    return tuple(piece for piece in pieces if piece[0])


def _phrase_start(words: list[str], terms: list[Term]) -> int | None:
    for term in terms:
        size = len(term.words)
        if size > 1:
            for i in range(len(words) - size + 1):
                if tuple(words[i : i + size]) == term.words:
                    return i
    return None
