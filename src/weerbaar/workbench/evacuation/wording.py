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


def hours_before(value: float) -> str:
    """Return a time before the water in hours, without decimals where it has none."""
    digits = 0 if value == int(value) else 1
    return say(f"{number(value, 'nl', digits)} uur", f"{number(value, 'en', digits)} hours")


def count(value: float) -> str:
    """Return an expected number: whole, with a decimal only where it is small."""
    return number(value, language(), 0 if value >= 10 or value == 0 else 1)


def clock(hours_: float) -> str:
    """Return a time after the start as hours and minutes: ``+12:30``."""
    minutes = round(hours_ * 60)
    return f"+{minutes // 60}:{minutes % 60:02d}"


def vehicles(value: float) -> str:
    """Return a number of vehicles, whole."""
    return number(value, language())


def roughly(value: float) -> str:
    """Return a number to three digits, for what is not known better."""
    return significant(value, language(), 3)


def persons(value: float) -> str:
    """Return a number of people that was worked out: to three digits, and no part of one."""
    if 0 < value < 0.5:
        return say("minder dan 1", "fewer than 1")
    return number(value, language()) if value < 1000 else roughly(value)


def routing_words(routing: str) -> Text:
    """Return how people choose their way, in words."""
    from weerbaar.evacuation.study import ROUTING_WORDS, Routing

    return ROUTING_WORDS.get(cast(Routing, routing), Text(nl=routing))
