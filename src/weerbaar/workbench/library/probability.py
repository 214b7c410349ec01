# SPDX-License-Identifier: EUPL-1.2
"""The probability of a link: as people fill it in, as a dossier holds it, and in words."""

from __future__ import annotations

from typing import Any

from weerbaar.base import Explained, Text, percentage
from weerbaar.dossier import number_text, parse_number
from weerbaar.workbench.shell.language import language, say, words

_THREE = ("low", "mode", "high")
_TWO = ("low", "high")
SHAPES: dict[str, tuple[Text, tuple[str, ...]]] = {
    "": (Text(nl="nog niet bekend", en="not known yet"), ()),
    "point": (Text(nl="één getal", en="one number"), ("value",)),
    "triangular": (Text(nl="laag, midden, hoog (driehoek)", en="low, middle, high (triangle)"), _THREE),
    "pert": (Text(nl="laag, midden, hoog (PERT)", en="low, middle, high (PERT)"), _THREE),
    "uniform": (Text(nl="tussen laag en hoog", en="between low and high"), _TWO),
    "loguniform": (Text(nl="tussen laag en hoog, log-schaal", en="between low and high, log scale"), _TWO),
    "lognormal": (Text(nl="lognormaal (laag = p5, hoog = p95)", en="lognormal (low = p5, high = p95)"), ("p5", "p95")),
}
"""Kind of distribution to its words and the names of its numbers, from low to high."""
QUANTILES = "quantiles"
"""A distribution given by quantiles; it is kept as it is."""
_PLACES = {1: ("mid",), 2: ("low", "high"), 3: ("low", "mid", "high")}


def shape_choices(keeps_quantiles: bool) -> list[tuple[str, str]]:
    """Return the shapes to choose from; quantiles only where they are there."""
    found = [(name, words(text)) for name, (text, _) in SHAPES.items()]
    if keeps_quantiles:
        found.append((QUANTILES, say("kwantielen (blijven zoals ze zijn)", "quantiles (stay as they are)")))
    return found


def filled(probability: dict[str, Any] | float | None) -> dict[str, str]:
    """Return what the fields ``shape``, ``low``, ``mid`` and ``high`` hold for a stored probability."""
    if probability is None:
        return {"shape": ""}
    stored: dict[str, Any] = (
        probability if isinstance(probability, dict) else {"distribution": "point", "value": probability}
    )
    shape = str(stored.get("distribution", "point"))
    if shape not in SHAPES:
        return {"shape": QUANTILES}
    names = SHAPES[shape][1]
    return {
        "shape": shape,
        **{place: _shown(stored[name]) for place, name in zip(_PLACES[len(names)], names, strict=True)},
    }


def stored(shape: str, low: str, mid: str, high: str) -> dict[str, Any] | None:
    """Return a probability as a dossier holds it.

    Raises:
        Explained: a number is missing, is no number, or is given where the shape has no place for it.
    """
    names = SHAPES[shape][1]
    given = {"low": low.strip(), "mid": mid.strip(), "high": high.strip()}
    places = _PLACES[len(names)] if names else ()
    labels = {
        "low": Text(nl="laag", en="low"),
        "mid": Text(nl="midden", en="middle"),
        "high": Text(nl="hoog", en="high"),
    }
    for place, text in given.items():
        if not text and place in places:
            raise Explained(f"vul {labels[place].nl} in.", f"fill in {labels[place].en}.")
        if text and place not in places:
            kind = SHAPES[shape][0]
            raise Explained(
                f"{labels[place].nl} hoort niet bij “{kind.nl}”; kies een andere vorm of maak het veld leeg.",
                f"{labels[place].en} does not go with “{kind.en}”; choose another shape or clear the field.",
            )
    if not names:
        return None
    return {"distribution": shape, **{name: _number(given[place]) for place, name in zip(places, names, strict=True)}}


def _number(text: str) -> float:
    return parse_number(text.removesuffix("%")) / 100 if text.endswith("%") else parse_number(text)


def _shown(value: float) -> str:
    text = number_text(value)
    return text.replace(".", ",") if language() == "nl" else text


def in_words(probability: dict[str, Any] | float | None) -> str:
    """Return a stored probability for a reader: ``5% (1% – 10%)``; empty where nobody has said."""
    if probability is None:
        return ""
    if not isinstance(probability, dict):
        return percentage(probability, language())
    numbers = [probability[name] for name in ("low", "p5", "high", "p95") if name in probability]
    if "values" in probability:
        numbers = [probability["values"][0], probability["values"][-1]]
    centre = probability.get("mode", probability.get("value"))
    spread = " – ".join(percentage(n, language()) for n in numbers)
    if centre is None:
        return spread
    return f"{percentage(centre, language())} ({spread})" if spread else percentage(centre, language())
