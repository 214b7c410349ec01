# SPDX-License-Identifier: EUPL-1.2
"""What the schema of CAP says, rule by rule: which elements, in which order, how often, holding what.

The verdict is that of the published schema (for CAP 1.2 the OASIS XSD), with every fault where it is instead of the
first only. Two things differ on purpose: an ``xsi:type`` is refused, since it changes what an element may hold, and a
signature at the end is let through in 1.0 and 1.1 as well. What is in the signature is for
:mod:`weerbaar.alerting.cap.signature_rules`.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from weerbaar.alerting.cap.document import Document, Version
from weerbaar.alerting.cap.schema_values import IS_VALUE
from weerbaar.alerting.cap.structure import (
    ALERT,
    CAP_TIME,
    DATE_TIME,
    DECIMAL,
    ENUMERATION,
    INSTANCE_NAMESPACE,
    INTEGER,
    LANGUAGE,
    NAMESPACE,
    SIGNATURE_NAMESPACE,
    STRING,
    URI,
    VERSION_OF,
    Part,
    Shape,
    shape_of,
)
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

if TYPE_CHECKING:
    from lxml import etree

# A file with more faults than this is broken in one way many times; counting on would only take time.
MOST_FINDINGS = 200

_LONGEST_VALUE = 200

_FREE_ATTRIBUTES = frozenset(
    f"{{{INSTANCE_NAMESPACE}}}{name}" for name in ("schemaLocation", "noNamespaceSchemaLocation")
)
_SIGNATURE = f"{{{SIGNATURE_NAMESPACE}}}"
_SOURCES: dict[Version, str] = {"1.0": "CAP 1.0, 3.3", "1.1": "CAP 1.1, 3.3", "1.2": "CAP 1.2, 3.4"}

_RULES = {
    CAP_TIME: "xsd.time",
    DATE_TIME: "xsd.time",
    LANGUAGE: "xsd.language",
    URI: "xsd.uri",
    INTEGER: "xsd.integer",
    DECIMAL: "xsd.decimal",
}
_WHAT_IT_IS = {
    CAP_TIME: Text(
        nl="Dit is geen tijdstip zoals CAP 1.2 het schrijft: jjjj-mm-ddTuu:mm:ss+uu:mm, zonder Z en zonder delen "
        "van seconden.",
        en="This is not a time as CAP 1.2 writes it: yyyy-mm-ddThh:mm:ss+hh:mm, without Z and without fractions of "
        "a second.",
    ),
    DATE_TIME: Text(nl="Dit is geen tijdstip (xs:dateTime).", en="This is not a time (xs:dateTime)."),
    LANGUAGE: Text(nl="Dit is geen taalcode volgens RFC 3066.", en="This is not a language code of RFC 3066."),
    URI: Text(nl="Dit is geen webadres (URI).", en="This is not a web address (URI)."),
    INTEGER: Text(nl="Dit is geen geheel getal.", en="This is not a whole number."),
    DECIMAL: Text(nl="Dit is geen getal met een punt voor de decimalen.", en="This is not a decimal number."),
}
_EXAMPLES = {
    CAP_TIME: Text(
        nl="Schrijf bijvoorbeeld 2026-06-01T12:00:00+02:00; UTC is -00:00.",
        en="Write for instance 2026-06-01T12:00:00+02:00; UTC is -00:00.",
    ),
    DATE_TIME: Text(
        nl="Schrijf bijvoorbeeld 2026-06-01T12:00:00+02:00.", en="Write for instance 2026-06-01T12:00:00+02:00."
    ),
    LANGUAGE: Text(nl="Schrijf bijvoorbeeld nl-NL of en-GB.", en="Write for instance nl-NL or en-GB."),
    URI: Text(
        nl="Schrijf bijvoorbeeld https://www.nl-alert.nl/; een % hoort bij twee hexadecimale cijfers.",
        en="Write for instance https://www.nl-alert.nl/; a % belongs to two hexadecimal digits.",
    ),
    INTEGER: Text(nl="Schrijf alleen cijfers, bijvoorbeeld 20480.", en="Write digits only, for instance 20480."),
    DECIMAL: Text(nl="Schrijf bijvoorbeeld 120.5, zonder eenheid.", en="Write for instance 120.5, without a unit."),
}


def schema_findings(document: Document) -> list[Finding]:
    """Return where ``document`` departs from the schema of its version of CAP.

    There are at most 200 findings, and then one that there are more. A message in an unknown namespace is held against
    CAP 1.2, beside the finding that its namespace is unknown.
    """
    if document.follows_schema:
        return []
    root = document.root
    namespace = root.tag[1:].partition("}")[0] if root.tag[0] == "{" else ""
    check = _Check(document)
    if VERSION_OF.get(namespace) != document.version:
        check.add(
            "xsd.namespace",
            root,
            Text(
                nl="Het bericht noemt geen naamruimte van CAP 1.0, 1.1 of 1.2; het is getoetst als CAP 1.2.",
                en="The message names no namespace of CAP 1.0, 1.1 or 1.2; it was checked as CAP 1.2.",
            ),
            Text(nl=f'Schrijf <alert xmlns="{NAMESPACE["1.2"]}">.', en=f'Write <alert xmlns="{NAMESPACE["1.2"]}">.'),
            namespace,
        )
    check.block(root, _shape(document.version, namespace))
    return check.findings


@lru_cache(maxsize=16)
def _shape(version: Version, namespace: str) -> Shape:
    return shape_of(ALERT[version], namespace)


@cache
def _homes(version: Version) -> dict[str, str]:
    """Return the blocks that an element of CAP belongs in, by its name."""
    homes: dict[str, list[str]] = {}
    blocks = [ALERT[version]]
    while blocks:
        block = blocks.pop()
        for part in block.parts:
            homes.setdefault(part.name, []).append(f"<{block.name}>")
            if part.parts:
                blocks.append(part)
    return {name: ", ".join(found) for name, found in homes.items()}


class _Check:
    """One run over one message."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self.source = _SOURCES[document.version]
        self.full = False

    def block(self, element: etree._Element, shape: Shape, *, signed: bool = False) -> None:
        """Check an element that consists of others; ``signed`` is one inside a signature."""
        find = shape.by_tag.get
        position = -1
        seen = set()
        text = element.text
        if text and not (text.isspace() and text.isascii()):
            self.stray_text(element, text)
        if element.keys():
            self.attributes(element)
        for child in element:
            if self.full:
                return
            known = find(child.tag)
            tail = child.tail
            if tail and not (tail.isspace() and tail.isascii()):
                self.stray_text(element, tail)
            if known is None:
                if shape.part.name == "alert" and child.tag.startswith(_SIGNATURE):
                    position = len(shape.by_tag)
                    if not signed:
                        # The schema looks at the messages inside a signature too, however deep.
                        for nested in child.iter(element.tag):
                            self.block(nested, shape, signed=True)
                else:
                    self.unknown(child, shape)
                continue
            index, part, below = known
            if index > position:
                position = index
            elif index < position:
                self.misplaced(child, part, element, shape)
            elif not part.many:
                self.repeated(child, part)
            seen.add(index)
            if below is not None:
                self.block(child, below)
                continue
            if len(child):
                self.nested(child)
            if child.keys():
                self.attributes(child)
            kind = part.kind
            if kind is not STRING:
                value = child.text or ""
                if kind is ENUMERATION:
                    if value not in part.allowed:
                        self.not_a_word(child, part, value)
                elif not (IS_VALUE[kind](value) or (part.default and not value)):
                    self.add(_RULES[kind], child, _WHAT_IT_IS[kind], _EXAMPLES[kind], value)
        if not shape.required <= seen:
            for index in sorted(shape.required - seen):
                self.missing(element, shape, index)

    def add(self, rule: str, element: etree._Element, message: Text, fix: Text, value: str = "") -> None:
        count = len(self.findings)
        if count < MOST_FINDINGS:
            path = self.document.path(element)
            finding = self.document.finding(
                rule, "error", message, path, value=value[:_LONGEST_VALUE], fix=fix, source=self.source
            )
            self.findings.append(finding)
        elif not self.full:
            self.full = True
            more = Text(
                nl=f"Er zijn meer dan {MOST_FINDINGS} afwijkingen van het schema; de rest is niet opgenomen.",
                en=f"There are more than {MOST_FINDINGS} departures from the schema; the rest is left out.",
            )
            self.findings.append(self.document.finding("xsd.more", "error", more, source=self.source))

    def missing(self, element: etree._Element, shape: Shape, index: int) -> None:
        part = shape.part.parts[index]
        after = [each.name for each in shape.part.parts[:index] if each.least]
        place = (f"na <{after[-1]}>", f"after <{after[-1]}>") if after else ("als eerste", "as the first")
        words = f" ({', '.join(part.allowed)})" if part.allowed else ""
        self.add(
            "xsd.missing",
            element,
            Text(
                nl=f"Het verplichte element <{part.name}> ontbreekt in <{shape.part.name}>.",
                en=f"The required element <{part.name}> is missing in <{shape.part.name}>.",
            ),
            Text(
                nl=f"Zet <{part.name}>{words} {place[0]} in <{shape.part.name}>.",
                en=f"Put <{part.name}>{words} {place[1]} in <{shape.part.name}>.",
            ),
        )

    def misplaced(self, child: etree._Element, part: Part, element: etree._Element, shape: Shape) -> None:
        order = [each.name for each in shape.part.parts]
        own = order.index(part.name)
        before = next(
            (known[1].name for each in element if (known := shape.by_tag.get(each.tag)) is not None and known[0] > own),
            "Signature",
        )
        self.add(
            "xsd.order",
            child,
            Text(
                nl=f"<{part.name}> staat op de verkeerde plaats: de volgorde in <{shape.part.name}> ligt vast.",
                en=f"<{part.name}> is in the wrong place: the order in <{shape.part.name}> is fixed.",
            ),
            Text(nl=f"Zet <{part.name}> vóór <{before}>.", en=f"Put <{part.name}> before <{before}>."),
        )

    def repeated(self, child: etree._Element, part: Part) -> None:
        self.add(
            "xsd.repeated",
            child,
            Text(nl=f"<{part.name}> mag hier maar één keer staan.", en=f"<{part.name}> may be here only once."),
            Text(nl=f"Houd één <{part.name}> over.", en=f"Keep one <{part.name}>."),
            child.text or "",
        )

    def unknown(self, child: etree._Element, shape: Shape) -> None:
        namespace, _brace, name = child.tag.rpartition("}")
        own = self.document.root.tag.rpartition("}")[0]
        version = self.document.version
        if namespace != own:
            self.add(
                "xsd.foreign",
                child,
                Text(
                    nl=f"<{name}> hoort niet bij CAP {version} (naamruimte {namespace[1:] or 'ontbreekt'}).",
                    en=f"<{name}> is not part of CAP {version} (namespace {namespace[1:] or 'missing'}).",
                ),
                Text(
                    nl="Haal het weg; zet gegevens van uzelf in <parameter>.",
                    en="Remove it; put data of your own in <parameter>.",
                ),
            )
            return
        names = [part.name for part in shape.part.parts]
        close = get_close_matches(name[:_LONGEST_VALUE], names, 1)
        homes = _homes(version).get(name)
        if homes:
            fix = Text(nl=f"Zet het in {homes}.", en=f"Put it in {homes}.")
        elif close:
            fix = Text(nl=f"Bedoelt u <{close[0]}>?", en=f"Is <{close[0]}> meant?")
        else:
            allowed = ", ".join(names)
            fix = Text(
                nl=f"Haal het weg; in <{shape.part.name}> mag: {allowed}.",
                en=f"Remove it; allowed in <{shape.part.name}>: {allowed}.",
            )
        self.add(
            "xsd.unknown",
            child,
            Text(
                nl=f"<{name}> komt in <{shape.part.name}> van CAP {version} niet voor.",
                en=f"<{name}> does not exist in <{shape.part.name}> of CAP {version}.",
            ),
            fix,
        )

    def nested(self, child: etree._Element) -> None:
        self.add(
            "xsd.nested",
            child,
            Text(
                nl="Hier mag alleen tekst staan, geen andere elementen.",
                en="Only text is allowed here, no other elements.",
            ),
            Text(
                nl="Haal de elementen weg; schrijf < als &lt; wanneer het tekst is.",
                en="Remove the elements; write < as &lt; where it is text.",
            ),
            child[0].tag.rpartition("}")[2],
        )

    def attributes(self, element: etree._Element) -> None:
        for name in element.keys():  # noqa: SIM118 - an element has no other way to its names
            if name in _FREE_ATTRIBUTES:
                continue
            self.add(
                "xsd.attribute",
                element,
                Text(nl="CAP kent hier geen attributen.", en="CAP has no attributes here."),
                Text(
                    nl=f"Haal {name.rpartition('}')[2]} weg.",
                    en=f"Remove {name.rpartition('}')[2]}.",
                ),
                name,
            )

    def stray_text(self, element: etree._Element, text: str) -> None:
        self.add(
            "xsd.text",
            element,
            Text(
                nl="Tussen de elementen staat tekst; dat mag hier niet.", en="There is text between the elements here."
            ),
            Text(
                nl="Haal de tekst weg of zet die in het element waar die hoort.",
                en="Remove it or put it in the element where it belongs.",
            ),
            text.strip(),
        )

    def not_a_word(self, child: etree._Element, part: Part, value: str) -> None:
        same = [word for word in part.allowed if word.casefold() == value.strip().casefold()]
        close = same or get_close_matches(value.strip()[:_LONGEST_VALUE], part.allowed, 1)
        words = ", ".join(part.allowed)
        self.add(
            "xsd.enumeration",
            child,
            Text(nl=f"Toegestaan is: {words}.", en=f"Allowed is: {words}."),
            Text(nl=f"Schrijf {close[0]}.", en=f"Write {close[0]}.")
            if close
            else Text(nl="Kies een van deze woorden.", en="Choose one of these words."),
            value,
        )
