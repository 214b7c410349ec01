# SPDX-License-Identifier: EUPL-1.2
"""What the command line asks of the workbench: serve it, back it up, restore it, check its log.

Nothing of Django is loaded before a function is called, so that other commands start quickly.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.base import InputError, Problem, Text

if TYPE_CHECKING:
    from weerbaar.workbench.audit.chain import Anchor, Fault
    from weerbaar.workbench.operations.backup import Made

ADMINISTRATOR = "beheerder"
GRACE_SECONDS = 2
"""How long a server that stops waits for answers: streams of live updates would keep it waiting for ever."""
_LOCK = 7_267_083_212


def _refused(place: object, nl: str, en: str) -> InputError:
    return InputError([Problem(str(place), Text(nl=nl, en=en))])


def set_up(data: Path | None = None, *, log_level: str = "WARNING") -> None:
    """Load the workbench into this process.

    Args:
        data: the data folder, where that is not the one of the environment.
        log_level: what is logged from here on, where the environment does not say.
    """
    import django

    if data is not None:
        os.environ["WEERBAAR_DATA"] = str(data.absolute())
    os.environ.setdefault("WEERBAAR_LOG_LEVEL", log_level)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.workbench.settings")
    django.setup()


def _set_up_existing(data: Path | None) -> Path:
    """Load the workbench on a data folder that must be there.

    Raises:
        InputError: it is not.
    """
    from weerbaar.workbench.operations.data_folder import data_folder

    folder = data.absolute() if data is not None else data_folder()
    if not folder.is_dir():
        raise _refused(
            folder,
            "deze gegevensmap bestaat niet. Noem haar met --data, of begin met weerbaar serve.",
            "this data folder does not exist. Name it with --data, or begin with weerbaar serve.",
        )
    set_up(folder)
    return folder


def bind(host: str, port: int) -> socket.socket:
    """Return a socket on which the server can listen.

    Raises:
        InputError: the port is taken, may not be used, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(1024)
    except OSError as error:
        found.close()
        raise _refused(
            f"{host}:{port}",
            f"hier kan de server niet luisteren: {_why(error, 'nl')}. Kies een andere poort met --port.",
            f"the server cannot listen here: {_why(error, 'en')}. Choose another port with --port.",
        ) from None
    return found


def _why(error: OSError, lang: str) -> str:
    import errno

    known = {
        errno.EADDRINUSE: ("deze poort is al in gebruik", "this port is in use"),
        errno.EACCES: ("geen toestemming voor deze poort", "no permission for this port"),
        errno.EADDRNOTAVAIL: ("dit is geen adres van deze machine", "this is no address of this machine"),
    }
    nl, en = known.get(error.errno or 0, (error.strerror or str(error),) * 2)
    return nl if lang == "nl" else en


@dataclass(frozen=True)
class Started:
    """What a start found or made.

    Attributes:
        data: the data folder.
        database: ``sqlite`` or ``postgresql``.
        migrated: whether tables were made or changed.
    """

    data: Path
    database: str
    migrated: bool


def prepare(tell_password: Callable[[str, str], None]) -> Started:
    """Make everything ready to serve: tables, and at the very first start an administrator and the examples.

    Two processes that start at the same time wait for each other.

    Args:
        tell_password: gets name and password of the first administrator, as soon as these are final.

    Raises:
        InputError: the tables are newer than this software.
    """
    from django.conf import settings
    from django.db import connection

    from weerbaar.workbench.operations.data_folder import alone

    data: Path = settings.DATA
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(data), _alone_in_the_database():
        migrated = migrate()
        _first_start(tell_password)
    connection.close()
    return Started(data, connection.vendor, migrated)


