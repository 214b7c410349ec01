# SPDX-License-Identifier: EUPL-1.2
"""Judgements as rows of a table, the form that the workbook and the CSV file share."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weerbaar.base import Explained, InputError, Lang, Location, Point, Problem, Text, YamlSource, validate
from weerbaar.dossier.judgement_checks import criterion_names, judgement_problems, vocabulary
from weerbaar.dossier.model import FORBIDDEN, LIKELIHOOD, Dossier, Judgement, JudgementSet, Scenario
from weerbaar.dossier.numerals import (
    distribution_text,
    parse_distribution,
    parse_number,
    parse_quantities,
    quantities_text,
)
from weerbaar.dossier.places import Placed
from weerbaar.dossier.references import repeated
from weerbaar.method import Method

Cell = str | float | None
MAX_ROWS = 100_000
EXPERT = "expert"
_ID_AND_NAME = " · "

_LEVELS = {"low": Text(nl="laag", en="low"), "high": Text(nl="hoog", en="high")}


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        field: field of a judgement, or ``expert`` for the id of its set.
        title: heading in the workbook.
        width: in characters.
        words: allowed values, as written in a workbook.
        help: what to fill in.
    """

    field: str
    title: Text
    width: int
    words: Mapping[str, Text] | None = None
    help: Text = Text(nl="")


COLUMNS: tuple[Column, ...] = (
    Column("scenario", Text(nl="Scenario", en="Scenario"), 34),
    Column("criterion", Text(nl="Criterium", en="Criterion"), 38),
    Column(EXPERT, Text(nl="Deskundige", en="Expert"), 16),
    Column(
        "label",
        Text(nl="Label", en="Label"),
        9,
        help=Text(nl="Het oordeel; X betekent niet van toepassing.", en="The judgement; X means not relevant."),
    ),
    Column(
        "lower",
        Text(nl="Ondergrens", en="Lower"),
        11,
        help=Text(nl="Laagste label dat u redelijk vindt.", en="Lowest label you find reasonable."),
    ),
    Column(
        "upper",
        Text(nl="Bovengrens", en="Upper"),
        11,
        help=Text(nl="Hoogste label dat u redelijk vindt.", en="Highest label you find reasonable."),
    ),
    Column(
        "half",
        Text(nl="Halve klasse", en="Half class"),
        12,
        {"unknown": Text(nl="onbekend", en="unknown")},
        Text(
            nl="'onbekend' als het label alleen als hele klasse bekend is.",
            en="'unknown' when only the whole class is known.",
        ),
    ),
    Column(
        "sub_class",
        Text(nl="Deel van de klasse", en="Part of class"),
        17,
        {"low": _LEVELS["low"], "mid": Text(nl="midden", en="mid"), "high": _LEVELS["high"]},
        Text(nl="Alleen bij waarschijnlijkheid.", en="For likelihood only."),
    ),
    Column(
        "vulnerability",
        Text(nl="Kwetsbaarheid", en="Vulnerability"),
        14,
        {"low": _LEVELS["low"], "medium": Text(nl="midden", en="medium"), "high": _LEVELS["high"]},
        Text(nl="Alleen bij de waarschijnlijkheid van een dreiging.", en="For the likelihood of a threat only."),
    ),
    Column(
        "quantities",
        Text(nl="Hoeveelheden", en="Quantities"),
        34,
        help=Text(
            nl="In plaats van een label, bijvoorbeeld: persons: 1200; duration_d: uniform low=5 high=14",
            en="Instead of a label, for instance: persons: 1200; duration_d: uniform low=5 high=14",
        ),
    ),
    Column(
        "probability",
        Text(nl="Kans", en="Probability"),
        16,
        help=Text(
            nl="Kans tussen 0 en 1 op ten minste één keer in de periode hiernaast; alleen bij waarschijnlijkheid.",
            en="Probability between 0 and 1 of at least once in the period beside it; for likelihood only.",
        ),
    ),
    Column("window_years", Text(nl="Periode (jaar)", en="Period (years)"), 14),
    Column(
        "missing",
        Text(nl="Ontbreekt", en="Missing"),
        11,
        {"yes": Text(nl="ja", en="yes"), "no": Text(nl="nee", en="no")},
        Text(nl="'ja' als er geen oordeel te geven is.", en="'yes' when no judgement can be given."),
    ),
    Column("reason", Text(nl="Toelichting", en="Reason"), 50),
    Column(
        "confidence",
        Text(nl="Vertrouwen", en="Confidence"),
        12,
        {"low": _LEVELS["low"], "medium": Text(nl="midden", en="medium"), "high": _LEVELS["high"]},
    ),
    Column(
        "evidence",
        Text(nl="Onderbouwing", en="Evidence"),
        16,
        {
            "statistics": Text(nl="statistiek", en="statistics"),
            "cases": Text(nl="casuïstiek", en="cases"),
            "model": Text(nl="model", en="model"),
            "network": Text(nl="netwerk", en="network"),
            "expert": Text(nl="deskundige", en="expert"),
            "intelligence": Text(nl="inlichtingen", en="intelligence"),
            "published": Text(nl="gepubliceerd", en="published"),
        },
    ),
    Column("sources", Text(nl="Bronnen", en="Sources"), 24),
)
_BY_FIELD = {column.field: column for column in COLUMNS}
_BY_HEADING = {
    heading.casefold(): column.field
    for column in COLUMNS
    for heading in (column.field, column.title.nl, column.title.en)
}
_REQUIRED = ("scenario", "criterion", EXPERT)
ANSWERS = tuple(column.field for column in COLUMNS if column.field not in _REQUIRED)


