# SPDX-License-Identifier: EUPL-1.2
"""Chapter 2 of the findings report: how the assessment was made, where the scenarios lie, what stands out."""

from __future__ import annotations

from weerbaar.assessment import Assessment, ScenarioResult
from weerbaar.base import Text
from weerbaar.dossier import Dossier, Scenario
from weerbaar.report.draft import Draft
from weerbaar.report.lines import AssessmentLine, assessment_lines
from weerbaar.report.markdown import first_paragraph
from weerbaar.report.model import Item, Run, Runs
from weerbaar.report.wording import (
    KINDS,
    capital,
    class_range,
    computed_impact,
    computed_likelihood,
    count,
    counted,
    day,
    enumeration,
    published_words,
    source_words,
)

MOST_PROFILES = 12
"""With more scenarios than this the profiles are in the fact sheets only, and the report stays readable."""

MANY = 20
"""With more scenarios than this, sentences count them and tables name them."""

SCENARIO = Text(nl="scenario", en="scenario")
SCENARIOS = Text(nl="scenario’s", en="scenarios")


def computed(result: ScenarioResult) -> bool:
    """Whether impact or likelihood of this scenario rests on judgements, not on a published class."""
    return any(e is not None and e.basis == "judgements" for e in (result.impact, result.likelihood))


def summary_of(scenario: Scenario, draft: Draft) -> Runs:
    """Return the first paragraph of the storyline, beginning with what happens."""
    story = scenario.storyline
    for text in (story.incident, story.context, story.trigger, story.causes, story.consequences, story.justification):
        run = draft.of(text)
        found = first_paragraph(run.text, run.lang)
        if found:
            return found
    return ()


def write_making(draft: Draft, dossier: Dossier, assessment: Assessment) -> None:
    """Section: by which method and from whose judgements."""
    lang = draft.lang
    draft.section("Totstandkoming", "How it was made")
    years = count(round(assessment.likelihood_axis.window_years or 5), lang)
    criteria = len(assessment.criteria)
    draft.runs(
        Run(draft.say("De scenario’s zijn beoordeeld volgens ", "The scenarios were assessed according to ")),
        draft.of(assessment.method_title, italic=True),
        Run(
            draft.say(
                f" (methodebestand {assessment.method_id}). Die methode kijkt naar {count(criteria, lang)} "
                "impactcriteria en naar de waarschijnlijkheid dat een scenario, zoals het is beschreven, zich in de "
                f"komende {years} jaar ten minste één keer voordoet.",
                f" (method file {assessment.method_id}). That method looks at {count(criteria, lang)} impact criteria "
                f"and at the likelihood that a scenario, as described, happens at least once in the coming {years} "
                "years.",
            )
        ),
    )
    if any(computed(r) for r in assessment.scenarios):
        draws = assessment.run_record.draws
        shown = f"{draws:,}".replace(",", "." if lang == "nl" else ",")
        draft.text(
            "Uit de oordelen zijn per scenario een impactscore en een kans berekend. De onzekerheid in de oordelen "
            f"is meegenomen: waar dat kon exact, en anders met {shown} trekkingen. Naast elke uitkomst staat daarom "
            "hoe waarschijnlijk de andere klassen zijn.",
            "From the judgements an impact score and a probability were computed for each scenario. The uncertainty "
            f"in the judgements was carried along: exactly where possible, and otherwise with {shown} draws. Each "
            "outcome therefore comes with the probability of the other classes.",
        )
        _judgement_table(draft, dossier)
    else:
        draft.absent(
            "Van deze ronde zijn geen oordelen van deskundigen en geen scores per criterium beschikbaar, alleen de "
            "gepubliceerde uitkomsten. De plaats van een scenario in het diagram volgt uit de gepubliceerde klasse. "
            "Waar een reeks klassen is gepubliceerd, is die hele reeks getekend. Er zijn geen scores aan toegevoegd.",
            "For this round neither judgements of experts nor scores per criterion are available, only the published "
            "outcomes. The place of a scenario in the diagram follows from the published class. Where a range of "
            "classes was published, the whole range is drawn. No scores were added.",
        )


