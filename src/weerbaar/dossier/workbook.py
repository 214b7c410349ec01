# SPDX-License-Identifier: EUPL-1.2
"""An Excel workbook in which experts fill in judgements, written and read back.

Text is written as text, never as a formula, and formulas are refused when read (C13).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.base import InputError, Lang, Problem, Text, write_atomic
from weerbaar.dossier.model import LIKELIHOOD, Dossier
from weerbaar.dossier.rows import COLUMNS, EXPERT, MAX_ROWS, Cell, Column, FilledRow, headings, merged, read_rows, table
from weerbaar.dossier.workbook_source import WorkbookFound, read_workbook
from weerbaar.method import Method

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

SHEET_READ_ME = Text(nl="Lees mij", en="Read me")
SHEET_SCENARIOS = Text(nl="Scenario's", en="Scenarios")
SHEET_SCORES = "Scores"
SHEET_LISTS = "_lists"
_MARK = "weerbaar-scores-1"
_SPARE_ROWS = 100
_LONGEST_CELL = 32_767
_LOCKED_FILL = "EDEFF2"
_HEADER_FILL = "154273"


def export_workbook(dossier: Dossier, method: Method, path: Path, lang: Lang | None = None) -> None:
    """Write the judgements of a dossier, and empty rows for those still to be given, as an Excel workbook.

    Args:
        dossier: the round.
        method: gives the criteria that are to be judged and the labels to choose from.
        path: file to write, ending in ``.xlsx``.
        lang: language of the workbook; that of the round by default.

    Raises:
        InputError: a text is too long for a cell, or holds a character that a workbook cannot hold.
        OSError: it cannot be written; an older file is left as it was.
    """
    from openpyxl import Workbook

    language = lang or dossier.round.language
    book = Workbook()
    book.remove(book.worksheets[0])
    read_me = book.create_sheet(SHEET_READ_ME.in_(language))
    problems: list[Problem] = []
    _fill_read_me(read_me, dossier, method, language, problems)
    _fill_scenarios(book.create_sheet(SHEET_SCENARIOS.in_(language)), dossier, language, problems)
    scores = book.create_sheet(SHEET_SCORES)
    rows = table(dossier, method, language)
    _fill_scores(scores, rows, language, problems)
    _fill_lists(book.create_sheet(SHEET_LISTS), dossier, method, language)
    _offer_lists(scores, rows, method, language)
    if problems:
        raise InputError(problems)
    book.active = book.index(scores)
    buffer = io.BytesIO()
    book.save(buffer)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, buffer.getvalue())


def import_workbook(path: Path, dossier: Dossier, method: Method) -> Dossier:
    """Return ``dossier`` with the judgements of the experts in a filled workbook.

    Only the sheet "Scores" is read. The rows of an expert replace everything that this expert said before.

    Args:
        path: the workbook.
        dossier: the round to which the judgements belong.
        method: what the judgements must comply with.

    Raises:
        InputError: with every problem in every cell, such as ``Scores!D7``.
    """
    found = read_workbook(path, (SHEET_SCORES, SHEET_LISTS), MAX_ROWS + 2)
    if SHEET_SCORES not in found.rows:
        listed = ", ".join(found.sheets)
        raise InputError(
            [
                Problem(
                    found.name,
                    Text(
                        nl=f"het blad Scores ontbreekt; gevonden zijn: {listed}.",
                        en=f"the sheet Scores is missing; found are: {listed}.",
                    ),
                    Text(
                        nl="Gebruik de werkmap die 'weerbaar export' maakt.",
                        en="Use the workbook that 'weerbaar export' makes.",
                    ),
                )
            ]
        )
    _check_belongs(found, dossier)
    problems: list[Problem] = []
    judgements = read_rows(_filled_rows(found, problems), problems)
    return merged(dossier, method, judgements, problems)


def _fill_read_me(sheet: Worksheet, dossier: Dossier, method: Method, lang: Lang, problems: list[Problem]) -> None:
    from openpyxl.styles import Alignment, Font

    texts = [
        dossier.round.title,
        dossier.round.statement,
        Text(
            nl="Vul op het blad Scores per scenario en criterium uw oordeel in. Grijze cellen liggen vast.",
            en="Fill in your judgement per scenario and criterion on the sheet Scores. Grey cells are fixed.",
        ),
        Text(
            nl="Geef een label, eventueel met een onder- en bovengrens. Of geef hoeveelheden, dan bepaalt de "
            "methode het label. Bij waarschijnlijkheid kan ook een kans met een periode.",
            en="Give a label, with a lower and upper bound if you wish. Or give quantities, and the method "
            "derives the label. For likelihood a probability with a period will do as well.",
        ),
        Text(
            nl=f"{method.scale.none} betekent: niet van toepassing. Kunt u niet oordelen, vul dan 'ja' in onder "
            "Ontbreekt en licht toe waarom. Een lege rij is nog niet ingevuld.",
            en=f"{method.scale.none} means: not relevant. When you cannot judge, fill in 'yes' under Missing and "
            "say why. An empty row has not been filled in yet.",
        ),
        Text(
            nl="Onder de laatste rij is ruimte voor oordelen van andere deskundigen: neem scenario en criterium "
            "over en vul een eigen naam in (kleine letters, cijfers en streepjes).",
            en="Below the last row there is room for judgements of other experts: copy scenario and criterion and "
            "fill in a name (lower case letters, digits and hyphens).",
        ),
        Text(nl="Gebruik geen formules en geen macro's.", en="Use no formulas and no macros."),
        Text(nl="Alleen het blad Scores wordt teruggelezen.", en="Only the sheet Scores is read back."),
        Text(
            nl=f"Methode: {method.title.nl} ({method.id}, versie {method.version})",
            en=f"Method: {method.title.in_('en')} ({method.id}, version {method.version})",
        ),
    ]
    for number, text in enumerate(texts, 1):
        cell = sheet.cell(number, 1)
        _write(cell, text.in_(lang), problems)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    start = len(texts) + 2
    legend = [(Text(nl="Label", en="Label"), Text(nl="Betekenis", en="Meaning"))]
    legend.append((Text(nl=method.scale.none), Text(nl="niet van toepassing", en="not relevant")))
    legend += [(Text(nl=label.code), label.word) for label in method.scale.labels]
    legend.append((Text(nl="Waarschijnlijkheid", en="Likelihood"), Text(nl="Betekenis", en="Meaning")))
    legend += [(Text(nl=c.code), c.word) for c in method.likelihood.classes]
    for number, (code, word) in enumerate(legend, start):
        _write(sheet.cell(number, 1), f"{code.in_(lang)}: {word.in_(lang)}", problems)
    sheet.column_dimensions["A"].width = 100


def _fill_scenarios(sheet: Worksheet, dossier: Dossier, lang: Lang, problems: list[Problem]) -> None:
    nl = lang == "nl"
    titles = ["Id", "Titel" if nl else "Title", "Thema" if nl else "Theme", "Soort" if nl else "Kind"]
    titles += ["Aanleiding" if nl else "Trigger", "Incident", "Gevolgen" if nl else "Consequences"]
    kinds = {"hazard": Text(nl="gevaar", en="hazard"), "threat": Text(nl="dreiging", en="threat")}
    _write_header(sheet, titles, (24, 40, 30, 12, 60, 60, 60))
    for number, scenario in enumerate(dossier.scenarios, 2):
        theme = scenario.theme.in_(lang) if scenario.theme else ""
        story = scenario.storyline
        values = [scenario.id, scenario.title.in_(lang), theme, kinds[scenario.kind].in_(lang)]
        values += [story.trigger.in_(lang), story.incident.in_(lang), story.consequences.in_(lang)]
        for column, value in enumerate(values, 1):
            _write(sheet.cell(number, column), value, problems)
    sheet.protection.sheet = True


def _fill_scores(sheet: Worksheet, rows: list[dict[str, Cell]], lang: Lang, problems: list[Problem]) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    _write_header(sheet, [c.title.in_(lang) for c in COLUMNS], [c.width for c in COLUMNS])
    sheet.freeze_panes = "D2"
    locked = PatternFill("solid", fgColor=_LOCKED_FILL)
    unlocked = Protection(locked=False)
    for number in range(2, len(rows) + _SPARE_ROWS + 2):
        row = rows[number - 2] if number - 2 < len(rows) else None
        for column, definition in enumerate(COLUMNS, 1):
            cell = sheet.cell(number, column)
            if row is not None:
                _write(cell, row.get(definition.field), problems)
            if row is not None and definition.field in ("scenario", "criterion"):
                cell.fill = locked
            else:
                cell.protection = unlocked
                # Format "text", so that the spreadsheet does not turn what is typed into a date.
                if definition.field not in ("probability", "window_years"):
                    cell.number_format = "@"
            if definition.field == "reason":
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.auto_filter.ref = f"A1:{_letter(len(COLUMNS))}{len(rows) + _SPARE_ROWS + 1}"
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.sort = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _fill_lists(sheet: Worksheet, dossier: Dossier, method: Method, lang: Lang) -> None:
    """Write the choices of the drop-down lists, and to which round the workbook belongs."""
    columns: list[list[str]] = [
        [_MARK, dossier.round.id, method.id],
        [method.scale.none, *(label.code for label in method.scale.labels)],
        [c.code for c in method.likelihood.classes],
    ]
    columns += [[word.in_(lang) for word in c.words.values()] for c in COLUMNS if c.words is not None]
    problems: list[Problem] = []
    for column, choices in enumerate(columns, 1):
        for number, choice in enumerate(choices, 1):
            _write(sheet.cell(number, column), choice, problems)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _offer_lists(sheet: Worksheet, rows: list[dict[str, Cell]], method: Method, lang: Lang) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(rows) + _SPARE_ROWS + 1
    is_likelihood = [str(row["criterion"]).startswith(LIKELIHOOD) for row in rows]
    with_words = [c for c in COLUMNS if c.words is not None]

    def offer(column: Column, list_column: int, size: int, blocks: list[tuple[int, int]]) -> None:
        letter = _letter(list_column)
        rule = DataValidation(type="list", formula1=f"'{SHEET_LISTS}'!${letter}$1:${letter}${size}", allow_blank=True)
        rule.errorTitle = column.title.in_(lang)
        rule.error = "Kies een waarde uit de lijst." if lang == "nl" else "Choose a value from the list."
        rule.showErrorMessage = True
        if column.help.nl:
            rule.promptTitle, rule.prompt = column.title.in_(lang), column.help.in_(lang)
            rule.showInputMessage = True
        place = _letter(COLUMNS.index(column) + 1)
        for start, end in blocks:
            rule.add(f"{place}{start}:{place}{end}")
        if blocks:
            sheet.add_data_validation(rule)

    for column in COLUMNS:
        if column.field in ("label", "lower", "upper"):
            offer(column, 2, len(method.scale.labels) + 1, _blocks(is_likelihood, False))
            offer(column, 3, len(method.likelihood.classes), _blocks(is_likelihood, True))
        elif column.words is not None:
            offer(column, 4 + with_words.index(column), len(column.words), [(2, last)])


def _blocks(flags: list[bool], wanted: bool) -> list[tuple[int, int]]:
    """Return the first and last sheet row of each run of rows whose flag is ``wanted``."""
    blocks: list[tuple[int, int]] = []
    for number, flag in enumerate(flags, 2):
        if flag is wanted:
            if blocks and blocks[-1][1] == number - 1:
                blocks[-1] = (blocks[-1][0], number)
            else:
                blocks.append((number, number))
    return blocks


def _write_header(sheet: Worksheet, titles: list[str], widths: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, (title, width) in enumerate(zip(titles, widths, strict=True), 1):
        cell = sheet.cell(1, column, title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32


def _write(cell: SheetCell | Any, value: Cell, problems: list[Problem]) -> None:
    """Write text as text, also where it looks like a formula; complain about what a cell cannot hold."""
    from openpyxl.utils.exceptions import IllegalCharacterError

    if value is None or value == "":
        return
    if isinstance(value, float | int):
        cell.value = value
        return
    place = f"{cell.parent.title}!{cell.coordinate}"
    if len(value) > _LONGEST_CELL:
        problems.append(
            Problem(
                place,
                Text(
                    nl=f"de tekst heeft {len(value)} tekens; in een cel passen er {_LONGEST_CELL}.",
                    en=f"the text has {len(value)} characters; a cell holds {_LONGEST_CELL}.",
                ),
                Text(nl="Kort de tekst in.", en="Shorten the text."),
                value=value,
            )
        )
        return
    try:
        cell.value = value
    except IllegalCharacterError:
        problems.append(
            Problem(
                place,
                Text(
                    nl="de tekst bevat een stuurteken dat in een werkmap niet kan.",
                    en="the text holds a control character that a workbook cannot hold.",
                ),
                Text(nl="Verwijder het teken uit het dossier.", en="Remove the character from the dossier."),
                value=value,
            )
        )
        return
    cell.data_type = "s"
    if value[0] in "=+-@'":
        cell.quotePrefix = True


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _check_belongs(found: WorkbookFound, dossier: Dossier) -> None:
    column = [str(row[0].value) if 0 in row else "" for row in found.rows.get(SHEET_LISTS, [])[:2]]
    if len(column) == 2 and column[0] == _MARK and column[1] != dossier.round.id:
        raise InputError(
            [
                Problem(
                    found.name,
                    Text(
                        nl=f"deze werkmap hoort bij dossier {column[1]} en niet bij {dossier.round.id}.",
                        en=f"this workbook belongs to dossier {column[1]} and not to {dossier.round.id}.",
                    ),
                    Text(nl="Kies het andere dossier.", en="Choose the other dossier."),
                    value=column[1],
                )
            ]
        )


def _filled_rows(found: WorkbookFound, problems: list[Problem]) -> Iterator[FilledRow]:
    name = found.name
    rows = found.rows[SHEET_SCORES]
    header = rows[0] if rows else {}
    titles = [header[i].value if i in header else None for i in range(max(header, default=0) + 1)]
    fields = headings(titles, name, lambda i: (None, f"{SHEET_SCORES}!{_letter(i + 1)}1"))
    places = {field: _letter(i + 1) for i, field in fields.items()}

    def refuse(place: str, nl: str, en: str, hint: Text, value: object = "") -> None:
        problems.append(Problem(name, Text(nl=nl, en=en), hint, field=f"{SHEET_SCORES}!{place}", value=str(value)))

    for number, row in enumerate(rows[1:], 2):
        if number > MAX_ROWS + 1:
            refuse(
                f"A{number}",
                f"meer dan {MAX_ROWS} rijen; dat is niet toegestaan.",
                f"more than {MAX_ROWS} rows, which is not allowed.",
                Text(nl="Verwijder de lege rijen onderaan.", en="Remove the empty rows at the bottom."),
            )
            return
        sound = True
        for i, cell in row.items():
            if cell.formula:
                sound = False
                refuse(
                    f"{_letter(i + 1)}{number}",
                    "formules zijn niet toegestaan.",
                    "formulas are not allowed.",
                    Text(nl="Vul de waarde zelf in.", en="Fill in the value itself."),
                    cell.value,
                )
            elif i not in fields and str(cell.value).strip():
                sound = False
                refuse(
                    f"{_letter(i + 1)}{number}",
                    "deze cel staat in een kolom zonder naam.",
                    "this cell stands in a column without a name.",
                    Text(nl="Zet opmerkingen onder Toelichting.", en="Put remarks under Reason."),
                    cell.value,
                )
        if sound:
            cells = {fields[i]: cell.value for i, cell in row.items() if i in fields}
            yield FilledRow(name, cells, _cell_locator(places, number))


def _cell_locator(places: dict[str, str], number: int) -> Any:
    def locate(field: str) -> tuple[int | None, str]:
        letter = places.get(field) or places.get("label") or places.get(EXPERT) or "A"
        return None, f"{SHEET_SCORES}!{letter}{number}"

    return locate
