# SPDX-License-Identifier: EUPL-1.2
"""The earlier rounds that a dossier names, for the arrows in its risk diagram."""

from __future__ import annotations

from pathlib import Path

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
    beside = Path(name_or_path).resolve().parent
    found = []
    for name in dossier.round.earlier:
        if (beside / name / ROUND_FILE).is_file():
            found.append(load_dossier(beside / name))
        elif name in example_names():
            found.append(load_dossier(name))
    return tuple(found)