@contextlib.contextmanager
def _alone_in_the_database() -> Iterator[None]:
    """Wait for starts on other machines; only PostgreSQL can be reached from those."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def migrate() -> bool:
    """Bring the tables to this version; return whether there was anything to do.

    Raises:
        InputError: they are of a newer version.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations or ())
    applied = [(app, name) for app, name in executor.loader.applied_migrations if app in _own_apps()]
    newer = sorted(f"{app}.{name}" for app, name in applied if (app, name) not in known)
    if newer:
        raise _refused(
            connection.settings_dict["NAME"],
            f"deze database is van een nieuwere versie van Weerbaar ({newer[0]}). Werk Weerbaar eerst bij.",
            f"this database belongs to a newer version of Weerbaar ({newer[0]}). Upgrade Weerbaar first.",
        )
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def _own_apps() -> set[str]:
    """Return the apps of Weerbaar itself. Other packages may drop old migrations; ours never do."""
    from django.apps import apps

    return {config.label for config in apps.get_app_configs() if config.name.startswith("weerbaar.")}


def _first_start(tell_password: Callable[[str, str], None]) -> None:
    """Make an administrator where there is nobody at all, and load the examples."""
    from django.db import transaction
    from django.utils import timezone

    from weerbaar.workbench.accounts.level import Level
    from weerbaar.workbench.accounts.models import User
    from weerbaar.workbench.accounts.passwords import LASTS, one_time_password
    from weerbaar.workbench.audit import log
    from weerbaar.workbench.rounds.examples import load_examples

    if User.objects.exists():
        return
    password = one_time_password()
    with transaction.atomic():
        person = User(username=ADMINISTRATOR, is_superuser=True, clearance=Level.SECRET)
        person.set_password(password)
        person.one_time_until = timezone.now() + LASTS
        person.save()
        log.record(None, "user.created", person, first=True)
    tell_password(ADMINISTRATOR, password)
    load_examples(by=person)


def run(listening: socket.socket, *, workers: int, ready: Callable[[], None]) -> None:
    """Serve until somebody stops it.

    Args:
        listening: of :func:`bind`.
        workers: web processes; more than one only on PostgreSQL.
        ready: called once the first page can be asked.

    Raises:
        InputError: several processes on SQLite.
    """
    import uvicorn
    from django.conf import settings
    from django.db import connection

    if workers > 1 and connection.vendor != "postgresql":
        raise _refused(
            "--workers",
            "meer dan één webproces kan alleen met PostgreSQL (DATABASE_URL).",
            "more than one web process needs PostgreSQL (DATABASE_URL).",
        )
    if workers > 1:
        # Here the processes leave their measurements for each other.
        shared = settings.DATA / "metrics"
        shutil.rmtree(shared, ignore_errors=True)
        shared.mkdir(mode=0o700)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(shared)
    config = uvicorn.Config(
        "weerbaar.workbench.asgi:application",
        http="httptools",
        loop="asyncio",
        ws="none",
        lifespan="on",
        workers=workers,
        # Django logs every request itself, and decides which proxies it believes.
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        # Who thinks for a minute finds the connection still open.
        timeout_keep_alive=75,
    )
    threading.Thread(target=_when_ready, args=(listening.getsockname(), ready), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        if workers > 1:
            from uvicorn.supervisors import Multiprocess

            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])


