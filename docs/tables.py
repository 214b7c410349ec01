# SPDX-License-Identifier: EUPL-1.2
"""Tables that the product works by, written from its own data at every build for pages to include."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from weerbaar.alerting.cap import PROFILES, Rule, mapping_table, rule_book

LEVELS = {"error": "fout / error", "warning": "let op / warning", "advice": "advies / advice"}
APART = "een bericht per taal / a message for each language"
TOGETHER = "één tekst met alle talen / one text with all languages"


def write_tables(folder: Path) -> None:
    """Write the tables into ``folder``; those that say the same already are left as they are."""
    folder.mkdir(exist_ok=True)
    for name, lines in {"cap-3gpp": _mapping(), "cap-rules": _rules()}.items():
        page = folder / f"{name}.md"
        text = "\n".join([*lines, ""])
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def _mapping() -> Iterable[str]:
    table = mapping_table()
    yield f"Versie / version {table.version}."
    for key, practice in table.practices.items():
        names = dict.fromkeys((practice.name.nl, practice.name.in_("en")))
        yield from ("", f"## {' / '.join(names)} (`{key}`)", "")
        languages = TOGETHER if practice.languages == "together" else APART
        yield f"Periode / period {practice.period_s} s; ten hoogste / at most {practice.longest_h} h; {languages}."
        yield ""
        header = ("als / when", "eigen taal / own", "andere / other", "zekerheid / certainty", "bron / source")
        rows = []
        for row in practice.rows:
            when = row.when.model_dump(exclude_defaults=True, exclude_none=True)
            said = "; ".join(f"{name} = {_value(value)}" for name, value in when.items())
            rows.append(
                (said or "altijd / always", str(row.local), str(row.additional or "–"), row.certainty, row.source)
            )
        yield from _table(header, rows)
    yield from ("", "## Berichtnummers / Message identifiers", "", "3GPP TS 23.041, 9.4.1.2.2.", "")
    meanings = ((str(number), said.nl, said.in_("en")) for number, said in table.identifiers.items())
    yield from _table(("nummer / number", "Nederlands", "English"), meanings)


def _rules() -> Iterable[str]:
    for profile in (None, *PROFILES):
        yield from ("", "## CAP 1.2" if profile is None else f"## Profiel / profile `{profile}`", "")
        yield from _table(
            ("regel / rule", "wat / what", "herstel / fix", "bron / source"), map(_row, rule_book(profile))
        )


def _row(rule: Rule) -> Sequence[str]:
    said = (f"{_shown(text.nl)}<br>*{_shown(text.in_('en'))}*" for text in (rule.message, rule.fix))
    return (f"`{rule.name}`<br>{LEVELS[rule.level]}", *said, rule.source)


def _shown(text: str) -> str:
    """Return a text of a rule; what a finding fills in is an ellipsis, and nothing in it is markup."""
    return re.sub(r"([<>*_`&])", r"\\\1", re.sub(r"\{\w+\}", "…", text))


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    for row in (header, ["---"] * len(header), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
