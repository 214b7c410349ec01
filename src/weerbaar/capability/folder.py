# SPDX-License-Identifier: EUPL-1.2
"""Where the files of the room lie on disk, and how one is read: entry by entry, every mistake at its own line."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

from weerbaar.base import (
    FileModel,
    InputError,
    Location,
    Placed,
    Problem,
    Text,
    inside,
    parse_yaml,
    read_text,
    validate_header,
    validate_items,
)

MAX_FILE_BYTES = 5_000_000

ModelT = TypeVar("ModelT", bound=FileModel)


@dataclass(frozen=True)
class Sheet(Generic[ModelT]):
    """One file: its header with the lists left empty (None when that is wrong) and the sound entries of its lists.

    Attributes:
        content: the bytes of the file, for hashes.
    """

    header: Placed[ModelT] | None
    lists: Mapping[str, tuple[Placed[Any], ...]]
    content: bytes

    def whole(self) -> ModelT:
        """Return the file as one model; only to be called when nothing in it is wrong.

        Raises:
            ValueError: the header was wrong.
        """
        if self.header is None:
            raise ValueError("a file without a sound header")
        return self.header.value.model_copy(
            update={key: tuple(entry.value for entry in entries) for key, entries in self.lists.items()}
        )


@dataclass
class Folder:
    """The files of one folder while they are being read, and everything that was wrong so far.

    Attributes:
        root: the folder.
        contents: name to bytes of every file that was read.
    """

    root: Path
    contents: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether something of this name is there, be it a link that leads nowhere."""
        return os.path.lexists(self.root / name)

    def read(self, name: str, model: type[ModelT], lists: Mapping[str, type[FileModel]]) -> Sheet[ModelT] | None:
        """Return one file read entry by entry; None, and its problems, where it cannot be read at all.

        Args:
            name: of the file in the folder.
            model: of the whole file.
            lists: names of its lists to the model of one entry; a mistake in one entry hides no other.
        """
        try:
            text = read_text(inside(self.root, name), name, MAX_FILE_BYTES)
            self.contents[name] = text.encode()
            source = parse_yaml(text, name)
        except InputError as error:
            self.problems.extend(error.problems)
            return None
        header = validate_header(model, source, tuple(lists), self.problems)
        read = {
            key: tuple(Placed(value, source, at) for value, at in validate_items(item, source, key, self.problems))
            for key, item in lists.items()
        }
        return Sheet(None if header is None else Placed(header, source), read, text.encode())

    def refuse_duplicates(self, entries: Iterable[Placed[Any]], key: str = "id") -> None:
        """Add a problem for every entry whose id was used before."""
        entries = list(entries)
        seen: Counter[str] = Counter()
        for entry in entries:
            name = getattr(entry.value, key)
            seen[name] += 1
            if seen[name] > 1:
                self.problems.append(
                    entry.problem(
                        (key,),
                        "deze id komt meer dan eens voor.",
                        "this id occurs more than once.",
                        Text(nl="Geef elk onderdeel een eigen id.", en="Give every entry an id of its own."),
                        value=name,
                    )
                )

    def refuse_unknown(
        self, entry: Placed[Any], inner: Location, name: str, known: Iterable[str], nl: str, en: str
    ) -> bool:
        """Add a problem when ``name`` is not among ``known``; return whether it is.

        Args:
            nl, en: what is named, for instance ``scenario`` and ``scenario``, ``maatregel`` and ``measure``.
        """
        names = sorted(known)
        if name in names:
            return True
        listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
        self.problems.append(
            entry.problem(
                inner,
                f"onbekend: {nl}.",
                f"unknown {en}.",
                Text(nl=f"Kies uit: {listed or '(geen)'}.", en=f"Choose from: {listed or '(none)'}."),
                value=name,
            )
        )
        return False

    def raise_errors(self) -> None:
        """Raise what is wrong so far, warnings left out.

        Raises:
            InputError: with every error.
        """
        errors = [p for p in self.problems if p.severity == "error"]
        if errors:
            raise InputError(errors)


def shipped(*parts: str) -> Path:
    """Return a place among the files that come with the room."""
    return Path(str(files("weerbaar").joinpath("data", "capability", *parts)))


def example_names() -> tuple[str, ...]:
    """Return the names of the shipped example folders, in alphabetical order."""
    root = shipped()
    return tuple(sorted(p.name for p in root.iterdir() if (p / "analysis.yaml").is_file())) if root.is_dir() else ()


def find(name_or_path: str | Path, names: Sequence[str]) -> Path:
    """Return the file that is meant: itself, the one of that name in a folder, or in a shipped example.

    Args:
        name_or_path: a file of any name, a folder that holds one of ``names``, or the name of a shipped example.
        names: accepted names in a folder, first choice first.

    Raises:
        InputError: there is nothing there, or the folder holds none of them.
    """
    path = Path(name_or_path)
    try:
        if path.is_file():
            return path
        places = [path] if path.is_dir() else []
    except OSError as error:
        raise _nothing(
            name_or_path,
            names,
            Text(nl=f"kan niet worden gelezen ({error.strerror}).", en=f"cannot be read ({error.strerror})."),
        ) from error
    if isinstance(name_or_path, str) and name_or_path in example_names():
        places.append(shipped(name_or_path))
    for place in places:
        for name in names:
            if (place / name).is_file():
                return place / name
    wanted = names[0]
    if places:
        message = Text(nl=f"in deze map ontbreekt {wanted}.", en=f"this folder holds no {wanted}.")
    else:
        message = Text(nl="bestaat niet.", en="does not exist.")
    raise _nothing(name_or_path, names, message)


def _nothing(name: str | Path, names: Sequence[str], message: Text) -> InputError:
    listed = ", ".join(e for e in example_names() if any((shipped(e) / wanted).is_file() for wanted in names))
    return InputError(
        [
            Problem(
                str(name)[:200],
                message,
                Text(
                    nl=f"Geef een bestand, een map met {names[0]}, of een voorbeeld: {listed or '(geen)'}.",
                    en=f"Give a file, a folder with {names[0]}, or an example: {listed or '(none)'}.",
                ),
            )
        ]
    )
