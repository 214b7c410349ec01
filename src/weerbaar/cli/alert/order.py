# SPDX-License-Identifier: EUPL-1.2
"""From a use in the register to what a channel is asked: pages, identifiers, how often, and for what purpose."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.alerting.approval import Matter
    from weerbaar.alerting.area import Area
    from weerbaar.alerting.delivery import Message
    from weerbaar.alerting.register import Use
    from weerbaar.base import Lang

_LANGUAGES: tuple[Lang, Lang] = ("nl", "en")
_LONGEST = 4_000


def identifiers_of(level: str) -> tuple[int, ...]:
    """Return the message identifiers, for the language of the country, of a level as drafts name it (``2``, ``test``).

    Raises:
        InputError: drafts have no such level.
    """
    from weerbaar.alerting.broadcast import LEVELS, Level

    levels = {str(n): Level(n) for n in range(1, 5)} | {"test": Level.TEST, "exercise": Level.EXERCISE}
    if level not in levels:
        raise refused(level, f"onbekend niveau; kies uit {', '.join(levels)}.", f"unknown level; {', '.join(levels)}.")
    return next(found.local for found in LEVELS if found.level is levels[level])


def area_of(use: Use) -> Area:
    """Return the area of the draft of a use, with its description.

    Raises:
        AreaError: there is no area in it.
    """
    from dataclasses import replace

    from weerbaar.alerting.area import from_geojson
    from weerbaar.base import Text

    if use.draft is None:
        raise refused(use.id, "er is geen concept.", "there is no draft.")
    area, said = from_geojson(use.draft.area), use.draft.area_description
    nl, en = said.get("nl", ""), said.get("en", "")
    return replace(area, description=Text(nl=nl or en, en=en if nl else "")) if nl or en else area


def matter_of(use: Use, outside_km2: float | None) -> Matter:
    """Return what the approver of a use looks at.

    Args:
        use: with its draft.
        outside_km2: served outside the area; None where it was not worked out.
    """
    from weerbaar.alerting.approval import Matter

    draft = use.draft
    if draft is None or draft.expires is None:
        raise refused(use.id, "het concept heeft geen eindtijd.", "the draft has no end.")
    return Matter(
        draft=use.draft_hash or "",
        author=use.author or "",
        dutch=use.texts.get("nl", ""),
        english=use.texts.get("en", ""),
        contacts=contacts_of(use),
        outside_km2=outside_km2,
        identifier=identifiers_of(draft.level)[0],
        expires=draft.expires,
    )


def contacts_of(use: Use) -> tuple[str, ...]:
    """Return the telephone numbers and sites in the order of the Dutch text, then those that only the English has."""
    from weerbaar.alerting.compose import facts

    found: dict[str, str] = {}
    for lang in _LANGUAGES:
        text = use.texts.get(lang, "")[:_LONGEST]
        stated = facts(text, lang)
        for fact in sorted([*stated.of("phone"), *stated.of("site")], key=lambda fact: fact.start):
            found.setdefault(fact.value, text[fact.start : fact.end].strip().rstrip("."))
    return tuple(found.values())


def message_of(use: Use, cells: tuple[str, ...], now: datetime) -> Message[Any]:
    """Return what is asked of a channel: the draft as it was approved.

    Args:
        use: with its draft.
        cells: names of the cells; empty for the whole network of the channel.
        now: moment of sending.

    Raises:
        InputError: there is no draft, or its end has passed.
        WeerbaarError: the text takes too many pages, or an exercise could be taken for real.
    """
    from weerbaar.alerting.broadcast import encode_pages, plan
    from weerbaar.alerting.compose import broadcast_text
    from weerbaar.alerting.delivery import ForExercise, ForReal, ForTest, Message
    from weerbaar.base import Text

    draft = use.draft
    if draft is None or draft.expires is None:
        raise refused(use.id, "er is geen concept met een eindtijd.", "there is no draft with an end.")
    if draft.expires <= now:
        raise refused(
            use.id,
            "de eindtijd van dit bericht is voorbij; maak een nieuw concept.",
            "the end of this message has passed; make a new draft.",
        )
    purposes = {"actual": ForReal(), "test": ForTest(), "exercise": ForExercise()}
    pages = encode_pages(broadcast_text(Text(nl=use.texts.get("nl", ""), en=use.texts.get("en", ""))))
    repeated = plan(len(pages.pages), now, draft.expires)
    return Message(
        use=use.id,
        purpose=purposes[draft.status],
        identifiers=identifiers_of(draft.level),
        dcs=pages.dcs,
        pages=pages.pages,
        cells=cells,
        period=repeated.period_2g,
        broadcasts=repeated.broadcasts_2g,
        draft=use.draft_hash,
    )
