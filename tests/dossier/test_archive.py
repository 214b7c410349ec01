# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.dossier.archive import ArchiveLimits, open_archive, read_entry, read_packed

LIMITS = ArchiveLimits(packed_bytes=100_000, entries=5, entry_bytes=5_000_000, total_bytes=8_000_000)


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def encrypted() -> bytes:
    raw = bytearray(packed(("a.yaml", b"x")))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def other_method() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.yaml", b"x" * 100)
    return buffer.getvalue()


def twice() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.yaml", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.yaml", b"2")
    return buffer.getvalue()


WRONG: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no archive": (lambda: b"PK but no more", "geen geldig zip-archief", ""),
    "cut off": (lambda: packed(("a.yaml", b"x" * 100))[:40], "geen geldig zip-archief", ""),
    "bomb by ratio": (lambda: packed(("a.yaml", b"\0" * 4_000_000)), "archiefbom", "a.yaml"),
    "one file too large": (lambda: packed(("a.yaml", b"\0" * 6_000_000)), "6 MB", "a.yaml"),
    "too many files": (lambda: packed(*((f"{i}.yaml", b"x") for i in range(6))), "6 bestanden", ""),
    "path that climbs": (lambda: packed(("../../etc/cron.d/x", b"x")), "leidt uit de map", "../../etc"),
    "absolute path": (lambda: packed(("/etc/passwd", b"x")), "leidt uit de map", "/etc/passwd"),
    "path with backslashes": (lambda: packed(("..\\..\\x.yaml", b"x")), "leidt uit de map", "x.yaml"),
    "drive letter": (lambda: packed(("C:/x.yaml", b"x")), "leidt uit de map", "C:/x.yaml"),
    "link": (lambda: packed((link("a.yaml"), b"/etc/passwd")), "links", "a.yaml"),
    "encrypted": (encrypted, "versleuteld", "a.yaml"),
    "unknown method": (other_method, "deflate", "a.yaml"),
    "one name twice": (twice, "twee keer", "a.yaml"),
}


@pytest.mark.parametrize("name", WRONG)
def test_hostile_archive_is_refused_by_its_table_of_contents(name: str) -> None:
    make, words, value = WRONG[name]
    with pytest.raises(InputError) as caught:
        open_archive(make(), "pak.zip", LIMITS)
    (problem,) = caught.value.problems
    assert problem.file == "pak.zip"
    assert words in problem.render("nl")
    assert value in problem.value
    assert problem.message.en


def test_total_size_is_bounded() -> None:
    raw = packed(*((f"{i}", bytes(range(256)) * 16_000) for i in range(3)))
    limits = ArchiveLimits(entry_bytes=5_000_000, total_bytes=8_000_000, ratio=100_000)
    with pytest.raises(InputError) as caught:
        open_archive(raw, "pak.zip", limits)
    (problem,) = caught.value.problems
    assert "12 MB" in problem.message.nl
    assert "niet uitgepakt" in problem.message.nl


def test_archive_that_lies_about_its_size_gives_no_more_than_it_declared() -> None:
    raw = bytearray(packed(("a.yaml", b"x" * 10_000)))
    place = raw.index(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with open_archive(bytes(raw), "pak.zip", LIMITS) as archive, pytest.raises(InputError) as caught:
        read_entry(archive, archive.infolist()[0], "pak.zip")
    assert "beschadigd" in caught.value.problems[0].message.nl


def test_damaged_entry_is_named() -> None:
    raw = bytearray(packed(("a.yaml", b"x" * 100)))
    checksum = zlib.crc32(b"x" * 100).to_bytes(4, "little")
    place = raw.rindex(checksum)
    raw[place : place + 4] = b"\0\0\0\0"
    with open_archive(bytes(raw), "pak.zip", LIMITS) as archive, pytest.raises(InputError) as caught:
        read_entry(archive, archive.infolist()[0], "pak.zip")
    assert caught.value.problems[0].value == "a.yaml"


def test_sound_archive_is_read() -> None:
    with open_archive(packed(("a/b.yaml", b"abc")), "pak.zip", LIMITS) as archive:
        assert read_entry(archive, archive.infolist()[0], "pak.zip") == b"abc"


def test_archive_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "pak.zip"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError) as caught:
        read_packed(path, "pak.zip", LIMITS)
    assert "200 MB; ten hoogste 0.1 MB" in caught.value.problems[0].message.nl


def test_missing_archive_and_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.zip", tmp_path):
        with pytest.raises(InputError, match="no such file"):
            read_packed(path, "pak.zip", LIMITS)
