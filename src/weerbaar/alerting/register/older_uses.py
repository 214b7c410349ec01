# SPDX-License-Identifier: EUPL-1.2
"""Uses from before the register, from a CSV file that somebody kept: checked whole, then taken over as events."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from weerbaar.alerting.compose import KINDS
from weerbaar.alerting.register.events import Event, Imported, Kind
from weerbaar.alerting.register.store import Store
from weerbaar.base import InputError, Lang, Problem, Text, read_text

_HEADINGS = {
    "date": ("date", "datum"),
    "region": ("region", "regio", "veiligheidsregio"),
    "incident": ("incident", "kind", "soort", "soort incident"),
    "status": ("status",),
    "text_nl": ("text_nl", "tekst", "text", "tekst_nl", "bericht"),
    "text_en": ("text_en", "tekst_en", "engels"),
    "area": ("area", "gebied", "plaats", "place"),
    "all_clear": ("all_clear", "afmelding", "einde gevaar"),
}
_REQUIRED = ("date", "region", "incident")
_STATUS = {
    "": "actual",
    "actual": "actual",
    "echt": "actual",
    "exercise": "exercise",
    "oefening": "exercise",
    "test": "test",
}
_YES_NO: Mapping[str, bool | None] = {"": None, "yes": True, "ja": True, "no": False, "nee": False}
_MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class OlderUse:
    """One row: the id that it gets in the register, its line, and what it says."""

    id: str
    line: int
    said: Imported


def read_older_uses(path: Path) -> tuple[OlderUse, ...]:
    """Return the uses in a CSV file in UTF-8 with ``,``, ``;`` or tabs.

    Columns: date (``yyyy-mm-dd``), region (``VR01`` … ``VR25``, ``NL``), kind of incident, and where they are there
    status, text_nl, text_en, area and all_clear (ja/nee); Dutch headings are known as well. What a row does not say
    stays unknown.

    Raises:
        InputError: with every mistake in every row.
    """
    name = path.name
    problems: list[Problem] = []
    rows = _rows(read_text(path, name), name)
    line, header = next(rows, (1, []))
    columns = _columns(header, name, line)
    found: list[OlderUse] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        if len(found) + len(problems) > _MAX_ROWS:
            problems.append(Problem(name, Text(nl=f"meer dan {_MAX_ROWS} rijen.", en=f"more than {_MAX_ROWS} rows.")))
            break
        said = _said(
            _Row(name, line, {field: row[i].strip() for field, i in columns.items() if i < len(row)}), problems
        )
        if said is not None:
            nth = seen[said.date, said.region] = seen.get((said.date, said.region), 0) + 1
            found.append(OlderUse(f"{said.date}-{said.region}-{nth}", line, said))
    if problems:
        raise InputError(problems)
    return tuple(found)


def import_older_uses(store: Store, uses: Sequence[OlderUse], by: str, at: datetime) -> tuple[Event, ...]:
    """Add older uses to the register.

    Args:
        store: the register.
        uses: as read.
        by: who takes them over.
        at: moment of doing so.

    Raises:
        InputError: uses of which the id is in the register already; then nothing is added.
        RegisterError: the register takes no more.
    """
    there = {event.use for event in store.events()}
    twice = [use for use in uses if use.id in there]
    if twice:
        raise InputError(
            Problem(
                use.said.source,
                Text(nl=f"inzet {use.id} staat al in het register.", en=f"use {use.id} is in the register already."),
                Text(nl="Laat deze rij weg; er is niets toegevoegd.", en="Leave this row out; nothing was added."),
                line=use.line,
            )
            for use in twice
        )
    return tuple(store.append(Kind.IMPORTED, use.id, by, use.said, at) for use in uses)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    line: int
    cells: Mapping[str, str]

    def problem(self, field: str, nl: str, en: str) -> Problem:
        return Problem(self.name, Text(nl=nl, en=en), line=self.line, field=field, value=self.cells.get(field, ""))


def _said(row: _Row, problems: list[Problem]) -> Imported | None:
    before = len(problems)
    day, region, kind = (row.cells.get(field, "") for field in _REQUIRED)
    status = _STATUS.get(row.cells.get("status", "").lower())
    cleared = row.cells.get("all_clear", "").lower()
    if not _is_day(day):
        problems.append(row.problem("date", "moet een datum zijn (jjjj-mm-dd).", "must be a date (yyyy-mm-dd)."))
    if region != "NL" and region not in _REGIONS:
        problems.append(row.problem("region", "moet VR01 tot en met VR25 zijn, of NL.", "must be VR01 to VR25, or NL."))
    if kind not in KINDS:
        allowed = ", ".join(KINDS)
        problems.append(row.problem("incident", f"moet een van deze zijn: {allowed}.", f"must be one of: {allowed}."))
    if status is None:
        problems.append(row.problem("status", "moet echt, oefening of test zijn.", "must be actual, exercise or test."))
    if cleared not in _YES_NO:
        problems.append(row.problem("all_clear", "moet ja of nee zijn, of leeg.", "must be yes or no, or empty."))
    if len(problems) > before:
        return None
    texts: dict[Lang, str] = {}
    if row.cells.get("text_nl"):
        texts["nl"] = row.cells["text_nl"]
    if row.cells.get("text_en"):
        texts["en"] = row.cells["text_en"]
    return Imported.model_validate(
        {
            "date": day,
            "region": region,
            "incident": kind,
            "status": status,
            "texts": texts,
            "area_description": row.cells.get("area", ""),
            "all_clear": _YES_NO[cleared],
            "source": row.name,
        }
    )


_REGIONS = frozenset(f"VR{i:02d}" for i in range(1, 26))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _columns(header: Sequence[str], name: str, line: int) -> dict[str, int]:
    """Return where each of our columns is."""
    known = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
    found: dict[str, int] = {}
    problems = []
    for i, heading in enumerate(header):
        field = known.get(heading.strip().lower())
        if field in found:
            message = Text(nl="deze kolom staat er twee keer.", en="this column is there twice.")
            problems.append(Problem(name, message, line=line, field=heading.strip()))
        elif field is not None:
            found[field] = i
    for field in _REQUIRED:
        if field not in found:
            nl, en = f"de kolom {_HEADINGS[field][1]} ontbreekt.", f"the column {field} is missing."
            problems.append(Problem(name, Text(nl=nl, en=en), line=line, field=field))
    if problems:
        raise InputError(problems)
    return found


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that holds something, with the line on which it starts."""
    separator = max(";,\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, row
            start = reader.line_num + 1
    except csv.Error as error:
        message = Text(nl="dit is geen geldige CSV.", en=f"this is not valid CSV ({error}).")
        raise InputError([Problem(name, message, line=start)]) from error
