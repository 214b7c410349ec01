# SPDX-License-Identifier: EUPL-1.2
"""One small change to a CAP message at a time, for holding our verdict against that of a schema."""

from __future__ import annotations

import copy
import random

from lxml import etree

_NAMES = (
    "identifier sender sent status msgType source scope code note references incidents info language category "
    "event responseType urgency severity certainty audience eventCode effective onset expires senderName headline web "
    "contact parameter resource area areaDesc polygon circle geocode altitude ceiling valueName value mimeType size "
    "uri derefUri digest resourceDesc Info alert bogus"
).split()
_VALUES = (
    "",
    " ",
    "\u00a0",
    "Actual",
    " Actual",
    "actual",
    "Met",
    "Likely",
    "Very Likely",
    "None",
    "Unknown",
    "CBRNE",
    "AllClear",
    "nl",
    "nl-NL",
    "nl_NL",
    " en-US\n",
    "x-klingon",
    "abcdefghi",
    "1",
    "-12",
    "+3.50",
    ".5",
    "5.",
    "1e3",
    " 7 ",
    "\u0661",
    "2026-06-01T12:00:00+02:00",
    " 2026-06-01T12:00:00-00:00 ",
    "2026-06-01T12:00:00Z",
    "2026-06-01T12:00:00",
    "2026-06-01T12:00:00.0+02:00",
    "2026-02-29T12:00:00+02:00",
    "2024-02-29T12:00:00+02:00",
    "2100-02-29T12:00:00+02:00",
    "2026-06-31T12:00:00+02:00",
    "2026-13-01T12:00:00+02:00",
    "2026-06-01T24:00:00+02:00",
    "2026-06-01T24:00:01+02:00",
    "2026-06-01T12:60:00+02:00",
    "2026-06-01T12:00:60+02:00",
    "2026-06-01T12:00:00+14:00",
    "2026-06-01T12:00:00+14:01",
    "2026-06-01T12:00:00,02:00",
    "0000-06-01T12:00:00+02:00",
    "12026-06-01T12:00:00+02:00",
    "-2026-06-01T12:00:00+02:00",
    "2026-6-1T12:00:00+02:00",
    "http://www.example.org/a?b=c#d",
    "http://a b/",
    "http://a/%zz",
    "http://a/#b#c",
    "1a:b",
    "::",
    "[a]",
    "http://[::1]:80/",
    "http://h:123456789/",
    "http://h:/",
    "n/a",
    "mailto:a@b.nl",
    "\u00e9|\u00eb",
    "a/b:c",
    "?",
    "http://a@b@c/",
)
_ATTRIBUTES = (
    ("id", "x"),
    ("{http://www.w3.org/XML/1998/namespace}lang", "nl"),
    ("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "a b"),
    ("{http://www.w3.org/2001/XMLSchema-instance}nil", "true"),
)
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


def mutated(root: etree._Element, rng: random.Random) -> etree._Element:
    """Return a copy of ``root`` with one to three changes, which may leave it valid."""
    found = copy.deepcopy(root)
    for _time in range(rng.choice((1, 1, 1, 2, 3))):
        _change(found, rng)
    return found


def _change(root: etree._Element, rng: random.Random) -> None:
    elements = [
        each for each in root.iter(etree.Element) if each is not root and not each.tag.startswith(_SIGNATURE[:36])
    ]
    if not elements:
        return
    element = rng.choice(elements)
    parent = element.getparent()
    assert parent is not None
    own = root.tag.rpartition("}")[0] + "}"
    kind = rng.randrange(13)
    if kind == 0:
        parent.remove(element)
    elif kind == 1:
        parent.insert(parent.index(element), copy.deepcopy(element))
    elif kind == 2:
        other = rng.choice(list(parent))
        parent.insert(parent.index(other), element)
    elif kind == 3:
        element.tag = own + rng.choice(_NAMES)
    elif kind in (4, 5, 6):
        rng.choice([each for each in elements if not len(each)] or elements).text = rng.choice(_VALUES)
    elif kind == 7:
        parent.insert(rng.randrange(len(parent) + 1), etree.Element(own + rng.choice(_NAMES)))
    elif kind == 8:
        new = etree.Element(rng.choice(("{urn:other}x", "x", _SIGNATURE)))
        rng.choice((root, parent, element)).append(new)
    elif kind == 9:
        element.tail = rng.choice(("text", "\u00a0", " ", None))
    elif kind == 10:
        name, value = rng.choice(_ATTRIBUTES)
        rng.choice((root, element)).set(name, value)
    elif kind == 11:
        element.text = rng.choice(("text", "\u00a0", "\n"))
    else:
        rng.choice(elements).append(copy.deepcopy(element))
