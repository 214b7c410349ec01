# SPDX-License-Identifier: EUPL-1.2
"""Checks of criteria and their score tables: cells, bounds, labels that fall, printed classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from weerbaar.base import Lang, Location, Text, interval_faults
from weerbaar.method.findings import Findings
from weerbaar.method.model import Axis, Criterion, EuroTable, MatrixTable, Modifier, PrintedTable, Scale, StepsTable
from weerbaar.method.wording import plain

_INTERVAL_HINTS = {
    "error": (
        "Herstel de grenzen zodat de klassen op elkaar aansluiten.",
        "Correct the bounds so that the classes join.",
    ),
    "warning": (
        "Bewaard zoals gedrukt; er wordt niet mee gescoord.",
        "Kept as printed; nothing is scored with it.",
    ),
}


def check_criteria(findings: Findings, scale: Scale | None) -> None:
    """Check all criteria and their tables; ``scale`` is None when the labels could not be read."""
    interests = findings.ids("interests")
    seen: dict[str, Location] = {}
    tables: dict[str, Location] = {}
    for at, criterion in findings.parts(Criterion, ("criteria",)):
        findings.twice(seen, criterion.id, (*at, "id"), "criterium", "criterion")
        if criterion.interest not in interests:
            findings.add(
                (*at, "interest"),
                f"criterium {criterion.id} hoort bij een onbekend belang '{criterion.interest}'.",
                f"criterion {criterion.id} belongs to an unknown interest '{criterion.interest}'.",
                f"Toegestaan: {', '.join(interests)}.",
                f"Allowed: {', '.join(interests)}.",
            )
        for i, table in enumerate(criterion.tables):
            place = (*at, "tables", i)
            findings.twice(tables, table.id, (*place, "id"), "tabel", "table")
            if isinstance(table, StepsTable):
                _check_steps(findings, scale, table, place)
            elif isinstance(table, MatrixTable):
                _check_matrix(findings, scale, table, place)
            elif isinstance(table, EuroTable):
                _check_euro(findings, scale, table, place)
        _check_variables(findings, criterion, at)


def check_printed(findings: Findings) -> None:
    """Check tables that are kept as printed; misprints there are warnings, for nothing is scored with them."""
    seen: dict[str, Location] = {}
    for at, table in findings.parts(PrintedTable, ("printed_tables",)):
        findings.twice(seen, table.id, (*at, "id"), "gedrukte tabel", "printed table")
        places = {code: (*at, "classes", code) for code in table.classes}
        check_intervals(findings, table.name, table.classes, places, table.whole_numbers, "warning")


def check_intervals(
    findings: Findings,
    name: Text,
    classes: Mapping[str, tuple[float | None, float | None]],
    places: Mapping[str, Location],
    whole_numbers: bool,
    severity: Literal["error", "warning"] = "error",
) -> None:
    """Note every gap, overlap and class that runs backwards, naming both classes.

    Args:
        findings: where problems go.
        name: what the classes divide.
        classes: class to its lower and upper end, from low to high; None is open.
        places: class to its location in the file.
        whole_numbers: ``1-8, 9-40`` joins without a gap.
        severity: a misprint that is only kept as printed is a warning.
    """
    codes = list(classes)

    def show(code: str, lang: Lang) -> str:
        low, high = classes[code]
        word = "klasse" if lang == "nl" else "class"
        return f"{word} {code} ({plain(low, lang)} – {plain(high, lang)})"

    faults = interval_faults(list(classes.values()), whole_numbers=whole_numbers)
    backwards = {fault.classes[0] for fault in faults if fault.kind == "reversed"}
    for fault in faults:
        first, second = fault.classes
        if fault.kind == "reversed":
            second = first + 1 if first + 1 < len(codes) else first - 1
            nl, en = "eindigt lager dan zij begint; ernaast staat", "ends below its start; next to it stands"
        elif backwards & {first, second}:
            continue
        elif fault.kind == "gap":
            nl, en = "laat een gat open tot", "leaves a gap before"
        else:
            nl, en = "overlapt met", "overlaps with"
        findings.add(
            places[codes[first]],
            f"{name.nl}: {show(codes[first], 'nl')} {nl} {show(codes[second], 'nl')}.",
            f"{name.in_('en')}: {show(codes[first], 'en')} {en} {show(codes[second], 'en')}.",
            *_INTERVAL_HINTS[severity],
            severity,
        )


def _check_variables(findings: Findings, criterion: Criterion, at: Location) -> None:
    """Refuse a quantity on two sides of one matrix or in two tables of a criterion.

    Class probabilities take the sides of a matrix, and the tables of a criterion, as independent.
    """
    seen: dict[str, str] = {}
    for i, table in enumerate(criterion.tables):
        place = (*at, "tables", i)
        sides: list[tuple[str, Location]] = []
        if isinstance(table, StepsTable):
            sides = [(table.axis.variable, (*place, "axis", "variable"))]
        elif isinstance(table, MatrixTable):
            sides = [
                (table.columns.variable, (*place, "columns", "variable")),
                (table.rows.variable, (*place, "rows", "variable")),
            ]
        elif isinstance(table, EuroTable):
            sides = [(table.axis_variable, (*place, "axis_variable"))]
        for variable, where in sides:
            if variable in seen:
                findings.add(
                    where,
                    f"criterium {criterion.id}: hoeveelheid '{variable}' staat er twee keer, ook in tabel "
                    f"{seen[variable]}.",
                    f"criterion {criterion.id}: quantity '{variable}' occurs twice, also in table {seen[variable]}.",
                    "Geef elke hoeveelheid één plaats: de kansen per label gaan uit van onafhankelijke hoeveelheden.",
                    "Give each quantity one place: the probabilities per label take quantities as independent.",
                )
            seen.setdefault(variable, table.id)


def _check_axis(findings: Findings, axis: Axis, at: Location) -> None:
    needed = len(axis.bounds) + 1
    if len(axis.bands) != needed:
        findings.add(
            (*at, "bands"),
            f"{axis.name.nl}: {len(axis.bounds)} grenzen geven {needed} klassen, maar er staan {len(axis.bands)} "
            "omschrijvingen.",
            f"{axis.name.in_('en')}: {len(axis.bounds)} bounds give {needed} bands, but {len(axis.bands)} are "
            "described.",
            "Voeg omschrijvingen of grenzen toe, of verwijder er.",
            "Add descriptions or bounds, or remove some.",
        )
    bounds = [0.0 if axis.lowest is None else axis.lowest, *axis.bounds]
    for i, (low, high) in enumerate(pairwise(bounds)):
        if high <= low:
            nl = _band_name(axis, i, "nl"), _band_name(axis, i + 1, "nl")
            en = _band_name(axis, i, "en"), _band_name(axis, i + 1, "en")
            findings.add(
                (*at, "bounds", i),
                f"{axis.name.nl}: de grenzen lopen niet op; tussen '{nl[0]}' en '{nl[1]}' staat {plain(high, 'nl')}, "
                f"en dat is niet meer dan {plain(low, 'nl')}.",
                f"{axis.name.in_('en')}: the bounds do not ascend; between '{en[0]}' and '{en[1]}' stands "
                f"{plain(high, 'en')}, which is not more than {plain(low, 'en')}.",
                "Zet de grenzen in oplopende volgorde.",
                "Put the bounds in ascending order.",
            )
    if axis.lowest is None and axis.below_lowest == "none":
        findings.add(
            (*at, "below_lowest"),
            f"{axis.name.nl}: below_lowest heeft geen betekenis zonder lowest.",
            f"{axis.name.in_('en')}: below_lowest means nothing without lowest.",
            "Geef ook lowest op, of verwijder below_lowest.",
            "Give lowest as well, or remove below_lowest.",
        )


def _band_name(axis: Axis, i: int, lang: Lang) -> str:
    return axis.bands[i].in_(lang) if i < len(axis.bands) else f"#{i + 1}"


def _check_labels(findings: Findings, scale: Scale, labels: Sequence[str | None], at: Location) -> None:
    codes = [label.code for label in scale.labels]
    for i, label in enumerate(labels):
        if label is not None and label not in (*codes, scale.none):
            findings.add(
                (*at, i),
                f"onbekend label '{label}'.",
                f"unknown label '{label}'.",
                f"Toegestaan: {', '.join([scale.none, *codes])}, of null als het niet bekend is.",
                f"Allowed: {', '.join([scale.none, *codes])}, or null where it is not known.",
            )


def _check_rising(
    findings: Findings,
    scale: Scale,
    labels: Sequence[str | None],
    names: Sequence[tuple[str, str]],
    places: Sequence[Location],
    what: tuple[str, str],
) -> None:
    """Note labels that fall while the quantity grows; cells that are not known are passed over."""
    order = [scale.none, *(label.code for label in scale.labels)]
    known = [(i, order.index(label)) for i, label in enumerate(labels) if label is not None and label in order]
    for (i, low), (j, high) in pairwise(known):
        if high < low:
            findings.add(
                places[j],
                f"{what[0]}: het label daalt van {labels[i]} bij '{names[i][0]}' naar {labels[j]} bij '{names[j][0]}'.",
                f"{what[1]}: the label falls from {labels[i]} at '{names[i][1]}' to {labels[j]} at '{names[j][1]}'.",
                "Meer of langer mag nooit een lager label geven; herstel een van beide cellen.",
                "More or longer must never give a lower label; correct one of the two cells.",
            )


def _names(axis: Axis, count: int) -> list[tuple[str, str]]:
    return [(_band_name(axis, i, "nl"), _band_name(axis, i, "en")) for i in range(count)]


def _check_steps(findings: Findings, scale: Scale | None, table: StepsTable, at: Location) -> None:
    _check_axis(findings, table.axis, (*at, "axis"))
    needed = len(table.axis.bounds) + 1
    place = (*at, "labels")
    if len(table.labels) != needed:
        findings.add(
            place,
            f"tabel {table.id}: {needed} klassen, maar {len(table.labels)} labels.",
            f"table {table.id}: {needed} bands, but {len(table.labels)} labels.",
            "Geef één label per klasse, of null als het niet bekend is.",
            "Give one label per band, or null where it is not known.",
        )
    if scale is not None:
        _check_labels(findings, scale, table.labels, place)
        names = _names(table.axis, len(table.labels))
        places = [(*place, i) for i in range(len(table.labels))]
        _check_rising(findings, scale, table.labels, names, places, (f"tabel {table.id}", f"table {table.id}"))


def _check_matrix(findings: Findings, scale: Scale | None, table: MatrixTable, at: Location) -> None:
    _check_axis(findings, table.columns, (*at, "columns"))
    _check_axis(findings, table.rows, (*at, "rows"))
    place = (*at, "cells")
    row_count, column_count = len(table.rows.bounds) + 1, len(table.columns.bounds) + 1
    if len(table.cells) != row_count:
        findings.add(
            place,
            f"tabel {table.id}: {row_count} rijen verwacht ({table.rows.name.nl}), maar er staan er "
            f"{len(table.cells)}.",
            f"table {table.id}: {row_count} rows expected ({table.rows.name.in_('en')}), but there are "
            f"{len(table.cells)}.",
            "Geef één rij per klasse.",
            "Give one row per band.",
        )
    whole = len(table.cells) == row_count
    for i, row in enumerate(table.cells):
        if len(row) != column_count:
            whole = False
            findings.add(
                (*place, i),
                f"tabel {table.id}, rij '{_band_name(table.rows, i, 'nl')}': {column_count} cellen verwacht "
                f"({table.columns.name.nl}), maar er staan er {len(row)}.",
                f"table {table.id}, row '{_band_name(table.rows, i, 'en')}': {column_count} cells expected "
                f"({table.columns.name.in_('en')}), but there are {len(row)}.",
                "Geef één cel per kolom, of null als die niet bekend is.",
                "Give one cell per column, or null where it is not known.",
            )
        if scale is not None:
            _check_labels(findings, scale, row, (*place, i))
    if scale is not None and whole:
        columns, rows = _names(table.columns, column_count), _names(table.rows, row_count)
        for i, row in enumerate(table.cells):
            what = (f"tabel {table.id}, rij '{rows[i][0]}'", f"table {table.id}, row '{rows[i][1]}'")
            _check_rising(findings, scale, row, columns, [(*place, i, j) for j in range(column_count)], what)
        for j in range(column_count):
            what = (f"tabel {table.id}, kolom '{columns[j][0]}'", f"table {table.id}, column '{columns[j][1]}'")
            column = [row[j] for row in table.cells]
            _check_rising(findings, scale, column, rows, [(*place, i, j) for i in range(row_count)], what)
    for i, modifier in enumerate(table.modifiers):
        _check_modifier(findings, modifier, (*at, "modifiers", i))


def _check_modifier(findings: Findings, modifier: Modifier, at: Location) -> None:
    lows = [x for x in (modifier.at_least, modifier.above) if x is not None]
    highs = [x for x in (modifier.at_most, modifier.below) if x is not None]
    if not lows and not highs:
        findings.add(
            at,
            f"verschuiving '{modifier.name.nl}' heeft geen voorwaarde.",
            f"modifier '{modifier.name.in_('en')}' has no condition.",
            "Geef at_least, at_most, above of below op.",
            "Give at_least, at_most, above or below.",
        )
    elif lows and highs and max(lows) > min(highs):
        findings.add(
            at,
            f"verschuiving '{modifier.name.nl}' kan nooit gelden: de ondergrens {plain(max(lows), 'nl')} ligt boven "
            f"de bovengrens {plain(min(highs), 'nl')}.",
            f"modifier '{modifier.name.in_('en')}' can never apply: the lower bound {plain(max(lows), 'en')} is above "
            f"the upper bound {plain(min(highs), 'en')}.",
            "Verwissel de grenzen.",
            "Swap the bounds.",
        )


def _check_euro(findings: Findings, scale: Scale | None, table: EuroTable, at: Location) -> None:
    if bool(table.bounds) == bool(table.classes):
        findings.add(
            at,
            f"tabel {table.id}: geef bounds of classes, en niet beide.",
            f"table {table.id}: give bounds or classes, and not both.",
        )
        return
    if table.classes:
        places = {code: (*at, "classes", code) for code in table.classes}
        check_intervals(findings, table.name, table.classes, places, whole_numbers=True)
    classes = list(dict.fromkeys(label.klass for label in scale.labels)) if scale is not None else None
    if classes is not None and table.classes and list(table.classes) != classes:
        findings.add(
            (*at, "classes"),
            f"tabel {table.id}: de klassen {', '.join(table.classes)} zijn niet die van de schaal.",
            f"table {table.id}: the classes {', '.join(table.classes)} are not those of the scale.",
            f"Geef precies, en in deze volgorde: {', '.join(classes)}.",
            f"Give exactly, in this order: {', '.join(classes)}.",
        )
    if classes is not None and table.bounds and len(table.bounds) != len(classes) - 1:
        findings.add(
            (*at, "bounds"),
            f"tabel {table.id}: {len(classes)} labels vragen {len(classes) - 1} grenzen, maar er staan er "
            f"{len(table.bounds)}.",
            f"table {table.id}: {len(classes)} labels need {len(classes) - 1} bounds, but there are "
            f"{len(table.bounds)}.",
            "Geef de ondergrens van het tweede en elk volgend label.",
            "Give the lower bound of the second and every later label.",
        )
    for i, (low, high) in enumerate(pairwise((0.0, *table.bounds))):
        if high <= low:
            names = classes if classes is not None and i + 1 < len(classes) else [f"#{k + 1}" for k in range(i + 2)]
            findings.add(
                (*at, "bounds", i),
                f"tabel {table.id}: de grenzen lopen niet op; tussen klasse {names[i]} en klasse {names[i + 1]} staat "
                f"{plain(high, 'nl')}, en dat is niet meer dan {plain(low, 'nl')}.",
                f"table {table.id}: the bounds do not ascend; between class {names[i]} and class {names[i + 1]} "
                f"stands {plain(high, 'en')}, which is not more than {plain(low, 'en')}.",
                "Zet de grenzen in oplopende volgorde.",
                "Put the bounds in ascending order.",
            )
