# SPDX-License-Identifier: EUPL-1.2
"""What CAP 1.2 asks in words of the envelope: who sends it, to whom, and which messages it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document, Path
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.cap.values import list_fault, parse_reference, parse_time
from weerbaar.alerting.findings import Finding

_FORBIDDEN = re.compile(r"[\s,<&]")

IDENTIFIER = rule(
    "cap.identifier",
    "error",
    "Het kenmerk mag niet leeg zijn en geen spatie, komma, < of & bevatten.",
    "The identifier may not be empty nor hold a blank, a comma, < or &.",
    'Schrijf een uniek kenmerk, bijvoorbeeld "{better}".',
    'Write a unique identifier, for instance "{better}".',
    "CAP 1.2, 3.2.1 identifier",
)
SENDER = rule(
    "cap.sender",
    "error",
    "De afzender mag niet leeg zijn en geen spatie, komma, < of & bevatten.",
    "The sender may not be empty nor hold a blank, a comma, < or &.",
    'Schrijf een wereldwijd uniek kenmerk, meestal een internetnaam: "{better}".',
    'Write a globally unique name, mostly an internet name: "{better}".',
    "CAP 1.2, 3.2.1 sender",
)
TIME = rule(
    "cap.time",
    "warning",
    "De tijd is niet geschreven als 2024-06-15T12:30:00+02:00, zonder Z en zonder fracties van seconden.",
    "The time is not written as 2024-06-15T12:30:00+02:00, without Z and without fractions of seconds.",
    "Schrijf de tijd tot op de seconde, met de tijdzone in uren en minuten; voor UTC -00:00.",
    "Write the time to the second, with the time zone in hours and minutes; -00:00 for UTC.",
    "CAP 1.2, 3.3.2",
)
UTC = rule(
    "cap.utc",
    "warning",
    "UTC is hier geschreven als +00:00; in CAP is dat -00:00.",
    "UTC is written here as +00:00; in CAP it is -00:00.",
    'Schrijf "{better}".',
    'Write "{better}".',
    "CAP 1.2, 3.3.2",
)
RESTRICTION_SCOPE = rule(
    "cap.restriction-scope",
    "error",
    "Een beperking (restriction) hoort alleen bij een beperkt bericht; het bereik is hier {scope}.",
    "A restriction belongs only to a restricted message; the scope here is {scope}.",
    "Haal restriction weg, of schrijf Restricted bij scope.",
    "Remove restriction, or write Restricted at scope.",
    "CAP 1.2, 3.2.1 restriction",
)
RESTRICTION_MISSING = rule(
    "cap.restriction-missing",
    "error",
    "Het bericht is beperkt (scope Restricted), en restriction zegt niet voor wie het is.",
    "The message is restricted (scope Restricted), and restriction does not say whom it is for.",
    "Schrijf in restriction de regel die de verspreiding beperkt, of schrijf Public bij scope.",
    "Write in restriction the rule that limits distribution, or write Public at scope.",
    "CAP 1.2, 3.2.1 scope, restriction",
)
ADDRESSES_MISSING = rule(
    "cap.addresses-missing",
    "error",
    "Het bericht is besloten (scope Private), en addresses noemt geen ontvangers.",
    "The message is private (scope Private), and addresses names no receivers.",
    "Schrijf de ontvangers in addresses, met spaties ertussen.",
    "Write the receivers in addresses, separated by blanks.",
    "CAP 1.2, 3.2.1 addresses",
)
ADDRESSES_FORM = rule(
    "cap.addresses-form",
    "error",
    "De ontvangers staan met spaties ertussen, en tussen dubbele aanhalingstekens als er een spatie in staat: {what}",
    "Receivers are separated by blanks, and stand in double quotes when they hold a blank: {what}",
    'Schrijf bijvoorbeeld: meldkamer@vr20.nl "Nationaal Crisiscentrum".',
    'Write for instance: meldkamer@vr20.nl "Nationaal Crisiscentrum".',
    "CAP 1.2, 3.2.1 addresses",
)
INCIDENTS_FORM = rule(
    "cap.incidents-form",
    "error",
    "Incidenten staan met spaties ertussen, en tussen dubbele aanhalingstekens als er een spatie in staat: {what}",
    "Incidents are separated by blanks, and stand in double quotes when they hold a blank: {what}",
    'Schrijf bijvoorbeeld: GRIP-2024-17 "Brand Moerdijk".',
    'Write for instance: GRIP-2024-17 "Brand Moerdijk".',
    "CAP 1.2, 3.2.1 incidents",
)
REFERENCES_MISSING = rule(
    "cap.references-missing",
    "error",
    "Het bericht is van soort {kind}, en references noemt niet over welk bericht het gaat.",
    "The message is of type {kind}, and references does not name the message that it is about.",
    "Schrijf afzender,kenmerk,tijd van elk bericht dat nog loopt.",
    "Write sender,identifier,sent of each message that has not expired.",
    "CAP 1.2, 3.2.1 msgType, references",
)
REFERENCES_FORM = rule(
    "cap.references-form",
    "error",
    "Verwijzingen zijn drietallen afzender,kenmerk,tijd met spaties ertussen: {what}",
    "References are triples sender,identifier,sent, separated by blanks: {what}",
    "Schrijf bijvoorbeeld: nl-alert@nctv.nl,NL-2024-17,2024-06-15T12:30:00+02:00.",
    "Write for instance: nl-alert@nctv.nl,NL-2024-17,2024-06-15T12:30:00+02:00.",
    "CAP 1.2, 3.2.1 references",
)
REFERENCES_TIME = rule(
    "cap.references-time",
    "warning",
    "De tijd in de verwijzing is niet geschreven als 2024-06-15T12:30:00+02:00.",
    "The time in the reference is not written as 2024-06-15T12:30:00+02:00.",
    "Neem de verzendtijd (sent) van het eerdere bericht letterlijk over.",
    "Copy the sent time of the earlier message as it is.",
    "CAP 1.2, 3.2.1 references",
)
REFERENCES_SELF = rule(
    "cap.references-self",
    "error",
    "Een bericht kan niet naar zichzelf verwijzen.",
    "A message cannot refer to itself.",
    "Geef dit bericht een nieuw kenmerk, of noem het eerdere bericht.",
    "Give this message a new identifier, or name the earlier message.",
    "CAP 1.2, 3.2.1 references, identifier",
)
REFERENCES_LATER = rule(
    "cap.references-later",
    "warning",
    "De verwijzing is naar een bericht dat later verzonden is dan dit bericht.",
    "The reference is to a message that was sent later than this one.",
    "Controleer beide verzendtijden.",
    "Check both sent times.",
    "CAP 1.2, 3.2.1 references, sent",
)
REFERENCES_TWICE = rule(
    "cap.references-twice",
    "advice",
    "Dezelfde verwijzing staat er twee keer.",
    "The same reference is there twice.",
    "Haal er één weg.",
    "Remove one of them.",
    "CAP 1.2, 3.2.1 references",
)
NOTE_ERROR = rule(
    "cap.error-note",
    "warning",
    "Dit is een afwijzing (msgType Error), en note legt niet uit waarom.",
    "This is a rejection (msgType Error), and note does not explain why.",
    "Schrijf de reden in note.",
    "Write the reason in note.",
    "CAP 1.2, 3.2.1 msgType, note",
)
NOTE_ACK = rule(
    "cap.ack-note",
    "advice",
    "Een ontvangstbevestiging zonder note zegt niet wie haar gaf.",
    "An acknowledgement without a note does not say who gave it.",
    "Schrijf in note wie het bericht ontving en accepteerde.",
    "Write in note who received and accepted the message.",
    "praktijk van ontvangers; CAP 1.2, 3.2.1 msgType",
)
NOTE_EXERCISE = rule(
    "cap.exercise-note",
    "warning",
    "Dit is een oefenbericht, en note noemt de oefening niet.",
    "This is an exercise message, and note does not name the exercise.",
    "Schrijf in note het kenmerk van de oefening.",
    "Write the identifier of the exercise in note.",
    "CAP 1.2, 3.2.1 status, note",
)
INFO_MISSING = rule(
    "cap.info-missing",
    "warning",
    "Het bericht heeft geen info: het zegt niet wat er aan de hand is.",
    "The message has no info: it does not say what is going on.",
    "Voeg een info toe, of maak er een Cancel, Ack of Error van.",
    "Add an info, or make it a Cancel, Ack or Error.",
    "CAP 1.2, 3.1",
)
RULES = (
    IDENTIFIER,
    SENDER,
    TIME,
    UTC,
    RESTRICTION_SCOPE,
    RESTRICTION_MISSING,
    ADDRESSES_MISSING,
    ADDRESSES_FORM,
    INCIDENTS_FORM,
    REFERENCES_MISSING,
    REFERENCES_FORM,
    REFERENCES_TIME,
    REFERENCES_SELF,
    REFERENCES_LATER,
    REFERENCES_TWICE,
    NOTE_ERROR,
    NOTE_ACK,
    NOTE_EXERCISE,
    INFO_MISSING,
)

_MOST_REFERENCES = 20
_LONGEST_REFERENCE = 80
_NEEDS_REFERENCES = frozenset({"Update", "Cancel", "Ack", "Error"})


def alert_findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the envelope of a message."""
    alert = document.alert
    if not alert.identifier.strip() or _FORBIDDEN.search(alert.identifier.strip()):
        better = _FORBIDDEN.sub("-", alert.identifier.strip()[:60]) or "NL-2024-17"
        yield IDENTIFIER.at(document, (("identifier", 0),), alert.identifier, better=better)
    if not alert.sender.strip() or _FORBIDDEN.search(alert.sender.strip()):
        better = _FORBIDDEN.sub("-", alert.sender.strip()[:60]) or "nl-alert@nctv.nl"
        yield SENDER.at(document, (("sender", 0),), alert.sender, better=better)
    yield from time_findings(document, alert.sent, (("sent", 0),))
    yield from _audience_findings(document)
    yield from _note_findings(document)
    yield from _references_findings(document)
    if not alert.info and alert.msg_type in ("Alert", "Update"):
        yield INFO_MISSING.at(document, ())


