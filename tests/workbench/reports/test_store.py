# SPDX-License-Identifier: EUPL-1.2
"""What was signed lies under the sum of its content, and a change shows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from weerbaar.workbench.reports import store


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def test_a_file_comes_back_as_it_went_in_and_is_there_once() -> None:
    digest = store.put(b"stuk")
    assert digest == hashlib.sha256(b"stuk").hexdigest() == store.put(b"stuk")
    assert store.get(digest) == b"stuk"
    assert store.check(digest) is store.Found.WHOLE
    assert store.place_of(digest).stat().st_mode & 0o222 == 0


def test_a_changed_file_is_told_and_never_handed_out() -> None:
    digest = store.put(b"stuk")
    store.place_of(digest).chmod(0o600)
    store.place_of(digest).write_bytes(b"ander stuk")
    assert store.check(digest) is store.Found.CHANGED
    with pytest.raises(store.LostFileError):
        store.get(digest)
    assert store.put(b"stuk") == digest
    assert store.get(digest) == b"stuk"


def test_a_missing_file_is_told() -> None:
    digest = store.put(b"stuk")
    store.place_of(digest).unlink()
    assert store.check(digest) is store.Found.MISSING
    assert store.Found.MISSING.text.nl == "ontbreekt"
    with pytest.raises(store.LostFileError):
        store.get(digest)
