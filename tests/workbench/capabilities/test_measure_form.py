# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from tests.workbench.capabilities.documents import example
from weerbaar.base import Problem, Text
from weerbaar.capability import load_analysis
from weerbaar.workbench.capabilities.measure_form import (
    SPARE,
    MeasureForm,
    choices_of,
    data_of,
    form_from,
    form_of,
    place_problems,
)
from weerbaar.workbench.capabilities.yaml_items import item_of, items_of


def posted(form: MeasureForm, **changed: Any) -> QueryDict:
    """Return the fields of a form as a browser would send them."""
    post = QueryDict(mutable=True)
    post.update(form.values)
    for name, lines in (("effects", form.effects), ("adds", form.adds)):
        post[f"{name}-count"] = str(len(lines))
        for i, line in enumerate(lines):
            post[f"{name}-{i}-index"] = line.index
            for field, value in line.values.items():
                post[f"{name}-{i}-{field}"] = value
    post.setlist("requires", form.requires)
    post.setlist("excludes", form.excludes)
    for name, value in changed.items():
        if isinstance(value, list):
            post.setlist(name.replace("__", "-"), value)
        else:
            post[name.replace("__", "-")] = value
    return post


@pytest.fixture(autouse=True)
def _dutch() -> Any:
    with translation.override("nl"):
        yield


@pytest.mark.parametrize("id_", [m["id"] for m in items_of(example()["measures.yaml"], "m", "measures")])
def test_every_measure_of_the_example_comes_back_from_the_form_as_it_was(id_: str) -> None:
    item = item_of(example()["measures.yaml"], "m", "measures", id_)
    assert item is not None
    form = form_from(posted(form_of(item)), item)
    assert data_of(form, item) == item
    assert form.sound


def test_fields_that_the_form_does_not_know_stay() -> None:
    item = {
        "id": "a",
        "title": {"nl": "A"},
        "theme": "cyber",
        "cost": {"one_off_eur": {"distribution": "lognormal", "p5": 1, "p95": 3}},
        "effects": [{"scenario": "s", "on": "1.1", "amount": {"deaths": 3}, "source": ["x"]}],
        "links": [{"cause": "s", "consequence": "t", "share": 0.1}],
    }
    form = form_from(posted(form_of(item), owner="Nieuw"), item)
    assert data_of(form, item) == {**item, "owner": "Nieuw"}
    assert form_of(item).other["one_off_eur"].startswith("distribution lognormal")


def test_a_line_is_added_changed_and_taken_out() -> None:
    item = {
        "id": "a",
        "title": {"nl": "A"},
        "cost": {"one_off_eur": 1},
        "effects": [
            {"scenario": "s", "on": "impact", "share": 0.1, "mark": "illustrative"},
            {"scenario": "t", "on": "impact", "share": 0.2},
        ],
    }
    post = posted(
        form_of(item), effects__0__best="0,3", effects__1__remove="1", effects__2__scenario="u",
        effects__2__on="likelihood", effects__2__way="steps", effects__2__best="1",
    )  # fmt: skip
    assert data_of(form_from(post, item), item)["effects"] == [
        {"scenario": "s", "on": "impact", "share": 0.3, "mark": "illustrative"},
        {"scenario": "u", "on": "likelihood", "steps": 1},
    ]


def test_what_is_missing_is_told_at_its_field() -> None:
    form = form_from(posted(form_of({}), id="Hoofdletters", yearly_eur_low="1", effects__0__scenario="s"), {})
    data_of(form, {})
    assert set(form.errors) == {"id", "title_nl", "yearly_eur"}
    assert form.effects[0].error == "Geef de omvang."
    assert not form.sound


def test_an_empty_form_has_spare_lines_and_asks_for_the_cost() -> None:
    form = form_of({})
    assert len(form.effects) == len(form.adds) == SPARE
    data_of(form, {})
    assert "kosten" in form.errors["one_off_eur"]


def test_what_the_library_finds_goes_to_the_field_it_is_about() -> None:
    form = form_of({"id": "a", "effects": [{"scenario": "s", "on": "x", "share": 1}]})

    def problem(field: str, file: str = "measures.yaml") -> Problem:
        return Problem(file, Text(nl="onjuist."), field=field, value="w")

    rest = place_problems(
        form,
        [
            problem("measures[3].cost.yearly_eur.high"),
            problem("measures[3].effects[0].on"),
            problem("measures[3].heading"),
            problem("measures[3].title.nl"),
            problem("measures[2].heading"),
        ],
        3,
    )
    assert set(form.errors) == {"yearly_eur", "heading", "title_nl"}
    assert form.effects[0].error == "“w”: onjuist."
    assert [p.field for p in rest] == ["measures[2].heading"]


def test_the_selects_offer_what_the_analysis_holds() -> None:
    choices = choices_of(load_analysis("voorbeeld-capaciteiten"))
    assert len(choices.headings) == 5
    assert len(choices.measures) == 26
    assert [id_ for id_, _ in choices.targets[:2]] == ["likelihood", "impact"]
    assert choices.years == (2014, 2015, 2016, 2017, 2018)
