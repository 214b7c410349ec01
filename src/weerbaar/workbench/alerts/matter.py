# SPDX-License-Identifier: EUPL-1.2
"""What an approver looks at, from the register: the texts, what stands in them, and where they are received."""

from __future__ import annotations

from datetime import UTC, datetime

from weerbaar.alerting.approval import Matter
from weerbaar.alerting.compose import facts
from weerbaar.alerting.register import Use
from weerbaar.base import Lang
from weerbaar.workbench.alerts import models
from weerbaar.workbench.alerts.footprint import footprint_of
from weerbaar.workbench.alerts.uses import identifiers_of

_LANGUAGES: tuple[Lang, ...] = ("nl", "en")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def matter_of(row: models.Use, use: Use) -> Matter:
    """Return what the approver of a draft looks at.

    Args:
        row: the row of the use, which knows what part of a cell must lie in the area.
        use: as the register has it, with its draft.
    """
    draft = use.draft
    found = footprint_of(use, row.least_share)
    return Matter(
        draft=use.draft_hash or "",
        author=use.author or "",
        dutch=use.texts.get("nl", ""),
        english=use.texts.get("en", ""),
        contacts=contacts_of(use),
        outside_km2=found.outside_km2 if found is not None else None,
        identifier=identifiers_of(draft.level if draft is not None else "2").local[0],
        expires=draft.expires if draft is not None and draft.expires is not None else _NEVER,
    )


def contacts_of(use: Use) -> tuple[str, ...]:
    """Return the numbers and sites in the Dutch text in its order, and those that only the English one has."""
    found: dict[str, str] = {}
    for lang in _LANGUAGES:
        text = use.texts.get(lang, "")
        stated = facts(text, lang)
        places = sorted([*stated.of("phone"), *stated.of("site")], key=lambda fact: fact.start)
        for fact in places:
            found.setdefault(fact.value, text[fact.start : fact.end].strip().rstrip("."))
    return tuple(found.values())
