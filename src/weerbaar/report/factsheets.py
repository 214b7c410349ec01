# SPDX-License-Identifier: EUPL-1.2
"""One page per scenario."""

from __future__ import annotations

from weerbaar.assessment import Assessment, Axis, Estimate, ScenarioResult
from weerbaar.base import Lang, Text
from weerbaar.dossier import Decision, Dossier
from weerbaar.report.branding import Branding
from weerbaar.report.draft import Draft
from weerbaar.report.findings import report_of
from weerbaar.report.model import (
    Block,
    BulletList,
    Columns,
    Item,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Run,
    Runs,
    Table,
    plain,
)
from weerbaar.report.outcomes import computed, summary_of
from weerbaar.report.wording import (
    KINDS,
    bare_class_word,
    capital,
    computed_impact,
    computed_likelihood,
    count,
    published_words,
    share,
    source_words,
)

LONGEST_SUMMARY = 650
MOST_DECISIONS = 6
LONGEST_DECISION = 330
"""A sheet is one page: what does not fit is in the findings report, and the sheet says so."""


def fact_sheets(
    dossier: Dossier, assessment: Assessment, lang: Lang = "nl", branding: Branding | None = None
) -> Report:
    """Write one A4 page per scenario of the assessment.

    Args:
        dossier: the round.
        assessment: its assessment.
        lang: Dutch or English.
        branding: the organisation's own name, logo and colour.
    """
    draft = Draft(lang)
    for result in assessment.scenarios:
        draft.plain_heading(1, "", draft.of(result.title), new_page=True, sheet=True)
        _sheet(draft, dossier, assessment, result)
    return report_of(
        dossier,
        assessment,
        draft,
        "fact-sheets",
        Text(nl="Factsheets per scenario", en="Fact sheets per scenario"),
        branding=branding,
        cover=False,
        contents=False,
    )


def _sheet(draft: Draft, dossier: Dossier, assessment: Assessment, result: ScenarioResult) -> None:
    lang = draft.lang
    scenario = dossier.scenario(result.id)
    about = [KINDS[result.kind].in_(lang)]
    if result.theme is not None:
        about.append(f"{draft.say('thema', 'theme')}: {result.theme.in_(lang)}")
    draft.text(capital("; ".join(about)), capital("; ".join(about)), "label")
    if assessment.illustrative:
        draft.warning(draft.say("Verzonnen scores, alleen als voorbeeld.", "Invented scores, as an example only."))
    summary = summary_of(scenario, draft)
    absent = draft.say(
        "Het dossier bevat geen beschrijving van dit scenario.", "The dossier holds no description of this scenario."
    )
    draft.add(Paragraph(shortened(summary, LONGEST_SUMMARY) or (Run(absent),)))
    draft.add(KeyFigures(_key_figures(draft, assessment, result)))
    _profile(draft, assessment, result)
    _classes(draft, assessment, result)
    _decisions(draft, dossier, result)
    sources = source_words((*scenario.sources, *_published_sources(dossier, result)), dossier.sources)
    if sources:
        draft.add(
            Paragraph((Run(draft.say("Bronnen: ", "Sources: "), bold=True), *shortened((Run(sources),), 400)), "small")
        )


def _published_sources(dossier: Dossier, result: ScenarioResult) -> tuple[str, ...]:
    return tuple(key for p in dossier.published if p.scenario == result.id for key in p.source)


def _key_figures(draft: Draft, assessment: Assessment, result: ScenarioResult) -> tuple[KeyFigure, ...]:
    lang = draft.lang
    nothing = draft.say("Niet gepubliceerd", "Not published")
    words = {axis: published_words(result.published, axis) for axis in ("likelihood", "impact")}
    figures = [
        KeyFigure(label, nothing)
        if words[axis] == "–"
        else KeyFigure(label, capital(words[axis]), lang="nl" if lang == "en" else None)
        for axis, label in (
            ("likelihood", draft.say("Gepubliceerde waarschijnlijkheid", "Published likelihood")),
            ("impact", draft.say("Gepubliceerde impact", "Published impact")),
        )
    ]
    if computed(result):
        figures.append(
            _computed(
                draft.say("Berekende waarschijnlijkheid", "Computed likelihood"),
                result.likelihood,
                assessment.likelihood_axis,
                computed_likelihood(result.likelihood, assessment.likelihood_axis, lang),
                lang,
            )
        )
        figures.append(
            _computed(
                draft.say("Berekende impact", "Computed impact"),
                result.impact,
                assessment.impact_axis,
                computed_impact(result.impact, assessment.impact_axis, lang),
                lang,
            )
        )
    return tuple(figures)


