# SPDX-License-Identifier: EUPL-1.2
"""Open data: the same data give the same bytes, what is not known is null, and schemas accept what is written."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    FileModel,
    Text,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_document,
    schema_text,
)


def test_a_text_without_english_stands_in_both_places() -> None:
    assert both_languages(Text(nl="ernst", en="gravity")) == {"nl": "ernst", "en": "gravity"}
    assert both_languages(Text(nl="ernst")) == {"nl": "ernst", "en": "ernst"}


def test_numbers_are_cut_to_their_digits_and_not_known_is_null() -> None:
    data = {"a": 1 / 3, "b": (float("nan"), 2, True), "c": "é"}
    assert json_bytes(data).decode() == '{\n "a": 0.333333333333,\n "b": [\n  null,\n  2,\n  true\n ],\n "c": "é"\n}\n'
    assert json.loads(json_bytes(data, digits=3))["a"] == 0.333


def test_what_has_no_end_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_bytes({"a": float("inf")})


def test_schemas_accept_what_they_are_for_and_nothing_else() -> None:
    schema = object_schema({"share": or_null(SHARE_SCHEMA), "names": list_schema(TEXT_SCHEMA)})
    validator = Draft202012Validator(schema)
    validator.validate({"share": None, "names": [both_languages(Text(nl="a"))]})
    for wrong in ({"share": 1.5, "names": []}, {"share": 0.5}, {"share": 0.5, "names": [], "more": 1}):
        with pytest.raises(ValidationError):
            validator.validate(wrong)


def test_any_model_can_be_published() -> None:
    class Small(FileModel):
        size: float

    document = schema_document(Small, "small", 2, "A small file")
    assert document["$id"] == "urn:weerbaar:schema:small:2"
    assert document["title"] == "A small file"
    assert document["required"] == ["size"]
    assert json.loads(schema_text(document)) == document
