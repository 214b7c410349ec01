# SPDX-License-Identifier: EUPL-1.2
"""What an approver must type to show that a check was done: something that only stands in this draft.

Which word or number is asked follows from the draft and the check, so that it differs from draft to draft, cannot be
learned by heart, and is the same whenever the page is opened again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from weerbaar.alerting.approval.checks import Ask, Check
from weerbaar.base import Text, number

NETHERLANDS = ZoneInfo("Europe/Amsterdam")

_PARTS: tuple[Text, ...] = (
    Text(nl="wie waarschuwt", en="who warns"),
    Text(nl="wat er aan de hand is", en="what is going on"),
    Text(nl="waar het is", en="where it is"),
    Text(nl="wat mensen moeten doen", en="what people must do"),
    Text(nl="waar meer informatie staat", en="where to find more information"),
)
_EDGES = re.compile(r"^\W+|\W+$")
_SHORTEST_PLAN = 10
_TIME = re.compile(r"\b([01]?\d|2[0-3])[:.][0-5]\d\b")


@dataclass(frozen=True, slots=True)
class Matter:
    """What the approver looks at.

    Attributes:
        draft: hash of the draft; whatever changes in the draft changes it.
        author: who made the draft.
        dutch, english: the texts; the English one may be empty.
        contacts: telephone numbers and links that stand in the texts.
        outside_km2: square kilometres outside the area meant in which the message is received as well; None where that
            was not worked out.
        identifier: message identifier of the Dutch text.
        expires: end of the broadcast, with its offset.
    """

    draft: str
    author: str
    dutch: str
    english: str
    contacts: tuple[str, ...]
    outside_km2: float | None
    identifier: int
    expires: datetime


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is asked, and how an answer is judged.

    Attributes:
        prompt: for the approver.
        holds: whether what was typed shows that the check was done.
    """

    prompt: Text
    holds: Callable[[str], bool]


def challenge(check: Check, matter: Matter) -> Challenge:
    """Return what is asked for a check of a draft."""
    return _MAKERS[check.ask](check, matter)


