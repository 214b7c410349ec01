# SPDX-License-Identifier: EUPL-1.2
"""Uploaded files that wait for a decision, in the data folder under their SHA-256; nobody can reach them by address."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from weerbaar.base import InputError, Problem, Text, write_atomic
from weerbaar.workbench.exchange.models import Upload

KEPT_FOR = timedelta(hours=24)
_UNSAFE = re.compile(r"[^\w.() -]", re.ASCII)
_LONGEST_NAME = 100


def keep(content: bytes) -> str:
    """Store a file and return its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    place = _place(digest)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_atomic(place, content)
    place.chmod(0o600)
    return digest


def safe_name(given: str) -> str:
    """Return the name of a file without folders and odd characters, and short; the ending stays."""
    base = _UNSAFE.sub("_", given.replace("\\", "/").rpartition("/")[2]).strip(" .") or "bestand"
    stem, dot, ending = base.rpartition(".")
    return base if len(base) <= _LONGEST_NAME else f"{stem[: _LONGEST_NAME - 6]}{dot}{ending[:5]}"


@contextmanager
def on_disk(upload: Upload) -> Iterator[Path]:
    """Put an upload under its own name for as long as it is being read.

    Raises:
        InputError: it was removed meanwhile, because it waited too long.
    """
    try:
        content = _place(upload.sha256).read_bytes()
    except OSError:
        raise InputError([_gone(upload.name)]) from None
    with in_folder(upload.name, content) as place:
        yield place


@contextmanager
def in_folder(name: str, content: bytes) -> Iterator[Path]:
    """Put a file into a folder of its own for as long as it is being read."""
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        place = Path(folder) / safe_name(name)
        place.write_bytes(content)
        yield place


def forget(upload: Upload) -> None:
    """Remove an upload and, once that is final, its file where no other upload has the same content."""
    digest = upload.sha256
    upload.delete()
    transaction.on_commit(lambda: _remove_unused(digest))


def _remove_unused(digest: str) -> None:
    if not Upload.objects.filter(sha256=digest).exists():
        _place(digest).unlink(missing_ok=True)


def forget_old(now: datetime | None = None) -> int:
    """Remove uploads that nobody decided on within a day, and return how many."""
    old = list(Upload.objects.filter(created__lt=(now or timezone.now()) - KEPT_FOR))
    for upload in old:
        forget(upload)
    return len(old)


def _place(digest: str) -> Path:
    return Path(settings.DATA) / "uploads" / digest


def _gone(name: str) -> Problem:
    return Problem(
        name,
        Text(nl="dit bestand is niet meer aanwezig.", en="this file is not here any more."),
        Text(nl="Kies het bestand opnieuw.", en="Choose the file again."),
    )
