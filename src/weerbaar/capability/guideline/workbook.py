# SPDX-License-Identifier: EUPL-1.2
"""A checklist as an Excel workbook that people fill in, written and read back.

Text is written as text, never as a formula, and formulas are refused when read (C13).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.base import InputError, Lang, Problem, Text
from weerbaar.capability.guideline.file_model import STATES, Checklist, Guideline
from weerbaar.capability.guideline.rows import (
    ANSWERS,
    COLUMNS,
    MAX_ROWS,
    STATE_WORDS,
    FilledRow,
    headings,
    merged,
    table,
)
from weerbaar.dossier import WorkbookFound, read_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "Checklist"
SHEET_READ_ME = Text(nl="Lees mij", en="Read me")
SHEET_LISTS = "_lists"
_MARK = "weerbaar-checklist-1"
_LONGEST_CELL = 32_767
_LOCKED_FILL = "EDEFF2"
_HEADER_FILL = "154273"


def workbook_bytes(checklist: Checklist, content: Guideline, lang: Lang) -> bytes:
    """Return the checklist as a workbook: one row a requirement, with a list to choose the state from.

    Raises:
        InputError: a text is too long for a cell, or holds a character that a workbook cannot hold.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    problems: list[Problem] = []
    _fill_read_me(book.create_sheet(SHEET_READ_ME.in_(lang)), checklist, content, lang, problems)
    sheet = book.create_sheet(SHEET)
    rows = table(checklist, content, lang)
    _fill_rows(sheet, rows, lang, problems)
    lists = book.create_sheet(SHEET_LISTS)
    words = [STATE_WORDS[state].in_(lang) for state in STATES]
    for column, values in enumerate(([_MARK, content.id, checklist.id], words), 1):
        for number, value in enumerate(values, 1):
            lists.cell(number, column, value)
    lists.sheet_state = "hidden"
    lists.protection.sheet = True
    _offer_help(sheet, len(rows), len(words), lang)
    if problems:
        raise InputError(problems)
    book.active = book.index(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def merge_workbook(path: Path, checklist: Checklist, content: Guideline, problems: list[Problem]) -> Checklist:
    """Return the checklist with the answers of a filled workbook merged in; only the sheet "Checklist" is read.

    Args:
        path: the workbook.
        checklist: what it is merged into.
        content: its guideline.
        problems: gets the warnings.

    Raises:
        InputError: with every problem in every cell, such as ``Checklist!H7``.
    """
    found = read_workbook(path, (SHEET, SHEET_LISTS), MAX_ROWS + 2)
    if SHEET not in found.rows:
        listed = ", ".join(found.sheets)
        message = Text(
            nl=f"het blad {SHEET} ontbreekt; gevonden zijn: {listed}.",
            en=f"the sheet {SHEET} is missing; found are: {listed}.",
        )
        hint = Text(
            nl="Gebruik de werkmap die 'weerbaar capability guideline export' maakt.",
            en="Use the workbook that 'weerbaar capability guideline export' makes.",
        )
        raise InputError([Problem(found.name, message, hint)])
    _check_belongs(found, checklist)
    rows = found.rows[SHEET]
    header = rows[0] if rows else {}
    titles = [header[i].value if i in header else None for i in range(max(header, default=0) + 1)]
    fields = headings(titles, found.name, lambda i: (None, f"{SHEET}!{_letter(i + 1)}1"), problems)
    return merged(checklist, content, _filled_rows(found, fields, problems), problems)


def _check_belongs(found: WorkbookFound, checklist: Checklist) -> None:
    column = [str(row[0].value) if 0 in row else "" for row in found.rows.get(SHEET_LISTS, [])[:3]]
    if len(column) < 3 or column[0] != _MARK or column[1:] == [checklist.content, checklist.id]:
        return
    message = Text(
        nl=f"deze werkmap hoort bij checklist {column[2]} (richtlijn {column[1]}) en niet bij {checklist.id}.",
        en=f"this workbook belongs to checklist {column[2]} (guideline {column[1]}) and not to {checklist.id}.",
    )
    hint = Text(nl="Kies de andere checklist.", en="Choose the other checklist.")
    raise InputError([Problem(found.name, message, hint, value=column[2])])


def _filled_rows(found: WorkbookFound, fields: dict[int, str], problems: list[Problem]) -> Iterator[FilledRow]:
    places = {field: _letter(i + 1) for i, field in fields.items()}
    for number, row in enumerate(found.rows[SHEET][1:], 2):
        if number > MAX_ROWS + 1:
            message = Text(nl=f"meer dan {MAX_ROWS} rijen; dat mag niet.", en=f"more than {MAX_ROWS} rows.")
            hint = Text(nl="Verwijder de lege rijen onderaan.", en="Remove the empty rows at the bottom.")
            problems.append(Problem(found.name, message, hint, field=f"{SHEET}!A{number}"))
            return
        formulas = [i for i, cell in row.items() if cell.formula and fields.get(i) in (*ANSWERS, COLUMNS[0].field)]
        for i in formulas:
            message = Text(nl="formules zijn niet toegestaan.", en="formulas are not allowed.")
            hint = Text(nl="Vul de waarde zelf in.", en="Fill in the value itself.")
            place = f"{SHEET}!{_letter(i + 1)}{number}"
            problems.append(Problem(found.name, message, hint, field=place, value=str(row[i].value)))
        if not formulas:
            cells = {field: row[i].value if i in row else None for i, field in fields.items()}
            yield FilledRow(found.name, cells, _locator(places, number))


def _locator(places: dict[str, str], number: int) -> Any:
    return lambda field: (None, f"{SHEET}!{places.get(field, 'A')}{number}")


def _fill_read_me(
    sheet: Worksheet, checklist: Checklist, content: Guideline, lang: Lang, problems: list[Problem]
) -> None:
    from openpyxl.styles import Alignment, Font

    texts = [
        checklist.title,
        checklist.subject,
        checklist.statement,
        content.title,
        content.introduction,
        Text(
            nl="Vul op het blad Checklist per eis de witte cellen in. De grijze cellen zeggen wat wordt gevraagd "
            "en liggen vast. Een rij zonder antwoord is nog niet beantwoord; dat is iets anders dan niet voldaan.",
            en="Fill in the white cells per requirement on the sheet Checklist. The grey cells say what is asked "
            "and are fixed. A row without an answer has not been answered; that is something else than not met.",
        ),
        Text(
            nl="Bewijs: één stuk per regel, in de vorm  wat | vindplaats | datum | geldig tot en met  met datums als "
            "2027-03-31. Zet \\ voor een streepje | dat bij de tekst hoort.",
            en="Evidence: one piece a line, in the form  what | where | date | valid until  with dates such as "
            "2027-03-31. Put \\ before a bar | that is part of the text.",
        ),
        Text(
            nl="Noem bij Eigenaar een functie of een onderdeel, geen persoon.",
            en="Under Owner name a function or a unit, not a person.",
        ),
        Text(nl="Gebruik geen formules en geen macro's.", en="Use no formulas and no macros."),
        *(
            Text(nl=f"{d.on.isoformat()}: {d.what.nl}", en=f"{d.on.isoformat()}: {d.what.in_('en')}")
            for d in content.dates
        ),
    ]
    for number, text in enumerate(texts, 1):
        cell = sheet.cell(number, 1)
        _write(cell, text.in_(lang), problems)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 100


def _fill_rows(sheet: Worksheet, rows: list[dict[str, str]], lang: Lang, problems: list[Problem]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    locked = PatternFill("solid", fgColor=_LOCKED_FILL)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for column, definition in enumerate(COLUMNS, 1):
        head = sheet.cell(1, column, definition.title.in_(lang))
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor=_HEADER_FILL)
        head.alignment = wrapped
        sheet.column_dimensions[_letter(column)].width = definition.width
        for number, row in enumerate(rows, 2):
            cell = sheet.cell(number, column)
            _write(cell, row.get(definition.field, ""), problems)
            cell.alignment = wrapped
            # Format "text", so that the spreadsheet does not turn what is typed into a number or a date.
            cell.number_format = "@"
            if definition.field in ANSWERS:
                cell.protection = Protection(locked=False)
            else:
                cell.fill = locked
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.sort = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _offer_help(sheet: Worksheet, rows: int, states: int, lang: Lang) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(COLUMNS, 1):
        if not column.help.nl or not rows:
            continue
        rule = DataValidation(allow_blank=True)
        if column.field == "state":
            rule.type = "list"
            rule.formula1 = f"'{SHEET_LISTS}'!$B$1:$B${states}"
            rule.errorTitle = column.title.in_(lang)
            rule.error = "Kies een waarde uit de lijst." if lang == "nl" else "Choose a value from the list."
            rule.showErrorMessage = True
        rule.promptTitle, rule.prompt = column.title.in_(lang), column.help.in_(lang)
        rule.showInputMessage = True
        rule.add(f"{_letter(number)}2:{_letter(number)}{rows + 1}")
        sheet.add_data_validation(rule)


def _write(cell: Any, value: str, problems: list[Problem]) -> None:
    """Write text as text, also where it looks like a formula; complain about what a cell cannot hold."""
    from openpyxl.utils.exceptions import IllegalCharacterError

    if not value:
        return
    place = f"{cell.parent.title}!{cell.coordinate}"
    if len(value) > _LONGEST_CELL:
        message = Text(
            nl=f"de tekst heeft {len(value)} tekens; in een cel passen er {_LONGEST_CELL}.",
            en=f"the text has {len(value)} characters; a cell holds {_LONGEST_CELL}.",
        )
        problems.append(Problem(place, message, Text(nl="Kort de tekst in.", en="Shorten the text."), value=value))
        return
    try:
        cell.value = value
    except IllegalCharacterError:
        message = Text(
            nl="de tekst bevat een stuurteken dat in een werkmap niet kan.",
            en="the text holds a control character that a workbook cannot hold.",
        )
        problems.append(Problem(place, message, Text(nl="Verwijder het.", en="Remove it."), value=value))
        return
    cell.data_type = "s"
    if value[0] in "=+-@'":
        cell.quotePrefix = True


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
