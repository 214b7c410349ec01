# SPDX-License-Identifier: EUPL-1.2
"""How easily a text reads: Flesch-Douma (Dutch) or Flesch (English), long sentences, hard words, capitals, passives.

The score counts syllables and words; it does not know what a word means, and no language level such as B1 follows from
it. W. H. Douma (1960), De leesbaarheid van landbouwbladen: 206.84 - 0.77 (syllables per 100 words) - 0.93 (words per
sentence). R. Flesch (1948), A new readability yardstick: 206.835 - 84.6 (syllables a word) - 1.015 (words a sentence).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from weerbaar.alerting.compose.phrases import PhraseTable, compiled, small_letters
from weerbaar.alerting.compose.sentences import sentences
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.alerting.findings import Finding
from weerbaar.base import FileModel, Lang, Text, number

if TYPE_CHECKING:
    import pyphen

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SITE = re.compile(r"\S+\.[a-z]{2,}\S*", re.IGNORECASE)
_LONGEST_SENTENCE = 20
_VOWELS: dict[Lang, re.Pattern[str]] = {
    # Two letters that are one sound; a trema or an accent begins a new one.
    "nl": re.compile(r"aai|ooi|oei|eeu|ieu|ij|aa|ee|ie|oo|uu|oe|eu|ui|ei|au|ou|[aeiouyäëïöüáéèêíóú]"),
    "en": re.compile(r"[aeiouy]+"),
}
# Score from which a text for everybody is called hard; Douma's own table begins "fairly easy" at 70.
_HARD = 60.0
# Syllables from which a word is long, and words that a sentence of a plain text has.
_LONG_WORD = 4
_USUAL_SENTENCE = 10


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of a text and its score; about 100 is very easy and 0 very hard.

    Attributes:
        words: number of words; sites, numbers and names are not counted, because nobody can make those easier.
        sentences: number of sentences, the heading not counted.
        syllables: number of syllables of those words.
        score: Flesch-Douma or Flesch; None where there are no words.
    """

    words: int
    sentences: int
    syllables: int
    score: float | None


class _HardWord(FileModel):
    words: tuple[str, ...]
    plain: str


class _Words(FileModel):
    hard: tuple[_HardWord, ...]
    passive: tuple[str, ...]
    known_capitals: tuple[str, ...]


class _WordingFile(FileModel):
    version: int
    nl: _Words
    en: _Words


@dataclass(frozen=True, slots=True)
class _Rules:
    hard: PhraseTable
    plain: tuple[str, ...]
    passive: re.Pattern[str]
    known_capitals: frozenset[str]


@lru_cache(maxsize=2)
def _rules(lang: Lang) -> _Rules:
    file = shipped(_WordingFile, "wording.yaml")
    words = file.nl if lang == "nl" else file.en
    return _Rules(
        PhraseTable(entry.words for entry in words.hard),
        tuple(entry.plain for entry in words.hard),
        compiled(words.passive),
        frozenset(words.known_capitals),
    )


@lru_cache(maxsize=2)
def _hyphens(lang: Lang) -> pyphen.Pyphen:
    import pyphen

    return pyphen.Pyphen(lang="nl_NL" if lang == "nl" else "en_GB")


@lru_cache(maxsize=20_000)
def syllables(word: str, lang: Lang) -> int:
    """Return how many syllables ``word`` has, by its hyphenation.

    No hyphen leaves a single letter at an edge (``ademen``), so the first and last part are counted by their vowels.
    """
    small = word.lower().replace("'", "").replace("’", "")
    parts = [part for piece in small.split("-") for part in _hyphens(lang).inserted(piece).split("-")]
    count = 0
    for place, part in enumerate(parts):
        vowels = len(_VOWELS[lang].findall(part))
        if lang == "en" and vowels > 1 and part.endswith("e") and not part.endswith("le"):
            vowels -= 1
        count += max(1, vowels) if place in (0, len(parts) - 1) else 1
    return count


def readability(text: str, lang: Lang) -> Readability:
    """Return how easily ``text`` reads.

    Args:
        text: an alert or a text for another channel; its heading, sites and numbers are left out.
        lang: its language.
    """
    by_sentence = _plain_words(text)
    words = [word for found in by_sentence for word in found]
    count = sum(syllables(word, lang) for word in words)
    if not words:
        return Readability(0, 0, 0, None)
    per_word, per_sentence = count / len(words), len(words) / len(by_sentence)
    score = (
        206.84 - 77 * per_word - 0.93 * per_sentence
        if lang == "nl"
        else 206.835 - 84.6 * per_word - 1.015 * per_sentence
    )
    return Readability(len(words), len(by_sentence), count, score)


