# SPDX-License-Identifier: EUPL-1.2
"""Numbers of a study in words, in the language of the page."""

from __future__ import annotations

from typing import cast

from weerbaar.base import Text, number, significant
from weerbaar.workbench.shell.language import language, say


def hours(value: float | None) -> str:
    """Return a time in hours; what was not reached is told so."""
    if value is None:
        return say("niet gehaald", "not reached")
    return say(f"{number(value, 'nl', 1)} uur", f"{number(value, 'en', 1)} hours")


def vehicles(value: float) -> str:
    """Return a number of vehicles, whole."""
    return number(value, language())


def roughly(value: float) -> str:
    """Return a number to three digits, for what is not known better."""
    return significant(value, language(), 3)


def routing_words(routing: str) -> Text:
    """Return how people choose their way, in words."""
    from weerbaar.evacuation.study import ROUTING_WORDS, Routing

    return ROUTING_WORDS.get(cast(Routing, routing), Text(nl=routing))
