# SPDX-License-Identifier: EUPL-1.2
"""Read CAP: a message, or the messages inside an Atom or RSS feed, an EDXL-DE envelope or another wrapper.

Nothing is fetched: an entry of a feed that only links to its message, or that only repeats some of its elements, is
said to do so. A file that cannot be read at all is an :class:`UnreadableError`; what is wrong in a file that can be
read is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from weerbaar.alerting.cap.document import Document, Version
from weerbaar.alerting.cap.extension import extension_bytes
from weerbaar.alerting.cap.model import Alert, AreaBlock, Info, Named, Resource
from weerbaar.alerting.cap.schema_values import value_test
from weerbaar.alerting.cap.structure import ALERT, VERSION_OF, Part, model_name
from weerbaar.alerting.cap.upgrade import named_of_text, upgraded
from weerbaar.alerting.cap.xml_source import parse, unreadable
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Text

if TYPE_CHECKING:
    from lxml import etree

Container = Literal["cap", "atom", "rss", "edxl-de", "other"]

# XML's white space; Python's own holds more.
_BLANKS = " \t\r\n"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRY_TAGS = frozenset(
    {f"{_ATOM}entry", "item", "{http://purl.org/rss/1.0/}item", "{http://backend.userland.com/rss2}item"}
)
_OF_INFO = frozenset(("event", "urgency", "severity", "certainty", "effective", "expires"))
_FEED_SOURCE = "OASIS Example Practices: CAP Feeds 1.0"
_CHECK_ITSELF = Text(nl="Toets het bericht zelf.", en="Check the message itself.")
_Said = tuple[str, Level, Text, Text]
_ELEMENTS_ONLY: _Said = (
    "feed.elements-only",
    "advice",
    Text(
        nl="Dit item vat een CAP-bericht samen; het bericht zelf staat elders en is niet opgehaald of getoetst.",
        en="This entry sums up a CAP message; the message itself is elsewhere and was not fetched or checked.",
    ),
    _CHECK_ITSELF,
)
_LINK_ONLY: _Said = (
    "feed.link-only",
    "advice",
    Text(
        nl="Dit item verwijst alleen naar een bericht; het is niet opgehaald of getoetst.",
        en="This entry only links to a message, which was not fetched or checked.",
    ),
    _CHECK_ITSELF,
)
_NO_MESSAGE: _Said = (
    "feed.no-message",
    "warning",
    Text(
        nl="Dit item heeft geen bericht en geen verwijzing naar een bericht.",
        en="This entry has no message and no link to one.",
    ),
    Text(nl="Voeg een link naar het CAP-bestand toe.", en="Add a link to the CAP file."),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds.

    Attributes:
        container: what the messages are packed in; ``cap`` is a bare message.
        documents: the messages, in the order of the file.
        findings: of a feed, about entries without a message in them and messages outside entries.
    """

    container: Container
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...] = ()


def read_document(data: bytes, name: str) -> Document:
    """Return the one message in ``data``.

    Args:
        data: a CAP file, or a feed or envelope with one message in it.
        name: the file as the user knows it, for messages.

    Raises:
        UnreadableError: not XML, or no message in it, or more than one.
    """
    contents = read_alerts(data, name)
    if len(contents.documents) != 1:
        raise unreadable(
            name,
            Text(
                nl="moet precies één CAP-bericht bevatten.",
                en="must hold exactly one CAP message.",
            ),
            value=str(len(contents.documents)),
        )
    return contents.documents[0]


def read_alerts(data: bytes, name: str) -> Contents:
    """Return all messages in ``data``.

    Args:
        data: a CAP file, an Atom or RSS feed, an EDXL-DE envelope, or another wrapper.
        name: the file as the user knows it, for messages.

    Raises:
        UnreadableError: not XML (see :func:`weerbaar.alerting.cap.xml_source.parse`), or nothing of CAP in it.
    """
    root = parse(data, name)
    if _local(root) == "alert":
        return Contents("cap", (document_of(root),))
    container = _container(root)
    if container in ("atom", "rss"):
        return _feed(root, container)
    documents = tuple(document_of(element) for element in _alerts_below(root))
    if container == "other" and not documents:
        raise unreadable(
            name,
            Text(
                nl="bevat geen CAP-bericht: geen element alert, en het is geen feed of EDXL-envelop.",
                en="holds no CAP message: no element alert, and it is not a feed or an EDXL envelope.",
            ),
            line=root.sourceline,
            value=_local(root),
        )
    return Contents(container, documents)


