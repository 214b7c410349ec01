# SPDX-License-Identifier: EUPL-1.2
"""What the figures of cascades share: names, signs, and the line that leads back to the run."""

from __future__ import annotations

from itertools import pairwise

from weerbaar.base import Lang, number
from weerbaar.cascade import CascadeOutcome, Risk, circumstances_words
from weerbaar.figures.marks import Kind
from weerbaar.figures.palette import ramp
from weerbaar.figures.textmetrics import clean, text_width, wrap
from weerbaar.figures.wording import pick

_FEWEST_LETTERS = 4
_MOST_NARROWING = 10


def cascade_caption(outcome: CascadeOutcome, lang: Lang) -> str:
    """Return the line that leads from a figure back to the run that made its numbers."""
    under = circumstances_words(outcome.catalogue, outcome.record.settings, lang)
    title = "; ".join(part for part in (outcome.catalogue.title.in_(lang), under) if part)
    years, events = number(outcome.years, lang), number(outcome.events, lang)
    if lang == "en":
        return f"{title}; {years} years and {events} events per risk and intensity; run record {outcome.record.id}"
    return (
        f"{title}; {years} jaren en {events} gebeurtenissen per risico en intensiteit; rekenverslag {outcome.record.id}"
    )


def cascade_caution(outcome: CascadeOutcome, lang: Lang) -> str:
    """Return what a reader must know first."""
    return outcome.catalogue.statement.in_(lang)


def kind_of(risk: Risk) -> Kind:
    """Return the sign of a risk: an actor has that of a threat."""
    return "threat" if risk.actor else "hazard"


def risk_name(risk: Risk, lang: Lang) -> str:
    """Return the name of a risk; of an actor it says that it is one."""
    name = risk.name.in_(lang)
    return f"{name} ({pick(lang, 'actor', 'actor')})" if risk.actor else name


def intensity_colour(index: int, count: int) -> str:
    """Return the shade of an intensity; light is light."""
    return ramp(0.25 + 0.75 * index / max(1, count - 1))


def wrapped_name(name: str, size: float, width: float) -> list[str]:
    """Return a name in lines; a word that must be broken leaves at least four letters on the next line."""
    best = wrap(name, size, width)
    for less in range(1, _MOST_NARROWING):
        if not any(_left_over(one, other, name) for one, other in pairwise(best)):
            break
        best = wrap(name, size, width - less * size * 0.4)
    return best


def _left_over(line: str, after: str, name: str) -> bool:
    """Return whether the end of a broken word stands almost alone on the next line."""
    broken = line.endswith("-") and line.split(" ")[-1] not in name
    return broken and sum(c.isalpha() for c in after.split(" ")[0]) < _FEWEST_LETTERS


def fitting(words: str, size: float, width: float, weight: int = 400) -> str:
    """Return ``words``, or as much of their beginning as fits in ``width`` pixels with an ellipsis behind it."""
    wording = clean(words)
    if text_width(wording, size, weight) <= width:
        return wording
    while wording and text_width(wording + "…", size, weight) > width:
        wording = wording[:-1]
    return wording.rstrip() + "…"
