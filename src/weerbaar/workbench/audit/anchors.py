# SPDX-License-Identifier: EUPL-1.2
"""Hashes of the log kept in a file of the data folder, signed with the secret key.

Who may write in the database but has neither the key nor the file cannot cut off the end of the log, or write it anew,
without being found out. Better still is a copy elsewhere: in a backup, or noted from ``weerbaar audit verify``.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, Signer

from weerbaar.base import Text
from weerbaar.workbench.audit.chain import Anchor, Fault
from weerbaar.workbench.audit.models import Entry

FILE = "audit-head"
EVERY = 100
"""An anchor is kept after so many entries."""

_SALT = "weerbaar.audit.anchor"
_log = logging.getLogger(__name__)


def head() -> Anchor | None:
    """Return the end of the log; None where it is empty."""
    found = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return Anchor(*found) if found else None


def keep(anchor: Anchor, folder: Path | None = None) -> None:
    """Write an anchor at the end of the file. A full disk is told in the log of the server and stops nobody.

    Args:
        anchor: what to keep.
        folder: where; the data folder by default.
    """
    line = Signer(salt=_SALT).sign(str(anchor)) + "\n"
    place = (folder or settings.DATA) / FILE
    try:
        # One write at the end of the file: lines of several processes do not mix.
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line.encode("ascii"))
        finally:
            os.close(handle)
    except OSError as error:
        _log.warning("the anchor of the audit log was not written: %s", error.strerror)


def kept(folder: Path | None = None) -> tuple[list[Anchor], list[Fault]]:
    """Return the anchors in the file, and a fault for every line that this installation did not sign.

    Args:
        folder: where the file is; the data folder by default.
    """
    place = (folder or settings.DATA) / FILE
    try:
        lines = place.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return [], []
    signer = Signer(salt=_SALT)
    anchors, faults = [], []
    for number, line in enumerate(lines, start=1):
        try:
            anchors.append(Anchor.read(signer.unsign(line)))
        except (BadSignature, ValueError):
            faults.append(_unsigned(number))
    return anchors, faults


def _unsigned(line: int) -> Fault:
    return Fault(
        0,
        "anchor",
        Text(
            nl=f"Regel {line} van {FILE} is niet door deze installatie ondertekend.",
            en=f"Line {line} of {FILE} was not signed by this installation.",
        ),
    )
