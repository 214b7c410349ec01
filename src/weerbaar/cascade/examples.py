# SPDX-License-Identifier: EUPL-1.2
"""The example catalogues that are shipped with the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from weerbaar.base import InputError, Problem, Text


def _examples() -> Path:
    return Path(str(files("weerbaar").joinpath("data", "cascade")))


def catalogue_names() -> tuple[str, ...]:
    """Return the names of the shipped example catalogues, in alphabetical order."""
    return tuple(sorted(path.stem for path in _examples().glob("*.json")))


def example_catalogue_path(name: str) -> Path:
    """Return the file of the shipped example ``name``.

    Raises:
        InputError: there is no example of that name; lists those there are.
    """
    names = catalogue_names()
    if name not in names:
        listed = ", ".join(names)
        raise InputError(
            [
                Problem(
                    name,
                    Text(nl="is geen meegeleverde catalogus.", en="is not a shipped catalogue."),
                    Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
                )
            ]
        )
    return _examples() / f"{name}.json"


def locate(name_or_path: str | Path) -> Path:
    """Return where a catalogue lies: the file or folder of that path, or else the example of that name.

    A folder without CSV files does not hide an example: results are often written to a folder that bears its name.
    """
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and name_or_path in catalogue_names():
        here = path.is_file() or any(path.glob("*.csv"))
        return path if here else example_catalogue_path(name_or_path)
    return path
