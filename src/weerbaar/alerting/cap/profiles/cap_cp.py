# SPDX-License-Identifier: EUPL-1.2
"""What the Canadian profile (CAP-CP) asks; what is known only from practice is an advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info
from weerbaar.alerting.cap.profiles.profile_rules import (
    agreement_findings,
    missing_findings,
    profile_rule,
    reference_findings,
)
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.findings import Finding

_SOURCE = "CAP-CP Introduction and Rule Set, Beta 0.4"
_CODE = "profile:CAP-CP:"
_EVENT = "profile:CAP-CP:Event:"
_LOCATION = "profile:CAP-CP:Location"

REFERENCES = profile_rule("cap-cp", "references", "error", _SOURCE)
CODE = profile_rule("cap-cp", "code", "error", _SOURCE)
INFO = profile_rule("cap-cp", "info", "error", _SOURCE)
EVENT_CODES = profile_rule("cap-cp", "event-codes", "error", _SOURCE)
MISSING = (
    profile_rule("cap-cp", "area", "error", _SOURCE),
    profile_rule("cap-cp", "expires", "advice", _SOURCE),
    profile_rule("cap-cp", "sender-name", "advice", _SOURCE),
    profile_rule("cap-cp", "response-type", "advice", _SOURCE),
    profile_rule("cap-cp", "instruction", "advice", _SOURCE),
    profile_rule("cap-cp", "shape", "advice", _SOURCE),
)
EVENT_LIST = rule(
    "cap-cp.event-list",
    "error",
    "De info heeft geen eventCode uit de lijst CAP-CP Event References.",
    "The info has no eventCode from the list CAP-CP Event References.",
    "Voeg een eventCode toe met valueName profile:CAP-CP:Event:0.4.",
    "Add an eventCode with valueName profile:CAP-CP:Event:0.4.",
    _SOURCE,
)
LOCATION_LIST = rule(
    "cap-cp.location-list",
    "error",
    "Het gebied heeft geen geocode uit de lijst CAP-CP Location References.",
    "The area has no geocode from the list CAP-CP Location References.",
    "Voeg een geocode toe met valueName profile:CAP-CP:Location:0.3.",
    "Add a geocode with valueName profile:CAP-CP:Location:0.3.",
    _SOURCE,
)
LOCATION_FORM = rule(
    "cap-cp.location-form",
    "advice",
    "De plaatscode heeft geen 2 cijfers (provincie), 4 (divisie) of 7 (gemeente).",
    "The location code has not 2 digits (province), 4 (division) or 7 (municipality).",
    "Controleer de code in de Standard Geographical Classification.",
    "Check the code in the Standard Geographical Classification.",
    "praktijk: Standard Geographical Classification; nog na te lezen",
)
LANGUAGES = rule(
    "cap-cp.languages",
    "advice",
    "Het bericht staat er niet in het Engels (en-CA) en in het Frans (fr-CA).",
    "The message is not there in English (en-CA) and in French (fr-CA).",
    "Voeg de info in de andere taal toe.",
    "Add the info in the other language.",
    _SOURCE,
)

RULES = (REFERENCES, CODE, INFO, EVENT_CODES, *MISSING, EVENT_LIST, LOCATION_LIST, LOCATION_FORM, LANGUAGES)

_LOCATION_CODE = re.compile(r"\d{2}|\d{4}|\d{7}", re.ASCII)
_ENGLISH = frozenset({"en-us", "en-ca"})


def cap_cp_findings(document: Document) -> Iterator[Finding]:
    """Yield where a message departs from the Canadian profile."""
    alert = document.alert
    yield from reference_findings(document, REFERENCES)
    if not any(code.strip().startswith(_CODE) for code in alert.code):
        yield CODE.at(document, (), what="profile:CAP-CP:0.4")
    if not alert.info and alert.msg_type not in ("Ack", "Error"):
        yield INFO.at(document, ())
    yield from agreement_findings(document, None, EVENT_CODES)
    yield from missing_findings(document, MISSING)
    for place, info in enumerate(alert.info):
        yield from _info_findings(document, info, ("info", place))
    languages = {(info.language or "en-US").strip().lower() for info in alert.info}
    if languages and not (languages & _ENGLISH and "fr-ca" in languages):
        yield LANGUAGES.at(document, (), ", ".join(sorted(languages)))


def _info_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    if not any(code.value_name.strip().startswith(_EVENT) for code in info.event_code):
        yield EVENT_LIST.at(document, (step,))
    for place, area in enumerate(info.area):
        path = (step, ("area", place))
        codes = [(n, code) for n, code in enumerate(area.geocode) if code.value_name.strip().startswith(_LOCATION)]
        if not codes:
            yield LOCATION_LIST.at(document, path)
        for number, code in codes:
            if not _LOCATION_CODE.fullmatch(code.value.strip()):
                yield LOCATION_FORM.at(document, (*path, ("geocode", number), ("value", 0)), code.value)
