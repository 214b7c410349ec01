# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.cli import main
from weerbaar.dossier import load_dossier, save_dossier


def test_a_new_analysis_of_an_own_round_can_be_checked_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_dossier(load_dossier("nrb-2012"), tmp_path / "ronde")
    folder = tmp_path / "analyse"
    assert main(["capability", "new", str(folder), "--dossier", "ronde", "--title", "Eigen", "--lang", "nl"]) == 0
    assert capsys.readouterr().out == f"{folder}\n"
    assert main(["capability", "check", str(folder), "--lang", "nl"]) == 0


def test_a_copy_of_the_example_can_be_checked_at_once(tmp_path: Path) -> None:
    assert main(["capability", "new", str(tmp_path / "kopie"), "--example", "voorbeeld-capaciteiten"]) == 0
    assert main(["capability", "check", str(tmp_path / "kopie")]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "geef --dossier"),
        (["--dossier", "nrb-2012", "--example", "voorbeeld-capaciteiten"], "geef --dossier"),
        (["--dossier", "../elders"], "ligt niet naast"),
        (["--example", "niets"], "geen meegeleverd voorbeeld"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["capability", "new", str(tmp_path / "analyse"), *arguments, "--lang", "nl"]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
