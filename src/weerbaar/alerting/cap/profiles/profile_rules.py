# SPDX-License-Identifier: EUPL-1.2
"""What the profiles of several countries ask in the same words: an element that must be there, blocks that must agree.

Each profile gives its own name, level and source to such a rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info
from weerbaar.alerting.cap.prose_rule import Rule, rule
from weerbaar.alerting.findings import Finding, Level

# Subject of a rule to what it says and what to do, in Dutch and English.
_TEXTS = {
    "references": (
        "Dit is een bijwerking of intrekking, en het bericht dat nog loopt wordt niet genoemd.",
        "This is an update or cancellation, and the message that has not expired is not named.",
        "Schrijf in references afzender,kenmerk,tijd van dat bericht.",
        "Write sender,identifier,sent of that message in references.",
    ),
    "info": (
        "Het bericht heeft geen info; ten minste één is nodig.",
        "The message has no info; at least one is needed.",
        "Voeg een info toe.",
        "Add an info.",
    ),
    "area": (
        "De info noemt geen gebied.",
        "The info names no area.",
        "Voeg een area toe.",
        "Add an area.",
    ),
    "shape": (
        "Er is geen polygon of circle, die nauwkeuriger dan een code zegt waar het is.",
        "There is no polygon or circle, which says more exactly than a code where it is.",
        "Voeg een polygon of circle toe.",
        "Add a polygon or circle.",
    ),
    "categories": (
        "De soorten (category) zijn niet in alle info's gelijk.",
        "The categories are not the same in all infos.",
        "Neem de soorten van de eerste info over: {what}.",
        "Copy the categories of the first info: {what}.",
    ),
    "event-codes": (
        "De gebeurteniscodes (eventCode) zijn niet in alle info's gelijk.",
        "The event codes are not the same in all infos.",
        "Neem de codes van de eerste info over: {what}.",
        "Copy the codes of the first info: {what}.",
    ),
    "event-language": (
        'In dezelfde taal staat een andere gebeurtenis dan eerder: "{what}".',
        'In the same language there is another event than before: "{what}".',
        "Schrijf dezelfde gebeurtenis, of een andere taal.",
        "Write the same event, or another language.",
    ),
    "expires": (
        "Er staat niet tot wanneer het bericht geldt.",
        "It does not say until when the message holds.",
        "Schrijf expires.",
        "Write expires.",
    ),
    "sender-name": (
        "De afzender staat er niet zoals mensen hem kennen.",
        "The sender is not there as people know it.",
        "Schrijf senderName.",
        "Write senderName.",
    ),
    "response-type": (
        "Er staat niet wat voor handeling er nodig is.",
        "It does not say what kind of action is needed.",
        "Schrijf responseType, bijvoorbeeld Shelter.",
        "Write responseType, for instance Shelter.",
    ),
    "instruction": (
        "Het handelingsperspectief ontbreekt: er staat niet wat mensen moeten doen.",
        "It does not say what people must do.",
        "Schrijf instruction.",
        "Write instruction.",
    ),
    "description": (
        "Er staat niet wat er aan de hand is.",
        "It does not say what is going on.",
        "Schrijf description.",
        "Write description.",
    ),
    "web": (
        "Er staat niet waar meer te lezen is.",
        "It does not say where to read more.",
        "Schrijf web.",
        "Write web.",
    ),
    "contact": (
        "Er staat niet hoe de afzender te bereiken is.",
        "It does not say how to reach the sender.",
        "Schrijf contact.",
        "Write contact.",
    ),
    "code": (
        "Het bericht noemt het profiel niet in code.",
        "The message does not name the profile in code.",
        'Schrijf een code "{what}".',
        'Write a code "{what}".',
    ),
    "local-time": (
        "De tijd staat in UTC; voor lezers is de plaatselijke tijdzone duidelijker.",
        "The time is in UTC; the local time zone is clearer to readers.",
        "Schrijf de tijd in de plaatselijke tijdzone.",
        "Write the time in the local time zone.",
    ),
    "test": (
        "Een testbericht wordt door ontvangers niet getoond.",
        "A test message is not shown by receivers.",
        "Schrijf Actual als het geen test is.",
        "Write Actual when it is no test.",
    ),
}

_ATTRIBUTES = {
    "expires": "expires",
    "sender-name": "sender_name",
    "instruction": "instruction",
    "description": "description",
    "web": "web",
    "contact": "contact",
}


def profile_rule(profile: str, subject: str, level: Level, source: str) -> Rule:
    """Return the rule of ``profile`` about ``subject``, one of the subjects that profiles share."""
    return rule(f"{profile}.{subject}", level, *_TEXTS[subject], source)


def missing_findings(document: Document, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Yield for every information block the elements that ``rules`` ask and that are absent or blank."""
    for place, info in enumerate(document.alert.info):
        for one in rules:
            if _is_missing(info, one.name.partition(".")[2]):
                yield one.at(document, (("info", place),))


def _is_missing(info: Info, subject: str) -> bool:
    if subject == "area":
        return not info.area
    if subject == "response-type":
        return not info.response_type
    if subject == "shape":
        return bool(info.area) and not any(area.polygon or area.circle for area in info.area)
    value = getattr(info, _ATTRIBUTES[subject])
    return value is None or not value.strip()


def reference_findings(document: Document, references: Rule) -> Iterator[Finding]:
    """Yield ``references`` when a message changes an earlier one without naming it."""
    alert = document.alert
    if alert.msg_type in ("Update", "Cancel") and not (alert.references or "").strip():
        yield references.at(document, (("msgType", 0),), alert.msg_type)


def agreement_findings(document: Document, categories: Rule | None, event_codes: Rule) -> Iterator[Finding]:
    """Yield the information blocks whose categories or event codes differ from those of the first."""
    infos = document.alert.info
    for place, info in enumerate(infos[1:], start=1):
        if categories is not None and set(info.category) != set(infos[0].category):
            what = ", ".join(infos[0].category)
            yield categories.at(document, (("info", place), ("category", 0)), ", ".join(info.category), what=what)
        if set(info.event_code) != set(infos[0].event_code):
            what = ", ".join(f"{code.value_name} {code.value}" for code in infos[0].event_code) or "-"
            yield event_codes.at(document, (("info", place), ("eventCode", 0)), what=what)


def event_findings(document: Document, event_language: Rule) -> Iterator[Finding]:
    """Yield the information blocks that name another event than an earlier one in the same language."""
    seen: dict[str, str] = {}
    for place, info in enumerate(document.alert.info):
        first = seen.setdefault((info.language or "en-US").strip().lower(), info.event.strip())
        if first != info.event.strip():
            yield event_language.at(document, (("info", place), ("event", 0)), info.event, what=first)


def utc_findings(document: Document, local_time: Rule, elements: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the times among ``elements`` that are in UTC."""
    alert = document.alert
    if "sent" in elements and _is_utc(alert.sent):
        yield local_time.at(document, (("sent", 0),), alert.sent)
    for place, info in enumerate(alert.info):
        for name, value in (("effective", info.effective), ("onset", info.onset), ("expires", info.expires)):
            if name in elements and value and _is_utc(value):
                yield local_time.at(document, (("info", place), (name, 0)), value)


def _is_utc(value: str) -> bool:
    return value.strip().endswith(("-00:00", "+00:00"))
