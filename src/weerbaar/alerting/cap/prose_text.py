# SPDX-License-Identifier: EUPL-1.2
"""Texts that people read: no HTML, nothing left to fill in, no broken characters, each language its own text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.findings import Finding

HTML_ENTITIES = rule(
    "cap.html-entities",
    "warning",
    "In de tekst staat een HTML-code ({what}); ontvangers tonen die letterlijk.",
    "The text holds an HTML entity ({what}); receivers show it as it is.",
    "Schrijf het teken zelf.",
    "Write the character itself.",
    "CAP 1.2, 3.3.3",
)
HTML_TAGS = rule(
    "cap.html-tags",
    "warning",
    "In de tekst staat HTML-opmaak ({what}); ontvangers tonen die letterlijk.",
    "The text holds HTML markup ({what}); receivers show it as it is.",
    "Haal de opmaak weg en houd de woorden.",
    "Remove the markup and keep the words.",
    "CAP 1.2, 3.3.3",
)
TEMPLATE = rule(
    "cap.template",
    "warning",
    "Er staat nog een invulplek in de tekst: {what}",
    "There is still a place to fill in in the text: {what}",
    "Vul de plek in of haal haar weg.",
    "Fill in the place or remove it.",
    "praktijk: niet ingevulde sjablonen",
)
BROKEN = rule(
    "cap.broken-characters",
    "warning",
    'De tekst bevat kapotte tekens ("{what}"): hij is met de verkeerde tekenset gelezen of geschreven.',
    'The text holds broken characters ("{what}"): it was read or written in the wrong encoding.',
    "Schrijf de tekst opnieuw, in UTF-8.",
    "Write the text again, in UTF-8.",
    "CAP 1.2, 3.3.3",
)
SAME_TEXT = rule(
    "cap.same-text",
    "warning",
    "Dezelfde tekst staat onder twee talen: {one} en {other}.",
    "The same text stands under two languages: {one} and {other}.",
    "Vertaal de tekst, of schrijf bij language de taal waarin de tekst is.",
    "Translate the text, or write at language the language that the text is in.",
    "CAP 1.2, 3.2.2 language",
)
EMPTY = rule(
    "cap.empty",
    "warning",
    "Het element is leeg.",
    "The element is empty.",
    "Haal het element weg, of vul het in.",
    "Remove the element, or fill it in.",
    "CAP 1.2, 3.2",
)

RULES = (HTML_ENTITIES, HTML_TAGS, TEMPLATE, BROKEN, SAME_TEXT, EMPTY)

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
_TEMPLATE = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\$\{[^{}]{0,80}\}|\{[A-Za-z_][\w .-]{0,60}\}|<<[^<>]{1,80}>>|%\([a-z_]{1,40}\)s"
    r"|\[(?:invullen|vul in|fill in|insert|naam|name|plaats|place|tijd|time|datum|date)\b[^\[\]]{0,60}\]"
    r"|\bX{3,}\b|\bTODO\b|\bTBD\b|\b[Ll]orem ipsum\b|\.\.\.\.\.\.+ ?(?:invullen|fill in)"
)
# UTF-8 read as Windows-1252 or Latin-1, control characters of the C1 set, the replacement character.
_BROKEN = re.compile(
    "\N{REPLACEMENT CHARACTER}|[\x80-\x84\x86-\x9f]|Ã[\x80-\xbf]|Â[\xa0-\xbf](?=\\w|$)|â€[\x80-\xbf™œ“”\x9d]?"
)
# What every pattern above begins with or holds. Looking for fixed texts is many times quicker than a pattern is.
_MARKS = ("&", "<", "{", "[", "%(", "XXX", "TODO", "TBD", "orem ipsum", "......")
_FOREIGN_MARKS = re.compile("[\ufffd\x80-\x84\x86-\x9fÃÂâ]")

_INFO_TEXTS = (
    ("audience", "audience"),
    ("sender_name", "senderName"),
    ("headline", "headline"),
    ("description", "description"),
    ("instruction", "instruction"),
    ("contact", "contact"),
)
_ALERT_TEXTS = (("source", "source"), ("restriction", "restriction"), ("note", "note"))
_ALERT_OPTIONAL = (
    *_ALERT_TEXTS,
    ("addresses", "addresses"),
    ("references", "references"),
    ("incidents", "incidents"),
)
_INFO_OPTIONAL = (*_INFO_TEXTS, ("language", "language"), ("web", "web"))
_SAME = ("event", "headline", "description", "instruction")

_values_of_alert = attrgetter(*(attribute for attribute, _ in _ALERT_OPTIONAL))
_values_of_info = attrgetter(*(attribute for attribute, _ in _INFO_OPTIONAL))
_values_to_compare = attrgetter(*_SAME)


def text_findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the texts of a message."""
    alert = document.alert
    values = _values_of_alert(alert)
    for (_, element), value in zip(_ALERT_OPTIONAL, values, strict=True):
        if value is not None and not value.strip():
            yield EMPTY.at(document, ((element, 0),))
    for place, code in enumerate(alert.code):
        if not code.strip():
            yield EMPTY.at(document, (("code", place),))
    for (_, element), value in zip(_ALERT_TEXTS, values, strict=False):
        yield from _one_text(document, value, ((element, 0),))
    for place, info in enumerate(alert.info):
        yield from _info_texts(document, info, ("info", place))
    if len(alert.info) > 1:
        yield from _same_texts(document)


def _info_texts(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    values = _values_of_info(info)
    for (_, element), value in zip(_INFO_OPTIONAL, values, strict=True):
        if value is not None and not value.strip():
            yield EMPTY.at(document, (step, (element, 0)))
    areas = [area.area_desc for area in info.area]
    resources = [resource.resource_desc for resource in info.resource]
    # A form feed parts the texts, so that nothing is found over the edge of two.
    if not _is_suspect("\f".join([info.event, *filter(None, values), *areas, *resources])):
        return
    yield from _one_text(document, info.event, (step, ("event", 0)))
    for (_, element), value in zip(_INFO_TEXTS, values, strict=False):
        yield from _one_text(document, value, (step, (element, 0)))
    for place, name in enumerate(areas):
        yield from _one_text(document, name, (step, ("area", place), ("areaDesc", 0)))
    for place, name in enumerate(resources):
        yield from _one_text(document, name, (step, ("resource", place), ("resourceDesc", 0)))


def _one_text(document: Document, value: str | None, path: tuple[tuple[str, int], ...]) -> Iterator[Finding]:
    if not value or not _is_suspect(value):
        return
    for one, pattern in ((HTML_ENTITIES, _ENTITY), (TEMPLATE, _TEMPLATE), (HTML_TAGS, _TAG), (BROKEN, _BROKEN)):
        found = pattern.search(value)
        if found is not None:
            yield one.at(document, path, found.group(), what=found.group()[:60])


def _is_suspect(text: str) -> bool:
    for mark in _MARKS:
        if mark in text:
            return True
    return not text.isascii() and _FOREIGN_MARKS.search(text) is not None


def _same_texts(document: Document) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for place, info in enumerate(document.alert.info):
        language = (info.language or "").strip() or "en-US"
        here = language, language.partition("-")[0].lower()
        for element, value in zip(_SAME, _values_to_compare(info), strict=True):
            text = (value or "").strip()
            if not text:
                continue
            first = seen.setdefault((element, text), here)
            if first[1] != here[1]:
                yield SAME_TEXT.at(document, (("info", place), (element, 0)), text, one=first[0], other=language)
