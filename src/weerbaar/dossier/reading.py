# SPDX-License-Identifier: EUPL-1.2
"""Read a whole dossier, or say everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from weerbaar.base import InputError
from weerbaar.dossier.checking import all_problems
from weerbaar.dossier.examples import locate
from weerbaar.dossier.folder import read_files
from weerbaar.dossier.model import Dossier
from weerbaar.dossier.parsing import parse_files
from weerbaar.method import Method


def load_dossier(name_or_path: str | Path, *, method: Method | None = None) -> Dossier:
    """Return a dossier in which everything has been checked, also against its method.

    Args:
        name_or_path: a folder, a zip archive of one, or the name of a shipped example.
        method: the method to check against, where it is not the one that the round names (a file of the
            user's own, for instance).

    Raises:
        InputError: carries every error in every file, and no warnings; warnings alone do not stop it.
    """
    reading = parse_files(read_files(locate(name_or_path)))
    errors = [p for p in all_problems(reading, method) if p.severity == "error"]
    if errors:
        raise InputError(errors)
    return reading.dossier()
