# SPDX-License-Identifier: EUPL-1.2
"""Zips whose bytes depend on their files only."""

from __future__ import annotations

from pathlib import Path

from weerbaar.dossier import load_dossier
from weerbaar.workbench.reports.archive import archive_of, dossier_archive, unpacked


def test_the_order_of_the_files_does_not_matter() -> None:
    files = {"b.txt": b"twee", "a/c.txt": b"een"}
    packed = archive_of(files)
    assert packed == archive_of(dict(reversed(files.items())))
    assert unpacked(packed) == files


def test_a_dossier_comes_back_and_gives_the_same_bytes(tmp_path: Path) -> None:
    there = load_dossier("voorbeeld-2012")
    packed = dossier_archive(there)
    assert packed == dossier_archive(there)
    (tmp_path / "x.zip").write_bytes(packed)
    back = load_dossier(tmp_path / "x.zip")
    assert back.model_dump(exclude={"content_hash"}) == there.model_dump(exclude={"content_hash"})