def _when_ready(address: Any, ready: Callable[[], None]) -> None:
    """Call ``ready`` when the server answers; give up after a minute."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104
    with_brackets = f"[{host}]" if ":" in host else host
    until = time.monotonic() + 60
    while time.monotonic() < until:
        request = urllib.request.Request(f"http://{with_brackets}:{address[1]}/gezond", headers={"Host": "localhost"})
        try:
            with urllib.request.urlopen(request, timeout=60):  # noqa: S310
                break
        except urllib.error.HTTPError:
            # Not well, or reached by https only: it answers, and says so itself.
            break
        except OSError:
            time.sleep(0.05)
    else:
        return
    ready()


def back_up(target: Path, data: Path | None) -> Made:
    """Write a backup of a data folder and its database; it may be in use.

    Raises:
        InputError: there is nothing to back up, or the file is there already.
    """
    folder = _set_up_existing(data)
    from django.db import DatabaseError, connection
    from django.db.migrations.recorder import MigrationRecorder

    from weerbaar.workbench.audit import anchors, log
    from weerbaar.workbench.operations.backup import back_up as write

    try:
        applied: dict[str, list[str]] = {}
        for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
            applied.setdefault(app, []).append(name)
        head = anchors.head()
    except DatabaseError as error:
        raise _not_prepared(folder) from error
    if head is not None:
        anchors.keep(head)
    made = write(
        target,
        data=folder,
        database=connection.settings_dict,
        migrations=applied,
        head=str(head) if head is not None else None,
    )
    log.record(None, "backup.made", files=made.files, size=made.size)
    return made


def _not_prepared(folder: Path) -> InputError:
    return _refused(
        folder,
        "hier staat geen database van deze versie. Begin met weerbaar serve.",
        "there is no database of this version here. Begin with weerbaar serve.",
    )


def restore(path: Path, data: Path) -> list[Fault]:
    """Unpack a backup into a new data folder, and bring its tables to this version.

    Args:
        path: the backup.
        data: the folder to make; may be there when it is empty.

    Returns:
        Where the audit log is not what it was; the folder was made all the same.

    Raises:
        InputError: the backup or the folder is not right; nothing was left behind.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise _refused(
            data,
            "deze map is niet leeg; kies een nieuwe. Er wordt nooit iets overschreven.",
            "this folder is not empty; choose a new one. Nothing is ever overwritten.",
        )
    if not path.is_file():
        raise _refused(path, "dit bestand bestaat niet.", "there is no such file.")
    data = data.absolute()
    data.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".weerbaar-", dir=data.parent))
    try:
        faults = _restored(path, work)
        if data.exists():
            data.rmdir()
        work.rename(data)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return faults


def _restored(path: Path, work: Path) -> list[Fault]:
    from weerbaar.workbench.operations.restore import check_versions, load_dump, unpack

    manifest = unpack(path, work)
    set_up(work)
    from django.contrib.sessions.models import Session
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from weerbaar.workbench.audit import log
    from weerbaar.workbench.audit.chain import Anchor

    if manifest.database != connection.vendor:
        raise _refused(
            path.name,
            f"deze reservekopie is van {manifest.database}, en DATABASE_URL noemt een andere soort database.",
            f"this is a backup of {manifest.database}, and DATABASE_URL names another kind of database.",
        )
    loader = MigrationLoader(None)
    known: dict[str, set[str]] = {}
    for app, name in loader.disk_migrations or ():
        known.setdefault(app, set()).add(name)
    check_versions(manifest, known, _own_apps(), path.name)
    if manifest.database == "postgresql":
        if connection.introspection.table_names():
            raise _refused(
                connection.settings_dict["NAME"],
                "deze database is niet leeg; maak een nieuwe. Er wordt nooit iets overschreven.",
                "this database is not empty; make a new one. Nothing is ever overwritten.",
            )
        connection.close()
        load_dump(work, connection.settings_dict)
    migrate()
    noted = [Anchor.read(manifest.head)] if manifest.head else []
    faults = log.faults(noted)
    # Who was logged in when the backup was made logs in again.
    Session.objects.all().delete()
    log.record(None, "backup.restored", made=manifest.made, software=manifest.software, faults=len(faults))
    connection.close()
    return faults


def verify_log(data: Path | None, noted: Iterable[Anchor] = ()) -> tuple[list[Fault], Anchor | None]:
    """Check the audit log.

    Args:
        data: the data folder.
        noted: ends of the log that were noted earlier.

    Returns:
        What is wrong, and the end of the log.

    Raises:
        InputError: there is no log.
    """
    folder = _set_up_existing(data)
    from django.db import DatabaseError

    from weerbaar.workbench.audit import anchors, log

    try:
        return log.faults(noted), anchors.head()
    except DatabaseError as error:
        raise _not_prepared(folder) from error
