# SPDX-License-Identifier: EUPL-1.2
"""What the IPAWS profile 1.0 of the United States asks; what is known only from practice is an advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info
from weerbaar.alerting.cap.profiles.profile_rules import (
    agreement_findings,
    missing_findings,
    profile_rule,
    reference_findings,
    utc_findings,
)
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.cap.values import parse_time
from weerbaar.alerting.findings import Finding

_SOURCE = "OASIS CAP v1.2 USA IPAWS Profile 1.0"
_CODE = "IPAWSv1.0"

REFERENCES = profile_rule("ipaws", "references", "error", _SOURCE)
CODE = profile_rule("ipaws", "code", "error", _SOURCE)
CATEGORIES = profile_rule("ipaws", "categories", "error", _SOURCE)
EVENT_CODES = profile_rule("ipaws", "event-codes", "error", _SOURCE)
LOCAL_TIME = profile_rule("ipaws", "local-time", "error", _SOURCE)
MISSING = (
    profile_rule("ipaws", "expires", "error", _SOURCE),
    profile_rule("ipaws", "area", "error", _SOURCE),
    profile_rule("ipaws", "description", "advice", _SOURCE),
    profile_rule("ipaws", "instruction", "advice", _SOURCE),
)
SAME_EVENT = rule(
    "ipaws.same-event",
    "error",
    "De info heeft niet precies één eventCode SAME met een code van drie letters.",
    "The info has not exactly one eventCode SAME with a code of three letters.",
    "Schrijf één eventCode met valueName SAME, bijvoorbeeld CAE.",
    "Write one eventCode with valueName SAME, for instance CAE.",
    _SOURCE,
)
TIME_IGNORED = rule(
    "ipaws.time-ignored",
    "advice",
    "Ontvangers van IPAWS slaan dit over: een bericht geldt vanaf de verzending.",
    "Receivers of IPAWS skip this: a message holds from when it is sent.",
    "Laat het weg.",
    "Leave it out.",
    _SOURCE,
)
SAME_PLACE = rule(
    "ipaws.same-place",
    "advice",
    "Het gebied heeft geen geocode SAME van zes cijfers.",
    "The area has no geocode SAME of six digits.",
    "Voeg een geocode met valueName SAME toe, bijvoorbeeld 006067.",
    "Add a geocode with valueName SAME, for instance 006067.",
    _SOURCE,
)
TEXT_LONG = rule(
    "ipaws.text-long",
    "advice",
    "De tekst in {what} is langer dan telefoons tonen: {most} tekens.",
    "The text in {what} is longer than phones show: {most} characters.",
    "Kort de tekst in tot {most} tekens.",
    "Shorten the text to {most} characters.",
    "praktijk van Wireless Emergency Alerts; nog na te lezen",
)
EXPIRES_LATE = rule(
    "ipaws.expires-late",
    "advice",
    "Het bericht geldt langer dan de 24 uur die telefoons het tonen.",
    "The message holds for longer than the 24 hours that phones show it.",
    "Schrijf bij expires een tijdstip binnen 24 uur na sent.",
    "Write a time within 24 hours of sent at expires.",
    "praktijk van Wireless Emergency Alerts; nog na te lezen",
)

RULES = (
    REFERENCES,
    CODE,
    CATEGORIES,
    EVENT_CODES,
    LOCAL_TIME,
    *MISSING,
    SAME_EVENT,
    TIME_IGNORED,
    SAME_PLACE,
    TEXT_LONG,
    EXPIRES_LATE,
)

_SAME_EVENT = re.compile(r"[A-Z]{3}")
_SAME_PLACE = re.compile(r"\d{6}", re.ASCII)
_LONGEST = {"CMAMtext": 90, "CMAMlongtext": 360}


def ipaws_findings(document: Document) -> Iterator[Finding]:
    """Yield where a message departs from the IPAWS profile."""
    alert = document.alert
    yield from reference_findings(document, REFERENCES)
    if _CODE not in (code.strip() for code in alert.code):
        yield CODE.at(document, (), what=_CODE)
    yield from utc_findings(document, LOCAL_TIME, ("sent", "expires"))
    yield from agreement_findings(document, CATEGORIES, EVENT_CODES)
    yield from missing_findings(document, MISSING)
    for place, info in enumerate(alert.info):
        yield from _info_findings(document, info, ("info", place))


def _info_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    same = [code.value.strip() for code in info.event_code if code.value_name.strip() == "SAME"]
    if len(same) != 1 or not _SAME_EVENT.fullmatch(same[0]):
        yield SAME_EVENT.at(document, (step, ("eventCode", 0)), ", ".join(same))
    for name, value in (("effective", info.effective), ("onset", info.onset)):
        if value and value.strip():
            yield TIME_IGNORED.at(document, (step, (name, 0)), value)
    sent, expires = parse_time(document.alert.sent), parse_time(info.expires or "")
    if sent is not None and expires is not None and expires - sent > timedelta(hours=24):
        yield EXPIRES_LATE.at(document, (step, ("expires", 0)), info.expires or "")
    for place, parameter in enumerate(info.parameter):
        most = _LONGEST.get(parameter.value_name.strip())
        if most is not None and len(parameter.value.strip()) > most:
            path = (step, ("parameter", place), ("value", 0))
            yield TEXT_LONG.at(document, path, parameter.value, what=parameter.value_name.strip(), most=str(most))
    for place, area in enumerate(info.area):
        codes = (code for code in area.geocode if code.value_name.strip() == "SAME")
        if not any(_SAME_PLACE.fullmatch(code.value.strip()) for code in codes):
            yield SAME_PLACE.at(document, (step, ("area", place)))
