# SPDX-License-Identifier: EUPL-1.2
"""Numbers and distributions as people type them in a cell: ``0,05`` or ``triangular low=1 mode=2 high=4``."""

from __future__ import annotations

import re
from typing import Any

from weerbaar.base import Distribution, Explained, Point

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_PERHAPS_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_KINDS = ("uniform", "loguniform", "triangular", "pert", "lognormal", "quantiles")


def number_text(value: float) -> str:
    """Return ``value`` so that :func:`parse_number` gives it back exactly, with a decimal point."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return f"{text}0" if _PERHAPS_THOUSANDS.fullmatch(text) else text


def parse_number(text: str) -> float:
    """Return the number in ``text``; a comma or a point is the decimal sign.

    Raises:
        Explained: it is not a number, or ``1.200`` could mean both 1200 and 1.2.
    """
    text = text.strip()
    if _PERHAPS_THOUSANDS.fullmatch(text):
        digits = text.replace(",", "").replace(".", "")
        raise Explained(
            f"onduidelijk of dit {digits} is of {text[:-3]}… achter de komma; schrijf {digits} of {text}0.",
            f"unclear whether this is {digits} or has decimals; write {digits} or {text}0.",
        )
    if not _NUMBER.fullmatch(text):
        raise Explained(
            "moet een getal zijn, zonder scheiding van duizendtallen.",
            "must be a number, without separators for thousands.",
        )
    return float(text.replace(",", "."))


def distribution_text(quantity: Distribution) -> str:
    """Return a distribution as one line of text."""
    if isinstance(quantity, Point):
        return number_text(quantity.value)
    parts: list[str] = [quantity.distribution]
    for name in type(quantity).model_fields:
        value = getattr(quantity, name)
        if name != "distribution":
            shown = "/".join(number_text(v) for v in value) if isinstance(value, tuple) else number_text(value)
            parts.append(f"{name}={shown}")
    return " ".join(parts)


def parse_distribution(text: str) -> Any:
    """Return the number or distribution in ``text`` as the plain data that a dossier file would hold.

    Raises:
        Explained: it is neither.
    """
    kind, *fields = text.split()
    if kind.casefold() not in _KINDS:
        if fields:
            raise _unknown_kind()
        return parse_number(kind)
    data: dict[str, Any] = {"distribution": kind.casefold()}
    for field in fields:
        name, sign, value = field.partition("=")
        if not sign:
            raise _unknown_kind()
        data[name] = [parse_number(v) for v in value.split("/")] if "/" in value else parse_number(value)
    return data


def quantities_text(quantities: dict[str, Distribution]) -> str:
    """Return quantities as one line: ``persons: 1200; duration_d: uniform low=5 high=14``."""
    return "; ".join(f"{name}: {distribution_text(quantity)}" for name, quantity in quantities.items())


def parse_quantities(text: str) -> dict[str, Any]:
    """Return the quantities in ``text`` as plain data; parts are divided by ``;`` or a new line.

    Raises:
        Explained: a part is not ``name: number`` or ``name: distribution``, or a name occurs twice.
    """
    data: dict[str, Any] = {}
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        name, sign, value = part.partition(":")
        name = name.strip()
        if not (sign and name and value.strip()):
            raise Explained(
                "schrijf hoeveelheden als 'naam: getal', gescheiden door ';'.",
                "write quantities as 'name: number', divided by ';'.",
            )
        if name in data:
            raise Explained(f"hoeveelheid {name} staat er twee keer.", f"quantity {name} is given twice.")
        data[name] = parse_distribution(value)
    return data


def _unknown_kind() -> Explained:
    kinds = ", ".join(_KINDS)
    return Explained(
        f"schrijf een getal, of een verdeling zoals 'uniform low=5 high=14' (mogelijk zijn: {kinds}).",
        f"write a number, or a distribution such as 'uniform low=5 high=14' (known are: {kinds}).",
    )
