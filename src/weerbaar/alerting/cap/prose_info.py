# SPDX-License-Identifier: EUPL-1.2
"""What CAP 1.2 asks in words of an information block: language, times, what to do, codes, where to read more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from weerbaar.alerting.cap.document import Document, Path
from weerbaar.alerting.cap.model import Info, Named
from weerbaar.alerting.cap.prose_alert import time_findings
from weerbaar.alerting.cap.prose_languages import LANGUAGES, REGIONS
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.cap.prose_text import EMPTY
from weerbaar.alerting.cap.values import parse_time
from weerbaar.alerting.findings import Finding

LANGUAGE = rule(
    "cap.language",
    "warning",
    '"{what}" is geen bekende taal.',
    '"{what}" is no known language.',
    "Schrijf een taalcode van twee letters en zo nodig een land, zoals nl-NL of en-GB.",
    "Write a language code of two letters and where needed a country, such as nl-NL or en-GB.",
    "CAP 1.2, 3.2.2 language; RFC 3066; ISO 639-1",
)
LANGUAGE_REGION = rule(
    "cap.language-region",
    "warning",
    '"{what}" is geen bekend land in een taalcode.',
    '"{what}" is no known country in a language code.',
    "Schrijf de landcode van ISO 3166, zoals NL, BE of GB.",
    "Write the country code of ISO 3166, such as NL, BE or GB.",
    "CAP 1.2, 3.2.2 language; RFC 3066; ISO 3166-1",
)
LANGUAGE_MISSING = rule(
    "cap.language-missing",
    "advice",
    "Er staat geen taal bij; ontvangers lezen dan en-US.",
    "No language is given; receivers then take en-US.",
    "Schrijf language, bijvoorbeeld nl-NL.",
    "Write language, for instance nl-NL.",
    "CAP 1.2, 3.2.2 language",
)
EXPIRES_MISSING = rule(
    "cap.expires-missing",
    "advice",
    "Er staat niet tot wanneer het bericht geldt; elke ontvanger beslist dat dan zelf.",
    "It does not say until when the message holds; every receiver then decides that for itself.",
    "Schrijf expires.",
    "Write expires.",
    "CAP 1.2, 3.2.2 expires",
)
EXPIRES_EFFECTIVE = rule(
    "cap.expires-effective",
    "error",
    "Het bericht vervalt ({expires}) voordat het ingaat ({start}).",
    "The message expires ({expires}) before it takes effect ({start}).",
    "Schrijf bij expires een later tijdstip, of bij effective een eerder.",
    "Write a later time at expires, or an earlier one at effective.",
    "CAP 1.2, 3.2.2 effective, expires",
)
EXPIRES_SENT = rule(
    "cap.expires-sent",
    "warning",
    "Het bericht is al vervallen ({expires}) als het verzonden wordt ({start}).",
    "The message has already expired ({expires}) when it is sent ({start}).",
    "Schrijf bij expires een tijdstip na de verzending.",
    "Write a time after sending at expires.",
    "CAP 1.2, 3.2.1 sent; 3.2.2 expires",
)
EXPIRES_ONSET = rule(
    "cap.expires-onset",
    "warning",
    "Het bericht vervalt ({expires}) voordat begint waar het voor waarschuwt ({start}).",
    "The message expires ({expires}) before what it warns of begins ({start}).",
    "Schrijf bij expires een tijdstip na onset.",
    "Write a time after onset at expires.",
    "CAP 1.2, 3.2.2 onset, expires",
)
RESPONSE_INSTRUCTION = rule(
    "cap.response-instruction",
    "warning",
    "{what} verwijst naar de tekst in instruction, en die ontbreekt.",
    "{what} refers to the text in instruction, and that is missing.",
    "Schrijf in instruction wat mensen moeten doen.",
    "Write in instruction what people must do.",
    "CAP 1.2, 3.2.2 responseType, instruction",
)
RESPONSE_NONE = rule(
    "cap.response-none",
    "warning",
    "None (niets doen) staat naast {what}.",
    "None (nothing to do) stands beside {what}.",
    "Haal None weg, of haal de andere weg.",
    "Remove None, or remove the others.",
    "CAP 1.2, 3.2.2 responseType",
)
RESPONSE_ASSESS = rule(
    "cap.response-assess",
    "warning",
    "Assess is niet bedoeld voor waarschuwingen aan het publiek.",
    "Assess is not meant for warnings to the public.",
    "Schrijf Monitor als mensen het nieuws moeten volgen, of wat zij moeten doen.",
    "Write Monitor when people should follow the news, or what they should do.",
    "CAP 1.2, 3.2.2 responseType",
)
HEADLINE_LONG = rule(
    "cap.headline-long",
    "advice",
    "De kop is {what} tekens lang; 160 is een bruikbare grens.",
    "The headline is {what} characters long; 160 is a useful limit.",
    "Kort de kop in; de rest kan in description.",
    "Shorten the headline; the rest can be in description.",
    "CAP 1.2, 3.2.2 headline",
)
WEB = rule(
    "cap.web",
    "error",
    "Het webadres is geen volledig adres.",
    "The web address is not a full address.",
    "Schrijf het adres helemaal, bijvoorbeeld https://www.crisis.nl/.",
    "Write the address in full, for instance https://www.crisis.nl/.",
    "CAP 1.2, 3.2.2 web; RFC 2396",
)
BLANK = rule(
    "cap.blank",
    "error",
    "Dit verplichte element is leeg.",
    "This required element is empty.",
    "Vul het in.",
    "Fill it in.",
    "CAP 1.2, 3.2",
)
VALUE_BLANK = rule(
    "cap.value-blank",
    "warning",
    'Een waarde en de naam van haar lijst horen bij elkaar; hier staat alleen "{what}".',
    'A value and the name of its list belong together; here there is only "{what}".',
    "Vul valueName en value in, of haal het blok weg.",
    "Fill in valueName and value, or remove the block.",
    "CAP 1.2, 3.2.2 eventCode, parameter; 3.2.4 geocode",
)
VALUE_ACRONYM = rule(
    "cap.value-acronym",
    "advice",
    "De naam is een afkorting met punten; zij hoort in hoofdletters zonder punten.",
    "The name is an acronym with periods; it belongs in capitals without periods.",
    'Schrijf "{better}".',
    'Write "{better}".',
    "CAP 1.2, 3.2.2 eventCode, parameter; 3.2.4 geocode",
)
VERY_LIKELY = rule(
    "cap.very-likely",
    "warning",
    'De zekerheid "Very Likely" is vervallen.',
    'The certainty "Very Likely" is deprecated.',
    'Schrijf "Likely".',
    'Write "Likely".',
    "CAP 1.2, 3.2.2 certainty",
)
TWICE = rule(
    "cap.twice",
    "advice",
    "Deze waarde staat er twee keer.",
    "This value is there twice.",
    "Haal er één weg.",
    "Remove one of them.",
    "CAP 1.2, 3.2.2",
)

RULES = (
    LANGUAGE,
    LANGUAGE_REGION,
    LANGUAGE_MISSING,
    EXPIRES_MISSING,
    EXPIRES_EFFECTIVE,
    EXPIRES_SENT,
    EXPIRES_ONSET,
    RESPONSE_INSTRUCTION,
    RESPONSE_NONE,
    RESPONSE_ASSESS,
    HEADLINE_LONG,
    WEB,
    BLANK,
    VALUE_BLANK,
    VALUE_ACRONYM,
    VERY_LIKELY,
    TWICE,
)

_LONGEST_HEADLINE = 160
_BY_INSTRUCTION = frozenset({"Evacuate", "Prepare", "Execute", "Avoid", "Monitor"})
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}[A-Za-z]?")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def info_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    """Yield what is wrong with one information block, areas and resources apart."""
    if not info.event.strip():
        yield BLANK.at(document, (step, ("event", 0)))
    yield from _language_findings(document, info, step)
    yield from _time_order_findings(document, info, step)
    yield from _response_findings(document, info, step)
    if info.headline and len(info.headline.strip()) > _LONGEST_HEADLINE:
        length = str(len(info.headline.strip()))
        yield HEADLINE_LONG.at(document, (step, ("headline", 0)), info.headline, what=length)
    if info.web and (web := info.web.strip()) and not is_full_address(web):
        yield WEB.at(document, (step, ("web", 0)), web)
    yield from value_findings(document, info.event_code, (step,), "eventCode")
    yield from value_findings(document, info.parameter, (step,), "parameter")
    for name, values in (("category", info.category), ("responseType", info.response_type)):
        if len(set(values)) < len(values):
            yield from _repeat_findings(document, values, step, name)
    if document.version != "1.2":
        path = (step, ("certainty", 0))
        element = document.element(path)
        if element is not None and (element.text or "").strip() == "Very Likely":
            yield VERY_LIKELY.at(document, path, "Very Likely")


def is_full_address(address: str) -> bool:
    """Return whether ``address`` is an absolute URI, with a host where its scheme has one (RFC 2396)."""
    if not _ADDRESS.fullmatch(address):
        return False
    if not address[:8].lower().startswith(("http:", "https:", "ftp:")):
        return True
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def value_findings(document: Document, values: tuple[Named, ...], path: Path, element: str) -> Iterator[Finding]:
    """Yield what is wrong with ``eventCode``, ``parameter`` or ``geocode`` elements."""
    for place, named in enumerate(values):
        name = named.value_name.strip()
        here = (*path, (element, place))
        value = named.value.strip()
        if name and value:
            if "." in name and _DOTTED.fullmatch(name):
                better = name.replace(".", "").upper()
                yield VALUE_ACRONYM.at(document, (*here, ("valueName", 0)), name, better=better)
        elif name or value:
            yield VALUE_BLANK.at(document, (*here, ("value" if name else "valueName", 0)), what=(name or value)[:60])
        else:
            yield EMPTY.at(document, here)


def _repeat_findings(
    document: Document, values: tuple[str, ...], step: tuple[str, int], name: str
) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value in seen:
            yield TWICE.at(document, (step, (name, place)), value)
        seen.add(value)


def _language_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    if info.language is None:
        yield LANGUAGE_MISSING.at(document, (step,))
        return
    parts = info.language.strip().split("-")
    path = (step, ("language", 0))
    primary = parts[0].lower()
    # Two letters are ISO 639-1; longer names are of other lists, which are too long to hold here.
    if len(primary) == 2 and primary not in LANGUAGES:
        yield LANGUAGE.at(document, path, info.language, what=parts[0])
    if len(parts) == 2 and len(parts[1]) == 2 and parts[1].upper() not in REGIONS:
        yield LANGUAGE_REGION.at(document, path, info.language, what=parts[1])


def _time_order_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    yield from time_findings(document, info.effective, (step, ("effective", 0)))
    yield from time_findings(document, info.onset, (step, ("onset", 0)))
    yield from time_findings(document, info.expires, (step, ("expires", 0)))
    alert = document.alert
    if info.expires is None:
        if alert.msg_type != "Cancel":
            yield EXPIRES_MISSING.at(document, (step,))
        return
    expires = parse_time(info.expires)
    if expires is None:
        return
    path = (step, ("expires", 0))
    sent = parse_time(alert.sent)
    effective = parse_time(info.effective or "")
    onset = parse_time(info.onset or "")
    shown = info.expires.strip()
    if effective is not None and expires < effective:
        start = (info.effective or "").strip()
        yield EXPIRES_EFFECTIVE.at(document, path, shown, expires=shown, start=start)
    # A cancelled message may well have expired already.
    if sent is not None and expires <= sent and alert.msg_type in ("Alert", "Update"):
        yield EXPIRES_SENT.at(document, path, shown, expires=shown, start=alert.sent.strip())
    if onset is not None and expires < onset:
        yield EXPIRES_ONSET.at(document, path, shown, expires=shown, start=(info.onset or "").strip())


def _response_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    instructed = bool(info.instruction and info.instruction.strip())
    public = document.alert.scope.strip() == "Public"
    for place, value in enumerate(info.response_type):
        path = (step, ("responseType", place))
        if value in _BY_INSTRUCTION and not instructed:
            yield RESPONSE_INSTRUCTION.at(document, path, value, what=value)
        elif value == "Assess" and public:
            yield RESPONSE_ASSESS.at(document, path, value)
        elif value == "None" and (other := next((v for v in info.response_type if v != "None"), None)):
            yield RESPONSE_NONE.at(document, path, value, what=other[:60])
