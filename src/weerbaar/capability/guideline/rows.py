# SPDX-License-Identifier: EUPL-1.2
"""A checklist as rows of a table, the form that the workbook and the CSV file share: one row a requirement.

A row that is read back replaces the answer that was there; columns that are not there leave what they would hold.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from weerbaar.base import Explained, InputError, Lang, Problem, Text, YamlSource, validate
from weerbaar.capability.guideline.file_model import STATES, Answer, Checklist, Evidence, Guideline, Requirement, State

MAX_ROWS = 5_000
REQUIREMENT = "requirement"
EVIDENCE_PARTS = 4

STATE_WORDS: dict[State, Text] = {
    "met": Text(nl="voldaan", en="met"),
    "partly": Text(nl="deels", en="partly"),
    "not met": Text(nl="niet voldaan", en="not met"),
    "not applicable": Text(nl="niet van toepassing", en="not applicable"),
    "unknown": Text(nl="onbekend", en="unknown"),
}


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        field: field of an answer, or of the requirement where ``fixed``.
        title: heading in the workbook.
        width: in characters.
        fixed: says what is asked; not read back.
        help: what to fill in.
    """

    field: str
    title: Text
    width: int
    fixed: bool = False
    help: Text = Text(nl="")


COLUMNS: tuple[Column, ...] = (
    Column(REQUIREMENT, Text(nl="Eis", en="Requirement"), 14),
    Column("number", Text(nl="Nummer", en="Number"), 14, True),
    Column("title", Text(nl="Titel", en="Title"), 30, True),
    Column("text", Text(nl="Wat wordt gevraagd", en="What is asked"), 60, True),
    Column("questions", Text(nl="Vragen", en="Questions"), 50, True),
    Column("counts", Text(nl="Wat telt als bewijs", en="What counts as evidence"), 40, True),
    Column("applies", Text(nl="Geldt wanneer", en="Applies when"), 30, True),
    Column("state", Text(nl="Stand", en="State"), 20, help=Text(nl="Kies uit de lijst.", en="Choose from the list.")),
    Column(
        "reason",
        Text(nl="Reden", en="Reason"),
        30,
        help=Text(nl="Verplicht bij 'niet van toepassing'.", en="Obligatory with 'not applicable'."),
    ),
    Column(
        "evidence",
        Text(nl="Bewijs", en="Evidence"),
        50,
        help=Text(
            nl="Eén stuk per regel: wat | vindplaats | datum | geldig tot en met. Alleen wat is verplicht.",
            en="One piece a line: what | where | date | valid until. Only what is obligatory.",
        ),
    ),
    Column("owner", Text(nl="Eigenaar", en="Owner"), 24),
    Column("due", Text(nl="Uiterlijk", en="Due"), 12, help=Text(nl="jjjj-mm-dd", en="yyyy-mm-dd")),
    Column("note", Text(nl="Opmerking", en="Note"), 40),
    Column("capability", Text(nl="Capaciteit", en="Capability"), 24),
    Column("measures", Text(nl="Maatregelen", en="Measures"), 24, help=Text(nl="Gescheiden door ;", en="Divided by ;")),
)
_BY_HEADING = {
    heading.casefold(): column for column in COLUMNS for heading in (column.field, column.title.nl, column.title.en)
}
ANSWERS = tuple(c.field for c in COLUMNS if not c.fixed and c.field != REQUIREMENT)


@dataclass(frozen=True)
class FilledRow:
    """One row as it was found.

    Attributes:
        file: name for messages.
        cells: field to value; a field without a column is not among them.
        locate: field to line and shown reference, such as ``Checklist!H7``.
    """

    file: str
    cells: Mapping[str, object]
    locate: Callable[[str], tuple[int | None, str]]

    def problem(self, field: str, text: Text, hint: Text | None = None, value: object = None) -> Problem:
        """Return a problem with one cell."""
        line, shown = self.locate(field)
        said = "" if value is None else str(value)
        return Problem(self.file, text, hint or Text(nl=""), line=line, field=shown, value=said)


def table(checklist: Checklist, content: Guideline, lang: Lang) -> list[dict[str, str]]:
    """Return one row per requirement, in the order of the guideline, with what was answered."""
    answers = {answer.requirement: answer for answer in checklist.answers}
    conditions = {part.id: part.applies_when for part in content.parts}
    rows = []
    for requirement in content.requirements:
        row = _asked(requirement, conditions.get(requirement.part), lang)
        answer = answers.get(requirement.id)
        rows.append(row | (_answered(answer, lang) if answer else {}))
    return rows


