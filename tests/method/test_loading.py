# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import InputError, Problem
from weerbaar.method import check_method, load_method, method_ids
from weerbaar.method.loading import MAX_METHOD_BYTES

SMALL = Path(__file__).with_name("small.yaml")

Check = Callable[[str, str], list[Problem]]


def test_shipped_methods() -> None:
    assert method_ids() == ("be-bnra", "nl-anv-2022", "nl-nrb-2009", "nl-rrp-2009", "uk-nrr-2026")
    assert [load_method(i).id for i in method_ids()] == list(method_ids())


def test_a_file_is_loaded_by_its_path() -> None:
    assert load_method(SMALL).id == "small"
    assert load_method(str(SMALL)) == load_method(SMALL)


def test_an_unknown_name_lists_the_shipped_ones() -> None:
    with pytest.raises(InputError) as caught:
        load_method("nl-nrb-2008")
    assert "onbekende methode. Meegeleverd zijn: be-bnra, nl-anv-2022" in caught.value.render("nl")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.yaml"):
        load_method(tmp_path / "gone.yaml")
    assert len(check_method(tmp_path / "gone.yaml")) == 1


def test_a_method_with_mistakes_is_not_loaded_and_all_of_them_are_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    text = SMALL.read_text(encoding="utf-8")
    path.write_text(text.replace("labels: [A, B, C]", "labels: [A, B, F]").replace("year: 2026", "year: soon"))
    with pytest.raises(InputError) as caught:
        load_method(path)
    assert [p.field for p in caught.value.problems] == ["year", "criteria[0].tables[0].labels[2]"]


def test_warnings_do_not_stop_a_method(tmp_path: Path) -> None:
    path = tmp_path / "warned.yaml"
    path.write_text(SMALL.read_text(encoding="utf-8").replace("B: [9, 40]", "B: [8, 40]"), encoding="utf-8")
    assert [p.severity for p in check_method(path)] == ["warning"]
    assert load_method(path).id == "small"


@pytest.mark.parametrize("content", ["", "- a list\n", "a word\n", "criteria: 3\n"])
def test_something_that_is_no_method_at_all(tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(content, encoding="utf-8")
    assert {p.severity for p in check_method(path)} == {"error"}
    with pytest.raises(InputError):
        load_method(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_METHOD_BYTES + 1)
    (problem,) = check_method(path)
    assert problem.severity == "error"


FORM = {
    "broken YAML": ("id: small", "id: [small", ""),
    "a field that is missing": ('version: "1.0"\n', "", "version"),
    "a field that does not exist": ("year: 2026", "year: 2026\ncolour: red", "colour"),
    "a repeated field": ("country: NL", "country: NL\ncountry: BE", "country"),
    "another schema": ("schema: 1", "schema: 9", "schema"),
    "no number": ("bounds: [10, 100], bands", "bounds: [10, many], bands", "criteria[0].tables[0].axis.bounds[1]"),
    "NaN": ("euro_per_unit: 5", "euro_per_unit: .nan", "criteria[2].tables[0].euro_per_unit"),
    "infinity": ("lowest: 1,", "lowest: .inf,", "criteria[0].tables[0].axis.lowest"),
    "a negative weight": ('"1.3": 0.2}', '"1.3": -1}', "weight_profiles[1].weights.1.3"),
    "a base of one": ("base: 3", "base: 1", "value_functions[0].base"),
    "a mark that does not exist": (
        "weights: equal, mark: found",
        "weights: equal, mark: sure",
        "weight_profiles[0].mark",
    ),
    "a kind of table that does not exist": ("type: steps", "type: stairs", "criteria[0].tables[0].type"),
    "a window of zero years": ("window_years: 5", "window_years: 0", "likelihood.window_years"),
    "an anchor": ("title: {nl: Klein", "title: &t {nl: Klein", ""),
}


@pytest.mark.parametrize(("old", "new", "field"), FORM.values(), ids=FORM)
def test_mistakes_of_form(check_with: Check, old: str, new: str, field: str) -> None:
    (problem,) = check_with(old, new)
    assert problem.field == field
    assert problem.severity == "error"
    assert problem.message.nl
    assert problem.message.in_("en")
