# SPDX-License-Identifier: EUPL-1.2
"""Starting: ports, tables of another version, the very first administrator; and folders that are refused."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from weerbaar.base import InputError
from weerbaar.workbench import console
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.permissions import roles_of
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds import examples


def test_a_port_is_used_by_one_server_only() -> None:
    with console.bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(InputError, match="this port is in use"):
            console.bind("127.0.0.1", port)
    console.bind("127.0.0.1", port).close()


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="no address of this machine"):
        console.bind("192.0.2.1", 0)


@pytest.fixture
def answering() -> Iterator[tuple[str, int]]:
    """A server that is not well."""

    class Unwell(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Unwell)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield ("0.0.0.0", server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_is_ready_as_soon_as_it_answers_also_when_it_is_not_well(answering: tuple[str, int]) -> None:
    called = threading.Event()
    console._when_ready(answering, called.set)
    assert called.is_set()


@pytest.mark.django_db
def test_the_first_start_makes_one_administrator_with_a_password_of_one_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[User | None] = []
    monkeypatch.setattr(examples, "load_examples", lambda by: loaded.append(by))
    told: list[tuple[str, str]] = []
    console._first_start(lambda *words: told.append(words))
    ((name, password),) = told
    person = User.objects.get()
    assert (person.username, name) == ("beheerder", "beheerder")
    assert person.check_password(password)
    assert roles_of(person) == {Role.ADMINISTRATOR}
    assert person.one_time_until is not None
    assert timedelta(days=6) < person.one_time_until - timezone.now() < timedelta(days=8)
    assert loaded == [person]
    assert Entry.objects.get().action == "user.created"
    console._first_start(lambda *words: told.append(words))
    assert (len(told), len(loaded), User.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_tables_that_are_up_to_date_are_left_alone() -> None:
    assert console.migrate() is False


@pytest.mark.django_db
def test_tables_of_a_newer_version_are_refused() -> None:
    from django.db import connection

    MigrationRecorder(connection).record_applied("rounds", "9999_future")
    with pytest.raises(InputError, match=r"newer version of Weerbaar \(rounds\.9999_future\)"):
        console.migrate()


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.django_db
def test_the_system_checks_of_django_find_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check", fail_level="WARNING")
    assert capsys.readouterr().err == ""


def test_a_backup_is_restored_into_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets").touch()
    (tmp_path / "bestand").touch()
    for place in ("vol", "bestand"):
        with pytest.raises(InputError, match="not empty"):
            console.restore(tmp_path / "kopie.zip", tmp_path / place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bestand", "vol"]


def test_a_restore_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "kopie.zip").write_text("no zip")
    with pytest.raises(InputError, match="no \\(whole\\) zip"):
        console.restore(tmp_path / "kopie.zip", tmp_path / "nieuw")
    assert [p.name for p in tmp_path.iterdir()] == ["kopie.zip"]


@pytest.mark.parametrize(
    "ask", [lambda d: console.back_up(d / "x.zip", d / "nergens"), lambda d: console.verify_log(d / "nergens")]
)
def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, ask: Any) -> None:
    with pytest.raises(InputError, match="this data folder does not exist"):
        ask(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        console.restore(tmp_path / "kopie.zip", tmp_path / "nieuw")
    assert list(tmp_path.iterdir()) == []