def headings(
    found: Sequence[object], file: str, locate: Callable[[int], tuple[int | None, str]], problems: list[Problem]
) -> dict[int, str]:
    """Return which field stands in which column; unknown columns are passed over with a warning.

    Args:
        found: the cells of the heading row.
        file: name for messages.
        locate: from column to line and shown reference.
        problems: gets the warnings.

    Raises:
        InputError: a repeated heading, or none for the requirements.
    """
    fields: dict[int, str] = {}
    errors: list[Problem] = []
    for i, cell in enumerate(found):
        text = "" if cell is None else str(cell).strip()
        if not text:
            continue
        column = _BY_HEADING.get(text.casefold())
        line, shown = locate(i)
        if column is None:
            message = Text(nl="onbekende kolom; zij wordt niet gelezen.", en="unknown column; it is not read.")
            hint = Text(nl="Zet opmerkingen onder Opmerking.", en="Put remarks under Note.")
            problems.append(Problem(file, message, hint, line=line, field=shown, value=text, severity="warning"))
        elif column.field in fields.values():
            message = Text(nl="deze kolom staat er twee keer.", en="this column occurs twice.")
            errors.append(Problem(file, message, line=line, field=shown, value=text))
        else:
            fields[i] = column.field
    line, _ = locate(0)
    if REQUIREMENT not in fields.values():
        message = Text(nl="kolom Eis (requirement) ontbreekt.", en="column requirement is missing.")
        hint = Text(nl="Zet de kolomnamen in de eerste rij.", en="Put the column names in the first row.")
        errors.append(Problem(file, message, hint, line=line))
    if errors:
        raise InputError([*problems, *errors])
    absent = [c for c in COLUMNS if c.field in ANSWERS and c.field not in fields.values()]
    if absent:
        message = Text(
            nl=f"zonder kolom {', '.join(c.title.nl for c in absent)}; wat daar eerder stond, blijft staan.",
            en=f"without column {', '.join(c.title.en for c in absent)}; what stood there before is kept.",
        )
        problems.append(Problem(file, message, line=line, severity="warning"))
    return fields


def merged(checklist: Checklist, content: Guideline, rows: Iterable[FilledRow], problems: list[Problem]) -> Checklist:
    """Return the checklist with the answers in the rows in place of those to the same requirements.

    A row without any answer takes the answer away; a requirement without a row keeps the answer it had.

    Args:
        checklist: what the rows are merged into.
        content: its guideline.
        rows: what was found.
        problems: what was found so far; warnings stay in it.

    Raises:
        InputError: carries ``problems`` and everything that is wrong in the rows.
    """
    answers = {answer.requirement: answer for answer in checklist.answers}
    known = {r.id for r in content.requirements}
    seen: dict[str, FilledRow] = {}
    for row in rows:
        name = str(row.cells.get(REQUIREMENT) or "").strip()
        given = {field: cell for field, cell in row.cells.items() if field in ANSWERS and not _empty(cell)}
        if not name:
            if given:
                message = Text(nl="deze rij noemt geen eis.", en="this row names no requirement.")
                problems.append(row.problem(REQUIREMENT, message))
            continue
        if name not in known or name in seen:
            problems.append(_misplaced(row, name, name in known, content))
            continue
        seen[name] = row
        kept = answers[name].model_dump(exclude_none=True) if name in answers else {}
        data = {field: value for field, value in kept.items() if field not in row.cells}
        if not given and "state" in row.cells:
            answers.pop(name, None)
            continue
        answer = _read(row, name, given, data, problems)
        if answer is not None:
            answers[name] = answer
    if any(p.severity == "error" for p in problems):
        raise InputError(problems)
    ordered = tuple(answers[r.id] for r in content.requirements if r.id in answers)
    return checklist.model_copy(update={"answers": ordered})


def _misplaced(row: FilledRow, name: str, known: bool, content: Guideline) -> Problem:
    if known:
        message = Text(nl="deze eis staat er twee keer.", en="this requirement occurs twice.")
        return row.problem(REQUIREMENT, message, Text(nl="Houd één rij over.", en="Keep one row."), name)
    message = Text(
        nl=f"deze eis komt niet voor in richtlijn {content.id}.",
        en=f"this requirement is not in guideline {content.id}.",
    )
    return row.problem(REQUIREMENT, message, value=name)


