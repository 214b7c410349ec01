# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import copy
import json
import math
from datetime import date
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, Field, model_validator

import weerbaar.dossier.model as dossier_model
import weerbaar.method.model as method_model
from weerbaar.base import (
    Distribution,
    Explained,
    FileModel,
    InputError,
    Problem,
    Text,
    as_distribution,
    parse_yaml,
    validate,
    validate_header,
    validate_items,
)
from weerbaar.base.model_complaints import _FORMS

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=10)]


class Axis(FileModel):
    bounds: Annotated[tuple[float, ...], Field(min_length=2)]
    span: tuple[float, float | None] = (0, None)


class Steps(FileModel):
    type: Literal["steps"]
    axis: Axis


class Unknown(FileModel):
    type: Literal["unknown"]
    what: Text


class Whole(FileModel):
    """Every shape that the files of a method or a dossier take."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Name
    title: Text | None = None
    kind: Literal["hazard", "threat"] = "hazard"
    day: date | None = None
    flag: bool = False
    year: Annotated[int, Field(ge=1900)] = 2012
    weight: Annotated[float, Field(gt=0)] = 1.0
    weights: Literal["equal"] | dict[Name, Annotated[float, Field(ge=0)]] = "equal"
    shift: dict[Literal["low", "high"], Literal[-1, 1]] = {}
    tables: tuple[Annotated[Steps | Unknown, Field(discriminator="type")], ...] = ()
    quantities: dict[str, Annotated[Distribution, BeforeValidator(as_distribution)]] = {}
    words: tuple[str | None, ...] = ()

    @model_validator(mode="after")
    def _threats_have_a_title(self) -> Whole:
        if self.kind == "threat" and self.title is None:
            raise Explained("een dreiging heeft een titel.", "a threat has a title.")
        return self


def problems(text: str, model: type[BaseModel] = Whole) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        validate(model, parse_yaml(text, "a.yaml"))
    return caught.value.problems


def told(text: str) -> list[str]:
    """Dutch lines for a file that begins with two correct lines."""
    return [p.render("nl") for p in problems(f"schema: 1\nid: a\n{text}")]


def test_a_correct_file_becomes_a_model() -> None:
    source = parse_yaml(
        "schema: 1\nid: a\ntitle: {nl: Een}\nday: 2012-11-20\nweights: {x: 1}\n"
        "tables:\n- type: steps\n  axis: {bounds: [1, 2]}\nquantities: {persons: 12}\nwords: [a, null]",
        "a.yaml",
    )
    whole = validate(Whole, source)
    assert (whole.title, whole.day, whole.weights) == (Text(nl="Een"), date(2012, 11, 20), {"x": 1.0})
    assert whole.tables == (Steps(type="steps", axis=Axis(bounds=(1, 2))),)
    assert whole.quantities["persons"].expected == 12
    assert whole.words == ("a", None)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("year2: 1", ['a.yaml:3: year2: "1" - onbekend veld. Controleer de spelling of verwijder het.']),
        ("year: 12", ['a.yaml:3: year: "12" - moet 1900 of meer zijn.']),
        ("year: 2012.5", ['a.yaml:3: year: "2012.5" - moet een geheel getal zijn.']),
        ("year: true", ['a.yaml:3: year: "true" - hier hoort een getal, niet true of false.']),
        ("weight: 0", ['a.yaml:3: weight: "0" - moet groter zijn dan 0.']),
        ("weight: 0,5", ['a.yaml:3: weight: "0,5" - moet een getal zijn. Schrijf decimalen met een punt: 0.5.']),
        ("weight: .nan", ['a.yaml:3: weight: "nan" - moet een eindig getal zijn (geen NaN of oneindig).']),
        ("weight: -.inf", ['a.yaml:3: weight: "-inf" - moet een eindig getal zijn (geen NaN of oneindig).']),
        ("weight:", ["a.yaml:3: weight: leeg; moet een getal zijn."]),
        ("weight: [1]", ["a.yaml:3: weight: moet een getal zijn."]),
        ("flag: misschien", ['a.yaml:3: flag: "misschien" - moet true of false zijn.']),
        ("day: 2012-13-01", ['a.yaml:3: day: "2012-13-01" - moet een datum zijn (jjjj-mm-dd).']),
        ("day: 20121120", ['a.yaml:3: day: "20121120" - moet een datum zijn (jjjj-mm-dd).']),
        ("kind: Hazard", ['a.yaml:3: kind: "Hazard" - toegestaan is: hazard, threat.']),
        ("kind: {a: 1}", ["a.yaml:3: kind: toegestaan is: hazard, threat."]),
        ("kind: threat", ["a.yaml:1: een dreiging heeft een titel."]),
        (
            "title: Een",
            [
                'a.yaml:3: title: "Een" - hier horen velden te staan (naam: waarde). '
                "Schrijf nl: met de Nederlandse tekst en zo nodig en: met de Engelse."
            ],
        ),
        ("title:\n  en: One", ["a.yaml:3: title.nl: verplicht veld ontbreekt."]),
        (
            "title:\n  nl: 3",
            ['a.yaml:4: title.nl: "3" - hier hoort tekst te staan. Zet de waarde tussen aanhalingstekens.'],
        ),
        (
            "title:\n  nl: Een\n  fr: Un",
            ['a.yaml:5: title.fr: "Un" - onbekend veld. Controleer de spelling of verwijder het.'],
        ),
        ("words: een", ['a.yaml:3: words: "een" - hier hoort een lijst te staan.']),
        (
            "words:\n- a\n- 2",
            ['a.yaml:5: words[1]: "2" - hier hoort tekst te staan. Zet de waarde tussen aanhalingstekens.'],
        ),
        ("words:\n- a\n- {b: 1}", ["a.yaml:5: words[1]: hier hoort tekst te staan."]),
    ],
)
def test_plain_mistakes(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # Only the branch that the user meant speaks.
        ("weights:\n  a: -1", ['a.yaml:4: weights.a: "-1" - moet 0 of meer zijn.']),
        (
            "weights: even",
            ['a.yaml:3: weights: "even" - toegestaan is: equal, of hier horen velden te staan (naam: waarde).'],
        ),
        ("weights: [1]", ["a.yaml:3: weights: toegestaan is: equal, of hier horen velden te staan (naam: waarde)."]),
        (
            "weights:\n  B: 1",
            [
                'a.yaml:4: weights.B: "B" - heeft niet de juiste vorm: '
                "kleine letters, cijfers en streepjes, met een letter of cijfer vooraan."
            ],
        ),
        ("weights:\n  a: 1\n  b:\n    c: 1", ["a.yaml:5: weights.b: moet een getal zijn."]),
        ("shift:\n  low: 2", ['a.yaml:4: shift.low: "2" - toegestaan is: -1, 1.']),
        ("shift:\n  lo: 1", ['a.yaml:4: shift.lo: "lo" - toegestaan is: low, high.']),
        ("shift:\n  low: true", ['a.yaml:4: shift.low: "true" - hier hoort een getal, niet true of false.']),
    ],
)
def test_mistakes_in_choices_and_in_names_of_fields(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("tables:\n- type: step", ['a.yaml:4: tables[0].type: "step" - toegestaan is: steps, unknown.']),
        ("tables:\n- axis: {}", ["a.yaml:4: tables[0]: veld type ontbreekt; dat zegt welke soort dit is."]),
        ("tables:\n- steps", ['a.yaml:4: tables[0]: "steps" - hier horen velden te staan (naam: waarde).']),
        ("tables:\n-", ["a.yaml:4: tables[0]: leeg; hier horen velden te staan (naam: waarde)."]),
        ("tables:\n- type: steps", ["a.yaml:4: tables[0].axis: verplicht veld ontbreekt."]),
        (
            "tables:\n- type: steps\n  axis:\n    bounds: [1]",
            ["a.yaml:6: tables[0].axis.bounds: te weinig waarden; ten minste 2."],
        ),
        (
            "tables:\n- type: steps\n  axis:\n    bounds:\n    - 1\n    - x",
            ['a.yaml:8: tables[0].axis.bounds[1]: "x" - moet een getal zijn.'],
        ),
        (
            "tables:\n- type: unknown\n  what: {nl: a}\n- type: steps\n  axis:\n    bounds: [1, 2]\n    span: [1]",
            ["a.yaml:9: tables[1].axis.span: te weinig waarden."],
        ),
        (
            "tables:\n- type: steps\n  axis:\n    bounds: [1, 2]\n    span: [1, 2, 3]",
            ["a.yaml:7: tables[0].axis.span: te veel waarden; ten hoogste 2."],
        ),
        (
            "tables:\n- type: steps\n  axis:\n    bounds: [1, 2]\n    span: []",
            ["a.yaml:7: tables[0].axis.span: te weinig waarden."],
        ),
    ],
)
def test_mistakes_inside_lists_of_different_kinds(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "quantities:\n  a: veel",
            ['a.yaml:4: quantities.a: "veel" - hier hoort een getal of een verdeling (distribution: …) te staan.'],
        ),
        (
            "quantities:\n  a:",
            ["a.yaml:4: quantities.a: leeg; hier hoort een getal of een verdeling (distribution: …) te staan."],
        ),
        (
            "quantities:\n  a: {distribution: normal}",
            [
                'a.yaml:4: quantities.a.distribution: "normal" - toegestaan is: '
                "point, uniform, loguniform, triangular, pert, lognormal, quantiles."
            ],
        ),
        (
            "quantities:\n  a:\n    distribution: uniform\n    low: 5\n    high: 2",
            ["a.yaml:4: quantities.a: low (5) moet kleiner zijn dan high (2)."],
        ),
        (
            "quantities:\n  a:\n    distribution: lognormal\n    p5: 0",
            [
                "a.yaml:4: quantities.a.p95: verplicht veld ontbreekt.",
                'a.yaml:6: quantities.a.p5: "0" - moet groter zijn dan 0.',
            ],
        ),
        # A quantity that bears the name of a distribution.
        (
            "quantities:\n  uniform:\n    distribution: uniform\n    low: 1",
            ["a.yaml:4: quantities.uniform.high: verplicht veld ontbreekt."],
        ),
    ],
)
def test_mistakes_in_quantities(text: str, lines: list[str]) -> None:
    assert told(text) == lines


def test_all_problems_of_a_file_come_at_once_in_the_order_of_the_file() -> None:
    found = problems("kind: x\nyear: 12\nid: A b\ndag: 2\nwords:\n- 1\n- 2\n")
    assert [(p.line, p.field) for p in found] == [
        (1, "schema"),
        (1, "kind"),
        (2, "year"),
        (3, "id"),
        (4, "dag"),
        (6, "words[0]"),
        (7, "words[1]"),
    ]


def test_the_version_of_the_schema_is_no_truth_value() -> None:
    assert problems("schema: true\nid: a")[0].value == "true"
    assert problems("schema: 2\nid: a")[0].message.nl == "toegestaan is: 1."


@pytest.mark.parametrize(
    ("text", "nl", "line"),
    [
        ("", "het bestand is leeg.", None),
        ("# niets", "het bestand is leeg.", None),
        ("[]", "hier horen velden te staan (naam: waarde).", 1),
        ("\ntekst", "hier horen velden te staan (naam: waarde).", 2),
        ("null", "het bestand is leeg.", 1),
    ],
)
def test_a_file_without_fields_is_refused(text: str, nl: str, line: int | None) -> None:
    (problem,) = problems(text)
    assert (problem.message.nl, problem.line) == (nl, line)


def test_a_part_of_a_file_keeps_its_place_in_the_file() -> None:
    source = parse_yaml("list:\n- schema: 1\n  id: a\n- schema: 1\n  id: B\n- x\n", "a.yaml", first_line=11)
    assert validate(Whole, source, ("list", 0)).id == "a"
    with pytest.raises(InputError) as caught:
        validate(Whole, source, ("list", 1))
    assert [(p.line, p.field) for p in caught.value.problems] == [(15, "list[1].id")]
    with pytest.raises(InputError) as caught:
        validate(Whole, source, ("list", 2))
    assert [(p.line, p.field, p.value) for p in caught.value.problems] == [(16, "list[2]", "x")]


def test_blanks_around_words_are_dropped_and_models_cannot_be_changed() -> None:
    whole = validate(Whole, parse_yaml("schema: 1\nid: ' a '\nwords: [' b']", "a.yaml"))
    assert (whole.id, whole.words) == ("a", ("b",))
    with pytest.raises(ValueError, match="frozen"):
        whole.id = "b"  # type: ignore[misc]


MODELS = {
    model.__name__: model
    for module in (method_model, dossier_model)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, FileModel) and model is not FileModel
}


def patterns(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(patterns, schema))
    if not isinstance(schema, dict):
        return set()
    here = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
    return here.union(*map(patterns, schema.values()))


def test_every_form_that_our_files_ask_for_is_described_in_words() -> None:
    asked = set().union(*(patterns(model.model_json_schema()) for model in MODELS.values()))
    assert asked <= _FORMS.keys()
    assert len(asked) >= 3


TEXT = {"nl": "Een", "en": "One"}
LABELS = [{"code": c, "class": c, "word": TEXT} for c in "AB"]
AXIS = {"variable": "persons", "name": TEXT, "bounds": [10, 100], "bands": [TEXT, TEXT, TEXT], "mark": "found"}
VALID: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {
    "criterion": (
        method_model.Criterion,
        {
            "mark": "found",
            "id": "2.1",
            "interest": "2",
            "name": TEXT,
            "short": TEXT,
            "tables": [
                {"type": "steps", "id": "a", "name": TEXT, "axis": AXIS, "labels": ["A", None, "B"], "mark": "found"},
                {
                    "type": "matrix",
                    "id": "b",
                    "name": TEXT,
                    "rows": AXIS,
                    "columns": AXIS,
                    "cells": [["A", "B", None]],
                    "modifiers": [{"variable": "x", "name": TEXT, "above": 2, "shift": 1, "mark": "found"}],
                    "mark": "found",
                },
                {"type": "unknown", "id": "c", "name": TEXT, "what": TEXT, "mark": "not-found"},
                {
                    "type": "euro",
                    "id": "d",
                    "name": TEXT,
                    "axis_variable": "x",
                    "unit": TEXT,
                    "euro_per_unit": 5,
                    "weights_inside": {"a": 1},
                    "mark": "found",
                },
            ],
        },
    ),
    "profile": (
        method_model.WeightProfile,
        {"id": "a", "name": TEXT, "mark": "found", "weights": {"1.1": 0.5, "1.2": 0.5}},
    ),
    "printed": (
        method_model.PrintedTable,
        {"id": "a", "name": TEXT, "mark": "found", "classes": {"1": [None, 8], "2": [9, None]}},
    ),
    "likelihood": (
        method_model.Likelihood,
        {
            "mark": "found",
            "window_years": 5,
            "draw_floor_pct": 0.001,
            "classes": [
                {"code": "A", "word": TEXT, "pct": [0, 0.05], "sub_classes": [{"id": "low", "pct": [0, 0.01]}]},
                {"code": "B", "word": TEXT, "pct": [0.05, None]},
            ],
            "threat_route": {"mark": "found", "shift": {"low": -1, "high": 1}},
        },
    ),
    "round": (
        dossier_model.Round,
        {
            "schema": 1,
            "id": "a",
            "title": TEXT,
            "label": "2012",
            "year": 2012,
            "published_on": "2012-11-20",
            "organisation": TEXT,
            "method": "nl-nrb-2009",
            "scores": "published",
            "statement": TEXT,
        },
    ),
    "judgements": (
        dossier_model.JudgementSet,
        {
            "schema": 1,
            "id": "a",
            "name": TEXT,
            "kind": "expert",
            "date": "2012-11-20",
            "judgements": [
                {"scenario": "a", "criterion": "1.1", "label": "C", "lower": "B", "upper": "D"},
                {
                    "scenario": "a",
                    "criterion": "2.1",
                    "quantities": {"persons": 5, "days": {"distribution": "pert", "low": 1, "mode": 2, "high": 3}},
                },
                {
                    "scenario": "a",
                    "criterion": "likelihood",
                    "probability": {"distribution": "lognormal", "p5": 0.1, "p95": 0.2},
                    "window_years": 5,
                },
                {"scenario": "a", "criterion": "3.1", "missing": True},
            ],
        },
    ),
}


def places(node: Any, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [(*here, key) for key, _ in inner] + [p for key, child in inner for p in places(child, (*here, key))]


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def written(data: object) -> str:
    return yaml.dump(data, Dumper=Plain, sort_keys=False)


@pytest.mark.parametrize("name", VALID)
def test_the_correct_examples_are_correct(name: str) -> None:
    model, data = VALID[name]
    assert isinstance(validate(model, parse_yaml(written(data), "a.yaml")), model)


junk: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(None, True, False, 0, -1, 7, 1e300, math.nan, math.inf, "", "A b", "x" * 200, "2012-13-45", "1,5"),
        *([], [1], [None, "a", {}], {}, {"a": 1}, {"nl": 1}, {"type": "x"}, {"distribution": "x"}, {"": 1}),
    )
).map(copy.deepcopy)
# Words that only pydantic's own messages hold.
ENGLISH = ("should", "Input", "valid", "Value error", "Field", "required", "unable", "must", "expected")


@given(st.sampled_from(sorted(VALID)), st.data())
def test_whatever_is_wrong_is_told_in_dutch_at_a_place_in_the_file(name: str, data: st.DataObject) -> None:
    model, correct = VALID[name]
    content = json.loads(json.dumps(correct))
    for _ in range(data.draw(st.integers(1, 3))):
        *parents, last = data.draw(st.sampled_from(places(content)))
        node: Any = content
        for part in parents:
            node = node[part]
        change = data.draw(st.sampled_from(["replace", "delete", "add"]))
        if change == "replace":
            node[last] = data.draw(junk)
        elif change == "delete":
            del node[last]
        elif isinstance(node, dict):
            node["surplus"] = data.draw(junk)
        if not content:
            return
    source = parse_yaml(written(content), "a.yaml")
    try:
        validate(model, source)
    except InputError as error:
        found = error.problems
    else:
        found = ()
    for problem in found:
        assert not any(word in problem.message.nl for word in ENGLISH), problem
        assert problem.message.nl != problem.message.en
        assert problem.line is not None
        # What pydantic calls the branches of a union is no field of the file.
        assert not any(part in problem.field for part in ("literal[", "dict[", "[key]", "function-", "nullable"))
    assert len(set(found)) == len(found)


class Entry(FileModel):
    size: float


class Listing(FileModel):
    name: str
    entries: tuple[Entry, ...] = ()


def test_a_mistake_in_one_entry_hides_neither_the_file_nor_the_other_entries() -> None:
    source = parse_yaml("name: lijst\nentries:\n  - size: 1\n  - size: groot\n  - size: 3\n", "lijst.yaml")
    problems: list[Problem] = []
    header = validate_header(Listing, source, ("entries",), problems)
    assert header == Listing(name="lijst")
    found = validate_items(Entry, source, "entries", problems)
    assert found == [(Entry(size=1), ("entries", 0)), (Entry(size=3), ("entries", 2))]
    assert [(p.line, p.field) for p in problems] == [(4, "entries[1].size")]


def test_a_wrong_header_is_none_with_its_problems() -> None:
    source = parse_yaml("naam: lijst\nentries: 3\n", "lijst.yaml")
    problems: list[Problem] = []
    assert validate_header(Listing, source, ("entries",), problems) is None
    assert validate_items(Entry, source, "entries", problems) == []
    assert {p.field for p in problems} == {"name", "naam", "entries"}
