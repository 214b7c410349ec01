# SPDX-License-Identifier: EUPL-1.2
"""What the Australian profile (CAP-AU-STD 1.0) asks, its list of events apart, which is not held here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info, Named
from weerbaar.alerting.cap.profiles.profile_rules import (
    agreement_findings,
    event_findings,
    missing_findings,
    profile_rule,
    reference_findings,
)
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.findings import Finding

_SOURCE = "CAP Australian Profile 3.0, Committee Specification 02"
_CODE = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0"
# The list of events under the two names that it goes by.
_EVENT_LISTS = ("https://govshare.gov.au/xmlui/handle/10772/6495", f"{_CODE}:AUeventLIST:")
_PLACE_LISTS = (
    "http://www.psma.com.au/?product=g-naf",
    "http://www.iso.org/iso/country_codes.html",
    "http://www.ga.gov.au/place-name/",
    "http://www.psma.com.au/?product=postcode-boundaries",
)

REFERENCES = profile_rule("cap-au", "references", "error", _SOURCE)
CODE = profile_rule("cap-au", "code", "error", _SOURCE)
INFO = profile_rule("cap-au", "info", "error", _SOURCE)
CATEGORIES = profile_rule("cap-au", "categories", "error", _SOURCE)
EVENT_CODES = profile_rule("cap-au", "event-codes", "error", _SOURCE)
EVENT_LANGUAGE = profile_rule("cap-au", "event-language", "error", _SOURCE)
TEST = profile_rule("cap-au", "test", "advice", _SOURCE)
MISSING = (
    profile_rule("cap-au", "area", "error", _SOURCE),
    profile_rule("cap-au", "expires", "advice", _SOURCE),
    profile_rule("cap-au", "sender-name", "advice", _SOURCE),
    profile_rule("cap-au", "response-type", "advice", _SOURCE),
    profile_rule("cap-au", "instruction", "advice", _SOURCE),
    profile_rule("cap-au", "shape", "advice", _SOURCE),
)
EVENT_LIST = rule(
    "cap-au.event-list",
    "error",
    "De info heeft niet precies één eventCode uit AUeventLIST, in elke info dezelfde.",
    "The info has not exactly one eventCode from AUeventLIST, the same in every info.",
    f"Voeg aan elke info één eventCode toe met valueName {_EVENT_LISTS[1]}1.0.",
    f"Add to every info one eventCode with valueName {_EVENT_LISTS[1]}1.0.",
    _SOURCE,
)
EFFECTIVE_CANCEL = rule(
    "cap-au.effective-cancel",
    "error",
    "Dit is een intrekking met een effective, en die hoort er niet.",
    "This is a cancellation with an effective, which does not belong there.",
    "Haal effective weg.",
    "Remove effective.",
    _SOURCE,
)
SENDER_MAIL = rule(
    "cap-au.sender-mail",
    "advice",
    "De afzender is niet geschreven als een mailadres.",
    "The sender is not written as a mail address.",
    "Schrijf bijvoorbeeld alerts@example.gov.au.",
    "Write for instance alerts@example.gov.au.",
    _SOURCE,
)
PLACE_LIST = rule(
    "cap-au.place-list",
    "advice",
    "Het gebied heeft geen geocode uit de lijsten van het profiel (G-NAF, ISO 3166-2, Gazetteer, postcode).",
    "The area has no geocode from the lists of the profile (G-NAF, ISO 3166-2, Gazetteer, postcode).",
    f"Voeg een geocode toe, bijvoorbeeld met valueName {_PLACE_LISTS[0]}.",
    f"Add a geocode, for instance with valueName {_PLACE_LISTS[0]}.",
    _SOURCE,
)

RULES = (
    REFERENCES,
    CODE,
    INFO,
    CATEGORIES,
    EVENT_CODES,
    EVENT_LANGUAGE,
    TEST,
    *MISSING,
    EVENT_LIST,
    EFFECTIVE_CANCEL,
    SENDER_MAIL,
    PLACE_LIST,
)

_MAIL = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)


def cap_au_findings(document: Document) -> Iterator[Finding]:
    """Yield where a message departs from the Australian profile."""
    alert = document.alert
    yield from reference_findings(document, REFERENCES)
    if _CODE not in (code.strip() for code in alert.code):
        yield CODE.at(document, (), what=_CODE)
    if not alert.info and alert.msg_type not in ("Ack", "Error"):
        yield INFO.at(document, ())
    if not _MAIL.fullmatch(alert.sender.strip()):
        yield SENDER_MAIL.at(document, (("sender", 0),), alert.sender)
    if alert.status == "Test":
        yield TEST.at(document, (("status", 0),), alert.status)
    yield from agreement_findings(document, CATEGORIES, EVENT_CODES)
    yield from event_findings(document, EVENT_LANGUAGE)
    yield from missing_findings(document, MISSING)
    yield from _event_list_findings(document)
    for place, info in enumerate(alert.info):
        yield from _info_findings(document, info, ("info", place))


def _event_list_findings(document: Document) -> Iterator[Finding]:
    first: Named | None = None
    for place, info in enumerate(document.alert.info):
        listed = [code for code in info.event_code if code.value_name.strip().startswith(_EVENT_LISTS)]
        first = first or next(iter(listed), None)
        if len(set(listed)) != 1 or listed[0] != first:
            shown = ", ".join(code.value for code in listed)
            yield EVENT_LIST.at(document, (("info", place), ("eventCode", 0)), shown)


def _info_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    if document.alert.msg_type == "Cancel" and info.effective is not None:
        yield EFFECTIVE_CANCEL.at(document, (step, ("effective", 0)), info.effective)
    for place, area in enumerate(info.area):
        if not any(code.value_name.strip() in _PLACE_LISTS for code in area.geocode):
            yield PLACE_LIST.at(document, (step, ("area", place)))
