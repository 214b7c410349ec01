# SPDX-License-Identifier: EUPL-1.2
"""Parts of a question that are the same for everybody, rendered once: the score table and the rows of classes."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from weerbaar.workbench.scoring.fields import Field, rod_named
from weerbaar.workbench.shell.language import language, say

ENDS = ("label", "lower", "upper")
"""The three rows of a range: the judgement and what is conceivable at both sides."""


def rod_html(asked: Field) -> SafeString:
    """Return the score tables of a question with the words of its classes, in the language of the page."""
    return _rod_html(asked.method, asked.id, language())


def scales_html(asked: Field, values: dict[str, str]) -> SafeString:
    """Return three rows of radio buttons, with the classes in ``values`` (by :data:`ENDS`) chosen."""
    codes = {choice.code for choice in asked.choices}
    given = (values.get(end, "") for end in ENDS)
    # What is no class of the method was typed by hand; it must not fill the memory.
    chosen = tuple(value if value in codes else "" for value in given)
    rows = (_scale_html(asked.method, asked.id, end, chosen[i], language()) for i, end in enumerate(ENDS))
    return SafeString("".join(rows))


@lru_cache(maxsize=512)
def _rod_html(method: str, criterion: str, lang: str) -> SafeString:
    asked = rod_named(method).field(criterion)
    return render_to_string("scoring/rod.html", {"f": asked})


@lru_cache(maxsize=4096)
def _scale_html(method: str, criterion: str, end: str, value: str, lang: str) -> SafeString:
    legends = {
        "label": say("Beste oordeel", "Best judgement"),
        "lower": say("Laagst denkbaar", "Lowest conceivable"),
        "upper": say("Hoogst denkbaar", "Highest conceivable"),
    }
    asked = rod_named(method).field(criterion)
    context = {"f": asked, "end": end, "value": value, "legend": legends[end], "same": end != "label"}
    return render_to_string("scoring/scale.html", context)
