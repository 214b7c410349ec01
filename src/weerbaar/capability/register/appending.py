# SPDX-License-Identifier: EUPL-1.2
"""Add to a register on disk: all or nothing, comments and layout kept, and never over the work of somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from weerbaar.base import InputError, Lang, Problem, Text, read_text, write_atomic
from weerbaar.capability.folder import MAX_FILE_BYTES
from weerbaar.capability.register.edtf import Moment
from weerbaar.capability.register.file_model import Entry, Subject
from weerbaar.capability.register.locking import locked
from weerbaar.capability.register.reading import Register, parse_register
from weerbaar.capability.register.yaml_lines import field_text, with_fields, with_items
from weerbaar.dossier import Heading, Source

_BOM = b"\xef\xbb\xbf"
_SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True)
class Additions:
    """What is to be added to a register; in the order in which it is to stand there."""

    headings: tuple[Heading, ...] = ()
    subjects: tuple[Subject, ...] = ()
    sources: Mapping[str, Source] | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to add."""
        return not (self.headings or self.subjects or self.sources or self.entries)


def append(path: Path, added: Entry | Additions, *, expected: str | None = None) -> Register:
    """Add entries (and what they name) at the end of the lists of a register.

    The file is read again under a lock, the new lines are put in, the whole is checked as any register is, and only
    then the file is replaced in one step. When anything fails, the file is as it was.

    Args:
        path: of the register.
        added: one entry, or several with the subjects, headings and sources that they name.
        expected: ``content_hash`` of the register as it was when the addition was made up; None to add to whatever
            is there now.

    Returns:
        The register as it is now.

    Raises:
        InputError: the file changed meanwhile, or the register would not be right any more.
        OSError: it cannot be written.
    """
    additions = Additions(entries=(added,)) if isinstance(added, Entry) else added
    # Of a link the file itself is replaced, or the link would from then on be a register of its own.
    path = path.resolve()
    with locked(path):
        text = read_text(path, path.name, MAX_FILE_BYTES)
        before, _ = parse_register(text, path.name)
        if expected is not None and before.content_hash != expected:
            raise _changed(path.name)
        if additions.empty:
            return before
        after_text = text_with(text, path.name, additions)
        after, _ = parse_register(after_text, path.name)
        _compare(before, additions, after, path.name)
        mark = _BOM if path.read_bytes().startswith(_BOM) else b""
        write_atomic(path, mark + after_text.encode())
    return after


def new_register(name: str, lang: Lang, *, illustrative: bool = False) -> str:
    """Return the text of a register without entries, to import decisions into.

    Args:
        name: becomes its id and title.
        lang: language of the register.
        illustrative: what it is going to hold is made up.
    """
    slug = "-".join(filter(None, "".join(c if c in _SLUG else "-" for c in name.lower()).split("-")))[:80]
    head = {
        "schema": 1,
        "id": slug or "register",
        "title": {"nl": "Register van besluiten", "en": "Register of decisions"},
        "language": lang,
        "statement": {
            "nl": "Wat hier niet staat, is niet vastgelegd; dat is iets anders dan niet gebeurd.",
            "en": "What is not here was not recorded, which is something else than not done.",
        },
        "data": "illustrative" if illustrative else "recorded",
    }
    return field_text(head)


def text_with(text: str, name: str, additions: Additions) -> str:
    """Return the text of a register with the additions in it.

    Raises:
        InputError: a list is written in brackets.
    """
    if additions.headings:
        text = with_items(text, name, "headings", [plain(h) for h in additions.headings])
    if additions.sources:
        text = with_fields(text, name, "sources", {key: plain(s) for key, s in additions.sources.items()})
    if additions.subjects:
        text = with_items(text, name, "subjects", [plain(s) for s in additions.subjects])
    if additions.entries:
        text = with_items(text, name, "entries", [plain(e) for e in additions.entries])
    return text


def plain(value: Any) -> Any:
    """Return a model as plain data for a file, without the fields that were not given."""
    if isinstance(value, BaseModel):
        kind = type(value)
        names = (n for n in kind.model_fields if n in value.model_fields_set)
        return {kind.model_fields[n].alias or n: plain(getattr(value, n)) for n in names}
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def _compare(before: Register, additions: Additions, after: Register, name: str) -> None:
    """Check that the new lines read as what was to be added, and that nothing else changed."""
    old, new = before.file, after.file
    wanted = old.model_copy(
        update={
            "headings": (*old.headings, *additions.headings),
            "subjects": (*old.subjects, *additions.subjects),
            "entries": (*old.entries, *additions.entries),
            "sources": {**old.sources, **(additions.sources or {})},
        }
    )
    if wanted != new:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl="de toevoeging laat zich hier niet terugzetten zoals zij is; er is niets veranderd.",
                        en="the addition cannot be put in here as it is; nothing was changed.",
                    ),
                    Text(
                        nl="Vermijd stuurtekens, en schrijf de lijsten onder elkaar met streepjes.",
                        en="Avoid control characters, and write the lists below each other with dashes.",
                    ),
                )
            ]
        )


def _changed(name: str) -> InputError:
    return InputError(
        [
            Problem(
                name,
                Text(
                    nl="iemand anders heeft dit register intussen bijgewerkt; er is niets toegevoegd.",
                    en="somebody else has updated this register meanwhile; nothing was added.",
                ),
                Text(
                    nl="Lees het opnieuw, kijk of de regel nog nodig is, en voeg dan toe.",
                    en="Read it again, see whether the entry is still needed, and then add it.",
                ),
            )
        ]
    )
