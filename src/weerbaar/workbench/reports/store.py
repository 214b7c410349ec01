# SPDX-License-Identifier: EUPL-1.2
"""Files that were signed, each under the SHA-256 of its content, so that a change shows."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from weerbaar.base import Text, write_atomic


class Found(StrEnum):
    """What became of a stored file."""

    WHOLE = "whole"
    CHANGED = "changed"
    MISSING = "missing"

    @property
    def text(self) -> Text:
        """In words."""
        return _WORDS[self]


_WORDS = {
    Found.WHOLE: Text(nl="ongewijzigd", en="unchanged"),
    Found.CHANGED: Text(nl="gewijzigd", en="changed"),
    Found.MISSING: Text(nl="ontbreekt", en="missing"),
}


class LostFileError(Exception):
    """A signed file is gone, or is not what was signed."""


def put(content: bytes) -> str:
    """Store ``content``, where it is not there yet, and return its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if check(digest) is not Found.WHOLE:
        place = place_of(digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomic(place, content)
        place.chmod(0o440)
    return digest


def get(digest: str) -> bytes:
    """Return what was stored under a SHA-256.

    Raises:
        LostFileError: it is gone, or the content is another; nothing else is ever handed out.
    """
    try:
        content = place_of(digest).read_bytes()
    except OSError as error:
        raise LostFileError(digest) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise LostFileError(digest)
    return content


def check(digest: str) -> Found:
    """Compute the SHA-256 of a stored file anew and return what became of it."""
    try:
        content = place_of(digest).read_bytes()
    except OSError:
        return Found.MISSING
    return Found.WHOLE if hashlib.sha256(content).hexdigest() == digest else Found.CHANGED


def place_of(digest: str) -> Path:
    """Return where a file lies."""
    return Path(settings.DATA) / "publications" / digest[:2] / digest
