# SPDX-License-Identifier: EUPL-1.2
"""The sentence of the letter of 2013, for any period: how often, by how many regions, and mainly at what.

“Vanaf de start in november 2012 tot en met juni 2013 is NL-Alert twaalf maal ingezet (door zeven veiligheidsregio’s),
vooral bij grote branden …” Tests and exercises do not count; what the country did is told apart.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from weerbaar.alerting.register.incidents import PeriodCount
from weerbaar.base import Lang, Text, percentage

_ONES_NL = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig"
).split()
_ONES_EN = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TIMES_NL = {1: "eenmaal", 2: "tweemaal", 3: "driemaal"}
_TIMES_EN = {1: "once", 2: "twice"}
_MONTHS_NL = "januari februari maart april mei juni juli augustus september oktober november december".split()
_MONTHS_EN = "January February March April May June July August September October November December".split()
_MANY = 20
"""From so many on, a part of them is given as a percentage as well."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """How a kind of incident is named after “bij” and “at”: one of them, and several."""

    one: Text
    more: Text


def _phrase(one_nl: str, more_nl: str, one_en: str, more_en: str) -> _Phrase:
    return _Phrase(Text(nl=one_nl, en=one_en), Text(nl=more_nl, en=more_en))


_PHRASES: Mapping[str, _Phrase] = {
    "fire-smoke": _phrase(
        "een brand met veel rook", "branden met veel rook", "a fire with a lot of smoke", "smoky fires"
    ),
    "hazardous-substance": _phrase(
        "het vrijkomen van een gevaarlijke stof",
        "het vrijkomen van gevaarlijke stoffen",
        "the release of a hazardous substance",
        "releases of hazardous substances",
    ),
    "ict-failure": _phrase(
        "een grote computerstoring", "grote computerstoringen", "a major computer failure", "major computer failures"
    ),
    "emergency-number-failure": _phrase(
        "een storing van 112", "storingen van 112", "a failure of 112", "failures of 112"
    ),
    "nuclear": _phrase("een kernongeval", "kernongevallen", "a nuclear accident", "nuclear accidents"),
    "riots": _phrase("rellen", "rellen", "riots", "riots"),
    "flood": _phrase("een overstroming", "overstromingen", "a flood", "floods"),
    "evacuation": _phrase("een evacuatie", "evacuaties", "an evacuation", "evacuations"),
    "extreme-weather": _phrase("noodweer", "noodweer", "extreme weather", "extreme weather"),
    "drinking-water": _phrase(
        "onveilig drinkwater", "onveilig drinkwater", "unsafe drinking water", "unsafe drinking water"
    ),
    "power-failure": _phrase("een stroomstoring", "stroomstoringen", "a power failure", "power failures"),
    "explosive": _phrase("een explosief", "explosieven", "an explosive", "explosives"),
    "missing-or-wanted": _phrase(
        "een zoektocht naar een persoon", "zoektochten naar personen", "a search for a person", "searches for people"
    ),
}
_OTHER = _phrase(
    "een ander soort incident", "andere soorten incidenten", "another kind of incident", "other kinds of incidents"
)


def sentence(count: PeriodCount) -> Text:
    """Return the sentence of the letter for a period."""
    nl, en = _period(count.first, count.last)
    total = len(count.incidents)
    if not total:
        return Text(nl=f"{nl} is NL-Alert niet ingezet.", en=f"{en}, NL-Alert was not used.")
    who, mainly = _who(count), _mainly(count)
    return Text(
        nl=f"{nl} is NL-Alert {times(total, 'nl')} ingezet ({who.nl}), {mainly.nl}.",
        en=f"{en}, NL-Alert was used {times(total, 'en')} ({who.en}), {mainly.en}.",
    )


def remarks(count: PeriodCount) -> tuple[Text, ...]:
    """Return what a reader of the sentence must know: what does not count, is not proved, or came from elsewhere."""
    said = []
    if count.exercises or count.tests:
        said.append(
            Text(
                nl=f"Niet meegeteld: {_noun(count.exercises, 'nl', 'oefening', 'oefeningen')} en "
                f"{_noun(count.tests, 'nl', 'testbericht', 'testberichten')}.",
                en=f"Not counted: {_noun(count.exercises, 'en', 'exercise', 'exercises')} and "
                f"{_noun(count.tests, 'en', 'test message', 'test messages')}.",
            )
        )
    if count.messages > len(count.incidents):
        said.append(
            Text(
                nl=f"In totaal zijn {count.messages} berichten uitgezonden; bijwerkingen en de melding dat het gevaar "
                "voorbij is, horen bij dezelfde inzet.",
                en=f"In all {count.messages} messages were broadcast; updates and all-clears belong to the same use.",
            )
        )
    if count.unproved:
        one = count.unproved == 1
        said.append(
            Text(
                nl=f"Van nog {_noun(count.unproved, 'nl', 'opdracht', 'opdrachten')} is niet bewezen dat een zendcel "
                f"{'die' if one else 'ze'} heeft uitgezonden; {'die telt' if one else 'die tellen'} niet mee.",
                en=f"Of {_noun(count.unproved, 'en', 'more order', 'more orders')} it is not proved that any cell "
                "broadcast it; not counted.",
            )
        )
    imported = sum(incident.imported for incident in count.incidents)
    if imported:
        nl = _noun(imported, "nl", "inzet is", "inzetten zijn")
        # A capital É loses its accents in Dutch.
        nl = f"E{nl[1:]}" if nl.startswith("é") else nl.capitalize()
        en = _noun(imported, "en", "use was", "uses were").capitalize()
        said.append(
            Text(
                nl=f"{nl} overgenomen uit een eerdere administratie; daarvan zijn er geen ontvangstbewijzen.",
                en=f"{en} taken over from earlier records; there are no receipts of those.",
            )
        )
    return tuple(said)


def times(count: int, lang: Lang) -> str:
    """Return how often: ``eenmaal``, ``tweemaal``, ``twaalf maal``, ``213 maal``; ``once`` … ``213 times``."""
    if lang == "nl":
        return _TIMES_NL.get(count) or f"{_word(count, lang)} maal"
    return _TIMES_EN.get(count) or f"{_word(count, lang)} times"


def _word(count: int, lang: Lang) -> str:
    words = _ONES_NL if lang == "nl" else _ONES_EN
    return words[count] if count < len(words) else str(count)


def _noun(count: int, lang: Lang, one: str, more: str) -> str:
    if count == 0:
        return f"{'geen' if lang == 'nl' else 'no'} {more}"
    word = "één" if lang == "nl" and count == 1 else _word(count, lang)
    return f"{word} {one if count == 1 else more}"


def _who(count: PeriodCount) -> Text:
    regional, national = len(count.incidents) - count.national, count.national
    by_nl = f"door {_noun(len(count.regions), 'nl', 'veiligheidsregio', 'veiligheidsregio’s')}"
    by_en = f"by {_noun(len(count.regions), 'en', 'safety region', 'safety regions')}"
    if not national:
        return Text(nl=by_nl, en=by_en)
    if not regional:
        return Text(nl="landelijk", en="nationally")
    return Text(
        nl=f"{times(regional, 'nl')} {by_nl} en {times(national, 'nl')} landelijk",
        en=f"{times(regional, 'en')} {by_en} and {times(national, 'en')} nationally",
    )


def _mainly(count: PeriodCount) -> Text:
    total = len(count.incidents)
    kinds = Counter(incident.kind for incident in count.incidents).most_common()
    most = kinds[0][1]
    top = [_PHRASES.get(kind, _OTHER) for kind, n in kinds if n == most]
    if total == 1:
        return Text(nl=f"bij {top[0].one.nl}", en=f"at {top[0].one.en}")
    if most == total:
        return Text(nl=f"steeds bij {top[0].more.nl}", en=f"each time at {top[0].more.en}")
    if most == 1:
        return Text(nl="telkens bij een ander soort incident", en="each time at another kind of incident")
    share = Text(nl=f"{most} van de {total}", en=f"{most} of {total}")
    if total >= _MANY:
        share = Text(
            nl=f"{share.nl}, {percentage(most / total, 'nl')}", en=f"{share.en}, {percentage(most / total, 'en')}"
        )
    if len(top) > 1:
        nl, en = _and([t.more.nl for t in top], "en"), _and([t.more.en for t in top], "and")
        return Text(nl=f"het vaakst bij {nl} (elk {share.nl})", en=f"most often at {en} (each {share.en})")
    word = Text(nl="vooral", en="mainly") if 2 * most > total else Text(nl="het vaakst", en="most often")
    return Text(nl=f"{word.nl} bij {top[0].more.nl} ({share.nl})", en=f"{word.en} at {top[0].more.en} ({share.en})")


def _and(words: list[str], and_: str) -> str:
    return f"{', '.join(words[:-1])} {and_} {words[-1]}"


def _period(first: date, last: date) -> tuple[str, str]:
    if first == last:
        return f"Op {day_words(first, 'nl')}", f"On {day_words(first, 'en')}"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"In {_month(first, 'nl')}", f"In {_month(first, 'en')}"
    if whole and first.year == last.year and (first.month, last.month) == (1, 12):
        return f"In {first.year}", f"In {first.year}"
    part = _month if whole else day_words
    return (
        f"Vanaf {part(first, 'nl')} tot en met {part(last, 'nl')}",
        f"From {part(first, 'en')} up to and including {part(last, 'en')}",
    )


def _month(day: date, lang: Lang) -> str:
    return f"{(_MONTHS_NL if lang == 'nl' else _MONTHS_EN)[day.month - 1]} {day.year}"


def day_words(day: date, lang: Lang) -> str:
    """Return a day as people write it: ``8 november 2012``."""
    return f"{day.day} {_month(day, lang)}"
