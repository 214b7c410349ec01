# SPDX-License-Identifier: EUPL-1.2
"""``measures.yaml`` read entry by entry and checked against the round: every mistake at its own line.

What bounds the choice, ``choice.yaml``, is read in :mod:`choice_reading`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from weerbaar.base import Distribution, FileModel, Location, Placed, Text
from weerbaar.capability.context import Context
from weerbaar.capability.folder import Folder
from weerbaar.capability.measures.consistency import check_consistency
from weerbaar.capability.measures.file_model import (
    IMPACT,
    MEASURE_FILE,
    Effect,
    Exclusion,
    Interaction,
    Measure,
    MeasureFile,
)
from weerbaar.dossier import LIKELIHOOD
from weerbaar.method import score_variables

NAMED = Text(nl="maatregel", en="measure")
MOST_EUR = 1e13
"""More than the yearly product of the euro area."""


def read_measures(folder: Folder, context: Context) -> MeasureFile | None:
    """Return ``measures.yaml`` of a folder; what is wrong is added to the problems of the folder.

    Returns:
        None where there is no such file, or it is wrong.
    """
    if not folder.has(MEASURE_FILE):
        return None
    before = _errors(folder)
    lists: dict[str, type[FileModel]] = {"measures": Measure, "exclusions": Exclusion, "interactions": Interaction}
    sheet = folder.read(MEASURE_FILE, MeasureFile, lists)
    if sheet is None:
        return None
    measures: Sequence[Placed[Measure]] = sheet.lists["measures"]
    folder.refuse_duplicates(measures)
    ids = {entry.value.id for entry in measures}
    for entry in measures:
        _check_measure(folder, context, entry, ids)
    for exclusion in sheet.lists["exclusions"]:
        _check_members(folder, exclusion, ids)
    for interaction in sheet.lists["interactions"]:
        _check_members(folder, interaction, ids)
        folder.refuse_unknown(
            interaction, ("scenario",), interaction.value.scenario, context.scenario_ids, "scenario", "scenario"
        )
        _check_bounds(folder, interaction, ("share",), interaction.value.share, top=1.0)
    check_consistency(folder, measures, sheet.lists["exclusions"], sheet.lists["interactions"])
    return sheet.whole() if _errors(folder) == before else None


def first_start(measure: Measure, first_year: int) -> int:
    """Return the first year in which a measure may start."""
    return measure.earliest if measure.earliest is not None else first_year


def last_start(measure: Measure, first_year: int) -> int:
    """Return the last year in which a measure may start: the first one, where the file names no other."""
    return measure.latest if measure.latest is not None else first_start(measure, first_year)


def _errors(folder: Folder) -> int:
    return sum(p.severity == "error" for p in folder.problems)


def _check_measure(folder: Folder, context: Context, entry: Placed[Measure], ids: set[str]) -> None:
    measure, header = entry.value, context.header
    if measure.heading is not None:
        folder.refuse_unknown(entry, ("heading",), measure.heading, context.heading_ids, "terrein", "heading")
    for i, name in enumerate(measure.requires):
        folder.refuse_unknown(entry, ("requires", i), name, ids, NAMED.nl, NAMED.en)
    decisions = [d.id for d in context.dossier.decisions]
    if measure.decision is not None and decisions:
        folder.refuse_unknown(entry, ("decision",), measure.decision, decisions, "besluit", "decision")
    for field, quantity in (("one_off_eur", measure.cost.one_off_eur), ("yearly_eur", measure.cost.yearly_eur)):
        if quantity is not None:
            _check_bounds(folder, entry, ("cost", field), quantity)
            _check_size(folder, entry, ("cost", field), quantity)
    if measure.lead_time_years is not None:
        _check_bounds(folder, entry, ("lead_time_years",), measure.lead_time_years)
    _check_years(folder, entry, header.first_year, header.last_year)
    for i, added in enumerate(measure.adds):
        folder.refuse_unknown(
            entry, ("adds", i, "capability"), added.capability, context.capability_ids, "capaciteit", "capability"
        )
        _check_bounds(folder, entry, ("adds", i, "quantity"), added.quantity)
    seen: set[tuple[str, str]] = set()
    for i, effect in enumerate(measure.effects):
        at: Location = ("effects", i)
        _check_effect(folder, context, entry, effect, at)
        target = (effect.scenario, effect.on)
        if target in seen:
            folder.problems.append(
                entry.problem(
                    (*at, "on"),
                    f"het effect op dit onderdeel van scenario {effect.scenario} staat er al.",
                    f"the effect on this part of scenario {effect.scenario} is there already.",
                    Text(nl="Voeg de twee samen.", en="Merge the two."),
                    value=effect.on,
                )
            )
        seen.add(target)
    for i, _ in enumerate(measure.links):
        _check_link(folder, context, entry, i)
    if not (measure.effects or measure.links or measure.adds):
        folder.problems.append(
            entry.problem(
                (),
                f"maatregel {measure.id} heeft geen effect: zij kost alleen.",
                f"measure {measure.id} has no effect: all it does is cost.",
                Text(
                    nl="Geef effects, links of adds, of schrap de maatregel.",
                    en="Give effects, links or adds, or drop the measure.",
                ),
                warning=True,
            )
        )


def _check_bounds(
    folder: Folder, entry: Placed[Any], at: Location, quantity: Distribution, *, top: float = math.inf
) -> None:
    """Add a problem where any part of a quantity lies below 0 or above ``top``."""
    low, high = (float(v) for v in quantity.ppf([0.0, 1.0]))
    who = f"{entry.value.id}: " if isinstance(entry.value, Measure) else ""
    ends = f"{low:g}" if low == high else f"{low:g} … {high:g}"
    if low < 0:
        is_cost = at[0] == "cost"
        folder.problems.append(
            entry.problem(
                at,
                f"{who}{'een bedrag' if is_cost else 'een waarde'} onder 0 is niet toegestaan.",
                f"{who}{'an amount' if is_cost else 'a value'} below 0 is not allowed.",
                Text(
                    nl="Een opbrengst of een averechts effect hoort niet in een maatregel; geef 0 of meer."
                    if is_cost or top == 1.0
                    else "Geef 0 of meer.",
                    en="A revenue or an adverse effect is not part of a measure; give 0 or more."
                    if is_cost or top == 1.0
                    else "Give 0 or more.",
                ),
                value=ends,
            )
        )
    if high > top:
        folder.problems.append(
            entry.problem(
                at,
                f"{who}een aandeel ligt tussen 0 en 1.",
                f"{who}a share lies between 0 and 1.",
                Text(nl="30% is 0.3.", en="30% is 0.3."),
                value=ends,
            )
        )


def _check_size(folder: Folder, entry: Placed[Measure], at: Location, quantity: Distribution) -> None:
    """Add a problem where an amount cannot be meant, and would only make later sums overflow."""
    high = float(quantity.ppf(0.999))
    if high > MOST_EUR:
        folder.problems.append(
            entry.problem(
                at,
                f"{entry.value.id}: dit bedrag is hoger dan {MOST_EUR:.0e} euro.",
                f"{entry.value.id}: this amount is above {MOST_EUR:.0e} euro.",
                Text(nl="Bedragen staan in euro, niet in centen.", en="Amounts are in euro, not in cents."),
                value=f"{high:g}",
            )
        )


def _check_years(folder: Folder, entry: Placed[Measure], first: int, last: int) -> None:
    measure = entry.value
    for field in ("earliest", "latest"):
        year = getattr(measure, field)
        if year is not None and not first <= year <= last:
            folder.problems.append(
                entry.problem(
                    (field,),
                    f"dit jaar ligt buiten de analyse, die loopt van {first} tot en met {last}.",
                    f"this year lies outside the analysis, which runs from {first} to {last}.",
                    value=str(year),
                )
            )
    start, end = first_start(measure, first), last_start(measure, first)
    if start > end:
        folder.problems.append(
            entry.problem(
                ("latest",),
                f"latest ({end}) ligt voor earliest ({start}).",
                f"latest ({end}) lies before earliest ({start}).",
                value=str(end),
            )
        )
    if measure.lead_time_years is None:
        return
    soonest = float(measure.lead_time_years.ppf(0.0))
    if start + soonest > last:
        folder.problems.append(
            entry.problem(
                ("lead_time_years",),
                f"maatregel {measure.id} werkt op zijn vroegst na {last} en brengt in deze analyse dus niets op.",
                f"measure {measure.id} works after {last} at the earliest and so brings nothing in this analysis.",
                Text(nl="Verleng de analyse of verkort de aanlooptijd.", en="Lengthen the analysis or the lead time."),
                value=f"{soonest:g}",
                warning=True,
            )
        )


def _check_effect(folder: Folder, context: Context, entry: Placed[Measure], effect: Effect, at: Location) -> None:
    known = folder.refuse_unknown(
        entry, (*at, "scenario"), effect.scenario, context.scenario_ids, "scenario", "scenario"
    )
    criteria = (LIKELIHOOD, IMPACT, *context.criterion_ids)
    criterion = folder.refuse_unknown(entry, (*at, "on"), effect.on, criteria, "criterium", "criterion")
    if known:
        _warn_inactive(folder, context, entry, (*at, "scenario"), effect.scenario)
    if effect.share is not None:
        _check_bounds(folder, entry, (*at, "share"), effect.share, top=1.0)
    if effect.steps is not None:
        _check_bounds(folder, entry, (*at, "steps"), effect.steps)
    if effect.amount is None:
        return
    for name, quantity in effect.amount.items():
        _check_bounds(folder, entry, (*at, "amount", name), quantity)
    if not (known and criterion) or effect.on in (LIKELIHOOD, IMPACT):
        return
    found = next(c for c in context.method.criteria if c.id == effect.on)
    for name in effect.amount:
        folder.refuse_unknown(
            entry, (*at, "amount", name), name, score_variables(found), "hoeveelheid van dit criterium", "quantity"
        )
    judged = [
        j.quantities
        for expert in context.dossier.judgements
        for j in expert.judgements
        if (j.scenario, j.criterion) == (effect.scenario, effect.on) and j.quantities is not None
    ]
    missing = [name for name in effect.amount if not any(name in quantities for quantities in judged)]
    if missing:
        listed = ", ".join(missing)
        folder.problems.append(
            entry.problem(
                (*at, "amount"),
                f"{measure_of(entry)}: criterium {effect.on} van scenario {effect.scenario} is niet in hoeveelheden "
                "beoordeeld, alleen in labels; van een label is geen hoeveelheid af te trekken.",
                f"{measure_of(entry)}: criterion {effect.on} of scenario {effect.scenario} was not judged in "
                "quantities but in labels; no quantity can be taken off a label.",
                Text(nl="Geef het effect als steps of share.", en="Give the effect as steps or share."),
                value=listed,
            )
        )


def measure_of(entry: Placed[Measure]) -> str:
    """Return the id of the measure for the head of a message."""
    return entry.value.id


def _warn_inactive(folder: Folder, context: Context, entry: Placed[Any], at: Location, name: str) -> None:
    status = next(s.status for s in context.dossier.scenarios if s.id == name)
    if status != "active":
        folder.problems.append(
            entry.problem(
                at,
                f"dit scenario is niet actief ({status}); het effect telt niet mee.",
                f"this scenario is not active ({status}); the effect does not count.",
                value=name,
                warning=True,
            )
        )


def _check_link(folder: Folder, context: Context, entry: Placed[Measure], i: int) -> None:
    effect = entry.value.links[i]
    at: Location = ("links", i)
    known = [
        folder.refuse_unknown(entry, (*at, field), name, context.scenario_ids, "scenario", "scenario")
        for field, name in (("cause", effect.cause), ("consequence", effect.consequence))
    ]
    _check_bounds(folder, entry, (*at, "share"), effect.share, top=1.0)
    if not all(known):
        return
    cause = next(s for s in context.dossier.scenarios if s.id == effect.cause)
    link = next((x for x in cause.links if x.scenario == effect.consequence), None)
    if link is None:
        listed = ", ".join(x.scenario for x in cause.links) or "-"
        folder.problems.append(
            entry.problem(
                (*at, "consequence"),
                f"scenario {effect.cause} heeft in deze ronde geen verband met {effect.consequence}.",
                f"scenario {effect.cause} has no link with {effect.consequence} in this round.",
                Text(nl=f"Verbanden van {effect.cause}: {listed}.", en=f"Links of {effect.cause}: {listed}."),
                value=effect.consequence,
            )
        )
    elif link.probability is None:
        folder.problems.append(
            entry.problem(
                at,
                f"het verband van {effect.cause} naar {effect.consequence} heeft geen kans; het effect op dit verband "
                "telt niet mee.",
                f"the link from {effect.cause} to {effect.consequence} has no probability; the effect on this link "
                "does not count.",
                Text(
                    nl="Geef in het scenario de kans dat het ene het andere uitlokt.",
                    en="Give in the scenario the probability that the one sets off the other.",
                ),
                warning=True,
            )
        )


def _check_members(folder: Folder, entry: Placed[Any], ids: set[str]) -> None:
    names: tuple[str, ...] = entry.value.measures
    for i, name in enumerate(names):
        folder.refuse_unknown(entry, ("measures", i), name, ids, NAMED.nl, NAMED.en)
        if name in names[:i]:
            folder.problems.append(
                entry.problem(
                    ("measures", i),
                    "deze maatregel staat hier twee keer.",
                    "this measure occurs twice here.",
                    value=name,
                )
            )
