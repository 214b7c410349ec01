# SPDX-License-Identifier: EUPL-1.2
"""All checks of a draft in one call, quick enough to run while somebody types.

Six parts, both languages, size on the air, times, contacts, places, area, wording, what a template left open. An error
stops sending; a warning has to be looked at; an advice may be left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from weerbaar.alerting.area import Gazetteer, check_area
from weerbaar.alerting.broadcast import MAX_PAGES, text_cost
from weerbaar.alerting.compose.contacts import Contacts, contact_findings, site_findings
from weerbaar.alerting.compose.draft import Draft
from weerbaar.alerting.compose.facts import Facts, facts, phone_digits
from weerbaar.alerting.compose.filling import fixed_findings
from weerbaar.alerting.compose.languages import language_findings
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.alerting.compose.message import SEPARATOR, broadcast_text
from weerbaar.alerting.compose.place_names import place_findings
from weerbaar.alerting.compose.six_parts import PART_NAMES, Part, six_parts
from weerbaar.alerting.compose.templates import Template
from weerbaar.alerting.compose.wording import wording_findings
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Lang, Text

_LONGEST = timedelta(hours=24)
_HEADING_SLACK = timedelta(minutes=30)
_LEFT_OPEN = re.compile(r"\[[^\]\n]{0,60}\]|\{[^}\n]{0,60}\}|<[^>\n]{0,60}>|\b[Xx]{2,}\b|\bPM\b|_{3,}|\?{3,}")
_HEADING = re.compile(r"NL-Alert \d{2}-\d{2}-\d{4} \d{2}:\d{2}\b")
_GRAVE: frozenset[Part] = frozenset({"risk", "action"})
_FRAMEWORK = "Inzet- en beleidskader NL-Alert"
_LANGUAGES: tuple[Lang, Lang] = ("nl", "en")


def check_draft(
    draft: Draft,
    *,
    contacts: Contacts,
    now: datetime,
    gazetteer: Gazetteer | None = None,
    template: Template | None = None,
) -> list[Finding]:
    """Return what is wrong with ``draft``, the errors first.

    Args:
        draft: finished or not.
        contacts: official numbers and sites.
        now: the present moment, with its zone.
        gazetteer: the names of places; without one, places are not checked.
        template: the template that the draft was made with, whose fixed words must still be there.
    """
    stated = {lang: facts(draft.texts.in_(lang), lang) for lang in _LANGUAGES}
    found = [*_languages(draft, stated), *_time_findings(draft, stated["nl"], now), *_size(draft.texts)]
    for lang in _LANGUAGES:
        text = draft.texts.nl if lang == "nl" else draft.texts.en
        if text:
            where = f"text.{lang}"
            found.extend(_parts(text, lang, stated[lang]))
            found.extend(_left_open(text, where))
            found.extend(contact_findings(text, stated[lang], contacts, where))
            found.extend(wording_findings(text, lang, where))
            if gazetteer is not None:
                found.extend(place_findings(text, lang, stated[lang], draft.area, gazetteer))
    found.extend(_own_contacts(draft, stated["nl"], contacts))
    found.extend(_status(draft))
    found.extend(check_area(draft.area))
    if template is not None:
        found.extend(fixed_findings(template, draft.texts))
    order: dict[Level, int] = {"error": 0, "warning": 1, "advice": 2}
    return sorted(found, key=lambda finding: order[finding.level])


def _languages(draft: Draft, stated: dict[Lang, Facts]) -> Iterable[Finding]:
    if not draft.texts.nl:
        yield _finding(
            "languages.dutch",
            "error",
            "Er is geen tekst.",
            "There is no text.",
            "Schrijf de tekst.",
            "Write it.",
            "text.nl",
        )
    elif not draft.texts.en:
        yield _finding(
            "languages.english",
            "warning",
            "Er is geen Engelse tekst; wie geen Nederlands leest, weet niet wat te doen.",
            "There is no English text; who reads no Dutch does not know what to do.",
            "Schrijf de Engelse tekst.",
            "Write the English text.",
            "text.en",
            source="NL-Alert 24-06-2019 (112)",
        )
    else:
        yield from language_findings(draft.texts, stated["nl"], stated["en"])


def _parts(text: str, lang: Lang, stated: Facts) -> Iterable[Finding]:
    for part, reading in six_parts(text, lang, stated).readings.items():
        if reading.state == "present":
            continue
        name, place = PART_NAMES[part], f"text.{lang}"
        if reading.state == "absent":
            yield _finding(
                f"parts.{part}",
                "error" if part in _GRAVE else "warning",
                f"In de tekst ontbreekt: {name.nl}.",
                f"The text does not say: {name.en}.",
                f"Schrijf erbij: {name.nl}.",
                f"Add: {name.en}.",
                place,
                source=_FRAMEWORK,
            )
        else:
            yield _finding(
                f"parts.{part}",
                "warning",
                f"Niet duidelijk genoeg: {name.nl}.",
                f"Not clear enough: {name.en}.",
                f"Schrijf precies {name.nl}.",
                f"Write exactly: {name.en}.",
                f"{place}[{reading.start}:{reading.end}]",
                text[reading.start : reading.end],
                _FRAMEWORK,
            )


def _left_open(text: str, where: str) -> Iterable[Finding]:
    for match in _LEFT_OPEN.finditer(text):
        yield _finding(
            "template.left-open",
            "error",
            "Hier moet nog iets worden ingevuld.",
            "Something still has to be filled in here.",
            "Vul het in of haal het weg.",
            "Fill it in or remove it.",
            f"{where}[{match.start()}:{match.end()}]",
            match.group(),
        )


def _size(texts: Text) -> Iterable[Finding]:
    message = broadcast_text(texts)
    cost = text_cost(message)
    if cost.pages > MAX_PAGES:
        yield _finding(
            "size.too-long",
            "error",
            f"De tekst neemt {cost.pages} pagina’s; {MAX_PAGES} is het meeste.",
            f"The text takes {cost.pages} pages; {MAX_PAGES} is the most.",
            "Maak de tekst korter.",
            "Make the text shorter.",
            "text",
            str(cost.characters),
            "3GPP TS 23.041, 9.4.2.2",
        )
    seen: set[str] = set()
    for costly in cost.expensive:
        if costly.character in seen:
            continue
        seen.add(costly.character)
        replacement = costly.replacement
        yield _finding(
            "size.expensive-character",
            "warning",
            f"Teken {costly.character} maakt van elke pagina 41 tekens in plaats van 93.",
            f"Character {costly.character} makes every page hold 41 characters instead of 93.",
            "Haal het weg." if replacement is None else f"Schrijf {replacement or 'niets'}.",
            "Remove it." if replacement is None else f"Write {replacement or 'nothing'}.",
            _place(texts, costly.place),
            costly.character,
            "3GPP TS 23.038, 6.2.1",
        )


def _place(texts: Text, index: int) -> str:
    """Return the field and place of character ``index`` of the whole message."""
    english = len(texts.nl) + len(SEPARATOR)
    at, lang = (index, "nl") if index < len(texts.nl) else (index - english, "en")
    return f"text.{lang}[{at}:{at + 1}]"


def _time_findings(draft: Draft, stated: Facts, now: datetime) -> Iterable[Finding]:
    if draft.expires <= draft.starts:
        yield _finding(
            "time.expires",
            "error",
            "Het einde ligt niet na het begin.",
            "The end is not after the beginning.",
            "Zet het einde later.",
            "Put the end later.",
            "expires",
            draft.expires.isoformat(),
        )
    elif draft.expires - draft.starts > _LONGEST:
        yield _finding(
            "time.expires-late",
            "error",
            "Een bericht wordt hooguit 24 uur uitgezonden.",
            "A message is broadcast for at most 24 hours.",
            "Zet het einde binnen 24 uur, en stuur daarna zo nodig een nieuw bericht.",
            "Put the end within 24 hours, and send a new message after it if there is need.",
            "expires",
            draft.expires.isoformat(),
        )
    if draft.expires <= now:
        yield _finding(
            "time.expired",
            "error",
            "Het einde is al geweest.",
            "The end has already passed.",
            "Zet begin en einde opnieuw.",
            "Set beginning and end again.",
            "expires",
            draft.expires.isoformat(),
        )
    if draft.texts.nl:
        yield from _heading_findings(draft, stated)


def _heading_findings(draft: Draft, stated: Facts) -> Iterable[Finding]:
    starts = draft.starts.astimezone(dutch_time())
    written = f"NL-Alert {starts:%d-%m-%Y %H:%M}:"
    dates, times = stated.of("date")[:1], stated.of("time")[:1]
    day = starts.strftime("%Y-%m-%d")
    if dates and dates[0].value not in (day, f"-{day[4:]}"):
        yield _time_differs(draft.texts.nl[dates[0].start : dates[0].end], dates[0].start, written)
    elif dates and times:
        hour, minute = map(int, times[0].value.split(":"))
        apart = abs(starts.replace(hour=hour, minute=minute, second=0, microsecond=0) - starts)
        if apart > _HEADING_SLACK:
            yield _time_differs(draft.texts.nl[times[0].start : times[0].end], times[0].start, written)
    if dates and times and not _HEADING.match(draft.texts.nl):
        yield _finding(
            "time.form",
            "advice",
            "Een bericht begint met NL-Alert, de datum en de tijd.",
            "A message begins with NL-Alert, the date and the time.",
            f"Schrijf {written}",
            f"Write {written}",
            f"text.nl[0:{dates[0].end}]",
        )


def _time_differs(value: str, start: int, written: str) -> Finding:
    return _finding(
        "time.differs",
        "error",
        "Dit is niet het begin dat bij het bericht is ingevuld.",
        "This is not the beginning that was filled in for the message.",
        f"Schrijf {written}",
        f"Write {written}",
        f"text.nl[{start}:{start + len(value)}]",
        value,
    )


def _own_contacts(draft: Draft, stated: Facts, contacts: Contacts) -> Iterable[Finding]:
    """The site and the numbers that belong to the draft: on the list, and in the text."""
    if draft.more_info:
        yield from site_findings(draft.more_info, contacts, "more_info")
        shown = {fact.value.partition("/")[0] for fact in stated.of("site")}
        host = re.sub(r"^https?://(www\.)?|/.*$", "", draft.more_info.lower())
        if draft.texts.nl and host not in shown:
            yield _not_in_text("more_info", draft.more_info)
    for place, number in enumerate(draft.phones):
        if contacts.number(number) is None:
            yield _finding(
                "contacts.number-unknown",
                "error",
                f"Nummer {number} staat niet op de lijst van officiële nummers.",
                f"Number {number} is not on the list of official numbers.",
                "Bel het nummer, en zet het op uw eigen lijst als het klopt.",
                "Dial the number, and put it on your own list if it is right.",
                f"phones[{place}]",
                number,
            )
        if draft.texts.nl and phone_digits(number) not in stated.values("phone"):
            yield _not_in_text(f"phones[{place}]", number)


def _not_in_text(where: str, value: str) -> Finding:
    return _finding(
        "contacts.not-in-text",
        "warning",
        f"{value} is ingevuld maar staat niet in de tekst.",
        f"{value} was filled in but is not in the text.",
        "Zet het in de tekst of haal het weg.",
        "Put it in the text or remove it.",
        where,
        value,
    )


def _status(draft: Draft) -> Iterable[Finding]:
    meant = {"test": "test", "exercise": "exercise"}
    level_says = meant.get(str(draft.level), "actual")
    kind_says = meant.get(draft.kind, "actual")
    if level_says != draft.status or kind_says not in ("actual", draft.status):
        yield _finding(
            "status.differs",
            "error",
            "Echt, oefening of test: soort, niveau en status zeggen niet hetzelfde.",
            "Actual, exercise or test: kind, level and status do not say the same.",
            "Kies voor alle drie hetzelfde.",
            "Choose the same for all three.",
            "status",
            draft.status,
        )
    if draft.kind == "all-clear" and draft.replaces is None:
        yield _finding(
            "all-clear.of-what",
            "error",
            "Niet ingevuld van welk bericht het gevaar voorbij is.",
            "It was not filled in which alert is over.",
            "Kies het eerdere bericht.",
            "Choose the earlier alert.",
            "replaces",
        )
    if draft.replaces == draft.id:
        yield _finding(
            "replaces.itself",
            "error",
            "Het bericht vervangt zichzelf.",
            "The alert replaces itself.",
            "Kies het eerdere bericht.",
            "Choose the earlier alert.",
            "replaces",
            draft.id,
        )


def _finding(
    rule: str,
    level: Level,
    nl: str,
    en: str,
    fix_nl: str,
    fix_en: str,
    where: str,
    value: str = "",
    source: str = "",
) -> Finding:
    return Finding(rule, level, Text(nl=nl, en=en), Text(nl=fix_nl, en=fix_en), where, value=value, source=source)
