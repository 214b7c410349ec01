# SPDX-License-Identifier: EUPL-1.2
"""The register on disk: whole or not at all, also when the machine stops, the disk is full, or two write at once."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.register.uses_told import NOON, draft, order
from weerbaar.alerting.register import BrokenRegisterError, FileStore, Kind, Note, RegisterError, verify

FILE = "2026.jsonl"


def _note(store: FileStore, text: str, at: datetime = NOON) -> None:
    store.append(Kind.NOTE, None, "a", Note(text=text), at)


def _texts(store: FileStore) -> list[str]:
    return [event.content["text"] for event in store.events()]


def test_what_was_added_is_read_back_by_another(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "r")
    made = store.append(Kind.DRAFTED, "u1", "A. Jansen", draft(), NOON)
    ordered = store.append(Kind.ORDERED, "u2", "A. Jansen", order(), NOON)
    other = FileStore(tmp_path / "r")
    assert other.events() == (made, ordered) == store.events()
    assert other.events("u2") == (ordered,)
    assert other.events("u2")[0].said == order()
    assert other.head == store.head
    assert str(store.head) == f"2:{ordered.hash}"


def test_each_sees_what_the_other_adds(tmp_path: Path) -> None:
    one, other = FileStore(tmp_path), FileStore(tmp_path)
    for i in range(3):
        _note(one, f"een {i}")
        _note(other, f"ander {i}")
    assert _texts(one) == _texts(other) == ["een 0", "ander 0", "een 1", "ander 1", "een 2", "ander 2"]


def test_a_year_has_a_file_and_a_clock_that_is_set_back_does_not_go_back_to_the_old_one(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    _note(store, "oud", datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    _note(store, "nieuw", datetime(2026, 1, 1, tzinfo=UTC))
    _note(store, "terug", datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert [len((tmp_path / f"{y}.jsonl").read_bytes().splitlines()) for y in (2025, 2026)] == [1, 2]
    assert _texts(FileStore(tmp_path)) == ["oud", "nieuw", "terug"]


@given(cut=st.integers(1, 200), earlier=st.integers(0, 2))
@settings(max_examples=30)
def test_a_line_that_was_half_written_is_put_aside_and_told(
    tmp_path_factory: pytest.TempPathFactory, cut: int, earlier: int
) -> None:
    folder = tmp_path_factory.mktemp("r")
    store = FileStore(folder)
    for i in range(earlier + 1):
        _note(store, f"regel {i}")
    lines = (folder / FILE).read_bytes().splitlines(keepends=True)
    half = lines[-1][:-cut] or b"\0\0"
    (folder / FILE).write_bytes(b"".join(lines[:-1]) + half)

    after = FileStore(folder)
    assert len(after.events()) == earlier
    _note(after, "verder")
    assert [p.read_bytes() for p in folder.glob("*.half-*")] == [half]
    told = _texts(after)
    assert "Onvolledige regel apart gezet" in told[earlier]
    assert str(len(half)) in told[earlier]
    assert told[earlier + 1 :] == ["verder"]
    assert verify(FileStore(folder).events()) is None


def test_two_half_lines_are_both_kept(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    for half in (b"{", b"["):
        with (tmp_path / FILE).open("ab") as file:
            file.write(half)
        _note(store, "x")
    assert sorted(p.read_bytes() for p in tmp_path.glob("*.half-*")) == [b"[", b"{"]
    assert len(FileStore(tmp_path).events()) == 4


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [lines[0].replace(b"regel 0", b"regel 9"), *lines[1:]],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [lines[0], b"\n", *lines[1:]],
        lambda lines: [lines[0], b"{}\n", *lines[1:]],
        lambda lines: [lines[0], b"[" * 100_000 + b"\n", *lines[1:]],
        lambda lines: [lines[0], b"\xff\xfe\n", *lines[1:]],
        lambda lines: [lines[0].replace(b'"number":1', b'"number":true'), *lines[1:]],
        lambda lines: [lines[0].replace(b'{"at"', b'{ "at"'), *lines[1:]],
        lambda lines: [lines[0].replace(b"+00:00", b"+01:00"), *lines[1:]],
        lambda lines: [lines[0].replace(b'"kind":"note"', b'"kind":"sent"'), *lines[1:]],
        lambda lines: [lines[0].replace(b'"use":null', b'"use":"../x"'), *lines[1:]],
        lambda lines: [lines[0].replace(b'"previous":"0', b'"previous":"1'), *lines[1:]],
    ],
)
def test_a_register_that_was_tampered_with_takes_nothing_more(tmp_path: Path, spoil: object) -> None:
    store = FileStore(tmp_path)
    for i in range(3):
        _note(store, f"regel {i}")
    lines = (tmp_path / FILE).read_bytes().splitlines(keepends=True)
    spoilt = b"".join(spoil(lines))  # type: ignore[operator]
    (tmp_path / FILE).write_bytes(spoilt)
    with pytest.raises(BrokenRegisterError) as refused:
        FileStore(tmp_path)
    assert refused.value.message.nl.startswith(f"{FILE}:")
    assert (tmp_path / FILE).read_bytes() == spoilt


def test_a_register_whose_end_is_cut_off_while_in_use_stays_refused(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    for i in range(3):
        _note(store, f"regel {i}")
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    for _ in range(2):
        with pytest.raises(BrokenRegisterError, match="The end of the register is missing"):
            _note(store, "verder")
    (tmp_path / FILE).write_bytes(whole)
    _note(store, "hersteld")
    assert len(store.events()) == 4


def test_a_register_that_is_taken_away_or_exchanged_while_in_use_is_refused(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "a")
    _note(store, "een")
    other = FileStore(tmp_path / "b")
    _note(other, "ander")
    (tmp_path / "b" / FILE).replace(tmp_path / "a" / FILE)
    with pytest.raises(BrokenRegisterError, match="written anew"):
        store.events()
    (tmp_path / "a" / FILE).unlink()
    with pytest.raises(BrokenRegisterError, match="end of the register is missing"):
        store.events()


def _add_notes(folder: Path, name: str, count: int) -> None:
    store = FileStore(folder)
    for i in range(count):
        _note(store, f"{name} {i}")


def test_processes_and_threads_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn")
    processes = [start.Process(target=_add_notes, args=(tmp_path, f"p{i}", 15)) for i in range(2)]
    shared = FileStore(tmp_path)
    threads = [threading.Thread(target=lambda i=i: [_note(shared, f"t{i} {k}") for k in range(15)]) for i in range(2)]
    for started in (*processes, *threads):
        started.start()
    for started in (*processes, *threads):
        started.join(60)
    assert [p.exitcode for p in processes] == [0, 0]
    texts = _texts(FileStore(tmp_path))
    assert len(texts) == 60
    for name in ("p0", "p1", "t0", "t1"):
        assert [t for t in texts if t.startswith(name)] == [f"{name} {i}" for i in range(15)]


_FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from weerbaar.alerting.register import FileStore, Kind, Note, RegisterError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
now = datetime(2026, 3, 2, tzinfo=UTC)
store = FileStore(folder)
store.append(Kind.NOTE, None, "a", Note(text="past"), now)
size = (folder / "2026.jsonl").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, resource.RLIM_INFINITY))
try:
    store.append(Kind.NOTE, None, "a", Note(text="past niet meer"), now)
except RegisterError as error:
    print(error.message.nl)
print((folder / "2026.jsonl").stat().st_size == size)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append(Kind.NOTE, None, "a", Note(text="weer ruimte"), now)
print([e.content["text"] for e in FileStore(folder).events()])
"""


