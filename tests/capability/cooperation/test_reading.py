# SPDX-License-Identifier: EUPL-1.2
"""A register on disk: the shipped ones are sound, and every mistake in a wrong one is told at its line."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.capability.cooperation import reading
from weerbaar.capability.cooperation.reading import find_or_shipped, load_cooperation

HEAD = """schema: 1
title: {nl: proef}
statement: {nl: proef}
data: illustrative
"""
SOUND = (
    HEAD
    + """parties:
  - {id: a, name: {nl: A}, layer: national}
  - {id: b, name: {nl: B}, layer: EU}
agreements:
  - id: x
    title: {nl: X}
    kind: law
    layer: EU
    situations: [cbrn]
    asks: [a]
    asked: b
    decides: b
units: []
"""
)


def written(folder: Path, text: str) -> Path:
    path = folder / "cooperation.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as error:
        load_cooperation(written(folder, text))
    return error.value.render("nl").splitlines()


def test_file_and_folder_are_read_alike(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    assert load_cooperation(path) == load_cooperation(tmp_path) == load_cooperation(str(path))
    assert load_cooperation(path).agreements["x"].decides == "b"


def test_every_unknown_name_is_told_at_its_line(tmp_path: Path) -> None:
    text = (
        SOUND.replace("asked: b", "asked: c")
        .replace("[cbrn]", "[kernramp]")
        .replace("asks: [a]", "asks: [a, d]")
        .replace("units: []", "units:\n  - {id: u, name: {nl: U}, party: z, capabilities: [m], agreements: [y]}")
    )
    lines = refused(tmp_path, text)
    assert len(lines) == 6
    assert lines[0].startswith('cooperation.yaml:13: agreements[0].situations[0]: "kernramp" - onbekend: situatie.')
    assert {line.split('"')[1] for line in lines} == {"kernramp", "c", "d", "z", "m", "y"}


def test_agreements_that_wait_for_each_other_are_one_message(tmp_path: Path) -> None:
    other = SOUND[SOUND.index("  - id: x") : SOUND.index("units:")].replace("id: x", "id: w")
    text = SOUND.replace("    decides: b\n", "    decides: b\n    requires: [w]\n")
    text = text.replace("units: []", "") + other + "    requires: [x]\n"
    (line,) = refused(tmp_path, text)
    assert "deze afspraken wachten op elkaar: w → x → w." in line


def test_ids_are_used_once_also_across_lists(tmp_path: Path) -> None:
    text = SOUND.replace("id: b, name", "id: a, name").replace("units: []", "").replace("asked: b", "asked: a")
    text = text.replace("decides: b", "decides: a").replace("id: x", "id: a")
    lines = refused(tmp_path, text)
    assert any("komt meer dan eens voor" in line for line in lines)
    assert any("staat ook onder parties" in line for line in lines)


def test_a_wrong_header_hides_no_wrong_entry(tmp_path: Path) -> None:
    text = SOUND.replace("schema: 1", "schema: 2").replace("layer: EU}", "layer: Europa}")
    assert len(refused(tmp_path, text)) == 2


@pytest.mark.parametrize("text", ["", "[]", "a: [", "schema: 1\n", "x: &a 1\n"])
def test_what_is_no_register_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text)


def test_more_than_anybody_can_oversee_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.MOST_ENTRIES == 2_000
    monkeypatch.setattr(reading, "MOST_ENTRIES", 20)
    rows = [f"  - {{id: p{k}, name: {{nl: P}}, layer: EU}}\n" for k in range(21)]
    (line,) = refused(tmp_path, HEAD + "parties:\n" + "".join(rows))
    assert "meer dan 20 " in line
    load_cooperation(written(tmp_path, HEAD + "parties:\n" + "".join(rows[:20])))


def test_a_folder_without_register_and_a_name_that_is_none_are_refused(tmp_path: Path) -> None:
    for name in (tmp_path, "bestaat-niet"):
        with pytest.raises(InputError, match=r"cooperation\.yaml"):
            load_cooperation(name)


def test_a_folder_without_the_file_does_not_hide_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cooperation").mkdir()
    assert "data" in find_or_shipped("cooperation", "cooperation", "cooperation.yaml").parts
    written(tmp_path / "cooperation", SOUND)
    assert find_or_shipped("cooperation", "cooperation", "cooperation.yaml").parts[0] == "cooperation"


def test_the_inventory_names_a_source_or_says_that_it_was_recalled_and_all_is_to_be_checked() -> None:
    inventory = load_cooperation()
    assert all(a.verify for a in inventory.agreements.values())
    for a in (*inventory.agreements.values(), *inventory.units.values()):
        assert a.source or a.mark.startswith("recalled")
    assert not inventory.illustrative
    assert all(s.hours is None for a in inventory.agreements.values() for s in a.procedure.steps)


def test_the_inventory_covers_the_thirteen_arrangements_that_were_collected(shared: Path) -> None:
    with (shared / "data/signals/register_seed/arrangements.csv").open(encoding="utf-8") as file:
        bases = [row["layer"] for row in csv.DictReader(file)]
    layers = [a.layer for a in load_cooperation().agreements.values()]
    for layer in ("national", "EU", "NATO"):
        assert layers.count(layer) >= bases.count(layer)  # type: ignore[arg-type]


def test_the_example_is_marked_as_made_up() -> None:
    example = load_cooperation("voorbeeld-capaciteiten")
    assert example.illustrative
    assert all(u.mark == "illustrative" for u in example.units.values())
    assert example.agreements["convenant-meetploegen"].valid_until == datetime.date(2012, 12, 31)
