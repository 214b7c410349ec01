# SPDX-License-Identifier: EUPL-1.2
"""Guidelines and checklists from disk, every mistake at its own line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import InputError, Problem, Text
from weerbaar.capability.folder import Folder, find, shipped
from weerbaar.capability.guideline.file_model import (
    CHECKLIST_FILE,
    Answer,
    Checklist,
    Guideline,
    Part,
    Requirement,
)

_GUIDELINES = "guidelines"


@dataclass(frozen=True)
class CheckedList:
    """A checklist with the guideline that it answers.

    Attributes:
        path: the file it was read from.
        warnings: what does not stop the reading, such as a requirement that always holds and is called not applicable.
        contents: name to bytes of both files, for hashes.
    """

    path: Path
    checklist: Checklist
    content: Guideline
    warnings: tuple[Problem, ...]
    contents: tuple[tuple[str, bytes], ...]


def guideline_names() -> tuple[str, ...]:
    """Return the ids of the shipped guidelines, in alphabetical order."""
    return tuple(sorted(path.stem for path in shipped(_GUIDELINES).glob("*.yaml")))


def load_guideline(name_or_path: str | Path) -> Guideline:
    """Return a guideline.

    Args:
        name_or_path: the id of a shipped guideline, or a file.

    Raises:
        InputError: with every problem found.
    """
    return _guideline(name_or_path)[0]


def load_checklist(name_or_path: str | Path) -> CheckedList:
    """Return a checklist with its guideline.

    Args:
        name_or_path: a file, a folder that holds ``guideline.yaml``, or the name of a shipped example.

    Raises:
        InputError: with every problem found.
    """
    path = find(name_or_path, (CHECKLIST_FILE,))
    folder = Folder(path.parent)
    sheet = folder.read(path.name, Checklist, {"answers": Answer})
    if sheet is None or sheet.header is None:
        raise InputError(folder.problems)
    own = path.parent / f"{sheet.header.value.content}.yaml"
    try:
        content, raw = _guideline(own if own.is_file() else sheet.header.value.content)
    except InputError as error:
        if own.is_file():
            raise InputError([*folder.problems, *error.problems]) from error
        hint = Text(
            nl=f"Zet {own.name} naast dit bestand, of kies uit: {', '.join(guideline_names())}.",
            en=f"Put {own.name} beside this file, or choose from: {', '.join(guideline_names())}.",
        )
        unknown = sheet.header.problem(
            ("content",), "onbekende richtlijn.", "unknown guideline.", hint, value=sheet.header.value.content
        )
        raise InputError([*folder.problems, unknown]) from error
    answers = sheet.lists["answers"]
    folder.refuse_duplicates(answers, "requirement")
    requirements = {r.id: r for r in content.requirements}
    for entry in answers:
        answer = entry.value
        known = folder.refuse_unknown(entry, ("requirement",), answer.requirement, requirements, "eis", "requirement")
        if known and answer.state == "not applicable" and not content.conditional(requirements[answer.requirement]):
            folder.problems.append(
                entry.problem(
                    ("state",),
                    "deze eis geldt volgens de richtlijn altijd.",
                    "according to the guideline this requirement always holds.",
                    Text(nl="Ga na of de reden standhoudt.", en="See whether the reason holds."),
                    value=answer.state,
                    warning=True,
                )
            )
    folder.raise_errors()
    contents = ((path.name, sheet.content), (f"{content.id}.yaml", raw))
    return CheckedList(path, sheet.whole(), content, tuple(folder.problems), contents)


def _guideline(name_or_path: str | Path) -> tuple[Guideline, bytes]:
    """Return a guideline and the bytes of its file."""
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and name_or_path in guideline_names():
        path = shipped(_GUIDELINES, f"{name_or_path}.yaml")
    elif not _is_there(path):
        listed = ", ".join(guideline_names())
        raise InputError(
            [
                Problem(
                    str(name_or_path)[:200],
                    Text(nl="deze richtlijn bestaat niet.", en="there is no such guideline."),
                    Text(nl=f"Geef een bestand of kies uit: {listed}.", en=f"Give a file or choose from: {listed}."),
                )
            ]
        )
    folder = Folder(path.parent)
    sheet = folder.read(path.name, Guideline, {"requirements": Requirement, "parts": Part})
    if sheet is None:
        raise InputError(folder.problems)
    requirements, parts = sheet.lists["requirements"], sheet.lists["parts"]
    folder.refuse_duplicates(parts)
    folder.refuse_duplicates(requirements)
    folder.refuse_duplicates(requirements, "number")
    for entry in requirements:
        # As they were written, so that a mistake elsewhere in a part does not make its requirements homeless.
        known = {str(part.get("id")) for part in entry.source.data.get("parts") or () if isinstance(part, dict)}
        folder.refuse_unknown(entry, ("part",), entry.value.part, known, "deel (part)", "part")
    if sheet.header is not None and not requirements and not folder.problems:
        folder.problems.append(
            sheet.header.problem(
                ("requirements",), "de richtlijn heeft geen eisen.", "the guideline has no requirements."
            )
        )
    folder.raise_errors()
    return sheet.whole(), sheet.content


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A name that the file system cannot hold.
        return False
