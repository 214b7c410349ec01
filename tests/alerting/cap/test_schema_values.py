# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from weerbaar.alerting.cap.schema_values import (
    is_cap_time,
    is_date_time,
    is_decimal,
    is_integer,
    is_language,
    is_uri,
)


def _schema(kind: str) -> etree.XMLSchema:
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="v" type="{kind}"/></schema>'
    return etree.XMLSchema(etree.fromstring(text))


def _verdict(schema: etree.XMLSchema, text: str) -> bool:
    element = etree.Element("v")
    element.text = text
    return schema.validate(element)


_URI = _schema("anyURI")
_DATE_TIME = _schema("dateTime")
_LANGUAGE = _schema("language")
_INTEGER = _schema("integer")
_DECIMAL = _schema("decimal")
_URI_PIECES = [*"ab1:/?#[]@%4f .é|^\\`{}<>\"'()*+,;=-_~&$!", "//", "://", "http:", "%20", "[::1]", ":80", ":0"]


@example("http://h:0/")
@example("http://h:0080/")
@example("http://h:2000000000/")
@example("http://h:99999999999/")
@given(st.lists(st.sampled_from(_URI_PIECES), min_size=1, max_size=9).map("".join))
def test_a_uri_is_what_libxml2_says_it_is(text: str) -> None:
    assert is_uri(text) == _verdict(_URI, text)


@given(
    st.tuples(
        st.sampled_from(["2024", "2023", "1900", "2000", "0000", "12024", "02024", "0001", "999", "-2024"]),
        st.integers(0, 13),
        st.integers(0, 32),
        st.integers(0, 25),
        st.sampled_from([0, 59, 60]),
        st.sampled_from([0, 59, 60]),
        st.sampled_from(["", ".0", ".", ".123", ".000"]),
        st.sampled_from(["", "Z", "+02:00", "-14:00", "+14:01", "+13:59", "+13:60", "z"]),
    )
)
def test_a_time_is_what_libxml2_says_it_is(parts: tuple[str, int, int, int, int, int, str, str]) -> None:
    year, month, day, hour, minute, second, fraction, zone = parts
    text = f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{fraction}{zone}"
    assert is_date_time(text) == _verdict(_DATE_TIME, text)
    plain = not fraction and len(year) == 4 and zone not in ("", "Z", "z")
    assert is_cap_time(text) == (plain and is_date_time(text))


@given(st.text(st.sampled_from("aZ9-_ \t"), max_size=12))
def test_a_language_is_what_libxml2_says_it_is(text: str) -> None:
    assert is_language(text) == _verdict(_LANGUAGE, text)


@given(st.text(st.sampled_from("019+-. \n٣e"), max_size=7))
def test_numbers_are_what_libxml2_says_they_are(text: str) -> None:
    assert is_integer(text) == _verdict(_INTEGER, text)
    assert is_decimal(text) == _verdict(_DECIMAL, text)


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (is_cap_time, "2002-05-24T16:49:00-07:00", "2002-05-24T16:49:00Z"),
        (is_cap_time, " 2024-02-29T00:00:00-00:00\n", "2023-02-29T00:00:00-00:00"),
        (is_cap_time, "2024-02-28T24:00:00+14:00", "2024-02-28T24:00:01+14:00"),
        (is_cap_time, "2000-02-29T12:00:00+01:00", "1900-02-29T12:00:00+01:00"),
        (is_date_time, "2002-05-24T16:49:00Z", "2002-05-24 16:49:00Z"),
        (is_language, "nl-NL", "nl_NL"),
        (is_uri, "https://www.nl-alert.nl/?a=1#b", "https://www.nl-alert.nl/100%"),
        (is_uri, "een plaatje.png", "12:00"),
        (is_integer, "-20480", "20.5"),
        (is_decimal, "+12.5", "12,5"),
    ],
)
def test_right_and_wrong_values(check: Callable[[str], bool], right: str, wrong: str) -> None:
    assert check(right)
    assert not check(wrong)


def test_a_long_value_takes_no_time_that_grows_with_its_square() -> None:
    # These would take minutes if a check went over them again and again.
    assert is_uri("http://" + "a:" * 100_000) is False
    assert is_language("abc-" * 50_000) is False
    assert is_uri("a" * 200_000) is True
