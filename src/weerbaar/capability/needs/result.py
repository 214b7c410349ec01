# SPDX-License-Identifier: EUPL-1.2
"""What is known about the gaps: per capability and scenario, per capability, in combination, and in counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import RunRecord, Text
from weerbaar.capability.needs.file_model import Component, Holder, Phase

State = Literal["short", "unknown", "sufficient", "not needed"]
STATES: tuple[State, ...] = ("short", "unknown", "sufficient", "not needed")
"""From the most to the least serious; unknown is not zero, and not needed is not sufficient."""

CLOSING: tuple[float, ...] = (0.5, 0.8, 0.95)
"""Probabilities with which a closing quantity leaves no shortfall."""


@dataclass(frozen=True)
class Spread:
    """An uncertain quantity: its mean, median, and 5 % and 95 % quantiles."""

    mean: float
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Holding:
    """What one line of ``present.yaml``, or one measure, brings for one capability.

    Attributes:
        id: of the line, or of the measure.
        quantity: in the unit of the capability; None when it is withheld, as are the other numbers then.
        deploy_h: hours from the call until it is in place.
        reliability: probability that it can be used when it is called.
        counts: it is there on the day of the analysis.
        added: it is brought by a measure and is not there yet.
    """

    id: str
    holder: Holder
    owner: str
    quantity: Spread | None
    deploy_h: float | None
    reliability: float | None
    counts: bool
    confidential: bool
    added: bool = False


@dataclass(frozen=True)
class Numbers:
    """The numbers of one capability in one scenario; quantities in the unit of the capability.

    Attributes:
        moment_h: the worst moment, in hours after the start: where the expected shortfall is largest, or else where
            least is left.
        need, present: at that moment; what is present is what is at work then and can be kept up.
        probability: that at some moment more is needed than there is.
        error: its standard error; where no draw, or every draw, falls short, that of one draw more to either side.
        shortfall: what lacks at the worst moment of each draw; its mean counts 0 where nothing lacks.
        shortfall_error: standard error of that mean.
        shortfall_95: 95 % quantile of what lacks.
        share: expected part of the need of that moment that lacks.
        closing: what would have to be added, there from the start and without end, so that nothing lacks with the
            probabilities of :data:`CLOSING`.
        exact: computed from all possible ways, and not from draws.
        certain: the probability is 0 or 1 by the ends of the distributions, so not an estimate.
    """

    moment_h: float
    need: Spread
    present: Spread
    probability: float
    error: float
    shortfall: float
    shortfall_error: float
    shortfall_95: float
    share: float
    closing: tuple[float, ...]
    exact: bool
    certain: bool

    @property
    def told(self) -> float:
        """The probability as it is told: one that was drawn is never exactly 0 or 1."""
        return self.probability if self.certain else min(max(self.probability, 1e-9), 1.0 - 1e-9)


@dataclass(frozen=True)
class Cell:
    """One capability in one scenario.

    Attributes:
        state: short when the probability of a shortfall is above what is tolerated; unknown when nobody said what is
            present.
        tasks: ids of the tasks that need it; ``phases`` are their links of the chain.
        need: at the moment at which most is needed; also where what is present is unknown or withheld, None when
            it is not needed.
        need_moment_h: that moment.
        numbers: None when the state is unknown or not needed, or when they are withheld.
        withheld: there are numbers, but they would betray a confidential one.
    """

    capability: str
    scenario: str
    state: State
    tasks: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    need: Spread | None = None
    need_moment_h: float | None = None
    numbers: Numbers | None = None
    withheld: bool = False


@dataclass(frozen=True)
class Frequency:
    """How often per year: 5 %, 50 % and 95 % quantiles and mean over the uncertain likelihood of the scenarios.

    Attributes:
        missing: scenarios that are left out because their likelihood is not known; the numbers are then too low.
    """

    mean: float
    median: float
    low: float
    high: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class CapabilityGap:
    """One capability over all scenarios.

    Attributes:
        state: the most serious one of its cells.
        kind: generic when two or more scenarios need it, specific when one does, None when none does.
        needed_by: ids of scenarios; ``caused_by`` are those in which it is short, the most probable first.
        frequency: of a shortfall; None when unknown, withheld, or when nobody knows a likelihood.
        closing: what would have to be added so that nothing lacks in any single scenario, at :data:`CLOSING`.
        stated_generic, stated_scenarios: what the round itself says of a capability with this id; None when it says
            nothing.
        probability, share: the largest over the scenarios.
        probability_before: the same without the measures; None without measures.
    """

    id: str
    name: Text
    unit: Text
    component: Component
    heading: str | None
    state: State
    kind: Literal["generic", "specific"] | None
    needed_by: tuple[str, ...]
    caused_by: tuple[str, ...]
    holdings: tuple[Holding, ...]
    probability: float | None = None
    share: float | None = None
    frequency: Frequency | None = None
    closing: tuple[float, ...] | None = None
    stated_generic: bool | None = None
    stated_scenarios: tuple[str, ...] | None = None
    withheld: bool = False
    probability_before: float | None = None


@dataclass(frozen=True)
class Coverage:
    """How many needs are met; a need is one capability in one scenario.

    Attributes:
        of: ``phase``, ``component`` or ``holder``.
        name: which one. For a holder the counts are of the needs to which it can bring something.
        needed: all of them; the other three add up to it.
    """

    of: Literal["phase", "component", "holder"]
    name: str
    needed: int
    sufficient: int
    short: int
    unknown: int


@dataclass(frozen=True)
class Competing:
    """One capability that scenarios ask for at the same time.

    Attributes:
        state: of all together.
        alone, together: expected shortfall per scenario, in the order of the group; None when unknown or withheld.
        alone_probability, together_probability: of a shortfall in each scenario.
        extra: expected shortfall of all scenarios together beyond the sum of the single ones.
        extra_error: its standard error.
        extra_probability: that together more is lacking than in the single scenarios.
    """

    capability: str
    state: State
    alone: tuple[float, ...] | None = None
    together: tuple[float, ...] | None = None
    alone_probability: tuple[float, ...] | None = None
    together_probability: tuple[float, ...] | None = None
    extra: float | None = None
    extra_error: float | None = None
    extra_probability: float | None = None
    withheld: bool = False


@dataclass(frozen=True)
class Simultaneous:
    """Scenarios that run at the same time.

    Attributes:
        in_order: the first is served first; otherwise all in proportion to what they ask.
        probability: that the others run at the same time once the first happens; None when nobody has said.
        origin: who said so: the group itself, the links of the round, or nobody.
        frequency: how often per year they coincide: the median over the uncertain likelihood of the first, times the
            mean of ``probability``; None when unknown.
        competing: capabilities that two or more of them need, the largest extra shortfall first.
    """

    id: str
    title: Text
    scenarios: tuple[str, ...]
    in_order: bool
    probability: Spread | None
    origin: Literal["given", "links", "unknown"]
    frequency: float | None
    competing: tuple[Competing, ...]


@dataclass(frozen=True)
class Gaps:
    """The gaps of one analysis.

    Attributes:
        day: on which it is judged what is present.
        tolerated: probability of a shortfall up to which a capability is called sufficient.
        scenarios: id and title, in the order of the round; ``headings`` those of the analysis.
        capabilities: in the order of the file; ``ranked`` has them by seriousness.
        cells: every capability in every scenario, row by row.
        measures: ids of measures that are counted as if they were there.
        with_confidential: confidential numbers, and what betrays them, are shown.
        withheld: ids of capabilities of which numbers are withheld.
    """

    analysis: str
    title: Text
    statement: Text
    illustrative: bool
    round_label: str
    day: datetime.date
    tolerated: float
    scenarios: tuple[tuple[str, Text], ...]
    headings: tuple[tuple[str, Text], ...]
    capabilities: tuple[CapabilityGap, ...]
    cells: tuple[Cell, ...]
    coverage: tuple[Coverage, ...]
    simultaneous: tuple[Simultaneous, ...]
    measures: tuple[str, ...]
    with_confidential: bool
    withheld: tuple[str, ...]
    assumptions: tuple[Text, ...]
    run_record: RunRecord

    def capability(self, capability_id: str) -> CapabilityGap:
        """Return what is known of one capability.

        Raises:
            KeyError: there is none of that id.
        """
        for found in self.capabilities:
            if found.id == capability_id:
                return found
        raise KeyError(capability_id)

    def cell(self, capability_id: str, scenario_id: str) -> Cell:
        """Return one capability in one scenario.

        Raises:
            KeyError: there is none.
        """
        for found in self.cells:
            if found.capability == capability_id and found.scenario == scenario_id:
                return found
        raise KeyError((capability_id, scenario_id))

    def ranked(self) -> tuple[CapabilityGap, ...]:
        """Return the capabilities, the most serious gap first.

        By state; then by the largest probability of a shortfall and by what part of the need lacks. Of what is withheld
        only the state counts, and they stand behind the others of that state.
        """

        def key(place: int) -> tuple[float, ...]:
            gap = self.capabilities[place]
            probability = -1.0 if gap.probability is None else gap.probability
            share = -1.0 if gap.share is None else gap.share
            return (STATES.index(gap.state), -probability, -share, place)

        return tuple(self.capabilities[i] for i in sorted(range(len(self.capabilities)), key=key))
