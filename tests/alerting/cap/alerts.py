# SPDX-License-Identifier: EUPL-1.2
"""A small right message of CAP 1.2, to change one thing in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from weerbaar.alerting import Finding
from weerbaar.alerting.cap import Alert, AreaBlock, Document, Info, Named, Resource, read_document, write_alert
from weerbaar.alerting.cap.prose_rule import Rule

NOW = datetime(2024, 6, 15, 10, 31, tzinfo=UTC)
SENT = "2024-06-15T12:30:00+02:00"
# Around the industry of Moerdijk.
RING = "51.65,4.55 51.65,4.65 51.71,4.65 51.71,4.55 51.65,4.55"

AREA = AreaBlock("Moerdijk", polygon=(RING,), geocode=(Named("CBS-gemeentecode", "GM1709"),))
DUTCH = Info(
    language="nl-NL",
    category=("Fire",),
    event="Grote brand",
    response_type=("Shelter",),
    urgency="Immediate",
    severity="Extreme",
    certainty="Observed",
    event_code=(Named("NL-scenario", "brand"),),
    effective="2024-06-15T12:30:00+02:00",
    onset="2024-06-15T12:10:00+02:00",
    expires="2024-06-15T18:30:00+02:00",
    sender_name="Veiligheidsregio Midden- en West-Brabant",
    headline="Grote brand in Moerdijk",
    description="Grote brand in Moerdijk. De rook is giftig.",
    instruction="Ga naar binnen. Sluit ramen en deuren.",
    web="https://www.crisis.nl/",
    contact="0800-1351",
    area=(AREA,),
)
ENGLISH = replace(
    DUTCH,
    language="en-GB",
    event="Large fire",
    headline="Large fire in Moerdijk",
    description="Large fire in Moerdijk. The smoke is toxic.",
    instruction="Go inside. Close windows and doors.",
)
ALERT = Alert(
    identifier="NL-2024-17",
    sender="nl-alert@nctv.nl",
    sent=SENT,
    status="Actual",
    msg_type="Alert",
    scope="Public",
    info=(DUTCH, ENGLISH),
)
EARLIER = "nl-alert@nctv.nl,NL-2024-16,2024-06-15T12:00:00+02:00"


def document(alert: Alert = ALERT, version: str = "1.2") -> Document:
    """Return ``alert`` as it is read back from a file of ``version``."""
    return read_document(write_alert(alert).replace(b"cap:1.2", f"cap:{version}".encode()), "bericht.cap")


def with_info(**changes: Any) -> Alert:
    """Return the right message with ``changes`` in its Dutch block."""
    return replace(ALERT, info=(replace(DUTCH, **changes), ENGLISH))


def with_both(**changes: Any) -> Alert:
    """Return the right message with ``changes`` in both its blocks."""
    return replace(ALERT, info=(replace(DUTCH, **changes), replace(ENGLISH, **changes)))


def with_area(**changes: Any) -> Alert:
    """Return the right message with ``changes`` in the area of its Dutch block."""
    return with_info(area=(replace(AREA, **changes),))


def with_resource(**changes: Any) -> Alert:
    """Return the right message with a right map, and ``changes`` in it."""
    right = Resource("Kaart", mime_type="image/png", uri="https://www.crisis.nl/kaart.png")
    return with_info(resource=(replace(right, **changes),))


@dataclass(frozen=True)
class Wrong:
    """A message with one thing wrong, and where.

    Attributes:
        rule: the rule that is broken.
        alert: the message.
        where: XPath of the finding.
        version: of CAP.
    """

    rule: str
    alert: Alert
    where: str
    version: str = "1.2"


def assert_found(wrong: Wrong, findings: Iterable[Finding], rules: Iterable[Rule]) -> None:
    """Assert that ``wrong`` is found once at its place, and says what it should in both languages."""
    of_rule = [finding for finding in findings if finding.rule == wrong.rule]
    assert [finding.where for finding in of_rule] == [wrong.where]
    (finding,) = of_rule
    (rule,) = (rule for rule in rules if rule.name == wrong.rule)
    assert (finding.level, finding.source) == (rule.level, rule.source)
    assert finding.line is not None
    for text in (finding.message, finding.fix):
        assert text.nl
        assert text.en
        assert text.nl != text.en
        assert "{" not in text.nl.replace("{{", "") or wrong.rule == "cap.template"


def assert_all_tried(cases: Iterable[Wrong], rules: Iterable[Rule]) -> None:
    """Assert that every rule has a wrong message, and that no two rules share a name."""
    names = [rule.name for rule in rules]
    assert len(set(names)) == len(names)
    assert {case.rule for case in cases} == set(names)
