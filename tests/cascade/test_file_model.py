# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import copy
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cascade.sound_catalogue import sound_json
from weerbaar.base import InputError, Text, YamlSource, validate
from weerbaar.cascade.examples import catalogue_names, example_catalogue_path
from weerbaar.cascade.file_model import CatalogueFile, catalogue_schema

SCHEMA = catalogue_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def complaints(data: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(data)]


def test_published_schema_is_that_of_the_model() -> None:
    published = files("weerbaar").joinpath("data/schemas/catalogue-1.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", catalogue_names())
def test_examples_comply(name: str) -> None:
    assert complaints(json.loads(example_catalogue_path(name).read_text(encoding="utf-8"))) == []


def test_sound_catalogue_and_the_shortest_one_comply() -> None:
    assert complaints(sound_json()) == []
    assert complaints({"risks": [], "cascades": []}) == []


def test_format_of_sixty_risks_complies(shared: Path) -> None:
    text = (shared / "data" / "cascade" / "catalogue_60.json").read_text(encoding="utf-8")
    assert complaints(json.loads(text)) == []


WRONG: dict[str, tuple[tuple[str | int, ...], object]] = {
    "probability above 1": (("cascades", 0, "p", "major"), 2),
    "negative impact": (("risks", 0, "direct_impact", "major", "ha"), -1),
    "true for a number": (("cascades", 0, "p", "major"), True),
    "factor of zero": (("catalysts", 0, "factors", 0, "factor"), 0),
    "unknown field": (("risks", 0, "kleur"), "rood"),
    "odd id": (("risks", 0, "id"), "a b"),
    "newer schema": (("schema",), 2),
    "no links at all": (("cascades",), None),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_catalogues_do_not_comply(name: str) -> None:
    path, value = WRONG[name]
    data = part = copy.deepcopy(sound_json())
    for step in path[:-1]:
        part = part[step]  # type: ignore[index]
    part[path[-1]] = value  # type: ignore[index]
    assert complaints(data) != []


def test_names_are_texts_in_one_or_two_languages() -> None:
    file = validate(CatalogueFile, YamlSource("a.json", sound_json(), {}))
    assert [risk.name for risk in file.risks[:2]] == [
        Text(nl="Stroomuitval"),
        Text(nl="Telecomuitval", en="Telecom outage"),
    ]


@pytest.mark.parametrize(
    ("path", "value", "field", "words"),
    [
        (("risks", 0, "kleur"), "rood", "risks[0].kleur", "onbekend veld"),
        (("risks", 0, "name"), 3, "risks[0].name", "velden"),
        (("risks", 0, "id"), 3, "risks[0].id", "tekst"),
        (("risks", 0, "actor"), "soms", "risks[0].actor", "true of false"),
        (("risks",), {}, "risks", "lijst"),
        (("cascades", 0, "p"), [1], "cascades[0].p", "velden"),
        (("schema",), 2, "schema", "toegestaan is: 1"),
        (("trends", 0, "root"), 1, "trends[0].root", "velden"),
    ],
)
def test_fields_of_another_kind_give_one_message(
    path: tuple[str | int, ...], value: object, field: str, words: str
) -> None:
    data: Any = sound_json()
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(InputError) as caught:
        validate(CatalogueFile, YamlSource("a.json", data, {}))
    (problem,) = caught.value.problems
    assert problem.field == field
    assert words in problem.render("nl")
