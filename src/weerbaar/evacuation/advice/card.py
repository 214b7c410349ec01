# SPDX-License-Identifier: EUPL-1.2
"""An advice on a card: at most 280 characters, the most needed first; what does not fit is left out whole."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import Lang, Text
from weerbaar.evacuation.advice.advice import Advice, Leaving, Shelter
from weerbaar.evacuation.advice.clock import in_short
from weerbaar.evacuation.advice.guidance import Guidance, guidance
from weerbaar.evacuation.advice.sentences import drive_to, earliest_end, place_words

LONGEST = 280
"""Characters on a card, in each language."""

_LONGEST_NAME = 60


def as_card(advice: Advice) -> Text:
    """Return the advice in at most 280 characters a language."""
    told = guidance()
    return fitted(f"{shortened(advice.name)}: ", _sentences(advice, told), LONGEST)


def fitted(head: str, sentences: Sequence[Text], longest: int) -> Text:
    """Return the head and as many sentences, most needed first, as fit in both languages.

    The first sentence is always there; one that does not fit is passed over for a shorter one behind it.
    """
    kept = list(sentences[:1])
    for sentence in sentences[1:]:
        if all(len(_together(head, [*kept, sentence], lang)) <= longest for lang in ("nl", "en")):
            kept.append(sentence)
    return Text(nl=_together(head, kept, "nl"), en=_together(head, kept, "en"))


def _together(head: str, sentences: Sequence[Text], lang: Lang) -> str:
    return head + " ".join(sentence.in_(lang) for sentence in sentences)


def shortened(name: str, longest: int = _LONGEST_NAME) -> str:
    """Return a name that is not longer than it may be."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _sentences(advice: Advice, told: Guidance) -> list[Text]:
    """Most needed first."""
    if advice.action == "stay":
        return [Text(nl="u hoeft niet weg. Blijf thuis.", en="you need not leave. Stay at home."), told.news.short]
    if advice.action == "unknown":
        first = Text(nl="maak u klaar om te vertrekken. Wacht op bericht.", en="get ready to leave. Wait for word.")
        return [first, short_take(told), told.news.short]
    if advice.leaving is None:
        up = short_up(advice.shelter, "ga niet de weg op. ", "do not go on the road. ")
        return [up, short_take(told), *_phone(advice), told.news.short]
    return [
        short_leave(advice.leaving),
        short_up(advice.shelter, "Lukt dat niet? ", "Not possible? "),
        short_road(advice.leaving),
        short_take(told),
        *_phone(advice),
        told.news.short,
    ]


def short_leave(leaving: Leaving) -> Text:
    """Say when to leave in a few words."""
    end = earliest_end(leaving)
    if end is None:
        return Text(nl="vertrek zo snel mogelijk.", en="leave as soon as you can.")
    until = in_short(end)
    if leaving.from_at is not None and leaving.from_s:
        begin = in_short(leaving.from_at)
        return Text(nl=f"vertrek tussen {begin.nl} en {until.nl}.", en=f"leave between {begin.en} and {until.en}.")
    return Text(nl=f"vertrek vóór {until.nl}.", en=f"leave before {until.en}.")


def short_up(shelter: Shelter | None, before_nl: str = "", before_en: str = "") -> Text:
    """Say where to go instead in a few words."""
    if shelter in {"high_building", "doubtful"}:
        return Text(nl=f"{before_nl}Ga naar een hoog gebouw.", en=f"{before_en}Go to a high building.")
    return Text(
        nl=f"{before_nl}Ga naar de bovenste verdieping of een hoog gebouw.",
        en=f"{before_en}Go to the upper floor or a high building.",
    )


def short_road(leaving: Leaving) -> Text:
    """Say which roads to take in a few words."""
    place = shortened(leaving.towards, 40)
    roads = ", ".join(leaving.roads)
    if not roads or not place:
        return Text(nl=f"Neem {roads}.", en=f"Take {roads}.") if roads else drive_to(place)
    towards = place_words(place)
    return Text(nl=f"Route: {roads} naar {towards.nl}.", en=f"Route: {roads} to {towards.in_('en')}.")


def short_take(told: Guidance) -> Text:
    """Say what to take in a few words."""
    things = [item.short for item in told.take if item.short.nl]
    return Text(
        nl=f"Neem mee: {', '.join(thing.nl for thing in things)}.",
        en=f"Take with you: {', '.join(thing.in_('en') for thing in things)}.",
    )


def _phone(advice: Advice) -> tuple[Text, ...]:
    if not advice.phone:
        return ()
    return (Text(nl=f"Hulp nodig? Bel {advice.phone}.", en=f"Need help? Call {advice.phone}."),)
