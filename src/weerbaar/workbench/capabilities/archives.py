# SPDX-License-Identifier: EUPL-1.2
"""Documents as a zip file, in and out: with limits on what comes in, and without what may not leave."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.capabilities.kinds import BY_FILE
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.storing import LARGEST

_MOST_FILES = 200
_MOST_OCTETS = 20_000_000
_EARLY = (1980, 1, 1, 0, 0, 0)
"""The same documents give the same bytes."""


def files_in(name: str, content: bytes) -> dict[str, str]:
    """Return the documents in an uploaded file: a zip of a folder, or one YAML file.

    Args:
        name: of the file; that of a single one says which document it is.
        content: its bytes.

    Returns:
        Name of each document to its text. Other files of a folder are left out; of a zip that holds none of the
        documents, the names of its YAML files, so that the reader of them can say what is wrong.

    Raises:
        InputError: it is neither, it is too large, or a file is no text in UTF-8.
    """
    lower = name.lower()
    if lower.endswith((".yaml", ".yml")):
        return {f"{PurePosixPath(name).stem.lower()}.yaml": _text(name, content)}
    if not lower.endswith(".zip"):
        raise _refused(name, "kies een zip-bestand of een .yaml-bestand.", "choose a zip file or a .yaml file.")
    found: dict[str, str] = {}
    other: dict[str, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _MOST_OCTETS:
                raise _refused(name, "dit zip-bestand is te groot.", "this zip file is too large.")
            for info in infos:
                own = PurePosixPath(info.filename.replace("\\", "/"))
                if own.suffix.lower() not in (".yaml", ".yml") or own.name.startswith("."):
                    continue
                place = found if own.name in BY_FILE else other
                if own.name in place:
                    raise _refused(own.name, "staat meer dan eens in de zip.", "is in the zip more than once.")
                with archive.open(info) as file:
                    # The size in the header is only what the archive says of itself.
                    place[own.name] = _text(own.name, file.read(LARGEST * 4 + 1))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise _refused(name, "dit zip-bestand is niet te lezen.", "this zip file cannot be read.") from error
    return found or other


def zipped(documents: Iterable[Document]) -> bytes:
    """Return documents as the zip of a folder that the library reads."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in sorted(documents, key=lambda d: d.name):
            info = zipfile.ZipInfo(document.name, _EARLY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, document.content)
    return buffer.getvalue()


def _text(name: str, content: bytes) -> str:
    if len(content) > LARGEST * 4:
        raise _refused(name, "dit bestand is te groot.", "this file is too large.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(name, "dit is geen tekst in UTF-8.", "this is no text in UTF-8.") from error


def _refused(name: str, nl: str, en: str) -> InputError:
    return InputError([Problem(name[:200], Text(nl=nl, en=en))])
