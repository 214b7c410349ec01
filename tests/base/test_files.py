# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, content_hash, inside, output_folder, write_atomic


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every path below ``folder``, hidden ones too; None for a folder."""
    return {str(p.relative_to(folder)): None if p.is_dir() else p.read_bytes() for p in sorted(folder.rglob("*"))}


def no_space(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def write(target: Path, *names: str) -> None:
    """A whole run that writes these files."""
    with output_folder(target) as work:
        for name in names:
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(b"new")


@pytest.mark.parametrize("relative", ["a.yaml", "judgements/a.yaml", "./a", "a b/é.md", "...", "a..b/c", "x\\y.md"])
def test_a_path_below_the_folder_is_given_back(tmp_path: Path, relative: str) -> None:
    found = inside(tmp_path, relative)
    assert found.resolve().is_relative_to(tmp_path.resolve())
    assert found == tmp_path / relative.replace("\\", "/")


@pytest.mark.parametrize(
    "relative",
    [
        "..",
        "../a",
        "a/../../b",
        "a/../b",
        "..\\a",
        "a\\..\\..\\b",
        "/etc/passwd",
        "//server/share/a",
        "\\\\server\\share\\a",
        "C:\\Windows\\a",
        "C:a",
        "c:/a",
        "a.yaml:hidden",
        "judgements/a.yaml:hidden",
        "a\0b",
        "\0",
        "\ud800",
    ],
)
def test_a_path_that_leads_out_is_refused_by_name(tmp_path: Path, relative: str) -> None:
    with pytest.raises(InputError) as caught:
        inside(tmp_path, relative, "bundle.zip")
    (problem,) = caught.value.problems
    assert problem.file == "bundle.zip"
    assert problem.value == relative
    assert problem.message.nl == "dit pad leidt buiten de map."
    assert problem.hint.en == "Use a path inside the folder."


def test_links_may_point_inside_and_not_outside(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "kept").mkdir()
    (root / "in").symlink_to(root / "kept")
    (root / "out").symlink_to(outside)
    (root / "up").symlink_to("..")
    (root / "secret.yaml").symlink_to(outside / "secret.yaml")
    assert inside(root, "in/a.yaml") == root / "in/a.yaml"
    for relative in ("out/a.yaml", "out", "up/root/../x", "up/outside/a", "secret.yaml"):
        with pytest.raises(InputError):
            inside(root, relative)


def test_a_sibling_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root-2").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "root-2")
    with pytest.raises(InputError):
        inside(tmp_path / "root", "link/a")


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(InputError):
        inside(tmp_path, "a/x")


@given(st.text())
def test_any_text_is_a_path_inside_or_a_clear_refusal(relative: str) -> None:
    root = Path(__file__).parent
    try:
        found = inside(root, relative)
    except InputError:
        return
    assert found.resolve().is_relative_to(root.resolve())


def test_the_hash_is_over_names_and_contents_in_any_order() -> None:
    files = [("a", b"1"), ("b", b"2")]
    assert content_hash(files) == content_hash(reversed(files))
    assert len(content_hash([])) == 64
    different = [
        files,
        [("a", b"2"), ("b", b"1")],
        [("a", b"12")],
        [("a", b"1")],
        [("ab", b"12")],
        [("a", b"1:1:b:1:2")],
        [("a", b"1"), ("b", b"2"), ("c", b"")],
        [],
    ]
    assert len({content_hash(f) for f in different}) == len(different)


def test_the_hash_of_known_files_is_known() -> None:
    """It stands in published reports, so it must not change from version to version."""
    assert (
        content_hash([("round.yaml", b"id: a\n")]) == "c08aed8b23ef6e1aa6a9d1f2f76cef1b1bf09ecde03e13e8d3fa93887f20af1a"
    )


def test_names_that_are_no_text_can_be_hashed() -> None:
    assert content_hash([("\udcff.yaml", b"")]) != content_hash([("\udcfe.yaml", b"")])


def test_files_arrive_together_when_the_block_is_done(tmp_path: Path) -> None:
    target = tmp_path / "new" / "results"
    with output_folder(target) as work:
        (work / "figures").mkdir()
        (work / "figures" / "a.svg").write_bytes(b"<svg>")
        (work / "report.html").write_bytes(b"<html>")
        assert not list(target.glob("*.html"))
    assert everything(tmp_path / "new") == {
        "results": None,
        "results/figures": None,
        "results/figures/a.svg": b"<svg>",
        "results/report.html": b"<html>",
    }


def test_other_files_stay_and_those_of_the_same_name_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "mine.txt").write_bytes(b"mine")
    (tmp_path / "report.html").write_bytes(b"old")
    with output_folder(tmp_path) as work:
        (work / "report.html").write_bytes(b"new")
        assert (tmp_path / "report.html").read_bytes() == b"old"
    assert everything(tmp_path) == {"figures": None, "figures/mine.txt": b"mine", "report.html": b"new"}


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, SystemExit, MemoryError])
def test_nothing_is_left_when_the_block_is_cut_short(tmp_path: Path, stop: type[BaseException]) -> None:
    def half_a_run() -> None:
        with output_folder(tmp_path / "a" / "b") as work:
            (work / "half.html").write_bytes(b"half")
            raise stop

    with pytest.raises(stop):
        half_a_run()
    assert everything(tmp_path) == {}


def test_nothing_is_left_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.html").write_bytes(b"old")

    def half_a_run() -> None:
        with output_folder(tmp_path) as work:
            (work / "a.html").write_bytes(b"first")
            monkeypatch.setattr(Path, "write_bytes", no_space)
            (work / "report.html").write_bytes(b"second")

    with pytest.raises(OSError, match="No space") as caught:
        half_a_run()
    assert caught.value.errno == errno.ENOSPC
    assert everything(tmp_path) == {"report.html": b"old"}


def test_nothing_of_the_run_is_left_when_moving_stops_halfway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "results"
    target.mkdir()
    (target / "b.html").write_bytes(b"old")
    (target / "sub").mkdir()
    moved: list[str] = []
    replace = Path.replace

    def replace_three(self: Path, place: Path) -> Path:
        if self.parent.name in {"new", "sub"} and len(moved) == 3:
            no_space()
        moved.append(place.name)
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", replace_three)
    with pytest.raises(OSError, match="No space"):
        write(target, "a.html", "b.html", "c.html", "d.html")
    assert moved[:3] == ["a.html", "b.html", "c.html"]
    assert everything(target) == {"b.html": b"old", "sub": None}


def test_a_folder_in_the_way_of_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    (tmp_path / "report.html" / "mine.txt").write_bytes(b"mine")
    before = everything(tmp_path)
    with pytest.raises(IsADirectoryError) as caught:
        write(tmp_path, "a.html", "report.html")
    assert caught.value.filename == str(tmp_path / "report.html")
    assert everything(tmp_path) == before


def test_a_file_in_the_way_of_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "figures").write_bytes(b"mine")
    with pytest.raises(OSError, match="figures"):
        write(tmp_path, "a.html", "figures/a.svg")
    assert everything(tmp_path) == {"figures": b"mine"}


@pytest.mark.parametrize("below", ["", "sub", "sub/sub"])
def test_a_target_that_is_a_file_or_lies_below_one_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "report").write_bytes(b"mine")
    with pytest.raises(OSError, match="report"), output_folder(tmp_path / "report" / below):
        pytest.fail("must not start")
    assert everything(tmp_path) == {"report": b"mine"}


def test_a_target_in_a_folder_that_may_not_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated, because root may write everywhere."""
    mkdir = os.mkdir

    def refuse_inside_locked(path: Any, *rest: Any, **named: Any) -> None:
        if Path(path).parent.name == "locked":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        mkdir(path, *rest, **named)

    monkeypatch.setattr(os, "mkdir", refuse_inside_locked)
    with pytest.raises(PermissionError), output_folder(tmp_path / "a" / "locked" / "b" / "c"):
        pytest.fail("must not start")
    assert everything(tmp_path) == {}
    (tmp_path / "locked").mkdir()
    # The target exists, but nothing can be made in it.
    with pytest.raises(PermissionError), output_folder(tmp_path / "locked"):
        pytest.fail("must not start")
    assert everything(tmp_path) == {"locked": None}