def _judgement_table(draft: Draft, dossier: Dossier) -> None:
    if not dossier.judgements:
        return
    kinds = {
        "expert": draft.say("deskundige", "expert"),
        "group": draft.say("groep", "group"),
        "publication": draft.say("publicatie", "publication"),
    }
    draft.table(
        "Wie heeft beoordeeld",
        "Who judged",
        [
            draft.say("Naam", "Name"),
            draft.say("Soort", "Kind"),
            draft.say("Datum", "Date"),
            draft.say("Oordelen", "Judgements"),
            draft.say("Niet beantwoord", "Not answered"),
        ],
        [
            (
                s.name.in_(draft.lang),
                kinds[s.kind],
                day(s.date, draft.lang) if s.date else "–",
                str(sum(not j.missing for j in s.judgements)),
                str(sum(j.missing for j in s.judgements)),
            )
            for s in dossier.judgements
        ],
        align=("left", "left", "left", "right", "right"),
    )


def write_scenarios(draft: Draft, dossier: Dossier, assessment: Assessment) -> None:
    """Section: each scenario in short, with its assessment and what drives it."""
    draft.section("De scenario’s", "The scenarios")
    draft.text(
        "Scenario’s zijn gedachtenexperimenten en nadrukkelijk geen voorspellingen. Deze paragraaf vat ze samen; de "
        "uitgewerkte scenario’s staan in bijlage 2.",
        "Scenarios are thought experiments and explicitly not predictions. This section summarises them; the full "
        "scenarios are in annex 2.",
    )
    lines = {line.scenario: line for line in assessment_lines(dossier, draft.lang, assessment)}
    for result in assessment.scenarios:
        title = draft.of(result.title)
        draft.heading(3, title.text, title.lang)
        _one_scenario(draft, dossier, assessment, result, lines[result.id])


def _one_scenario(
    draft: Draft, dossier: Dossier, assessment: Assessment, result: ScenarioResult, line: AssessmentLine
) -> None:
    from weerbaar.figures import impact_profile

    lang = draft.lang
    scenario = dossier.scenario(result.id)
    summary = summary_of(scenario, draft)
    if summary:
        draft.runs(*summary)
    else:
        draft.text(
            "Het dossier bevat geen beschrijving van dit scenario.",
            "The dossier holds no description of this scenario.",
        )
    kind = KINDS[result.kind].in_(draft.lang)
    theme = "" if result.theme is None else result.theme.in_(draft.lang)
    about = [(draft.say("Soort: ", "Kind: "), kind), (draft.say("Thema: ", "Theme: "), theme)]
    about.append((draft.say("Beoordeling: ", "Assessment: "), _tail(line, result, draft)))
    if computed(result):
        both = (
            f"{computed_likelihood(result.likelihood, assessment.likelihood_axis, draft.lang)}; impact "
            f"{computed_impact(result.impact, assessment.impact_axis, draft.lang)}"
        )
        about.append((draft.say("Berekend: ", "Computed: "), both))
    draft.bullets(Item((Run(name, bold=True), Run(value))) for name, value in about if value)
    if result.contributions and len(assessment.scenarios) <= MOST_PROFILES:
        draft.figure(lambda width: impact_profile(assessment, result.id, lang, width), height_cm=8.5)


def _tail(line: AssessmentLine, result: ScenarioResult, draft: Draft) -> str:
    """Return the line without the title that stands above it already, and without the mark that ends it in a list."""
    if line.origin == "computed":
        return ""
    title = f"{result.title.in_(draft.lang)} – "
    words = line.text.removeprefix(title) if line.text.startswith(title) else line.text.partition(" – ")[2] or line.text
    return words.rstrip(";. ")


