# SPDX-License-Identifier: EUPL-1.2
"""Chapters 3 and 4 of the findings report: decisions on capabilities, other initiatives, uses of NL-Alert."""

from __future__ import annotations

from weerbaar.base import Text, number
from weerbaar.dossier import AlertRegister, Decision, Dossier, Heading
from weerbaar.report.draft import Draft
from weerbaar.report.markdown import blocks_of
from weerbaar.report.model import DefinitionList, Item, Run
from weerbaar.report.wording import DECISION_STATES, capital, count, counted, day, enumeration, source_words

_DECISION = Text(nl="besluit", en="decision")
_DECISIONS = Text(nl="besluiten", en="decisions")


def write_advice(draft: Draft, dossier: Dossier) -> None:
    """Chapter 3: every decision under its heading."""
    draft.chapter("Agenderingsadvies", "Agenda advice")
    draft.section("Van scenario’s naar capaciteiten", "From scenarios to capabilities")
    draft.text(
        "Per scenario is nagegaan welke taken moeten worden uitgevoerd en of de capaciteiten daarvoor – mensen, "
        "middelen, kennis, vaardigheden en procedures – bij overheid, bedrijfsleven en burgers toereikend zijn. "
        "Voorstellen om capaciteiten te versterken worden gewogen op hun effect op de impact, hun effect op de "
        "waarschijnlijkheid en hun kosten.",
        "For each scenario it was examined which tasks must be carried out and whether the capabilities for them – "
        "people, means, knowledge, skills and procedures – are sufficient with government, business and citizens. "
        "Proposals to strengthen capabilities are weighed on their effect on impact, their effect on likelihood and "
        "their cost.",
    )
    if not dossier.decisions:
        draft.absent(
            "Het dossier bevat geen besluiten over te versterken capaciteiten.",
            "The dossier holds no decisions on capabilities to be strengthened.",
        )
        return
    lang = draft.lang
    sources = source_words([key for d in dossier.decisions for key in d.source], dossier.sources)
    draft.table(
        "Terreinen waarop capaciteiten worden versterkt",
        "Fields in which capabilities are strengthened",
        [draft.say("Terrein", "Field"), draft.say("Besluiten", "Decisions"), draft.say("Scenario’s", "Scenarios")],
        [
            (
                lettered(draft, heading),
                str(len(found)),
                enumeration(_linked(draft, dossier, tuple(dict.fromkeys(s for d in found for s in d.scenarios))), lang)
                or "–",
            )
            for heading in dossier.decision_headings
            for found in [_under(dossier, heading)]
        ],
        align=("left", "right", "left"),
        widths=(2.2, 0.8, 3),
        source=sources,
    )
    write_decided(draft, dossier)


def write_decided(draft: Draft, dossier: Dossier) -> None:
    """Section: the decisions of the round, each under its heading."""
    lang = draft.lang
    draft.section("Te versterken capaciteiten", "Capabilities to be strengthened")
    draft.text(
        f"Deze paragraaf geeft {counted(len(dossier.decisions), lang, _DECISION, _DECISIONS)} op "
        f"{counted(len(dossier.decision_headings), lang, Text(nl='terrein'), Text(nl='terreinen'))}. Onder elk "
        "besluit staat uit welk scenario het volgt. Waar de bron dat verband niet zelf legt, staat dat erbij.",
        f"This section gives {counted(len(dossier.decisions), lang, _DECISION, _DECISIONS)} in "
        f"{count(len(dossier.decision_headings), lang)} fields. Below each decision stands the scenario it follows "
        "from. Where the source does not make that link itself, this is stated.",
    )
    for heading in dossier.decision_headings:
        title = draft.of(heading.title)
        draft.heading(3, title.text, title.lang)
        if heading.introduction is not None:
            draft.data(heading.introduction)
        write_decisions(draft, dossier, heading)


def lettered(draft: Draft, heading: Heading) -> str:
    """Return a heading with its letter: ``a. Samenwerking bij crisisbeheersing``."""
    title = heading.title.in_(draft.lang)
    return f"{heading.letter}. {title}" if heading.letter else title


def write_decisions(draft: Draft, dossier: Dossier, heading: Heading, *, details: bool = True) -> None:
    """Add the decisions below one heading, or say that there are none."""
    found = _under(dossier, heading)
    if not found:
        draft.absent("Op dit terrein zijn geen besluiten vastgelegd.", "No decisions are recorded in this field.")
        return
    draft.bullets(
        Item(
            (draft.of(d.text),), ((Run(_detail(draft, dossier, d)),) if details and _detail(draft, dossier, d) else ())
        )
        for d in found
    )


def _under(dossier: Dossier, heading: Heading) -> list[Decision]:
    return [d for d in dossier.decisions if d.heading == heading.id]