@dataclass(frozen=True)
class FilledRow:
    """One row as it was found.

    Attributes:
        file: name for messages.
        cells: field to value.
        locate: field to line and shown reference, such as ``Scores!D7``.
    """

    file: str
    cells: Mapping[str, object]
    locate: Callable[[str], tuple[int | None, str]]

    def problem(self, field: str, text: Text, hint: Text | None = None, value: object = None) -> Problem:
        """Return a problem with one cell."""
        line, shown = self.locate(field)
        return Problem(
            self.file, text, hint or Text(nl=""), line=line, field=shown, value="" if value is None else str(value)
        )


def judged_by(dossier: Dossier) -> tuple[JudgementSet, ...]:
    """Return the judgement sets of a dossier, or one to be filled in where there is none yet."""
    first = _new_set("deskundige-1" if dossier.round.language == "nl" else "expert-1")
    return dossier.judgements or (first,)


def table(dossier: Dossier, method: Method, lang: Lang | None) -> list[dict[str, Cell]]:
    """Return one row per scenario, expert and criterion; rows without a judgement are empty but for those.

    Args:
        dossier: the round.
        method: gives the criteria that are to be judged.
        lang: language of fixed words and names; None keeps the codes of the dossier files.
    """
    names = criterion_names(method) | {LIKELIHOOD: Text(nl="Waarschijnlijkheid", en="Likelihood")}
    asked = [c.id for c in method.criteria] + [LIKELIHOOD]
    sets = judged_by(dossier)
    given = {(s.id, j.scenario, j.criterion): j for s in sets for j in s.judgements}
    rows: list[dict[str, Cell]] = []
    for scenario in dossier.scenarios:
        for judgement_set in sets:
            own = [j.criterion for j in judgement_set.judgements if j.scenario == scenario.id]
            open_rows = asked if scenario.status == "active" else []
            for criterion in (*open_rows, *(c for c in own if c not in open_rows)):
                row: dict[str, Cell] = {
                    "scenario": _decorated(scenario.id, scenario.title, lang),
                    "criterion": _decorated(criterion, names.get(criterion), lang),
                    EXPERT: judgement_set.id,
                }
                judgement = given.get((judgement_set.id, scenario.id, criterion))
                rows.append(row | (_answers(judgement, lang) if judgement else {}))
    return rows