def write_place(draft: Draft, dossier: Dossier, assessment: Assessment) -> None:
    """Section: the risk diagram, how to read it, and the same as a table."""
    from weerbaar.figures import risk_diagram

    lang = draft.lang
    earlier = any(r.earlier for r in assessment.scenarios)
    if earlier:
        draft.section(
            "Plaats van de nieuwe scenario’s in het risicodiagram", "Place of the new scenarios in the risk diagram"
        )
    else:
        draft.section("Plaats van de scenario’s in het risicodiagram", "Place of the scenarios in the risk diagram")
    draft.text(
        "Het risicodiagram brengt waarschijnlijkheid (horizontaal) en impact (verticaal) samen. Beide schalen zijn "
        "logaritmisch: elke klasse verder naar rechts of naar boven is een veelvoud van de vorige. Lees het diagram "
        "in groepen van scenario’s. Het bevat geen grens waarboven een risico onaanvaardbaar zou zijn, en kans en "
        "gevolg worden niet met elkaar vermenigvuldigd.",
        "The risk diagram brings together likelihood (horizontal) and impact (vertical). Both scales are logarithmic: "
        "each class further to the right or upwards is a multiple of the one before. Read the diagram in groups of "
        "scenarios. It holds no line above which a risk would be unacceptable, and probability and consequence are "
        "not multiplied.",
    )
    few = len(assessment.scenarios) <= MANY
    if assessment.impact_axis is None:
        draft.absent(
            "De methode heeft geen gepubliceerde regel voor de totale impact. Een risicodiagram is daarmee niet te "
            "tekenen.",
            "The method has no published rule for the total impact. A risk diagram cannot be drawn with it.",
        )
    else:
        draft.figure(lambda width: risk_diagram(assessment, lang, width), height_cm=15.5 if few else 23)
    rows = []
    for r in assessment.scenarios:
        p = r.published
        rows.append(
            (
                r.title.in_(lang),
                published_words(p, "likelihood"),
                published_words(p, "impact"),
                computed_likelihood(r.likelihood, assessment.likelihood_axis, lang),
                computed_impact(r.impact, assessment.impact_axis, lang),
            )
        )
    any_published = any(r.published is not None for r in assessment.scenarios)
    published = [
        draft.say("Gepubliceerde waarschijnlijkheid", "Published likelihood"),
        draft.say("Gepubliceerde impact", "Published impact"),
    ]
    calculated = [
        draft.say("Berekende waarschijnlijkheid", "Computed likelihood"),
        draft.say("Berekende impact", "Computed impact"),
    ]
    explained = draft.say(
        "Berekend: klasse, centrale waarde (5- tot 95-percentiel).",
        "Computed: class, central value (5th to 95th percentile).",
    )
    if any(computed(r) for r in assessment.scenarios) and any_published:
        dash = draft.say(
            " Een streepje: niet gepubliceerd of niet berekend.", " A dash: not published or not computed."
        )
        draft.table(
            "Waarschijnlijkheid en impact: gepubliceerd en berekend",
            "Likelihood and impact: published and computed",
            ["Scenario", *published, *calculated],
            rows,
            widths=(1.8, 1.95, 1.5, 2.1, 2.1),
            dutch=(1, 2),
            note=explained + dash,
            source=_sources(dossier),
            compact=True,
        )
    elif any_published:
        draft.table(
            "Waarschijnlijkheid en impact zoals gepubliceerd, en hoe zij zijn gelezen",
            "Likelihood and impact as published, and how they were read",
            ["Scenario", *published, draft.say("Gelezen als klasse", "Read as class")],
            [(*row[:3], _reading(draft, assessment, r)) for row, r in zip(rows, assessment.scenarios, strict=True)],
            widths=(2.2, 1.8, 1.7, 2.5),
            dutch=(1, 2),
            note=draft.say(
                "De gepubliceerde woorden staan er letterlijk. De laatste kolom is de lezing daarvan: eerst de "
                "waarschijnlijkheid, dan de impact, met A als laagste en E als hoogste klasse.",
                "The published words are given literally, in Dutch. The last column is how they are read: first "
                "likelihood, then impact, with A as the lowest and E as the highest class.",
            ),
            source=_sources(dossier),
            compact=len(rows) > 15,
        )
    else:
        draft.table(
            "Berekende waarschijnlijkheid en impact",
            "Computed likelihood and impact",
            ["Scenario", *calculated],
            [(row[0], *row[3:]) for row in rows],
            widths=(2.2, 2.6, 2.6),
            note=explained,
        )
    if earlier:
        _earlier_table(draft, assessment)


