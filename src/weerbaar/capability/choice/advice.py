# SPDX-License-Identifier: EUPL-1.2
"""The advice: the chosen measures under the headings of the analysis, with reasons, certainty and dissent.

It is data, and holds everything that a chapter of a findings report or an agenda advice prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import RunRecord, Text, euro, number, percentage
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.choice.explaining import robustness_word
from weerbaar.capability.choice.result import Nearby, PortfolioChoice, Rival, Verdict
from weerbaar.capability.measures import Measure, first_start
from weerbaar.capability.weighing import Outcome, RiskUnit
from weerbaar.dossier import Heading

Reach = Literal["generic", "specific"]

_SAME = 5e-3
"""Part of the value below which another choice is called as good."""


@dataclass(frozen=True)
class AdvisedMeasure:
    """One measure in the advice, taken up or not.

    Attributes:
        id, title, proposal, owner, actor: as proposed.
        start: year; None when it is not advised.
        works_from: expected year from which it works, as a decimal number; None when it is not advised.
        cost: present value in euro; ``cost_per_year`` expected, over the years of the analysis.
        reduction: yearly risk that it takes away beside the others advised.
        scenarios: ids and titles of the scenarios in which it does something.
        reach: generic when what it strengthens serves two or more scenarios, else specific.
        capabilities: names of the capabilities it adds to.
        decision: the decision of the round that it is a proposal for, in its words; None where there is none.
        robustness: core, borderline or never, in words; None where it was not looked at, or is fixed.
        index: share of the states of the world in which it is in the best choice.
        reason: in sentences.
    """

    id: str
    title: Text
    proposal: Text | None
    owner: str
    actor: str
    start: int | None
    works_from: float | None
    cost: Outcome
    cost_per_year: tuple[float, ...]
    reduction: Outcome
    scenarios: tuple[tuple[str, Text], ...]
    reach: Reach
    capabilities: tuple[Text, ...]
    decision: Text | None
    robustness: Text | None
    index: float | None
    reason: Text

    @property
    def advised(self) -> bool:
        """Whether the advice takes it up."""
        return self.start is not None


@dataclass(frozen=True)
class AdviceHeading:
    """What is advised under one heading.

    Attributes:
        heading: None for measures without a heading.
        advised, declined: measures, those that take away most first.
        nothing: says so where nothing is advised here; None otherwise.
    """

    heading: Heading | None
    advised: tuple[AdvisedMeasure, ...]
    declined: tuple[AdvisedMeasure, ...]
    nothing: Text | None


@dataclass(frozen=True)
class Advice:
    """An advice on which measures to take.

    Attributes:
        analysis_id, title, organisation, statement, illustrative, years, unit: of the analysis.
        summary: what is advised, what it brings, what it costs and how sure that is, in sentences.
        headings: in the order of the analysis; measures without a heading last.
        dissent: what is nearly as good, or better by another way of looking at uncertainty.
        gaps: what happens to the gaps, in sentences.
        assumptions: what all of it takes for granted.
        choice: what the advice rests on.
    """

    analysis_id: str
    title: Text
    organisation: Text | None
    statement: Text
    illustrative: bool
    years: tuple[int, int]
    unit: RiskUnit
    summary: tuple[Text, ...]
    headings: tuple[AdviceHeading, ...]
    dissent: tuple[Text, ...]
    gaps: tuple[Text, ...]
    assumptions: tuple[Text, ...]
    run_record: RunRecord
    choice: PortfolioChoice


def advise(analysis: Analysis, choice: PortfolioChoice) -> Advice:
    """Return the advice that follows from a choice.

    Args:
        analysis: that the choice was made for.
        choice: from :func:`~weerbaar.capability.choice.choose`.
    """
    measures = {m.id: m for m in (analysis.measures.measures if analysis.measures else ())}
    told = [_advised(analysis, choice, measures[v.id], v) for v in choice.verdicts]
    by_heading: dict[str | None, list[AdvisedMeasure]] = {}
    for verdict, one in zip(choice.verdicts, told, strict=True):
        by_heading.setdefault(verdict.heading, []).append(one)
    headings = [_heading(h, by_heading.get(h.id, [])) for h in analysis.header.headings]
    if None in by_heading:
        headings.append(_heading(None, by_heading[None]))
    titles = {id_: m.title for id_, m in measures.items()}
    return Advice(
        analysis_id=choice.analysis_id,
        title=choice.title,
        organisation=analysis.header.organisation,
        statement=choice.statement,
        illustrative=choice.illustrative,
        years=choice.years,
        unit=choice.unit,
        summary=_summary(choice),
        headings=tuple(headings),
        dissent=_dissent(choice, titles),
        gaps=_gaps(choice, titles),
        assumptions=choice.assumptions,
        run_record=choice.run_record,
        choice=choice,
    )


def _advised(analysis: Analysis, choice: PortfolioChoice, measure: Measure, verdict: Verdict) -> AdvisedMeasure:
    weighed = next(m for m in choice.weighing.measures if m.id == measure.id)
    titles = {id_: title for id_, title, _ in choice.weighing.scenarios}
    decision = next((d for d in analysis.dossier.decisions if d.id == measure.decision), None)
    names = {c.id: c.name for c in analysis.needs.capabilities} if analysis.needs is not None else {}
    lead = 0.0 if measure.lead_time_years is None else measure.lead_time_years.expected
    return AdvisedMeasure(
        id=measure.id,
        title=measure.title,
        proposal=measure.proposal,
        owner=measure.owner,
        actor=measure.actor,
        start=verdict.start,
        works_from=None if verdict.start is None else verdict.start + lead,
        cost=verdict.cost,
        cost_per_year=_moved(weighed.cost_per_year, verdict, measure, choice.years[0]),
        reduction=verdict.buys,
        scenarios=tuple((e.scenario, titles[e.scenario]) for e in weighed.scenarios),
        reach=_reach(choice, measure, len(weighed.scenarios)),
        capabilities=tuple(names[c] for c in weighed.adds if c in names),
        decision=None if decision is None else decision.text,
        robustness=None if verdict.core is None or verdict.fixed else robustness_word(verdict.core),
        index=None if verdict.core is None else verdict.core.index,
        reason=verdict.explanation,
    )


def _moved(per_year: Sequence[float], verdict: Verdict, measure: Measure, first_year: int) -> tuple[float, ...]:
    """Return the cost per year from the chosen start on, where that is later than the first one possible."""
    if verdict.start is None:
        return tuple(per_year)
    later = verdict.start - first_start(measure, first_year)
    return (*([0.0] * later), *per_year[: len(per_year) - later])


def _reach(choice: PortfolioChoice, measure: Measure, scenarios: int) -> Reach:
    """Return generic where a capability it adds to serves several scenarios, or it acts in several itself."""
    added = {a.capability for a in measure.adds}
    if scenarios > 1 or any(g.capability in added and g.generic for g in choice.gaps):
        return "generic"
    return "specific"


def _heading(heading: Heading | None, measures: Sequence[AdvisedMeasure]) -> AdviceHeading:
    ordered = sorted(measures, key=lambda m: -m.reduction.mean)
    advised = tuple(m for m in ordered if m.advised)
    nothing = None
    if not advised:
        nothing = (
            Text(
                nl="Er zijn onder dit kopje geen maatregelen voorgesteld.",
                en="No measures were proposed under this heading.",
            )
            if not measures
            else Text(
                nl="Onder dit kopje wordt geen van de voorgestelde maatregelen geadviseerd.",
                en="None of the measures proposed under this heading is advised.",
            )
        )
    return AdviceHeading(heading, advised, tuple(m for m in ordered if not m.advised), nothing)


def _summary(choice: PortfolioChoice) -> tuple[Text, ...]:
    """Return what is advised in a few sentences: how many, what it brings, what it costs, how sure."""
    found, unit = choice.evaluation, choice.unit
    first, last = choice.years
    count, of = len(choice.measures), len(choice.verdicts)
    parts = {}
    for lang in ("nl", "en"):
        parts[lang] = {
            "before": unit.words(found.before.mean, lang),
            "reduction": unit.words(found.reduction.mean, lang),
            "share": percentage(found.reduction.mean / found.before.mean if found.before.mean else 0.0, lang),
            "span": unit.span(found.reduction.low, found.reduction.high, lang),
            "tail": percentage(
                1 - found.tail_after.mean / found.tail_before.mean if found.tail_before.mean else 0.0, lang
            ),
            "cost": euro(found.cost.median, lang),
            "cost_low": euro(found.cost.low, lang),
            "cost_high": euro(found.cost.high, lang),
        }
    nl, en = parts["nl"], parts["en"]
    said = [
        Text(
            nl=f"Geadviseerd worden {count} van de {of} voorgestelde maatregelen, voor {first} tot en met {last}.",
            en=f"Of {of} measures proposed, {count} are advised, for {first} to {last}.",
        ),
        Text(
            nl=f"Samen nemen zij gemiddeld {nl['reduction']} per jaar weg van {nl['before']} ({nl['share']}; in "
            f"negen van de tien gevallen {nl['span']}). In de ergste 5% van de gevallen is het risico "
            f"{nl['tail']} lager.",
            en=f"Together they take away {en['reduction']} per year on average out of {en['before']} ({en['share']}; "
            f"nine times out of ten {en['span']}). In the worst 5% of the cases the risk is {en['tail']} "
            "lower.",
        ),
        Text(
            nl=f"Zij kosten {nl['cost']} ({_range(nl['cost_low'], nl['cost_high'], 'tot')}contante waarde).",
            en=f"They cost {en['cost']} ({_range(en['cost_low'], en['cost_high'], 'to')}present value).",
        ),
    ]
    if found.within_all is not None:
        tightest = min((y for y in found.years if y.within is not None), key=lambda y: y.within or 0.0)
        chance = {lang: percentage(found.within_all, lang) for lang in ("nl", "en")}
        worst = {lang: percentage(tightest.within or 0.0, lang) for lang in ("nl", "en")}
        said.append(
            Text(
                nl=f"De kans dat alle jaren binnen hun budget blijven, is {chance['nl']}; het krapst is "
                f"{tightest.year} ({worst['nl']}).",
                en=f"The chance that all years stay within their budget is {chance['en']}; the tightest is "
                f"{tightest.year} ({worst['en']}).",
            )
        )
    moved = [
        (scenario.title, move)
        for scenario in found.scenarios
        for move in (scenario.likelihood, scenario.impact)
        if move.moves
    ]
    for title, move in moved:
        axis = {"likelihood": ("de waarschijnlijkheid", "the likelihood"), "impact": ("de impact", "the impact")}
        said.append(
            Text(
                nl=f"Met alles in werking gaat {axis[move.axis][0]} van ‘{title.nl}’ van klasse {move.before} naar "
                f"{move.after}.",
                en=f"With everything working, {axis[move.axis][1]} of ‘{title.in_('en')}’ goes from class "
                f"{move.before} to {move.after}.",
            )
        )
    if not moved:
        said.append(
            Text(
                nl="Geen enkel scenario komt daarmee op het risicodiagram in een andere klasse.",
                en="That moves no scenario to another class of the risk diagram.",
            )
        )
    return tuple(said)


def _range(low: str, high: str, word: str) -> str:
    return "" if low == high else f"{low} {word} {high}; "


def _dissent(choice: PortfolioChoice, titles: Mapping[str, Text]) -> tuple[Text, ...]:
    """Return other choices that can be defended: nearly as good, or better by another criterion."""
    said = [_nearby(choice, other, titles) for other in choice.nearby]
    chosen = {m.id for m in choice.measures}
    names = {
        "average": Text(
            nl="Wie op het gemiddelde over alle onderzochte toestanden let",
            en="By the average of all states",
        ),
        "regret": Text(nl="Wie de grootste spijt klein wil houden", en="To keep the largest regret small"),
        "tail": Text(nl="Wie het risico in de ergste gevallen klein wil houden", en="To keep the worst cases small"),
    }
    for rival in choice.rivals:
        if rival.criterion in names:
            said.append(_rival(rival, chosen, names[rival.criterion], titles))
    return tuple(said)


def _nearby(choice: PortfolioChoice, other: Nearby, titles: Mapping[str, Text]) -> Text:
    into, out = (_names(ids, titles) for ids in (other.into, other.out))
    share = other.loss / choice.value if choice.value > 0 else 0.0
    parts = {}
    for lang in ("nl", "en"):
        amount = choice.unit.words(other.loss, lang)
        parts[lang] = (amount, percentage(share, lang, 2))
    if share < _SAME:
        nl, en = "Vrijwel even goed", "Nearly as good"
    else:
        nl = f"{parts['nl'][0]} per jaar minder ({parts['nl'][1]})"
        en = f"{parts['en'][0]} per year less ({parts['en'][1]})"
    return Text(nl=f"{nl}: {_swap(out, into, 'nl')}.", en=f"{en}: {_swap(out, into, 'en')}.")


def _rival(rival: Rival, chosen: set[str], head: Text, titles: Mapping[str, Text]) -> Text:
    own = {m.id for m in rival.measures}
    into, out = (_names(sorted(ids), titles) for ids in (own - chosen, chosen - own))
    if own == chosen:
        return Text(nl=f"{head.nl}, komt op dezelfde keuze uit.", en=f"{head.in_('en')}, the choice is the same.")
    if into.nl and out.nl:
        nl = f"kiest {into.nl} in plaats van {out.nl}"
        en = f"take {into.in_('en')} instead of {out.in_('en')}"
    elif into.nl:
        nl, en = f"neemt {into.nl} erbij", f"add {into.in_('en')}"
    else:
        nl, en = f"laat {out.nl} weg", f"leave out {out.in_('en')}"
    return Text(nl=f"{head.nl}, {nl}.", en=f"{head.in_('en')}, {en}.")


def _names(ids: Sequence[str], titles: Mapping[str, Text]) -> Text:
    found = [titles[i] for i in ids]
    return Text(nl=_list([t.nl for t in found], "en"), en=_list([t.in_("en") for t in found], "and"))


def _list(names: Sequence[str], word: str) -> str:
    quoted = [f"‘{name}’" for name in names]
    return "".join(quoted) if len(quoted) < 2 else f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"


def _swap(out: Text, into: Text, lang: Literal["nl", "en"]) -> str:
    first, second = into.in_(lang), out.in_(lang)
    if first and second:
        return f"{first} in plaats van {second}" if lang == "nl" else f"{first} instead of {second}"
    if first:
        return f"ook {first}" if lang == "nl" else f"{first} as well"
    return f"zonder {second}" if lang == "nl" else f"without {second}"


def _gaps(choice: PortfolioChoice, titles: Mapping[str, Text]) -> tuple[Text, ...]:
    said = []
    for gap in choice.gaps:
        by = _names(gap.by, titles)
        if gap.before is not None and gap.after is not None and max(gap.before, gap.after) < 0.005:
            said.append(
                Text(
                    nl=f"{gap.name.nl}: er was en is geen tekort (versterkt door {by.nl}).",
                    en=f"{gap.name.in_('en')}: there was and is no shortfall (strengthened by {by.in_('en')}).",
                )
            )
            continue
        if gap.before is None or gap.after is None:
            said.append(
                Text(
                    nl=f"{gap.name.nl}: het tekort is onbekend of vertrouwelijk; {by.nl} draagt eraan bij.",
                    en=f"{gap.name.in_('en')}: the gap is unknown or confidential; {by.in_('en')} adds to it.",
                )
            )
            continue
        nl, en = (
            f"{number(100 * (gap.before or 0.0), lang)}% → {number(100 * (gap.after or 0.0), lang)}%"
            for lang in ("nl", "en")
        )
        closed = gap.state_before == "short" and gap.state_after == "sufficient"
        said.append(
            Text(
                nl=f"{gap.name.nl}: kans op een tekort {nl}{', daarmee voldoende' if closed else ''} (door {by.nl}).",
                en=f"{gap.name.in_('en')}: chance of a shortfall {en}{', now sufficient' if closed else ''} (by "
                f"{by.in_('en')}).",
            )
        )
    return tuple(said)
