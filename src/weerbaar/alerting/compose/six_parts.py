# SPDX-License-Identifier: EUPL-1.2
"""Which of the six parts of an NL-Alert a text has: sender, time, risk, where, what to do, where to find more.

The first five are the framework of 2013 to 2017; where to find more came after it (Inzet- en beleidskader NL-Alert, as
given by the inventories of NIPV). A reading by rules (``six-parts.yaml``, ``dangers.yaml``, ``instructions.yaml``),
not by understanding: a danger in words that no rule knows is called doubtful, another part so worded doubtful or
absent, and a word used in another sense may be taken for a part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, get_args

from weerbaar.alerting.area import Gazetteer, gazetteer
from weerbaar.alerting.compose.actions import Action
from weerbaar.alerting.compose.clauses import clauses
from weerbaar.alerting.compose.dangers import Danger, danger
from weerbaar.alerting.compose.facts import Facts, facts
from weerbaar.alerting.compose.instructions import Told, instructions
from weerbaar.alerting.compose.phrases import compiled, phrase_pattern, small_letters
from weerbaar.alerting.compose.sentences import Sentence, sentences
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.base import FileModel, Lang, Text

Part = Literal["sender", "time", "risk", "where", "action", "info"]
State = Literal["present", "doubtful", "absent"]
PARTS: tuple[Part, ...] = get_args(Part)

# A sentence of fewer words is a title or a cry.
_STATEMENT_WORDS = 4

PART_NAMES: dict[Part, Text] = {
    "sender": Text(nl="afzender", en="sender"),
    "time": Text(nl="datum en tijd", en="date and time"),
    "risk": Text(nl="wat er aan de hand is", en="what is going on"),
    "where": Text(nl="waar het is", en="where it is"),
    "action": Text(nl="wat mensen moeten doen", en="what people must do"),
    "info": Text(nl="waar meer informatie staat", en="where to find more information"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found of one part; ``text[start:end]`` shows it, and is empty when the part is absent."""

    state: State
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SixParts:
    """The reading of a text.

    Attributes:
        readings: one for each part, in the order of :data:`PARTS`.
    """

    readings: Mapping[Part, Reading]

    @property
    def present(self) -> dict[Part, bool]:
        """Whether each part is there; what is doubtful is not."""
        return {part: reading.state == "present" for part, reading in self.readings.items()}

    @property
    def complete(self) -> bool:
        """Whether all six parts are there."""
        return all(self.present.values())

    @property
    def complete_by_five(self) -> bool:
        """Whether the five parts of 2013 to 2017 are there, as they are counted for messages of those years."""
        return all(there for part, there in self.present.items() if part != "info")


class _Words(FileModel):
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class _Language(FileModel):
    sender: _Words
    time: _Words
    where: _Words
    action: _Words
    info: _Words
    bodies: tuple[str, ...]
    sources: tuple[str, ...]
    no_sources: tuple[str, ...]
    place_prepositions: tuple[str, ...]
    names: tuple[str, ...]
    no_places: tuple[str, ...]


class _PartsFile(FileModel):
    version: Literal[1]
    nl: _Language
    en: _Language


@dataclass(frozen=True, slots=True)
class _Rules:
    strong: Mapping[Part, re.Pattern[str] | None]
    weak: Mapping[Part, re.Pattern[str] | None]
    leading_sender: re.Pattern[str]
    of_body: re.Pattern[str]
    source: re.Pattern[str]
    place: re.Pattern[str]
    names: re.Pattern[str]
    no_places: frozenset[str]


