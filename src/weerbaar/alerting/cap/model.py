# SPDX-License-Identifier: EUPL-1.2
"""The parts of a CAP 1.2 message, as it is written: every value is the text of its element, nothing is interpreted.

Names follow OASIS CAP 1.2, section 3.2, in snake case. An element that may be absent is None when it is; one that may
be repeated is a tuple. That keeps reading and writing without loss; :mod:`weerbaar.alerting.cap.values` interprets.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """``eventCode``, ``parameter`` or ``geocode``: a value in a list that somebody keeps."""

    value_name: str
    value: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that goes with an information block."""

    resource_desc: str
    mime_type: str | None = None
    size: str | None = None
    uri: str | None = None
    deref_uri: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """Where it is: polygons are ``lat,lon lat,lon …``, circles ``lat,lon km``."""

    area_desc: str
    polygon: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()
    geocode: tuple[Named, ...] = ()
    altitude: str | None = None
    ceiling: str | None = None


@dataclass(frozen=True, slots=True)
class Info:
    """What is going on, in one language."""

    event: str
    urgency: str
    severity: str
    certainty: str
    category: tuple[str, ...] = ()
    language: str | None = None
    response_type: tuple[str, ...] = ()
    audience: str | None = None
    event_code: tuple[Named, ...] = ()
    effective: str | None = None
    onset: str | None = None
    expires: str | None = None
    sender_name: str | None = None
    headline: str | None = None
    description: str | None = None
    instruction: str | None = None
    web: str | None = None
    contact: str | None = None
    parameter: tuple[Named, ...] = ()
    resource: tuple[Resource, ...] = ()
    area: tuple[AreaBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """One message.

    ``extensions`` are the elements of other namespaces at its end, a signature among them, each as canonical XML.
    """

    identifier: str
    sender: str
    sent: str
    status: str
    msg_type: str
    scope: str
    source: str | None = None
    restriction: str | None = None
    addresses: str | None = None
    code: tuple[str, ...] = ()
    note: str | None = None
    references: str | None = None
    incidents: str | None = None
    info: tuple[Info, ...] = ()
    extensions: tuple[bytes, ...] = ()