def _feed(root: etree._Element, container: Container) -> Contents:
    """Return the messages in the entries of a feed; one outside an entry is not among what the feed publishes."""
    documents: list[Document] = []
    findings: list[Finding] = []
    entries = [root] if root.tag in _ENTRY_TAGS else list(root.iter(*_ENTRY_TAGS))
    for place, entry in enumerate(entries, start=1):
        alerts = list(_alerts_below(entry))
        whole = [alert for alert in alerts if not _is_summary(alert)]
        if whole:
            documents += map(document_of, whole)
        else:
            findings.append(_entry_finding(entry, place, summarised=bool(alerts)))
    inside = frozenset(_ENTRY_TAGS)
    for alert in _alerts_below(root):
        if not any(above.tag in inside for above in alert.iterancestors()):
            findings.append(_outside(alert))
    return Contents(container, tuple(documents), tuple(findings))


def _is_summary(alert: etree._Element) -> bool:
    """Return whether ``alert`` lists elements of an information block without one, as the National Weather Service did.

    Such an element only sums up the message that the entry links to, and was never meant as a message.
    """
    names = {_local(child) for child in alert}
    return "info" not in names and not _OF_INFO.isdisjoint(names)


def _outside(alert: etree._Element) -> Finding:
    return Finding(
        "feed.message-outside",
        "warning",
        Text(
            nl="Dit bericht staat niet in een item van de feed; lezers slaan het over, en het is niet getoetst.",
            en="This message is not in an entry of the feed; readers of feeds skip it, and it was not checked.",
        ),
        Text(nl="Zet het in een item.", en="Put it in an entry."),
        f"/{_local(alert.getroottree().getroot())}//alert",
        alert.sourceline,
        source=_FEED_SOURCE,
    )


def document_of(root: etree._Element) -> Document:
    """Return the message in an element ``alert``; an unknown namespace is read as CAP 1.2, and is a finding later."""
    namespace = root.tag[1:].partition("}")[0] if root.tag[0] == "{" else ""
    version = VERSION_OF.get(namespace, "1.2")
    walk = _Walk(root)
    alert: Alert = walk.whole(_plan(version, namespace))
    follows_schema = not walk.stumbled and namespace in VERSION_OF and not _has_attributes()(root)
    if walk.stumbled:
        own = f"{{{namespace}}}"
        foreign = tuple(
            extension_bytes(child) for child in root if child.tag[0] == "{" and not child.tag.startswith(own)
        )
        if foreign:
            alert = replace(alert, extensions=foreign)
    return Document(upgraded(alert, version), root, version, follows_schema)


