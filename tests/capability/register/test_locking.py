# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.capability.register import locked


def test_a_second_writer_is_told_and_the_lock_is_gone_afterwards(tmp_path: Path) -> None:
    place = tmp_path / "register.yaml"
    with locked(place):
        with pytest.raises(InputError) as caught, locked(place, patience_s=0):
            raise AssertionError("two writers at once")
        assert "iemand anders schrijft" in caught.value.problems[0].message.nl
    with locked(place, patience_s=0):
        assert [p.name for p in tmp_path.iterdir()] == [".register.yaml.lock"]
    assert list(tmp_path.iterdir()) == []


def test_two_files_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with locked(tmp_path / "a.yaml"), locked(tmp_path / "b.yaml", patience_s=0):
        assert len(list(tmp_path.iterdir())) == 2


def hold(place: Path, say: Connection) -> None:
    with locked(place):
        say.send("held")
        signal.pause()


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    place = tmp_path / "register.yaml"
    context = multiprocessing.get_context("spawn")
    hear, say = context.Pipe()
    other = context.Process(target=hold, args=(place, say))
    other.start()
    assert hear.recv() == "held"
    with pytest.raises(InputError), locked(place, patience_s=0):
        raise AssertionError("two writers at once")
    os.kill(int(other.pid or 0), signal.SIGKILL)
    other.join()
    with locked(place):
        assert place.with_name(".register.yaml.lock").exists()


def test_no_folder_to_lock_in_is_an_error_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), locked(tmp_path / "weg" / "register.yaml"):
        raise AssertionError("locked where there is no folder")
