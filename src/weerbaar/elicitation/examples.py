# SPDX-License-Identifier: EUPL-1.2
"""Where a study lies on disk: a path, or the name of a shipped example."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from weerbaar.base import InputError, Problem, Text

STUDY_FILE = "study.yaml"
ANSWER_FOLDER = "answers"


def _examples() -> Path:
    return Path(str(files("weerbaar").joinpath("data", "studies")))


def study_names() -> tuple[str, ...]:
    """Return the names of the shipped example studies, in alphabetical order."""
    folder = _examples()
    if not folder.is_dir():
        return ()
    return tuple(sorted(p.name for p in folder.iterdir() if (p / STUDY_FILE).is_file()))


def locate(name_or_path: str | Path) -> Path:
    """Return where a study lies: the folder or ``.dtt`` file with that path, or else the example of that name.

    An existing folder without ``study.yaml`` does not hide an example: results are often written to a folder that
    bears the name of the study.

    Raises:
        InputError: there is nothing there, or something else.
    """
    path = Path(name_or_path)
    try:
        if (path / STUDY_FILE).is_file() or (path.is_file() and path.suffix.lower() == ".dtt"):
            return path
    except OSError as error:
        raise _nothing(name_or_path, _unreadable(error)) from error
    if isinstance(name_or_path, str) and name_or_path in study_names():
        return _examples() / name_or_path
    if path.is_file():
        message = Text(nl="is geen map en geen .dtt-bestand.", en="is neither a folder nor a .dtt file.")
    elif path.is_dir():
        message = Text(nl=f"is geen studie: {STUDY_FILE} ontbreekt.", en=f"is not a study: {STUDY_FILE} is missing.")
    else:
        message = Text(nl="deze studie bestaat niet.", en="no such study.")
    raise _nothing(name_or_path, message)


def _unreadable(error: OSError) -> Text:
    return Text(nl=f"kan niet worden gelezen ({error.strerror}).", en=f"cannot be read ({error.strerror}).")


def _nothing(name: str | Path, message: Text) -> InputError:
    listed = ", ".join(study_names())
    return InputError(
        [
            Problem(
                str(name)[:200],
                message,
                Text(
                    nl=f"Geef een map met study.yaml, een Excalibur-bestand (.dtt) of een voorbeeld: {listed}.",
                    en=f"Give a folder with study.yaml, an Excalibur file (.dtt) or an example: {listed}.",
                ),
            )
        ]
    )
