# SPDX-License-Identifier: EUPL-1.2
"""Files of results: found under their content, refused when damaged, removed when nothing refers to them."""

from __future__ import annotations

import hashlib
import time

import pytest

from weerbaar.workbench.jobs import store


def test_a_result_is_found_under_its_content() -> None:
    name = store.keep(b"uitkomst")
    assert name == hashlib.sha256(b"uitkomst").hexdigest()
    assert store.read(name) == b"uitkomst"
    assert store.there(name)
    assert [p.name for p in store.folder().iterdir()] == [name]


def test_a_damaged_or_missing_result_is_gone() -> None:
    name = store.keep(b"uitkomst")
    (store.folder() / name).write_bytes(b"iets anders")
    for wrong in (name, "0" * 64, "../secret.key", ""):
        with pytest.raises(store.ResultGoneError):
            store.read(wrong)


def test_only_old_files_without_a_row_are_swept() -> None:
    kept, lost = store.keep(b"blijft"), store.keep(b"weg")
    assert store.sweep(lambda names: {kept}) == 0
    later = time.time() + 2 * store._GRACE_SECONDS
    assert store.sweep(lambda names: names & {kept}, now=later) == 1
    assert store.there(kept)
    assert not store.there(lost)
