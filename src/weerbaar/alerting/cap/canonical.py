# SPDX-License-Identifier: EUPL-1.2
"""The canonical form of a message, in which reading and writing are equal and two messages can be compared byte for
byte.

It is exclusive canonical XML without comments (W3C xml-exc-c14n), of the message in CAP 1.2, after these steps:

* comments and processing instructions are dropped;
* blanks between elements are dropped, the text of an element that holds a value is kept as it is;
* elements of CAP have no prefix: their namespace is the default one;
* ``xsi:schemaLocation`` and its sister are dropped, other attributes are kept;
* elements of other namespaces, such as a signature, are kept as they are, with what is in them.

A message in CAP 1.0 or 1.1 has the canonical form of what it becomes in 1.2. Since a signature covers the blanks
between elements, a signed message must be stored as it came; this form is for comparing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.extension import extension_bytes, filled, place_for
from weerbaar.alerting.cap.model import Alert
from weerbaar.alerting.cap.structure import INSTANCE_NAMESPACE, NAMESPACE
from weerbaar.alerting.cap.writing import alert_element
from weerbaar.alerting.cap.xml_source import parse_own

if TYPE_CHECKING:
    from lxml import etree

_INSTANCE = f"{{{INSTANCE_NAMESPACE}}}"
_NOT_KEPT = (f"{_INSTANCE}schemaLocation", f"{_INSTANCE}noNamespaceSchemaLocation")


def canonical_bytes(message: Document | Alert) -> bytes:
    """Return the canonical form of ``message``.

    For a document in CAP 1.2 it is made from the elements that were read, so that what the model cannot hold makes it
    differ from the canonical form of ``message.alert``.

    Raises:
        UnwritableError: a value of an Alert holds a character that XML does not allow.
    """
    from lxml import etree

    if isinstance(message, Document) and message.version == "1.2":
        root, extensions = _tidied(message.root)
    else:
        alert = message if isinstance(message, Alert) else message.alert
        root, extensions = alert_element(alert), list(alert.extensions)
    whole = parse_own(filled(etree.tostring(root, encoding="UTF-8"), extensions))
    data: bytes = etree.tostring(whole, method="c14n", exclusive=True, with_comments=False)
    return data


def _tidied(root: etree._Element) -> tuple[etree._Element, list[bytes]]:
    """Return a copy of ``root`` with places for what is of other namespaces, and what belongs in those places."""
    from lxml import etree

    own = root.tag.rpartition("}")[0] + "}"
    new = etree.Element(root.tag, nsmap={None: NAMESPACE["1.2"]})
    extensions: list[bytes] = []
    # Pairs of an element and its copy; not by calls in calls, since the depth is the sender's.
    todo = [(root, new)]
    while todo:
        element, copied = todo.pop()
        for name, value in element.attrib.items():
            if name not in _NOT_KEPT:
                copied.set(name, value)
        copied.text = _kept(element.text) if len(element) else element.text
        for child in element:
            if child.tag.startswith(own):
                below = etree.SubElement(copied, child.tag)
                todo.append((child, below))
            else:
                below = place_for(len(extensions))
                extensions.append(extension_bytes(child))
                copied.append(below)
            below.tail = _kept(child.tail)
    return new, extensions


def _kept(text: str | None) -> str | None:
    return text if text and text.strip(" \t\r\n") else None
