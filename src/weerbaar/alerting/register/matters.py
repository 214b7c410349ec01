# SPDX-License-Identifier: EUPL-1.2
"""What an approver looks at, from the register: the texts, what stands in them, and where they are received."""

from __future__ import annotations

from dataclasses import replace

from weerbaar.alerting.approval import Matter
from weerbaar.alerting.area import Area, from_geojson
from weerbaar.alerting.broadcast import identifiers_of
from weerbaar.alerting.compose import facts
from weerbaar.alerting.register.events import RegisterError
from weerbaar.alerting.register.uses import Use
from weerbaar.base import Lang, Text

_LANGUAGES: tuple[Lang, ...] = ("nl", "en")
# Reading a text takes longer than its length; no draft is longer than this.
_LONGEST = 4_000


def area_of(use: Use) -> Area | None:
    """Return the area of the draft of a use, with its description; None where there is no draft or no area.

    Raises:
        AreaError: what is kept as its area is none.
    """
    if use.draft is None or not use.draft.area:
        return None
    area, said = from_geojson(use.draft.area), use.draft.area_description
    nl, en = said.get("nl", ""), said.get("en", "")
    return replace(area, description=Text(nl=nl or en, en=en if nl else "")) if nl or en else area


def matter_of(use: Use, outside_km2: float | None) -> Matter:
    """Return what the approver of a use looks at.

    Args:
        use: with its draft.
        outside_km2: served outside the area; None where it was not worked out.

    Raises:
        RegisterError: there is no draft, or it has no end.
        UnknownLevelError: the draft has a level that does not exist.
    """
    draft = use.draft
    if draft is None or draft.expires is None:
        raise RegisterError(
            Text(
                nl=f"Van inzet {use.id} is er geen concept met een eindtijd.",
                en=f"There is no draft with an end of use {use.id}.",
            )
        )
    return Matter(
        draft=use.draft_hash or "",
        author=use.author or "",
        dutch=use.texts.get("nl", ""),
        english=use.texts.get("en", ""),
        contacts=contacts_of(use),
        outside_km2=outside_km2,
        identifier=identifiers_of(draft.level).local[0],
        expires=draft.expires,
    )


def contacts_of(use: Use) -> tuple[str, ...]:
    """Return the numbers and sites in the Dutch text in its order, and those that only the English one has."""
    found: dict[str, str] = {}
    for lang in _LANGUAGES:
        text = use.texts.get(lang, "")[:_LONGEST]
        stated = facts(text, lang)
        for fact in sorted([*stated.of("phone"), *stated.of("site")], key=lambda fact: fact.start):
            found.setdefault(fact.value, text[fact.start : fact.end].strip().rstrip("."))
    return tuple(found.values())
