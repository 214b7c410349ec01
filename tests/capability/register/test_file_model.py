# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from importlib.resources import files

import jsonschema
import pytest
from pydantic import ValidationError

from tests.capability.register.registers import HEAD, problems_of, register_of, text_of
from weerbaar.base import InputError, parse_yaml, schema_text
from weerbaar.capability.register import Entry, parse_register, register_schema


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        ("kind: decision, recorded_on: 2014-01-01", "entries[0]", "valid_from ontbreekt"),
        ("kind: besluit, valid_from: 2013, recorded_on: 2014-01-01", "entries[0].kind", "toegestaan is: advice"),
        ("kind: decision, valid_from: ooit, recorded_on: 2014-01-01", "entries[0].valid_from", "moet een dag, maand"),
        ("kind: decision, valid_from: 2013, recorded_on: 2014-01", "entries[0].recorded_on", "moet een datum zijn"),
        (
            "kind: decision, valid_from: 2013, recorded_on: 9999-12-31",
            "entries[0].recorded_on",
            "1900 tot en met 2150",
        ),
        ("kind: decision, valid_from: true, recorded_on: 2014-01-01", "entries[0].valid_from", "moet een dag, maand"),
        (
            "kind: start, state: completed, valid_from: 2013, recorded_on: 2014-01-01",
            "entries[0]",
            "de stand completed past niet bij start",
        ),
        ("kind: correction, valid_from: 2013, recorded_on: 2014-01-01", "entries[0]", "een correctie noemt"),
        ("kind: start, corrects: e0, valid_from: 2013, recorded_on: 2014-01-01", "entries[0]", "een correctie noemt"),
        ("kind: start, annuls: true, valid_from: 2013, recorded_on: 2014-01-01", "entries[0]", "annuls hoort bij"),
        (
            "kind: start, budget_eur: -1, valid_from: 2013, recorded_on: 2014-01-01",
            "entries[0].budget_eur",
            "moet 0 of meer zijn",
        ),
        (
            "kind: start, budget_eur: .nan, valid_from: 2013, recorded_on: 2014-01-01",
            "entries[0].budget_eur",
            "eindig getal",
        ),
        (
            "kind: evaluation, valid_from: 2013, recorded_on: 2014-01-01, effects: [{scenario: s1, round: R2}]",
            "entries[0].effects[0]",
            "geef likelihood_after of impact_after",
        ),
        ("kind: start, colour: red, valid_from: 2013, recorded_on: 2014-01-01", "entries[0].colour", "onbekend veld"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(line: str, field: str, said: str) -> None:
    (problem,) = problems_of(line)
    assert problem.field == field
    assert said in problem.message.nl
    assert problem.line == HEAD.count("\n") + 1


def test_the_state_follows_from_the_kind_unless_it_is_given() -> None:
    def state(kind: str, **more: str) -> str | None:
        when = {"valid_from": "2013", "recorded_on": datetime.date(2014, 1, 1)}
        return Entry.model_validate({"id": "e", "subject": "s", "kind": kind, **when, **more}).new_state

    assert state("advice") == "proposed"
    assert state("decision") == "decided"
    assert state("decision", state="running") == "running"
    assert state("start") == "running"
    assert state("progress") is None
    assert state("completion") == "completed"
    assert state("withdrawal") == "withdrawn"
    assert state("evaluation") is None


def test_entries_cannot_be_changed() -> None:
    (entry,) = register_of("kind: decision, valid_from: 2013, recorded_on: 2014-01-01").entries
    with pytest.raises(ValidationError):
        entry.kind = "start"  # type: ignore[misc]


def test_an_entry_in_brackets_may_hold_a_moment_in_brackets() -> None:
    register = register_of("kind: decision, valid_from: [2013-10..2013-11], recorded_on: 2014-01-01")
    assert str(register.entries[0].valid_from) == "2013-10..2013-11"


def test_published_schema_is_that_of_the_model_and_accepts_the_examples() -> None:
    """After a change of the model, write ``schema_text(register_schema())`` to the committed file again."""
    data = files("weerbaar").joinpath("data")
    assert data.joinpath("schemas/register-1.schema.json").read_text(encoding="utf-8") == schema_text(register_schema())
    for name in ("voorbeeld-capaciteiten", "register-sinds-2008"):
        text = data.joinpath(f"capability/{name}/register.yaml").read_text(encoding="utf-8")
        jsonschema.validate(parse_yaml(text, name).data, register_schema(), cls=jsonschema.Draft202012Validator)


def test_an_unknown_schema_version_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse_register(text_of().replace("schema: 1", "schema: 2"), "register.yaml")
    assert caught.value.problems[0].field == "schema"