def test_a_full_disk_takes_nothing_and_says_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _FULL, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    said, same, after = done.stdout.splitlines()
    assert said.startswith("De schijf is vol: er is niets")
    assert "verzend zolang niets" in said
    assert same == "True"
    assert after == "['past', 'weer ruimte']"


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from weerbaar.alerting.register import FileStore, Kind, Note
store = FileStore(Path(sys.argv[1]))
for i in range(int(sys.argv[2])):
    store.append(Kind.NOTE, None, "a", Note(text=f"n{i}"), datetime(2026, 3, 2, tzinfo=UTC))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_confirmed_is_there_after_a_kill(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), "5"], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert _texts(FileStore(tmp_path)) == [f"n{i}" for i in range(5)]


def test_the_lines_are_plain_json_for_whoever_has_no_weerbaar(tmp_path: Path) -> None:
    _note(FileStore(tmp_path), "één")
    line = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert line["content"] == {"text": "één"}
    assert line["number"] == 1


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterError, match="cannot be used"):
        FileStore(tmp_path / "file" / "r")


def test_what_is_refused_leaves_no_trace(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    with pytest.raises(RegisterError):
        store.append(Kind.SENT, None, "a", Note(text="x"), NOON)
    assert not list(tmp_path.glob("*.jsonl"))
    assert os.listdir(tmp_path) in ([".register.lock"], [])
