# SPDX-License-Identifier: EUPL-1.2
"""Effects in words: the same wording on the terminal, in a figure and in its table."""

from __future__ import annotations

from weerbaar.base import Lang, number
from weerbaar.capability.training.effect import MeasuredEffect
from weerbaar.capability.training.intervals import Interval


def level_words(found: MeasuredEffect, value: float, lang: Lang) -> str:
    """Return a share as a whole percentage, or a score with one decimal."""
    return f"{number(100 * value, lang)}%" if found.kind == "share" else number(value, lang, 1)


def difference_words(found: MeasuredEffect, interval: Interval, lang: Lang) -> str:
    """Return a difference of an effect with its interval, and whether it is clear of nothing.

    Args:
        found: the effect, for its kind and which way is better.
        interval: its difference, or that at a later moment.
        lang: language of the words.
    """
    nl = lang == "nl"
    factor, decimals = (100, 0) if found.kind == "share" else (1, 1)
    unit = ("procentpunt" if nl else "percentage points") if found.kind == "share" else ("punt" if nl else "points")

    def signed(value: float) -> str:
        shown = number(factor * value, lang, decimals)
        return shown if shown.startswith("-") or not shown.strip("0.,") else f"+{shown}"

    to = "tot" if nl else "to"
    name = "verschil" if nl else "difference"
    if found.control_before is not None:
        name = "verschil boven de controlegroep" if nl else "difference beyond the control group"
    said = f"{name}: {signed(interval.estimate)} {unit} ({signed(interval.low)} {to} {signed(interval.high)})"
    if interval.low <= 0 <= interval.high:
        said += ", niet aangetoond" if nl else ", not shown"
    elif (interval.estimate > 0) != (found.better == "higher"):
        said += ", een verslechtering" if nl else ", a change for the worse"
    return said


def months_words(months: float, lang: Lang) -> str:
    """Return how long after: ``na 6 maanden``."""
    shown = f"{months:g}".replace(".", "," if lang == "nl" else ".")
    if lang == "nl":
        return f"na {shown} {'maand' if months == 1 else 'maanden'}"
    return f"after {shown} {'month' if months == 1 else 'months'}"


def seen_words(found: MeasuredEffect, lang: Lang) -> str:
    """Return where it was seen, and when lower is better."""
    nl = lang == "nl"
    seen = {
        "question": ("gevraagd", "asked"),
        "exercise": ("gezien in een oefening", "seen in an exercise"),
        "practice": ("gezien in de praktijk", "seen in practice"),
    }[found.seen_in][0 if nl else 1]
    lower = ", lager is beter" if nl else ", lower is better"
    return f"{seen}{lower if found.better == 'lower' else ''}"
