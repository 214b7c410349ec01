# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from lxml import etree

from weerbaar.alerting.cap.extension import extension_bytes, filled, place_for

_HOLDER = b'<a xmlns="urn:a" xmlns:p="urn:p">%s</a>'


def _child(inside: bytes) -> etree._Element:
    return etree.fromstring(_HOLDER % inside)[0]


def test_prefixes_that_are_declared_above_come_along() -> None:
    assert extension_bytes(_child(b"<p:b>x</p:b>tail")) == b'<p:b xmlns:p="urn:p">x</p:b>'


def test_two_prefixes_for_one_namespace_stay_two() -> None:
    inside = b'<S:S xmlns:S="urn:s"><I xmlns="urn:s"></I></S:S>'
    assert extension_bytes(_child(inside)) == inside


def test_an_element_without_a_namespace_does_not_fall_into_the_one_around_it() -> None:
    extension = extension_bytes(_child(b'<p:b><c xmlns=""/></p:b>'))
    again = etree.fromstring(_HOLDER % extension)
    assert again[0][0].tag == "c"


def test_each_extension_comes_in_its_place() -> None:
    root = etree.Element("r")
    root.extend([place_for(0), place_for(1)])
    assert filled(etree.tostring(root), [b"<x><?extension 1?></x>", b"<y/>"]) == b"<r><x><?extension 1?></x><y/></r>"
