# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import errno
import gzip
import os

import pytest

from weerbaar.alerting.feeds import writing
from weerbaar.alerting.feeds.writing import FeedError, is_packed, published_alone, read_together, replace_files

OLD, NEW = {"a.json": b"old a", "b/c.xml": b"old c"}, {"a.json": b"new a", "b/c.xml": b"new c"}


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".gz"
    }


def test_files_and_compressed_copies_are_written_and_nothing_else_is_left(tmp_path):
    assert replace_files(tmp_path, OLD, 1_000) == ("a.json", "b/c.xml")
    assert content(tmp_path) == OLD
    assert gzip.decompress((tmp_path / "b/c.xml.gz").read_bytes()) == b"old c"
    assert not (tmp_path / ".staging").exists()


def test_what_did_not_change_is_not_written(tmp_path):
    replace_files(tmp_path, OLD, 1_000)
    before = (tmp_path / "a.json").stat().st_ino
    assert replace_files(tmp_path, OLD | {"b/c.xml": b"x"}, 2_000) == ("b/c.xml",)
    assert (tmp_path / "a.json").stat().st_ino == before
    assert replace_files(tmp_path, OLD | {"b/c.xml": b"x"}, 3_000) == ()


def test_a_compressed_copy_that_was_lost_comes_back(tmp_path):
    replace_files(tmp_path, OLD, 1_000)
    (tmp_path / "a.json.gz").unlink()
    assert replace_files(tmp_path, OLD, 1_000) == ("a.json",)
    assert gzip.decompress((tmp_path / "a.json.gz").read_bytes()) == b"old a"


def test_a_file_that_changes_twice_within_a_second_still_gets_a_later_one(tmp_path):
    moments = []
    for data in (b"1", b"2", b"3"):
        replace_files(tmp_path, {"a.json": data}, 1_000)
        moments.append(int((tmp_path / "a.json").stat().st_mtime))
    assert moments == [1_000, 1_001, 1_002]


def test_a_signature_is_not_compressed(tmp_path):
    replace_files(tmp_path, {"index.json.sig": b"s"}, 1_000)
    assert [path.name for path in tmp_path.iterdir()] == ["index.json.sig"]
    assert not is_packed("index.json.sig")


@pytest.mark.parametrize("at", range(4))
def test_a_full_disk_leaves_everything_as_it_was(tmp_path, monkeypatch, at):
    replace_files(tmp_path, OLD, 1_000)
    real, calls = os.write, []

    def full(handle, data):
        calls.append(1)
        if len(calls) > at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data)

    monkeypatch.setattr(writing.os, "write", full)
    with pytest.raises(FeedError) as told:
        replace_files(tmp_path, NEW, 2_000)
    monkeypatch.undo()
    assert "De schijf is vol" in told.value.render("nl")
    assert content(tmp_path) == OLD
    assert not (tmp_path / ".staging").exists()
    assert replace_files(tmp_path, NEW, 2_000) == ("a.json", "b/c.xml")


def test_stopped_between_two_renames_each_file_is_whole_and_the_next_time_repairs_it(tmp_path, monkeypatch):
    replace_files(tmp_path, OLD, 1_000)
    real, calls = writing.Path.replace, []

    class Stopped(BaseException):
        pass

    for renames in range(4):

        def stop(self, target, renames=renames):
            calls.append(1)
            if len(calls) > renames:
                raise Stopped
            return real(self, target)

        calls.clear()
        monkeypatch.setattr(writing.Path, "replace", stop)
        with pytest.raises(Stopped):
            replace_files(tmp_path, NEW, 2_000)
        monkeypatch.undo()
        assert all(data in (OLD[name], NEW[name]) for name, data in content(tmp_path).items())
        replace_files(tmp_path, NEW, 2_000)
        assert content(tmp_path) == NEW
        assert gzip.decompress((tmp_path / "a.json.gz").read_bytes()) == b"new a"
        replace_files(tmp_path, OLD, 3_000)


def test_what_a_killed_process_left_is_cleared(tmp_path):
    (tmp_path / ".staging").mkdir()
    (tmp_path / ".staging" / "0").write_bytes(b"half")
    replace_files(tmp_path, OLD, 1_000)
    assert content(tmp_path) == OLD


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FeedError, match="cannot be written"), published_alone(tmp_path / "file"):
        pass


def test_readers_go_together_and_a_publisher_goes_alone(tmp_path):
    import fcntl

    def taken(how):
        handle = os.open(tmp_path / writing.LOCK, os.O_RDWR)
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    with published_alone(tmp_path):
        assert taken(fcntl.LOCK_SH)
    with read_together(tmp_path), read_together(tmp_path):
        assert not taken(fcntl.LOCK_SH)
        assert taken(fcntl.LOCK_EX)
    assert not taken(fcntl.LOCK_EX)


def test_a_copy_without_a_lock_is_read_without_waiting(tmp_path):
    with read_together(tmp_path):
        assert list(tmp_path.iterdir()) == []
