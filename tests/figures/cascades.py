# SPDX-License-Identifier: EUPL-1.2
"""Outcomes of cascades to draw: made-up catalogues of any size, solved without any simulation.

The rates are the linear upper bound, G = (I - P')^-1 lambda: no engine takes part, so that a figure can be
looked at and tested by itself.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from weerbaar.base import RunRecord, Text
from weerbaar.cascade import CascadeOutcome, Catalogue, Cause, Effect, Link, Risk, Spread, StateOutcome, network_of

INTENSITIES = ("considerable", "major", "extreme")
INDICATORS = ("persons", "money")
EDGES = tuple(4.0 + 0.25 * i for i in range(33))
THEMES = ("Natuur", "Techniek", "Gezondheid", "Samenleving")
NAMES = (
    "Stroomuitval", "Telecomuitval", "Overstroming westelijke kust", "Hitte en droogte", "Storing betalingsverkeer",
    "Grieppandemie (ernstig)", "Uitval drinkwater", "Zware storm", "Ongeval met gevaarlijke stoffen", "Natuurbrand",
    "Verstoring van de gasvoorziening", "Cyberaanval op een vitaal proces", "Dierziekte", "Maatschappelijke onrust",
    "Desinformatie", "Treinongeval", "Kernongeval", "Uitval van satellietsystemen (zonnestorm)", "Aardbeving", "IJzel",
    "Verontreiniging van oppervlaktewater", "Tekort aan geneesmiddelen", "Instroom van vluchtelingen", "Overbelaste "
    "ziekenhuizen", "Voedselschaarste", "Luchtvaartincident", "Scheepvaartincident op een hoofdvaarweg", "Oliecrisis",
    "Economische crisis", "Ondermijning van de democratische rechtsstaat", "Verlies van data bij de overheid",
)  # fmt: skip
ACTORS = ("Statelijke actor", "Gewelddadige eenling", "Criminele groep", "Activisten", "Hackers", "Terroristische cel")


def made_up(count: int, actors: int = 2, links: float = 3.0, seed: int = 7, themes: bool = True) -> Catalogue:
    """Return a catalogue of ``count`` risks of which the last ``actors`` are actors."""
    dice = np.random.default_rng(seed)
    plain = count - actors
    risks, root, found = [], {}, []
    for index in range(count):
        actor = index >= plain
        if actor:
            name = ACTORS[(index - plain) % len(ACTORS)]
        else:
            name = NAMES[index % len(NAMES)] + ("" if index < len(NAMES) else f", regio {1 + index // len(NAMES)}")
        size = 10 ** dice.uniform(5.5, 8.0)
        impact = {
            intensity: {k: 0.0 if actor else float(round(size * 10**level * dice.uniform(0.2, 1))) for k in INDICATORS}
            for level, intensity in enumerate(INTENSITIES)
        }
        theme = "" if not themes else "Dreigers" if actor else THEMES[index % len(THEMES)]
        risks.append(Risk(f"R{index:03d}", Text(nl=name, en=f"{name} (en)"), actor, Text(nl=theme), impact))
        often = 10 ** dice.uniform(-7, -3.3)
        root[risks[-1].id] = {i: 1.0 if actor else often * 0.2**level for level, i in enumerate(INTENSITIES)}
    for index, risk in enumerate(risks):
        near = np.array([4.0 if risks[j].category == risk.category else 1.0 for j in range(plain)])
        if index < plain:
            near[index] = 0.0
        wanted = int(min(plain - 1, dice.poisson(links) + int(risk.actor)))
        for target in np.sort(dice.choice(plain, size=wanted, replace=False, p=near / near.sum())):
            chance = 3 / max(3.0, links) * 10 ** dice.uniform(-2.5, -0.9) * (1e-3 if risk.actor else 1.0)
            for level, intensity in enumerate(INTENSITIES):
                p = {i: chance * 2**level * 0.3 ** abs(level - k) for k, i in enumerate(INTENSITIES)}
                found.append(Link(risk.id, intensity, risks[int(target)].id, p))
    title = Text(nl="Verzonnen catalogus", en="Made-up catalogue")
    statement = Text(nl="Verzonnen gegevens voor een proef.", en="Made-up data for a test.")
    return Catalogue("proef", title, statement, INTENSITIES, INDICATORS, tuple(risks), root, tuple(found))


def transitions(catalogue: Catalogue) -> np.ndarray:
    """Return P (n, n): the probability that a state follows directly from another, without collisions."""
    network = network_of(catalogue)
    depth = len(catalogue.intensities)
    follow = np.zeros((network.states, network.states))
    for level in range(depth):
        follow[network.link_cause, network.effects * depth + level] = network.p_effect[:, level]
    return follow


def linear_outcome(catalogue: Catalogue, events: int = 500) -> CascadeOutcome:
    """Return the outcome without the rule that a risk occurs once, with invented standard errors of 3 %."""
    levels = list(catalogue.intensities)
    count, depth = len(catalogue.risks), len(levels)
    network, follow = network_of(catalogue), transitions(catalogue)
    start = 365 * network.p_start
    spread = np.linalg.inv(np.eye(count * depth) - follow)
    visits = start @ spread
    direct = visits[:, None] * follow
    attacks = network.starts_per_year
    rate = np.where(network.actor_state, attacks, visits)
    own = np.array([sum(r.direct_impact[i].values()) for r in catalogue.risks for i in levels])
    total = spread @ own * start / attacks
    states = []
    for y in range(count * depth):
        risk, intensity = catalogue.risks[y // depth], levels[y % depth]
        mean = float(total[y])
        counts = [0] * (len(EDGES) + 1)
        counts[int(np.clip((np.log10(max(mean, 1.0)) - EDGES[0]) / 0.25, 0, len(counts) - 1))] = events
        error = mean * 0.9 / events**0.5
        impact = Spread(mean, mean * 0.9, error, mean * 0.1, mean * 0.7, mean * 2.6, tuple(counts))
        states.append(
            StateOutcome(
                risk,
                intensity,
                float(rate[y]),
                0.03 * float(rate[y]),
                float(rate[y]),
                float(rate[y]),
                0.05 * float(rate[y]),
                {"all": impact, **dict.fromkeys(catalogue.indicators, impact)},
                tuple(_causes(catalogue, y, rate[y], start[y] * (not risk.actor), direct[:, y], start * spread[:, y])),
                tuple(_effects(catalogue, y, own, follow[y], total, mean, float(start[y] / attacks[y]))),
            )
        )
    flow = direct.reshape(count, depth, count, depth).sum(axis=(1, 3))
    by_risk = rate.reshape(count, depth).sum(axis=1)
    whole = dict.fromkeys(("persons", "money", "all"), (float(rate @ own), 0.02 * float(rate @ own)))
    record = RunRecord("0" * 64, "cascade", "1", "0" * 64, 1, events, {}, {})
    return CascadeOutcome(
        catalogue, record, 20_000, events, 1, "none", EDGES, tuple(states), by_risk, 0.03 * by_risk, flow, whole
    )


@cache
def made_up_outcome(
    count: int, actors: int = 2, links: float = 3.0, seed: int = 7, themes: bool = True
) -> CascadeOutcome:
    """Return the outcome of a made-up catalogue."""
    return linear_outcome(made_up(count, actors, links, seed, themes))


def _causes(c: Catalogue, y: int, rate: float, own: float, direct: np.ndarray, root: np.ndarray) -> list[Cause]:
    depth = len(c.intensities)
    if c.risks[y // depth].actor or rate <= 0:
        return []

    def named(kind: str, x: int, flow: float) -> Cause:
        return Cause(kind, c.risks[x // depth].id, c.intensities[x % depth], float(flow / rate), float(flow))  # type: ignore[arg-type]

    found = [named("direct", x, direct[x]) for x in np.argsort(-direct, kind="stable") if direct[x] > 0]
    found.append(Cause("direct", None, None, float(own / rate), float(own)))
    found.sort(key=lambda cause: -cause.rate)
    roots = [named("root", x, root[x]) for x in np.argsort(-root, kind="stable") if root[x] > 0 and x != y]
    roots.append(Cause("root", None, None, float(own / rate), float(own)))
    return found + sorted(roots, key=lambda cause: -cause.rate)


def _effects(
    c: Catalogue, y: int, own: np.ndarray, p: np.ndarray, total: np.ndarray, mean: float, often: float
) -> list[Effect]:
    depth = len(c.intensities)
    found = [Effect(None, None, 1.0, float(own[y] / mean) if mean else None)]
    for x in np.flatnonzero(p):
        share = float(often * p[x] * total[x] / mean) if mean else None
        found.append(Effect(c.risks[x // depth].id, c.intensities[x % depth], float(often * p[x]), share))
    return sorted(found, key=lambda effect: -(effect.impact_share or 0.0))
