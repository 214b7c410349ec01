# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, made_draft, typing
from weerbaar.alerting.broadcast import decode_pages, decode_warning_area


def test_the_pages_are_those_of_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Brand in Utrecht. Blijf binnen. " * 6
    assert alert("encode", text, "--json", "--cbsp", "--sbcap") == 0
    found = json.loads(capsys.readouterr().out)
    pages = [bytes.fromhex(page) for page in found["pages"]]
    assert decode_pages(found["dcs"], pages).strip() == text.strip()
    assert all(page.hex() in found["cbsp"] for page in pages)
    assert found["broadcasts_2g"] * found["period_2g"] * 1.883 == pytest.approx(7200, rel=0.02)


def test_the_costly_character_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("encode", "Het is ’s avonds") == 0
    out = capsys.readouterr().out
    assert "UCS-2" in out
    assert "«’»" in out


def test_a_draft_brings_its_outline_and_identifier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = made_draft(tmp_path / "c.yaml", "--status", "exercise")
    capsys.readouterr()
    assert alert("encode", draft, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["message_identifier"] == 4381
    (circle,) = decode_warning_area(bytes.fromhex(found["warning_area"])).circles
    assert circle.radius_km == pytest.approx(3.0, abs=0.05)


@pytest.mark.parametrize("text", ["x" * 1396, "’" * 616, "", "missing.txt", "missing.yaml"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_cannot_be_broadcast_is_refused(text: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("encode", text, lang=lang) == 2
    assert capsys.readouterr().err.strip()


def test_binary_input_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typing(monkeypatch, bytes(range(256)))
    assert alert("encode", "-") == 2
    assert "UTF-8" in capsys.readouterr().err