def headings(found: Sequence[object], file: str, locate: Callable[[int], tuple[int | None, str]]) -> dict[int, str]:
    """Return which field stands in which column.

    Args:
        found: the cells of the heading row.
        file: name for messages.
        locate: from column to line and shown reference.

    Raises:
        InputError: an unknown or repeated heading, or a required one that is missing.
    """
    problems: list[Problem] = []
    fields: dict[int, str] = {}
    for i, cell in enumerate(found):
        text = "" if cell is None else str(cell).strip()
        if not text:
            continue
        field = _BY_HEADING.get(text.casefold())
        line, shown = locate(i)
        if field is None or field in fields.values():
            nl = ", ".join(c.title.nl for c in COLUMNS)
            en = ", ".join(c.field for c in COLUMNS)
            message = (
                Text(nl=f"onbekende kolom; bekend zijn: {nl}.", en=f"unknown column; known are: {en}.")
                if field is None
                else Text(nl="deze kolom staat er twee keer.", en="this column occurs twice.")
            )
            problems.append(Problem(file, message, line=line, field=shown, value=text))
        else:
            fields[i] = field
    for field in _REQUIRED:
        if field not in fields.values():
            title = _BY_FIELD[field].title
            line, _ = locate(0)
            problems.append(
                Problem(
                    file,
                    Text(nl=f"kolom {title.nl} ({field}) ontbreekt.", en=f"column {field} is missing."),
                    Text(nl="Zet de kolomnamen in de eerste rij.", en="Put the column names in the first row."),
                    line=line,
                )
            )
    if problems:
        raise InputError(problems)
    return fields


def read_rows(rows: Iterable[FilledRow], problems: list[Problem]) -> dict[str, list[Placed[Judgement]]]:
    """Return the judgements in the rows per expert; rows without an answer name the expert only.

    Args:
        rows: what was found.
        problems: gets every problem met.
    """
    found: dict[str, list[Placed[Judgement]]] = {}
    for row in rows:
        if all(_empty(row.cells.get(field)) for field in ANSWERS):
            if not _empty(row.cells.get(EXPERT)):
                found.setdefault(str(row.cells[EXPERT]).strip(), [])
            continue
        data: dict[str, Any] = {}
        faults: list[Problem] = []
        for field, cell in row.cells.items():
            if not _empty(cell):
                try:
                    data |= _cell(field, cell)
                except Explained as error:
                    faults.append(row.problem(field, error.text, value=cell))
        faults += [
            row.problem(field, Text(nl="deze cel moet gevuld zijn.", en="this cell must be filled in."))
            for field in _REQUIRED
            if _empty(row.cells.get(field))
        ]
        expert = data.pop(EXPERT, None)
        if expert is not None:
            faults += _placed_problems(
                row, JudgementSet, {"schema": 1, "id": expert, "name": {"nl": expert}, "kind": "expert"}
            )
        if not faults:
            try:
                judgement = validate(Judgement, YamlSource(row.file, data, {}))
            except InputError as error:
                faults += [_moved(row, p) for p in error.problems]
            else:
                found.setdefault(str(expert), []).append(Placed(judgement, row.file, _locator(row)))
        problems.extend(faults)
    return found


def merged(
    dossier: Dossier, method: Method, found: Mapping[str, Sequence[Placed[Judgement]]], problems: Sequence[Problem]
) -> Dossier:
    """Return ``dossier`` with the judgements that were found in place of those of the same experts.

    The rows of an expert replace everything that this expert said before. Experts without any row keep what
    they had; a new expert who filled in something gets a set of their own.

    Raises:
        InputError: carries ``problems`` and everything in the judgements that the method does not allow.
    """
    words = vocabulary(method)
    scenarios: dict[str, Scenario | None] = {s.id: s for s in dossier.scenarios}
    all_found = list(problems)
    for placed in found.values():
        for place in placed:
            all_found += judgement_problems(place, words, scenarios)
        all_found += repeated(
            placed,
            lambda j: (j.scenario, j.criterion),
            ("criterion",),
            Text(nl="dit oordeel (scenario en criterium)", en="this judgement (scenario and criterion)"),
        )
    if any(p.severity == "error" for p in all_found):
        raise InputError(all_found)
    sets = {s.id: s for s in dossier.judgements}
    for expert, placed in found.items():
        if not placed and expert not in sets:
            continue
        old = sets.get(expert) or _new_set(expert)
        order = {(j.scenario, j.criterion): i for i, j in enumerate(old.judgements)}
        judgements = sorted((p.value for p in placed), key=lambda j: order.get((j.scenario, j.criterion), len(order)))
        sets[expert] = old.model_copy(update={"judgements": tuple(judgements)})
    return dossier.model_copy(update={"judgements": tuple(sets[name] for name in sorted(sets))})


