# SPDX-License-Identifier: EUPL-1.2
"""Which of the six parts of an NL-Alert a text has: sender, time, risk, where, what to do, where to find more.

The first five are the framework of 2013 to 2017; where to find more came after it (Inzet- en beleidskader NL-Alert, as
given by the inventories of NIPV). A reading by rules (``six-parts.yaml``), not by understanding: a part that is worded
in a way that no rule knows is called absent, and a word used in another sense may be taken for a part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from weerbaar.alerting.compose.facts import Facts, facts
from weerbaar.alerting.compose.phrases import compiled, phrase_pattern, small_letters
from weerbaar.alerting.compose.sentences import Sentence, sentences
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.base import FileModel, Lang, Text

Part = Literal["sender", "time", "risk", "where", "action", "info"]
State = Literal["present", "doubtful", "absent"]
PARTS: tuple[Part, ...] = get_args(Part)

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
    risk: _Words
    where: _Words
    action: _Words
    info: _Words
    place_prepositions: tuple[str, ...]
    no_places: tuple[str, ...]
    imperatives: tuple[str, ...]


class _PartsFile(FileModel):
    version: Literal[1]
    nl: _Language
    en: _Language


@dataclass(frozen=True, slots=True)
class _Rules:
    strong: Mapping[Part, re.Pattern[str] | None]
    weak: Mapping[Part, re.Pattern[str] | None]
    place: re.Pattern[str]
    no_places: frozenset[str]
    imperatives: frozenset[str]


@lru_cache(maxsize=2)
def _rules(lang: Lang) -> _Rules:
    file = shipped(_PartsFile, "six-parts.yaml")
    words = file.nl if lang == "nl" else file.en
    by_part: dict[Part, _Words] = {part: getattr(words, part) for part in PARTS}
    # After a preposition, at most two small words, then a name.
    place = (
        rf"(?i:{phrase_pattern(words.place_prepositions)})\s+(?:(?:de|het|een|the|a|'t|’t|van|of)\s+){{0,2}}"
        r"(['’]?[A-ZÀ-Ý][\w'’-]*|['’]s-[A-Z][\w-]*)"
    )
    return _Rules(
        {part: compiled(entry.strong) if entry.strong else None for part, entry in by_part.items()},
        {part: compiled(entry.weak) if entry.weak else None for part, entry in by_part.items()},
        re.compile(place),
        frozenset(words.no_places),
        frozenset(words.imperatives),
    )


def six_parts(text: str, lang: Lang, stated: Facts | None = None) -> SixParts:
    """Return which of the six parts ``text`` has, with the place of each.

    Args:
        text: the text in one language, with or without its heading.
        lang: that language.
        stated: the facts of ``text``, by whoever has them already.
    """
    known = facts(text, lang) if stated is None else stated
    small = small_letters(text)
    rules = _rules(lang)
    return SixParts(
        {
            "sender": _by_words("sender", small, rules),
            "time": _time(small, known, rules),
            "risk": _risk(text, small, known, rules),
            "where": _where(text, small, known, rules),
            "action": _action(text, small, known, rules),
            "info": _info(small, known, rules),
        }
    )


def _by_words(part: Part, small: str, rules: _Rules) -> Reading:
    for state, patterns in (("present", rules.strong), ("doubtful", rules.weak)):
        pattern = patterns[part]
        found = pattern.search(small) if pattern else None
        if found:
            return Reading("present" if state == "present" else "doubtful", found.start(), found.end())
    return Reading("absent")


def _time(small: str, known: Facts, rules: _Rules) -> Reading:
    """A date and a time of the day; one of both, or only words such as ``now``, leave doubt."""
    dates, times = known.of("date"), known.of("time")
    if dates and times:
        return Reading("present", min(dates[0].start, times[0].start), max(dates[0].end, times[0].end))
    one = (dates + times)[:1]
    return Reading("doubtful", one[0].start, one[0].end) if one else _by_words("time", small, rules)


def _risk(text: str, small: str, known: Facts, rules: _Rules) -> Reading:
    """A word for a danger; a statement in other words leaves doubt, because no list holds every danger."""
    read = _by_words("risk", small, rules)
    if read.state != "absent":
        return read
    taken = [action.start for action in known.actions] + [site.start for site in known.of("site")]
    for sentence in sentences(text):
        words = sentence.text.split()
        told = any(sentence.start <= start < sentence.end for start in taken)
        if len(words) >= 4 and not told and not _is_heading(sentence.text):
            first = re.match(r"\W*(\w+)", small[sentence.start : sentence.end])
            if first is None or first.group(1) not in rules.imperatives:
                return Reading("doubtful", sentence.start, sentence.end)
    return read


def _where(text: str, small: str, known: Facts, rules: _Rules) -> Reading:
    roads = known.of("road")
    if roads:
        return Reading("present", roads[0].start, roads[0].end)
    for match in rules.place.finditer(text):
        name = match.group(1)
        inside_site = any(site.start <= match.start(1) < site.end for site in known.of("site"))
        if name.lower() not in rules.no_places and not inside_site:
            return Reading("present", match.start(1), match.end(1))
    return _by_words("where", small, rules)


def _action(text: str, small: str, known: Facts, rules: _Rules) -> Reading:
    """Something to do or that may be done again; only to follow the news, or advice in other words, leaves doubt."""
    for action in known.actions:
        if action.strength != "weak":
            return Reading("present", action.start, action.end)
    for sentence in sentences(text):
        first = re.match(r"\W*(\w+)", small[sentence.start : sentence.end])
        if first and first.group(1) in rules.imperatives:
            return Reading("present", sentence.start, sentence.end)
    if known.actions:
        return Reading("doubtful", known.actions[0].start, known.actions[0].end)
    return _by_words("action", small, rules)


def _info(small: str, known: Facts, rules: _Rules) -> Reading:
    """A site, an account, a station by name, or a number after words that announce information."""
    sites = known.of("site")
    if sites:
        return Reading("present", sites[0].start, sites[0].end)
    read = _by_words("info", small, rules)
    if read.state == "doubtful":
        after = [fact for fact in known.of("phone") if fact.start >= read.start and fact.value != "112"]
        return Reading("present", after[0].start, after[0].end) if after else read
    return read


def part_of(sentence: Sentence, lang: Lang) -> Part:
    """Return which part a single sentence serves most, so that a text can be taken apart and put together again."""
    known = facts(sentence.text, lang)
    rules = _rules(lang)
    small = small_letters(sentence.text)
    if _is_heading(sentence.text):
        return "sender"
    tells = [action for action in known.actions if action.name != "follow"]
    first = re.match(r"\W*(\w+)", small)
    strong_info, weak_info = rules.strong["info"], rules.weak["info"]
    announces = bool((strong_info and strong_info.search(small)) or (weak_info and weak_info.search(small)))
    if (known.of("site") or announces) and not tells:
        return "info"
    if tells or (first and first.group(1) in rules.imperatives):
        return "action"
    return "risk"


def _is_heading(text: str) -> bool:
    return bool(re.match(r"\s*NL-?Alert\b", text, re.IGNORECASE)) and len(text) < 60
