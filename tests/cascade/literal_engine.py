# SPDX-License-Identifier: EUPL-1.2
"""The slow and obvious twin: the text of the model, day by day and link by link, in plain Python.

Also a measuring rod for the benchmarks: nobody should be slower than this.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from weerbaar.cascade import Network

# Of an event: its state, and the place in the graph of the event that it came from (-1 for the beginning).
Graph = list[tuple[int, int]]


@dataclass
class LiteralEngine:
    """Walks a network with Python's own random numbers."""

    network: Network
    seed: int
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        network = self.network
        self.intensities = len(network.intensities)
        self.root = network.root.tolist()
        self.actor = network.actor.tolist()
        self.impact = network.impact.tolist()
        p, effects = network.p.tolist(), network.effects.tolist()
        offsets = network.offsets.tolist()
        self.rows = [[(effects[k], p[k]) for k in range(offsets[x], offsets[x + 1])] for x in range(len(offsets) - 1)]

    def happens(self, p: list[float]) -> bool:
        return self.rng.random() < 1.0 - math.prod(1.0 - each for each in p)

    def intensity(self, p: list[float]) -> int:
        return self.rng.choices(range(self.intensities), weights=p)[0]

    def graph(self, root: int) -> Graph:
        """Let one event graph grow from a state."""
        events: Graph = [(root, -1)]
        present = {root // self.intensities}
        for place, (state, _) in enumerate(events):  # grows while it is walked: breadth first
            for effect, p in self.rows[state]:
                if effect not in present and self.happens(p):
                    present.add(effect)
                    events.append((effect * self.intensities + self.intensity(p), place))
        return events

    def event_graph(self, root: int) -> Graph:
        """The same, where an actor counts only if an attack follows."""
        while True:
            events = self.graph(root)
            if len(events) > 1 or not self.actor[root // self.intensities] or not self.rows[root]:
                return events

    def day(self) -> list[Graph]:
        """The event graphs of one day."""
        graphs = []
        for risk, p in enumerate(self.root):
            if self.happens(p):
                events = self.graph(risk * self.intensities + self.intensity(p))
                if not self.actor[risk] or len(events) > 1:
                    graphs.append(events)
        return graphs

    def noisy(self, euro: float) -> float:
        """One draw of the direct impact of one occurrence for one indicator, as the Belgian engine does it."""
        if euro == 0.0:
            return 0.0
        raw = (math.log(euro) - 13.2) / 1.92 + 0.5 if euro > 500_000 else euro / 500_000 * 0.5
        observed = max(0.0, math.floor(raw * 10 + 0.5) / 10 + self.rng.gauss(0.0, 0.255))
        return observed / 0.5 * 500_000 if observed <= 0.5 else math.exp(1.92 * (observed - 0.5) + 13.2)

    def total(self, events: Graph, *, noise: bool) -> float:
        """The total impact of an event graph, all indicators together."""
        total = 0.0
        for state, _ in events:
            risk, intensity = divmod(state, self.intensities)
            for euro in self.impact[risk][intensity]:
                total += self.noisy(euro) if noise else euro
        return total
