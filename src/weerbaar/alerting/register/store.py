# SPDX-License-Identifier: EUPL-1.2
"""The register on disk: one JSON object a line, a file a year, only ever added to, and on the disk before it counts.

A line that was not wholly written (a crash, a full disk) was never confirmed to anybody; it is put aside in a file
beside it, and the register says so.
"""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from weerbaar.alerting.register.canonical import canonical
from weerbaar.alerting.register.chain import FIRST, Head, event_after, verify, written_moment
from weerbaar.alerting.register.events import Content, Event, Kind, Note, RegisterError, read_content, require_sound
from weerbaar.base import Text

_SEGMENT = "[0-9][0-9][0-9][0-9].jsonl"
_LOCK = ".register.lock"
_FIELDS = {"number", "at", "use", "kind", "by", "content", "previous", "hash"}
_BY = "weerbaar"


class BrokenRegisterError(RegisterError):
    """The register is not what it was: nothing may be added to it until somebody has looked."""


class Store(Protocol):
    """Where events are kept, in order and for good."""

    def append(self, kind: Kind, use: str | None, by: str, content: Content, at: datetime) -> Event:
        """Add an event; when this returns, it is kept.

        Args:
            kind: what happened; goes with ``content``.
            use: the use that it belongs to.
            by: who did it.
            content: what happened, in full.
            at: moment, with its offset.

        Raises:
            RegisterError: it cannot be kept; then nothing of it is.
        """
        ...

    def events(self, use: str | None = None) -> Sequence[Event]:
        """Return the events of one use, or all, in order.

        Raises:
            RegisterError: the register cannot be read or is not whole.
        """
        ...


