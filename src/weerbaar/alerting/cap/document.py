# SPDX-License-Identifier: EUPL-1.2
"""A CAP message with the file it came from, so that every finding can say at which element and line it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from weerbaar.alerting.cap.model import Alert
from weerbaar.alerting.cap.rings import Rings
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Text

if TYPE_CHECKING:
    from lxml import etree

Version = Literal["1.0", "1.1", "1.2"]

# Steps from the root: an element's name and which of that name it is, counted from 0. ``(("info", 1), ("area", 0))``.
Path = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What was read.

    Attributes:
        alert: the message; that of CAP 1.0 and 1.1 brought up to 1.2.
        root: the ``alert`` element as it was found.
        version: the version of CAP that its namespace names.
        follows_schema: reading met nothing that the schema of its version could object to; False says nothing.
        rings: the polygons in it, each read and judged once.
        by_name: what was looked up in the elements before.
    """

    alert: Alert
    root: etree._Element
    version: Version
    follows_schema: bool = False
    rings: Rings = field(default_factory=Rings, init=False, repr=False, compare=False)
    by_name: dict[etree._Element, dict[str, list[etree._Element]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def element(self, path: Path) -> etree._Element | None:
        """Return the element that ``path`` leads to, or the deepest one on the way that there is."""
        found = self.root
        for name, index in path:
            same = self._children(found).get(name, ())
            if index >= len(same):
                return found
            found = same[index]
        return found

    def path(self, element: etree._Element) -> Path:
        """Return the steps from the root to ``element``, which is the root or below it."""
        steps: list[tuple[str, int]] = []
        while element is not self.root:
            parent = element.getparent()
            if parent is None:
                break
            name = element.tag.rpartition("}")[2]
            steps.append((name, self._children(parent)[name].index(element)))
            element = parent
        return tuple(reversed(steps))

    def _children(self, element: etree._Element) -> dict[str, list[etree._Element]]:
        """Return the children by local name; kept, since a file may hold very many with a finding each."""
        found = self.by_name.get(element)
        if found is None:
            found = {}
            for child in element:
                if isinstance(child.tag, str):
                    found.setdefault(child.tag.rpartition("}")[2], []).append(child)
            self.by_name[element] = found
        return found

    def finding(
        self,
        rule: str,
        level: Level,
        message: Text,
        path: Path = (),
        *,
        value: str = "",
        fix: Text = Text(nl=""),
        source: str = "",
    ) -> Finding:
        """Return a finding at ``path``, with the XPath and line that belong to it."""
        element = self.element(path)
        return Finding(
            rule=rule,
            level=level,
            message=message,
            fix=fix,
            where=xpath(path),
            line=None if element is None else element.sourceline,
            value=value,
            source=source,
        )


def xpath(path: Path) -> str:
    """Return the XPath of ``path``: ``/alert/info[2]/area[1]``."""
    return "/alert" + "".join(f"/{name}[{index + 1}]" for name, index in path)
