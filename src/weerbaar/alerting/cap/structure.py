# SPDX-License-Identifier: EUPL-1.2
"""Which elements a CAP message consists of, in which order, how often, and what each may hold, for CAP 1.0, 1.1 and
1.2.

The tables say what the three published schemas say; :mod:`weerbaar.alerting.cap.schema_rules` holds a message against
them. Sources: OASIS CAP 1.2, section 3.4; OASIS CAP 1.1, section 3.3; CAP 1.0, section 3.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from weerbaar.alerting.cap.document import Version

NAMESPACE: dict[Version, str] = {
    "1.0": "http://www.incident.com/cap/1.0",
    "1.1": "urn:oasis:names:tc:emergency:cap:1.1",
    "1.2": "urn:oasis:names:tc:emergency:cap:1.2",
}
VERSION_OF: dict[str, Version] = {namespace: version for version, namespace in NAMESPACE.items()}
SIGNATURE_NAMESPACE = "http://www.w3.org/2000/09/xmldsig#"
INSTANCE_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance"

# What an element without child elements holds; the names of XML Schema, with CAP 1.2's own form of time apart.
STRING, CAP_TIME, DATE_TIME, LANGUAGE, URI, INTEGER, DECIMAL, ENUMERATION = (
    "string",
    "CAP time",
    "dateTime",
    "language",
    "anyURI",
    "integer",
    "decimal",
    "enumeration",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One element in the place where it belongs.

    Attributes:
        name: local name.
        kind: what it holds when it has no parts.
        allowed: the words of an enumeration.
        parts: what it consists of, in order; empty for an element that holds a value.
        least: how often at least, 0 or 1.
        many: may be repeated.
        default: an empty element stands for a default of the schema.
    """

    name: str
    kind: str = STRING
    allowed: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    least: int = 0
    many: bool = False
    default: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A complex element made ready for checking: its parts by their full tag."""

    part: Part
    by_tag: dict[str, tuple[int, Part, Shape | None]] = field(default_factory=dict)
    required: frozenset[int] = frozenset()


def _words(name: str, words: str, least: int = 1, *, many: bool = False) -> Part:
    return Part(name, ENUMERATION, tuple(words.split()), least=least, many=many)


def _texts(names: str) -> list[Part]:
    return [Part(name) for name in names.split()]


def _needed(name: str) -> Part:
    return Part(name, least=1)


def _named(name: str) -> Part:
    return Part(name, parts=(_needed("valueName"), _needed("value")), many=True)


_RESOURCE = (
    _needed("resourceDesc"),
    _needed("mimeType"),
    Part("size", INTEGER),
    Part("uri", URI),
    Part("derefUri"),
    Part("digest"),
)
_AREA = (
    _needed("areaDesc"),
    Part("polygon", many=True),
    Part("circle", many=True),
    _named("geocode"),
    Part("altitude", DECIMAL),
    Part("ceiling", DECIMAL),
)
_INFO = (
    Part("language", LANGUAGE, default=True),
    _words("category", "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other", many=True),
    _needed("event"),
    _words("responseType", "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None", 0, many=True),
    _words("urgency", "Immediate Expected Future Past Unknown"),
    _words("severity", "Extreme Severe Moderate Minor Unknown"),
    _words("certainty", "Observed Likely Possible Unlikely Unknown"),
    Part("audience"),
    _named("eventCode"),
    Part("effective", CAP_TIME),
    Part("onset", CAP_TIME),
    Part("expires", CAP_TIME),
    *_texts("senderName headline description instruction"),
    Part("web", URI),
    Part("contact"),
    _named("parameter"),
    Part("resource", parts=_RESOURCE, many=True),
    Part("area", parts=_AREA, many=True),
)
_ALERT = (
    _needed("identifier"),
    _needed("sender"),
    Part("sent", CAP_TIME, least=1),
    _words("status", "Actual Exercise System Test Draft"),
    _words("msgType", "Alert Update Cancel Ack Error"),
    Part("source"),
    _words("scope", "Public Restricted Private"),
    *_texts("restriction addresses"),
    Part("code", many=True),
    *_texts("note references incidents"),
    Part("info", parts=_INFO, many=True),
)


def _changed(parts: Sequence[Part], changes: dict[str, Part | None]) -> tuple[Part, ...]:
    """Return ``parts`` with those named in ``changes`` replaced, or left out where the change is None."""
    found = [(part.name, changes.get(part.name, part)) for part in parts]
    return tuple(part for _name, part in found if part is not None)


def _without_times(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, kind=DATE_TIME) if part.kind == CAP_TIME else part for part in parts)


def _earlier(alert: Sequence[Part], info: Sequence[Part], resource: Sequence[Part], area: Sequence[Part]) -> Part:
    blocks: dict[str, Part | None] = {
        "resource": Part("resource", parts=tuple(resource), many=True),
        "area": Part("area", parts=tuple(area), many=True),
    }
    whole = Part("info", parts=_without_times(_changed(info, blocks)), many=True)
    return Part("alert", parts=_without_times(_changed(alert, {"info": whole})))


_RESOURCE_1_1 = _changed(_RESOURCE, {"mimeType": Part("mimeType")})
_AREA_1_1 = _changed(_AREA, {"altitude": Part("altitude"), "ceiling": Part("ceiling")})
_INFO_1_1 = _changed(
    _INFO,
    {"responseType": _words("responseType", "Shelter Evacuate Prepare Execute Monitor Assess None", 0, many=True)},
)
_INFO_1_0 = _changed(
    _INFO,
    {
        "category": _words(
            "category", "Geo Met Safety Security Rescue Fire Health Env Transport Infra Other", 0, many=True
        ),
        "responseType": None,
        "certainty": Part(
            "certainty", ENUMERATION, ("Very Likely", "Likely", "Possible", "Unlikely", "Unknown"), least=1
        ),
        "eventCode": Part("eventCode", many=True),
        "parameter": Part("parameter", many=True),
    },
)
_AREA_1_0 = _changed(_AREA_1_1, {"geocode": Part("geocode", many=True)})
_ALERT_1_0 = _changed(
    (*_ALERT[:5], Part("password"), *_ALERT[5:]),
    {
        "status": _words("status", "Actual Exercise System Test"),
        "scope": _words("scope", "Public Restricted Private", 0),
    },
)

ALERT: dict[Version, Part] = {
    "1.0": _earlier(_ALERT_1_0, _INFO_1_0, _changed(_RESOURCE_1_1, {"derefUri": None}), _AREA_1_0),
    "1.1": _earlier(_ALERT, _INFO_1_1, _RESOURCE_1_1, _AREA_1_1),
    "1.2": Part("alert", parts=_ALERT),
}


@cache
def model_name(name: str) -> str:
    """Return the name that the element ``name`` has in the model: ``msgType`` is ``msg_type``."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def shape_of(part: Part, namespace: str) -> Shape:
    """Return ``part`` made ready for checking messages in ``namespace``."""
    start = f"{{{namespace}}}" if namespace else ""
    by_tag = {
        start + child.name: (index, child, shape_of(child, namespace) if child.parts else None)
        for index, child in enumerate(part.parts)
    }
    required = frozenset(index for index, child in enumerate(part.parts) if child.least)
    return Shape(part, by_tag, required)
