# SPDX-License-Identifier: EUPL-1.2
"""Put files in the place of others so that a reader sees the old one or the new one, and a full disk changes nothing.

All new files are first written whole under other names and waited for; only then are they renamed, in the order given.
One who publishes keeps others who publish away, and one who reads all files at once waits for that.
"""

from __future__ import annotations

import errno
import gzip
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from weerbaar.base import Text, WeerbaarError

LOCK = ".feeds.lock"
GZIP = ".gz"

_STAGING = ".staging"
# Compressing is done once and read often, but a year of alerts must not take longer than the alert that is waiting.
_GZIP_LEVEL = 4


class FeedError(WeerbaarError):
    """The feeds cannot be written or read; what was published before still stands."""


@contextmanager
def published_alone(folder: Path) -> Iterator[None]:
    """Keep others from publishing in ``folder`` meanwhile; the folder is made where it is absent.

    Raises:
        FeedError: the folder cannot be written to.
    """
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise not_written(folder, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def read_together(folder: Path) -> Iterator[None]:
    """Wait until nobody publishes in ``folder``, and keep it so meanwhile. A copy without a lock has nobody."""
    import fcntl

    try:
        handle = os.open(folder / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def replace_files(folder: Path, files: Mapping[str, bytes], modified: int) -> tuple[str, ...]:
    """Write ``files`` into ``folder`` with a compressed copy beside each; return the names of those that changed.

    Args:
        folder: of the site; nobody else is writing in it.
        files: content by path; the last is renamed last.
        modified: time of change in seconds since 1970. A file that changes again gets a later second than it had, so
            that a client which asks by time never misses a change.

    Raises:
        FeedError: not everything can be written. A full disk is met before anything has changed.
    """
    changed = {name: data for name, data in files.items() if not _stands(folder / name, data)}
    staging = folder / _STAGING
    try:
        # What is here was left by a process that was stopped.
        shutil.rmtree(staging, ignore_errors=True)
        if not changed:
            return ()
        staging.mkdir()
        staged = list(_stage(folder, staging, changed, modified))
        for place in {place.parent for _, place in staged}:
            place.mkdir(parents=True, exist_ok=True)
        for temporary, place in staged:
            temporary.replace(place)
        for parent in {parent for _, place in staged for parent in _up_to(place.parent, folder)}:
            _sync(parent)
    except OSError as error:
        raise not_written(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(changed)


def _stage(folder: Path, staging: Path, files: Mapping[str, bytes], modified: int) -> Iterator[tuple[Path, Path]]:
    for i, (name, data) in enumerate(files.items()):
        place = folder / name
        moment = max(modified, _modified(place) + 1)
        # The compressed one goes first: were this process stopped between the two, the other would still be replaced.
        if is_packed(name):
            _write(staging / f"{i}{GZIP}", gzip.compress(data, _GZIP_LEVEL, mtime=0), moment)
            yield staging / f"{i}{GZIP}", place.with_name(place.name + GZIP)
        _write(staging / f"{i}", data, moment)
        yield staging / f"{i}", place


def _write(path: Path, data: bytes, modified: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.utime(handle, (modified, modified))
        os.fsync(handle)
    finally:
        os.close(handle)


def is_packed(name: str) -> bool:
    """Whether a compressed copy stands beside a file; a signature does not get smaller."""
    return not name.endswith(".sig")


def _stands(path: Path, data: bytes) -> bool:
    """Whether ``path`` holds ``data`` already, with its compressed copy."""
    try:
        packed = not is_packed(path.name) or path.with_name(path.name + GZIP).is_file()
        return packed and path.read_bytes() == data
    except OSError:
        return False


def _modified(path: Path) -> int:
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return -1


def _up_to(folder: Path, top: Path) -> Iterator[Path]:
    yield folder
    while folder != top:
        folder = folder.parent
        yield folder


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def not_written(folder: Path, error: OSError) -> FeedError:
    """Return what to say when a folder cannot be written to."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FeedError(
            Text(
                nl=f"De schijf is vol: de feeds in {folder} zijn gebleven zoals ze waren. Maak ruimte en publiceer "
                "opnieuw.",
                en=f"The disk is full: the feeds in {folder} are as they were. Make room and publish again.",
            )
        )
    return FeedError(
        Text(
            nl=f"De feeds in {folder} zijn niet te schrijven: {error.strerror or error}.",
            en=f"The feeds in {folder} cannot be written: {error.strerror or error}.",
        )
    )
