# SPDX-License-Identifier: EUPL-1.2
"""Which texts are values of the simple types that the schema of CAP uses (W3C XML Schema 1.0, part 2).

``xs:anyURI`` is any text that is a URI reference of RFC 3986 once what a URI may not hold is escaped; square brackets
are let through in a fragment and anything between them in a host, as libxml2 has it, so that verdicts are equal.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from weerbaar.alerting.cap.structure import (
    CAP_TIME,
    DATE_TIME,
    DECIMAL,
    ENUMERATION,
    INTEGER,
    LANGUAGE,
    STRING,
    URI,
    Part,
)
from weerbaar.alerting.cap.values import parse_time

_BLANK = " \t\r\n"

_CAP_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})()([-+])([0-9]{2}):([0-9]{2})"
)
_DATE_TIME = re.compile(
    r"-?([1-9][0-9]{4,}|[0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:Z|([-+])([0-9]{2}):([0-9]{2}))?"
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")

# Each repetition is possessive: what follows it cannot be in it, and going back would take memory for every character.
_CHARACTER = r"[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_IN_PATH = rf"(?:{_CHARACTER}|[:@])"
_FIRST_WITHOUT_COLON = rf"(?:{_CHARACTER}|@)"
_MORE_PATH = rf"(?:/{_IN_PATH}*+)*+"
# libxml2 keeps a port in an integer of 32 bits.
_PORT = r"(?::(?:0++|0*+(?:[1-9][0-9]{0,8}|1[0-9]{9}|20[0-9]{8}))(?![0-9]))?"
_AUTHORITY = rf"(?:(?:{_CHARACTER}|:)*+@)?(?:\[[^\]]*+\]|(?:{_CHARACTER})*+){_PORT}"
_FROM_ROOT = rf"/(?:{_IN_PATH}++{_MORE_PATH})?"
_URI = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]*:(?://{_AUTHORITY}{_MORE_PATH}|{_FROM_ROOT}|{_IN_PATH}++{_MORE_PATH}|)"
    rf"|//{_AUTHORITY}{_MORE_PATH}|{_FROM_ROOT}|{_FIRST_WITHOUT_COLON}++{_MORE_PATH}|)"
    rf"(?:\?(?:{_IN_PATH}|[/?])*+)?(?:#(?:{_IN_PATH}|[]/?[])*+)?"
)
_ESCAPED = re.compile(r"[^!#-;=?-Z\[\]_a-z~]")

_HALF_DAY_MINUTES = 14 * 60
_TIME_LENGTH = len("2024-06-15T12:30:00+02:00")


def is_cap_time(text: str) -> bool:
    """Return whether ``text`` is a time as CAP 1.2 writes it: ``YYYY-MM-DDThh:mm:ss±hh:mm``."""
    # Python knows the calendar, and has read most of a message's times before; only its zones go on to 23:59.
    if text[20:22] < "14" and len(text) == _TIME_LENGTH and parse_time(text) is not None:
        return True
    found = _CAP_TIME.fullmatch(text.strip(_BLANK))
    return found is not None and _exists(found)


def is_date_time(text: str) -> bool:
    """Return whether ``text`` is an ``xs:dateTime``, which is what CAP 1.0 and 1.1 asked for."""
    found = _DATE_TIME.fullmatch(text.strip(_BLANK))
    return found is not None and _exists(found)


def is_language(text: str) -> bool:
    """Return whether ``text`` is an ``xs:language``."""
    return _LANGUAGE.fullmatch(text.strip(_BLANK)) is not None


def is_integer(text: str) -> bool:
    """Return whether ``text`` is an ``xs:integer``."""
    return _INTEGER.fullmatch(text.strip(_BLANK)) is not None


def is_decimal(text: str) -> bool:
    """Return whether ``text`` is an ``xs:decimal``."""
    return _DECIMAL.fullmatch(text.strip(_BLANK)) is not None


def is_uri(text: str) -> bool:
    """Return whether ``text`` is an ``xs:anyURI``."""
    return _URI.fullmatch(_ESCAPED.sub("_", text.strip(_BLANK)).replace("^", "_")) is not None


IS_VALUE: dict[str, Callable[[str], bool]] = {
    CAP_TIME: is_cap_time,
    DATE_TIME: is_date_time,
    LANGUAGE: is_language,
    URI: is_uri,
    INTEGER: is_integer,
    DECIMAL: is_decimal,
}


def value_test(part: Part) -> Callable[[str], bool] | None:
    """Return what tells whether a text is a value of ``part``; None where any text is."""
    if part.kind == STRING:
        return None
    if part.kind == ENUMERATION:
        return frozenset(part.allowed).__contains__
    is_value = IS_VALUE[part.kind]
    return (lambda text: not text or is_value(text)) if part.default else is_value


def _exists(found: re.Match[str]) -> bool:
    """Return whether a time that is written well is on the calendar, and its zone at most 14 hours away."""
    year, month, day, hour, minute, second, fraction, _sign, zone_hour, zone_minute = found.groups()
    if not ("01" <= month <= "12" and "01" <= day <= "31" and minute <= "59" and second <= "59"):
        return False
    if day > "28" and int(day) > monthrange(int(year[-4:]) % 400 + 400, int(month))[1]:
        return False
    if hour > "23" and (hour, minute, second, (fraction or "").strip("0")) != ("24", "00", "00", ""):
        return False
    if year == "0000":
        return False
    return zone_hour is None or (zone_minute <= "59" and int(zone_hour) * 60 + int(zone_minute) <= _HALF_DAY_MINUTES)
