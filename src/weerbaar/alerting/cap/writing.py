# SPDX-License-Identifier: EUPL-1.2
"""Write a message as CAP 1.2: UTF-8, elements in the order of the schema, one on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weerbaar.alerting.cap.extension import filled, place_for
from weerbaar.alerting.cap.model import Alert
from weerbaar.alerting.cap.structure import ALERT, NAMESPACE, Part, model_name
from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    from lxml import etree

_START = f"{{{NAMESPACE['1.2']}}}"


class UnwritableError(WeerbaarError):
    """A value that XML cannot hold, such as a control character."""


def write_alert(alert: Alert) -> bytes:
    """Return ``alert`` as a CAP 1.2 file.

    Values are written as they are: what is wrong in them is for :func:`weerbaar.alerting.cap.checking.check`. A
    signature among ``alert.extensions`` is written too, but it only holds where the blanks between elements are those
    that were signed; pass a signed message on as it came.

    Raises:
        UnwritableError: a value holds a character that XML does not allow.
    """
    from lxml import etree

    root = alert_element(alert)
    etree.indent(root)
    return filled(etree.tostring(root, encoding="UTF-8", xml_declaration=True), alert.extensions) + b"\n"


def alert_element(alert: Alert) -> etree._Element:
    """Return ``alert`` as an element of CAP 1.2, with a place for each of its extensions.

    Raises:
        UnwritableError: a value holds a character that XML does not allow.
    """
    from lxml import etree

    root = etree.Element(f"{_START}alert", nsmap={None: NAMESPACE["1.2"]})
    _fill(root, alert, ALERT["1.2"])
    root.extend(place_for(index) for index in range(len(alert.extensions)))
    return root


def _fill(element: etree._Element, block: object, part: Part) -> None:
    from lxml import etree

    for child in part.parts:
        value = getattr(block, model_name(child.name))
        if value is None:
            continue
        for each in value if child.many else (value,):
            below = etree.SubElement(element, _START + child.name)
            if child.parts:
                _fill(below, each, child)
                continue
            try:
                below.text = each
            except ValueError:
                raise UnwritableError(
                    Text(
                        nl=f"<{child.name}> bevat een teken dat in XML niet mag voorkomen; haal het weg.",
                        en=f"<{child.name}> holds a character that XML does not allow; remove it.",
                    )
                ) from None