@lru_cache(maxsize=2)
def _rules(lang: Lang) -> _Rules:
    file = shipped(_PartsFile, "six-parts.yaml")
    words = file.nl if lang == "nl" else file.en
    by_part: dict[Part, _Words] = {
        "sender": words.sender,
        "time": words.time,
        "where": words.where,
        "action": words.action,
        "info": words.info,
    }
    body = phrase_pattern(words.bodies)
    # After a preposition, at most two small words, then a name.
    place = (
        rf"(?i:{phrase_pattern(words.place_prepositions)})\s+(?:(?:de|het|een|the|a|'t|’t|van|of)\s+){{0,2}}"
        r"(['’]?[A-ZÀ-Ý][\w'’-]*|['’]s-[A-Z][\w-]*)"
    )
    return _Rules(
        {part: compiled(entry.strong) if entry.strong else None for part, entry in by_part.items()},
        {part: compiled(entry.weak) if entry.weak else None for part, entry in by_part.items()},
        re.compile(rf"\s*((?i:{body})(?:\s+[A-ZÀ-Ý][\w-]*)*)(?=[,:]|\s+\d|\s+\()"),
        re.compile(rf"{body}\s+$"),
        re.compile(
            rf"(?i:{phrase_pattern(words.sources)}):?\s+(?!(?i:{phrase_pattern(words.no_sources)}))"
            r"(\d?[A-ZÀ-Ý][\w-]*(?:\s+(?:[A-ZÀ-Ý]|\d)[\w-]*)*)"
        ),
        re.compile(place),
        compiled(words.names),
        frozenset(words.no_places),
    )


def six_parts(text: str, lang: Lang, stated: Facts | None = None) -> SixParts:
    """Return which of the six parts ``text`` has, with the place of each.

    Args:
        text: the text in one language, with or without its heading.
        lang: that language.
        stated: the facts of ``text``, by whoever has them already.
    """
    known = facts(text, lang) if stated is None else stated
    # That it is an exercise or a test says nothing of what is going on in it.
    text = _MARK.sub(lambda mark: " " * len(mark[0]), text)
    small = _without_sites(small_letters(text), known)
    rules = _rules(lang)
    read = [_read(sentence, small, lang) for sentence in sentences(text)]
    return SixParts(
        {
            "sender": _sender(text, small, rules),
            "time": _time(small, known, rules),
            "risk": _risk(read),
            "where": _where(text, small, known, rules),
            "action": _action(small, known, read, rules),
            "info": _info(text, small, known, rules),
        }
    )


