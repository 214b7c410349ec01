# SPDX-License-Identifier: EUPL-1.2
"""Files together in a zip whose bytes depend on nothing but the files."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from weerbaar.dossier import Dossier, save_dossier

_FIRST_TIMESTAMP = (1980, 1, 1, 0, 0, 0)


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files; the same files give the same bytes (C9)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIRST_TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def dossier_archive(dossier: Dossier) -> bytes:
    """Return a dossier as a zip of its folder, which :func:`weerbaar.dossier.load_dossier` reads.

    Raises:
        InputError: a text holds a character that no file can hold.
    """
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as place:
        root = Path(place) / dossier.round.id
        save_dossier(dossier, root)
        files = {p.relative_to(root.parent).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return archive_of(files)


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip that :func:`archive_of` made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