def _drawn(check: Check, matter: Matter, of: int) -> int:
    """Return one of ``of`` by lot, the same for the same draft and check."""
    digest = hashlib.sha256(f"{matter.draft}/{check.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % of


def _plain(text: str) -> str:
    """Return a text without the differences that do not matter in typing: capitals, accents, signs, spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if c.isalnum())


def _same(*wanted: str) -> Callable[[str], bool]:
    plain = {_plain(text) for text in wanted}
    return lambda typed: _plain(typed) in plain


def _words(text: str) -> list[str]:
    """Return what stands between spaces, so that a time or a telephone number is one word, without signs around it."""
    return [word for part in text.split() if (word := _EDGES.sub("", part))]


def _next_words(text: str, nl: str, en: str, check: Check, matter: Matter) -> Challenge:
    """Ask for what stands after a word: who did not read the text does not know it, who did finds it at once."""
    words = _words(text)
    if not words:
        # Nobody can have read what is not there: the approver says so in so many words, or gives the draft back.
        return Challenge(
            Text(
                nl=f"Er is geen {nl} tekst. Typ “geen {nl} tekst” als dat zo moet.",
                en=f"There is no {en} text. Type “no {en} text” if that is meant.",
            ),
            _same(f"geen {nl} tekst", f"no {en} text"),
        )
    if len(words) == 1:
        return Challenge(Text(nl=f"Typ de {nl} tekst over.", en=f"Type the {en} text."), _same(words[0]))
    before = words[_drawn(check, matter, len(words) - 1)]
    # The word may stand there more than once.
    following = [" ".join(words[i + 1 : i + 3]) for i in range(len(words) - 1) if _plain(words[i]) == _plain(before)]
    return Challenge(
        Text(
            nl=f"Welke twee woorden staan in de {nl} tekst na “{before}”? (Eén, als de tekst dan uit is.)",
            en=f"Which two words stand after “{before}” in the {en} text? (One, if the text ends there.)",
        ),
        _same(*following),
    )


def _dutch_word(check: Check, matter: Matter) -> Challenge:
    return _next_words(matter.dutch, "Nederlandse", "Dutch", check, matter)


def _english_word(check: Check, matter: Matter) -> Challenge:
    return _next_words(matter.english, "Engelse", "English", check, matter)


def _part(check: Check, matter: Matter) -> Challenge:
    part = _PARTS[_drawn(check, matter, len(_PARTS))]

    def holds(typed: str) -> bool:
        return len(_words(typed)) >= 2 and len(_plain(typed)) >= 6 and _plain(typed) in _plain(matter.dutch)

    return Challenge(
        Text(
            nl=f"Neem uit de Nederlandse tekst de woorden over die zeggen {part.nl} (minstens twee). Staat het er "
            "niet, geef het concept dan terug.",
            en=f"Copy the words of the Dutch text that say {part.en} (at least two). If it is not there, return the "
            "draft.",
        ),
        holds,
    )


def _outside(check: Check, matter: Matter) -> Challenge:
    if matter.outside_km2 is None:
        return Challenge(
            Text(
                nl="Het overschot is niet berekend. Typ “overschot onbekend” als u het zo wilt verzenden.",
                en="The overshoot was not worked out. Type “overshoot unknown” if you want to send it like this.",
            ),
            _same("overschot onbekend", "overshoot unknown"),
        )
    shown = _plain(number(matter.outside_km2, "nl", 1))
    return Challenge(
        Text(
            nl="Hoeveel km² buiten het gebied krijgt het bericht ook? Typ het getal bij de kaart, met één decimaal.",
            en="How many km² outside the area get the message as well? Type the number by the map, with one decimal.",
        ),
        lambda typed: _plain(typed.casefold().replace("km²", "").replace("km2", "")) == shown,
    )


def _contact(check: Check, matter: Matter) -> Challenge:
    if not matter.contacts:
        return Challenge(
            Text(
                nl="Er staat geen telefoonnummer of link in de tekst. Typ “geen nummers en links” als dat zo moet.",
                en="There is no telephone number or link in the text. Type “no numbers or links” if that is meant.",
            ),
            _same("geen nummers en links", "no numbers or links"),
        )
    return Challenge(
        Text(
            nl="Typ alle telefoonnummers en links uit de tekst over, in de volgorde van de tekst, nadat u ze hebt "
            "gebeld en geopend.",
            en="Type all telephone numbers and links in the order of the text, after you have dialled and opened them.",
        ),
        _same(" ".join(matter.contacts)),
    )


def _identifier(check: Check, matter: Matter) -> Challenge:
    return Challenge(
        Text(
            nl="Onder welk berichtnummer (vier cijfers) gaat de Nederlandse tekst uit?",
            en="With which message identifier (four digits) does the Dutch text go out?",
        ),
        _same(str(matter.identifier)),
    )


def _expiry(check: Check, matter: Matter) -> Challenge:
    at = matter.expires.astimezone(NETHERLANDS)
    return Challenge(
        Text(
            nl="Tot welke datum en hoe laat wordt het bericht uitgezonden? Typ dd-mm uu:mm, Nederlandse tijd.",
            en="Until which date and time is the message broadcast? Type dd-mm hh:mm, Dutch time.",
        ),
        _same(at.strftime("%d-%m %H:%M")),
    )


def _plan(check: Check, matter: Matter) -> Challenge:
    def holds(typed: str) -> bool:
        return len(_plain(_TIME.sub("", typed))) >= _SHORTEST_PLAN and _TIME.search(typed) is not None

    return Challenge(
        Text(
            nl="Wie meldt dat het gevaar voorbij is, en hoe laat kijkt u er opnieuw naar? Typ wie en uu:mm.",
            en="Who gives the all-clear, and at what time do you look again? Type who and hh:mm.",
        ),
        holds,
    )


_MAKERS: Mapping[Ask, Callable[[Check, Matter], Challenge]] = {
    "dutch_word": _dutch_word,
    "part": _part,
    "outside": _outside,
    "contact": _contact,
    "english_word": _english_word,
    "identifier": _identifier,
    "expiry": _expiry,
    "plan": _plan,
}
