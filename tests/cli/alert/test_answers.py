# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.cli.alert.answers import read_answers


def test_answers_are_read_by_their_ids(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('version: 1\nchecks: {niveau: "4371"}\n')
    assert read_answers(str(tmp_path / "a.yaml")).checks == {"niveau": "4371"}


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("version: 2\nchecks: {niveau: 4371}\nmore: 1\n")
    with pytest.raises(InputError) as caught:
        read_answers(str(tmp_path / "a.yaml"))
    assert len(caught.value.problems) == 3
