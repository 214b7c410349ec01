# SPDX-License-Identifier: EUPL-1.2
"""From quantities to a label with the reason in words, and from distributions to class probabilities.

Tables are those of the method file (nrb-method.md, sections 1.3, 7.3, 8.2 and 8.3). Of several tables
that apply, the highest label counts. What the file marks as unknown is never guessed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from weerbaar.base import Distribution, Point, Text, UnknownCellError, class_index
from weerbaar.method.labels import class_codes, class_of_label, find_criterion, label_codes
from weerbaar.method.model import Axis, Criterion, EuroTable, MatrixTable, Method, Modifier, StepsTable
from weerbaar.method.monetising import QuantityError, checked_number, euro_bounds, euro_quantity, unknown_quantity
from weerbaar.method.wording import joined, quantity_words

_TAIL = 0.01
"""Largest probability below a table's first band that is counted in that band; more is refused."""

_SAME = 1e-9
"""Relative distance below a bound that still counts as the bound, as in ``base.class_index``."""

KnownTable = StepsTable | MatrixTable | EuroTable


@dataclass(frozen=True)
class Scored:
    """A label and why.

    Attributes:
        label: code in the method's scale.
        reason: for instance "1.200 personen, 3 weken → B".
    """

    label: str
    reason: Text


def score(method: Method, criterion: str, quantities: Mapping[str, float | str]) -> Scored:
    """Return the label that quantities give on a criterion, with the reason in words.

    Args:
        method: the measuring rod.
        criterion: id, for instance ``2.3``.
        quantities: variable of the method file to value in the unit that its name ends in; numbers may be
            given as text. A quantity of 0 is "no impact": the scale's "none".

    Raises:
        UnknownNameError: no such criterion.
        QuantityError: an unknown or missing variable, or a value that is negative or not a number.
        UnknownCellError: a table or cell that is not known, or a quantity below a table's first band while
            the table's other quantity is not "no impact".
    """
    found = find_criterion(method, criterion)
    numbers = {name: checked_number(found, name, value) for name, value in quantities.items()}
    tables = _tables_for(method, found, numbers)
    scored = [_score_table(method, found, table, numbers) for table in tables]
    order = label_codes(method)
    best = max(scored, key=lambda s: order.index(s.label))
    if len(scored) == 1:
        return best
    highest = Text(nl=f"hoogste telt: {best.label}", en=f"the highest counts: {best.label}")
    return Scored(best.label, joined([*(s.reason for s in scored), highest], "; "))


def label_probabilities(
    method: Method, criterion: str, quantities: Mapping[str, Distribution | float]
) -> dict[str, float]:
    """Return the exact probability of every label, "none" included, for quantities with uncertainty.

    Each probability is a difference of cumulative probabilities at the bounds of the bands. Quantities are
    taken as independent of each other: a matrix cell has the product of its row's and its column's
    probability, and the highest label of several tables follows from the product of their cumulative
    probabilities. Inputs of modifiers must be certain. Up to 1 % of a distribution below a table's first
    band is counted in that band. Where one quantity of a matrix is certainly "no impact", so is the table.

    Raises:
        UnknownNameError, QuantityError, UnknownCellError: as :func:`score`; an unknown cell that has any
            probability is refused.
    """
    found = find_criterion(method, criterion)
    given = {name: _distribution(found, name, value) for name, value in quantities.items()}
    tables = _tables_for(method, found, given)
    order = label_codes(method)
    below = [1.0] * len(order)
    for table in tables:
        masses = _table_probabilities(method, found, table, given)
        for i in range(len(order)):
            below[i] *= math.fsum(masses[code] for code in order[: i + 1])
    result = {code: below[i] - (below[i - 1] if i else 0.0) for i, code in enumerate(order)}
    total = math.fsum(result.values())
    return {code: max(0.0, p) / total for code, p in result.items()}


def score_variables(criterion: Criterion) -> tuple[str, ...]:
    """Return every quantity that the tables of a criterion can use."""
    names: list[str] = []
    for table in criterion.tables:
        if not isinstance(table, KnownTable):
            continue
        names += [*_needed(table), *_modifier_variables(table)]
        if isinstance(table, EuroTable):
            names += list(table.weights_inside)
    return tuple(dict.fromkeys(names))


