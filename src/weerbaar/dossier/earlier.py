# SPDX-License-Identifier: EUPL-1.2
"""Dossiers that another file names: a folder beside it, or a shipped example; a name and never a path."""

from __future__ import annotations

from pathlib import Path

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier.examples import example_names
from weerbaar.dossier.folder import ROUND_FILE
from weerbaar.dossier.model import Dossier
from weerbaar.dossier.reading import load_dossier


def load_earlier(dossier: Dossier, name_or_path: str | Path) -> tuple[Dossier, ...]:
    """Return the earlier dossiers that can be found, in the order in which they are named.

    Args:
        dossier: the round that names them.
        name_or_path: where it was loaded from; earlier rounds are folders beside it, or shipped examples.

    Raises:
        InputError: an earlier dossier is there but has errors.
    """
    places = (_place(Path(name_or_path), name) for name in dossier.round.earlier)
    return tuple(load_dossier(place) for place in places if place is not None)


def load_dossier_beside(folder: Path, name: str) -> Dossier:
    """Return the dossier of this name: a folder beside ``folder``, or else the shipped example.

    Raises:
        InputError: there is none of that name, or it has errors.
    """
    place = _place(folder, name)
    if place is None:
        known = ", ".join(example_names())
        raise InputError(
            [
                Problem(
                    name[:200],
                    Text(nl=f"deze ronde ligt niet naast {folder}.", en=f"no such round beside {folder}."),
                    Text(
                        nl=f"Geef de naam van een map ernaast, of van een voorbeeld: {known}.",
                        en=f"Give the name of a folder beside it, or of an example: {known}.",
                    ),
                )
            ]
        )
    return load_dossier(place)


def _place(folder: Path, name: str) -> Path | str | None:
    plain = name not in ("", ".", "..") and Path(name).name == name
    if plain and (folder.resolve().parent / name / ROUND_FILE).is_file():
        return folder.resolve().parent / name
    return name if name in example_names() else None
