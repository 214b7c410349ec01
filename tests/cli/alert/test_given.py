# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from tests.cli.alert.walk import typing
from weerbaar.base import InputError
from weerbaar.cli.alert.given import is_file, person, read_bytes, read_words


@pytest.mark.parametrize("text", ["", "  ", "x" * 101, "a\x1bb"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        person(text)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(str(tmp_path / "a"), 5) == b"12345"
    with pytest.raises(InputError):
        read_bytes(str(tmp_path / "a"), 4)
    typing(monkeypatch, b"123456")
    with pytest.raises(InputError):
        read_bytes("-", 5)


def test_a_folder_a_pipe_and_other_text_are_refused(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    for name in ("", "pipe", "missing", "latin.txt"):
        with pytest.raises(InputError):
            read_words(str(tmp_path / name))


def test_a_folder_does_not_hide_a_municipality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Utrecht").mkdir()
    monkeypatch.chdir(tmp_path)
    assert not is_file("Utrecht")
    assert is_file("gebied.json")
    assert is_file("-")
