# SPDX-License-Identifier: EUPL-1.2
"""The Dutch profile: what an NL-Alert needs so that it can be broadcast, read in two languages and found again.

It is Weerbaar's own, after the six parts of the framework for NL-Alert: sender, time, risk, where, what to do, where to
read more. ``nl_rules`` lists every rule; ``nl_area`` holds those about the area.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from weerbaar.alerting.broadcast import MAX_PAGES, page_count
from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.mapping import broadcast_text, joined_text
from weerbaar.alerting.cap.model import Info
from weerbaar.alerting.cap.official_sites import official_site
from weerbaar.alerting.cap.profiles import nl_rules as rules
from weerbaar.alerting.cap.profiles.nl_area import CodesIn, area_findings
from weerbaar.alerting.cap.profiles.profile_rules import missing_findings, reference_findings
from weerbaar.alerting.cap.values import parse_time
from weerbaar.alerting.findings import Finding

# The country's number in ISO 3166-1, as in the identifiers that WMO gives to alerting authorities.
_DUTCH_OID = re.compile(r"(?:urn:oid:)?2\.49\.0\.\d+\.528(?:\.\d+)*", re.ASCII)
_LONGEST = timedelta(hours=24)
# Clocks of two machines may differ; more is a mistake.
_CLOCK_SLACK = timedelta(minutes=5)
_DUTCH_OFFSETS = frozenset({timedelta(hours=1), timedelta(hours=2)})
_SAME_TIMES = (("effective", "effective"), ("onset", "onset"), ("expires", "expires"))
_SAME_VALUES = (
    ("category", "category"),
    ("response_type", "responseType"),
    ("urgency", "urgency"),
    ("severity", "severity"),
    ("certainty", "certainty"),
    ("event_code", "eventCode"),
)


def nl_findings(document: Document, now: datetime, codes_in: CodesIn | None = None) -> Iterator[Finding]:
    """Yield where a message departs from the Dutch profile.

    Args:
        document: the message.
        now: the moment of checking, with a time zone.
        codes_in: which municipalities and regions an area touches, where boundaries are at hand.
    """
    alert = document.alert
    yield from reference_findings(document, rules.REFERENCES)
    if not _is_authority(alert.sender.strip()):
        yield rules.SENDER.at(document, (("sender", 0),), alert.sender)
    if alert.scope.strip() != "Public":
        yield rules.SCOPE.at(document, (("scope", 0),), alert.scope)
    sent = parse_time(alert.sent)
    if sent is not None and sent > now + _CLOCK_SLACK:
        yield rules.SENT_LATER.at(document, (("sent", 0),), alert.sent)
    if sent is not None and sent.utcoffset() not in _DUTCH_OFFSETS:
        yield rules.LOCAL_TIME.at(document, (("sent", 0),), alert.sent)
    if not alert.info:
        if alert.msg_type in ("Alert", "Update"):
            yield rules.INFO.at(document, ())
        return
    yield from _language_findings(document)
    yield from _agreement_findings(document)
    if alert.msg_type in ("Alert", "Update"):
        yield from missing_findings(document, rules.MISSING)
    for place, info in enumerate(alert.info):
        step = ("info", place)
        yield from _expiry_findings(document, info, step, sent, now)
        yield from _web_findings(document, info, step)
    yield from _size_findings(document)
    yield from area_findings(document, codes_in)


def _is_authority(sender: str) -> bool:
    """A mail address or site of the government, or a Dutch number in the register of alerting authorities."""
    return bool(_DUTCH_OID.fullmatch(sender)) or official_site(sender.rpartition("@")[2])


def _language_findings(document: Document) -> Iterator[Finding]:
    languages = [(info.language or "en-US").strip().lower().partition("-")[0] for info in document.alert.info]
    if "nl" not in languages:
        yield rules.DUTCH.at(document, (), ", ".join(languages))
    elif languages[0] != "nl":
        yield rules.DUTCH_FIRST.at(document, (("info", 0), ("language", 0)), document.alert.info[0].language or "")
    if "en" not in languages:
        yield rules.ENGLISH.at(document, (), ", ".join(languages))


def _agreement_findings(document: Document) -> Iterator[Finding]:
    infos = document.alert.info
    first = infos[0]
    for place, info in enumerate(infos[1:], start=1):
        for attribute, element in _SAME_TIMES:
            if _moment(getattr(info, attribute)) != _moment(getattr(first, attribute)):
                path = (("info", place), (element, 0))
                value = getattr(info, attribute) or ""
                yield rules.SAME_TIMES.at(document, path, value, what=getattr(first, attribute) or "-")
        for attribute, element in _SAME_VALUES:
            value, wanted = getattr(info, attribute), getattr(first, attribute)
            if value != wanted and (isinstance(value, str) or set(value) != set(wanted)):
                yield rules.SAME_CODES.at(document, (("info", place), (element, 0)), what=element)
        if _places(info) != _places(first):
            yield rules.SAME_AREA.at(document, (("info", place), ("area", 0)))


def _moment(value: str | None) -> datetime | str | None:
    """The same moment in another time zone is the same; what cannot be read is compared as text."""
    return None if value is None else parse_time(value) or value.strip()


def _places(info: Info) -> set[tuple[str, ...]]:
    places: set[tuple[str, ...]] = set()
    for area in info.area:
        places |= {("polygon", *polygon.split()) for polygon in area.polygon}
        places |= {("circle", *circle.split()) for circle in area.circle}
        places |= {("geocode", code.value_name.strip(), code.value.strip()) for code in area.geocode}
    return places


def _expiry_findings(
    document: Document, info: Info, step: tuple[str, int], sent: datetime | None, now: datetime
) -> Iterator[Finding]:
    expires = parse_time(info.expires or "")
    if expires is None:
        return
    path, shown = (step, ("expires", 0)), info.expires or ""
    if sent is not None and expires - sent > _LONGEST:
        latest = (sent + _LONGEST).isoformat()
        yield rules.EXPIRES_LATE.at(document, path, shown, latest=latest)
    if expires <= now and document.alert.msg_type in ("Alert", "Update"):
        yield rules.EXPIRED.at(document, path, shown)


def _web_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    web = (info.web or "").strip()
    if not web:
        return
    try:
        parts = urlsplit(web)
        scheme, host = parts.scheme, parts.hostname
    except ValueError:
        scheme, host = "", None
    path = (step, ("web", 0))
    if host is None or scheme not in ("http", "https") or not official_site(host):
        yield rules.WEB_OFFICIAL.at(document, path, web)
    elif scheme != "https":
        yield rules.WEB_HTTPS.at(document, path, web)


def _size_findings(document: Document) -> Iterator[Finding]:
    infos = document.alert.info
    together = joined_text(infos)
    pages, _ = page_count(together)
    if pages <= MAX_PAGES:
        # Then each language alone fits too, in either alphabet.
        return
    alone = True
    for place, info in enumerate(infos):
        text = broadcast_text(info)
        of_one, septets = page_count(text)
        if of_one > MAX_PAGES:
            alone = False
            one = rules.TEXT_UCS2 if septets is None else rules.TEXT_GSM
            path = (("info", place), ("description", 0))
            yield one.at(document, path, text, what=str(of_one), most=str(MAX_PAGES))
    if alone:
        path = (("info", 0), ("description", 0))
        yield rules.TEXT_TOGETHER.at(document, path, together, what=str(pages), most=str(MAX_PAGES))