_MARK = re.compile(r"(?:^\W*|[.:]\s+)(?:(?:OEFENING|EXERCISE|TEST)\b[\s.!]*)+")


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its danger and with what it makes people do."""

    sentence: Sentence
    danger: Danger | None
    told: tuple[Told, ...]


def _read(sentence: Sentence, small: str, lang: Lang) -> _Read:
    if _is_heading(sentence.text):
        return _Read(sentence, None, ())
    at = sentence.start
    found, told = _meaning(sentence.text, small[at : sentence.end], lang)
    return _Read(
        sentence,
        Danger(found.start + at, found.end + at, found.certain) if found else None,
        tuple(Told(one.start + at, one.end + at, one.concrete) for one in told),
    )


# While somebody types, and for every channel, most sentences are the same as before.
@lru_cache(maxsize=512)
def _meaning(text: str, small: str, lang: Lang) -> tuple[Danger | None, tuple[Told, ...]]:
    parts = clauses(Sentence(0, len(text), text), small, lang)
    told = instructions(parts, lang)
    return danger(parts, told, text, lang), tuple(one for one in told if one)


def _without_sites(small: str, known: Facts) -> str:
    """Return the text with blanks for sites, whose words say nothing of what is going on."""
    for site in known.of("site"):
        small = small[: site.start] + " " * (site.end - site.start) + small[site.end :]
    return small


def _by_words(part: Part, small: str, rules: _Rules) -> Reading:
    for state, patterns in (("present", rules.strong), ("doubtful", rules.weak)):
        pattern = patterns[part]
        found = pattern.search(small) if pattern else None
        if found:
            return Reading("present" if state == "present" else "doubtful", found.start(), found.end())
    return Reading("absent")


def _sender(text: str, small: str, rules: _Rules) -> Reading:
    """A body that may send, or another that stands at the beginning with its name, a date or a colon."""
    first = rules.leading_sender.match(text)
    return Reading("present", *first.span(1)) if first else _by_words("sender", small, rules)


def _time(small: str, known: Facts, rules: _Rules) -> Reading:
    """A date and a time of the day; one of both, or only words such as ``now``, leave doubt."""
    dates, times = known.of("date"), known.of("time")
    if dates and times:
        return Reading("present", min(dates[0].start, times[0].start), max(dates[0].end, times[0].end))
    one = (dates + times)[:1]
    return Reading("doubtful", one[0].start, one[0].end) if one else _by_words("time", small, rules)


def _risk(read: Sequence[_Read]) -> Reading:
    """Words that say what is going on; a statement in other words leaves doubt, because no list holds every danger."""
    dangers = [one.danger for one in read if one.danger]
    for found in sorted(dangers, key=lambda one: not one.certain):
        return Reading("present" if found.certain else "doubtful", found.start, found.end)
    for one in read:
        heading = _is_heading(one.sentence.text)
        if not heading and not one.told and len(one.sentence.text.split()) >= _STATEMENT_WORDS:
            return Reading("doubtful", one.sentence.start, one.sentence.end)
    return Reading("absent")


def _where(text: str, small: str, known: Facts, rules: _Rules) -> Reading:
    roads = known.of("road")
    if roads:
        return Reading("present", roads[0].start, roads[0].end)
    for match in rules.place.finditer(text):
        name = match.group(1)
        inside_site = any(site.start <= match.start(1) < site.end for site in known.of("site"))
        if name.lower() not in rules.no_places and not inside_site:
            return Reading("present", match.start(1), match.end(1))
    towns = ((start, end) for start, end, _, _ in _towns().mentions(text))
    regions = (match.span() for match in rules.names.finditer(small) if text[match.start()].isupper())
    for start, end in chain(towns, regions):
        # The town of who sends or tells is not where it is.
        if small[start:end].strip() and not rules.of_body.search(small, 0, start):
            return Reading("present", start, end)
    return _by_words("where", small, rules)


@lru_cache(maxsize=1)
def _towns() -> Gazetteer:
    return gazetteer()


def _action(small: str, known: Facts, read: Sequence[_Read], rules: _Rules) -> Reading:
    """Something to do or that may be done again; only to follow the news, or advice in other words, leaves doubt."""
    for action in known.actions:
        if action.strength != "weak" and not _only_asks(action, small, read, rules):
            return Reading("present", action.start, action.end)
    told = [one for sentence in read for one in sentence.told]
    for one in sorted(told, key=lambda one: not one.concrete):
        return Reading("present" if one.concrete else "doubtful", one.start, one.end)
    if known.actions:
        return Reading("doubtful", known.actions[0].start, known.actions[0].end)
    return _by_words("action", small, rules)


def _only_asks(action: Action, small: str, read: Sequence[_Read], rules: _Rules) -> bool:
    """Whether to call is only for who has questions: ``bel voor vragen 0800-1351``."""
    if action.name != "call":
        return False
    around = [one.sentence for one in read if one.sentence.start <= action.start < one.sentence.end]
    weak = rules.weak["info"]
    return weak is not None and any(weak.search(small, one.start, one.end) for one in around)


def _info(text: str, small: str, known: Facts, rules: _Rules) -> Reading:
    """A site, an account, a station by name, or a number after words that announce information."""
    sites = known.of("site")
    if sites:
        return Reading("present", sites[0].start, sites[0].end)
    named = rules.source.search(text)
    if named:
        return Reading("present", *named.span(1))
    read = _by_words("info", small, rules)
    if read.state == "doubtful":
        after = [fact for fact in known.of("phone") if fact.start >= read.start and fact.value != "112"]
        return Reading("present", after[0].start, after[0].end) if after else read
    return read


def part_of(sentence: Sentence, lang: Lang) -> Part:
    """Return which part a single sentence serves most, so that a text can be taken apart and put together again."""
    if _is_heading(sentence.text):
        return "sender"
    known = facts(sentence.text, lang)
    rules = _rules(lang)
    small = _without_sites(small_letters(sentence.text), known)
    read = _read(Sentence(0, len(sentence.text), sentence.text), small, lang)
    tells = [action for action in known.actions if action.name != "follow"]
    strong_info, weak_info = rules.strong["info"], rules.weak["info"]
    announces = bool((strong_info and strong_info.search(small)) or (weak_info and weak_info.search(small)))
    if (known.of("site") or announces) and not tells:
        return "info"
    return "action" if tells or any(one.concrete for one in read.told) else "risk"


def _is_heading(text: str) -> bool:
    return bool(re.match(r"\s*NL-?Alert\b", text, re.IGNORECASE)) and len(text) < 60