def time_findings(document: Document, value: str | None, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with how a time is written.

    The schema of CAP 1.2 has the form in it and its check says so; those of 1.0 and 1.1 leave it to the words.
    """
    if value is None:
        return
    value = value.strip()
    if value.endswith("+00:00") and parse_time(value) is not None:
        yield UTC.at(document, path, value, better=f"{value[:-6]}-00:00")
    elif document.version != "1.2" and parse_time(value) is None:
        yield TIME.at(document, path, value)


def _audience_findings(document: Document) -> Iterator[Finding]:
    alert = document.alert
    scope = alert.scope.strip()
    restricted = bool(alert.restriction and alert.restriction.strip())
    if restricted and scope != "Restricted":
        yield RESTRICTION_SCOPE.at(document, (("restriction", 0),), alert.restriction or "", scope=scope)
    if scope == "Restricted" and not restricted:
        yield RESTRICTION_MISSING.at(document, (("scope", 0),), scope)
    addresses = (alert.addresses or "").strip()
    if scope == "Private" and not addresses:
        yield ADDRESSES_MISSING.at(document, (("scope", 0),), scope)
    for broken, element, value in (
        (ADDRESSES_FORM, "addresses", addresses),
        (INCIDENTS_FORM, "incidents", alert.incidents or ""),
    ):
        fault = list_fault(value) if '"' in value else None
        if fault is not None:
            yield broken.at(document, ((element, 0),), fault, what=fault)


def _note_findings(document: Document) -> Iterator[Finding]:
    alert = document.alert
    if alert.note and alert.note.strip():
        return
    if alert.msg_type == "Error":
        yield NOTE_ERROR.at(document, (("msgType", 0),), alert.msg_type)
    elif alert.msg_type == "Ack":
        yield NOTE_ACK.at(document, (("msgType", 0),), alert.msg_type)
    if alert.status == "Exercise":
        yield NOTE_EXERCISE.at(document, (("status", 0),), alert.status)


def _references_findings(document: Document) -> Iterator[Finding]:
    alert = document.alert
    path = (("references", 0),)
    written = alert.references
    # An empty element names as little as an absent one; that it is there is a finding of its own.
    if written is None or not written.strip():
        if alert.msg_type in _NEEDS_REFERENCES:
            yield REFERENCES_MISSING.at(document, (("msgType", 0),), alert.msg_type, kind=alert.msg_type)
        return
    if document.version == "1.0":
        # CAP 1.0 wrote references in another way, and not as triples.
        return
    sent = parse_time(alert.sent)
    itself = (alert.sender.strip(), alert.identifier.strip())
    items = written.split()
    # The same reference is looked at once, and a rule names its first places: a file may hold very many.
    left = dict.fromkeys((REFERENCES_TIME.name, REFERENCES_LATER.name), _MOST_REFERENCES)
    different = dict.fromkeys(items)
    for item in different:
        reference = parse_reference(item)
        if reference is None:
            yield REFERENCES_FORM.at(document, path, item, what=item[:_LONGEST_REFERENCE])
            return
        if (reference.sender, reference.identifier) == itself:
            yield REFERENCES_SELF.at(document, path, item)
        when = parse_time(reference.sent)
        broken = REFERENCES_TIME if when is None else REFERENCES_LATER if sent is not None and when > sent else None
        if broken is not None and left[broken.name]:
            left[broken.name] -= 1
            yield broken.at(document, path, item)
    if len(different) < len(items):
        twice = next(item for item, count in Counter(items).items() if count > 1)
        yield REFERENCES_TWICE.at(document, path, twice)
