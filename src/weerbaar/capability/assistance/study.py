# SPDX-License-Identifier: EUPL-1.2
"""A plan with what goes with it: variants, what-ifs, odds of a shortage, requests, and the record of the run."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import RunRecord, Text, software_versions
from weerbaar.capability.assistance.disclosure import PUBLIC_NOTE, marking, public_version
from weerbaar.capability.assistance.planning import PLATOONS, Plan, Priority, check_parties, plan_assistance
from weerbaar.capability.assistance.requests import Request, requests_of
from weerbaar.capability.assistance.situation import BASIC, RIOT, Situation
from weerbaar.capability.assistance.what_if import (
    Breaking,
    Odds,
    Outcome,
    breaking_point,
    odds_of_shortage,
    one_platoon_more,
    variants,
    without_parties,
)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class AssistanceStudy:
    """Everything that is told about one situation.

    Attributes:
        situation: what was planned with: all of it, or its public version.
        marking: words that every output must bear; None where nothing in it is confidential.
        notes: what a reader must know about how it was made.
        base: the shortages of the plan itself.
        worth: hours of platoons that are no longer missing with one platoon more; None where that was not asked.
        record: of the run; for a public version it says nothing about what was taken out.
    """

    situation: Situation
    plan: Plan
    marking: Text | None
    notes: tuple[Text, ...]
    base: Outcome
    variants: tuple[Outcome, ...]
    without: tuple[Outcome, ...]
    platoon_more: Outcome | None
    breaking: Breaking | None
    odds: Odds
    requests: tuple[Request, ...]
    record: RunRecord

    @property
    def worth(self) -> float | None:
        """Weighted platoon hours that one platoon more makes up for."""
        return None if self.platoon_more is None else self.base.riot_h - self.platoon_more.riot_h

    def hidden(self, task: int) -> bool:
        """Whether totals over a task are withheld, because some of its cells are."""
        return bool((self.situation.withheld[:, :, task] & (self.plan.demand[:, :, task] > 0)).any())

    @property
    def hidden_others(self) -> bool:
        """The same for the tasks that are neither basic care nor riot control."""
        return any(self.hidden(t) for t in range(self.situation.shape[2]) if t not in (BASIC, RIOT))


def study_assistance(
    situation: Situation,
    *,
    priority: Priority = "basic",
    without: Sequence[str] = (),
    confidential: bool = False,
    draws: int = 10_000,
    seed: int = 2012,
    what_ifs: bool = True,
    time_limit_s: float = math.inf,
    progress: Callable[[float], None] = lambda _: None,
) -> AssistanceStudy:
    """Plan, look at what changes it, and write the requests.

    Args:
        priority: which shortage is made small first.
        without: ids of parties that give no assistance.
        confidential: plan with confidential means and mark everything; otherwise they are taken out first.
        draws, seed: for the odds of a shortage with the plan as it is.
        what_ifs: also plan anew for the variants, without each party and with a platoon more.
        time_limit_s: for each plan; where it is reached the plan is not proven and may differ between machines.
        progress: told the share that is done.

    Raises:
        InputError: an unknown party.
    """
    check_parties(situation, without)
    shown = situation if confidential else public_version(situation)
    plan = plan_assistance(shown, priority=priority, without=without, time_limit_s=time_limit_s)
    progress(0.3)
    varied: tuple[Outcome, ...] = ()
    parted: tuple[Outcome, ...] = ()
    more: Outcome | None = None
    breaks: Breaking | None = None
    if what_ifs:
        varied = variants(shown, priority=priority, without=without, time_limit_s=time_limit_s)
        progress(0.5)
        parted = without_parties(shown, priority=priority, without=without, time_limit_s=time_limit_s)
        progress(0.7)
        more = one_platoon_more(shown, priority=priority, without=without, time_limit_s=time_limit_s)
        breaks = breaking_point(shown, without=without, time_limit_s=time_limit_s)
        progress(0.9)
    record = RunRecord(
        input_hash=shown.fingerprint(),
        method="assistance-planner",
        method_version="1",
        method_hash="",
        seed=seed,
        draws=draws,
        settings={
            "priority": priority,
            "without": list(without),
            "what_ifs": what_ifs,
            "time_limit_s": None if math.isinf(time_limit_s) else time_limit_s,
        },
        software=software_versions(),
    )
    return AssistanceStudy(
        situation=shown,
        plan=plan,
        marking=marking(shown),
        notes=_notes(shown, plan),
        base=Outcome.of("plan", Text(nl="dit plan", en="this plan"), plan),
        variants=varied,
        without=parted,
        platoon_more=more,
        breaking=breaks,
        odds=odds_of_shortage(plan, draws=draws, seed=seed),
        requests=requests_of(plan),
        record=record,
    )


def _notes(situation: Situation, plan: Plan) -> tuple[Text, ...]:
    notes = []
    if situation.public:
        notes.append(PUBLIC_NOTE)
    first = plan.reached[0].code
    notes.append(
        Text(
            nl="Volgorde: eerst ME-pelotons, daarna basispolitiezorg."
            if first == PLATOONS
            else "Volgorde: eerst basispolitiezorg (grootste tekort zo klein mogelijk), daarna ME-pelotons.",
            en="Order: riot platoons first, then basic police care."
            if first == PLATOONS
            else "Order: basic police care first (the worst shortage as small as possible), then riot platoons.",
        )
    )
    notes.append(
        Text(
            nl="Varianten en wat-als: telkens een nieuw plan. Kans op tekort: dit plan, bij getrokken vraag.",
            en="Variants and what-ifs: a new plan each time. Odds of a shortage: this plan, with demand drawn.",
        )
    )
    loose = [r for r in plan.reached if not r.proven]
    if loose:
        worst = max(r.gap for r in loose)
        notes.append(
            Text(
                nl=f"Niet van alle doelen is bewezen dat het niet beter kan; het grootste gat is {100 * worst:.1f}%.",
                en=f"Not every aim is proven to be the best possible; the largest gap is {100 * worst:.1f}%.",
            )
        )
    return tuple(notes)
