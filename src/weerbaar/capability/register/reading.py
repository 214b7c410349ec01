# SPDX-License-Identifier: EUPL-1.2
"""Read a register, or say everything that is wrong with it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from weerbaar.base import (
    FileModel,
    InputError,
    Lang,
    Placed,
    Problem,
    Text,
    content_hash,
    parse_yaml,
    read_text,
    validate_header,
    validate_items,
)
from weerbaar.capability.folder import MAX_FILE_BYTES, find, shipped
from weerbaar.capability.register.checking import check
from weerbaar.capability.register.file_model import REGISTER_FILE, Entry, RegisterFile, Subject
from weerbaar.dossier import Heading

SINCE_2008 = "register-sinds-2008"
"""Name of the shipped register with what was found in public sources."""

ModelT = TypeVar("ModelT", bound=FileModel)


@dataclass(frozen=True)
class Register:
    """A register in which everything has been checked.

    Attributes:
        file: what it holds.
        content_hash: sha256 of the file it was read from, to see whether somebody else changed it meanwhile.
    """

    file: RegisterFile
    content_hash: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """In the order of recording."""
        return self.file.entries

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """In the order of the file."""
        return self.file.subjects

    @cached_property
    def by_id(self) -> dict[str, Subject]:
        """Subjects by their id."""
        return {subject.id: subject for subject in self.subjects}

    def heading(self, heading_id: str) -> Heading:
        """Return the heading with this id.

        Raises:
            KeyError: there is none.
        """
        for heading in self.file.headings:
            if heading.id == heading_id:
                return heading
        raise KeyError(heading_id)

    def caution(self, lang: Lang) -> str:
        """Return what a reader must know before any line: that entries are made up, or were put together later."""
        if self.file.data == "illustrative":
            return (
                "Illustratieve gegevens: dit register is verzonnen."
                if lang == "nl"
                else "Illustrative data: this register is made up."
            )
        until: datetime.date | None = self.file.reconstructed_until
        if until is None:
            return ""
        return (
            f"Vastleggingen tot en met {until} zijn achteraf opgemaakt uit openbare bronnen; hun datum is de dag "
            "waarop de bron uiterlijk openbaar was."
            if lang == "nl"
            else f"Entries recorded up to {until} were put together afterwards from public sources; their date is the "
            "day on which the source was public at the latest."
        )


def load_register(name_or_path: str | Path) -> Register:
    """Return a register in which everything has been checked.

    Args:
        name_or_path: a file, a folder with ``register.yaml``, or the name of a shipped example.

    Raises:
        InputError: carries every error, and no warnings; warnings alone do not stop it.
    """
    register, _ = register_and_warnings(name_or_path)
    return register


def register_and_warnings(name_or_path: str | Path) -> tuple[Register, tuple[Problem, ...]]:
    """Return a register and what is suspect in it without being wrong.

    Raises:
        InputError: carries every error and every warning.
    """
    path = register_path(name_or_path)
    return parse_register(read_text(path, path.name, MAX_FILE_BYTES), path.name)


def register_path(name_or_path: str | Path) -> Path:
    """Return the file of a register: itself, ``register.yaml`` in a folder, or that of a shipped example.

    Raises:
        InputError: there is none.
    """
    if name_or_path == SINCE_2008 and not Path(SINCE_2008).exists():
        return shipped(SINCE_2008, REGISTER_FILE)
    return find(name_or_path, (REGISTER_FILE,))


def parse_register(text: str, name: str) -> tuple[Register, tuple[Problem, ...]]:
    """Return the register in a text, and its warnings.

    Args:
        text: the file.
        name: how it is called in messages.

    Raises:
        InputError: carries every error and every warning.
    """
    source = parse_yaml(text, name)
    problems: list[Problem] = []
    header = validate_header(RegisterFile, source, ("headings", "subjects", "entries"), problems)

    def placed(model: type[ModelT], key: str) -> list[Placed[ModelT]]:
        return [Placed(value, source, at) for value, at in validate_items(model, source, key, problems)]

    headings, subjects = placed(Heading, "headings"), placed(Subject, "subjects")
    entries = placed(Entry, "entries")
    # What an entry that cannot be read would have named or been named by, is not a second mistake.
    complete = not problems
    problems += check(
        headings, subjects, entries, frozenset() if header is None else frozenset(header.sources), complete
    )
    if any(p.severity == "error" for p in problems):
        raise InputError(sorted(problems, key=lambda p: p.line or 0))
    if header is None:
        raise InputError([Problem(name, Text(nl="het bestand is leeg.", en="the file is empty."))])
    whole = header.model_copy(
        update={
            "headings": tuple(p.value for p in headings),
            "subjects": tuple(p.value for p in subjects),
            "entries": tuple(p.value for p in entries),
        }
    )
    return Register(whole, content_hash([(REGISTER_FILE, text.encode())])), tuple(problems)
