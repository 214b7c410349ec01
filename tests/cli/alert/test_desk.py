# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, released
from weerbaar.base import InputError
from weerbaar.cli.alert.desk import cells_lines, store_of, use_of


def test_a_register_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        store_of(str(tmp_path / "reg"))
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_use_names_those_that_there_are(tmp_path: Path) -> None:
    register = released(tmp_path, "--status", "exercise")
    with pytest.raises(InputError, match="inzet-1"):
        use_of(store_of(str(register)), "inzet-2")


def test_a_use_without_orders_has_no_cells(tmp_path: Path) -> None:
    register = released(tmp_path, "--status", "exercise")
    assert cells_lines(use_of(store_of(str(register)), "inzet-1"), "nl") == []


def test_a_folder_without_a_register_does_not_pass_for_one_that_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vakantie.txt").write_text("x")
    assert alert("register", "verify", "--register", tmp_path) == 2
    assert "geen register" in capsys.readouterr().err
