# SPDX-License-Identifier: EUPL-1.2
"""One source text, rendered for every channel: post, departure board, screen, radio, website, questions, interpreter.

Nothing is made up: each rendering takes sentences of the draft as they stand. Where there is little room the risk, the
first things to do and the site go first. What has to be added by hand stands between square brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from weerbaar.alerting.compose.draft import Draft
from weerbaar.alerting.compose.facts import facts
from weerbaar.alerting.compose.kinds import kind_name
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.alerting.compose.sentences import Sentence, sentences
from weerbaar.alerting.compose.six_parts import Part, part_of
from weerbaar.alerting.compose.spoken import spoken
from weerbaar.base import Lang, Text

Channel = Literal[
    "broadcast", "post", "board-short", "board-long", "screen", "radio", "website", "questions", "sign-language"
]
CHANNEL_NAMES: dict[Channel, Text] = {
    "broadcast": Text(nl="telefoon (cell broadcast)", en="telephone (cell broadcast)"),
    "post": Text(nl="bericht op sociale media", en="post on social media"),
    "board-short": Text(nl="vertrekbord, kort", en="departure board, short"),
    "board-long": Text(nl="vertrekbord, lang", en="departure board, long"),
    "screen": Text(nl="reclamescherm", en="advertising screen"),
    "radio": Text(nl="radio", en="radio"),
    "website": Text(nl="website", en="website"),
    "questions": Text(nl="vragen en antwoorden", en="questions and answers"),
    "sign-language": Text(nl="opdracht voor gebarentolk", en="brief for the sign language interpreter"),
}
# Most characters, where a channel has a limit.
LONGEST: dict[Channel, int] = {"post": 280, "board-short": 60, "board-long": 160, "screen": 200}
_LANGUAGES: tuple[Lang, Lang] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, which may be empty, and the text under it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ChannelText:
    """The text for one channel in one language."""

    channel: Channel
    lang: Lang
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """All of it, a line for each heading and each text."""
        return "\n".join(line for section in self.sections for line in (section.heading, section.text) if line)


def render(draft: Draft) -> tuple[ChannelText, ...]:
    """Return the text of ``draft`` for every channel, in each language that the draft has."""
    return tuple(text for lang in _LANGUAGES if lang == "nl" or draft.texts.en for text in _in_language(draft, lang))


def _in_language(draft: Draft, lang: Lang) -> list[ChannelText]:
    source = _Source.of(draft, lang)
    made: dict[Channel, tuple[Section, ...]] = {
        "broadcast": (Section("", draft.texts.in_(lang)),),
        "post": (Section("", source.within(LONGEST["post"], heading=True)),),
        "board-short": (Section("", source.within(LONGEST["board-short"])),),
        "board-long": (Section("", source.within(LONGEST["board-long"])),),
        "screen": (Section("NL-Alert", source.within(LONGEST["screen"] - len("NL-Alert\n"))),),
        "radio": _radio(source),
        "website": _website(source),
        "questions": _questions(source),
        "sign-language": _sign_language(source),
    }
    return [ChannelText(channel, lang, sections) for channel, sections in made.items()]


@dataclass(frozen=True, slots=True)
class _Source:
    draft: Draft
    lang: Lang
    pieces: tuple[tuple[Sentence, Part], ...]

    @classmethod
    def of(cls, draft: Draft, lang: Lang) -> _Source:
        text = draft.texts.in_(lang)
        whole: list[Sentence] = []
        for one in sentences(text):
            # A question belongs to its answer: ``Spoed? Bel 0900-8844.``
            if whole and whole[-1].text.endswith("?"):
                start = whole.pop().start
                whole.append(Sentence(start, one.end, text[start : one.end]))
            else:
                whole.append(one)
        return cls(draft, lang, tuple((sentence, part_of(sentence, lang)) for sentence in whole))

    def say(self, nl: str, en: str) -> str:
        return nl if self.lang == "nl" else en

    def part(self, part: Part) -> str:
        return " ".join(sentence.text for sentence, own in self.pieces if own == part)

    def body(self) -> str:
        return " ".join(sentence.text for sentence, own in self.pieces if own != "sender")

    def until(self) -> str:
        until = self.draft.expires.astimezone(dutch_time())
        return self.say(
            f"Dit bericht geldt tot {until:%H:%M} uur.", f"This message is valid until {until:%H:%M} hours."
        )

    def site(self) -> str:
        """The first site in the text, which says as much as the sentence around it."""
        text = self.draft.texts.in_(self.lang)
        return next((text[fact.start : fact.end] for fact in facts(text, self.lang).of("site")), "")

    def within(self, longest: int, *, heading: bool = False) -> str:
        """Return as much as fits: risk, what to do, where to find more, and then the rest, in the order of the text."""
        whole = " ".join(sentence.text for sentence, own in self.pieces if heading or own != "sender")
        if len(whole) <= longest:
            return whole
        short = f"{kind_name(self.draft.kind).short.in_(self.lang)}."
        chosen: dict[int, str] = {}
        room = longest

        def take(place: int, *wordings: str) -> None:
            nonlocal room
            # A piece that was already taken keeps its place; the first wording that fits is used.
            wording = next((w for w in wordings if w and len(w) + bool(chosen) <= room), None)
            if wording is not None and place not in chosen:
                room -= len(wording) + bool(chosen)
                chosen[place] = wording

        by_part: dict[Part, list[tuple[int, str]]] = {}
        for place, (sentence, own) in enumerate(self.pieces):
            by_part.setdefault(own, []).append((place, sentence.text))
        do, more, risk = by_part.get("action", []), by_part.get("info", []), by_part.get("risk", [])
        # The first thing to do that fits at all is kept room for, however long the risk is told.
        do.sort(key=lambda one: len(one[1]) + 1 + len(short) > longest)
        kept = len(do[0][1]) + 1 if do and len(do[0][1]) + 1 + len(short) <= longest else 0
        room -= kept
        take(risk[0][0] if risk else -1, risk[0][1] if risk else "", short)
        room += kept
        for place, text in do[:1]:
            take(place, text)
        for place, text in more[:1]:
            take(place, text if longest > LONGEST["board-short"] else "", self.site())
        for place, text in [*do[1:], *risk[1:], *more[1:], *(by_part.get("sender", []) if heading else [])]:
            take(place, text)
        return " ".join(text for _, text in sorted(chosen.items()))


def _radio(source: _Source) -> tuple[Section, ...]:
    body, doing = spoken(source.body(), source.lang), spoken(source.part("action"), source.lang)
    sender = source.draft.sender_name
    return (
        Section("", source.say(f"Dit is een bericht van {sender}.", f"This is a message from {sender}.")),
        Section("", body),
        Section("", source.say(f"Wij herhalen wat u moet doen. {doing}", f"We repeat what you must do. {doing}")),
    )


def _website(source: _Source) -> tuple[Section, ...]:
    return (
        Section(source.say("Wat is er aan de hand", "What is going on"), source.part("risk")),
        Section(source.say("Wat u moet doen", "What you must do"), source.part("action")),
        Section(source.say("Meer informatie", "More information"), source.part("info")),
        Section(source.say("Geldig", "Valid"), source.until()),
    )


def _questions(source: _Source) -> tuple[Section, ...]:
    return (
        Section(source.say("Wat is er aan de hand?", "What is going on?"), source.part("risk")),
        Section(source.say("Wat moet ik doen?", "What must I do?"), source.part("action")),
        Section(
            source.say("Voor welk gebied geldt dit?", "For which area is this?"),
            source.draft.area.description.in_(source.lang),
        ),
        Section(source.say("Tot wanneer geldt dit?", "Until when is this?"), source.until()),
        Section(source.say("Wat is nog niet bekend?", "What is not known yet?"), source.say("[vul aan]", "[add]")),
        Section(
            source.say("Waar staat meer informatie?", "Where is more information?"),
            source.part("info") or source.site(),
        ),
    )


def _sign_language(source: _Source) -> tuple[Section, ...]:
    text = source.draft.texts.in_(source.lang)
    stated = facts(text, source.lang)
    spell = [text[fact.start : fact.end] for fact in stated.found if fact.kind in ("site", "road")]
    figures = [text[fact.start : fact.end] for fact in stated.found if fact.kind in ("time", "phone", "number", "date")]
    return (
        Section(source.say("Eerst: wat doen", "First: what to do"), source.part("action")),
        Section(source.say("Dan: wat is er", "Then: what is going on"), source.part("risk")),
        Section(source.say("Waar", "Where"), source.draft.area.description.in_(source.lang)),
        Section(source.say("Spellen met de vingers", "Spell with the fingers"), ", ".join(spell)),
        Section(source.say("Cijfers in beeld", "Figures on screen"), ", ".join(figures)),
    )
