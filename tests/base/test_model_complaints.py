# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pickle
from typing import Any, get_args

import pytest
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ErrorType

from weerbaar.base import Explained, ProbabilityError, Text
from weerbaar.base.model_complaints import Complaint, complaint


def test_every_error_pydantic_knows_has_a_dutch_and_an_english_message() -> None:
    for kind in get_args(ErrorType):
        message = complaint(kind, {}, "Input should be good", "x").message
        assert message.en, kind
        assert message.nl != message.en, kind
        assert message.nl.endswith((".", ").")), message.nl
        if kind not in {"value_error", "assertion_error"}:
            assert "Input should" not in message.nl


@pytest.mark.parametrize(
    ("kind", "context", "nl", "en"),
    [
        ("missing", {}, "verplicht veld ontbreekt.", "required field is missing."),
        ("extra_forbidden", {}, "onbekend veld.", "unknown field."),
        ("literal_error", {"expected": "'a', 'b' or 'c'"}, "toegestaan is: a, b, c.", "allowed: a, b, c."),
        ("union_tag_invalid", {"expected_tags": "'a', 'b'"}, "toegestaan is: a, b.", "allowed: a, b."),
        (
            "union_tag_not_found",
            {"discriminator": "'type'"},
            "veld type ontbreekt; dat zegt welke soort dit is.",
            "field type is missing; it says which kind this is.",
        ),
        ("greater_than", {"gt": 0.0}, "moet groter zijn dan 0.", "must be greater than 0."),
        ("greater_than_equal", {"ge": 1900}, "moet 1900 of meer zijn.", "must be 1900 or more."),
        ("less_than", {"lt": 0.5}, "moet kleiner zijn dan 0,5.", "must be less than 0.5."),
        ("less_than_equal", {"le": 1000000.0}, "moet 1000000 of minder zijn.", "must be 1000000 or less."),
        ("too_short", {"min_length": 2}, "te weinig waarden; ten minste 2.", "too few values; at least 2."),
        ("too_long", {"max_length": 2}, "te veel waarden; ten hoogste 2.", "too many values; at most 2."),
        ("string_too_short", {"min_length": 1}, "mag niet leeg zijn.", "must not be empty."),
        ("string_too_short", {"min_length": 3}, "te kort; ten minste 3 tekens.", "too short; at least 3 characters."),
        ("string_too_long", {"max_length": 80}, "te lang; ten hoogste 80 tekens.", "too long; at most 80 characters."),
        (
            "string_pattern_mismatch",
            {"pattern": r"^[0-9]+(\.[0-9]+)*$"},
            "heeft niet de juiste vorm: getallen met punten ertussen, zoals 1.0.",
            "does not have the right form: numbers with dots between them, such as 1.0.",
        ),
        (
            "string_pattern_mismatch",
            {"pattern": "^z$"},
            "heeft niet de juiste vorm: ^z$.",
            "does not have the right form: ^z$.",
        ),
        ("finite_number", {}, "moet een eindig getal zijn (geen NaN of oneindig).", "must be a finite number."),
        ("int_from_float", {}, "moet een geheel getal zijn.", "must be a whole number."),
        ("tuple_type", {}, "hier hoort een lijst te staan.", "a list is expected here."),
        ("date_from_datetime_parsing", {}, "moet een datum zijn (jjjj-mm-dd).", "must be a date (yyyy-mm-dd)."),
    ],
)
def test_messages_say_what_is_allowed(kind: str, context: dict[str, Any], nl: str, en: str) -> None:
    message = complaint(kind, context, "raw", "x").message
    assert (message.nl, message.en) == (nl, en)


def test_an_empty_value_is_said_to_be_empty() -> None:
    message = complaint("string_type", {}, "raw", None).message
    assert message == Text(nl="leeg; hier hoort tekst te staan.", en="empty; text is expected here.")


@pytest.mark.parametrize(
    ("kind", "context", "value", "hint"),
    [
        ("extra_forbidden", {}, 1, "Controleer de spelling of verwijder het."),
        ("string_type", {}, 3, "Zet de waarde tussen aanhalingstekens."),
        ("string_type", {}, [3], ""),
        ("float_parsing", {}, "0,5", "Schrijf decimalen met een punt: 0.5."),
        ("float_parsing", {}, "veel", ""),
        (
            "model_type",
            {"class_name": "Text"},
            1,
            "Schrijf nl: met de Nederlandse tekst en zo nodig en: met de Engelse.",
        ),
        ("model_type", {"class_name": "Axis"}, "x", ""),
    ],
)
def test_hints_fit_what_stands_there(kind: str, context: dict[str, Any], value: object, hint: str) -> None:
    assert complaint(kind, context, "raw", value).hint.nl == hint


def test_our_own_errors_are_told_in_their_own_words() -> None:
    words = Text(nl="nee.", en="no.")
    for error in (Explained("nee.", "no."), ProbabilityError(words)):
        assert complaint("value_error", {"error": error}, "raw", 1).message == words


def test_errors_of_others_are_told_in_dutch_around_what_they_say() -> None:
    message = complaint("value_error", {"error": ValueError("bad")}, "Value error, bad", 1).message
    assert message == Text(nl="deze waarde kan hier niet staan (Value error, bad).", en="Value error, bad")
    custom = complaint("made_up", {}, str(PydanticCustomError("made_up", "odd")), 1).message
    assert custom == Text(nl="deze waarde kan hier niet staan.", en="this value is not allowed here (odd).")


def test_two_complaints_about_one_place_become_one() -> None:
    one = Complaint(Text(nl="toegestaan is: equal.", en="allowed: equal."))
    other = Complaint(Text(nl="hier horen velden.", en="fields expected."), Text(nl="Tip.", en="Tip."))
    both = one.or_else(other)
    assert both.message == Text(
        nl="toegestaan is: equal, of hier horen velden.", en="allowed: equal, or fields expected."
    )
    assert both.hint.nl == "Tip."


def test_an_explained_error_keeps_both_languages_between_processes() -> None:
    back = pickle.loads(pickle.dumps(Explained("nee.", "no.")))
    assert back.text == Text(nl="nee.", en="no.")
    assert str(back) == "no."
