# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the Dutch profile, with what it says."""

from __future__ import annotations

from weerbaar.alerting.cap.profiles.profile_rules import profile_rule
from weerbaar.alerting.cap.prose_rule import rule

_SOURCE = "NL-profiel van Weerbaar 1.0"
_PARTS = "NL-profiel van Weerbaar 1.0; zes onderdelen van een NL-Alert"
_CHANNEL = "NL-profiel van Weerbaar 1.0; 3GPP TS 23.041"

REFERENCES = profile_rule("nl", "references", "error", _SOURCE)
INFO = profile_rule("nl", "info", "error", _SOURCE)
# The six parts: sender, time (sent is always there, expires must be), risk, where, what to do, where to read more.
MISSING = (
    profile_rule("nl", "sender-name", "error", _PARTS),
    profile_rule("nl", "expires", "error", _PARTS),
    profile_rule("nl", "description", "error", _PARTS),
    profile_rule("nl", "area", "error", _PARTS),
    profile_rule("nl", "shape", "error", _PARTS),
    profile_rule("nl", "instruction", "error", _PARTS),
    profile_rule("nl", "web", "error", _PARTS),
    profile_rule("nl", "response-type", "advice", _PARTS),
)
SENDER = rule(
    "nl.sender",
    "error",
    "De afzender is geen Nederlandse overheid: een mailadres of site van de overheid, of een OID onder 2.49.0.x.528.",
    "The sender is no Dutch authority: a mail address or site of the government, or an OID below 2.49.0.x.528.",
    "Schrijf bijvoorbeeld nl-alert@nctv.nl.",
    "Write for instance nl-alert@nctv.nl.",
    _SOURCE,
)
SCOPE = rule(
    "nl.scope",
    "error",
    "Het bericht is niet openbaar; een NL-Alert is dat altijd.",
    "The message is not public; an NL-Alert always is.",
    "Schrijf Public bij scope.",
    "Write Public at scope.",
    _SOURCE,
)
SENT_LATER = rule(
    "nl.sent-later",
    "warning",
    "De verzendtijd ligt in de toekomst.",
    "The sent time is in the future.",
    "Schrijf de tijd van nu, of controleer de klok.",
    "Write the present time, or check the clock.",
    _SOURCE,
)
LOCAL_TIME = rule(
    "nl.local-time",
    "advice",
    "De tijd staat niet in de Nederlandse tijdzone (+01:00 of +02:00).",
    "The time is not in the Dutch time zone (+01:00 or +02:00).",
    "Schrijf de tijd zoals de klok in Nederland staat.",
    "Write the time as clocks in the Netherlands show it.",
    _SOURCE,
)
DUTCH = rule(
    "nl.dutch",
    "error",
    "Er is geen info in het Nederlands.",
    "There is no info in Dutch.",
    "Voeg een info met language nl-NL toe.",
    "Add an info with language nl-NL.",
    _SOURCE,
)
DUTCH_FIRST = rule(
    "nl.dutch-first",
    "advice",
    "De info in het Nederlands staat niet vooraan.",
    "The info in Dutch is not the first.",
    "Zet de Nederlandse info vooraan.",
    "Put the Dutch info first.",
    _SOURCE,
)
ENGLISH = rule(
    "nl.english",
    "error",
    "Er is geen info in het Engels.",
    "There is no info in English.",
    "Voeg een info met language en-GB toe.",
    "Add an info with language en-GB.",
    _SOURCE,
)
SAME_TIMES = rule(
    "nl.same-times",
    "error",
    "De tijd is in de talen niet gelijk; in de eerste info staat {what}.",
    "The time is not the same in the languages; the first info has {what}.",
    "Neem de tijd van de eerste info over.",
    "Copy the time of the first info.",
    _SOURCE,
)
SAME_CODES = rule(
    "nl.same-codes",
    "error",
    "{what} is in de talen niet gelijk.",
    "{what} is not the same in the languages.",
    "Neem de waarden van de eerste info over.",
    "Copy the values of the first info.",
    _SOURCE,
)
SAME_AREA = rule(
    "nl.same-area",
    "error",
    "Het gebied is in de talen niet gelijk.",
    "The area is not the same in the languages.",
    "Neem polygon, circle en geocode van de eerste info over.",
    "Copy polygon, circle and geocode of the first info.",
    _SOURCE,
)
EXPIRES_LATE = rule(
    "nl.expires-late",
    "error",
    "Het bericht geldt langer dan 24 uur na de verzending.",
    "The message holds for longer than 24 hours after sending.",
    "Schrijf bij expires uiterlijk {latest}, en stuur zo nodig een bijwerking.",
    "Write {latest} or earlier at expires, and send an update where needed.",
    _SOURCE,
)
EXPIRED = rule(
    "nl.expired",
    "warning",
    "Het bericht is vervallen.",
    "The message has expired.",
    "Zend het niet uit; schrijf een nieuw bericht.",
    "Do not broadcast it; write a new message.",
    _SOURCE,
)
WEB_OFFICIAL = rule(
    "nl.web-official",
    "error",
    "Het webadres is geen site van de overheid.",
    "The web address is not a site of the government.",
    "Schrijf een adres op bijvoorbeeld crisis.nl, politie.nl of de site van de veiligheidsregio.",
    "Write an address at for instance crisis.nl, politie.nl or the site of the safety region.",
    _SOURCE,
)
WEB_HTTPS = rule(
    "nl.web-https",
    "warning",
    "Het webadres is niet beveiligd.",
    "The web address is not secure.",
    "Schrijf https:// ervoor.",
    "Write https:// in front.",
    _SOURCE,
)
TEXT_GSM = rule(
    "nl.text-long",
    "error",
    "De tekst (beschrijving, instructie en webadres) neemt {what} pagina's van 93 tekens in; er passen er {most}.",
    "The text (description, instruction and web address) takes {what} pages of 93 characters; {most} fit.",
    "Kort de tekst in, of geef een kortere in een parameter CellBroadcastText.",
    "Shorten the text, or give a shorter one in a parameter CellBroadcastText.",
    _CHANNEL,
)
TEXT_UCS2 = rule(
    "nl.text-long-ucs2",
    "error",
    "De tekst heeft tekens buiten het GSM-alfabet en neemt zo {what} pagina's van 41 tekens in; er passen er {most}.",
    "The text has characters outside the GSM alphabet and so takes {what} pages of 41 characters; {most} fit.",
    "Vervang de tekens buiten het GSM-alfabet, of kort de tekst in.",
    "Replace the characters outside the GSM alphabet, or shorten the text.",
    _CHANNEL,
)
TEXT_TOGETHER = rule(
    "nl.text-together",
    "warning",
    "De talen samen nemen {what} pagina's in; in één uitzending passen er {most}.",
    "The languages together take {what} pages; one broadcast holds {most}.",
    "Kort de teksten in, of geef in elke taal een kortere in een parameter CellBroadcastText.",
    "Shorten the texts, or give a shorter one in each language in a parameter CellBroadcastText.",
    _CHANNEL,
)
AREA_NOTHING = rule(
    "nl.area-nothing",
    "error",
    "Het gebied omsluit niets, of een punt ligt niet op aarde: er is niemand te waarschuwen.",
    "The area encloses nothing, or a point is not on earth: there is nobody to alert.",
    "Teken het gebied opnieuw; een cirkel heeft een straal groter dan nul.",
    "Draw the area again; a circle has a radius above zero.",
    _SOURCE,
)
AREA_OUTSIDE = rule(
    "nl.area-outside",
    "error",
    "Het gebied ligt buiten Nederland.",
    "The area is outside the Netherlands.",
    "Teken het gebied opnieuw.",
    "Draw the area again.",
    _SOURCE,
)
AREA_SWAPPED = rule(
    "nl.area-swapped",
    "error",
    "Breedte en lengte zijn verwisseld: andersom ligt het gebied wel in Nederland.",
    "Latitude and longitude were swapped: the other way round the area is in the Netherlands.",
    "Schrijf eerst de breedte (50 tot 54), dan de lengte (3 tot 8).",
    "Write latitude first (50 to 54), then longitude (3 to 8).",
    _SOURCE,
)
AREA_PARTLY = rule(
    "nl.area-partly",
    "warning",
    "Het gebied ligt voor een deel buiten Nederland.",
    "Part of the area is outside the Netherlands.",
    "Snijd het gebied af op de grens, en stem af met het buurland.",
    "Cut the area off at the border, and agree with the neighbouring country.",
    _SOURCE,
)
GEOCODE_FORM = rule(
    "nl.geocode-form",
    "error",
    "De code is geen GM met vier cijfers (gemeente), VR01 tot VR25 (veiligheidsregio) of NL.",
    "The code is not GM with four digits (municipality), VR01 to VR25 (safety region) or NL.",
    "Schrijf bijvoorbeeld GM1709.",
    "Write for instance GM1709.",
    "NL-profiel van Weerbaar 1.0; CBS Gebieden in Nederland",
)
GEOCODE_AREA = rule(
    "nl.geocode-area",
    "warning",
    "De codes en het getekende gebied spreken elkaar tegen: niet in het gebied {extra}, niet in de codes {missing}.",
    "The codes and the area drawn contradict each other: not in the area {extra}, not among the codes {missing}.",
    "Pas de codes of het gebied aan.",
    "Change the codes or the area.",
    "NL-profiel van Weerbaar 1.0; CBS Gebieden in Nederland",
)

RULES = (
    REFERENCES,
    INFO,
    *MISSING,
    SENDER,
    SCOPE,
    SENT_LATER,
    LOCAL_TIME,
    DUTCH,
    DUTCH_FIRST,
    ENGLISH,
    SAME_TIMES,
    SAME_CODES,
    SAME_AREA,
    EXPIRES_LATE,
    EXPIRED,
    WEB_OFFICIAL,
    WEB_HTTPS,
    TEXT_GSM,
    TEXT_UCS2,
    TEXT_TOGETHER,
    AREA_NOTHING,
    AREA_OUTSIDE,
    AREA_SWAPPED,
    AREA_PARTLY,
    GEOCODE_FORM,
    GEOCODE_AREA,
)
