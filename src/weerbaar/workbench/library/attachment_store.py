# SPDX-License-Identifier: EUPL-1.2
"""The files of attachments, each under the SHA-256 of its content: the same file is stored once."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from weerbaar.base import Text
from weerbaar.workbench.library.rules import RefusedError

_BLOCK = 1024 * 1024


class DamagedError(Exception):
    """The file of an attachment is gone, or is no longer what was uploaded."""


def place_of(sha256: str) -> Path:
    """Return where a file lies."""
    return Path(settings.DATA) / "attachments" / sha256[:2] / sha256[2:]


def store(file: BinaryIO) -> tuple[str, int]:
    """Write a file, so that it is whole on the disk when this returns.

    Args:
        file: open for reading, at its start.

    Returns:
        SHA-256 in hexadecimal, and size in octets.

    Raises:
        RefusedError: it is empty or too large, or the disk is full; nothing was stored.
    """
    root = Path(settings.DATA) / "attachments"
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=root)
        try:
            digest, size = _copied(file, handle)
            target = place_of(digest)
            if not target.exists():
                if not target.parent.is_dir():
                    target.parent.mkdir(mode=0o700, exist_ok=True)
                    _settle(root)
                os.replace(name, target)
                _settle(target.parent)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise RefusedError(
            Text(
                nl="De schijf van de server is vol. Het bestand is niet bewaard; waarschuw de beheerder.",
                en="The disk of the server is full. The file was not stored; tell the administrator.",
            )
        ) from error
    return digest, size


def _copied(file: BinaryIO, handle: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as target:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > settings.LARGEST_UPLOAD:
                raise RefusedError(too_large())
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    if not size:
        raise RefusedError(Text(nl="Het bestand is leeg.", en="The file is empty."))
    return digest.hexdigest(), size


def too_large() -> Text:
    """Return the message for a file above the limit."""
    most = settings.LARGEST_UPLOAD // (1024 * 1024)
    return Text(nl=f"Het bestand is te groot; ten hoogste {most} MB.", en=f"The file is too large; at most {most} MB.")


def content_of(sha256: str) -> bytes:
    """Return the content of a file.

    Raises:
        DamagedError: it is not there, or it is not the file that was stored.
    """
    try:
        content = place_of(sha256).read_bytes()
    except OSError as error:
        raise DamagedError(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedError(sha256)
    return content


def _settle(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
