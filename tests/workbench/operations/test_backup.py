# SPDX-License-Identifier: EUPL-1.2
"""A backup holds everything, of one moment, and never takes the place of something else."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from tests.workbench.operations.data_folders import HEAD, MIGRATIONS, backed_up, database_of, made_in
from weerbaar.base import InputError
from weerbaar.workbench.operations import backup


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return made_in(tmp_path)


def test_everything_is_in_it_with_its_hash(data: Path, tmp_path: Path) -> None:
    made = backed_up(data, tmp_path / "kopie.zip")
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        contents = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    assert sorted(contents) == [
        "database.sqlite3",
        "files/attachments/ab/cdef",
        "files/audit-head",
        "files/publications/12/34",
        "files/secret.key",
    ]
    assert contents["files/attachments/ab/cdef"] == b"a picture"
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in contents.items()
    }
    assert (manifest["format"], manifest["database"]) == (1, "sqlite")
    assert (manifest["migrations"], manifest["audit_head"]) == (MIGRATIONS, HEAD)
    assert (made.files, made.size) == (5, made.path.stat().st_size)


def test_only_the_owner_may_read_it(data: Path, tmp_path: Path) -> None:
    assert backed_up(data, tmp_path / "kopie.zip").path.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_never_replaced(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "kopie.zip"
    target.write_bytes(b"of somebody else")
    with pytest.raises(InputError, match="this file exists"):
        backed_up(data, target)
    # Also where it came there while the backup was being written.
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(InputError, match="this file exists"):
        backed_up(data, target)
    monkeypatch.undo()
    assert target.read_bytes() == b"of somebody else"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "kopie.zip"]


def test_nothing_is_left_where_it_fails(data: Path, tmp_path: Path) -> None:
    (data / "weerbaar.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(InputError, match="this database is damaged"):
        backed_up(data, tmp_path / "kopie.zip")
    (data / "weerbaar.sqlite3").unlink()
    with pytest.raises(InputError, match="no database here"):
        backed_up(data, tmp_path / "kopie.zip")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_backup_inside_the_data_folder_does_not_hold_itself(data: Path) -> None:
    made = backed_up(data, data / "kopie.zip")
    with zipfile.ZipFile(made.path) as archive:
        assert not any("kopie" in name for name in archive.namelist())


def test_it_is_of_one_moment_while_people_write(data: Path, tmp_path: Path) -> None:
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        with contextlib.closing(sqlite3.connect(data / "weerbaar.sqlite3", timeout=20)) as database:
            number = 1000
            while not stop.is_set():
                number += 1
                with database:
                    database.execute("INSERT INTO pair VALUES (?, NULL)", [number])
                    database.execute("UPDATE pair SET b = a WHERE a = ?", [number])
                wrote.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        wrote.wait()
        made = [backed_up(data, tmp_path / f"{n}.zip") for n in range(3)]
    finally:
        stop.set()
        thread.join()
    for found in made:
        with zipfile.ZipFile(found.path) as archive:
            archive.extract("database.sqlite3", tmp_path)
        with contextlib.closing(sqlite3.connect(tmp_path / "database.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("SELECT count(*) FROM pair WHERE b IS NOT a").fetchone() == (0,)
            assert database.execute("SELECT count(*) FROM pair").fetchone()[0] > 100


def test_without_the_program_of_postgresql_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": "weerbaar", "HOST": "localhost"}
    with pytest.raises(InputError, match="postgresql-client"):
        backup.back_up(tmp_path / "x.zip", data=tmp_path, database=database, migrations={}, head=None)
    assert list(tmp_path.iterdir()) == []


def test_a_password_stands_on_no_command_line() -> None:
    database = {**database_of(Path("x")), "NAME": "weerbaar", "USER": "u", "PASSWORD": "p w", "HOST": "", "PORT": 5433}
    options, environment = backup.connection_of(database)
    assert options == ["--port=5433", "--username=u", "--dbname=weerbaar"]
    assert environment["PGPASSWORD"] == "p w"


def test_what_a_program_says_reaches_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'server version mismatch' >&2\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(InputError, match="server version mismatch"):
        backup.run_postgresql("pg_dump", [], os.environ)