def _computed(label: str, estimate: Estimate | None, axis: Axis | None, words: str, lang: Lang) -> KeyFigure:
    if estimate is None or estimate.basis == "published":
        return KeyFigure(label, "–")
    value, _, detail = words.partition(", ")
    return KeyFigure(label, capital(bare_class_word(axis, estimate.klass, lang) or value), detail)


def _profile(draft: Draft, assessment: Assessment, result: ScenarioResult) -> None:
    if result.contributions:
        from weerbaar.figures import impact_profile

        draft.figure(
            lambda width: impact_profile(assessment, result.id, draft.lang, width),
            draft.say("Impactprofiel", "Impact profile"),
            height_cm=8.6,
        )
        return
    draft.absent(
        "Voor dit scenario zijn geen scores per criterium gepubliceerd; een impactprofiel is er daarom niet.",
        "For this scenario no scores per criterion were published; there is therefore no impact profile.",
    )


def _classes(draft: Draft, assessment: Assessment, result: ScenarioResult) -> None:
    likelihood = _class_table(
        draft, result.likelihood, assessment.likelihood_axis, "Waarschijnlijkheid per klasse", "Likelihood per class"
    )
    impact = _class_table(draft, result.impact, assessment.impact_axis, "Impact per klasse", "Impact per class")
    if likelihood and impact:
        draft.add(Columns(likelihood, impact))
    elif likelihood or impact:
        draft.add(*(likelihood or impact))
    else:
        draft.absent("Dit scenario is niet beoordeeld.", "This scenario was not assessed.")


def _class_table(draft: Draft, estimate: Estimate | None, axis: Axis | None, nl: str, en: str) -> tuple[Block, ...]:
    if estimate is None or axis is None:
        return ()
    note = ""
    if estimate.basis == "published":
        note = draft.say("Gelezen uit de gepubliceerde woorden.", "Read from the published words.")
    rows = [
        (f"{word.in_(draft.lang)} ({code})", share(estimate.class_probability.get(code, 0.0), draft.lang))
        for code, word in zip(axis.codes, axis.words, strict=True)
    ]
    table = Table(
        draft.say(nl, en),
        (draft.say("Klasse", "Class"), draft.say("Kans", "Probability")),
        tuple(rows),
        align=("left", "right"),
        widths=(2.4, 1),
        note=note,
        compact=True,
    )
    return (draft.numbered(table),)


def _decisions(draft: Draft, dossier: Dossier, result: ScenarioResult) -> None:
    linked = [d for d in dossier.decisions if result.id in d.scenarios]
    draft.text("Besluiten bij dit scenario", "Decisions for this scenario", "label")
    if not linked:
        draft.text("In dit dossier: geen.", "In this dossier: none.", "small")
        return
    inferred = draft.say(" (verband afgeleid)", " (link inferred)")

    def item(decision: Decision) -> Item:
        runs = shortened((draft.of(decision.text),), LONGEST_DECISION)
        return Item(runs if decision.link == "stated" else (*runs, Run(inferred, italic=True)))

    draft.add(BulletList(tuple(item(d) for d in linked[:MOST_DECISIONS])))
    more = len(linked) - MOST_DECISIONS
    if more > 0:
        draft.text(
            f"En nog {count(more, draft.lang)}; zie de Bevindingenrapportage.",
            f"And {count(more, draft.lang)} more; see the findings report.",
            "small",
        )


def shortened(runs: Runs, longest: int) -> Runs:
    """Return ``runs`` cut after a whole word when longer than ``longest`` characters, with an ellipsis."""
    if len(plain(runs)) <= longest:
        return runs
    kept: list[Run] = []
    room = longest
    for run in runs:
        if len(run.text) <= room:
            kept.append(run)
            room -= len(run.text)
            continue
        cut = run.text[:room].rpartition(" ")[0].rstrip(" ,;:–-")
        kept.append(Run(cut + " …", run.bold, run.italic, run.lang))
        break
    return tuple(kept)
