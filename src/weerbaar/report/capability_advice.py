# SPDX-License-Identifier: EUPL-1.2
"""Chapter 3 of the findings report when a capability analysis goes with the round, and the same as a document."""

from __future__ import annotations

from weerbaar.assessment import Assessment
from weerbaar.base import Lang, Text, number, percentage
from weerbaar.dossier import Dossier
from weerbaar.report.advice import write_decided
from weerbaar.report.branding import Branding
from weerbaar.report.capability_gaps import write_gaps
from weerbaar.report.capability_results import CapabilityResults, report_of_analysis
from weerbaar.report.cost_words import range_words
from weerbaar.report.draft import Draft
from weerbaar.report.field_advice import write_field_advice
from weerbaar.report.follow_up import write_follow_up
from weerbaar.report.model import Item, Report, RunRecordBlock
from weerbaar.report.weighing import write_weighing
from weerbaar.report.wording import count, counted

_CAPABILITY = Text(nl="capaciteit", en="capability")
_CAPABILITIES = Text(nl="capaciteiten", en="capabilities")
_MEASURE = Text(nl="maatregel", en="measure")
_MEASURES = Text(nl="maatregelen", en="measures")


def write_capability_advice(draft: Draft, dossier: Dossier, assessment: Assessment, results: CapabilityResults) -> None:
    """Chapter 3: from scenarios to capabilities, the weighing, the advice, the decisions, the follow-up."""
    draft.chapter("Agenderingsadvies", "Agenda advice")
    statement = draft.of(results.analysis.header.statement)
    if results.illustrative:
        title = draft.say("Verzonnen getallen, alleen als voorbeeld", "Invented numbers, as an example only")
        draft.warning(title, (statement,))
    elif statement.text:
        draft.note(
            "", "", (statement,), title=Text(nl="Over de capaciteitenanalyse", en="About the capability analysis")
        )
    write_gaps(draft, results.needs, results.gaps)
    if results.advice is None:
        draft.section("De weging", "The weighing")
        draft.absent(
            "De capaciteitenanalyse bevat geen maatregelen; er is daarom niets gewogen en geen advies gegeven.",
            "The capability analysis holds no measures; therefore nothing was weighed and no advice is given.",
        )
    else:
        write_weighing(draft, results.advice.choice, assessment)
        write_field_advice(draft, results, results.advice, assessment)
    if dossier.decisions:
        write_decided(draft, dossier)
    write_follow_up(draft, results.progress)


def write_in_short(draft: Draft, results: CapabilityResults) -> None:
    """Add one paragraph: how many capabilities are short, and what is advised at which cost."""
    lang, gaps = draft.lang, results.gaps
    all_of = counted(len(gaps.capabilities), lang, _CAPABILITY, _CAPABILITIES)
    short, unknown = (count(sum(g.state == s for g in gaps.capabilities), lang) for s in ("short", "unknown"))
    said = draft.say(
        f"De capaciteitenanalyse bij deze ronde onderzocht {all_of}: aan {short} is een tekort te verwachten, van "
        f"{unknown} is niet bekend wat aanwezig is.",
        f"The capability analysis with this round examined {all_of}: {short} can be expected to fall short, and of "
        f"{unknown} it is not known what is present.",
    )
    choice = results.choice
    if choice is not None:
        taken = counted(len(choice.measures), lang, _MEASURE, _MEASURES)
        found = choice.evaluation
        cost = range_words(found.cost.low, found.cost.high, lang)
        part = percentage(found.reduction.mean / found.before.mean, lang) if found.before.mean > 0 else "–"
        said += draft.say(
            f" Zij adviseert {taken} uit te voeren van de {count(len(choice.verdicts), 'nl')} die zijn voorgesteld. "
            f"Die nemen samen naar verwachting {part} van het risico weg en kosten {cost} (contante waarde).",
            f" It advises to carry out {taken} of the {count(len(choice.verdicts), 'en')} proposed. Together these are "
            f"expected to take away {part} of the risk, at a cost of {cost} (present value).",
        )
    draft.text(said, said)


def advice_report(
    assessment: Assessment, results: CapabilityResults, lang: Lang = "nl", branding: Branding | None = None
) -> Report:
    """Write the advice of a capability analysis as a document of its own.

    Args:
        assessment: of the round that the analysis builds on, with the analysis in its run record.
        results: of the analysis.
        lang: Dutch or English.
        branding: the organisation's own name, logo and colour.
    """
    draft = Draft(lang)
    write_capability_advice(draft, results.analysis.dossier, assessment, results)
    write_basis(draft, results)
    return report_of_analysis(
        results,
        draft,
        "advice",
        Text(nl="Agenderingsadvies", en="Agenda advice"),
        run_id=assessment.run_record.id,
        branding=branding,
    )


def write_basis(draft: Draft, results: CapabilityResults) -> None:
    """Annex: what the numbers of the capability analysis rest on, and how to make them again."""
    draft.annex("Aannames en herkomst van het advies", "Assumptions and provenance of the advice")
    draft.section("Aannames", "Assumptions")
    said = [*results.gaps.assumptions, *(() if results.choice is None else results.choice.assumptions)]
    draft.bullets(Item((draft.of(a),)) for a in dict.fromkeys(said))
    draft.section("Herkomst", "Provenance")
    lang = draft.lang
    record = results.gaps.run_record
    entries = [
        (draft.say("Capaciteitenanalyse (sha256)", "Capability analysis (sha256)"), results.analysis.content_hash),
        (draft.say("Tekorten, kenmerk", "Gaps, run"), record.id),
        (draft.say("Tekorten, trekkingen", "Gaps, draws"), number(record.draws, lang)),
        (draft.say("Beginwaarde van het toeval", "Random seed"), str(record.seed)),
    ]
    if results.choice is not None:
        made = results.choice.run_record
        entries += [
            (draft.say("Keuze, kenmerk", "Choice, run"), made.id),
            (draft.say("Keuze, trekkingen", "Choice, draws"), number(made.draws, lang)),
        ]
    if results.progress is not None:
        hash_of = results.progress.snapshot.register.content_hash
        entries.append((draft.say("Register (sha256)", "Register (sha256)"), hash_of))
    entries += [
        (f"{draft.say('Programmatuur', 'Software')}: {name}", version) for name, version in record.software.items()
    ]
    draft.add(RunRecordBlock(record, tuple(entries)))
