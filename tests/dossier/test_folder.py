# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.dossier import folder
from weerbaar.dossier.folder import decode, read_files

Maker = Callable[..., Path]


def zipped(root: Path, target: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, f"{inside}{path.relative_to(root)}")
    return target


def test_folder_gives_its_files_in_order(make_dossier: Maker) -> None:
    found = read_files(make_dossier({"README.md": "# Lees mij", ".gitignore": "x", "LICENSE": "EUPL"}))
    assert list(found.files) == sorted(found.files)
    assert {"dossier.yaml", "scenarios/storm.md", "judgements/anna.yaml"} <= found.files.keys()
    assert "README.md" not in found.files
    assert found.problems == []


def test_unknown_files_are_warned_about(make_dossier: Maker) -> None:
    extra = {"notes.txt": "x", "dossier.yml": "x", "scenarios/plaatje.png": b"\x89", "bijlagen/a.md": "x"}
    found = read_files(make_dossier(extra))
    assert {(p.file, p.severity) for p in found.problems} == {
        ("notes.txt", "warning"),
        ("dossier.yml", "warning"),
        ("scenarios/plaatje.png", "warning"),
        ("bijlagen", "warning"),
    }
    assert "dossier.yaml" in next(p for p in found.problems if p.file == "dossier.yml").render("nl")
    assert "*.md" in next(p for p in found.problems if p.file == "scenarios/plaatje.png").render("en")


@pytest.mark.usefixtures("nothing_left_behind")
def test_file_of_200_mb_is_refused_without_being_read(make_dossier: Maker) -> None:
    root = make_dossier()
    with (root / "judgements" / "groot.yaml").open("wb") as file:
        file.truncate(200_000_000)
    found = read_files(root)
    (problem,) = found.problems
    assert problem.file == "judgements/groot.yaml"
    assert "200 MB; ten hoogste 5 MB is toegestaan" in problem.render("nl")
    assert "Splits het bestand" in problem.render("nl")
    assert "judgements/groot.yaml" not in found.files


def test_link_that_leads_out_is_refused(make_dossier: Maker, tmp_path: Path) -> None:
    root = make_dossier()
    (tmp_path / "geheim.yaml").write_text("schema: 1\n")
    (root / "judgements" / "piet.yaml").symlink_to(tmp_path / "geheim.yaml")
    found = read_files(root)
    (problem,) = found.problems
    assert problem.file == "judgements/piet.yaml"
    assert "buiten" in problem.render("nl")
    assert "judgements/piet.yaml" not in found.files


def test_folder_that_is_a_link_leading_out_is_refused(make_dossier: Maker, tmp_path: Path) -> None:
    root = make_dossier()
    elsewhere = tmp_path / "elders"
    (root / "judgements").rename(elsewhere)
    (root / "judgements").symlink_to(elsewhere)
    found = read_files(root)
    assert [p.file for p in found.problems if p.severity == "error"] == ["judgements"]
    assert not [name for name in found.files if name.startswith("judgements")]


def test_link_inside_the_folder_is_followed(make_dossier: Maker) -> None:
    root = make_dossier()
    (root / "judgements" / "kopie.yaml").symlink_to(root / "judgements" / "anna.yaml")
    found = read_files(root)
    assert found.problems == []
    assert found.files["judgements/kopie.yaml"] == found.files["judgements/anna.yaml"]


def test_links_in_a_circle_and_to_nothing_are_refused(make_dossier: Maker) -> None:
    root = make_dossier()
    (root / "judgements" / "a.yaml").symlink_to("b.yaml")
    (root / "judgements" / "b.yaml").symlink_to("a.yaml")
    (root / "judgements" / "c.yaml").symlink_to("weg.yaml")
    problems = read_files(root).problems
    assert [p.file for p in problems] == ["judgements/a.yaml", "judgements/b.yaml", "judgements/c.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_not_waited_for(make_dossier: Maker) -> None:
    root = make_dossier()
    os.mkfifo(root / "judgements" / "pijp.yaml")
    (problem,) = read_files(root).problems
    assert problem.file == "judgements/pijp.yaml"
    assert "geen gewoon bestand" in problem.render("nl")


def test_folder_with_the_name_of_a_file_is_refused(make_dossier: Maker) -> None:
    root = make_dossier({"sources.yaml": None, "sources.yaml/x": "y"})
    (problem,) = read_files(root).problems
    assert problem.file == "sources.yaml"


def test_name_that_is_no_text_is_warned_about(make_dossier: Maker) -> None:
    root = make_dossier()
    try:
        (root / "scenarios" / os.fsdecode(b"\xff.md")).write_text("x")
    except OSError:
        pytest.skip("this file system allows names in UTF-8 only")
    (problem,) = read_files(root).problems
    assert problem.severity == "warning"
    problem.render("nl").encode()


def test_number_of_files_is_bounded(make_dossier: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_FILES", 5)
    found = read_files(make_dossier())
    assert "ten hoogste 5" in found.problems[-1].message.nl
    assert found.files == {}


def test_total_size_is_bounded(make_dossier: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_TOTAL_BYTES", 1000)
    (problem,) = read_files(make_dossier()).problems
    assert "samen groter" in problem.message.nl


@pytest.mark.parametrize("inside", ["", "proef/"])
@pytest.mark.usefixtures("nothing_left_behind")
def test_archive_gives_the_same_files_as_the_folder(make_dossier: Maker, tmp_path: Path, inside: str) -> None:
    root = make_dossier()
    found = read_files(zipped(root, tmp_path / "proef.zip", inside))
    assert found.files == read_files(root).files
    assert found.problems == []


@pytest.mark.usefixtures("nothing_left_behind")
def test_archive_bomb_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dossier.yaml", b"\0" * 4_900_000)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as caught:
        read_files(path)
    assert "archiefbom" in caught.value.problems[0].message.nl
    assert sorted(tmp_path.rglob("*")) == before


def test_other_things_are_refused(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("schema: 1\n")
    for path, words in ((tmp_path / "dossier.yaml", "Geef de map"), (tmp_path / "weg", "bestaat niet")):
        with pytest.raises(InputError) as caught:
            read_files(path)
        assert words in caught.value.render("nl")


def test_text_that_is_not_utf8_names_the_line() -> None:
    with pytest.raises(InputError) as caught:
        decode("a: 1\nb: café\n".encode("latin-1"), "x.yaml")
    assert caught.value.problems[0].line == 2
    assert "UTF-8" in caught.value.render("nl")
    assert decode("\ufeffa".encode(), "x.yaml") == "a"


def test_of_many_unknown_files_ten_are_named(make_dossier: Maker) -> None:
    found = read_files(make_dossier({f"foto-{i:02}.jpg": b"x" for i in range(13)}))
    assert [p.file for p in found.problems[:-1]] == [f"foto-{i:02}.jpg" for i in range(10)]
    assert found.problems[-1].message.nl == "… en nog 3 bestanden die niet in een dossier horen."
    assert {p.severity for p in found.problems} == {"warning"}