def _new_set(expert: str) -> JudgementSet:
    return JudgementSet(schema=1, id=expert, name=Text(nl=expert), kind="expert")


def _decorated(name: str, title: Text | None, lang: Lang | None) -> str:
    return name if lang is None or title is None else f"{name}{_ID_AND_NAME}{title.in_(lang)}"


def _answers(judgement: Judgement, lang: Lang | None) -> dict[str, Cell]:
    answers: dict[str, Cell] = {}
    for field in ANSWERS:
        value = getattr(judgement, field)
        words = _BY_FIELD[field].words
        if field == "missing":
            value = "yes" if value else None
        if value is None or value == "" or value == ():
            continue
        if field == "quantities":
            answers[field] = quantities_text(value)
        elif field == "probability":
            answers[field] = value.value if isinstance(value, Point) else distribution_text(value)
        elif field == "sources":
            answers[field] = "; ".join(value)
        elif words is not None and lang is not None:
            answers[field] = words[value].in_(lang)
        else:
            answers[field] = value
    return answers


def _cell(field: str, cell: object) -> dict[str, Any]:
    """Return the fields that one cell stands for, as a dossier file would hold them."""
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        raise Explained(
            "het rekenprogramma heeft hier een datum of tijd van gemaakt; maak de cel op als tekst.",
            "the spreadsheet turned this into a date or time; format the cell as text.",
        )
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    if FORBIDDEN.search(text):
        raise Explained("bevat een verboden stuurteken.", "holds a forbidden control character.")
    words = _BY_FIELD[field].words
    if field == "missing":
        code = {"true": "yes", "false": "no"}.get(text.casefold()) or _code(text, words or {})
        return {"missing": True} if code == "yes" else {}
    if words is not None:
        return {field: _code(text, words)}
    match field:
        case "scenario" | "criterion":
            return {field: text.split(_ID_AND_NAME.rstrip(), 1)[0].strip()}
        case "window_years":
            return {field: cell if number else parse_number(text)}
        case "probability":
            return {field: cell if number else parse_distribution(text)}
        case "quantities":
            return {field: parse_quantities(text)}
        case "sources":
            return {field: [part.strip() for part in text.split(";") if part.strip()]}
    return {field: text}


def _code(text: str, words: Mapping[str, Text]) -> str:
    for code, word in words.items():
        if text.casefold() in (code, word.nl.casefold(), word.en.casefold()):
            return code
    nl, en = ", ".join(w.nl for w in words.values()), ", ".join(w.en for w in words.values())
    raise Explained(f"toegestaan is: {nl}.", f"allowed: {en}.")


def _empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _locator(row: FilledRow) -> Callable[[Location], tuple[int | None, str]]:
    return lambda at: row.locate(str(at[0]) if at else "label")


def _moved(row: FilledRow, problem: Problem) -> Problem:
    """Return a problem of a judgement, moved to the cell that its field was read from."""
    field = problem.field.split(".")[0].split("[")[0] or "label"
    line, shown = row.locate(field)
    return replace(problem, line=line, field=shown)


def _placed_problems(row: FilledRow, model: type[JudgementSet], data: dict[str, Any]) -> list[Problem]:
    try:
        validate(model, YamlSource(row.file, data, {}))
    except InputError as error:
        line, shown = row.locate(EXPERT)
        return [replace(p, line=line, field=shown) for p in error.problems]
    return []
