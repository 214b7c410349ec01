# SPDX-License-Identifier: EUPL-1.2
"""The course of one simulation: what comes when, what is written down, and when it ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError, number
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation.guide import Guide
from weerbaar.evacuation.simulation.measures import Measure, changes_s, conditions_at, slowest_speed
from weerbaar.evacuation.simulation.outcome import Clearance, Outcome, clearance
from weerbaar.evacuation.simulation.shares import RouteShares
from weerbaar.evacuation.simulation.traffic import Traffic

Floats = npt.NDArray[np.float64]

EMPTY_VEH = 1e-6
"""Who is left under this is the rounding of the others."""

PATIENCE_S = 24 * 3600.0
"""When for so long nobody has arrived while people are on the roads, nobody will."""

LONGEST_S = 60 * 24 * 3600.0
"""No run goes on for longer."""

NEVER = 2**62
"""A step that does not come."""

CONSERVED = 1e-6
"""Share of the vehicles that may get lost to rounding before the run is worth nothing."""


MOST_BYTES = 4e9
"""What stands on the roads at all moments that are written down takes no more memory than this."""


class OutcomeTooLargeError(WeerbaarError):
    """So many roads and moments that what is written down does not fit in memory."""

    def __init__(self, n_links: int, time_s: float) -> None:
        hours = time_s / 3600
        super().__init__(
            Text(
                nl=f"na {number(hours, 'nl', 1)} uur is de uitkomst voor {number(n_links, 'nl')} wegen groter dan "
                f"{number(MOST_BYTES / 1e9, 'nl')} GB. Kies langere tijdvakken, een einde, of minder wegen.",
                en=f"after {number(hours, 'en', 1)} hours the result for {number(n_links, 'en')} roads is larger than "
                f"{number(MOST_BYTES / 1e9, 'en')} GB. Choose longer periods, an end, or fewer roads.",
            )
        )


class ConservationError(RuntimeError):
    """Vehicles came from nowhere or got lost: a fault of the simulation itself."""


@dataclass
class _Every:
    """Moments at equal distances, in whole steps, each later than the one before."""

    period_s: float
    step_s: float
    count: int = 0
    at: int = 0

    def move_on(self) -> None:
        """Go to the next moment."""
        before = self.at
        while self.at <= before:
            self.count += 1
            self.at = round(self.count * self.period_s / self.step_s)


class Course:
    """One simulation from the first vehicle to the last."""

    def __init__(
        self,
        network: RoadNetwork,
        departures: Departures,
        guide: RouteShares | Guide,
        *,
        measures: tuple[Measure, ...],
        step_s: float,
        bin_s: float,
        horizon_s: float | None,
        origin_priority: float,
        capacity_drop: float,
        roads: bool = True,
    ) -> None:
        """Make ready.

        Args:
            roads: write down what stands on each road too; without, there are only arrivals, and no outcome.
            network, departures, guide, measures, step_s, bin_s, horizon_s, origin_priority, capacity_drop: see
                :func:`~weerbaar.evacuation.simulation.simulate`, which has checked them.
        """
        self._roads = roads
        self._departures = departures
        self._guide = guide
        self._measures = measures
        self._bins = _Every(max(bin_s, step_s), step_s)
        self._periods = _Every(max(guide.period_s, step_s), step_s)
        self._changes = [(round(moment / step_s), float(moment)) for moment in changes_s(measures)]
        self._traffic = Traffic(
            network,
            step_s,
            usual=conditions_at(network, measures, self._latest_change(0)),
            slowest=slowest_speed(network, measures),
            origin_priority=origin_priority,
            capacity_drop=capacity_drop,
        )
        self._departure_times_s = departures.times_s.tolist()
        breaks = departures.times_s / step_s
        # A step in which the rate of departure changes is taken by itself, so that each step releases what it should.
        self._breaks = sorted({int(at) for at in (*np.floor(breaks), *np.ceil(breaks))})
        self._last_departure = self._breaks[-1]
        self._breaks = [at for at in self._breaks if at > 0]
        self._end = max(round(min(LONGEST_S if horizon_s is None else horizon_s, LONGEST_S) / step_s), 1)
        back_s = network.length_m / network.wave_speed_m_s
        longest_s = max((network.free_time_s + np.where(np.isfinite(back_s), back_s, 0.0)).max(initial=0.0), bin_s)
        self._patience = (2 * int(longest_s / step_s) + 1, int(PATIENCE_S / step_s))
        # Who has set out at the start waits at the start.
        self._released = departures.released(0.0)
        self._traffic.waits(departures.nodes, self._released)
        self._node_release = np.zeros(network.n_nodes)
        self.stuck_veh = 0.0
        self._rows: list[tuple[Floats, ...]] = []
        self._most_rows = int(MOST_BYTES / (8 * (3 * network.n_links + network.n_nodes + 1)))
        self._arrivals: list[Floats] = []
        self._times_s: list[float] = []
        self._passed = 0.0
        self._moved = self._arrived = 0
        self._safe = 0.0

    def drive(self, progress: Callable[[float], None] | None = None) -> None:
        """Go on until everybody is safe, nobody moves any more, or the horizon is reached.

        Raises:
            ConservationError: vehicles came from nowhere or got lost.
        """
        traffic, total = self._traffic, self._departures.total_veh
        self._bins.move_on()
        self._write()
        self._look(choose=True)
        while True:
            self._go_on()
            at_bin = traffic.step >= min(self._bins.at, self._end)
            if at_bin:
                self._write()
                if progress is not None:
                    progress(min(self._safe / total, 1.0) if total > 0 else 1.0)
                self._check_conserved()
                if self._stands_still():
                    self.stuck_veh = traffic.inside_veh
                    return
                if self._is_empty() or traffic.step >= self._end:
                    return
                self._bins.move_on()
            self._look(choose=traffic.step >= self._periods.at)

    def _latest_change(self, step: int) -> float:
        """Take the changes up to a step from the list, and return the moment of the last, or the begin."""
        moment = 0.0
        while self._changes and self._changes[0][0] <= step:
            moment = self._changes.pop(0)[1]
        return moment

    def _look(self, choose: bool) -> None:
        """Meet what changes now, and choose roads anew where it is time or a road may have been closed or opened."""
        traffic, guide = self._traffic, self._guide
        changed = bool(self._changes) and self._changes[0][0] <= traffic.step
        if changed:
            traffic.meet(conditions_at(traffic.network, self._measures, self._latest_change(traffic.step)))
        if choose:
            if isinstance(guide, RouteShares):
                period = min(self._periods.count, guide.n_periods - 1)
                self._shares = (guide.links[period], guide.exits[period])
            else:
                self._shares = guide.shares(traffic.state())
            if isinstance(guide, RouteShares) and self._periods.count + 1 >= guide.n_periods:
                self._periods.at = NEVER
            else:
                self._periods.move_on()
        if choose or changed:
            traffic.direct(*self._shares)

    def _go_on(self) -> None:
        """Go on to the next moment at which something changes or is written down."""
        traffic = self._traffic
        while self._breaks and self._breaks[0] <= traffic.step:
            self._breaks.pop(0)
        stop = min(
            self._bins.at,
            self._periods.at,
            self._end,
            *(at for at, _ in self._changes[:1]),
            *self._breaks[:1],
        )
        steps = stop - traffic.step
        if traffic.step < self._last_departure:
            released = self._released_by(stop * traffic.step_s)
            self._node_release[self._departures.nodes] = (released - self._released) / steps
            self._released = released
        else:
            self._node_release[:] = 0.0
        self._passed += traffic.advance(steps, self._node_release)

    def _released_by(self, time_s: float) -> Floats:
        """Who has set out at each node, as :meth:`Departures.released` for one moment, of which there are thousands."""
        times_s, rows = self._departure_times_s, self._departures.released_veh
        after = bisect_right(times_s, time_s)
        if after >= len(times_s):
            return np.asarray(rows[-1])
        share = (time_s - times_s[after - 1]) / (times_s[after] - times_s[after - 1])
        return np.asarray(rows[after - 1] + (rows[after] - rows[after - 1]) * share)

    def _write(self) -> None:
        traffic = self._traffic
        arrived = traffic.arrived_veh
        self._times_s.append(traffic.time_s)
        self._arrivals.append(arrived)
        if self._roads:
            if len(self._rows) >= self._most_rows:
                raise OutcomeTooLargeError(traffic.network.n_links, traffic.time_s)
            self._rows.append((traffic.waiting_veh, traffic.on_link_veh, traffic.queued_veh, traffic.entered_veh))
        if self._passed > EMPTY_VEH or traffic.step < self._last_departure or self._changes:
            self._moved = traffic.step
        self._passed = 0.0
        safe = float(arrived.sum())
        if safe > self._safe + EMPTY_VEH or traffic.step < self._last_departure or self._changes:
            self._arrived = traffic.step
        self._safe = safe

    def _check_conserved(self) -> None:
        released = float(self._released.sum())
        missing = released - self._safe - self._traffic.inside_veh
        if not abs(missing) <= CONSERVED * max(released, 1.0):
            raise ConservationError(f"{missing:g} of {released:g} vehicles are missing at {self._traffic.time_s:g} s")

    def _is_empty(self) -> bool:
        return self._traffic.step >= self._last_departure and self._traffic.inside_veh < EMPTY_VEH

    def _stands_still(self) -> bool:
        """Whether nobody passed a node for longer than any road holds people up, or nobody arrived for a day."""
        step = self._traffic.step
        still = step - self._moved > self._patience[0] or step - self._arrived > self._patience[1]
        return still and not self._is_empty()

    @property
    def times_s(self) -> Floats:
        """Moments that were written down, s, length B + 1."""
        return np.array(self._times_s)

    @property
    def arrived_veh(self) -> Floats:
        """Safe at each moment per exit, shape (B + 1, X)."""
        return np.array(self._arrivals)

    def clearance(self) -> Clearance:
        """Hours until shares of all are safe."""
        safe = self._traffic.safe_veh
        return clearance(
            np.asarray(self._traffic.step_s * np.arange(len(safe)), float), safe, self._departures.total_veh
        )

    def outcome(self) -> Outcome:
        """Return what was written down."""
        traffic = self._traffic
        waiting, on_link, queued, entered = (np.array(column) for column in zip(*self._rows, strict=True))
        return Outcome(
            network=traffic.network,
            times_s=self.times_s,
            arrived_veh=self.arrived_veh,
            waiting_veh=waiting,
            on_link_veh=on_link,
            queued_veh=queued,
            entered_veh=entered,
            total_veh=self._departures.total_veh,
            step_s=traffic.step_s,
            safe_veh=traffic.safe_veh,
            stuck_veh=self.stuck_veh,
            warnings=tuple(self._warnings()),
        )

    def _warnings(self) -> list[Text]:
        stuck_veh = self.stuck_veh
        traffic, network = self._traffic, self._traffic.network
        found = []
        short = traffic.step_s - network.free_time_s
        longer = short[short > 1e-9 * traffic.step_s]
        if len(longer):
            found.append(
                Text(
                    nl=f"{len(longer)} wegen zijn korter dan wat in een stap van {number(traffic.step_s, 'nl', 1)} s "
                    f"gereden wordt; de reis duurt er tot {number(float(longer.max()), 'nl', 1)} s langer.",
                    en=f"{len(longer)} roads are shorter than what is driven in a step of "
                    f"{number(traffic.step_s, 'en', 1)} s; there the trip takes up to "
                    f"{number(float(longer.max()), 'en', 1)} s longer.",
                )
            )
        if stuck_veh > 0:
            hours = traffic.time_s / 3600
            where = np.argsort(-traffic.on_link_veh, kind="stable")[:3]
            roads = "; ".join(network.road(int(link)) for link in where if traffic.on_link_veh[link] > EMPTY_VEH)
            found.append(
                Text(
                    nl=f"{number(stuck_veh, 'nl')} voertuigen staan vast: na {number(hours, 'nl', 1)} uur komt niemand "
                    f"meer vooruit. De meeste staan op: {roads or 'geen weg, zij wachten aan het begin'}.",
                    en=f"{number(stuck_veh, 'en')} vehicles are stuck: after {number(hours, 'en', 1)} hours nobody "
                    f"gets on any more. Most are on: {roads or 'no road, they wait at the start'}.",
                )
            )
        elif not self._is_empty():
            inside = self._departures.total_veh - self._safe
            found.append(
                Text(
                    nl=f"aan het einde van de berekening zijn {number(inside, 'nl')} voertuigen nog niet veilig.",
                    en=f"at the end of the run {number(inside, 'en')} vehicles are not safe yet.",
                )
            )
        return found
