# SPDX-License-Identifier: EUPL-1.2
"""A hostile zip is refused with every problem, and leaves nothing behind."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.evacuation import archive
from weerbaar.workbench.evacuation.archive import unpack


def _zip(*members: tuple[str, bytes], link: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
        if link:
            member = zipfile.ZipInfo(link)
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            packed.writestr(member, "/etc/passwd")
    return made.getvalue()


def test_road_files_come_out_under_a_plain_name(tmp_path: Path) -> None:
    content = _zip(("net/Wegen ü.SHP", b"a"), ("net/lees.txt", b"b"), ("net/link.csv", b"c"))
    assert [file.name for file in unpack("net.zip", content, tmp_path)] == ["Wegen _.shp", "link.csv"]


@pytest.mark.parametrize("path", ["../link.csv", "/etc/link.csv", "a/../../link.csv", "C:\\link.csv", "..\\link.csv"])
def test_a_place_outside_the_zip_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="points outside the zip"):
        unpack("net.zip", _zip((path, b"x")), tmp_path)
    assert not list(tmp_path.iterdir())


def test_every_problem_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNZIPPED", 1_000_000)
    content = _zip(("a/link.csv", b"0" * 1_000_000), ("b/link.csv", b"0"), ("../x.csv", b""), link="node.csv")
    assert len(content) < 5_000
    with pytest.raises(InputError) as found:
        unpack("net.zip", content, tmp_path)
    said = [problem.message.nl for problem in found.value.problems]
    assert len(said) == 4
    assert said[-1] == "uitgepakt meer dan 1 MB."
    assert not list(tmp_path.iterdir())


def test_what_holds_no_roads_says_what_would(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no road network"):
        unpack("net.zip", _zip(("lees.txt", b"b")), tmp_path)
    with pytest.raises(InputError, match="not a readable zip"):
        unpack("net.zip", b"PK", tmp_path)
