# SPDX-License-Identifier: EUPL-1.2
"""Hashes that are kept beside the database, and who can forge them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workbench.audit.made_log import chain
from weerbaar.workbench.audit.anchors import FILE, head, keep, kept
from weerbaar.workbench.audit.chain import Anchor
from weerbaar.workbench.audit.models import Entry

ANCHORS = [Anchor(n, str(n) * 64) for n in (1, 2, 3)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for anchor in ANCHORS:
        keep(anchor, tmp_path)
    return tmp_path


def test_what_was_kept_is_read_back(folder: Path) -> None:
    assert kept(folder) == (ANCHORS, [])
    assert (folder / FILE).stat().st_mode & 0o077 == 0


def test_without_a_file_there_are_no_anchors(tmp_path: Path) -> None:
    assert kept(tmp_path) == ([], [])


def test_a_line_that_somebody_else_wrote_is_named(folder: Path, settings: Any) -> None:
    lines = (folder / FILE).read_text().splitlines()
    lines[1] = lines[1].replace("2", "4")
    (folder / FILE).write_text("\n".join([*lines, "onzin", "é"]), encoding="utf-8")
    anchors, faults = kept(folder)
    assert anchors == [ANCHORS[0], ANCHORS[2]]
    assert [fault.text.nl.split()[1] for fault in faults] == ["2", "4", "5"]
    settings.SECRET_KEY = "another key"
    assert len(kept(folder)[1]) == 5


def test_a_key_that_was_replaced_still_counts(folder: Path, settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    assert kept(folder) == (ANCHORS, [])


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep(ANCHORS[0], tmp_path / "nergens")
    assert "was not written" in caplog.text


@pytest.mark.django_db
def test_the_head_is_the_last_entry() -> None:
    assert head() is None
    log = chain(3)
    Entry.objects.bulk_create(log)
    assert head() == Anchor(3, log[2].digest)