def _tables_for(method: Method, criterion: Criterion, given: Mapping[str, object]) -> list[KnownTable]:
    """Return the tables of which every quantity is given; refuse names and gaps that make no sense."""
    known = [table for table in criterion.tables if isinstance(table, KnownTable)]
    unknown_tables = [table for table in criterion.tables if table.type == "unknown"]
    if not known:
        what = [table.what for table in unknown_tables] or [
            Text(nl="Er is geen tabel voor dit criterium.", en="There is no table for this criterion.")
        ]
        raise UnknownCellError(
            Text(
                nl=f"Criterium {criterion.id} ({criterion.name.nl}) in {method.id}: {joined(what, ' ').nl} "
                "Geef een label in plaats van hoeveelheden.",
                en=f"Criterion {criterion.id} ({criterion.name.in_('en')}) in {method.id}: "
                f"{joined(what, ' ').en} Give a label instead of quantities.",
            )
        )
    allowed = score_variables(criterion)
    for name in given:
        if name not in allowed:
            raise unknown_quantity(criterion, name, allowed)
    complete = [table for table in known if _is_complete(table, given)]
    used = {name for table in complete for name in (*_needed(table), *_modifier_variables(table), *_parts(table))}
    unused = [name for name in given if name not in used]
    if not complete or unused:
        missing = sorted(
            {
                name
                for table in known
                if table not in complete
                and (not unused or set(unused) & {*_needed(table), *_modifier_variables(table)})
                for name in _needed(table)
                if name not in given
            },
            key=allowed.index,
        )
        raise QuantityError(
            Text(
                nl=f"Criterium {criterion.id}: er ontbreekt een hoeveelheid; geef ook {', '.join(missing)}.",
                en=f"Criterion {criterion.id}: a quantity is missing; also give {', '.join(missing)}.",
            )
        )
    return complete


def _needed(table: KnownTable) -> tuple[str, ...]:
    if isinstance(table, StepsTable):
        return (table.axis.variable,)
    if isinstance(table, MatrixTable):
        return (table.columns.variable, table.rows.variable)
    return (table.axis_variable,)


def _parts(table: KnownTable) -> tuple[str, ...]:
    return tuple(table.weights_inside) if isinstance(table, EuroTable) else ()


def _modifier_variables(table: KnownTable) -> tuple[str, ...]:
    return tuple(m.variable for m in table.modifiers) if isinstance(table, MatrixTable) else ()


def _is_complete(table: KnownTable, given: Mapping[str, object]) -> bool:
    return all(name in given for name in _needed(table)) or any(name in given for name in _parts(table))


def _score_table(method: Method, criterion: Criterion, table: KnownTable, numbers: Mapping[str, float]) -> Scored:
    none = method.scale.none
    if isinstance(table, EuroTable):
        value = euro_quantity(criterion, table, numbers)
        words = quantity_words(table.axis_variable, table.unit, value)
        codes = class_codes(method)
        label = none if value == 0 else codes[class_index(value, euro_bounds(table))]
        return Scored(label, _arrow(words, label))
    axes = (table.axis,) if isinstance(table, StepsTable) else (table.columns, table.rows)
    words = joined([quantity_words(axis.variable, axis.name, numbers[axis.variable]) for axis in axes])
    if any(_is_none(axis, numbers[axis.variable]) for axis in axes):
        return Scored(none, _arrow(words, none))
    label = _cell(method, criterion, table, [_band(criterion, axis, numbers[axis.variable]) for axis in axes])
    moved = label
    why: list[Text] = []
    for modifier in table.modifiers if isinstance(table, MatrixTable) else ():
        if modifier.variable in numbers and _applies(modifier, numbers[modifier.variable]):
            moved = shifted(method, moved, modifier.shift)
            nl, en = ("hoger", "higher") if modifier.shift > 0 else ("lager", "lower")
            why.append(
                Text(
                    nl=f"{modifier.name.nl}: een klasse {nl} → {moved}",
                    en=f"{modifier.name.in_('en')}: one class {en} → {moved}",
                )
            )
    return Scored(moved, joined([_arrow(words, label), *why], "; "))


def shifted(method: Method, label: str, shift: int) -> str:
    """Return the label ``shift`` whole classes away, never beyond the lowest or the highest class."""
    codes = class_codes(method)
    place = codes.index(class_of_label(method, label)) + shift
    return label if not 0 <= place < len(codes) else codes[place]


def _applies(modifier: Modifier, value: float) -> bool:
    return (
        (modifier.at_least is None or value >= modifier.at_least)
        and (modifier.at_most is None or value <= modifier.at_most)
        and (modifier.above is None or value > modifier.above)
        and (modifier.below is None or value < modifier.below)
    )


def _arrow(words: Text, label: str) -> Text:
    return Text(nl=f"{words.nl} → {label}", en=f"{words.in_('en')} → {label}")


def _is_short(axis: Axis, value: float) -> bool:
    return axis.lowest is not None and value * (1 + _SAME) < axis.lowest


def _is_none(axis: Axis, value: float) -> bool:
    """Tell whether ``value`` is "no impact" on this axis, and so in the whole table."""
    return value == 0 or (axis.below_lowest == "none" and _is_short(axis, value))


def _band(criterion: Criterion, axis: Axis, value: float) -> int:
    """Return the band in which a ``value`` that is not "no impact" falls."""
    if _is_short(axis, value):
        raise _below_lowest(criterion, axis, quantity_words(axis.variable, axis.name, value))
    return class_index(value, axis.bounds)


def _below_lowest(criterion: Criterion, axis: Axis, words: Text) -> UnknownCellError:
    start = quantity_words(axis.variable, axis.name, axis.lowest or 0.0)
    return UnknownCellError(
        Text(
            nl=f"Criterium {criterion.id}: de tabel begint bij {start.nl}; voor {words.nl} geeft de "
            "methode geen label. Geef zelf een label.",
            en=f"Criterion {criterion.id}: the table starts at {start.en}; the method gives no label for "
            f"{words.en}. Give a label yourself.",
        )
    )


