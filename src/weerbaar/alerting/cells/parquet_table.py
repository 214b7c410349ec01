# SPDX-License-Identifier: EUPL-1.2
"""Tables in Parquet, read and written by DuckDB, with the same questions to ask of them as of a CSV table."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.table import missing_column, recognised
from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import InputError, Problem, Text, write_atomic

_MAGIC = b"PAR1"


@dataclass(frozen=True)
class ParquetTable:
    """The columns of a Parquet file.

    Attributes:
        name: of the file, for messages.
        columns: our name of a column to its values; an empty place is masked.
        headings: our name of a column to its name in the file.
    """

    name: str
    columns: Mapping[str, npt.NDArray[Any]]
    headings: Mapping[str, str]

    def words(self, name: str) -> Sequence[str]:
        """Return a column as text; what is empty is an empty text."""
        column = self.columns[name]
        return ["" if value is None else str(value) for value in column.tolist()]

    def numbers(self, name: str, problems: list[Problem]) -> Floats:
        """Return a column as finite numbers; a place that holds none is a problem, and 0 here."""
        column = self.columns[name]
        if column.dtype.kind not in "iuf":
            return self._wrong_type(name, problems).astype(np.float64)
        values = np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan)
        wrong = ~np.isfinite(values)
        self.refuse(name, wrong, Text(nl="hier hoort een getal.", en="a number is expected here."), problems)
        return np.where(wrong, 0.0, values)

    def integers(self, name: str, problems: list[Problem], empty: int | None = None) -> Integers:
        """Return a column as whole numbers; a place that holds none is a problem, and 0 here.

        Args:
            name: the column.
            problems: gets what is wrong.
            empty: what an empty place stands for; None when it may not be empty.
        """
        column = np.ma.asarray(self.columns[name])
        if column.dtype.kind not in "iu" and not np.ma.getmaskarray(column).all():
            return self._wrong_type(name, problems)
        missing = np.ma.getmaskarray(column)
        values = np.where(missing, empty or 0, column.filled(0)).astype(np.int64)
        wrong = missing if empty is None else np.zeros(len(values), dtype=bool)
        self.refuse(
            name, wrong, Text(nl="hier hoort een geheel getal.", en="a whole number is expected here."), problems
        )
        return values

    def _wrong_type(self, name: str, problems: list[Problem]) -> Integers:
        message = Text(nl="deze kolom bevat geen getallen.", en="this column holds no numbers.")
        problems.append(Problem(self.name, message, field=self.headings[name]))
        return np.zeros(len(self.columns[name]), dtype=np.int64)

    def refuse(self, name: str, wrong: npt.NDArray[np.bool_], message: Text, problems: list[Problem]) -> None:
        """Add a problem for every row of ``wrong``, with the number of the row, from 0."""
        problems.extend(
            Problem(
                self.name,
                message,
                field=f"{self.headings.get(name, name)}[{row}]",
                value=str(self.columns[name][row]) if name in self.columns else "",
            )
            for row in np.flatnonzero(wrong).tolist()
        )


def read_parquet(
    path: Path, aliases: Mapping[str, Sequence[str]], required: Sequence[str], *, max_bytes: int, max_rows: int
) -> ParquetTable:
    """Return the columns of a Parquet file.

    Args:
        path: the file.
        aliases, required, max_rows: as for a CSV table.
        max_bytes: largest file that is read.

    Raises:
        InputError: the file cannot be read, is no Parquet, has no rows or lacks a column.
    """
    import duckdb

    name = path.name
    _require_parquet(path, name, max_bytes)
    # DuckDB takes a name for a pattern; between brackets a sign stands for itself.
    literal = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.absolute()))
    connection = duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})
    try:
        relation = connection.read_parquet(literal)
        header = list(relation.columns)
        places, headings = recognised(header, aliases, name)
        missing = [missing_column(name, column, header) for column in required if column not in places]
        if missing:
            raise InputError(missing)
        wanted = [duckdb.ColumnExpression(headings[column]) for column in places]
        found = relation.select(*wanted).limit(max_rows + 1).fetchnumpy()
    except duckdb.Error as error:
        raise _refused(name, "dit Parquet-bestand is beschadigd.", "this Parquet file is damaged.") from error
    finally:
        connection.close()
    columns = {column: found[headings[column]] for column in places}
    rows = len(next(iter(columns.values())))
    if not rows:
        raise _refused(name, "er zijn geen rijen.", "there are no rows.")
    if rows > max_rows:
        raise _refused(name, f"meer dan {max_rows} rijen.", f"more than {max_rows} rows.")
    return ParquetTable(name, columns, headings)


def write_parquet(path: Path, columns: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write columns as a Parquet file.

    Raises:
        OSError: the file cannot be written; what stood there is still there.
    """
    import duckdb

    connection = duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})
    try:
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "columns.parquet"
            connection.register("columns", dict(columns))
            connection.table("columns").write_parquet(str(file), compression="zstd")
            write_atomic(path, file.read_bytes())
    finally:
        connection.close()


def _require_parquet(path: Path, name: str, max_bytes: int) -> None:
    try:
        if not path.is_file():
            raise _refused(name, "dit bestand bestaat niet.", "there is no such file.")
        if path.stat().st_size > max_bytes:
            raise _refused(
                name,
                f"het bestand is groter dan {max_bytes // 1_000_000} MB.",
                f"the file is larger than {max_bytes // 1_000_000} MB.",
            )
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise _refused(
            name, f"kan niet worden gelezen ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error
    if head != _MAGIC:
        raise _refused(name, "dit is geen Parquet.", "this is not Parquet.")


def _refused(name: str, nl: str, en: str) -> InputError:
    return InputError([Problem(name, Text(nl=nl, en=en))])
