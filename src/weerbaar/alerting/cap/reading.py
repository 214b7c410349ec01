# SPDX-License-Identifier: EUPL-1.2
"""Read CAP: a message, or the messages inside an Atom or RSS feed, an EDXL-DE envelope or another wrapper.

Nothing is fetched: an entry of a feed that only links to its message, or that only repeats some of its elements, is
said to do so. A file that cannot be read at all is an :class:`UnreadableError`; what is wrong in a file that can be
read is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from weerbaar.alerting.cap.document import Document, Version
from weerbaar.alerting.cap.extension import extension_bytes
from weerbaar.alerting.cap.model import Alert, AreaBlock, Info, Named, Resource
from weerbaar.alerting.cap.structure import ALERT, VERSION_OF, Part, model_name
from weerbaar.alerting.cap.upgrade import named_of_text, upgraded
from weerbaar.alerting.cap.xml_source import parse, unreadable
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

if TYPE_CHECKING:
    from lxml import etree

Container = Literal["cap", "atom", "rss", "edxl-de", "other"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRY_TAGS = frozenset(
    {f"{_ATOM}entry", "item", "{http://purl.org/rss/1.0/}item", "{http://backend.userland.com/rss2}item"}
)
_FEED_SOURCE = "OASIS Example Practices: CAP Feeds 1.0"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds.

    Attributes:
        container: what the messages are packed in; ``cap`` is a bare message.
        documents: the messages, in the order of the file.
        findings: about entries without a message in them.
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
    documents = tuple(document_of(element) for element in _alerts_below(root))
    findings = tuple(_entry_findings(root)) if container in ("atom", "rss") else ()
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
    return Contents(container, documents, findings)


def document_of(root: etree._Element) -> Document:
    """Return the message in an element ``alert``; an unknown namespace is read as CAP 1.2, and is a finding later."""
    namespace = root.tag[1:].partition("}")[0] if root.tag[0] == "{" else ""
    version = VERSION_OF.get(namespace, "1.2")
    alert: Alert = _block(root, _plan(version, namespace))
    own = f"{{{namespace}}}"
    foreign = tuple(extension_bytes(child) for child in root if child.tag[0] == "{" and not child.tag.startswith(own))
    if foreign:
        alert = replace(alert, extensions=foreign)
    return Document(upgraded(alert, version), root, version)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How an element becomes an object of the model.

    Attributes:
        make: the class that takes the values by name.
        empty: the values that the class needs, for where they are not there.
        by_tag: tag of a child to its name in the model, whether it may be repeated, and the plan of its parts.
        one_text: the names of what CAP 1.0 wrote as one text, a name and its value.
    """

    make: Callable[..., Any]
    empty: dict[str, str]
    by_tag: dict[str, tuple[str, bool, _Plan | None]]
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
    return _Plan(
        make=make,
        empty={each.name: "" for each in fields(make) if each.default is MISSING},
        by_tag={
            start + child.name: (model_name(child.name), child.many, _plan_of(child, start) if child.parts else None)
            for child in kept
        },
        one_text=frozenset(model_name(child.name) for child in kept if child.name in _NAMED and not child.parts),
    )


def _block(element: etree._Element, plan: _Plan) -> Any:
    find = plan.by_tag.get
    values: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {}
    for child in element:
        known = find(child.tag)
        if known is None:
            continue
        name, many, below = known
        value = child.text or "" if below is None else _block(child, below)
        if not many:
            # What is there once too often is a finding; the first counts.
            if name not in values:
                values[name] = value
        elif name in lists:
            lists[name].append(value)
        else:
            lists[name] = [value]
    for name, several in lists.items():
        if name in plan.one_text:
            several = [named_of_text(text) for text in several]
        values[name] = tuple(several)
    return plan.make(**{**plan.empty, **values})


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


def _entry_findings(root: etree._Element) -> Iterator[Finding]:
    for index, entry in enumerate(root.iter(*_ENTRY_TAGS), start=1):
        if next(_alerts_below(entry), None) is not None:
            continue
        children = list(entry)
        title = next((child.text or "" for child in children if _local(child) == "title"), "")
        repeated = [_local(child) for child in children if child.tag.rpartition("}")[0][1:] in VERSION_OF]
        links = [child.get("href") or child.text or "" for child in children if _local(child) == "link"]
        where, line, value = f"//{_local(entry)}[{index}]", entry.sourceline, (links or [title])[0].strip()
        if repeated:
            yield Finding(
                "feed.elements-only",
                "advice",
                Text(
                    nl=f"Dit item herhaalt {len(repeated)} elementen van een CAP-bericht; het bericht zelf staat "
                    "elders en is niet opgehaald of getoetst.",
                    en=f"This entry repeats {len(repeated)} elements of a CAP message; the message itself is elsewhere "
                    "and was not fetched or checked.",
                ),
                Text(nl="Toets het bericht zelf.", en="Check the message itself."),
                where,
                line,
                value,
                _FEED_SOURCE,
            )
        elif links:
            yield Finding(
                "feed.link-only",
                "advice",
                Text(
                    nl="Dit item verwijst alleen naar een bericht; het is niet opgehaald of getoetst.",
                    en="This entry only links to a message, which was not fetched or checked.",
                ),
                Text(nl="Toets het bericht zelf.", en="Check the message itself."),
                where,
                line,
                value,
                _FEED_SOURCE,
            )
        else:
            yield Finding(
                "feed.no-message",
                "warning",
                Text(
                    nl="Dit item heeft geen bericht en geen verwijzing naar een bericht.",
                    en="This entry has no message and no link to one.",
                ),
                Text(nl="Voeg een link naar het CAP-bestand toe.", en="Add a link to the CAP file."),
                where,
                line,
                value,
                _FEED_SOURCE,
            )
