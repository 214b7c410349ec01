# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.capability.folder import Folder, example_names, find, shipped
from weerbaar.capability.needs import CapabilityFile, NeededCapability

GOOD = "{id: %s, name: {nl: n}, component: people, unit: {nl: u}}"


def read(tmp_path: Path, text: str) -> Folder:
    (tmp_path / "capabilities.yaml").write_text(text, encoding="utf-8")
    return Folder(tmp_path)


def lines(folder: Folder) -> list[int | None]:
    return [p.line for p in folder.problems]


def test_a_mistake_in_one_entry_hides_no_other(tmp_path: Path) -> None:
    text = "schema: 1\ncapabilities:\n" + "".join(
        f"  - {entry}\n" for entry in (GOOD % "a", "{id: b}", GOOD % "c", "{id: D, name: 3, component: x, unit: {}}")
    )
    folder = read(tmp_path, text)
    sheet = folder.read("capabilities.yaml", CapabilityFile, {"capabilities": NeededCapability})
    assert sheet is not None
    assert [entry.value.id for entry in sheet.lists["capabilities"]] == ["a", "c"]
    assert set(lines(folder)) == {4, 6}
    assert len(folder.problems) == 7
    with pytest.raises(InputError):
        folder.raise_errors()


def test_an_entry_knows_its_line(tmp_path: Path) -> None:
    folder = read(tmp_path, f"schema: 1\ncapabilities:\n  - {GOOD % 'a'}\n  - {GOOD % 'a'}\n")
    sheet = folder.read("capabilities.yaml", CapabilityFile, {"capabilities": NeededCapability})
    assert sheet is not None
    folder.refuse_duplicates(sheet.lists["capabilities"])
    assert [(p.line, p.field, p.value) for p in folder.problems] == [(4, "capabilities[1].id", "a")]
    second = sheet.lists["capabilities"][1]
    assert folder.refuse_unknown(second, ("id",), "a", ["a"], "x", "x")
    assert not folder.refuse_unknown(second, ("id",), "z", [f"n{k:02}" for k in range(20)], "soort", "kind")
    assert folder.problems[-1].message.nl == "onbekend: soort."
    assert folder.problems[-1].hint.en.endswith("n11 ….")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "leeg"),
        ("- 1\n", "velden"),
        ("schema: 1\ncapabilities: 3\n", "lijst"),
        ("schema: 2\n", "1"),
        ("schema: 1\nextra: 1\n", "onbekend"),
        ("schema: [\n", ""),
    ],
)
def test_a_file_of_the_wrong_kind_is_one_message(tmp_path: Path, text: str, message: str) -> None:
    folder = read(tmp_path, text)
    sheet = folder.read("capabilities.yaml", CapabilityFile, {"capabilities": NeededCapability})
    assert sheet is None or sheet.header is None
    assert len(folder.problems) == 1
    assert message in folder.problems[0].message.nl


def test_a_file_that_is_a_folder_or_too_large_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "capabilities.yaml").mkdir()
    folder = Folder(tmp_path)
    assert folder.read("capabilities.yaml", CapabilityFile, {}) is None
    big = read(tmp_path / "capabilities.yaml", "#" * 5_000_001)
    assert big.read("capabilities.yaml", CapabilityFile, {}) is None
    assert len(folder.problems) == len(big.problems) == 1


def test_a_sheet_without_a_sound_header_is_never_whole(tmp_path: Path) -> None:
    folder = read(tmp_path, f"schema: 9\ncapabilities: [{GOOD % 'a'}]\n")
    sheet = folder.read("capabilities.yaml", CapabilityFile, {"capabilities": NeededCapability})
    assert sheet is not None
    with pytest.raises(ValueError, match="header"):
        sheet.whole()


def test_a_file_is_found_by_itself_in_a_folder_or_as_an_example(tmp_path: Path) -> None:
    file = tmp_path / "eigen.yaml"
    file.write_text("schema: 1\n", encoding="utf-8")
    assert find(file, ("analysis.yaml",)) == file
    (tmp_path / "analysis.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert find(tmp_path, ("other.yaml", "analysis.yaml")) == tmp_path / "analysis.yaml"
    assert "voorbeeld-capaciteiten" in example_names()
    example = find("voorbeeld-capaciteiten", ("analysis.yaml",))
    assert example == shipped("voorbeeld-capaciteiten", "analysis.yaml")


def test_a_folder_of_results_does_not_hide_an_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "voorbeeld-capaciteiten").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find("voorbeeld-capaciteiten", ("analysis.yaml",)).is_file()


@pytest.mark.parametrize("name", ["nergens", "a" * 5000, "nul\0"])
def test_what_is_not_there_is_told_with_what_there_is(name: str) -> None:
    with pytest.raises(InputError, match="voorbeeld-capaciteiten"):
        find(name, ("analysis.yaml",))


def test_a_folder_without_the_file_says_which_one_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no analysis\.yaml"):
        find(tmp_path, ("analysis.yaml",))
