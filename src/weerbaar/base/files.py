# SPDX-License-Identifier: EUPL-1.2
"""Folders in and out: paths that stay inside, content hashes, and writing all or nothing (C11, C13)."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from weerbaar.base.problems import InputError, Problem
from weerbaar.base.text import Text


def inside(root: Path, relative: str, name: str = "") -> Path:
    """Return ``root / relative`` after checking that it stays inside ``root``, also through links.

    Raises:
        InputError: an absolute path, a path that climbs out, or a link that leads out.
    """
    pure = PurePosixPath(relative.replace("\\", "/"))
    candidate = root / pure
    # A colon is a drive, or on Windows a hidden stream of another file.
    climbs = pure.is_absolute() or ".." in pure.parts or "\0" in relative or ":" in relative
    if climbs or not _lies_inside(candidate, root):
        raise InputError(
            [
                Problem(
                    name or relative,
                    Text(nl="dit pad leidt buiten de map.", en="this path leads out of the folder."),
                    Text(nl="Gebruik een pad binnen de map.", en="Use a path inside the folder."),
                    value=relative,
                )
            ]
        )
    return candidate


def _lies_inside(candidate: Path, root: Path) -> bool:
    try:
        place = candidate.resolve()
        # From Python 3.13 on, a circle of links is not an error but is left unresolved.
        circle = any(part.is_symlink() for part in (place, *place.parents))
        return not circle and place.is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        # Links in a circle, and names that the file system cannot hold, lie nowhere.
        return False


def content_hash(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the sha256 over names and contents, independent of the order given."""
    digest = hashlib.sha256()
    for name, content in sorted(files):
        # Names on disk need not be valid text; they must be told apart all the same.
        digest.update(f"{len(name)}:{name}:{len(content)}:".encode(errors="surrogatepass"))
        digest.update(content)
    return digest.hexdigest()


_WORK = ".weerbaar-"
_FORGOTTEN_S = 24 * 3600


@contextlib.contextmanager
def output_folder(target: Path) -> Iterator[Path]:
    """Give a fresh folder beside ``target``; move its files into ``target`` only when the block succeeds.

    Files already in ``target`` with other names stay. When anything fails, also while moving, nothing of
    this run is left and files of an earlier run are as they were.

    Raises:
        OSError: the folder cannot be made or filled (no space, no permission, a folder in the way of a file).
    """
    made = [p for p in (target, *target.parents) if not p.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        _remove_forgotten(target)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=target))
        try:
            fresh, earlier = work / "new", work / "earlier"
            fresh.mkdir()
            yield fresh
            _move_files(fresh, target, earlier)
        except OSError as error:
            if error.filename is not None:
                error.filename = str(error.filename).replace(str(work / "new"), str(target), 1)
            raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except BaseException:
        for folder in made:
            _remove_if_empty(folder)
        raise


def _remove_forgotten(target: Path) -> None:
    """Remove the work folders of runs that were killed: those that nobody touched for a day."""
    for left in target.glob(f"{_WORK}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN_S:
                shutil.rmtree(left, ignore_errors=True)


def _move_files(source: Path, target: Path, earlier: Path) -> None:
    """Move every file of ``source`` into ``target``, or none; ``earlier`` keeps what is replaced meanwhile."""
    with contextlib.ExitStack() as undo:
        for file in sorted(p for p in source.rglob("*") if p.is_file()):
            relative = file.relative_to(source)
            place, kept = target / relative, earlier / relative
            for folder in reversed(relative.parents[:-1]):
                if (target / folder).is_symlink() and not _lies_inside(target / folder, target):
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target / folder))
                if not (target / folder).exists():
                    (target / folder).mkdir(exist_ok=True)
                    undo.callback(_remove_if_empty, target / folder)
            _require_replaceable(place)
            if place.is_symlink() or place.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(place, kept, follow_symlinks=False)
                undo.callback(kept.replace, place)
            else:
                undo.callback(_remove_if_there, place)
            file.replace(place)
        undo.pop_all()


def _require_replaceable(place: Path) -> None:
    """Refuse a folder, and what would take a device or a pipe off the machine.

    Raises:
        OSError: something that is neither a file nor a link stands at ``place``.
    """
    if place.is_symlink() or place.is_file() or not place.exists():
        return
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
    raise OSError(errno.EOPNOTSUPP, "this is not an ordinary file", str(place))


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _remove_if_there(file: Path) -> None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()


def write_atomic(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one, never half of either.

    Raises:
        OSError: the file cannot be written, or something else stands there; it is still there.
    """
    _require_replaceable(path)
    handle, name = tempfile.mkstemp(prefix=".weerbaar-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
