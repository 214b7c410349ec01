# SPDX-License-Identifier: EUPL-1.2
"""How proposals were weighed: what the choice brings and costs, what more money would bring, and what is robust."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.assessment import Assessment, Axis
from weerbaar.base import Lang, Text, euro, number, percentage, significant
from weerbaar.capability.weighing import ClassMove, Outcome, RiskUnit
from weerbaar.report.capability_words import between
from weerbaar.report.cost_words import range_words
from weerbaar.report.draft import Draft
from weerbaar.report.model import Item, Run
from weerbaar.report.wording import bare_class_word, count, counted, enumeration

if TYPE_CHECKING:
    from weerbaar.capability.choice import FrontierPoint, Nearby, PortfolioChoice, Rival

ROBUSTNESS_WORDS: dict[str, Text] = {
    "core": Text(nl="kern", en="core"),
    "borderline": Text(nl="grensgeval", en="borderline"),
    "never": Text(nl="nooit gekozen", en="never chosen"),
}
MOST_NEARBY = 3
MOST_LISTED = 8
"""With more measures than this a sentence counts them, and the figure names them."""
MOST_LEVELS = 7
"""Levels of the budget that the table shows; the figure has all of them."""

_MEASURE = Text(nl="maatregel", en="measure")
_MEASURES = Text(nl="maatregelen", en="measures")
_RIVALS = {
    "optimum": Text(
        nl="het meeste bij de verwachte waarden (deze keuze)", en="most at the expected values (this choice)"
    ),
    "average": Text(nl="gemiddeld over de toestanden het meeste", en="most on average over the states"),
    "regret": Text(nl="kleinste spijt in de ongunstigste toestand", en="least regret in the worst state"),
    "tail": Text(nl="het meeste in de slechtste 5% van de toestanden", en="most in the worst 5% of the states"),
}
_VARY = {
    "weights": Text(nl="de gewichten van de criteria", en="the weights of the criteria"),
    "effects": Text(nl="de effecten van de maatregelen", en="the effects of the measures"),
    "judgements": Text(nl="de oordelen over de scenario’s", en="the judgements of the scenarios"),
}


def write_weighing(draft: Draft, choice: PortfolioChoice, assessment: Assessment) -> None:
    """Section: how it was weighed, the budget, before and after, the budget frontier, what is robust."""
    draft.section("De weging", "The weighing")
    _how(draft, choice)
    draft.heading(3, draft.say("Wat de keuze oplevert en kost", "What the choice brings and costs"))
    write_result(draft, choice)
    write_before_after(draft, choice, assessment)
    if assessment.impact_axis is not None:
        from weerbaar.figures import before_after

        draft.figure(lambda width: before_after(choice, draft.lang, width), height_cm=15)
    _years(draft, choice)
    _frontier(draft, choice)
    _robust(draft, choice)
    _nearby(draft, choice)


def _how(draft: Draft, choice: PortfolioChoice) -> None:
    lang = draft.lang
    all_of = counted(len(choice.verdicts), lang, _MEASURE, _MEASURES)
    first, last = choice.years
    draft.text(
        f"Gewogen {'is' if len(choice.verdicts) == 1 else 'zijn'} {all_of}. Van elke maatregel staan het effect op de "
        "waarschijnlijkheid, het effect op de impact en de kosten naast elkaar, elk met zijn onzekerheid; geteld is "
        f"over de jaren {first} tot en met {last}. {choice.unit.meaning.nl}",
        f"Weighed: {all_of}. Of every measure the effect on likelihood, the effect on impact "
        f"and the cost stand side by side, each with its uncertainty; counted over the years {first} to {last}. "
        f"{choice.unit.meaning.in_('en')}",
    )
    aim = (
        draft.say("de verwachte vermindering van het risico", "the expected reduction of risk")
        if choice.risk == "expected"
        else draft.say(
            "de vermindering van het risico in de slechtste gevallen", "the reduction of risk in the worst cases"
        )
    )
    bound = _bound(draft, choice)
    draft.text(
        f"Gezocht is de combinatie waarvan {aim} het grootst is{bound}. Dat maatregelen elkaar kunnen uitsluiten of "
        "nodig hebben, is daarbij in acht genomen.",
        f"The combination was sought of which {aim} is largest{bound}. That measures may exclude or need each other "
        "was taken into account.",
    )


def _bound(draft: Draft, choice: PortfolioChoice) -> str:
    if not choice.budgets:
        return draft.say(", zonder budget als grens", ", without a budget as bound")
    total = euro(sum(amount for _, amount in choice.budgets), draft.lang, 3)
    years = len(choice.budgets)
    if choice.cost_quantile is None:
        how = draft.say("de verwachte kosten", "the expected cost")
    else:
        share = number(100 * choice.cost_quantile, draft.lang)
        how = draft.say(
            f"kosten die in {share}% van de gevallen genoeg zijn", f"a cost that is enough in {share}% of the cases"
        )
    return draft.say(
        f", binnen {total} in {count(years, 'nl')} jaar; daarvoor telt elke maatregel mee voor {how}",
        f", within {total} in {count(years, 'en')} years; for that every measure counts for {how}",
    )


def outcome_words(outcome: Outcome, unit: RiskUnit, lang: Lang) -> str:
    """Return a mean in units of risk with its 90 % interval: ``1,2 risicopunten (0,4 tot 2,6)``."""
    shown = unit.words(outcome.mean, lang)
    low, high = (bare(v, unit, lang) for v in (outcome.low, outcome.high))
    return shown if low == high else f"{shown} ({between(low, high, lang)})"


def bare(value: float, unit: RiskUnit, lang: Lang) -> str:
    """Return a number of risk points without their name, for beside others; euro keep their sign."""
    return unit.words(value, lang) if unit.euro else significant(value, lang)


def write_result(draft: Draft, choice: PortfolioChoice) -> None:
    """Paragraph: how many measures, what they take away, how sure it is that nothing better exists, what they cost."""
    lang, found = draft.lang, choice.evaluation
    taken = counted(len(choice.measures), lang, _MEASURE, _MEASURES)
    part = percentage(found.reduction.mean / found.before.mean, lang) if found.before.mean > 0 else "–"
    away = outcome_words(found.reduction, choice.unit, lang)
    of_all = choice.unit.words(found.before.mean, lang)
    cost = range_words(found.cost.low, found.cost.high, lang)
    draft.text(
        f"Gekozen {'is' if len(choice.measures) == 1 else 'zijn'} {taken}. Samen nemen zij naar verwachting {away} per "
        f"jaar weg, {part} van het risico van {of_all} per jaar. Zij kosten samen {cost} (contante waarde).",
        f"Chosen: {taken}. Together they are expected to take away {away} a year, {part} of the risk of {of_all} a "
        f"year. Together they cost {cost} (present value).",
    )
    if choice.proof == "proven":
        draft.text(
            "Bewezen is dat geen andere combinatie binnen deze grenzen meer wegneemt.",
            "It is proven that no other combination within these bounds takes away more.",
        )
    else:
        gap = percentage(choice.gap, lang)
        draft.text(
            f"Een andere combinatie binnen deze grenzen kan hooguit {gap} meer wegnemen; verder is niet gezocht.",
            f"Another combination within these bounds can take away {gap} more at most; the search went no further.",
        )


def write_before_after(draft: Draft, choice: PortfolioChoice, assessment: Assessment) -> None:
    """Table: risk, likelihood and impact of every scenario without and with the chosen measures."""
    lang, unit = draft.lang, choice.unit
    left_out = choice.weighing.left_out
    note = draft.say(
        "Risico: verwachting per jaar, gemiddeld over de jaren. Klassen: van de verwachte waarde zodra alles werkt wat "
        "is gekozen, met de kans dat de klasse daardoor lager wordt.",
        "Risk: expectation per year, on average over the years. Classes: of the expected value once all that was "
        "chosen works, with the probability that the class becomes a lower one.",
    )
    if left_out:
        names = enumeration((_title(assessment, s, lang) for s in left_out), lang)
        note += draft.say(f" Zonder bekend risico: {names}.", f" Without known risk: {names}.")
    draft.table(
        f"Risico zonder en met de gekozen maatregelen, in {unit.name.nl}",
        f"Risk without and with the chosen measures, in {unit.name.in_('en')}",
        [
            "Scenario",
            draft.say("Zonder", "Without"),
            draft.say("Met", "With"),
            draft.say("Waarschijnlijkheid", "Likelihood"),
            "Impact",
        ],
        [
            (
                s.title.in_(lang),
                bare(s.before.mean, unit, lang),
                bare(s.after.mean, unit, lang),
                move_words(s.likelihood, assessment.likelihood_axis, lang),
                move_words(s.impact, assessment.impact_axis, lang),
            )
            for s in choice.evaluation.scenarios
        ],
        align=("left", "right", "right", "left", "left"),
        widths=(2.0, 0.8, 0.8, 2.7, 2.2),
        note=note,
        compact=True,
    )


def _title(assessment: Assessment, scenario: str, lang: Lang) -> str:
    return next((r.title.in_(lang) for r in assessment.scenarios if r.id == scenario), scenario)


def move_words(move: ClassMove, axis: Axis | None, lang: Lang) -> str:
    """Return a class before and after, and with which probability it becomes a lower one."""
    before = bare_class_word(axis, move.before, lang) or move.before
    lower = percentage(move.lower, lang, 1) if move.lower > 0 else "0%"
    if not move.moves:
        return f"{before}; {'lager' if lang == 'nl' else 'lower'}: {lower}"
    after = bare_class_word(axis, move.after, lang) or move.after
    return f"{before} → {after}; {'lager' if lang == 'nl' else 'lower'}: {lower}"


def _years(draft: Draft, choice: PortfolioChoice) -> None:
    lang = draft.lang
    budgets = any(y.budget is not None for y in choice.evaluation.years)
    header = [draft.say("Jaar", "Year"), draft.say("Kosten", "Cost")]
    if budgets:
        header += [draft.say("Budget", "Budget"), draft.say("Kans op binnen budget", "Probability within budget")]
    rows = []
    for y in choice.evaluation.years:
        row = [str(y.year), range_words(y.cost.low, y.cost.high, lang)]
        if budgets:
            row.append("–" if y.budget is None else euro(y.budget, lang, 3))
            row.append("–" if y.within is None else percentage(y.within, lang))
        rows.append(row)
    within = choice.evaluation.within_all
    note = draft.say("Kosten: 5- tot 95-percentiel.", "Cost: 5th to 95th percentile.")
    if within is not None:
        shown = percentage(within, lang) if within else "0%"
        note += draft.say(
            f" Kans dat geen enkel jaar het budget overschrijdt: {shown}.",
            f" Probability that no year exceeds its budget: {shown}.",
        )
    draft.table(
        "Kosten van de keuze per jaar",
        "Cost of the choice per year",
        header,
        rows,
        align=("left", "right", "right", "right"),
        widths=(0.8, 2.4, 1.4, 1.6) if budgets else (0.8, 2.4),
        note=note,
        compact=True,
    )


def _frontier(draft: Draft, choice: PortfolioChoice) -> None:
    if not choice.frontier:
        return
    draft.heading(3, draft.say("Meer of minder budget", "A larger or smaller budget"))
    lang, unit = draft.lang, choice.unit
    draft.text(
        "Bij elk niveau van het budget is de beste keuze opnieuw bepaald:",
        "At every level of the budget the best choice was determined anew:",
    )
    from weerbaar.figures import budget_frontier

    draft.figure(lambda width: budget_frontier(choice, lang, width), height_cm=16.5)
    draft.table(
        "Wat het budget oplevert",
        "What the budget brings",
        [
            draft.say("Budget", "Budget"),
            draft.say("Van het huidige", "Of the present one"),
            draft.say("Risico weggenomen", "Risk taken away"),
            draft.say("Maatregelen", "Measures"),
        ],
        [
            (
                euro(p.budget, lang, 3) if p.budget else "€ 0",
                f"{number(100 * p.level, lang)}%",
                unit.words(p.value, lang),
                str(len(p.measures)),
            )
            for p in shown_levels(choice.frontier)
        ],
        align=("right", "right", "right", "right"),
        widths=(1.4, 1.2, 1.8, 1),
        note=draft.say(
            "Budget: alle jaren samen. Weggenomen: verwachting per jaar.",
            "Budget: all years together. Taken away: expectation per year.",
        ),
        compact=True,
    )


def shown_levels(frontier: Sequence[FrontierPoint], most: int = MOST_LEVELS) -> list[FrontierPoint]:
    """Return at most ``most`` points: the first, the last, the one nearest to the present budget, others even."""
    if len(frontier) <= most:
        return list(frontier)
    present = min(range(len(frontier)), key=lambda i: abs(frontier[i].level - 1))
    last = len(frontier) - 1
    picked = {0, last, present}
    # The farthest from all that were picked comes next, so that the table is even.
    while len(picked) < most:
        picked.add(max(range(last + 1), key=lambda i: (min(abs(i - j) for j in picked), -i)))
    return [frontier[i] for i in sorted(picked)]


def _robust(draft: Draft, choice: PortfolioChoice) -> None:
    draft.heading(3, draft.say("Hoe vast de keuze staat", "How firm the choice is"))
    if not choice.states:
        draft.absent(
            "Niet onderzocht is hoe de keuze verandert als gewichten, effecten of kosten anders uitvallen.",
            "How the choice changes when weights, effects or costs turn out otherwise was not examined.",
        )
        return
    lang = draft.lang
    varied = enumeration((_VARY[v].in_(lang) if v in _VARY else v for v in choice.vary), lang)
    states = number(choice.states, lang)
    draft.text(
        f"De beste keuze is opnieuw bepaald in {states} toestanden, die verschillen in {varied}. Kern: in elke "
        "onderzochte toestand gekozen. Grensgeval: in een deel daarvan.",
        f"The best choice was determined anew in {states} states, which differ in {varied}. Core: chosen in every "
        "state examined. Borderline: in some of them.",
    )
    for word, nl, en in (
        ("core", "Kern: ", "Core: "),
        ("borderline", "Grensgevallen: ", "Borderline: "),
        ("never", "Nooit gekozen: ", "Never chosen: "),
    ):
        names = [v.title.in_(lang) for v in choice.verdicts if v.core is not None and v.core.word == word]
        if names:
            listed = "; ".join(names) if len(names) <= MOST_LISTED else counted(len(names), lang, _MEASURE, _MEASURES)
            draft.runs(Run(draft.say(nl, en), bold=True), Run(f"{listed}."))
    from weerbaar.figures import portfolio_stability

    draft.figure(lambda width: portfolio_stability(choice, lang, width), height_cm=20)
    _rivals(draft, choice)


def _rivals(draft: Draft, choice: PortfolioChoice) -> None:
    if not choice.rivals:
        return
    lang, unit = draft.lang, choice.unit
    own = {m.id for m in choice.measures}
    draft.table(
        "Andere manieren om met onzekerheid om te gaan",
        "Other ways of looking at uncertainty",
        [
            draft.say("Wat zo groot mogelijk is", "What is as large as possible"),
            draft.say("Gemiddeld", "On average"),
            draft.say("Grootste spijt", "Largest regret"),
            draft.say("Slechtste 5%", "Worst 5%"),
            draft.say("Anders dan de keuze", "Other than the choice"),
        ],
        [
            (
                _RIVALS[r.criterion].in_(lang),
                unit.words(r.average, lang),
                unit.words(r.regret, lang),
                unit.words(r.tail, lang),
                _difference(draft, choice, own, r),
            )
            for r in choice.rivals
        ],
        align=("left", "right", "right", "right", "left"),
        widths=(2.1, 1.2, 1.2, 1.2, 2.6),
        note=draft.say(
            "Weggenomen risico per jaar, over de onderzochte toestanden. Spijt: wat in een toestand wordt gemist ten "
            "opzichte van de beste keuze in die toestand.",
            "Risk taken away a year, over the states examined. Regret: what is missed in a state against the best "
            "choice of that state.",
        ),
        compact=True,
    )


def _difference(draft: Draft, choice: PortfolioChoice, own: set[str], rival: Rival) -> str:
    theirs = {m.id for m in rival.measures}
    return _exchange(draft, choice, sorted(own - theirs), sorted(theirs - own)) or draft.say("niets", "nothing")


def _exchange(draft: Draft, choice: PortfolioChoice, out: Sequence[str], into: Sequence[str]) -> str:
    lang = draft.lang
    titles = {v.id: v.title.in_(lang) for v in choice.verdicts}
    parts = []
    if out:
        parts.append(f"{draft.say('zonder', 'without')} {enumeration((titles[i] for i in out), lang)}")
    if into:
        parts.append(f"{draft.say('met', 'with')} {enumeration((titles[i] for i in into), lang)}")
    return "; ".join(parts)


def _nearby(draft: Draft, choice: PortfolioChoice) -> None:
    if not choice.nearby:
        return
    draft.text("Bijna even goed is een keuze:", "Nearly as good is a choice:")
    draft.bullets(_near_item(draft, choice, near) for near in choice.nearby[:MOST_NEARBY])


def _near_item(draft: Draft, choice: PortfolioChoice, near: Nearby) -> Item:
    loss = choice.unit.words(near.loss, draft.lang)
    return Item(
        (Run(_exchange(draft, choice, near.out, near.into)),),
        (Run(draft.say(f"neemt {loss} per jaar minder weg", f"takes away {loss} less a year")),),
    )
