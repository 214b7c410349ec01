# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate sheet``: one page with the four questions, and input that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.cli import main


def test_the_four_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    perils = tmp_path / "perils.csv"
    perils.write_text("zone,before_h,risk\nGM0654,20,0.01\nGM0664,20,0.002\n", encoding="utf-8")
    out = tmp_path / "sheet.html"
    more = ["--decision", "voorbeeld-rivier", "--water", "14", "--perils", str(perils), "--organisation", "VR Zeeland"]
    assert main(["evacuate", "sheet", "zeeland", "--out", str(out), *more]) == 0
    page = out.read_text(encoding="utf-8")
    for words in ("IJssel", "VR Zeeland", "Borsele", "onbekend"):
        assert words in page
    assert "Geschreven" in capsys.readouterr().out


def test_pdf_without_a_decision(tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert main(["evacuate", "sheet", "zeeland", "--out", str(out), "--title", "Stormvloed", "--lang", "en"]) == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "sheet.txt"], ".pdf"),
        (["--out", "sheet.pdf", "--perils", "p.csv"], "--water"),
        (["--out", "sheet.pdf", "--decision", "nergens"], "nergens"),
    ],
)
def test_one_clear_message(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["evacuate", "sheet", "zeeland", *options]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert not list(tmp_path.iterdir())
