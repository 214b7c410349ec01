# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from tests.elicitation.studies import ALL, LABEL, TARGET, given, make_study
from weerbaar.base import InputError, parse_yaml
from weerbaar.elicitation import load_study, save_study, study_names
from weerbaar.elicitation.writing import yaml_text

ANSWERS = [
    given("ijk", 10.5, 20, 30),
    given("doel", 1e-12, 0.1 + 0.2, 3e15),
    {"question": "kans", "probability": 0},
    {"question": "label", "missing": True, "reason": 'zegt: "nee"\nen # niet ja'},
]


def test_a_study_reads_back_the_same(tmp_path: Path) -> None:
    study = make_study(ALL, {"a": ANSWERS, "b": ANSWERS}, date=datetime.date(2027, 1, 2), weights={"a": 0.3})
    save_study(study, tmp_path / "studie")
    again = load_study(tmp_path / "studie")
    assert replace(again, content_hash=study.content_hash) == study


@pytest.mark.parametrize("name", study_names())
def test_examples_read_back_the_same(tmp_path: Path, name: str) -> None:
    study = load_study(name)
    save_study(study, tmp_path / "studie")
    assert replace(load_study(tmp_path / "studie"), content_hash=study.content_hash) == study


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=20)


@settings(max_examples=40)
@example(
    TEXTS,
    st.lists(st.floats(-99, 99), min_size=3, max_size=3, unique_by=lambda v: round(v, 6)).map(
        lambda places: [10.0**v for v in sorted(places)]
    ),
    st.sampled_from(["no", "010", "1e5", "~", "A", "x: y"]),
)
def test_any_text_and_number_reads_back_the_same(reason: str, values: list[float], label: str) -> None:
    study = make_study(
        [TARGET, {**LABEL, "labels": ["laag", label]}],
        {"a": [given("doel", *values, reason=reason), {"question": "label", "label": label}]},
    )
    with tempfile.TemporaryDirectory() as place:
        save_study(study, Path(place) / "s")
        assert load_study(Path(place) / "s").experts == study.experts


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "iets.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="not empty; nothing was written"):
        save_study(make_study([TARGET], {"a": [given("doel", 1, 2, 3)]}), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["iets.txt"]


def test_yaml_of_nested_things() -> None:
    data = {"a": {"b": [1, 2.5], "5.3": "x"}, "c": [{"d": "e: f", "g": {"h": None}}], "i": {}}
    assert parse_yaml(yaml_text(data), "x").data == data


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "iets").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="iets: exists already; nothing was written"):
        save_study(make_study([TARGET], {"a": [given("doel", 1, 2, 3)]}), tmp_path / "iets")
    assert (tmp_path / "iets").read_text(encoding="utf-8") == "x"
