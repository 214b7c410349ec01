# SPDX-License-Identifier: EUPL-1.2
"""Part I of the summary for the Commission: how risks were assessed, which they are, how likely and how severe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from weerbaar.assessment import Assessment, Axis, ScenarioResult
from weerbaar.base import Text, number
from weerbaar.dossier import Dossier
from weerbaar.report.capability_results import CapabilityResults
from weerbaar.report.draft import Draft
from weerbaar.report.model import BulletList, DefinitionList, Item, Run
from weerbaar.report.outcomes import MANY, upper_part
from weerbaar.report.wording import (
    KINDS,
    class_word,
    computed_impact,
    computed_likelihood,
    counted,
    day,
    enumeration,
    published_words,
    source_words,
)

_SCENARIO = Text(nl="scenario", en="scenario")
_SCENARIOS = Text(nl="scenario’s", en="scenarios")


@dataclass(frozen=True)
class EuCase:
    """What the answers are taken from."""

    dossier: Dossier
    assessment: Assessment
    results: CapabilityResults


def not_recorded(draft: Draft, case: EuCase) -> None:
    """Say that nothing in the data answers the question."""
    del case
    missing(draft)


def missing(draft: Draft, nl: str = "", en: str = "") -> None:
    """Say that it is not recorded, and in a second sentence what is, or where to look."""
    draft.text(
        f"Niet vastgelegd in dit dossier. {nl}".rstrip(),
        f"Not recorded in this dossier. {en}".rstrip(),
    )


def severe_but_unlikely(assessment: Assessment) -> tuple[ScenarioResult, ...] | None:
    """Return the low probability risks with a high impact; None where the method has no total impact.

    The rule is that of the groups in the findings report: likelihood below the upper classes (of five: the highest two)
    and impact in the upper ones. The classes are those of the central value.
    """
    axis = assessment.impact_axis
    if axis is None:
        return None
    chances = assessment.likelihood_axis.codes
    return tuple(
        r
        for r in assessment.scenarios
        if r.likelihood is not None
        and r.impact is not None
        and chances.index(r.likelihood.klass) < upper_part(chances)
        and axis.codes.index(r.impact.klass) >= upper_part(axis.codes)
    )


def rule_words(draft: Draft, assessment: Assessment, axis: Axis) -> str:
    """Return the rule of :func:`severe_but_unlikely` in the class words of the method."""
    lang = draft.lang
    chances = assessment.likelihood_axis
    likely = class_word(chances, chances.codes[upper_part(chances.codes)], lang)
    least = class_word(axis, axis.codes[upper_part(axis.codes)], lang)
    return draft.say(
        "Weinig waarschijnlijk met ernstige gevolgen heet hier een risico met een waarschijnlijkheid onder klasse "
        f"{likely} en een impact van klasse {least} of hoger.",
        f"A low probability risk with a high impact is here one with a likelihood below class {likely} and an impact "
        f"of class {least} or higher.",
    )


def _framework(draft: Draft, case: EuCase) -> None:
    about = case.dossier.round
    draft.add(
        DefinitionList(
            (
                (draft.say("Beoordeling", "Assessment"), (draft.of(about.title),)),
                (draft.say("Organisatie", "Organisation"), (draft.of(about.organisation),)),
                (draft.say("Methode", "Method"), (draft.of(case.assessment.method_title),)),
            )
        )
    )
    if about.introduction is not None:
        draft.data(about.introduction)
    missing_law = draft.say(
        "Het wettelijk kader is niet vastgelegd in dit dossier.",
        "The legal framework is not recorded in this dossier.",
    )
    draft.text(missing_law, missing_law)
    sources = source_words(case.dossier.sources, case.dossier.sources)
    if sources and len(case.dossier.sources) <= MANY:
        draft.runs(Run(draft.say("Bronnen: ", "Sources: "), bold=True), Run(f"{sources}."))


def _consulted(draft: Draft, case: EuCase) -> None:
    lang = draft.lang
    kinds = {
        "expert": (Text(nl="deskundige", en="expert"), Text(nl="deskundigen", en="experts")),
        "group": (Text(nl="groep", en="group"), Text(nl="groepen", en="groups")),
        "publication": (Text(nl="publicatie", en="publication"), Text(nl="publicaties", en="publications")),
    }
    found = [(k, sum(s.kind == k for s in case.dossier.judgements)) for k in kinds]
    shown = [counted(n, lang, *kinds[k]) for k, n in found if n]
    if not shown:
        missing(draft)
        return
    draft.text(
        f"De oordelen komen van {enumeration(shown, lang)}. Welke overheden en belanghebbenden verder zijn "
        "geraadpleegd, is niet vastgelegd in dit dossier.",
        f"The judgements come from {enumeration(shown, lang)}. Which other authorities and stakeholders were consulted "
        "is not recorded in this dossier.",
    )


def _key_risks(draft: Draft, case: EuCase) -> None:
    lang = draft.lang
    amount = counted(len(case.assessment.scenarios), lang, _SCENARIO, _SCENARIOS)
    draft.text(
        f"Als belangrijkste risico’s gelden alle risico’s die in deze ronde zijn beoordeeld: {amount}.",
        f"All risks assessed in this round count as key risks: {amount}.",
    )
    risk_table(draft, case, case.assessment.scenarios, "Belangrijkste risico’s", "Key risks")


def risk_table(draft: Draft, case: EuCase, found: tuple[ScenarioResult, ...], nl: str, en: str) -> None:
    """Table: risks with the class, value and interval of likelihood and impact."""
    lang, assessment = draft.lang, case.assessment
    draft.table(
        nl,
        en,
        [
            draft.say("Risico", "Risk"),
            draft.say("Soort", "Kind"),
            draft.say("Thema", "Theme"),
            draft.say("Waarschijnlijkheid", "Likelihood"),
            "Impact",
        ],
        [
            (
                r.title.in_(lang),
                KINDS[r.kind].in_(lang),
                "–" if r.theme is None else r.theme.in_(lang),
                _likelihood(case, r, draft),
                _impact(case, r, draft),
            )
            for r in found
        ],
        widths=(1.9, 1.4, 1.4, 2.1, 2.1),
        note=draft.say(
            f"Klasse, centrale waarde (5- tot 95-percentiel), of de gepubliceerde woorden. Waarschijnlijkheid over "
            f"{number(assessment.likelihood_axis.window_years or 5, lang)} jaar.",
            f"Class, central value (5th to 95th percentile), or the published words. Likelihood over "
            f"{number(assessment.likelihood_axis.window_years or 5, lang)} years.",
        ),
        compact=True,
    )


def _likelihood(case: EuCase, result: ScenarioResult, draft: Draft) -> str:
    shown = computed_likelihood(result.likelihood, case.assessment.likelihood_axis, draft.lang)
    return published_words(result.published, "likelihood") if shown == "–" else shown


def _impact(case: EuCase, result: ScenarioResult, draft: Draft) -> str:
    shown = computed_impact(result.impact, case.assessment.impact_axis, draft.lang)
    return published_words(result.published, "impact") if shown == "–" else shown


def _selected(draft: Draft, case: EuCase) -> None:
    lang = draft.lang
    draft.text(
        "Welke risico’s grensoverschrijdende gevolgen hebben, is niet vastgelegd in dit dossier.",
        "Which risks have cross-border impacts is not recorded in this dossier.",
    )
    found, axis = severe_but_unlikely(case.assessment), case.assessment.impact_axis
    if found is None or axis is None:
        missing(
            draft,
            "De methode heeft geen gepubliceerde regel voor de totale impact.",
            "The method has no published rule for the total impact.",
        )
        return
    rule = rule_words(draft, case.assessment, axis)
    names = enumeration((r.title.in_(lang) for r in found), lang)
    if found:
        draft.text(f"{rule} Dat geldt voor: {names}.", f"{rule} This holds for: {names}.")
    else:
        draft.text(f"{rule} Dat geldt voor geen van de risico’s.", f"{rule} This holds for none of the risks.")


def _analysis(draft: Draft, case: EuCase) -> None:
    from weerbaar.figures import risk_diagram

    lang, assessment = draft.lang, case.assessment
    names = "; ".join(f"{code} {name.in_(lang)}" for code, name in assessment.criteria)
    draws = number(assessment.run_record.draws, lang)
    draft.runs(
        Run(
            draft.say(
                "Van elk scenario zijn de waarschijnlijkheid en de gevolgen beoordeeld. De criteria voor de gevolgen: ",
                "Of every scenario the likelihood and the consequences were assessed. The criteria of impact: ",
            )
        ),
        Run(f"{names}."),
    )
    draft.text(
        f"De onzekerheid in de oordelen is meegenomen: waar dat kon exact, en anders met {draws} trekkingen.",
        "The uncertainty in the judgements was carried along: exactly where possible, and otherwise with "
        f"{draws} draws.",
    )
    if assessment.impact_axis is not None:
        few = len(assessment.scenarios) <= MANY
        draft.figure(lambda width: risk_diagram(assessment, lang, width), height_cm=14 if few else 21)
    if assessment.assumptions:
        draft.text("Aannames:", "Assumptions:", "label")
        draft.add(BulletList(tuple(Item((draft.of(a),)) for a in assessment.assumptions)))


def _maps(draft: Draft, case: EuCase) -> None:
    del case
    missing(
        draft,
        "Het dossier bevat geen kaarten; het risicodiagram bij vraag 6 is geen kaart.",
        "The dossier holds no maps; the risk diagram under question 6 is no map.",
    )


def _review(draft: Draft, case: EuCase) -> None:
    lang = draft.lang
    about = case.dossier.round
    rounds = dict.fromkeys((p.round, p.year) for r in case.assessment.scenarios for p in r.earlier)
    said = []
    if about.published_on is not None:
        when = day(about.published_on, lang)
        said.append(draft.say(f"De beoordeling is openbaar sinds {when}.", f"Public since {when}."))
    if rounds:
        named = enumeration((f"{label} ({year})" for label, year in rounds), lang)
        said.append(
            draft.say(
                f"Dezelfde scenario’s zijn eerder beoordeeld: {named}.",
                f"The same scenarios were assessed before: {named}.",
            )
        )
    if said:
        words = " ".join(said)
        draft.text(words, words)
    draft.text(
        "Wanneer en hoe de beoordeling wordt herzien, en hoe zij bekend wordt gemaakt, is niet vastgelegd in dit "
        "dossier.",
        "When and how the assessment is reviewed, and how it is communicated, is not recorded in this dossier.",
    )


RISK_ANSWERS: Mapping[int, Callable[[Draft, EuCase], None]] = {
    1: _framework,
    2: _consulted,
    3: _key_risks,
    4: _selected,
    5: not_recorded,
    6: _analysis,
    7: _maps,
    8: _review,
}
