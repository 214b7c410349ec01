# SPDX-License-Identifier: EUPL-1.2
"""The folder in which a command leaves its results: what may not be overwritten, and the figures in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.figures import Figure

_RESULTS_OF_A_ROUND = ("results.json", "sensitivity.json")


def check_folder_of_round(target: Path, source: str, round_id: str) -> None:
    """Refuse a folder in which the results would be lost among other files.

    Raises:
        InputError: the folder is (part of) the dossier, or holds the results of another round.
    """
    if Path(source).is_dir() and target.resolve().is_relative_to(Path(source).resolve()):
        raise refused(
            str(target),
            "deze map hoort bij het dossier zelf; kies met --out een andere.",
            "this folder is part of the dossier itself; choose another with --out.",
        )
    for name in _RESULTS_OF_A_ROUND:
        try:
            there = json.loads((target / name).read_text(encoding="utf-8"))["round"]["id"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if there != round_id:
            raise refused(
                str(target),
                f"hier staan de uitkomsten van ronde {there}; kies met --out een andere map.",
                f"this folder holds the results of round {there}; choose another with --out.",
            )


def file_name(figure: Figure, lang: Lang, english: Mapping[str, str]) -> str:
    """Return the name of a figure's files.

    Args:
        english: beginnings of the ids of figures to their English; the longest that fits is taken.
    """
    if lang == "nl":
        return figure.id
    dutch = max((name for name in english if figure.id.startswith(name)), key=len)
    return english[dutch] + figure.id.removeprefix(dutch)


def write_figures(
    figures: Iterable[Figure],
    place: Path,
    lang: Lang,
    english: Mapping[str, str],
    kinds: Callable[[Figure], Sequence[str]],
) -> list[str]:
    """Write every figure in its kinds (``svg``, ``png``, ``pdf``) and return the names of the files.

    Args:
        figures: drawn one by one, when it is their turn.
        place: a folder; made when the first figure needs it.
        english: see :func:`file_name`.
    """
    written = []
    for figure in figures:
        for kind in kinds(figure):
            place.mkdir(exist_ok=True)
            name = f"{file_name(figure, lang, english)}.{kind}"
            figure.save(place / name)
            written.append(name)
    return written


def figure_folder(folder: Path, lang: Lang) -> Path:
    """Return where the figures go among other results."""
    return folder / ("figuren" if lang == "nl" else "figures")
