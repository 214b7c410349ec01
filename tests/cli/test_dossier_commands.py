# SPDX-License-Identifier: EUPL-1.2
"""The commands around a dossier, in the order in which an analyst meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.cli import main
from weerbaar.dossier import example_names, load_dossier


def test_new_check_export_import_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, book = tmp_path / "ronde", tmp_path / "scores.xlsx"
    assert main(["new", str(folder), "--title", "Risicobeoordeling 2027", "--year", "2027"]) == 0
    assert main(["check", str(folder), "--lang", "nl"]) == 0
    assert "in orde" in capsys.readouterr().out
    assert main(["export", str(folder), str(book)]) == 0
    assert main(["import", str(book), str(folder)]) == 0
    assert main(["run", str(folder), "--out", str(tmp_path / "uit"), "--formats", "json", "--draws", "1000"]) == 0
    assert load_dossier(folder).round.year == 2027


@pytest.mark.parametrize(
    "name",
    [
        "voorbeeld-2012",
        *(pytest.param(n, marks=pytest.mark.thorough) for n in example_names() if n != "voorbeeld-2012"),
    ],
)
@pytest.mark.parametrize("target", ["scores.xlsx", "csv"])
def test_round_trip_of_every_example_keeps_every_judgement(tmp_path: Path, name: str, target: str) -> None:
    copy = tmp_path / "kopie"
    assert main(["new", str(copy), "--example", name]) == 0
    assert main(["export", str(copy), str(tmp_path / target)]) == 0
    assert main(["import", str(tmp_path / target), str(copy), "--out", str(tmp_path / "terug")]) == 0
    assert load_dossier(tmp_path / "terug").judgements == load_dossier(name).judgements


@pytest.mark.parametrize("name", example_names())
def test_every_example_checks_clean(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", name, "--lang", "en"]) == 0
    assert "in order" in capsys.readouterr().out


def test_check_lists_all_problems_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ronde"
    main(["new", str(folder), "--example", "voorbeeld-2012"])
    target = next((folder / "judgements").glob("*.yaml"))
    text = target.read_text(encoding="utf-8")
    text += (
        "  - scenario: bestaat-niet\n    criterion: '3.1'\n    label: C\n"
        "  - scenario: cyberhacktivisme\n    criterion: '9.9'\n    label: F\n"
    )
    target.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(folder), "--lang", "nl"]) == 2
    message = capsys.readouterr().err
    assert "bestaat-niet" in message
    assert "9.9" in message
    assert f"{target.name}:" in message


def test_new_does_not_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    assert main(["new", str(tmp_path), "--lang", "nl"]) == 2
    assert "niet leeg" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["brief.txt"]


def test_compare_names_what_is_new_and_gone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "nrb-2012", "voorbeeld-2012", "--lang", "nl"]) == 0
    assert "Plaats in het risicodiagram" in capsys.readouterr().out


def test_import_into_a_shipped_example_asks_where_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "scores.xlsx"
    assert main(["export", "voorbeeld-2012", str(book)]) == 0
    assert main(["import", str(book), "voorbeeld-2012", "--lang", "nl"]) == 2
    assert "--out" in capsys.readouterr().err


def test_examples_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples"]) == 0
    shown = capsys.readouterr().out
    dossiers = ("nrb-2012", "rrp-brabant-zuidoost-2019", "nrb-history", "voorbeeld-2012")
    assert all(name in shown for name in (*dossiers, "voorbeeld-elicitatie", "voorbeeld-cascade"))
    assert "voorbeeld-capaciteiten       Illustratieve capaciteitenanalyse" in shown


def hostile_copy(tmp_path: Path) -> Path:
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--example", "voorbeeld-2012"]) == 0
    return folder


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("method", ["../../etc/passwd", "/etc/passwd", "http://example.invalid/x.yaml", "file:///x"])
def test_method_in_a_dossier_is_a_name_and_never_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], method: str, lang: str
) -> None:
    folder = hostile_copy(tmp_path)
    file = folder / "dossier.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("method: nl-nrb-2009", f"method: {method}"), encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["check", str(folder), "--lang", lang]) == 2
    message = capsys.readouterr().err
    assert message.startswith("dossier.yaml:")
    assert "nl-rrp-2009" in message


@pytest.mark.parametrize("earlier", ["../x", "/etc", "a/b"])
def test_earlier_round_is_a_name_and_never_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], earlier: str
) -> None:
    folder = hostile_copy(tmp_path)
    file = folder / "dossier.yaml"
    file.write_text(file.read_text(encoding="utf-8") + f"earlier: ['{earlier}']\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(folder), "--lang", "nl"]) == 2
    assert "earlier[0]" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "scenario|criterion\n", '"open', "scenario;criterion;expert\n\xff"])
def test_import_that_is_refused_leaves_the_dossier_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    folder, scores = hostile_copy(tmp_path), tmp_path / "scores"
    scores.mkdir()
    (scores / "a.csv").write_bytes(content.encode("latin-1"))
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    capsys.readouterr()
    assert main(["import", str(scores), str(folder), "--lang", "nl"]) == 2
    assert "a.csv" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_steering_characters_in_a_name_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "weg\x1b[31m\u202e"), "--lang", "nl"]) == 2
    message = capsys.readouterr().err
    assert "\x1b" not in message
    assert "\u202e" not in message


def test_new_does_not_take_a_file_for_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    for target in ("bestand", "bestand/dieper"):
        assert main(["new", str(tmp_path / target), "--lang", "nl"]) == 2
        assert "kan geen map worden" in capsys.readouterr().err
    assert main(["new", "", "--lang", "nl"]) == 2


def test_own_method_file_works_in_every_command(tmp_path: Path) -> None:
    from importlib.resources import files

    text = (files("weerbaar") / "data" / "methods" / "nl-nrb-2009.yaml").read_text(encoding="utf-8")
    own = tmp_path / "eigen.yaml"
    own.write_text(text.replace("id: nl-nrb-2009", "id: eigen", 1), encoding="utf-8")
    method = ("--method", str(own))
    assert main(["check", "voorbeeld-2012", *method]) == 0
    assert main(["export", "voorbeeld-2012", str(tmp_path / "s.xlsx"), *method]) == 0
    assert main(["import", str(tmp_path / "s.xlsx"), "voorbeeld-2012", "--out", str(tmp_path / "d"), *method]) == 0


def test_migrate_asks_where_to_put_what_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "nrb-2012", "--lang", "nl"]) == 2
    assert "--out" in capsys.readouterr().err
    assert main(["migrate", "nrb-2012", "--out", str(tmp_path / "nieuw")]) == 0
    assert load_dossier(tmp_path / "nieuw") is not None