def _cell(method: Method, criterion: Criterion, table: StepsTable | MatrixTable, places: Sequence[int]) -> str:
    """Return the label in a cell; ``places`` is (column,) or (column, row)."""
    if isinstance(table, StepsTable):
        label, bands = table.labels[places[0]], [table.axis.bands[places[0]]]
    else:
        label = table.cells[places[1]][places[0]]
        bands = [table.columns.bands[places[0]], table.rows.bands[places[1]]]
    if label is None:
        cell = joined(bands, " × ")
        raise UnknownCellError(
            Text(
                nl=f"Criterium {criterion.id}, tabel {table.id}: het label voor '{cell.nl}' is niet bekend "
                f"in {method.id}. Geef een label in plaats van hoeveelheden.",
                en=f"Criterion {criterion.id}, table {table.id}: the label for '{cell.en}' is not known in "
                f"{method.id}. Give a label instead of quantities.",
            )
        )
    return label


def _table_probabilities(
    method: Method, criterion: Criterion, table: KnownTable, given: Mapping[str, Distribution]
) -> dict[str, float]:
    """Return the probability of every label in one table."""
    masses = dict.fromkeys(label_codes(method), 0.0)
    none = method.scale.none
    if isinstance(table, EuroTable):
        if table.axis_variable not in given:
            parts = {name: _certain(criterion, name, given[name]) for name in table.weights_inside if name in given}
            given = {table.axis_variable: Point(value=euro_quantity(criterion, table, parts))}
        edges = euro_bounds(table)
        shares = _band_shares(given[table.axis_variable], edges)
        masses[none] = shares[0]
        for code, share in zip(class_codes(method), shares[1:], strict=False):
            masses[code] += share
        return masses
    axes = (table.axis,) if isinstance(table, StepsTable) else (table.columns, table.rows)
    if any(_none_share(axis, given[axis.variable]) == 1 for axis in axes):
        masses[none] = 1.0
        return masses
    per_axis = [_axis_shares(criterion, axis, given[axis.variable]) for axis in axes]
    shift_by = [
        (m, _certain(criterion, m.variable, given[m.variable]))
        for m in (table.modifiers if isinstance(table, MatrixTable) else ())
        if m.variable in given
    ]
    for places in product(*(range(len(shares)) for shares in per_axis)):
        share = math.prod(shares[place] for shares, place in zip(per_axis, places, strict=True))
        if share == 0:
            continue
        if 0 in places:
            masses[none] += share
            continue
        label = _cell(method, criterion, table, [place - 1 for place in places])
        for modifier, value in shift_by:
            if _applies(modifier, value):
                label = shifted(method, label, modifier.shift)
        masses[label] += share
    return masses


def _none_share(axis: Axis, quantity: Distribution) -> float:
    """Return the probability of "no impact" on this axis."""
    counted_from = [axis.lowest] if axis.lowest is not None and axis.below_lowest == "none" else []
    return math.fsum(_band_shares(quantity, counted_from)[: 1 + len(counted_from)])


def _axis_shares(criterion: Criterion, axis: Axis, quantity: Distribution) -> list[float]:
    """Return the probability of "no impact" and of every band."""
    if axis.lowest is None:
        return _band_shares(quantity, axis.bounds)
    none, short, *bands = _band_shares(quantity, (axis.lowest, *axis.bounds))
    if axis.below_lowest == "none":
        return [none + short, *bands]
    if short > _TAIL:
        share = f"{100 * short:.0f}%"
        raise _below_lowest(
            criterion,
            axis,
            Text(nl=f"{share} van de opgegeven verdeling", en=f"{share} of the distribution given"),
        )
    bands[0] += short
    return [none, *bands]


def _band_shares(quantity: Distribution, bounds: Sequence[float]) -> list[float]:
    """Return P(0), and the probability of every band of ``bounds``, the first one starting above 0."""
    edges = [0.0, *(math.nextafter(b / (1 + _SAME), 0.0) for b in bounds)]
    below = [float(p) for p in quantity.cdf(edges)]
    return [below[0], *(high - low for low, high in zip(below, [*below[1:], 1.0], strict=True))]


def _distribution(criterion: Criterion, name: str, value: Distribution | float) -> Distribution:
    if isinstance(value, int | float):
        return Point(value=checked_number(criterion, name, value))
    if isinstance(value, Point):
        checked_number(criterion, name, value.value)
    elif float(value.cdf(math.nextafter(0.0, -1.0))) > 0:
        raise QuantityError(
            Text(
                nl=f"Criterium {criterion.id}: de verdeling van {name} komt onder 0.",
                en=f"Criterion {criterion.id}: the distribution of {name} goes below 0.",
            )
        )
    return value


def _certain(criterion: Criterion, name: str, value: Distribution) -> float:
    if isinstance(value, Point):
        return value.value
    raise QuantityError(
        Text(
            nl=f"Criterium {criterion.id}: {name} moet een vast getal zijn, geen verdeling.",
            en=f"Criterion {criterion.id}: {name} must be a fixed number, not a distribution.",
        )
    )