@cache
def _has_attributes() -> etree.XPath:
    """Tell whether there are attributes; CAP has hardly any."""
    from lxml import etree

    return etree.XPath("boolean(descendant-or-self::*/@*)")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How an element becomes an object of the model.

    Attributes:
        make: the class that takes the values by name.
        empty: the values that the class needs, for where they are not there.
        needed: the bits of the parts that ``empty`` stands in for.
        required: the bits of the parts that must be there.
        by_tag: tag of a child to its name in the model, its bit (a later one in the order has a higher one), whether
            it may be repeated, the plan of its parts, and what tells whether its text is a value; None where any text
            is one.
        one_text: the names of what CAP 1.0 wrote as one text, a name and its value.
    """

    make: Callable[..., Any]
    empty: dict[str, str]
    needed: int
    required: int
    by_tag: dict[str, tuple[str, int, bool, _Plan | None, Callable[[str], bool] | None]]
    one_text: frozenset[str]


_CLASSES: dict[str, type] = {"alert": Alert, "info": Info, "resource": Resource, "area": AreaBlock}
_NAMED = frozenset({"eventCode", "parameter", "geocode"})
_NOT_KEPT = frozenset({"password"})


@lru_cache(maxsize=16)
def _plan(version: Version, namespace: str) -> _Plan:
    return _plan_of(ALERT[version], f"{{{namespace}}}" if namespace else "")


def _plan_of(part: Part, start: str) -> _Plan:
    make = _CLASSES.get(part.name, Named)
    kept = [child for child in part.parts if child.name not in _NOT_KEPT]
    empty = {each.name: "" for each in fields(make) if each.default is MISSING}
    return _Plan(
        make=make,
        empty=empty,
        needed=sum(1 << place for place, child in enumerate(kept) if model_name(child.name) in empty),
        required=sum(1 << place for place, child in enumerate(kept) if child.least),
        by_tag={
            start + child.name: (
                model_name(child.name),
                1 << place,
                child.many,
                _plan_of(child, start) if child.parts else None,
                value_test(child),
            )
            for place, child in enumerate(kept)
        },
        one_text=frozenset(model_name(child.name) for child in kept if child.name in _NAMED and not child.parts),
    )


class _Walk:
    """One walk over a message, that makes the model and notices on the way whether the schema could object.

    All elements are taken at once, each with its number of children, which costs a third of going from parent to child.

    Attributes:
        stumbled: something was met that the schema may not allow, attributes apart.
    """

    __slots__ = ("_next", "stumbled")

    def __init__(self, root: etree._Element) -> None:
        self._next = iter([(element.tag, element.text, element.tail, len(element)) for element in root.iter()]).__next__
        self.stumbled = False

    def whole(self, plan: _Plan) -> Any:
        """Return the object that the first element stands for."""
        _, text, _, children = self._next()
        return self._block(text, children, plan)

    def _block(self, text: str | None, children: int, plan: _Plan) -> Any:
        """Return the object that consists of the next ``children`` elements, with ``text`` before the first of them."""
        following, find = self._next, plan.by_tag.get
        values: dict[str, Any] = {}
        several: list[str] = []
        seen = 0
        stumbled = bool(text and text.strip(_BLANKS))
        for _ in range(children):
            tag, text, tail, below = following()
            if tail and tail.strip(_BLANKS):
                stumbled = True
            known = find(tag)
            if known is None:
                stumbled = True
                self._skip(below)
                continue
            name, bit, many, plan_below, is_value = known
            if plan_below is not None:
                value = self._block(text, below, plan_below)
            else:
                value = text or ""
                if below:
                    stumbled = True
                    self._skip(below)
                if is_value is not None and not is_value(value):
                    stumbled = True
            if seen >= bit << 1:
                # Something that belongs after it came before it.
                stumbled = True
            if not seen & bit:
                seen |= bit
                if many:
                    several.append(name)
                    value = [value]
                values[name] = value
            elif many:
                values[name].append(value)
            else:
                # The first counts.
                stumbled = True
        for name in several:
            found = values[name]
            values[name] = tuple(map(named_of_text, found)) if name in plan.one_text else tuple(found)
        if stumbled or plan.required & ~seen:
            self.stumbled = True
        if plan.needed & ~seen:
            return plan.make(**{**plan.empty, **values})
        return plan.make(**values)

    def _skip(self, children: int) -> None:
        """Pass over so many elements with all that is in them."""
        while children:
            children += self._next()[3] - 1


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _container(root: etree._Element) -> Container:
    name = _local(root)
    if root.tag in (f"{_ATOM}feed", f"{_ATOM}entry"):
        return "atom"
    if name in ("rss", "RDF"):
        return "rss"
    return "edxl-de" if name == "EDXLDistribution" else "other"


def _alerts_below(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the messages below ``element``; a message inside a message is part of that one, not one of its own."""
    for child in element:
        if _local(child) == "alert" and child.tag.rpartition("}")[0][1:] in VERSION_OF:
            yield child
        else:
            yield from _alerts_below(child)


def _entry_finding(entry: etree._Element, place: int, *, summarised: bool) -> Finding:
    children = list(entry)
    title = next((child.text or "" for child in children if _local(child) == "title"), "")
    repeated = [child for child in children if child.tag.rpartition("}")[0][1:] in VERSION_OF]
    links = [child.get("href") or child.text or "" for child in children if _local(child) == "link"]
    if repeated or summarised:
        rule, level, message, fix = _ELEMENTS_ONLY
    else:
        rule, level, message, fix = _LINK_ONLY if links else _NO_MESSAGE
    where = f"//{_local(entry)}[{place}]"
    return Finding(rule, level, message, fix, where, entry.sourceline, (links or [title])[0].strip(), _FEED_SOURCE)