def _plain_words(text: str) -> list[list[str]]:
    """Return the words of each sentence without names: what has a capital and is not the first word."""
    pieces = [s.text for s in sentences(text) if not re.match(r"NL-?Alert\b.{0,30}$", s.text, re.IGNORECASE)]
    found = [_WORD.findall(_SITE.sub(" ", piece)) for piece in pieces]
    return [[words[0], *(word for word in words[1:] if not word[0].isupper())] for words in found if words]


def wording_findings(text: str, lang: Lang, where: str) -> list[Finding]:
    """Return what makes ``text`` harder to read than it need be; advice only.

    Args:
        text: the text in one language.
        lang: that language.
        where: name of the field, for the findings.
    """
    rules = _rules(lang)
    small = small_letters(text)
    found: list[Finding] = []
    for number_of_entry, start, end in rules.hard.find(small):
        plain, word = rules.plain[number_of_entry], text[start:end]
        found.append(
            _advice(
                "wording.hard-word",
                f"Niet iedereen kent het woord ‘{word}’.",
                f"Not everybody knows the word ‘{word}’.",
                f"Schrijf: {plain}.",
                f"Write: {plain}.",
                f"{where}[{start}:{end}]",
                word,
            )
        )
    for match in rules.passive.finditer(small):
        found.append(
            _advice(
                "wording.passive",
                "Deze vorm zegt niet wie iets moet doen.",
                "This form does not say who must do something.",
                "Begin met wat mensen moeten doen: Sluit …, Blijf …",
                "Begin with what people must do: Close …, Stay …",
                f"{where}[{match.start()}:{match.end()}]",
                text[match.start() : match.end()],
            )
        )
    for sentence in sentences(text):
        length = len(_WORD.findall(sentence.text))
        if length > _LONGEST_SENTENCE:
            found.append(
                _advice(
                    "wording.long-sentence",
                    f"Deze zin telt {length} woorden.",
                    f"This sentence has {length} words.",
                    f"Maak er twee zinnen van, elk van hooguit {_LONGEST_SENTENCE} woorden.",
                    f"Make two sentences of it, each of at most {_LONGEST_SENTENCE} words.",
                    f"{where}[{sentence.start}:{sentence.end}]",
                    sentence.text,
                )
            )
    found.extend(_capitals(text, rules.known_capitals, where))
    read = readability(text, lang)
    if read.score is not None and read.words >= 10 and read.score < _HARD:
        found.extend(_score_findings(read, read.score, text, lang, where))
    return found


def _score_findings(read: Readability, score: float, text: str, lang: Lang, where: str) -> list[Finding]:
    """The score, with what brings it down: the longest words, and the length of the sentences where they are long.

    In a short text one word without a shorter one (``koolmonoxide``) is enough for a low score, and says nothing.
    """
    name = "Flesch-Douma" if lang == "nl" else "Flesch"
    counts = {word: syllables(word, lang) for found in _plain_words(text) for word in found}
    long = sorted((word for word in counts if counts[word] >= _LONG_WORD), key=lambda word: -counts[word])
    if len(long) < 2:
        return []
    quoted = ", ".join(f"‘{word}’" for word in long[:3])
    nl, en = f"Gebruik kortere woorden dan {quoted}.", f"Use shorter words than {quoted}."
    if read.words / read.sentences > _USUAL_SENTENCE:
        nl += f" Maak zinnen van ongeveer {_USUAL_SENTENCE} woorden."
        en += f" Write sentences of about {_USUAL_SENTENCE} words."
    at = text.find(long[0])
    return [
        _advice(
            "wording.score",
            f"De tekst leest moeilijk: {name} {number(score, 'nl', 1)} (onder {number(_HARD, 'nl')}).",
            f"The text is hard to read: {name} {number(score, 'en', 1)} (below {number(_HARD, 'en')}).",
            nl,
            en,
            f"{where}[{at}:{at + len(long[0])}]",
            long[0],
        )
    ]


def _capitals(text: str, known: frozenset[str], where: str) -> list[Finding]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) > 1 and word.isupper() and word not in known:
            shout = len(word) > 6
            found.append(
                _advice(
                    "wording.capitals" if shout else "wording.abbreviation",
                    f"‘{word}’ staat in hoofdletters." if shout else f"Niet iedereen kent de afkorting ‘{word}’.",
                    f"‘{word}’ is in capitals." if shout else f"Not everybody knows the abbreviation ‘{word}’.",
                    "Schrijf gewone letters." if shout else "Schrijf het woord voluit.",
                    "Write ordinary letters." if shout else "Write it in full.",
                    f"{where}[{match.start()}:{match.end()}]",
                    word,
                )
            )
    return found


def _advice(rule: str, nl: str, en: str, fix_nl: str, fix_en: str, where: str, value: str) -> Finding:
    return Finding(rule, "advice", Text(nl=nl, en=en), Text(nl=fix_nl, en=fix_en), where, value=value)
