# SPDX-License-Identifier: EUPL-1.2
"""Files are stored once, whole or not at all, and checked when they are read."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest

from weerbaar.workbench.library import attachment_store
from weerbaar.workbench.library.rules import RefusedError

CONTENT = b"een bijlage"
SHA = hashlib.sha256(CONTENT).hexdigest()


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_file_lies_under_its_digest_once(data_folder: Path) -> None:
    assert attachment_store.store(io.BytesIO(CONTENT)) == (SHA, len(CONTENT))
    assert attachment_store.store(io.BytesIO(CONTENT)) == (SHA, len(CONTENT))
    assert files(data_folder) == [f"attachments/{SHA[:2]}/{SHA[2:]}"]
    assert attachment_store.content_of(SHA) == CONTENT


def test_content_is_on_the_disk_before_it_has_its_name(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (steps.append("replace"), replace(a, b))[1])
    attachment_store.store(io.BytesIO(CONTENT))
    assert steps == ["fsync", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_gives_one_clear_message_and_leaves_nothing(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(handle: int) -> None:
        raise OSError(code, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RefusedError) as error:
        attachment_store.store(io.BytesIO(CONTENT))
    assert "schijf van de server is vol" in error.value.message.nl
    assert files(data_folder) == []


def test_another_fault_of_the_disk_is_no_full_disk(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(handle: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        attachment_store.store(io.BytesIO(CONTENT))
    assert files(data_folder) == []


def test_size_has_a_limit(data_folder: Path, settings: Any) -> None:
    settings.LARGEST_UPLOAD = len(CONTENT) - 1
    with pytest.raises(RefusedError, match="too large"):
        attachment_store.store(io.BytesIO(CONTENT))
    with pytest.raises(RefusedError, match="empty"):
        attachment_store.store(io.BytesIO(b""))
    assert files(data_folder) == []


def test_a_damaged_or_missing_file_is_noticed(data_folder: Path) -> None:
    attachment_store.store(io.BytesIO(CONTENT))
    attachment_store.place_of(SHA).write_bytes(b"iets anders")
    with pytest.raises(attachment_store.DamagedError):
        attachment_store.content_of(SHA)
    attachment_store.place_of(SHA).unlink()
    with pytest.raises(attachment_store.DamagedError):
        attachment_store.content_of(SHA)
