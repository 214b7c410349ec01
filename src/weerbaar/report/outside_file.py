# SPDX-License-Identifier: EUPL-1.2
"""Pictures and templates from outside: regular files only, and never more bytes than allowed (C13)."""

from __future__ import annotations

from pathlib import Path

from weerbaar.base import InputError, Problem, Text


def read_bytes(path: Path, what: Text, max_bytes: int) -> bytes:
    """Return the content of ``path``.

    Args:
        path: the file.
        what: what it is, with its article, for messages ("het logo", "the logo").
        max_bytes: largest size that is accepted; no more than one byte beyond it is read.

    Raises:
        InputError: missing, no regular file, unreadable or too large.
    """
    name, nl, en = path.name, what.in_("nl"), what.in_("en")
    try:
        # Asked before opening, because opening a named pipe would wait for a writer for ever.
        if path.exists() and not path.is_file():
            raise refusal(name, f"{nl} is geen gewoon bestand.", f"{en} is not a regular file.")
        with path.open("rb") as handle:
            data = handle.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise refusal(name, f"{nl} kan niet worden gelezen.", f"{en} cannot be read.") from error
    if len(data) > max_bytes:
        limit = max_bytes // 1_000_000
        raise refusal(name, f"{nl} is groter dan {limit} MB.", f"{en} is larger than {limit} MB.")
    return data


def refusal(name: str, nl: str, en: str, hint_nl: str = "", hint_en: str = "") -> InputError:
    """Return the error that says in one message what is wrong with the file ``name``."""
    return InputError([Problem(name, Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en))])
