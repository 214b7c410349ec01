# SPDX-License-Identifier: EUPL-1.2
"""Section 2.5 of the findings report: how firm the outcomes are."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.assessment import Assessment, Axis, Estimate, ScenarioResult
from weerbaar.base import Lang, number
from weerbaar.report.draft import Draft
from weerbaar.report.model import Align, Item, Run
from weerbaar.report.outcomes import computed
from weerbaar.report.wording import share

_MOST_IN_A_FIGURE = 30
"""With more scenarios the figure would not fit on a page; the table below it holds the same."""

_KINDS = {
    "weights": ("andere gewichten", "other weights"),
    "base": ("andere waarde per label", "other values per label"),
    "rule": ("andere indeling in klassen", "other class bounds"),
    "method": ("andere rekenwijze", "other method of aggregation"),
}


def write_robustness(draft: Draft, assessment: Assessment) -> None:
    """Add class probabilities, ranks, stability under other choices, and the smallest changes that matter."""
    draft.section("Gevoeligheid en robuustheid", "Sensitivity and robustness")
    if not any(r.impact or r.likelihood for r in assessment.scenarios):
        draft.absent(
            "Er is geen enkele beoordeling beschikbaar; over de gevoeligheid is daarom niets te zeggen.",
            "There is no assessment at all; nothing can be said about sensitivity.",
        )
        return
    draft.text(
        "Een beoordeling is nooit zeker, en de methode kent keuzes die ook anders hadden kunnen uitvallen. Deze "
        "paragraaf laat zien hoe vast de uitkomsten staan.",
        "An assessment is never certain, and the method holds choices that could have been made differently. This "
        "section shows how firm the outcomes are.",
    )
    if not any(computed(r) for r in assessment.scenarios):
        _only_published(draft, assessment)
        return
    _classes(draft, assessment)
    _ranks(draft, assessment)
    _variants(draft, assessment)
    _moves(draft, assessment)


def _only_published(draft: Draft, assessment: Assessment) -> None:
    """Say what published classes show, and what cannot be had from them."""
    from weerbaar.figures import class_probability_strips

    draft.note(
        "De kansen hieronder volgen alleen uit de gepubliceerde klassen. Waar een reeks klassen is gepubliceerd, telt "
        "elke klasse even zwaar. Dat is een aanname van dit rapport en geen oordeel van deskundigen.",
        "The probabilities below follow from the published classes only. Where a range of classes was published, each "
        "class counts equally. That is an assumption of this report, not a judgement of experts.",
    )
    draft.heading(3, draft.say("Hoe zeker is de klasse?", "How certain is the class?"))
    draft.figure(lambda width: class_probability_strips(assessment, draft.lang, width), height_cm=21)
    draft.heading(3, draft.say("Rangorde en andere rekenwijzen", "Ranking and other methods"))
    draft.absent(
        "Uit een gepubliceerde klasse alleen is binnen die klasse geen volgorde af te leiden. Zonder scores per "
        "criterium kan ook niet worden nagegaan wat andere gewichten of rekenwijzen doen.",
        "From a published class alone no order inside that class can be derived. Without scores per criterion it "
        "cannot be examined either what other weights or methods do.",
    )


def _classes(draft: Draft, assessment: Assessment) -> None:
    from weerbaar.figures import class_probability_strips

    draft.heading(3, draft.say("Hoe zeker is de klasse?", "How certain is the class?"))
    if len(assessment.scenarios) <= _MOST_IN_A_FIGURE:
        draft.figure(lambda width: class_probability_strips(assessment, draft.lang, width), height_cm=21)
    impact = [(r, r.impact) for r in assessment.scenarios if r.impact]
    if assessment.impact_axis is not None and impact:
        _class_table(draft, "Kans per impactklasse", "Probability per impact class", assessment.impact_axis, impact)
    likelihood = [(r, r.likelihood) for r in assessment.scenarios if r.likelihood]
    if likelihood:
        _class_table(
            draft,
            "Kans per waarschijnlijkheidsklasse",
            "Probability per likelihood class",
            assessment.likelihood_axis,
            likelihood,
        )


def _class_table(
    draft: Draft, nl: str, en: str, axis: Axis, results: Sequence[tuple[ScenarioResult, Estimate]]
) -> None:
    classes = [f"{word.in_(draft.lang)} ({code})" for code, word in zip(axis.codes, axis.words, strict=True)]
    incomplete = any(e.incomplete for _, e in results)
    draft.table(
        nl,
        en,
        ["Scenario", *classes],
        [
            (
                r.title.in_(draft.lang) + ("*" if e.incomplete else ""),
                *(share(e.class_probability.get(c, 0.0), draft.lang) for c in axis.codes),
            )
            for r, e in results
        ],
        align=("left", *_to_the_right(len(axis.codes))),
        widths=(2.4, *(1.0 for _ in axis.codes)),
        note=draft.say(
            _dash(all(e.exact for _, e in results), "nl")
            + (" * Niet alle criteria zijn beoordeeld; de centrale waarde is een ondergrens." if incomplete else ""),
            _dash(all(e.exact for _, e in results), "en")
            + (" * Not all criteria were judged; the central value is a lower bound." if incomplete else ""),
        ),
        compact=len(results) > 15,
    )


def _dash(exact: bool, lang: Lang) -> str:
    if exact:
        nl, en = "kan volgens de oordelen niet voorkomen", "cannot occur according to the judgements"
    else:
        nl, en = "komt in geen van de trekkingen voor", "occurs in none of the draws"
    return f"Een streepje betekent: {nl}." if lang == "nl" else f"A dash means: {en}."


def _to_the_right(columns: int) -> tuple[Align, ...]:
    side: Align = "right"
    return (side,) * columns


def _ranks(draft: Draft, assessment: Assessment) -> None:
    from weerbaar.figures import rank_acceptability

    ranked = [(r, r.rank) for r in assessment.scenarios if r.rank is not None and computed(r)]
    draft.heading(3, draft.say("Rangorde naar impact", "Ranking by impact"))
    if len(ranked) < 2:
        draft.absent(
            "Een rangorde vraagt ten minste twee scenario’s met een berekende impactscore.",
            "A ranking needs at least two scenarios with a computed impact score.",
        )
        return
    if len(ranked) <= _MOST_IN_A_FIGURE:
        draft.figure(lambda width: rank_acceptability(assessment, draft.lang, width), height_cm=14)
    rows = []
    for r, rank in sorted(ranked, key=lambda pair: pair[1].position):
        low, high = _interval(rank.acceptability)
        span = str(low) if low == high else f"{low}–{high}"
        rows.append(
            (
                r.title.in_(draft.lang),
                number(rank.position, draft.lang, 0 if rank.position.is_integer() else 1),
                number(rank.expected, draft.lang, 1),
                span,
                share(rank.acceptability[0], draft.lang),
            )
        )
    draft.table(
        "Rangorde naar impact, met onzekerheid",
        "Ranking by impact, with uncertainty",
        [
            "Scenario",
            draft.say("Rang", "Rank"),
            draft.say("Gemiddelde rang", "Mean rank"),
            draft.say("Rang, 5–95%", "Rank, 5–95%"),
            draft.say("Kans op plaats 1", "Probability of rank 1"),
        ],
        rows,
        align=("left", "right", "right", "right", "right"),
        widths=(3, 1, 1.3, 1.3, 1.3),
        note=draft.say(
            "Rang 1 heeft de grootste impact. Gelijke scenario’s delen een rang.",
            "Rank 1 has the largest impact. Equal scenarios share a rank.",
        ),
        compact=len(rows) > 15,
    )


def _interval(acceptability: Sequence[float]) -> tuple[int, int]:
    """Return the ranks between which 90 % of the probability lies, 5 % cut off on each side."""
    total, low = 0.0, 0
    for rank, probability in enumerate(acceptability, start=1):
        total += probability
        if not low and total > 0.05:
            low = rank
        if total >= 0.95 - 1e-12:
            return low, rank
    return low or 1, len(acceptability)


def _variants(draft: Draft, assessment: Assessment) -> None:
    from weerbaar.figures import stability

    tried = [r for r in assessment.scenarios if r.variants]
    draft.heading(3, draft.say("Andere gewichten en rekenwijzen", "Other weights and methods"))
    if not tried:
        draft.absent(
            "Zonder scores per criterium kan niet worden nagegaan wat andere gewichten of rekenwijzen doen.",
            "Without scores per criterion it cannot be examined what other weights or methods do.",
        )
        return
    first = tried[0].variants
    draft.text(
        "De beoordeling is herhaald met andere keuzes die niets met de feiten te maken hebben. Staat een scenario "
        "steeds in dezelfde klasse, dan hangt de uitkomst niet van die keuze af.",
        "The assessment was repeated with other choices that have nothing to do with the facts. Where a scenario "
        "stays in the same class, the outcome does not depend on that choice.",
    )
    draft.bullets(
        Item(
            (
                Run(f"{draft.say(*_KINDS[kind])}: ".capitalize(), bold=True),
                Run("; ".join(v.name.in_(draft.lang) for v in first if v.kind == kind) + "."),
            )
        )
        for kind in _KINDS
        if any(v.kind == kind for v in first)
    )
    if len(tried) <= _MOST_IN_A_FIGURE:
        draft.figure(lambda width: stability(assessment, draft.lang, width), height_cm=16)
    rows = []
    for r in tried:
        classes = [v.klass for v in r.variants if v.klass is not None]
        own = r.impact.klass if r.impact else "–"
        # a rank under drawn weights is a mean, not a rank that any one choice gives
        ranks = [v.rank for v in r.variants if v.class_share is None] + ([r.rank.position] if r.rank else [])
        seen = sorted({*classes, own})
        low, high = min(ranks), max(ranks)
        whole = [number(x, draft.lang, 0 if float(x).is_integer() else 1) for x in (low, high)]
        rows.append(
            (
                r.title.in_(draft.lang),
                own,
                draft.say(
                    f"{sum(c == own for c in classes)} van {len(classes)}",
                    f"{sum(c == own for c in classes)} of {len(classes)}",
                ),
                ", ".join(seen),
                whole[0] if low == high else f"{whole[0]}–{whole[1]}",
            )
        )
    draft.table(
        "Klasse en rang onder andere keuzes",
        "Class and rank under other choices",
        [
            "Scenario",
            draft.say("Impactklasse", "Impact class"),
            draft.say("Zelfde klasse bij", "Same class in"),
            draft.say("Klassen die voorkomen", "Classes that occur"),
            draft.say("Rang, laagste en hoogste", "Rank, lowest and highest"),
        ],
        rows,
        align=("left", "center", "right", "center", "right"),
        widths=(3, 1, 1.2, 1.3, 1.3),
        note=draft.say(
            "Geteld zijn de keuzes die een klasse geven; sommige rekenwijzen geven alleen een rangorde.",
            "Counted are the choices that give a class; some methods only rank.",
        ),
        compact=len(rows) > 15,
    )


def _moves(draft: Draft, assessment: Assessment) -> None:
    names = dict(assessment.criteria)
    rows = []
    for r in assessment.scenarios:
        for move in r.moves:
            name = names[move.criterion].in_(draft.lang) if move.criterion in names else ""
            rows.append(
                (
                    r.title.in_(draft.lang),
                    draft.say("hoger", "higher") if move.direction == "up" else draft.say("lager", "lower"),
                    f"{move.criterion} {name}".strip(),
                    f"{move.from_label.replace('-', '–')} → {move.to_label}",
                    move.to_class,
                )
            )
    if not any(r.contributions for r in assessment.scenarios):
        return
    draft.heading(3, draft.say("Wat verplaatst een scenario één klasse?", "What moves a scenario one class?"))
    if not rows:
        draft.text(
            "Geen enkele verandering van één label brengt een scenario in een andere impactklasse.",
            "No change of a single label brings a scenario into another impact class.",
        )
        return
    draft.table(
        "Kleinste verandering van één label die een scenario in een andere impactklasse brengt",
        "Smallest change of one label that brings a scenario into another impact class",
        [
            "Scenario",
            draft.say("Richting", "Direction"),
            draft.say("Criterium", "Criterion"),
            "Label",
            draft.say("Nieuwe klasse", "New class"),
        ],
        rows,
        align=("left", "left", "left", "center", "center"),
        widths=(2.2, 0.8, 3, 0.9, 0.9),
        note=draft.say(
            "Ontbreekt een scenario of een richting, dan is er geen enkel label dat dit alleen kan.",
            "Where a scenario or direction is missing, no single label can do it alone.",
        ),
        compact=len(rows) > 20,
    )
