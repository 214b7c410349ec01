# SPDX-License-Identifier: EUPL-1.2
"""Who may do what at T+h, and what a register lacks, in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.cooperation import (
        Answer,
        CooperationReport,
        Finding,
        PowerLine,
        RequestLine,
        UnitLine,
    )

_WIDEST = 110
_NAME = 36
_TO_CHECK = "*"


def answer_table(answer: Answer, lang: Lang) -> str:
    """Return who may act now, who must ask whom, where the units are, and what stands in the way."""
    from weerbaar.capability.cooperation import hour_words

    nl = lang == "nl"
    hour = hour_words(answer.at_h).in_(lang)
    where = ""
    if answer.site is not None:
        where = f", {answer.register.sites[answer.site].in_(lang)}"
    parts = [answer.register.title.in_(lang), textwrap.fill(answer.register.statement.in_(lang), _WIDEST), ""]
    if answer.confidential:
        parts += ["VERTROUWELIJK" if nl else "CONFIDENTIAL", ""]
    parts.append(f"{_sentence(answer.situation.name.in_(lang))}, {hour}, {answer.on}{where}")
    parts.append(_supposed(answer, lang))
    own = [p for p in answer.powers if p.state == "now"]
    rest = [p for p in answer.powers if p.state != "now"]
    parts += ["", "1. Wie mag nu handelen" if nl else "1. Who may act now", *_powers(own, answer, lang)]
    parts += ["", "2. Wie moet wie vragen" if nl else "2. Who must ask whom", *_requests(answer, lang)]
    if rest:
        parts += ["", "3. Wie mag later handelen" if nl else "3. Who may act later", *_powers(rest, answer, lang)]
    parts += ["", "4. Eenheden" if nl else "4. Units", *_units(answer, lang)]
    if answer.levels:
        head = f"Crisisstructuur op {answer.on}" if nl else f"Crisis structure on {answer.on}"
        parts += ["", f"5. {head}", *_levels(answer, lang)]
    parts += ["", "6. Let op" if nl else "6. Note", *_findings(answer.findings, lang)]
    parts += ["", f"run {answer.run_record.id}"]
    return printable("\n".join(parts))


def report_table(report: CooperationReport, lang: Lang) -> str:
    """Return every finding of a register under a heading per kind, and the crisis structure of the day."""
    from weerbaar.capability.cooperation import KINDS

    nl = lang == "nl"
    register = report.register
    parts = [register.title.in_(lang), textwrap.fill(register.statement.in_(lang), _WIDEST), ""]
    if report.confidential:
        parts += ["VERTROUWELIJK" if nl else "CONFIDENTIAL", ""]
    agreements, units = len(register.agreements), len(register.units)
    parts.append(
        f"Stand op {report.on}: {agreements} afspraken, {units} eenheden, {len(report.findings)} bevindingen."
        if nl
        else f"State on {report.on}: {agreements} agreements, {units} units, {len(report.findings)} findings."
    )
    for kind, words in KINDS.items():
        found = report.of_kind(kind)
        if found:
            parts += ["", f"{words.in_(lang)} ({len(found)})", *_bullets(found, lang)]
    if report.levels:
        parts += ["", "Crisisstructuur" if nl else "Crisis structure", *_levels(report, lang)]
    parts += ["", f"run {report.run_record.id}"]
    return printable("\n".join(parts))


def _supposed(answer: Answer, lang: Lang) -> str:
    if answer.supposed:
        said = (
            "Uren zijn de vroegst mogelijke: elk verzoek gaat meteen de deur uit. ≥ is een ondergrens, want de duur "
            "van een stap is niet bekend."
            if lang == "nl"
            else "Hours are the earliest possible: every request is made at once. ≥ is a lower bound, because the "
            "length of a step is not known."
        )
    else:
        said = (
            "Alleen verzoeken die zijn gedaan tellen als gevraagd; de andere kunnen vanaf nu worden gedaan."
            if lang == "nl"
            else "Only requests that were made count as asked; the others can be made from now on."
        )
    return textwrap.fill(said, _WIDEST)


def _powers(powers: Sequence[PowerLine], answer: Answer, lang: Lang) -> list[str]:
    from weerbaar.capability.cooperation import POWER_WORDS, STATE_WORDS, hour_words

    nl = lang == "nl"
    if not powers:
        return ["niemand" if nl else "nobody"]
    header = ("Wie", "Mag", "Vanaf", "Stand", "Op grond van") if nl else ("Who", "May", "From", "State", "Under")
    rows: list[Sequence[str]] = [header]
    notes: list[str] = []
    for p in powers:
        mark = _TO_CHECK if p.agreement.verify else ""
        name = answer.register.name(p.party).in_(lang)
        rows.append(
            (
                _short(name),
                POWER_WORDS[p.power].in_(lang),
                hour_words(p.from_h, p.at_least).in_(lang),
                STATE_WORDS[p.state].in_(lang),
                _short(p.agreement.title.in_(lang)) + mark,
            )
        )
        said = [t.in_(lang) for t in (p.condition, p.limits) if t is not None]
        if said:
            notes += textwrap.wrap(
                f"{name}, {POWER_WORDS[p.power].in_(lang)}: {'; '.join(said)}.",
                _WIDEST,
                initial_indent="- ",
                subsequent_indent="  ",
            )
    return [*_columns(rows), *dict.fromkeys(notes)]


def _requests(answer: Answer, lang: Lang) -> list[str]:
    if not answer.requests:
        return ["niemand hoeft iets te vragen" if lang == "nl" else "nobody needs to ask"]
    return [text for request in answer.requests for text in _request(request, answer, lang)]


def _request(r: RequestLine, answer: Answer, lang: Lang) -> list[str]:
    from weerbaar.capability.cooperation import STATE_WORDS, hour_words

    nl = lang == "nl"
    a, name = r.agreement, answer.register.name
    mark = _TO_CHECK if a.verify else ""
    head = f"{a.title.in_(lang)}{mark}: {STATE_WORDS[r.state].in_(lang)}"
    if r.why is not None:
        return [*textwrap.wrap(f"{head}; {r.why.in_(lang)}.", _WIDEST, subsequent_indent="  "), *_lacks(r, lang)]
    asked, granted = (hour_words(h, r.at_least).in_(lang) for h in (r.asked_h, r.granted_h))
    head += f"; vragen {asked}, toegekend {granted}" if nl else f"; ask {asked}, granted {granted}"
    links = [
        f"{name(s.by).in_(lang)} → {name(s.to).in_(lang)} "
        + (hour_words(s.end_h).in_(lang) if s.known else ("(duur onbekend)" if nl else "(length unknown)"))
        for s in r.chain
    ]
    lines = [head, *textwrap.wrap("; ".join(links), _WIDEST, initial_indent="  ", subsequent_indent="  ")]
    who = []
    for nl_word, en_word, party in (
        ("beslist", "decides", a.decides),
        ("coördineert", "coordinates", a.coordinates),
        ("tekent", "signs", a.procedure.signature),
    ):
        if party is not None:
            who.append(f"{nl_word if nl else en_word}: {name(party).in_(lang)}")
    if a.procedure.form is not None:
        who.append(f"{'formulier' if nl else 'form'}: {a.procedure.form.in_(lang)}")
    if who:
        lines += textwrap.wrap("; ".join(who), _WIDEST, initial_indent="  ", subsequent_indent="  ")
    return [*lines, *_lacks(r, lang)]


def _lacks(r: RequestLine, lang: Lang) -> list[str]:
    if not r.missing:
        return []
    said = "; ".join(m.in_(lang) for m in r.missing)
    head = "ontbreekt" if lang == "nl" else "missing"
    return textwrap.wrap(f"{head}: {said}", _WIDEST, initial_indent="  ", subsequent_indent="  ")


def _units(answer: Answer, lang: Lang) -> list[str]:
    from weerbaar.capability.cooperation import STATE_WORDS, hour_words

    nl = lang == "nl"
    if not answer.units:
        return ["geen" if nl else "none"]
    header = (
        ("Eenheid", "Stand", "Gevraagd", "Opdracht", "Ter plaatse", "Bevoorraad tot", "Omvang")
        if nl
        else ("Unit", "State", "Asked", "Called", "On site", "Supplied until", "Size")
    )
    rows: list[Sequence[str]] = [header]
    notes: list[str] = []
    for u in answer.units:
        hours = (
            hour_words(u.asked_h).in_(lang),
            hour_words(u.called_h, u.at_least).in_(lang),
            hour_words(u.on_site_h, u.at_least).in_(lang),
            hour_words(u.supplied_until_h, u.at_least).in_(lang),
        )
        mark = _TO_CHECK if u.unit.verify else ""
        name = u.unit.name.in_(lang)
        rows.append((_short(name) + mark, STATE_WORDS[u.state].in_(lang), *hours, _size(u, lang)))
        said = [] if u.why is None else [u.why.in_(lang)]
        if u.double_booked:
            said.append("dubbel toegezegd" if nl else "promised twice")
        if u.unit.confidential_fields and not answer.confidential:
            said.append("gegevens vertrouwelijk" if nl else "data confidential")
        if answer.confidential and (u.unit.confidential or u.unit.confidential_fields):
            said.append("vertrouwelijk" if nl else "confidential")
        if said:
            notes += textwrap.wrap(f"{name}: {'; '.join(said)}.", _WIDEST, initial_indent="- ", subsequent_indent="  ")
    return [*_columns(rows), *notes]


def _size(u: UnitLine, lang: Lang) -> str:
    if u.unit.size is None or u.unit.size_unit is None:
        return "–"
    shown = f"{u.unit.size:.6g}".replace(".", "," if lang == "nl" else ".")
    return f"{shown} {u.unit.size_unit.in_(lang)}"


def _levels(found: Answer | CooperationReport, lang: Lang) -> list[str]:
    header = ("Niveau", "Team", "Leiding") if lang == "nl" else ("Level", "Team", "Led by")
    rows: list[Sequence[str]] = [header]
    for level in found.levels:
        mark = _TO_CHECK if level.verify else ""
        name = found.register.name(level.leads).in_(lang)
        rows.append((level.level.in_(lang) + mark, level.body.in_(lang), name))
    return _columns(rows)


def _findings(findings: Sequence[Finding], lang: Lang) -> list[str]:
    """Everything to be checked is one line, because there can be dozens."""
    rest = [f for f in findings if f.kind != "verify"]
    lines = _bullets(rest, lang)
    count = len(findings) - len(rest)
    if count:
        said = (
            f"{_TO_CHECK} Nog te controleren tegen de wettekst of bij de eigenaar ({count}); ga er niet op af."
            if lang == "nl"
            else f"{_TO_CHECK} Still to be checked against the text of the law or with the owner ({count}); do not "
            "rely on it."
        )
        lines += textwrap.wrap(said, _WIDEST, subsequent_indent="  ")
    return lines or ["niets" if lang == "nl" else "nothing"]


def _bullets(findings: Sequence[Finding], lang: Lang) -> list[str]:
    return [
        text
        for f in findings
        for text in textwrap.wrap(f.text.in_(lang), _WIDEST, initial_indent="- ", subsequent_indent="  ")
    ]


def _short(words: str) -> str:
    return textwrap.shorten(words, _NAME, placeholder="…")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
