# SPDX-License-Identifier: EUPL-1.2
"""Quantities in euro, for methods that add up money instead of labels (nrb-method.md, section 8.3)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from weerbaar.base import Text, UnknownCellError, WeerbaarError
from weerbaar.method.labels import find_criterion
from weerbaar.method.model import Criterion, EuroTable, Method


class QuantityError(WeerbaarError, ValueError):
    """Quantities that cannot be scored: an unknown variable, a missing one, or no usable number."""


def euro_equivalent(method: Method, criterion: str, quantity: float | Mapping[str, float]) -> float:
    """Return what a quantity of an indicator is worth in euro.

    Args:
        method: a method with euro equivalents, such as ``be-bnra``.
        criterion: id, for instance ``ha``.
        quantity: in the indicator's unit, or its parts by name (severe, moderate and minor injuries).

    Raises:
        UnknownNameError: no such criterion.
        UnknownCellError: the criterion has no euro equivalent.
        QuantityError: a negative quantity, no number, or an unknown part.
    """
    found = find_criterion(method, criterion)
    for table in found.tables:
        if isinstance(table, EuroTable) and table.euro_per_unit is not None:
            given = {table.axis_variable: quantity} if isinstance(quantity, int | float) else quantity
            for name, value in given.items():
                if name not in (table.axis_variable, *table.weights_inside):
                    raise unknown_quantity(found, name, (table.axis_variable, *table.weights_inside))
                checked_number(found, name, value)
            return euro_quantity(found, table, given) * table.euro_per_unit
    raise UnknownCellError(
        Text(
            nl=f"Criterium {criterion} heeft in {method.id} geen bedrag in euro per eenheid.",
            en=f"Criterion {criterion} has no amount in euro per unit in {method.id}.",
        )
    )


def euro_quantity(criterion: Criterion, table: EuroTable, quantities: Mapping[str, float]) -> float:
    """Return the quantity of a table in its own unit: given as such, or the weighted sum of its parts.

    Raises:
        QuantityError: neither the quantity nor any of its parts was given, or both were.
    """
    parts = [name for name in table.weights_inside if name in quantities]
    whole = table.axis_variable
    if bool(parts) == (whole in quantities):
        names = ", ".join(table.weights_inside)
        raise QuantityError(
            Text(
                nl=f"Criterium {criterion.id}: geef {whole} of de delen ervan ({names}), een van beide.",
                en=f"Criterion {criterion.id}: give {whole} or its parts ({names}), one of the two.",
            )
        )
    if parts:
        return math.fsum(table.weights_inside[name] * quantities[name] for name in parts)
    return quantities[whole]


def euro_bounds(table: EuroTable) -> tuple[float, ...]:
    """Return the lower bounds of the second and later labels of a table in euro."""
    if table.bounds:
        return table.bounds
    return tuple(low for low, _ in list(table.classes.values())[1:] if low is not None)


def checked_number(criterion: Criterion, name: str, value: object) -> float:
    """Return ``value`` as a number of 0 or more.

    Raises:
        QuantityError: it is not.
    """
    try:
        amount = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        amount = math.nan
    if not math.isfinite(amount) or amount < 0:
        raise QuantityError(
            Text(
                nl=f"Criterium {criterion.id}: {name} = {value} is geen getal van 0 of meer.",
                en=f"Criterion {criterion.id}: {name} = {value} is not a number of 0 or more.",
            )
        )
    return amount


def unknown_quantity(criterion: Criterion, name: str, allowed: tuple[str, ...]) -> QuantityError:
    """Return the error for a quantity that the criterion does not use."""
    names = ", ".join(allowed)
    return QuantityError(
        Text(
            nl=f"Criterium {criterion.id} kent geen hoeveelheid '{name}'. Toegestaan: {names}.",
            en=f"Criterion {criterion.id} has no quantity '{name}'. Allowed: {names}.",
        )
    )