def _linked(draft: Draft, dossier: Dossier, scenarios: tuple[str, ...]) -> list[str]:
    return [dossier.scenario(s).title.in_(draft.lang) for s in scenarios]


def _detail(draft: Draft, dossier: Dossier, decision: Decision) -> str:
    parts = []
    names = _linked(draft, dossier, decision.scenarios)
    if names:
        listed = enumeration(names, draft.lang)
        one = len(names) == 1
        word = "Scenario" if one else draft.say("Scenario’s", "Scenarios")
        how = "" if decision.link == "stated" else draft.say(" (verband afgeleid)", " (link inferred)")
        parts.append(f"{word}: {listed}{how}")
    if decision.state != "decided":
        parts.append(f"{draft.say('stand', 'state')}: {DECISION_STATES[decision.state].in_(draft.lang)}")
    if decision.responsible:
        parts.append(f"{draft.say('verantwoordelijk', 'responsible')}: {decision.responsible}")
    if decision.due is not None:
        parts.append(f"{draft.say('gereed', 'due')}: {day(decision.due, draft.lang)}")
    return capital("; ".join(parts))


def write_initiatives(draft: Draft, dossier: Dossier) -> None:
    """Chapter 4: policy initiatives beside the decisions, and the register of NL-Alert."""
    draft.chapter("Overige beleidsinitiatieven", "Other policy initiatives")
    if not dossier.initiatives and dossier.alerts is None:
        draft.absent(
            "Het dossier bevat geen overige beleidsinitiatieven.", "The dossier holds no other policy initiatives."
        )
        return
    for heading in dossier.initiative_headings:
        title = draft.of(heading.title)
        draft.heading(2, title.text, title.lang)
        if heading.introduction is not None:
            draft.data(heading.introduction)
        write_initiatives_under(draft, dossier, heading)
    if dossier.alerts is not None:
        draft.section("Inzet van NL-Alert", "Use of NL-Alert")
        write_alerts(draft, dossier, dossier.alerts, full=True)


def write_initiatives_under(draft: Draft, dossier: Dossier, heading: Heading, *, numbered: bool = True) -> None:
    """Add the initiatives below one heading, each under its own."""
    for initiative in dossier.initiatives:
        if initiative.heading == heading.id:
            title = draft.of(initiative.title)
            if numbered:
                draft.heading(3, title.text, title.lang)
            else:
                draft.plain_heading(3, "", title)
            text = draft.of(initiative.text)
            draft.add(*blocks_of(text.text, text.lang))


def write_alerts(draft: Draft, dossier: Dossier, alerts: AlertRegister, *, full: bool) -> None:
    """Add what was published about the use of NL-Alert.

    Args:
        full: also the uses one by one, or that they are not known.
    """
    draft.data(alerts.statement)
    if not full:
        return
    lang = draft.lang
    period = f"{day(alerts.start, lang)} {draft.say('tot en met', 'up to and including')} {day(alerts.end, lang)}"
    draft.add(
        DefinitionList(
            (
                (draft.say("Periode", "Period"), (Run(period),)),
                (draft.say("Aantal inzetten", "Number of uses"), (Run(number(alerts.count, lang)),)),
                (draft.say("Veiligheidsregio’s", "Safety regions"), (Run(number(alerts.regions, lang)),)),
            )
        )
    )
    unknown = draft.say("niet vermeld", "not stated")
    known = [u for u in alerts.uses if u.on or u.region or u.place or u.cause]
    if not known:
        draft.absent(
            "De bron noemt alleen deze aantallen. Datum, regio, plaats en aanleiding van de afzonderlijke inzetten "
            "zijn niet gepubliceerd.",
            "The source gives these totals only. Date, region, place and cause of the separate uses were not "
            "published.",
        )
        return
    draft.table(
        "Inzetten van NL-Alert",
        "Uses of NL-Alert",
        [
            draft.say("Datum", "Date"),
            draft.say("Veiligheidsregio", "Safety region"),
            draft.say("Plaats", "Place"),
            draft.say("Aanleiding", "Cause"),
        ],
        [
            (
                day(u.on, lang) if u.on else unknown,
                u.region or unknown,
                u.place or unknown,
                u.cause.in_(lang) if u.cause else unknown,
            )
            for u in alerts.uses
        ],
        widths=(1.2, 1.6, 1.4, 2.6),
        note=""
        if len(alerts.uses) == alerts.count
        else draft.say(
            f"Van {counted(alerts.count, lang, Text(nl='inzet'), Text(nl='inzetten'))} zijn er "
            f"{count(len(alerts.uses), lang)} afzonderlijk bekend.",
            f"Of {count(alerts.count, lang)} uses, {count(len(alerts.uses), lang)} are known one by one.",
        ),
        source=source_words(alerts.source, dossier.sources),
    )