def test_two_runs_at_once_both_arrive_whole(tmp_path: Path) -> None:
    target = tmp_path / "results"
    with output_folder(target) as one:
        with output_folder(target) as two:
            for name in ("both.html", "two.html"):
                (two / name).write_bytes(b"two")
            for name in ("both.html", "one.html"):
                (one / name).write_bytes(b"one")
        assert everything(target).get("two.html") == b"two"
    assert everything(target) == {"both.html": b"one", "one.html": b"one", "two.html": b"two"}


def test_a_run_that_fails_does_not_harm_the_other(tmp_path: Path) -> None:
    target = tmp_path / "results"

    def both() -> None:
        with output_folder(target) as one:
            (one / "a.html").write_bytes(b"one")
            with output_folder(target) as two:
                (two / "b.html").write_bytes(b"two")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        both()
    assert everything(tmp_path) == {"results": None, "results/b.html": b"two"}


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.html").write_bytes(b"mine")
    target = tmp_path / "results"
    target.mkdir()
    (target / "report.html").symlink_to(tmp_path / "elsewhere.html")
    with output_folder(target) as work:
        (work / "report.html").write_bytes(b"new")
    assert (tmp_path / "elsewhere.html").read_bytes() == b"mine"
    assert (target / "report.html").read_bytes() == b"new"
    assert not (target / "report.html").is_symlink()


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.yaml", b"first")
    write_atomic(tmp_path / "a.yaml", b"second")
    assert everything(tmp_path) == {"a.yaml": b"second"}