def _reading(draft: Draft, assessment: Assessment, result: ScenarioResult) -> str:
    place = result.published
    if place is None:
        return "–"
    parts = [
        f"{class_range(axis, codes, draft.lang)} ({'–'.join(dict.fromkeys((codes[0], codes[-1])))})" if codes else "–"
        for axis, codes in (
            (assessment.likelihood_axis, place.likelihood_classes),
            (assessment.impact_axis, place.impact_classes),
        )
    ]
    return "; ".join(parts)


def _sources(dossier: Dossier) -> str:
    return source_words([key for p in dossier.published for key in p.source], dossier.sources)


def _earlier_table(draft: Draft, assessment: Assessment) -> None:
    draft.table(
        "Eerdere beoordelingen van dezelfde scenario’s",
        "Earlier assessments of the same scenarios",
        [
            "Scenario",
            draft.say("Ronde", "Round"),
            draft.say("Waarschijnlijkheid", "Likelihood"),
            "Impact",
        ],
        [
            (r.title.in_(draft.lang), f"{p.round} ({p.year})", p.likelihood or "–", p.impact or "–")
            for r in assessment.scenarios
            for p in r.earlier
        ],
        widths=(2.4, 1.4, 1.8, 1.8),
        dutch=(2, 3),
        compact=True,
    )


def write_outcomes(draft: Draft, dossier: Dossier, assessment: Assessment) -> None:
    """Section: the assessment lines, and whether what was computed agrees with what was published."""
    lang = draft.lang
    draft.section("Belangrijkste uitkomsten", "Main outcomes")
    write_lines(draft, dossier, assessment)
    compared = [
        (r, r.impact.klass in r.published.impact_classes)
        for r in assessment.scenarios
        if r.impact is not None
        and r.impact.basis == "judgements"
        and r.published is not None
        and r.published.impact_classes
    ]
    if compared:
        same = sum(agrees for _, agrees in compared)
        others = [r.title.in_(lang) for r, agrees in compared if not agrees]
        exceptions = ""
        if 0 < len(others) <= MOST_PROFILES:
            exceptions = draft.say(
                f" De uitzondering: {enumeration(others, lang)}.", f" The exception: {enumeration(others, lang)}."
            )
            if len(others) > 1:
                exceptions = draft.say(
                    f" De uitzonderingen: {enumeration(others, lang)}.",
                    f" The exceptions: {enumeration(others, lang)}.",
                )
        draft.text(
            f"De berekende impactklasse ligt bij {same} van de {len(compared)} scenario’s binnen de gepubliceerde "
            f"klasse.{exceptions}",
            f"For {same} of the {len(compared)} scenarios the computed impact class lies inside the published "
            f"class.{exceptions}",
        )
    _groups(draft, assessment)


