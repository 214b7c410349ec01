# SPDX-License-Identifier: EUPL-1.2
"""What Google Public Alerts asks of a CAP message, with the levels of its validator (recommendations are advice)."""

from __future__ import annotations

from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info
from weerbaar.alerting.cap.profiles.profile_rules import (
    agreement_findings,
    event_findings,
    missing_findings,
    profile_rule,
    reference_findings,
    utc_findings,
)
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.cap.values import parse_time
from weerbaar.alerting.findings import Finding

_SOURCE = "Google Public Alerts CAP v1.0"

REFERENCES = profile_rule("google", "references", "error", _SOURCE)
INFO = profile_rule("google", "info", "error", _SOURCE)
CATEGORIES = profile_rule("google", "categories", "error", _SOURCE)
EVENT_CODES = profile_rule("google", "event-codes", "error", _SOURCE)
EVENT_LANGUAGE = profile_rule("google", "event-language", "advice", _SOURCE)
LOCAL_TIME = profile_rule("google", "local-time", "advice", _SOURCE)
TEST = profile_rule("google", "test", "advice", _SOURCE)
MISSING = (
    profile_rule("google", "description", "error", _SOURCE),
    profile_rule("google", "web", "error", _SOURCE),
    profile_rule("google", "expires", "error", _SOURCE),
    profile_rule("google", "area", "error", _SOURCE),
    profile_rule("google", "sender-name", "advice", _SOURCE),
    profile_rule("google", "response-type", "advice", _SOURCE),
    profile_rule("google", "instruction", "advice", _SOURCE),
    profile_rule("google", "contact", "advice", _SOURCE),
    profile_rule("google", "shape", "advice", _SOURCE),
)
EFFECTIVE = rule(
    "google.effective",
    "error",
    "Het bericht gaat in ({start}) nadat het vervallen is ({expires}).",
    "The message takes effect ({start}) after it has expired ({expires}).",
    "Schrijf bij expires een later tijdstip.",
    "Write a later time at expires.",
    _SOURCE,
)
PLACE = rule(
    "google.place",
    "error",
    "Het gebied heeft geen polygon, circle of geocode; ten minste één is nodig.",
    "The area has no polygon, circle or geocode; at least one is needed.",
    "Voeg een polygon toe.",
    "Add a polygon.",
    _SOURCE,
)
HEADLINE_LONG = rule(
    "google.headline-long",
    "advice",
    "De kop is {what} tekens lang; Google toont er 140.",
    "The headline is {what} characters long; Google shows 140.",
    "Kort de kop in tot 140 tekens.",
    "Shorten the headline to 140 characters.",
    _SOURCE,
)
HEADLINE_SAME = rule(
    "google.headline-same",
    "advice",
    "Kop en beschrijving zijn dezelfde tekst.",
    "Headline and description are the same text.",
    "Zeg in description meer dan in headline.",
    "Say more in description than in headline.",
    _SOURCE,
)
INSTRUCTION_SAME = rule(
    "google.instruction-same",
    "advice",
    "Beschrijving en instructie zijn dezelfde tekst.",
    "Description and instruction are the same text.",
    "Zeg in description wat er is en in instruction wat mensen moeten doen.",
    "Say in description what there is and in instruction what people must do.",
    _SOURCE,
)
UNKNOWN = rule(
    "google.unknown",
    "advice",
    "Unknown wordt ontraden bij {what}.",
    "Unknown is discouraged at {what}.",
    "Schrijf een schatting.",
    "Write an estimate.",
    _SOURCE,
)
CIRCLE = rule(
    "google.circle",
    "advice",
    "Een cirkel zonder straal is de plek van de gebeurtenis en niet het gebied om te waarschuwen.",
    "A circle without a radius is where it happened and not the area to alert.",
    "Schrijf de straal in kilometers.",
    "Write the radius in kilometres.",
    _SOURCE,
)
GEOCODE = rule(
    "google.geocode",
    "advice",
    "De naam of de waarde van de code ontbreekt.",
    "The name or the value of the code is missing.",
    "Vul valueName en value in.",
    "Fill in valueName and value.",
    _SOURCE,
)

RULES = (
    REFERENCES,
    INFO,
    CATEGORIES,
    EVENT_CODES,
    EVENT_LANGUAGE,
    LOCAL_TIME,
    TEST,
    *MISSING,
    EFFECTIVE,
    PLACE,
    HEADLINE_LONG,
    HEADLINE_SAME,
    INSTRUCTION_SAME,
    UNKNOWN,
    CIRCLE,
    GEOCODE,
)

_LONGEST_HEADLINE = 140


def google_findings(document: Document) -> Iterator[Finding]:
    """Yield what Google's validator would say of a message."""
    alert = document.alert
    yield from reference_findings(document, REFERENCES)
    if not alert.info:
        yield INFO.at(document, ())
    if alert.status == "Test":
        yield TEST.at(document, (("status", 0),), alert.status)
    yield from utc_findings(document, LOCAL_TIME, ("sent", "effective", "onset", "expires"))
    yield from agreement_findings(document, CATEGORIES, EVENT_CODES)
    yield from event_findings(document, EVENT_LANGUAGE)
    yield from missing_findings(document, MISSING)
    for place, info in enumerate(alert.info):
        yield from _info_findings(document, info, ("info", place))


def _info_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    start = info.effective or document.alert.sent
    effective, expires = parse_time(start), parse_time(info.expires or "")
    if effective is not None and expires is not None and effective > expires:
        shown = (info.expires or "").strip()
        yield EFFECTIVE.at(document, (step, ("expires", 0)), shown, start=start.strip(), expires=shown)
    headline, description = (info.headline or "").strip(), (info.description or "").strip()
    if len(headline) > _LONGEST_HEADLINE:
        yield HEADLINE_LONG.at(document, (step, ("headline", 0)), headline, what=str(len(headline)))
    if headline and headline == description:
        yield HEADLINE_SAME.at(document, (step, ("headline", 0)), headline)
    if description and description == (info.instruction or "").strip():
        yield INSTRUCTION_SAME.at(document, (step, ("description", 0)), description)
    for name, value in (("urgency", info.urgency), ("severity", info.severity), ("certainty", info.certainty)):
        if value == "Unknown":
            yield UNKNOWN.at(document, (step, (name, 0)), value, what=name)
    for place, area in enumerate(info.area):
        path = (step, ("area", place))
        if not (area.polygon or area.circle or area.geocode):
            yield PLACE.at(document, path, area.area_desc)
        for number, circle in enumerate(area.circle):
            # The last word is the radius; "0", "0.0" and so on are zero.
            if circle.split() and not circle.split()[-1].strip("0.+-"):
                yield CIRCLE.at(document, (*path, ("circle", number)), circle)
        for number, code in enumerate(area.geocode):
            if not (code.value_name.strip() and code.value.strip()):
                yield GEOCODE.at(document, (*path, ("geocode", number)))