def test_the_old_file_stays_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_atomic(tmp_path / "a.yaml", b"new")
    assert everything(tmp_path) == {"a.yaml": b"old"}


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(OSError, match=r"a\.yaml"):
        write_atomic(tmp_path / "a.yaml", b"new")
    assert everything(tmp_path) == {"a.yaml": None}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_mode_is_that_of_the_old_file_or_of_any_new_file(tmp_path: Path) -> None:
    ordinary, kept, new = (tmp_path / name for name in ("ordinary", "kept", "new"))
    ordinary.touch()
    kept.touch()
    kept.chmod(0o640)
    write_atomic(kept, b"")
    write_atomic(new, b"")
    assert kept.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == ordinary.stat().st_mode


def test_work_folder_of_a_killed_run_is_removed_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".weerbaar-old", tmp_path / ".weerbaar-young"
    for left in (old, young):
        left.mkdir()
        (left / "half.json").write_text("{", encoding="utf-8")
    os.utime(old, (0, 0))
    with output_folder(tmp_path) as folder:
        (folder / "a.txt").write_text("a", encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".weerbaar-young", "a.txt"]


def test_error_names_the_target_and_not_the_work_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ENOSPC") as caught, output_folder(tmp_path / "uit") as folder:
        raise OSError(errno.ENOSPC, "ENOSPC", str(folder / "results.json"))
    assert caught.value.filename == str(tmp_path / "uit" / "results.json")


def test_link_in_the_target_does_not_lead_files_elsewhere(tmp_path: Path) -> None:
    elsewhere, target = tmp_path / "elders", tmp_path / "uit"
    elsewhere.mkdir()
    target.mkdir()
    (target / "figuren").symlink_to(elsewhere)

    def write() -> None:
        with output_folder(target) as folder:
            (folder / "figuren").mkdir()
            (folder / "figuren" / "a.svg").write_text("<svg/>", encoding="utf-8")

    with pytest.raises(NotADirectoryError):
        write()
    assert list(elsewhere.iterdir()) == []


def test_a_pipe_or_device_in_the_way_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(OSError, match="not an ordinary file"):
        write_atomic(tmp_path / "pijp", b"x")
    with pytest.raises(OSError, match="not an ordinary file"), output_folder(tmp_path) as folder:
        (folder / "pijp").write_bytes(b"x")
    assert (tmp_path / "pijp").is_fifo()
    assert [p.name for p in tmp_path.iterdir()] == ["pijp"]


def test_a_folder_in_the_way_of_a_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomic(tmp_path / "map", b"x")
