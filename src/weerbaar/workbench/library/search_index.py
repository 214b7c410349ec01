# SPDX-License-Identifier: EUPL-1.2
"""Keep the search texts of a scenario in step with the scenario; they follow every save of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import transaction

from weerbaar.base import Lang
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.library.folding import bare, stem, words_of
from weerbaar.workbench.library.models import Scenario, SearchText

Place = tuple[str, Lang]
"""Section (or ``title``, ``theme``, ``facts``) and language."""
LANGUAGES: tuple[Lang, Lang] = ("nl", "en")


def texts_of(row: Scenario) -> dict[Place, str]:
    """Return all that can be found of a scenario, as it was written."""
    found: dict[Place, str] = {}
    for language in LANGUAGES:
        found["title", language] = getattr(row, f"title_{language}")
        found["theme", language] = getattr(row, f"theme_{language}")
        found["facts", language] = getattr(row, f"note_{language}")
        for section in SECTIONS:
            found[section, language] = row.story.get(section, {}).get(language, "")
    # Vital processes have one name, in whatever language; they are found with the words of the page.
    found["facts", "nl"] = "\n".join([*row.vital, found["facts", "nl"]])
    return {place: text for place, text in found.items() if text.strip()}


@transaction.atomic
def refresh(row: Scenario) -> int:
    """Write the search texts of a scenario that differ from what is there.

    Returns:
        How many were written or removed.
    """
    there = {(t.section, t.language): t for t in SearchText.objects.filter(scenario_id=row.pk)}
    fresh = []
    for (section, language), raw in texts_of(row).items():
        text, stems = _searchable(raw, language)
        known = there.get((section, language))
        if known is not None and known.text == text:
            del there[section, language]
            continue
        fresh.append(SearchText(scenario_id=row.pk, section=section, language=language, text=text, stems=stems))
    gone = [known.pk for known in there.values()]
    if gone:
        SearchText.objects.filter(pk__in=gone).delete()
    SearchText.objects.bulk_create(fresh)
    return len({*there, *((text.section, text.language) for text in fresh)})


def follow(sender: type[Scenario], instance: Scenario, **_: Any) -> None:
    """Receive the signal that a scenario was saved."""
    refresh(instance)


@lru_cache(maxsize=1_000)
def _searchable(raw: str, language: Lang) -> tuple[str, str]:
    """Return the words of a text and their stems; whoever saves a scenario changes one text of it, seldom more."""
    found = words_of(bare(raw))
    return _padded(found), _padded(sorted({stem(word, language) for word in found}))


def _padded(words: list[str]) -> str:
    return f" {' '.join(words)} " if words else ""
