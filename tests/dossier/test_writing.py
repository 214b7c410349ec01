# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.strategies import dossiers, dossiers_with_decisions, words
from weerbaar.base import InputError, parse_yaml
from weerbaar.dossier import Dossier, example_names, load_dossier, save_dossier
from weerbaar.dossier.writing import dossier_texts, yaml_text

Maker = Callable[..., Path]


def same(one: Dossier, other: Dossier) -> bool:
    return one == other.model_copy(update={"content_hash": one.content_hash})


@settings(max_examples=30)
@given(dossiers() | dossiers_with_decisions())
def test_reading_what_was_written_gives_the_same_dossier(dossier: Dossier) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        save_dossier(dossier, Path(scratch) / "proef")
        read = load_dossier(Path(scratch) / "proef")
        assert same(read, dossier)
        save_dossier(read, Path(scratch) / "nogmaals")
        assert load_dossier(Path(scratch) / "nogmaals").content_hash == read.content_hash


@given(
    st.recursive(
        words | st.integers() | st.booleans() | st.floats(-1e20, 1e20),
        lambda inner: st.lists(inner) | st.dictionaries(words, inner),
        max_leaves=8,
    )
)
def test_any_plain_data_survives_yaml(data: object) -> None:
    assert parse_yaml(yaml_text({"a": data}), "x.yaml").data == {"a": data}


@pytest.mark.parametrize("name", example_names())
def test_shipped_examples_survive_a_round_trip(name: str, tmp_path: Path) -> None:
    dossier = load_dossier(name)
    save_dossier(dossier, tmp_path / name)
    assert same(load_dossier(tmp_path / name), dossier)


def test_files_are_made_to_be_read(make_dossier: Maker) -> None:
    texts = dossier_texts(load_dossier(make_dossier()))
    assert texts["judgements/anna.yaml"].splitlines()[:14] == [
        "schema: 1",
        "id: anna",
        "name:",
        "  nl: Anna",
        "  en: Anna",
        "kind: expert",
        "weight: 2",
        "judgements:",
        "  - scenario: storm",
        "    criterion: '1.1'",
        "    label: B",
        "    lower: A",
        "    upper: C",
        "    reason: geschat",
    ]
    assert "      deaths: 1200\n" in texts["judgements/anna.yaml"]
    assert "due: 2031-01-01\n" in texts["decisions.yaml"]
    assert texts["scenarios/storm.md"].endswith(
        "---\n\n## Oorzaken\n\nEen diep lagedrukgebied.\n\n## Gevolgen\n\n- Schade\n\n### Duur\n\nDrie dagen.\n"
    )
    assert texts["scenarios/storm.en.md"] == "## Causes\n\nA deep depression.\n"
    assert "scenarios/sabotage.en.md" not in texts
    assert not any("null" in text or "[]" in text or "''\n" in text for text in texts.values())


def test_text_over_several_lines_is_written_as_such() -> None:
    assert yaml_text({"a": "een\n\ntwee\n"}) == "a: |\n  een\n\n  twee\n"


def test_another_yaml_reader_sees_the_same_words() -> None:
    data = {"a": ["no", "on", "012", "2012-01-01", "1e6", "y", "0x1F", "12:30:00"]}
    assert yaml.safe_load(yaml_text(data)) == data


def test_saving_again_removes_what_is_gone_and_leaves_the_rest(make_dossier: Maker) -> None:
    root = make_dossier({"README.md": "# Lees mij"})
    dossier = load_dossier(root)
    smaller = dossier.model_copy(
        update={
            "scenarios": (dossier.scenario("storm").model_copy(update={"links": ()}),),
            "judgements": (),
            "published": tuple(p for p in dossier.published if p.scenario == "storm"),
            "alerts": None,
        }
    )
    save_dossier(smaller, root)
    assert not (root / "scenarios" / "sabotage.md").exists()
    assert not (root / "judgements").exists()
    assert not (root / "nl-alert.yaml").exists()
    assert (root / "README.md").read_text() == "# Lees mij"
    assert same(load_dossier(root), smaller)


def test_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        save_dossier(load_dossier("nrb-2012"), tmp_path)
    assert "geen dossier" in caught.value.render("nl")
    assert [p.name for p in tmp_path.iterdir()] == ["foto.jpg"]


def test_folder_inside_that_leads_out_is_refused(make_dossier: Maker, tmp_path: Path) -> None:
    root = make_dossier()
    dossier = load_dossier(root)
    elsewhere = tmp_path / "elders"
    (root / "scenarios").rename(elsewhere)
    (root / "scenarios").symlink_to(elsewhere)
    before = {p: p.read_bytes() for p in elsewhere.iterdir()}
    with pytest.raises(InputError, match="out of the folder"):
        save_dossier(dossier, root)
    assert {p: p.read_bytes() for p in elsewhere.iterdir()} == before


def test_failed_save_leaves_the_dossier_as_it_was(make_dossier: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_dossier()
    dossier = load_dossier(root)
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    written = 0

    def fail(self: Path, *args: object, **kwargs: object) -> int:
        nonlocal written
        written += 1
        if written == 4:
            raise OSError(28, "No space left on device")
        return original(self, *args, **kwargs)  # type: ignore[arg-type]

    original = Path.write_text
    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(OSError, match="No space"):
        save_dossier(dossier, root)
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before
