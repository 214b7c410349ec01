# SPDX-License-Identifier: EUPL-1.2
"""The example dossiers that are shipped with the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier.folder import ROUND_FILE, SCENARIO_FOLDER


def _examples() -> Path:
    return Path(str(files("weerbaar").joinpath("data", "dossiers")))


def example_names() -> tuple[str, ...]:
    """Return the names of the shipped example dossiers, in alphabetical order."""
    folder = _examples()
    if not folder.is_dir():
        return ()
    return tuple(sorted(p.name for p in folder.iterdir() if (p / ROUND_FILE).is_file()))


def example_path(name: str) -> Path:
    """Return the folder of the shipped example ``name``.

    Raises:
        InputError: there is no example of that name; lists those there are.
    """
    if name not in example_names():
        names = ", ".join(example_names())
        raise InputError(
            [
                Problem(
                    name,
                    Text(nl="is geen meegeleverd voorbeeld.", en="is not a shipped example."),
                    Text(nl=f"Kies uit: {names}.", en=f"Choose from: {names}."),
                )
            ]
        )
    return _examples() / name


def example_scenarios(name: str) -> frozenset[str]:
    """Return the ids of the scenarios of a shipped example, without reading their texts: a file bears the id.

    Raises:
        InputError: as :func:`example_path`.
    """
    return frozenset(file.name.partition(".")[0] for file in (example_path(name) / SCENARIO_FOLDER).glob("*.md"))


def locate(name_or_path: str | Path) -> Path:
    """Return where a dossier lies: a folder or archive with that path, or else the example of that name.

    An existing folder that holds no dossier does not hide an example: results are often written to a folder
    that bears the name of the round.
    """
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and name_or_path in example_names():
        here = path.is_file() or (path / ROUND_FILE).is_file()
        return path if here else example_path(name_or_path)
    return path
