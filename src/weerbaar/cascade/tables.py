# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as tables, in CSV files or on the sheets of a workbook: which columns there are and what they mean.

The columns of intensities and indicators bear their names; all others are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from weerbaar.base import Explained, InputError, Location, Problem, Text
from weerbaar.cascade.draft import (
    CatalystEntry,
    Draft,
    FactorEntry,
    Numbers,
    Place,
    RiskEntry,
    Spot,
    TrendEntry,
    Unreadable,
)
from weerbaar.cascade.findings import one_of
from weerbaar.cascade.json_source import plain_line_ends
from weerbaar.dossier import parse_number


@dataclass(frozen=True)
class Columns:
    """The columns of one table.

    Attributes:
        required, optional: fixed columns.
        numbers: there are more columns, one for each intensity or indicator.
        needed: the table itself cannot be left out.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    numbers: bool = False
    needed: bool = True


ABOUT, RISKS, IMPACTS, ROOT, LINKS = "catalogue", "risks", "impacts", "root", "links"
TRENDS, CATALYSTS = "trends", "catalysts"
TABLES: dict[str, Columns] = {
    ABOUT: Columns(("field", "nl"), ("en",), needed=False),
    RISKS: Columns(("id", "name"), ("name_en", "actor", "category", "category_en")),
    IMPACTS: Columns(("risk", "intensity"), numbers=True),
    ROOT: Columns(("risk",), numbers=True),
    LINKS: Columns(("cause", "cause_intensity", "effect"), numbers=True),
    TRENDS: Columns(("trend", "name", "risk"), ("name_en",), numbers=True, needed=False),
    CATALYSTS: Columns(("catalyst", "name", "factor"), ("name_en", "risk", "cause", "effect"), needed=False),
}
ABOUT_FIELDS = ("id", "title", "statement")
MAX_COLUMNS = 250

_YES = frozenset({"ja", "yes", "true", "waar", "1"})
_NO = frozenset({"", "nee", "no", "false", "onwaar", "0"})


@dataclass(frozen=True)
class Table:
    """Cells as they were found, without the empty ones.

    Attributes:
        name: one of :data:`TABLES`.
        shown: name for messages.
        header: column number to what stands in the first row.
        header_row: number of that row, for ``spot``.
        rows: number of the row, and column number to cell.
        spot: from row and column (None for the row as a whole) to the place that a message shows.
    """

    name: str
    shown: str
    header: Mapping[int, str]
    header_row: int
    rows: Sequence[tuple[int, Mapping[int, object]]]
    spot: Callable[[int, int | None], Spot]


def require_tables(file: str, found: Mapping[str, object], ending: str) -> None:
    """Refuse when a table is missing that every catalogue has.

    Args:
        file: name of folder or workbook.
        found: the tables there are, by name.
        ending: what follows the name of a table in the name that the user knows, such as ``.csv``.

    Raises:
        InputError: lists what is missing.
    """
    missing = [f"{name}{ending}" for name, columns in TABLES.items() if columns.needed and name not in found]
    if missing:
        listed, known = ", ".join(missing), ", ".join(f"{name}{ending}" for name in TABLES)
        raise InputError(
            [
                Problem(
                    file,
                    Text(nl=f"hierin ontbreekt: {listed}.", en=f"missing here: {listed}."),
                    Text(
                        nl=f"Een catalogus bestaat uit: {known}; {ABOUT}, {TRENDS} en {CATALYSTS} mogen ontbreken.",
                        en=f"A catalogue consists of: {known}; {ABOUT}, {TRENDS} and {CATALYSTS} may be left out.",
                    ),
                )
            ]
        )


def draft_of_tables(file: str, own_id: str, tables: Mapping[str, Table]) -> tuple[Draft, list[Problem]]:
    """Return what the tables state, and the problems of cells that no check could show as well.

    Args:
        file: name of folder or workbook.
        own_id: id of the catalogue where no table names it.
        tables: those found, with at least the needed ones.

    Raises:
        InputError: a column is missing, unknown or given twice.
    """
    faults = [problem for table in tables.values() for problem in _header_problems(table)]
    if faults:
        raise InputError(faults)
    problems: list[Problem] = []
    grids = {name: _Grid(table, problems) for name, table in tables.items()}
    about = _about(grids[ABOUT]) if ABOUT in grids else {}
    catalogue_id = about.get("id", Text(nl=own_id)).nl
    statement = about.get("statement", Text(nl=""))
    draft = Draft(
        file,
        Place(_locator_of_whole(file, grids)),
        catalogue_id,
        about.get("title", Text(nl=catalogue_id)),
        Text(nl=plain_line_ends(statement.nl), en=plain_line_ends(statement.en)),
        grids[ROOT].names,
        grids[IMPACTS].names,
    )
    risks = grids[RISKS]
    for row, cells in risks.rows:
        place = risks.place(row, impact="id")
        category = risks.words(row, cells, "category")
        draft.risks.append(
            RiskEntry(
                place, risks.text(row, cells, "id"), risks.words(row, cells, "name"), risks.truth(row, cells), category
            )
        )
    draft.impacts += grids[IMPACTS].numbers(("risk", "intensity"))
    draft.root += grids[ROOT].numbers(("risk",))
    draft.links += grids[LINKS].numbers(("cause", "cause_intensity", "effect"))
    if TRENDS in grids:
        draft.trends += _trends(grids[TRENDS])
    if CATALYSTS in grids:
        draft.catalysts += _catalysts(grids[CATALYSTS])
    return draft, problems


def _header_problems(table: Table) -> list[Problem]:
    columns = TABLES[table.name]
    fixed = (*columns.required, *columns.optional)
    problems = []
    seen: set[str] = set()

    def add(column: int | None, message: Text, hint: Text, value: str) -> None:
        spot = table.spot(table.header_row, column)
        problems.append(Problem(spot.file, message, hint, line=spot.line, field=spot.field, value=value))

    for column, name in table.header.items():
        if name in seen:
            message = Text(nl="deze kolom staat er twee keer.", en="this column is given twice.")
            add(column, message, Text(nl="Verwijder een van beide.", en="Remove one of them."), name)
        elif name not in fixed and not columns.numbers:
            listed = one_of(fixed)
            message = Text(nl=f"onbekende kolom; bekend zijn: {listed}.", en=f"unknown column; known are: {listed}.")
            add(column, message, Text(nl="Verbeter of verwijder de kolom.", en="Correct or remove the column."), name)
        seen.add(name)
    for name in columns.required:
        if name not in seen:
            message = Text(nl=f"de kolom {name} ontbreekt.", en=f"the column {name} is missing.")
            hint = Text(nl="Zet kolomnamen in de eerste rij.", en="Put the names of columns in the first row.")
            add(None, message, hint, "")
    return problems


class _Grid:
    """A table with its columns by name."""

    def __init__(self, table: Table, problems: list[Problem]) -> None:
        fixed = (*TABLES[table.name].required, *TABLES[table.name].optional)
        self._table = table
        self.problems = problems
        self.columns = {name: column for column, name in table.header.items()}
        self.names = tuple(name for name in self.columns if name not in fixed)
        self.rows = table.rows
        self.header = Place(self._locator(table.header_row, {}))

    def place(self, row: int, **renamed: str) -> Place:
        """Return the place of a row; ``renamed`` gives the column of fields that are called otherwise."""
        return Place(self._locator(row, renamed))

    def text(self, row: int, cells: Mapping[int, object], name: str) -> str:
        """Return the text of a cell; empty when there is none."""
        column = self.columns.get(name, -1)
        cell = cells.get(column)
        if isinstance(cell, Unreadable):
            spot = self._table.spot(row, column)
            self.problems.append(Problem(spot.file, cell.reason, line=spot.line, field=spot.field, value=cell.shown))
            return ""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return str(cell).lower()
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return str(cell).strip()

    def optional(self, row: int, cells: Mapping[int, object], name: str) -> str | None:
        """Return the text of a cell, or None when it is empty."""
        return self.text(row, cells, name) or None

    def words(self, row: int, cells: Mapping[int, object], column: str) -> Text:
        """Return what stands in a column and in its English neighbour."""
        return Text(nl=self.text(row, cells, column), en=self.text(row, cells, f"{column}_en"))

    def truth(self, row: int, cells: Mapping[int, object]) -> bool:
        """Return whether the cell ``actor`` says yes."""
        word = self.text(row, cells, "actor")
        if word.casefold() not in _YES | _NO:
            spot = self._table.spot(row, self.columns["actor"])
            message = Text(nl="toegestaan is: ja, nee.", en="allowed: yes, no.")
            hint = Text(nl="Leeg betekent nee.", en="Empty means no.")
            self.problems.append(Problem(spot.file, message, hint, line=spot.line, field=spot.field, value=word))
        return word.casefold() in _YES

    def numbers(self, keys: tuple[str, ...]) -> list[Numbers]:
        """Return every row with its numbers."""
        return [self.row_numbers(row, cells, keys) for row, cells in self.rows]

    def row_numbers(self, row: int, cells: Mapping[int, object], keys: tuple[str, ...]) -> Numbers:
        """Return one row with its numbers."""
        values = {name: number_of_cell(cells.get(self.columns[name])) for name in self.names}
        return Numbers(self.place(row), tuple(self.text(row, cells, key) for key in keys), values, self.header)

    def _locator(self, row: int, renamed: Mapping[str, str]) -> Callable[[Location], Spot]:
        def locate(at: Location) -> Spot:
            name = "" if not at else str(at[1] if at[0] == "values" else renamed.get(str(at[0]), at[0]))
            return self._table.spot(row, self.columns.get(name))

        return locate


def number_of_cell(cell: object) -> object:
    """Return what a cell gives as a number: text is read, with a comma or a point; other things stay as they are."""
    if not isinstance(cell, str):
        return cell
    try:
        return parse_number(cell)
    except Explained as error:
        return Unreadable(cell, error.text, typed=True)


def _locator_of_whole(file: str, grids: Mapping[str, _Grid]) -> Callable[[Location], Spot]:
    def locate(at: Location) -> Spot:
        match at:
            case ("intensities", int(i)):
                return grids[ROOT].header.locate(("values", grids[ROOT].names[i]))
            case ("indicators", int(i)):
                return grids[IMPACTS].header.locate(("values", grids[IMPACTS].names[i]))
            case (("id" | "title" | "statement") as name,) if ABOUT in grids:
                grid = grids[ABOUT]
                row = next((r for r, cells in grid.rows if cells.get(grid.columns["field"]) == name), None)
                if row is not None:
                    return grid.place(row).locate(("nl",))
            case (("risks" | "intensities" | "indicators") as name, *_):
                table = {"risks": RISKS, "intensities": ROOT, "indicators": IMPACTS}[name]
                return grids[table].header.locate(())
        return Spot(file, None, ".".join(str(part) for part in at))

    return locate


def _about(grid: _Grid) -> dict[str, Text]:
    about: dict[str, Text] = {}
    for row, cells in grid.rows:
        name = grid.text(row, cells, "field")
        place = grid.place(row)
        if name not in ABOUT_FIELDS:
            listed = ", ".join(ABOUT_FIELDS)
            message = Text(nl=f"onbekend veld; bekend zijn: {listed}.", en=f"unknown field; known are: {listed}.")
            grid.problems.append(place.problem(("field",), message, value=name))
        elif name in about:
            message = Text(nl="dit veld staat er twee keer.", en="this field is given twice.")
            grid.problems.append(place.problem(("field",), message, value=name))
        about[name] = Text(nl=grid.text(row, cells, "nl"), en=grid.text(row, cells, "en"))
    return about


def _trends(grid: _Grid) -> list[TrendEntry]:
    groups = _groups(grid, "trend")
    return [
        TrendEntry(place, name, title, tuple(grid.row_numbers(row, cells, ("risk",)) for row, cells in rows))
        for name, (place, title, rows) in groups.items()
    ]


def _catalysts(grid: _Grid) -> list[CatalystEntry]:
    def factor(row: int, cells: Mapping[int, object]) -> FactorEntry:
        number = number_of_cell(cells.get(grid.columns["factor"]))
        risk, cause, effect = (grid.optional(row, cells, name) for name in ("risk", "cause", "effect"))
        return FactorEntry(grid.place(row), number, risk, cause, effect)

    return [
        CatalystEntry(place, name, title, tuple(factor(row, cells) for row, cells in rows))
        for name, (place, title, rows) in _groups(grid, "catalyst").items()
    ]


_Rows = list[tuple[int, Mapping[int, object]]]


def _groups(grid: _Grid, key: str) -> dict[str, tuple[Place, Text, _Rows]]:
    """Return the rows that belong together, with the name that stands in the first of them."""
    groups: dict[str, tuple[Place, Text, _Rows]] = {}
    for row, cells in grid.rows:
        name, title = grid.text(row, cells, key), grid.words(row, cells, "name")
        place = grid.place(row, id=key)
        first = groups.setdefault(name, (place, title, []))
        first[2].append((row, cells))
        if title not in (first[1], Text(nl="")):
            message = Text(
                nl=f'eerder heet dit anders: "{first[1].nl}".',
                en=f'earlier this has another name: "{first[1].in_("en")}".',
            )
            hint = Text(
                nl="Geef de naam alleen in de eerste rij, of overal dezelfde.",
                en="Give the name in the first row only, or the same everywhere.",
            )
            grid.problems.append(place.problem(("name",), message, hint, title.nl))
    return groups
