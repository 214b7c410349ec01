# SPDX-License-Identifier: EUPL-1.2
"""The annexes of the findings report: scores per criterion, scenarios, method and sources, run record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from weerbaar.assessment import Assessment, Axis, Contribution
from weerbaar.base import InputError, Text, euro, number
from weerbaar.dossier import STORYLINE_HEADINGS, Dossier, Scenario
from weerbaar.method import Method, load_method
from weerbaar.report.draft import Draft
from weerbaar.report.markdown import blocks_of
from weerbaar.report.model import Align, DefinitionList, Item, Run, RunRecordBlock
from weerbaar.report.outcomes import MANY
from weerbaar.report.wording import KINDS, MARKS, SCENARIO_STATES, capital, enumeration, source_words

_WIDE = 7
"""From this many criteria the table of scores goes on a page on its side."""


def has_scores(assessment: Assessment) -> bool:
    """Whether any criterion of any scenario was judged."""
    return any(c.state != "missing" for r in assessment.scenarios for c in r.contributions)


def write_scores(draft: Draft, assessment: Assessment) -> None:
    """Annex 1: every label, per scenario and criterion."""
    wide = has_scores(assessment) and len(assessment.criteria) >= _WIDE
    draft.annex(
        "Overzicht van waarschijnlijkheid en impactscores per criterium",
        "Overview of likelihood and impact scores per criterion",
        landscape=wide,
    )
    if not has_scores(assessment):
        draft.absent(
            "Voor deze ronde zijn geen scores per criterium gepubliceerd of vastgelegd. Deze bijlage blijft daarom "
            "leeg; er zijn geen scores geschat of aangevuld.",
            "For this round no scores per criterion were published or recorded. This annex therefore stays empty; no "
            "scores were estimated or added.",
        )
        _criteria(draft, assessment)
        return
    _criteria(draft, assessment)
    lang = draft.lang
    rows = []
    for r in assessment.scenarios:
        cells = {c.criterion: c for c in r.contributions}
        rows.append(
            (
                r.title.in_(lang),
                *(_cell(cells.get(code)) for code, _ in assessment.criteria),
                "–" if r.impact is None else r.impact.klass,
                "–" if r.likelihood is None else r.likelihood.klass,
            )
        )
    middle: Align = "center"
    draft.table(
        "Scores per criterium, impactklasse en waarschijnlijkheidsklasse",
        "Scores per criterion, impact class and likelihood class",
        ["Scenario", *(code for code, _ in assessment.criteria), "Impact", draft.say("Waarsch.", "Likelih.")],
        rows,
        align=("left", *(middle for _ in range(len(assessment.criteria) + 2))),
        widths=(4.2, *(1.0 for _ in assessment.criteria), 1.15, 1.25),
        note=_legend(draft, rows),
        compact=True,
    )


def _cell(cell: Contribution | None) -> str:
    if cell is None or cell.state == "missing":
        return "–"
    label, lowest, highest = (_short(x) for x in (cell.label, cell.lowest, cell.highest))
    if cell.state == "together":
        return f"({lowest}–{highest})"
    if cell.lowest is None or cell.lowest == cell.highest:
        return label
    if lowest == label and highest == f"{label}+":
        return highest
    return f"{label} ({lowest}–{highest})"


def _short(label: str | None) -> str:
    """Return a half class such as "D hoog" as "D+", so that a column stays narrow."""
    whole, _, half = (label or "–").partition(" ")
    return f"{whole}+" if half else whole


def _legend(draft: Draft, rows: list[tuple[str, ...]]) -> str:
    cells = {cell for row in rows for cell in row[1:]}
    parts = []
    if any("(" in cell for cell in cells):
        parts.append(
            draft.say(
                "Tussen haakjes: het laagste en het hoogste label dat mogelijk is.",
                "In brackets: the lowest and the highest label that is possible.",
            )
        )
    if any("+" in cell for cell in cells):
        parts.append(
            draft.say(
                "+: de hoge helft van de klasse is ook mogelijk.",
                "+: the upper half of the class is possible too.",
            )
        )
    if any("X" in cell for cell in cells):
        parts.append(draft.say("X: niet van toepassing.", "X: not applicable."))
    if "–" in cells:
        parts.append(
            draft.say(
                "Streepje: niet beoordeeld; dat is iets anders dan nul.",
                "Dash: not judged, which is not the same as zero.",
            )
        )
    return " ".join(parts)


def _criteria(draft: Draft, assessment: Assessment) -> None:
    names = "; ".join(f"{code} {name.in_(draft.lang)}" for code, name in assessment.criteria)
    draft.runs(Run(draft.say("De criteria: ", "The criteria: "), bold=True), Run(names + "."))


def write_storylines(draft: Draft, dossier: Dossier) -> None:
    """Annex 2: the scenarios in full."""
    draft.annex("Scenario’s", "Scenarios")
    draft.text(
        "De scenario’s in deze bijlage zijn gedachtenexperimenten: zij beschrijven wat zou kunnen gebeuren, niet wat "
        "er zal gebeuren.",
        "The scenarios in this annex are thought experiments: they describe what could happen, not what will happen.",
    )
    for scenario in dossier.scenarios:
        title = draft.of(scenario.title)
        draft.heading(2, title.text, title.lang, listed=len(dossier.scenarios) <= MANY)
        _storyline(draft, dossier, scenario)


def _storyline(draft: Draft, dossier: Dossier, scenario: Scenario) -> None:
    lang = draft.lang
    facts = [(draft.say("Soort", "Kind"), KINDS[scenario.kind].in_(lang))]
    if scenario.theme is not None:
        facts.append((draft.say("Thema", "Theme"), scenario.theme.in_(lang)))
    if scenario.status != "active":
        facts.append((draft.say("Status", "Status"), SCENARIO_STATES[scenario.status].in_(lang)))
    if scenario.round:
        facts.append((draft.say("Eerste beoordeling", "First assessed"), scenario.round))
    if scenario.time_horizon_years:
        horizon = f"{scenario.time_horizon_years:g}".replace(".", "," if lang == "nl" else ".")
        facts.append((draft.say("Tijdshorizon", "Time horizon"), f"{horizon} {draft.say('jaar', 'years')}"))
    if scenario.vital:
        facts.append((draft.say("Vitale processen", "Vital processes"), enumeration(scenario.vital, lang)))
    linked = [dossier.scenario(link.scenario).title.in_(lang) for link in scenario.links]
    if linked:
        facts.append((draft.say("Kan leiden tot", "Can lead to"), enumeration(linked, lang)))
    if scenario.sources:
        facts.append((draft.say("Bron", "Source"), source_words(scenario.sources, dossier.sources)))
    draft.add(DefinitionList(tuple((term, (Run(value),)) for term, value in facts)))
    if scenario.note is not None:
        draft.data(scenario.note)
    empty = []
    for name, heading in STORYLINE_HEADINGS.items():
        text: Text = getattr(scenario.storyline, name)
        if not text.in_(lang):
            empty.append(heading.in_(lang).lower())
            continue
        draft.heading(3, heading.in_(lang))
        run = draft.of(text)
        draft.add(*blocks_of(run.text, run.lang))
    if len(empty) == len(STORYLINE_HEADINGS):
        draft.absent(
            "De verhaallijn van dit scenario is niet in het dossier opgenomen.",
            "The storyline of this scenario is not in the dossier.",
        )
    elif empty:
        draft.text(
            f"Niet uitgewerkt in het dossier: {enumeration(empty, lang)}.",
            f"Not written out in the dossier: {enumeration(empty, lang)}.",
            "small",
        )


def write_method(draft: Draft, dossier: Dossier, assessment: Assessment) -> None:
    """Annex 3: classes, assumptions, sources and how sure each is."""
    draft.annex("Methode, aannames en bronnen", "Method, assumptions and sources")
    draft.section("Klassen", "Classes")
    _class_table(draft, assessment.likelihood_axis, likelihood=True)
    if assessment.impact_axis is not None:
        _class_table(draft, assessment.impact_axis, likelihood=False)
    else:
        draft.absent(
            "De methode heeft geen gepubliceerde regel om scores tot één impactklasse samen te voegen.",
            "The method has no published rule that turns scores into one impact class.",
        )
    draft.section("Aannames", "Assumptions")
    if assessment.assumptions:
        draft.bullets(Item((draft.of(a),)) for a in assessment.assumptions)
    else:
        draft.text("In de uitkomsten zitten geen aannames.", "The outcomes hold no assumptions.")
    draft.section("Hoe zeker zijn de gegevens?", "How sure are the data?")
    _certainty(draft, dossier)
    method = method_of(assessment)
    if method is not None:
        _method_certainty(draft, method)
    _decisions_as_published(draft, dossier)
    draft.section("Bronnen", "Sources")
    if dossier.sources:
        draft.table(
            "Bronnen van het dossier",
            "Sources of the dossier",
            [
                draft.say("Titel", "Title"),
                draft.say("Auteur", "Author"),
                draft.say("Jaar", "Year"),
                draft.say("Vindplaats", "Reference"),
            ],
            [(s.title, s.author or "–", str(s.year or "–"), s.reference or "–") for s in dossier.sources.values()],
            widths=(3, 2, 0.7, 2.6),
        )
    else:
        draft.absent("Het dossier noemt geen bronnen.", "The dossier names no sources.")
    if method is not None and method.sources:
        draft.text("Bronnen van de methode:", "Sources of the method:", "label")
        draft.bullets(f"{key}: {text}" for key, text in method.sources.items())


def _decisions_as_published(draft: Draft, dossier: Dossier) -> None:
    """The words of the source beside each decision, so that a reader can check the wording in chapter 3."""
    quoted = [d for d in dossier.decisions if d.verbatim]
    if not quoted:
        return
    draft.section("De besluiten in de woorden van de bron", "The decisions in the words of the source")
    draft.text(
        "Hoofdstuk 3 geeft elk besluit als zelfstandige zin. Deze tabel geeft de woorden van de bron, met wat daarbij "
        "is op te merken.",
        "Chapter 3 gives each decision as a sentence on its own. This table gives the words of the source, in Dutch, "
        "and what is to be noted with them.",
    )
    letters = {h.id: h.letter or h.title.in_(draft.lang) for h in dossier.decision_headings}
    draft.table(
        "Besluiten zoals gepubliceerd",
        "Decisions as published",
        [
            draft.say("Terrein", "Field"),
            draft.say("Woorden van de bron", "Words of the source"),
            draft.say("Opmerking", "Remark"),
        ],
        [(letters.get(d.heading, "–"), f"“{d.verbatim}”", d.note.in_(draft.lang) if d.note else "–") for d in quoted],
        align=("center", "left", "left"),
        widths=(0.7, 4, 2.4),
        dutch=(1,),
        source=source_words([key for d in quoted for key in d.source], dossier.sources),
        compact=True,
    )


def _class_table(draft: Draft, axis: Axis, *, likelihood: bool) -> None:
    ends = [None, *axis.bounds, None]
    rows = [
        (code, word.in_(draft.lang), _interval(draft, axis, low, high, likelihood))
        for code, word, low, high in zip(axis.codes, axis.words, ends[:-1], ends[1:], strict=True)
    ]
    unit = axis.unit.in_(draft.lang)
    name = (
        draft.say("Klassen van waarschijnlijkheid", "Likelihood classes")
        if likelihood
        else draft.say("Klassen van de totale impact", "Classes of the total impact")
    )
    draft.table(
        name,
        name,
        [draft.say("Klasse", "Class"), draft.say("In woorden", "In words"), capital(unit)],
        rows,
        align=("left", "left", "right"),
        widths=(0.8, 2, 2),
    )


def _interval(draft: Draft, axis: Axis, low: float | None, high: float | None, likelihood: bool) -> str:
    def shown(value: float) -> str:
        if axis.bounds[-1] > 1000:
            return euro(value, draft.lang)
        # Three digits are enough to tell bounds apart; an exact bound is shown without zeros behind it.
        digits = f"{100 * value if likelihood else value:.3g}"
        digits = digits.replace(".", ",") if draft.lang == "nl" else digits
        return f"{digits}%" if likelihood else digits

    if low is None:
        return f"< {shown(high)}" if high is not None else "–"
    if high is None:
        return f"{shown(low)} {draft.say('of meer', 'or more')}"
    return draft.say(f"{shown(low)} tot {shown(high)}", f"{shown(low)} to {shown(high)}")


def _certainty(draft: Draft, dossier: Dossier) -> None:
    draft.text(
        "Bij elk gegeven in het dossier staat hoe zeker het is. De tabel telt hoe vaak elke aanduiding voorkomt.",
        "Every fact in the dossier states how sure it is. The table counts how often each statement occurs.",
    )
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        (draft.say("Scenario’s", "Scenarios"), (s.mark for s in dossier.scenarios)),
        (draft.say("Soort: gevaar of dreiging", "Kind: hazard or threat"), (s.kind_mark for s in dossier.scenarios)),
        (draft.say("Gepubliceerde uitkomsten", "Published outcomes"), (p.mark for p in dossier.published)),
        (draft.say("Besluiten", "Decisions"), (d.mark for d in dossier.decisions)),
        (draft.say("Beleidsinitiatieven", "Policy initiatives"), (i.mark for i in dossier.initiatives)),
        (draft.say("Capaciteiten", "Capabilities"), (c.mark for c in dossier.capabilities)),
        (draft.say("Inzet van NL-Alert", "Use of NL-Alert"), (dossier.alerts.mark,) if dossier.alerts else ()),
    )
    rows = []
    for name, marks in parts:
        for mark, times in Counter(marks).most_common():
            rows.append((name, capital(MARKS[mark].in_(draft.lang)), str(times)))
    draft.table(
        "Zekerheid van de gegevens in het dossier",
        "How sure the data in the dossier are",
        [draft.say("Onderdeel", "Part"), draft.say("Zekerheid", "How sure"), draft.say("Aantal", "Number")],
        rows,
        align=("left", "left", "right"),
        widths=(2.4, 3, 0.8),
    )


def method_of(assessment: Assessment) -> Method | None:
    """Return the method file the assessment was made with, None where that very version is not at hand."""
    try:
        method = load_method(assessment.method_id)
    except InputError:
        return None
    return method if method.version == assessment.run_record.method_version else None


def _method_certainty(draft: Draft, method: Method) -> None:
    rows = [
        (
            draft.say("Waarschijnlijkheidsklassen", "Likelihood classes"),
            method.likelihood.mark,
            method.likelihood.source,
        ),
        (draft.say("Labels", "Labels"), method.scale.mark, method.scale.source),
        (
            draft.say("Samenvoegen tot één impact", "Aggregation to one impact"),
            method.aggregation.mark,
            method.aggregation.source,
        ),
    ]
    total = method.aggregation.total_classes
    if total is not None:
        rows.append(
            (draft.say("Klassen van de totale impact", "Classes of the total impact"), total.mark, total.source)
        )
    for function in method.value_functions:
        if function.use == "default":
            rows.append((draft.say("Waarde per label", "Value per label"), function.mark, function.source))
    for criterion in method.criteria:
        for part in criterion.tables or (criterion,):
            name = f"{criterion.id} {criterion.name.in_(draft.lang)}"
            if len(criterion.tables) > 1:
                name += f": {part.name.in_(draft.lang)}"
            rows.append((name, part.mark, part.source))
    draft.table(
        "Zekerheid van de onderdelen van de methode",
        "How sure the parts of the method are",
        [draft.say("Onderdeel", "Part"), draft.say("Zekerheid", "How sure"), draft.say("Bron", "Source")],
        [(name, capital(MARKS[mark].in_(draft.lang)), ", ".join(source) or "–") for name, mark, source in rows],
        widths=(3.4, 2.6, 1),
        note=draft.say(
            "Bij een criterium: zekerheid van de scoretabel.", "For a criterion: how sure its score table is."
        ),
        compact=True,
    )


def write_run_record(draft: Draft, assessment: Assessment) -> None:
    """Annex 4: what is needed to make the same outcomes again."""
    record = assessment.run_record
    draft.annex("Herkomst van de uitkomsten", "Provenance of the outcomes")
    draft.text(
        f"Bij elke figuur en elke tabel staat het kenmerk van de berekening: {record.id}. Met dezelfde invoer, "
        "dezelfde methode en dezelfde beginwaarde van het toeval komen er tot op het laatste cijfer dezelfde "
        "uitkomsten uit.",
        f"Every figure and every table carries the mark of the computation: {record.id}. The same input, the same "
        "method and the same random seed give the same outcomes to the last digit.",
    )
    lang = draft.lang
    entries = [
        (draft.say("Kenmerk", "Run"), record.id),
        (draft.say("Dossier (sha256)", "Dossier (sha256)"), record.input_hash),
        (draft.say("Methode", "Method"), f"{record.method}, {draft.say('versie', 'version')} {record.method_version}"),
        (draft.say("Methodebestand (sha256)", "Method file (sha256)"), record.method_hash),
        (draft.say("Beginwaarde van het toeval", "Random seed"), str(record.seed)),
        (draft.say("Aantal trekkingen", "Number of draws"), number(record.draws, lang)),
        *((f"{draft.say('Instelling', 'Setting')} {name}", _setting(value)) for name, value in record.settings.items()),
        *((f"{draft.say('Programmatuur', 'Software')}: {name}", value) for name, value in record.software.items()),
    ]
    draft.add(RunRecordBlock(record, tuple(entries)))


def _setting(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {item}" for key, item in value.items()) or "–"
    return "–" if value is None else str(value)
