# SPDX-License-Identifier: EUPL-1.2
"""The language of the page, and both languages of a text side by side in the code."""

from __future__ import annotations

from django.utils.translation import get_language

from weerbaar.base import Lang, Text


def language() -> Lang:
    """Return the language in which this request is answered."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def say(nl: str, en: str) -> str:
    """Return the words in the language of the page."""
    return en if language() == "en" else nl


def words(text: Text | str) -> str:
    """Return a text of the library in the language of the page."""
    return text if isinstance(text, str) else text.in_(language())