def _read(
    row: FilledRow, name: str, given: Mapping[str, object], kept: dict[str, Any], problems: list[Problem]
) -> Answer | None:
    data: dict[str, Any] = {**kept, REQUIREMENT: name}
    faults: list[Problem] = []
    if "state" not in data and "state" not in given:
        message = Text(nl="deze cel moet gevuld zijn.", en="this cell must be filled in.")
        hint = Text(nl="Kies 'onbekend' als het niet te zeggen is.", en="Choose 'unknown' when it cannot be said.")
        faults.append(row.problem("state", message, hint))
    for field, cell in given.items():
        try:
            data[field] = _value(field, cell)
        except Explained as error:
            faults.append(row.problem(field, error.text, value=cell))
    answer = None
    if not faults:
        try:
            answer = validate(Answer, YamlSource(row.file, data, {}))
        except InputError as error:
            faults = [_moved(row, p) for p in error.problems]
    problems.extend(faults)
    return answer


def _moved(row: FilledRow, problem: Problem) -> Problem:
    """Return a problem of an answer, moved to the cell that its field was read from."""
    field = problem.field.split(".")[0].split("[")[0] or ("reason" if "reason" in problem.message.nl else REQUIREMENT)
    line, shown = row.locate(field)
    return replace(problem, line=line, field=shown)


def _asked(requirement: Requirement, of_part: Text | None, lang: Lang) -> dict[str, str]:
    conditions = [c.in_(lang) for c in (of_part, requirement.applies_when) if c is not None]
    always = "altijd" if lang == "nl" else "always"
    return {
        REQUIREMENT: requirement.id,
        "number": requirement.number,
        "title": requirement.title.in_(lang),
        "text": requirement.requirement.in_(lang),
        "questions": "\n".join(q.in_(lang) for q in requirement.questions),
        "counts": "\n".join(e.in_(lang) for e in requirement.evidence),
        "applies": "\n".join(conditions) or always,
    }


def _answered(answer: Answer, lang: Lang) -> dict[str, str]:
    return {
        "state": STATE_WORDS[answer.state].in_(lang),
        "reason": answer.reason,
        "evidence": "\n".join(evidence_line(e) for e in answer.evidence),
        "owner": answer.owner,
        "due": answer.due.isoformat() if answer.due else "",
        "note": answer.note,
        "capability": answer.capability or "",
        "measures": "; ".join(answer.measures),
    }


def evidence_line(evidence: Evidence) -> str:
    """Return a piece of evidence as one line; a bar or backslash that is meant gets a backslash in front."""
    parts = [
        evidence.what,
        evidence.link,
        evidence.date.isoformat() if evidence.date else "",
        evidence.expires.isoformat() if evidence.expires else "",
    ]
    while not parts[-1]:
        parts.pop()
    return " | ".join(re.sub(r"([\\|])", r"\\\1", part) for part in parts)


def _evidence(text: str) -> list[dict[str, Any]]:
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        parts = [re.sub(r"\\(.)", r"\1", p).strip() for p in re.findall(r"(?:^|\|)((?:\\.|[^\\|]|\\$)*)", line)]
        if len(parts) > EVIDENCE_PARTS:
            raise Explained(
                "ten hoogste vier delen per regel: wat | vindplaats | datum | geldig tot en met; zet \\ voor een | die "
                "bij de tekst hoort.",
                "at most four parts a line: what | where | date | valid until; put \\ before a | that is text.",
            )
        names = ("what", "link", "date", "expires")
        item: dict[str, Any] = {n: p for n, p in zip(names, parts, strict=False) if p}
        for field in ("date", "expires"):
            if field in item:
                item[field] = _date(item[field])
        found.append(item)
    return found


_DUTCH_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


def _date(cell: object) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    text = str(cell).strip()
    dutch = _DUTCH_DATE.fullmatch(text)
    try:
        day = datetime.date(*(int(p) for p in reversed(dutch.groups()))) if dutch else datetime.date.fromisoformat(text)
    except ValueError:
        raise Explained("moet een datum zijn (jjjj-mm-dd).", "must be a date (yyyy-mm-dd).") from None
    return day.isoformat()


def _value(field: str, cell: object) -> Any:
    """Return what a checklist file would hold for one cell."""
    if field == "due":
        return _date(cell)
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        raise Explained(
            "het rekenprogramma heeft hier een datum of tijd van gemaakt; maak de cel op als tekst.",
            "the spreadsheet turned this into a date or time; format the cell as text.",
        )
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    if yaml.reader.Reader.NON_PRINTABLE.search(text):
        raise Explained("bevat een verboden stuurteken.", "holds a forbidden control character.")
    match field:
        case "state":
            return _state(text)
        case "evidence":
            return _evidence(text)
        case "measures":
            return [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
    return text


def _state(text: str) -> State:
    for state in STATES:
        words = STATE_WORDS[state]
        if text.casefold() in (state, words.nl, words.en):
            return state
    nl, en = ", ".join(w.nl for w in STATE_WORDS.values()), ", ".join(STATE_WORDS)
    raise Explained(f"toegestaan is: {nl}.", f"allowed: {en}.")


def _empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
