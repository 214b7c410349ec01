# SPDX-License-Identifier: EUPL-1.2
"""Elements of other namespaces in a message, a signature above all, carried as bytes from reading to writing.

They never become part of another tree: lxml then merges their namespace prefixes with those around them, and a
signature whose prefixes change no longer holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_TARGET = "extension"
_PLACE = re.compile(rb"<\?extension ([0-9]+)\?>")


def extension_bytes(element: etree._Element) -> bytes:
    """Return ``element`` as exclusive canonical XML that means the same in any place."""
    from lxml import etree

    data: bytes = etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)
    if any(below.tag[0] != "{" for below in element.iter()) and element.prefix:
        # Elements without a namespace would fall into the default namespace of the message around them.
        start = f"<{element.prefix}:{element.tag.rpartition('}')[2]}".encode()
        data = start + b' xmlns=""' + data[len(start) :]
    return data


def place_for(index: int) -> etree._Element:
    """Return what stands in a tree where extension ``index`` belongs; no message keeps a processing instruction."""
    from lxml import etree

    return etree.ProcessingInstruction(_TARGET, str(index))


def filled(data: bytes, extensions: Sequence[bytes]) -> bytes:
    """Return the serialised tree ``data`` with each extension in its place."""
    return _PLACE.sub(lambda found: extensions[int(found[1])], data)
