# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.cli import main
from weerbaar.method import method_ids


def test_list_names_every_shipped_method(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", "list"]) == 0
    shown = capsys.readouterr().out
    assert {"nl-nrb-2009", "nl-rrp-2009", "nl-anv-2022", "be-bnra", "uk-nrr-2026"} <= set(method_ids())
    assert all(method_id in shown for method_id in method_ids())


@pytest.mark.parametrize("method_id", ["nl-nrb-2009", "nl-rrp-2009", "nl-anv-2022", "be-bnra", "uk-nrr-2026"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_show_says_how_sure_it_is(capsys: pytest.CaptureFixture[str], method_id: str, lang: str) -> None:
    assert main(["method", "show", method_id, "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert method_id in shown
    assert len(shown.splitlines()) > 20


def test_check_accepts_a_shipped_file(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.resources import as_file, files

    with as_file(files("weerbaar") / "data" / "methods" / "nl-nrb-2009.yaml") as path:
        assert main(["method", "check", str(path), "--lang", "nl"]) == 0
    assert "in orde" in capsys.readouterr().out


@pytest.mark.parametrize("method_id", method_ids())
def test_check_takes_a_shipped_id(method_id: str) -> None:
    assert main(["method", "check", method_id]) == 0


def test_check_refuses_weights_that_do_not_sum_to_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from importlib.resources import files

    text = (files("weerbaar") / "data" / "methods" / "nl-nrb-2009.yaml").read_text(encoding="utf-8")
    extra = (
        "weight_profiles:\n"
        "  - {id: scheef, name: {nl: scheef, en: skewed}, weights: {'1.1': 0.5, '2.1': 0.6}, mark: illustrative}\n"
    )
    assert "weight_profiles:\n" in text
    broken = tmp_path / "kapot.yaml"
    broken.write_text(text.replace("weight_profiles:\n", extra, 1), encoding="utf-8")
    assert main(["method", "check", str(broken), "--lang", "nl"]) == 2
    message = capsys.readouterr().err
    assert "kapot.yaml:" in message
    assert "scheef" in message
    assert "1,1" in message or "1.1" in message


def test_unknown_method_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["method", "show", "nl-onbekend"]) == 2
    assert "nl-onbekend" in capsys.readouterr().err
