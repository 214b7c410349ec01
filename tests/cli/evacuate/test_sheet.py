# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate sheet``: one page with the four questions, and input that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.evacuate.test_evidence import points
from tests.cli.evacuate.town import town
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


def test_a_flood_says_how_bad_it_is(tmp_path: Path) -> None:
    fate = ["--call", "3", "--sheltered", "0", "--shelter-risk", "1", "--road-risk", "1", "--members", "4"]
    flood = ["--flood", "voorbeeld", "--points", str(points(tmp_path)), *fate]
    out = tmp_path / "sheet.html"
    assert main(["evacuate", "sheet", str(town(tmp_path)), "--out", str(out), *flood]) == 0
    page = out.read_text(encoding="utf-8")
    severity = page.split("Hoe erg is het?")[1].split("Welk gebied eerst?")[0]
    assert severity.count("onbekend") == 1, "only when the water comes was not said"
    assert "in negentien van de twintig trekkingen" in page
    assert "Verzonnen om mee te oefenen" in page


def test_the_decision_is_of_the_roads_and_the_water_of_the_sheet(tmp_path: Path) -> None:
    """The town is empty in an hour: half a day ahead is soon enough, where the file itself says so much earlier."""
    out = tmp_path / "sheet.html"
    decide = ["--decision", "voorbeeld-rivier", "--members", "4"]
    assert main(["evacuate", "sheet", str(town(tmp_path)), "--out", str(out), *decide, "--threat", "river"]) == 0
    rules = out.read_text(encoding="utf-8").split("Wanneer besluiten?")[1].split("Wachten op")[0]
    assert "12 uur ervoor" in rules
    assert "24 uur ervoor" not in rules
    out.unlink()
    assert main(["evacuate", "sheet", str(town(tmp_path)), "--out", str(out), *decide[:2]]) == 0
    assert "24 uur ervoor" in out.read_text(encoding="utf-8")


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