class FileStore:
    """A register in a folder; several processes may add to it at once.

    Raises:
        BrokenRegisterError: the chain is broken.
        RegisterError: the folder cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = threading.RLock()
        self._known = Head(0, FIRST)
        self._forget()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(folder, error) from error
        self.events()

    def append(self, kind: Kind, use: str | None, by: str, content: Content, at: datetime) -> Event:
        """Add an event; it is on the disk when this returns. See :meth:`Store.append`."""
        with self._threads, self._locked(for_writing=True):
            self._read_on()
            event = event_after(self._head, kind, use, by, content, at)
            if self._put_half_lines_aside(at):
                event = event_after(self._head, kind, use, by, content, at)
            self._write(event)
            return event

    def events(self, use: str | None = None) -> Sequence[Event]:
        """Return the events of one use, or all, in order. See :meth:`Store.events`."""
        with self._threads, self._locked(for_writing=False):
            self._read_on()
            return tuple(self._events if use is None else (e for e in self._events if e.use == use))

    @property
    def head(self) -> Head:
        """The last event, to be published."""
        with self._threads, self._locked(for_writing=False):
            self._read_on()
            return self._head

    def _forget(self) -> None:
        self._events: list[Event] = []
        self._head = Head(0, FIRST)
        # Of every file: which it is, up to where it was read, and how many lines that was.
        self._read: dict[str, tuple[tuple[int, int], int, int]] = {}

    def _segments(self) -> list[Path]:
        return sorted(self._folder.glob(_SEGMENT))

    def _read_on(self) -> None:
        """Read what was added since the last time; what was read before must still be there."""
        try:
            segments = self._segments()
            if self._replaced(segments):
                self._forget()
            for path in segments:
                self._read_segment(path)
        except OSError as error:
            raise _unusable(self._folder, error) from error
        # The end may have been cut off, or another register put in the place of this one.
        fault = verify(self._events, kept=self._known) if self._strange() else None
        if fault is not None:
            raise BrokenRegisterError(_at(self._folder.name, fault.number, fault.text))
        self._known = self._head

    def _strange(self) -> bool:
        known = self._known
        if known.number > self._head.number:
            return True
        return known.number > 0 and self._events[known.number - 1].hash != known.hash

    def _replaced(self, segments: Sequence[Path]) -> bool:
        names = {path.name for path in segments}
        if not self._read.keys() <= names:
            return True
        for path in segments:
            known = self._read.get(path.name)
            if known is not None:
                now = path.stat()
                if (now.st_dev, now.st_ino) != known[0] or now.st_size < known[1]:
                    return True
        return False

    def _read_segment(self, path: Path) -> None:
        identity, offset, lines = self._read.get(path.name, (None, 0, 0))
        with path.open("rb") as file:
            now = os.fstat(file.fileno())
            if now.st_size == offset and identity is not None:
                return
            file.seek(offset)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        for i, line in enumerate(whole.splitlines(keepends=True), lines + 1):
            event = _read_line(line, path.name, i)
            fault = verify([event], self._head)
            if fault is not None:
                raise BrokenRegisterError(_at(path.name, i, fault.text))
            self._events.append(event)
            self._head = Head(event.number, event.hash)
            offset, lines = offset + len(line), i
            self._read[path.name] = ((now.st_dev, now.st_ino), offset, lines)
        self._read[path.name] = ((now.st_dev, now.st_ino), offset, lines)

    def _put_half_lines_aside(self, at: datetime) -> bool:
        """Move what follows the last whole line into a file of its own, and say so; return whether there was any."""
        found = False
        for path in self._segments():
            end = self._read[path.name][1]
            try:
                with path.open("rb") as file:
                    file.seek(end)
                    half = file.read()
                if not half:
                    continue
                aside = _fresh(path.with_name(f"{path.stem}.half-{self._head.number + 1}"))
                _write_through(aside, half)
                _cut(path, end)
                _sync_folder(self._folder)
            except OSError as error:
                raise _not_written(self._folder, error) from error
            note = Note(
                text=f"Onvolledige regel apart gezet: {aside.name}, {len(half)} octetten, "
                f"sha256 {sha256(half).hexdigest()}. De regel was aan niemand bevestigd."
            )
            self._write(event_after(self._head, Kind.NOTE, None, _BY, note, at))
            found = True
        return found

    def _write(self, event: Event) -> None:
        # A clock that is set back over New Year's Eve must not put an event before those that it follows.
        last = max((path.stem for path in self._segments()), default="0000")
        path = self._folder / f"{max(last, f'{event.at.year:04d}')}.jsonl"
        line = _line(event)
        _, end, lines = self._read.get(path.name, ((0, 0), 0, 0))
        try:
            identity = _write_through(path, line, end)
            if not end:
                _sync_folder(self._folder)
        except OSError as error:
            with suppress(OSError):
                _cut(path, end)
            raise _not_written(self._folder, error) from error
        self._events.append(event)
        self._known = self._head = Head(event.number, event.hash)
        self._read[path.name] = (identity, end + len(line), lines + 1)

    @contextmanager
    def _locked(self, *, for_writing: bool) -> Iterator[None]:
        """Keep writers in other processes away; the system takes the lock back when this process dies.

        Who reads waits as well: what is not yet safely on the disk may still be taken back.
        """
        import fcntl

        try:
            handle = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            if for_writing or error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC):
                raise _unusable(self._folder, error) from error
            # A copy that cannot be written to, or a full disk, has no writers to wait for.
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if for_writing else fcntl.LOCK_SH)
            yield
        finally:
            os.close(handle)


def _line(event: Event) -> bytes:
    written = {
        "number": event.number,
        "at": written_moment(event.at),
        "use": event.use,
        "kind": event.kind.value,
        "by": event.by,
        "content": event.content,
        "previous": event.previous,
        "hash": event.hash,
    }
    return canonical(written) + b"\n"


def _read_line(line: bytes, name: str, number: int) -> Event:
    try:
        data: Any = json.loads(line)
        if not isinstance(data, dict) or data.keys() != _FIELDS:
            raise ValueError("fields")
        # A line in another form than ours may say the same, but it is not what was written.
        if canonical(data) + b"\n" != line:
            raise ValueError("form")
        kind = Kind(data["kind"])
        said = read_content(kind, data["content"])
        at = datetime.fromisoformat(data["at"])
        require_sound(at, data["use"], data["by"])
        if type(data["number"]) is not int or written_moment(at) != data["at"]:
            raise ValueError("head")
        return Event(
            data["number"],
            at.astimezone(UTC),
            data["use"],
            kind,
            data["by"],
            data["content"],
            data["previous"],
            data["hash"],
            said,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, RegisterError) as error:
        raise BrokenRegisterError(
            _at(
                name,
                number,
                Text(nl="Deze regel is geen gebeurtenis van een register.", en="This line is no event of a register."),
            )
        ) from error


def _write_through(path: Path, data: bytes, end: int = 0) -> tuple[int, int]:
    """Write ``data`` at ``end`` of a file and wait until it is on the disk; return which file it is."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        os.lseek(handle, end, os.SEEK_SET)
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
        now = os.fstat(handle)
        return now.st_dev, now.st_ino
    finally:
        os.close(handle)


def _cut(path: Path, end: int) -> None:
    with path.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fresh(path: Path) -> Path:
    """Return a name that nobody has yet: a half line that was put aside before is not overwritten."""
    found, i = path, 1
    while found.exists():
        i += 1
        found = path.with_name(f"{path.name}-{i}")
    return found


def _at(name: str, line: int, text: Text) -> Text:
    return Text(
        nl=f"{name}:{line}: {text.nl} Er wordt niets bijgeschreven; laat de beheerder een kopie terugzetten.",
        en=f"{name}:{line}: {text.en} Nothing is added; have the administrator restore a copy.",
    )


def _unusable(folder: Path, error: OSError) -> RegisterError:
    return RegisterError(
        Text(
            nl=f"Het register in {folder} is niet te gebruiken: {error.strerror or error}.",
            en=f"The register in {folder} cannot be used: {error.strerror or error}.",
        )
    )


def _not_written(folder: Path, error: OSError) -> RegisterError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return RegisterError(
            Text(
                nl=f"De schijf is vol: er is niets aan het register in {folder} toegevoegd. Maak ruimte en probeer "
                "het opnieuw; verzend zolang niets.",
                en=f"The disk is full: nothing was added to the register in {folder}. Make room and try again; send "
                "nothing until then.",
            )
        )
    return RegisterError(
        Text(
            nl=f"Er is niets aan het register in {folder} toegevoegd: {error.strerror or error}.",
            en=f"Nothing was added to the register in {folder}: {error.strerror or error}.",
        )
    )
