# SPDX-License-Identifier: EUPL-1.2
"""The advice itself: the chosen measures under their fields, generic and specific, each with why and what turns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weerbaar.assessment import Assessment
from weerbaar.base import Text, number, percentage, significant
from weerbaar.capability.measures import Measure
from weerbaar.capability.weighing import MeasureWeighing
from weerbaar.report.advice import lettered
from weerbaar.report.capability_results import CapabilityResults
from weerbaar.report.capability_words import HOLDER_WORDS
from weerbaar.report.cost_words import cost_words
from weerbaar.report.draft import Draft
from weerbaar.report.measure_table import price_note
from weerbaar.report.model import Item, Note, Run
from weerbaar.report.weighing import ROBUSTNESS_WORDS, outcome_words
from weerbaar.report.wording import bare_class_word, capital, count, counted, enumeration

if TYPE_CHECKING:
    from weerbaar.capability.choice import Advice, AdviceHeading, GapChange, PortfolioChoice, Verdict

MOST_NAMED = 3
"""So many scenarios are named in a reason; the others are counted."""

_A_FEW = 1.05

_MEASURE = Text(nl="maatregel", en="measure")
_MEASURES = Text(nl="maatregelen", en="measures")


def write_field_advice(draft: Draft, results: CapabilityResults, advice: Advice, assessment: Assessment) -> None:
    """Section: every heading of the analysis with its chosen measures, and what was not chosen."""
    draft.section("Advies per terrein", "Advice per field")
    lang, choice = draft.lang, advice.choice
    chosen = counted(len(choice.measures), lang, _MEASURE, _MEASURES)
    proposed = count(len(choice.verdicts), lang)
    draft.text(
        f"Geadviseerd wordt {chosen} uit te voeren van de {proposed} die zijn voorgesteld. Onder elke maatregel staan "
        "de kosten, wie haar uitvoert, wanneer zij begint, en wat het oordeel zou doen omslaan. Breed inzetbaar heet "
        "een maatregel die een capaciteit voor meer scenario’s versterkt of in meer scenario’s werkt.",
        f"The advice is to carry out {chosen} of the {proposed} proposed. Below each measure stand its cost, who "
        "carries it out, when it starts, and what would turn the verdict over. Generic is a measure that strengthens a "
        "capability for several scenarios or works in several scenarios.",
    )
    for part in advice.headings:
        if part.heading is None:
            draft.heading(3, draft.say("Overige maatregelen", "Other measures"))
        else:
            title = draft.of(part.heading.title)
            draft.heading(3, lettered(draft, part.heading), title.lang)
            if part.heading.introduction is not None:
                draft.data(part.heading.introduction)
        _under(draft, results, choice, assessment, part)
    note = price_note(draft, results)
    draft.text(note, note, "small")


def _under(
    draft: Draft, results: CapabilityResults, choice: PortfolioChoice, assessment: Assessment, part: AdviceHeading
) -> None:
    file = results.analysis.measures
    measures = {} if file is None else {m.id: m for m in file.measures}
    verdicts = {v.id: v for v in choice.verdicts}
    if part.nothing is not None:
        draft.add(Note("info", draft.say("Geen advies", "No advice"), ((draft.of(part.nothing),),)))
    for kind, nl, en in (("generic", "Breed inzetbaar", "Generic"), ("specific", "Specifiek", "Specific")):
        some = [m for m in part.advised if m.reach == kind]
        if some:
            draft.text(nl, en, "label")
            draft.bullets(_chosen(draft, choice, assessment, measures[m.id], verdicts[m.id]) for m in some)
    if part.declined:
        draft.text("Niet gekozen", "Not chosen", "label")
        draft.bullets(_other(draft, choice, verdicts[m.id]) for m in part.declined)


def _chosen(draft: Draft, choice: PortfolioChoice, assessment: Assessment, measure: Measure, verdict: Verdict) -> Item:
    lang = draft.lang
    title = draft.of(verdict.title, bold=True)
    detail = [
        f"{draft.say('kosten', 'cost')}: {cost_words(measure.cost, lang)}",
        f"{draft.say('uitvoering', 'carried out by')}: {measure.owner or HOLDER_WORDS[measure.actor].in_(lang)}",
        f"{draft.say('start', 'start')}: {verdict.start}",
    ]
    if verdict.core is not None:
        share = percentage(verdict.core.index, lang) if verdict.core.index else "0%"
        word = ROBUSTNESS_WORDS[verdict.core.word].in_(lang)
        detail.append(
            draft.say(f"{word} (gekozen in {share} van de toestanden)", f"{word} (chosen in {share} of the states)")
        )
    detail += [_narrows(draft, change) for change in choice.gaps if verdict.id in change.by]
    detail.append(flip_words(draft, verdict))
    return Item(
        (title, Run(f". {reason(draft, choice, assessment, verdict)}")),
        (Run(f"{capital('; '.join(d for d in detail if d))}."),),
    )


def reason(draft: Draft, choice: PortfolioChoice, assessment: Assessment, verdict: Verdict) -> str:
    """Return in one or two sentences what a chosen measure buys."""
    lang = draft.lang
    away = outcome_words(verdict.buys, choice.unit, lang)
    where = _where(draft, choice, verdict)
    first = draft.say(
        f"Zonder deze maatregel is het risico naar verwachting {away} per jaar hoger{where}.",
        f"Without this measure the risk is expected to be {away} a year higher{where}.",
    )
    if verdict.fixed == "always":
        first = f"{draft.say('Haar uitvoering staat al vast.', 'That it is carried out is already settled.')} {first}"
    if verdict.fulfils:
        rules = enumeration((rule.in_(lang) for rule in verdict.fulfils), lang)
        first += draft.say(
            f" Zij is nodig voor de afspraak over {rules}.", f" It is needed for what was agreed on {rules}."
        )
    weighed = next((m for m in choice.weighing.measures if m.id == verdict.id), None)
    moved = None if weighed is None else _moved(draft, choice, assessment, weighed)
    return f"{first} {moved}" if moved else first


def _where(draft: Draft, choice: PortfolioChoice, verdict: Verdict) -> str:
    lang = draft.lang
    titles = {s.scenario: s.title.in_(lang) for s in choice.evaluation.scenarios}
    found = sorted(
        (s for s, v in verdict.buys_by_scenario.items() if v > 0 and s in titles),
        key=lambda s: -verdict.buys_by_scenario[s],
    )
    if not found:
        return ""
    named = [titles[s] for s in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        return draft.say(f", vooral in {enumeration(named, lang)}", f", mainly in {enumeration(named, lang)}")
    return draft.say(f", in {enumeration(named, lang)}", f", in {enumeration(named, lang)}")


def _moved(draft: Draft, choice: PortfolioChoice, assessment: Assessment, weighed: MeasureWeighing) -> str:
    """Return the first class that the measure lowers by itself; empty where none is lowered."""
    lang = draft.lang
    titles = {s.scenario: s.title.in_(lang) for s in choice.evaluation.scenarios}
    for effect in weighed.scenarios:
        for move, axis, nl, en in (
            (effect.likelihood, assessment.likelihood_axis, "de waarschijnlijkheid", "the likelihood"),
            (effect.impact, assessment.impact_axis, "de impact", "the impact"),
        ):
            if move.moves:
                before, after = (bare_class_word(axis, c, lang) or c for c in (move.before, move.after))
                title = titles.get(effect.scenario, effect.scenario)
                return draft.say(
                    f"Op zichzelf brengt zij {nl} van {title} van {before} naar {after}.",
                    f"By itself it brings {en} of {title} from {before} to {after}.",
                )
    return ""


def _narrows(draft: Draft, change: GapChange) -> str:
    lang = draft.lang
    name = change.name.in_(lang)
    if change.before is None or change.after is None:
        return draft.say(f"versterkt {name}", f"strengthens {name}")
    before, after = (percentage(v, lang) if v else "0%" for v in (change.before, change.after))
    return draft.say(
        f"versterkt {name}: met alle gekozen maatregelen gaat de kans op een tekort van {before} naar {after}",
        f"strengthens {name}: with all chosen measures the probability of a shortfall goes from {before} to {after}",
    )


def flip_words(draft: Draft, verdict: Verdict) -> str:
    """Return at which cost or effect the verdict turns over; what stands in the way; empty where that is not known."""
    if verdict.fixed == "always":
        return draft.say("ligt vast in de opdracht", "settled beforehand")
    return _falls_out(draft, verdict) if verdict.chosen else _comes_in(draft, verdict)


def _falls_out(draft: Draft, verdict: Verdict) -> str:
    parts = []
    cost, effect = verdict.cost_flip, verdict.effect_flip
    if cost is not None and cost.factor is not None:
        more = higher(draft, cost.factor)
        parts.append(draft.say(f"de kosten meer dan {more} hoger zijn", f"the cost is more than {more} higher"))
    if effect is not None and effect.factor is not None:
        share = percentage(effect.factor, draft.lang)
        parts.append(
            draft.say(
                f"het effect onder {share} van het geschatte ligt", f"the effect is below {share} of the estimate"
            )
        )
    if parts:
        return f"{draft.say('valt af als', 'falls out when')} {_or(draft, parts)}"
    if verdict.blocked is not None:
        return draft.say(
            f"kan niet vervallen: {_lower(verdict.blocked.nl)}",
            f"cannot be left out: {_lower(verdict.blocked.in_('en'))}",
        )
    return draft.say("valt bij geen onderzochte kosten of effecten af", "falls out at no cost or effect examined")


def _comes_in(draft: Draft, verdict: Verdict) -> str:
    parts = []
    cost, effect = verdict.cost_flip, verdict.effect_flip
    if cost is not None and cost.factor is not None:
        share = percentage(cost.factor, draft.lang)
        parts.append(draft.say(f"de kosten dalen tot {share}", f"the cost falls to {share}"))
    if effect is not None and effect.factor is not None:
        more = higher(draft, effect.factor)
        parts.append(draft.say(f"het effect {more} groter is", f"the effect is {more} larger"))
    # A smaller budget can take in what the present one leaves out; that is no way to have it chosen.
    if verdict.enters is not None and verdict.enters > 1:
        share = f"{number(100 * verdict.enters, draft.lang)}%"
        parts.append(draft.say(f"het budget {share} van het huidige is", f"the budget is {share} of the present one"))
    if parts:
        return f"{draft.say('wordt gekozen als', 'is chosen when')} {_or(draft, parts)}"
    if verdict.blocked is not None:
        return draft.say(
            f"kan niet: {_lower(verdict.blocked.nl)}", f"not possible: {_lower(verdict.blocked.in_('en'))}"
        )
    return ""


def higher(draft: Draft, factor: float) -> str:
    """Return how much more a factor above 1 is: ``enkele procenten``, ``80%``, ``140%``.

    Factors are known to two per cent, so that a few of them are not told apart.
    """
    if factor < _A_FEW:
        return draft.say("enkele procenten", "a few per cent")
    return f"{significant(100 * (factor - 1), draft.lang)}%"


def _or(draft: Draft, parts: list[str]) -> str:
    word = draft.say(" of ", " or ")
    return word.join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]


def _lower(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


def _other(draft: Draft, choice: PortfolioChoice, verdict: Verdict) -> Item:
    lang = draft.lang
    detail = []
    if verdict.fixed == "never":
        detail.append(draft.say("is vooraf uitgesloten", "was ruled out beforehand"))
    else:
        would = outcome_words(verdict.buys, choice.unit, lang)
        detail.append(
            draft.say(
                f"zou naast de keuze {would} per jaar wegnemen", f"would take away {would} a year beside the choice"
            )
        )
        detail.append(flip_words(draft, verdict))
    return Item((draft.of(verdict.title),), (Run(f"{capital('; '.join(d for d in detail if d))}."),))
