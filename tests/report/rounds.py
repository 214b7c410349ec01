# SPDX-License-Identifier: EUPL-1.2
"""Rounds to report on: the shipped examples, and one whose every text tries to be markup."""

from __future__ import annotations

from functools import lru_cache

from weerbaar.assessment import Assessment, assess
from weerbaar.base import Lang, Text
from weerbaar.dossier import (
    AlertRegister,
    Decision,
    Dossier,
    Heading,
    Initiative,
    Scenario,
    Source,
    Storyline,
    load_dossier,
)
from weerbaar.report import Report, Section, findings_report
from weerbaar.report.model import BulletList, DefinitionList, Note, Paragraph, Quote, Table, plain

HOSTILE = '#read("/etc/passwd") <script>alert(1)</script> {{ 7*7 }} & ]]> $x$ \\LaTeX <w:t>'
LINES = (
    "Gewelddadige eenling – waarschijnlijkheid hoog; impact beperkt;",
    "Cyberhacktivisme – enigszins waarschijnlijk; impact aanzienlijk tot ernstig;",
    "Grootschalige onlusten – enigszins waarschijnlijk; impact zeer ernstig",
    "Wapenbeheersing falende staat – enigszins waarschijnlijk; impact zeer ernstig",
)
"""The letter of November 2013, word for word (its lines are wrapped there)."""

HEADINGS = (
    "Samenwerking bij crisisbeheersing",
    "Informatiepositie",
    "Bewustwording en scholing",
    "Crisiscommunicatie",
    "Internationaal te agenderen capaciteiten",
)

Round = tuple[Dossier, Assessment]


@lru_cache(maxsize=8)
def example(name: str) -> Round:
    """A shipped dossier with its assessment."""
    dossier = load_dossier(name)
    return dossier, assess(dossier, draws=2_000)


@lru_cache
def findings(name: str, lang: Lang = "nl") -> Report:
    """The findings report on a shipped dossier."""
    return findings_report(*example(name), lang=lang)


@lru_cache(maxsize=1)
def hostile() -> Round:
    """The example round with markup of every kind in every text that a user writes."""
    dossier, _ = example("voorbeeld-2012")
    bad = Text(nl=HOSTILE, en=HOSTILE)
    story = Storyline(**dict.fromkeys(Storyline.model_fields, bad))
    scenarios = tuple(
        s.model_copy(update={"title": Text(nl=f"{HOSTILE} {i}"), "theme": bad, "note": bad, "storyline": story})
        for i, s in enumerate(dossier.scenarios)
    )
    first = dossier.scenarios[0].id
    changed = dossier.model_copy(
        update={
            "round": dossier.round.model_copy(
                update={"title": bad, "organisation": bad, "statement": bad, "introduction": bad, "label": HOSTILE}
            ),
            "scenarios": scenarios,
            "decision_headings": (Heading(id="h", letter="a", title=bad, introduction=bad),),
            "decisions": (
                Decision(id="d", heading="h", text=bad, verbatim=HOSTILE, scenarios=(first,), responsible=HOSTILE),
            ),
            "initiative_headings": (Heading(id="i", title=bad),),
            "initiatives": (Initiative(id="x", heading="i", title=bad, text=bad),),
            "sources": {"bron": Source(title=HOSTILE, author=HOSTILE, reference=HOSTILE)},
        }
    )
    return changed, assess(changed, draws=500)


def many(count: int) -> Round:
    """A round of ``count`` scenarios, made of the regional scenario cards over and over again."""
    dossier, _ = example("rrp-brabant-zuidoost-2019")
    cards = dossier.scenarios
    names = [(f"s{i:03d}-{cards[i % len(cards)].id}", cards[i % len(cards)]) for i in range(count)]
    scenarios: list[Scenario] = [
        card.model_copy(update={"id": name, "title": Text(nl=f"{card.title.nl}, variant {i + 1}")})
        for i, (name, card) in enumerate(names)
    ]
    judgements = tuple(
        s.model_copy(
            update={
                "judgements": tuple(
                    j.model_copy(update={"scenario": name})
                    for name, card in names
                    for j in s.judgements
                    if j.scenario == card.id
                )
            }
        )
        for s in dossier.judgements
    )
    changed = dossier.model_copy(update={"scenarios": tuple(scenarios), "judgements": judgements, "published": ()})
    return changed, assess(changed, draws=500)


def register(**changes: object) -> AlertRegister:
    """The published register of NL-Alert, with other values where given."""
    alerts = example("nrb-2012")[0].alerts
    assert alerts is not None
    return alerts.model_copy(update=changes)


def section(report: Report, heading: str) -> Section:
    """The one section with this heading."""
    found = [s for s in report.sections if s.heading == heading]
    assert len(found) == 1, [s.heading for s in report.sections]
    return found[0]


def words(part: Section) -> str:
    """All text of a section, one block per line."""
    shown = []
    for block in part.blocks:
        match block:
            case Paragraph(runs):
                shown.append(plain(runs))
            case BulletList(items):
                shown += [f"{plain(i.runs)} | {plain(i.detail)}" for i in items]
            case Quote(lines):
                shown += lines
            case Note(_, title, paragraphs):
                shown += [title, *(plain(p) for p in paragraphs)]
            case Table():
                shown += [block.caption, *(" | ".join(row) for row in (block.header, *block.rows)), block.note]
            case DefinitionList(items):
                shown += [f"{term}: {plain(runs)}" for term, runs in items]
    return "\n".join(shown)


def all_words(report: Report) -> str:
    """All text of a report."""
    return "\n".join(f"{s.title}\n{words(s)}" for s in report.sections)
