# SPDX-License-Identifier: EUPL-1.2
"""What was backed up comes back to the octet; a backup that is wrong or hostile is refused and harms nothing."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.workbench.operations.data_folders import HEAD, MIGRATIONS, backed_up, made_in
from weerbaar.base import InputError
from weerbaar.workbench.operations.restore import check_versions, unpack

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return backed_up(made_in(tmp_path), tmp_path / "kopie.zip").path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "nieuw"
    folder.mkdir()
    return folder


def changed(archive: Path, change: Change) -> Path:
    """Return a copy of a backup in which something is different."""
    with zipfile.ZipFile(archive) as whole:
        contents = {name: whole.read(name) for name in whole.namelist()}
    manifest = json.loads(contents.pop("manifest.json"))
    change(contents, manifest)
    target = archive.with_name("anders.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as other:
        for name, content in contents.items():
            other.writestr(name, content)
        other.writestr("manifest.json", json.dumps(manifest))
    return target


def refused(archive: Path, folder: Path) -> str:
    with pytest.raises(InputError) as error:
        unpack(archive, folder)
    return error.value.render("nl")


def test_everything_comes_back(archive: Path, empty: Path) -> None:
    manifest = unpack(archive, empty)
    data = archive.parent / "data"
    for name in ("attachments/ab/cdef", "publications/12/34", "secret.key", "audit-head"):
        assert (empty / name).read_bytes() == (data / name).read_bytes()
        assert (empty / name).stat().st_mode & 0o077 == 0
    with contextlib.closing(sqlite3.connect(empty / "weerbaar.sqlite3")) as database:
        assert database.execute("SELECT count(*), sum(a = b) FROM pair").fetchone() == (100, 100)
    assert (manifest.database, manifest.head, manifest.migrations) == ("sqlite", HEAD, MIGRATIONS)


@pytest.mark.parametrize("octet", [200, -30, -400])
def test_a_damaged_backup_is_refused(archive: Path, empty: Path, octet: int) -> None:
    content = bytearray(archive.read_bytes())
    content[octet] ^= 0xFF
    archive.write_bytes(content)
    assert refused(archive, empty)


@pytest.mark.parametrize("length", [0, 10, 1000])
def test_a_backup_that_was_cut_off_is_refused(archive: Path, empty: Path, length: int) -> None:
    archive.write_bytes(archive.read_bytes()[:length])
    assert "geen (hele) zip" in refused(archive, empty)


def test_all_that_was_changed_is_named_at_once(archive: Path, empty: Path) -> None:
    def change(contents: dict[str, bytes], _: dict[str, Any]) -> None:
        contents["files/secret.key"] = b"THE KEY"
        contents["files/audit-head"] = b"longer than it was"

    text = refused(changed(archive, change), empty)
    assert "files/secret.key: is beschadigd of gewijzigd" in text
    assert "files/audit-head: is beschadigd of gewijzigd" in text


def add(name: str) -> Change:
    def change(contents: dict[str, bytes], manifest: dict[str, Any]) -> None:
        contents[name] = b"x"
        manifest["files"][name] = {"sha256": "a" * 64, "size": 1}

    return change


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "files/../../outside",
        "/etc/outside",
        "files//etc/../../outside",
        "files/a\\..\\outside",
        "files/c:outside",
        "outside",
        "files/map/",
        "files/weerbaar.sqlite3",
        "files//weerbaar.sqlite3",
        "files/./outside",
        "files/two\nlines",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(archive: Path, empty: Path, name: str) -> None:
    assert "niet toegestaan" in refused(changed(archive, add(name)), empty)
    assert list(empty.iterdir()) == []
    assert not (empty.parent / "outside").exists()


def test_a_path_from_the_root_is_refused_in_disguise_too(archive: Path, empty: Path) -> None:
    outside = empty.parent / "outside"
    assert "niet toegestaan" in refused(changed(archive, add(f"files/{outside}")), empty)
    assert not outside.exists()
    assert list(empty.iterdir()) == []


def test_a_link_is_refused(archive: Path, empty: Path) -> None:
    with zipfile.ZipFile(archive, "a") as whole:
        entry = zipfile.ZipInfo("files/link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        whole.writestr(entry, "/etc/passwd")
    assert "geen gewoon bestand" in refused(archive, empty)
    assert list(empty.iterdir()) == []


def test_what_the_manifest_does_not_name_is_refused(archive: Path, empty: Path) -> None:
    with zipfile.ZipFile(archive, "a") as whole:
        whole.writestr("files/extra", "x")
    assert "files/extra: staat niet in het manifest" in refused(archive, empty)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(archive: Path, empty: Path) -> None:
    with zipfile.ZipFile(archive, "a") as whole:
        whole.writestr("files/secret.key", "another")
    assert "staat er twee keer in" in refused(archive, empty)


def test_a_file_that_is_missing_is_named(archive: Path, empty: Path) -> None:
    def change(contents: dict[str, bytes], _: dict[str, Any]) -> None:
        del contents["files/secret.key"]

    assert "files/secret.key: ontbreekt" in refused(changed(archive, change), empty)


def test_a_bomb_is_unpacked_no_further_than_the_manifest_says(archive: Path, empty: Path) -> None:
    def change(contents: dict[str, bytes], _: dict[str, Any]) -> None:
        contents["files/secret.key"] = b"\0" * 50_000_000

    assert "beschadigd of gewijzigd" in refused(changed(archive, change), empty)
    assert (empty / "secret.key").stat().st_size <= 8


def test_more_than_the_disk_holds_is_refused_before_it_begins(
    archive: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    assert "op de schijf is 0 MB vrij" in refused(archive, empty)
    assert list(empty.iterdir()) == []


def replace(**values: Any) -> Change:
    return lambda _, manifest: manifest.update(values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (replace(format=2), "nieuwere versie van Weerbaar (0.1.0)"),
        (replace(format="1"), "nieuwere versie"),
        (replace(database="oracle"), "onvolledig"),
        (replace(database="postgresql"), "onvolledig"),
        (replace(files={}), "onvolledig"),
        (replace(files=[]), "niet te lezen"),
        (replace(files={"database.sqlite3": {"sha256": "x", "size": 1}}), "onvolledig"),
        (replace(files={"database.sqlite3": {"sha256": "a" * 64, "size": -1}}), "onvolledig"),
        (replace(files={"database.sqlite3": {"sha256": "a" * 64, "size": float("inf")}}), "niet te lezen"),
        (replace(migrations=3), "niet te lezen"),
    ],
)
def test_a_manifest_that_is_wrong_is_refused(archive: Path, empty: Path, change: Change, words: str) -> None:
    assert words in refused(changed(archive, change), empty)


def test_another_zip_is_no_backup(tmp_path: Path, empty: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as other:
        other.writestr("dossier.yaml", "x")
    assert "geen reservekopie van Weerbaar" in refused(tmp_path / "x.zip", empty)
    (tmp_path / "y.zip").write_text("no zip")
    assert "geen (hele) zip" in refused(tmp_path / "y.zip", empty)


def test_tables_that_are_newer_than_the_software_are_refused(archive: Path, empty: Path) -> None:
    manifest = unpack(archive, empty)
    known = {app: set(names) for app, names in MIGRATIONS.items()}
    check_versions(manifest, known | {"more": {"0001"}}, known, "kopie.zip")
    known["audit"].remove("0002_guard")
    with pytest.raises(InputError, match=r"audit\.0002_guard"):
        check_versions(manifest, known, {"audit"}, "kopie.zip")
    check_versions(manifest, known, {"rounds"}, "kopie.zip")
    del known["audit"]
    with pytest.raises(InputError, match=r"audit\.0001_initial"):
        check_versions(manifest, known, {"rounds"}, "kopie.zip")
