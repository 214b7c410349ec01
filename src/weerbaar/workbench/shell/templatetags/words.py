# SPDX-License-Identifier: EUPL-1.2
"""Template tags that every page has: ``{% say "Ronde" "Round" %}``, ``{{ text|words }}``, ``{{ x|in_number }}``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from weerbaar.base import number
from weerbaar.workbench.shell import language, moments
from weerbaar.workbench.shell.drafts import drafts_of

register = template.Library()


@register.tag
def say(parser: Any, token: Any) -> template.Node:
    """``{% say "Dutch" "English" %}``: the words in the language of the page; ``{name}`` in them is filled in.

    The words themselves come from templates and may hold markup; what is filled in is escaped. ``as name`` keeps them.
    """
    bits = token.split_contents()[1:]
    kept = bits.pop() if len(bits) > 3 and bits[-2] == "as" else ""
    if kept:
        bits.pop()
    if len(bits) < 2:
        raise template.TemplateSyntaxError("say takes the words in Dutch and in English")
    nl, en = (parser.compile_filter(bit) for bit in bits[:2])
    values = {}
    for bit in bits[2:]:
        name, equals, value = bit.partition("=")
        if not equals or not name.isidentifier():
            raise template.TemplateSyntaxError(f"say: {bit} is not name=value")
        values[name] = parser.compile_filter(value)
    return Say(nl, en, values, kept)


class Say(template.Node):
    """The tag :func:`say`. A page has fifty to five hundred of them, which is why this is no ``simple_tag``."""

    def __init__(self, nl: Any, en: Any, values: dict[str, Any], kept: str) -> None:
        self._both = {"nl": nl, "en": en}
        self._plain = {
            lang: SafeString(words.var) if not words.filters and isinstance(words.var, str) else None
            for lang, words in self._both.items()
        }
        self._values = values
        self._kept = kept

    def render(self, context: Any) -> str:
        """Return the words."""
        lang = context.get("say_in") or language.language()
        found = self._plain[lang]
        if found is None:
            found = SafeString(self._both[lang].resolve(context))
        if self._values:
            filled = {name: conditional_escape(value.resolve(context)) for name, value in self._values.items()}
            found = SafeString(found.format(**filled))
        if self._kept:
            context[self._kept] = found
            return ""
        return found


@register.filter
def words(text: Any) -> str:
    """Return a text of the library in the language of the page."""
    return language.words(text)


@register.filter
def either(record: Any, field: str) -> str:
    """Return ``field_nl`` or ``field_en`` of a row: that of the page where it is filled, else the other."""
    wanted = language.language()
    other = "en" if wanted == "nl" else "nl"
    return getattr(record, f"{field}_{wanted}") or getattr(record, f"{field}_{other}")


@register.filter
def in_number(value: float, digits: int = 2) -> str:
    """Return a number with the decimal sign of the page's language."""
    return number(value, language.language(), digits)


@register.filter
def at_words(moment: datetime) -> str:
    """Return when something happened: the time alone where that was today."""
    return moments.at_words(moment)


@register.filter
def day_words(moment: datetime) -> str:
    """Return the day in full."""
    return moments.day_words(moment)


@register.filter
def left_words(due: datetime) -> str:
    """Return how long there is left until a deadline, or how late it is."""
    return moments.left_words(due)


@register.filter
def is_late(due: datetime) -> bool:
    """Return whether a deadline has passed."""
    return moments.is_late(due)


@register.inclusion_tag("shell/draft_offer.html", takes_context=True)
def draft_offer(context: Any, key: str, version: int | None = None) -> dict[str, Any]:
    """Offer the unsaved text of a form that has this ``data-draft``; nothing where there is none.

    Args:
        context: of the page.
        key: as in ``data-draft``.
        version: that of the row as the page shows it; a draft based on an older one is offered with a warning.
    """
    request = context["request"]
    return {
        "drafts": [
            {"pk": d.pk, "at": moments.at_words(d.saved), "stale": version is not None and d.version < version}
            for d in drafts_of(request.user, key)
        ],
        "key": key,
        "next": request.get_full_path(),
    }
