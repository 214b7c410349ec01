# SPDX-License-Identifier: EUPL-1.2
"""The rules of CAP 1.2 that are in its words and not in its schema, all of them over one message.

They stand by subject in ``prose_alert``, ``prose_info``, ``prose_resource``, ``prose_area`` and ``prose_text``. An
error is what the standard forbids, a warning what it advises against or what receivers trip over, an advice what it
leaves free.
"""

from __future__ import annotations

from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.prose_alert import alert_findings
from weerbaar.alerting.cap.prose_area import area_findings
from weerbaar.alerting.cap.prose_info import info_findings
from weerbaar.alerting.cap.prose_resource import resource_findings
from weerbaar.alerting.cap.prose_rule import most_of
from weerbaar.alerting.cap.prose_text import text_findings
from weerbaar.alerting.findings import Finding


def prose_findings(document: Document) -> list[Finding]:
    """Return everything in ``document`` that goes against the words of CAP 1.2, section 3.

    Rules that only the schema knows (order, number, allowed values) are not looked at here; a value that the schema
    refuses is skipped where a rule needs to understand it.
    """
    return most_of(document, _findings(document), "cap")


def _findings(document: Document) -> Iterator[Finding]:
    yield from alert_findings(document)
    for i, info in enumerate(document.alert.info):
        step = ("info", i)
        yield from info_findings(document, info, step)
        for j, resource in enumerate(info.resource):
            yield from resource_findings(document, resource, (step, ("resource", j)))
        for j, area in enumerate(info.area):
            yield from area_findings(document, area, (step, ("area", j)))
    yield from text_findings(document)