def write_lines(draft: Draft, dossier: Dossier, assessment: Assessment) -> None:
    """Add the assessment lines, those that were published word for word."""
    lines = assessment_lines(dossier, draft.lang, assessment)
    verbatim = all(line.origin == "published" for line in lines)
    composed = any(line.origin == "composed" for line in lines)
    draft.text("De beoordeling van de scenario’s is als volgt:", "The assessment of the scenarios is as follows:")
    source = source_words([key for line in lines for key in line.source], dossier.sources)
    draft.quote([line.text for line in lines], source)
    if verbatim:
        return
    if composed and draft.lang == "en":
        draft.text("", "The lines were translated; the Dutch originals are:")
        dutch = assessment_lines(dossier, "nl", assessment)
        draft.quote([line.text for line in dutch], source, lang="nl")
    elif composed:
        draft.text(
            "Deze regels zijn samengesteld uit de gepubliceerde woorden per scenario.",
            "These lines were composed from the published words per scenario.",
            "small",
        )


def upper_part(codes: tuple[str, ...]) -> int:
    """Return where the upper classes begin: the two highest of five, as the groups of the 2008 press summary."""
    return min(len(codes) // 2 + 1, len(codes) - 1)


def _named(titles: list[str], draft: Draft, few: bool) -> str:
    if few:
        return f"{enumeration(titles, draft.lang)}."
    return f"{counted(len(titles), draft.lang, SCENARIO, SCENARIOS)}."


def _groups(draft: Draft, assessment: Assessment) -> None:
    """Name the clusters that the guides read a diagram by: likely or not, against severe or not."""
    lang = draft.lang
    axis = assessment.impact_axis
    if axis is None:
        draft.absent(
            "De methode heeft geen gepubliceerde regel voor de totale impact; er is daarom geen groepsindeling "
            "gemaakt.",
            "The method has no published rule for the total impact; therefore no groups were formed.",
        )
        return
    chances = assessment.likelihood_axis.codes
    from_severe, from_likely = upper_part(axis.codes), upper_part(chances)
    groups: dict[tuple[bool, bool], list[str]] = {}
    unplaced: list[str] = []
    for r in assessment.scenarios:
        if r.impact is None or r.likelihood is None:
            unplaced.append(r.title.in_(lang))
            continue
        severe = axis.codes.index(r.impact.klass) >= from_severe
        likely = chances.index(r.likelihood.klass) >= from_likely
        groups.setdefault((likely, severe), []).append(r.title.in_(lang))
    placed = len(assessment.scenarios) - len(unplaced)
    if not placed:
        return
    words = {
        (True, True): draft.say("waarschijnlijk en ernstig in hun gevolgen", "likely, with severe consequences"),
        (False, True): draft.say(
            "minder waarschijnlijk, maar ernstig in hun gevolgen", "less likely, but with severe consequences"
        ),
        (True, False): draft.say("waarschijnlijk, met beperktere gevolgen", "likely, with more limited consequences"),
        (False, False): draft.say(
            "minder waarschijnlijk, met beperktere gevolgen", "less likely, with more limited consequences"
        ),
    }
    from_impact = axis.words[from_severe].in_(lang)
    from_chance = assessment.likelihood_axis.words[from_likely].in_(lang)
    draft.text(
        f"In het diagram zijn de volgende groepen te onderscheiden. ‘Waarschijnlijk’ is hier: klasse {from_chance} of "
        f"hoger; ‘ernstig in hun gevolgen’: impactklasse {from_impact} of hoger.",
        f"The diagram shows the following groups. “Likely” here means: class {from_chance} or higher; “severe "
        f"consequences”: impact class {from_impact} or higher.",
    )
    draft.bullets(
        Item(
            (
                Run(f"{capital(words[key])}: ", bold=True),
                Run(_named(groups[key], draft, placed <= MANY)),
            )
        )
        for key in words
        if key in groups
    )
    if unplaced:
        many = counted(len(unplaced), lang, SCENARIO, SCENARIOS)
        listed = f": {enumeration(unplaced, lang)}" if len(unplaced) <= MANY else ""
        draft.text(
            f"Van {many} is de impact of de waarschijnlijkheid niet bekend; die staan niet in het diagram{listed}.",
            f"Of {many} the impact or the likelihood is not known; they are not in the diagram{listed}.",
        )
