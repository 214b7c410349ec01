# SPDX-License-Identifier: EUPL-1.2
"""The verb of the subject: needs and what is present become gaps."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from weerbaar.base import InputError, Problem, RunRecord, Text, software_versions
from weerbaar.capability.needs.assumptions import assumptions
from weerbaar.capability.needs.balance import Asked, Balance, Group, Held, Job, balance, spread
from weerbaar.capability.needs.coinciding import coincidence
from weerbaar.capability.needs.course import Relay, window
from weerbaar.capability.needs.file_model import (
    HOLDERS,
    PHASES,
    TASK_FILE,
    Need,
    NeededCapability,
    Present,
    Task,
    Together,
)
from weerbaar.capability.needs.frequency import Rates, scenario_rates, shortfall_frequency
from weerbaar.capability.needs.model import Needs, is_valid_on
from weerbaar.capability.needs.outcomes import Drawing, Uncertain
from weerbaar.capability.needs.result import (
    CLOSING,
    STATES,
    CapabilityGap,
    Cell,
    Competing,
    Coverage,
    Gaps,
    Holding,
    Simultaneous,
    State,
)
from weerbaar.capability.needs.sampling import whole_replicates
from weerbaar.capability.needs.withholding import without_confidential

if TYPE_CHECKING:
    from weerbaar.capability.analysis import Analysis
    from weerbaar.capability.measures import Measure

DRAWS = 10_000
TOLERATED = 0.05
_LEAST_DRAWS = 160


def gaps(
    analysis: Analysis,
    *,
    draws: int = DRAWS,
    seed: int = 2012,
    with_measures: Sequence[Measure] = (),
    tolerated: float = TOLERATED,
    on: datetime.date | None = None,
    with_confidential: bool = False,
    executor: Executor | None = None,
) -> Gaps:
    """Compare what the tasks of every scenario need with what is present.

    Args:
        analysis: with tasks and capabilities.
        draws: of the uncertain quantities; rounded up to a multiple of sixteen.
        seed: the same seed, input and version give the same result, whatever the executor.
        with_measures: measures whose additions count as if they were there.
        tolerated: probability of a shortfall up to which a capability is called sufficient.
        on: day on which it is judged what is present; the first day of the first year of the analysis when None.
        with_confidential: show confidential numbers and what betrays them; otherwise they are not in the result.
        executor: where capabilities are computed; None for this process.

    Raises:
        InputError: the analysis has no tasks or capabilities.
        ValueError: too few draws, or ``tolerated`` is not a probability below 1.
    """
    if draws < _LEAST_DRAWS or not 0.0 <= tolerated < 1.0:
        raise ValueError(f"at least {_LEAST_DRAWS} draws, and tolerated from 0 to below 1")
    needs = _needs_of(analysis)
    day = on or datetime.date(analysis.header.first_year, 1, 1)
    draws = whole_replicates(draws)
    active = [s for s in analysis.dossier.scenarios if s.status == "active"]
    scenario_ids = [s.id for s in active]
    together = [t for t in needs.together if set(t.scenarios) <= set(scenario_ids)]
    groups = tuple(
        Group(tuple(scenario_ids.index(s) for s in t.scenarios), t.order == "first served first") for t in together
    )
    jobs = [
        Job(_asked(needs, c.id, scenario_ids), _held(needs, c.id, day, with_measures), groups, draws, seed)
        for c in needs.capabilities
    ]
    balances = list(map(balance, jobs) if executor is None else executor.map(balance, jobs))
    rates = scenario_rates(analysis.dossier, analysis.method, seed)
    cells: list[Cell] = []
    found: list[CapabilityGap] = []
    for capability, computed in zip(needs.capabilities, balances, strict=True):
        row = _cells(needs, capability.id, scenario_ids, computed, tolerated)
        cells += row
        holdings = _holdings(needs, capability.id, day, with_measures, draws, seed)
        found.append(_capability(capability, row, holdings, analysis, rates))
    result = Gaps(
        analysis=analysis.header.id,
        title=analysis.header.title,
        statement=analysis.header.statement,
        illustrative=analysis.header.data == "illustrative",
        round_label=analysis.dossier.round.label,
        day=day,
        tolerated=tolerated,
        scenarios=tuple((s.id, s.title) for s in active),
        headings=tuple((h.id, h.title) for h in analysis.header.headings),
        capabilities=tuple(found),
        cells=tuple(cells),
        coverage=_coverage(found, cells),
        simultaneous=tuple(
            _simultaneous(place, group, needs, balances, analysis, rates, tolerated)
            for place, group in enumerate(together)
        ),
        measures=tuple(m.id for m in with_measures),
        with_confidential=True,
        withheld=(),
        assumptions=(),
        run_record=_record(analysis, draws, seed, tolerated, day, with_measures, with_confidential),
    )
    if with_measures:
        before = gaps(
            analysis, draws=draws, seed=seed, tolerated=tolerated, on=day, with_confidential=True, executor=executor
        )
        result = _beside(result, before)
    if not with_confidential:
        result = without_confidential(result, needs.present, day)
    return replace(result, assumptions=assumptions(result))


def _needs_of(analysis: Analysis) -> Needs:
    if analysis.needs is None or not analysis.needs.tasks:
        raise InputError(
            [
                Problem(
                    str(analysis.path),
                    Text(
                        nl="deze analyse heeft geen taken, en dus geen behoeften om mee te vergelijken.",
                        en="this analysis has no tasks, and so no needs to compare with.",
                    ),
                    Text(
                        nl=f"Vul capabilities.yaml en {TASK_FILE} in.", en=f"Fill in capabilities.yaml and {TASK_FILE}."
                    ),
                )
            ]
        )
    return analysis.needs


def _asked(needs: Needs, capability_id: str, scenario_ids: Sequence[str]) -> tuple[tuple[Asked, ...], ...]:
    found: dict[str, list[Asked]] = {s: [] for s in scenario_ids}
    for task, need, key in _needs_for(needs.tasks, capability_id):
        if task.scenario in found:
            amount = Uncertain(key, need.quantity)
            found[task.scenario].append(Asked(window(need.within_h, need.for_h), amount))
    return tuple(tuple(found[s]) for s in scenario_ids)


def _needs_for(tasks: Iterable[Task], capability_id: str) -> Iterable[tuple[Task, Need, str]]:
    """Give every need for one capability that asks anything, with what its random numbers are for."""
    for task in tasks:
        own = [need for need in task.needs if need.capability == capability_id]
        for place, need in enumerate(own):
            if float(need.quantity.ppf(1.0)) <= 0.0:
                continue
            key = f"need {task.id} {capability_id} {place}"
            if need.evidence == "model" and need.source:
                key = f"model {' | '.join(sorted(need.source))}"
            yield task, need, key


def _held(needs: Needs, capability_id: str, day: datetime.date, measures: Sequence[Measure]) -> tuple[Held, ...] | None:
    lines = needs.present_of(capability_id)
    if not lines:
        return None
    there = [
        Held(Relay(line.deploy_h, line.endurance_h, line.rest_h), _amount(line))
        for line in lines
        if is_valid_on(line, day)
    ]
    for measure in measures:
        for place, adds in enumerate(measure.adds):
            if adds.capability == capability_id:
                amount = Uncertain(f"measure {measure.id} {place}", adds.quantity)
                there.append(Held(Relay(adds.deploy_h, adds.endurance_h, adds.rest_h), amount))
    return tuple(there)


def _amount(line: Present) -> Uncertain:
    return Uncertain(f"present {line.id}", line.quantity, line.reliability)


def _cells(
    needs: Needs, capability_id: str, scenario_ids: Sequence[str], computed: Balance, tolerated: float
) -> list[Cell]:
    tasks: dict[str, dict[str, Task]] = {s: {} for s in scenario_ids}
    for task, _, _ in _needs_for(needs.tasks, capability_id):
        if task.scenario in tasks:
            tasks[task.scenario].setdefault(task.id, task)
    cells = []
    for place, scenario in enumerate(scenario_ids):
        need, numbers = computed.needs[place], computed.numbers[place]
        if need is None:
            cells.append(Cell(capability_id, scenario, "not needed"))
            continue
        state: State = "unknown"
        if numbers is not None:
            state = "short" if numbers.probability > tolerated else "sufficient"
        own = tasks[scenario].values()
        phases = {task.phase for task in own}
        cells.append(
            Cell(
                capability_id,
                scenario,
                state,
                tuple(task.id for task in own),
                tuple(p for p in PHASES if p in phases),
                *need,
                numbers,
            )
        )
    return cells


def _holdings(
    needs: Needs, capability_id: str, day: datetime.date, measures: Sequence[Measure], draws: int, seed: int
) -> tuple[Holding, ...]:
    drawing = Drawing(seed, draws)
    lines = needs.present_of(capability_id)

    def of(amount: Uncertain) -> Uncertain:
        # What a holder has, apart from whether it can be used: that is told beside it.
        return replace(amount, reliability=1.0)

    found = []
    for line in lines:
        ways = drawing.outcomes([], [of(_amount(line))])
        found.append(
            Holding(
                line.id,
                line.holder,
                line.owner,
                spread(ways, ways.held[0]),
                line.deploy_h,
                line.reliability,
                is_valid_on(line, day),
                line.confidential,
            )
        )
    for measure in measures:
        for place, adds in enumerate(measure.adds):
            if adds.capability == capability_id:
                ways = drawing.outcomes([], [Uncertain(f"measure {measure.id} {place}", adds.quantity)])
                quantity = spread(ways, ways.held[0])
                found.append(
                    Holding(measure.id, measure.actor, measure.owner, quantity, adds.deploy_h, 1.0, True, False, True)
                )
    return tuple(found)


def _capability(
    capability: NeededCapability,
    row: Sequence[Cell],
    holdings: tuple[Holding, ...],
    analysis: Analysis,
    rates: Rates,
) -> CapabilityGap:
    needed = [cell for cell in row if cell.state != "not needed"]
    known = [(cell, cell.numbers) for cell in needed if cell.numbers is not None]
    short = sorted((pair for pair in known if pair[0].state == "short"), key=lambda pair: -pair[1].probability)
    stated = next((c for c in analysis.dossier.capabilities if c.id == capability.id), None)
    kind: Literal["generic", "specific"] | None = None
    if needed:
        kind = "generic" if len(needed) > 1 else "specific"
    return CapabilityGap(
        id=capability.id,
        name=capability.name,
        unit=capability.unit,
        component=capability.component,
        heading=capability.heading,
        state=min((cell.state for cell in row), key=STATES.index, default="not needed"),
        kind=kind,
        needed_by=tuple(cell.scenario for cell in needed),
        caused_by=tuple(cell.scenario for cell, _ in short),
        holdings=holdings,
        probability=max((n.probability for _, n in known), default=None),
        share=max((n.share for _, n in known), default=None),
        frequency=shortfall_frequency(rates, [(c.scenario, n.probability) for c, n in known]) if known else None,
        closing=tuple(max(n.closing[k] for _, n in known) for k in range(len(CLOSING))) if known else None,
        stated_generic=None if stated is None else stated.generic,
        stated_scenarios=None if stated is None else stated.scenarios,
    )


def _coverage(capabilities: Sequence[CapabilityGap], cells: Sequence[Cell]) -> tuple[Coverage, ...]:
    needed = [cell for cell in cells if cell.state != "not needed"]
    of = {c.id: c for c in capabilities}

    def count(what: Literal["phase", "component", "holder"], name: str, own: Sequence[Cell]) -> Coverage:
        states = [cell.state for cell in own]
        return Coverage(what, name, len(own), *(states.count(s) for s in ("sufficient", "short", "unknown")))

    found = [count("phase", phase, [c for c in needed if phase in c.phases]) for phase in PHASES]
    for component in ("people", "material", "knowledge", "skills", "procedures"):
        found.append(count("component", component, [c for c in needed if of[c.capability].component == component]))
    for holder in HOLDERS:
        own = [c for c in needed if any(h.counts and h.holder == holder for h in of[c.capability].holdings)]
        found.append(count("holder", holder, own))
    return tuple(found)


def _simultaneous(
    place: int,
    group: Together,
    needs: Needs,
    balances: Sequence[Balance],
    analysis: Analysis,
    rates: Rates,
    tolerated: float,
) -> Simultaneous:
    active = [s.id for s in analysis.dossier.scenarios if s.status == "active"]
    places = [active.index(s) for s in group.scenarios]
    competing = []
    for capability, computed in zip(needs.capabilities, balances, strict=True):
        if sum(computed.needs[s] is not None for s in places) < 2:
            continue
        rivalry = computed.rivalries[place]
        if rivalry is None:
            competing.append(Competing(capability.id, "unknown"))
            continue
        state: State = "short" if max(rivalry.together_probability) > tolerated else "sufficient"
        competing.append(
            Competing(
                capability.id,
                state,
                rivalry.alone,
                rivalry.together,
                rivalry.alone_probability,
                rivalry.together_probability,
                rivalry.extra,
                rivalry.extra_error,
                rivalry.extra_probability,
            )
        )
    # Units differ between capabilities, so the order is by how often more lacks than in the single scenarios.
    competing.sort(key=lambda c: (STATES.index(c.state), -(c.extra_probability or 0.0)))
    probability, origin = coincidence(group, analysis.dossier)
    rate = rates.median(group.scenarios[0])
    return Simultaneous(
        group.id,
        group.title,
        group.scenarios,
        group.order == "first served first",
        probability,
        origin,
        None if probability is None or rate is None else rate * probability.mean,
        tuple(competing),
    )


def _beside(result: Gaps, before: Gaps) -> Gaps:
    return replace(
        result,
        capabilities=tuple(
            replace(now, probability_before=then.probability)
            for now, then in zip(result.capabilities, before.capabilities, strict=True)
        ),
    )


def _record(
    analysis: Analysis,
    draws: int,
    seed: int,
    tolerated: float,
    day: datetime.date,
    measures: Sequence[Measure],
    with_confidential: bool,
) -> RunRecord:
    added = hashlib.sha256("\n".join(m.model_dump_json(by_alias=True) for m in measures).encode()).hexdigest()
    return RunRecord(
        input_hash=(analysis.confidential_hash if with_confidential else None) or analysis.content_hash,
        method=analysis.method.id,
        method_version=analysis.method.version,
        method_hash=hashlib.sha256(analysis.method.model_dump_json(by_alias=True).encode()).hexdigest(),
        seed=seed,
        draws=draws,
        settings={
            "what": "gaps",
            "day": day.isoformat(),
            "tolerated": tolerated,
            "measures": [m.id for m in measures],
            "measures_hash": added if measures else None,
            "with_confidential": with_confidential,
        },
        software=software_versions(),
    )
