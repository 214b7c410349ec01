# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import AREA, alert, made_draft
from weerbaar.alerting.compose import read_draft, templates


def test_a_template_makes_a_draft_without_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = read_draft(made_draft(tmp_path / "c.yaml"))
    assert (draft.kind, draft.region, draft.sender_name) == ("fire-smoke", "VR09", "Veiligheidsregio Utrecht")
    assert draft.texts.en.startswith("NL-Alert ")
    assert "0 fouten." in capsys.readouterr().out
    assert alert("compose", tmp_path / "c.yaml", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["parts"]["nl"].values()) == {"present"}
    assert found["pages"] == 6


def test_an_exercise_says_so_in_both_languages(tmp_path: Path) -> None:
    draft = read_draft(made_draft(tmp_path / "c.yaml", "--status", "exercise"))
    assert (draft.status, draft.level) == ("exercise", "exercise")
    assert "OEFENING" in draft.texts.nl
    assert "EXERCISE" in draft.texts.en


def test_every_template_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("compose", "--list") == 0
    out = capsys.readouterr().out
    assert [one.id for one in templates() if one.id not in out] == []


def test_a_draft_with_a_wrong_number_has_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = made_draft(tmp_path / "c.yaml")
    draft.write_text(draft.read_text().replace("Ga naar binnen.", "Bel 0900-1234567."))
    capsys.readouterr()
    assert alert("compose", draft) == 1
    assert "09001234567" in capsys.readouterr().out.replace("-", "")


def test_every_channel_has_its_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_draft(tmp_path / "c.yaml", "--channels")
    out = capsys.readouterr().out
    assert out.count("\n== ") == 18


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "geef het bestand"),
        (["c.yaml", "--template", "niets"], "niets"),
        (["c.yaml", "--template", "fire-smoke", "--region", "VR09", "--area", AREA], "plaats"),
        (["c.yaml", "--template", "fire-smoke", "--set", "place"], "veld=tekst"),
        (["c.yaml", "--template", "fire-smoke", "--set", "place=Utrecht", "--set-en", "x=y"], "--set"),
        (["c.yaml", "--template", "fire-smoke", "--set", "place=Utrecht", "--region", "VR09"], "gebied"),
        (["c.yaml", "--template", "fire-smoke", "--set", "place=Utrecht", "--region", "X", "--area", AREA], "region"),
        (["c.yaml", "--set", "place=Utrecht"], "--template"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert alert("compose", *words) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_not_overwritten_unasked(tmp_path: Path) -> None:
    draft = made_draft(tmp_path / "c.yaml")
    before = draft.read_bytes()
    words = ["--template", "fire-smoke", "--set", "place=Zeist", "--region", "VR09", "--area", AREA]
    assert alert("compose", draft, *words) == 2
    assert draft.read_bytes() == before
    assert alert("compose", draft, *words, "--overwrite") == 0
    assert "Zeist" in draft.read_text()
