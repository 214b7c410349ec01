# SPDX-License-Identifier: EUPL-1.2
"""Networks to test with: small ones by hand, and a generator with the magnitudes of a national catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from weerbaar.cascade import Network

Links = Mapping[tuple[int, int], Mapping[int, Sequence[float]]]


def small_network(
    root: Sequence[Sequence[float]],
    links: Links,
    *,
    actors: Sequence[int] = (),
    impact: Sequence[Sequence[float]] | None = None,
) -> Network:
    """Return a network with one indicator.

    Args:
        root: R rows of I probabilities per day.
        links: (cause, intensity) to effect to probability of each intensity.
        actors: risks that are actors; their row of ``root`` should be ones.
        impact: R rows of I euros; without it 1,000 times the number of the state plus one, and 0 for actors.
    """
    r, i = len(root), len(root[0])
    rows = [(cause * i + level, effect, p) for (cause, level), row in links.items() for effect, p in row.items()]
    rows.sort(key=lambda row: row[:2])
    causes = np.array([row[0] for row in rows], dtype=np.int64)
    euros = 1000.0 * np.arange(1, r * i + 1).reshape(r, i) if impact is None else np.array(impact, dtype=float)
    euros[list(actors)] = 0.0
    return Network(
        ids=tuple(f"r{k}" for k in range(r)),
        intensities=tuple(f"i{k}" for k in range(i)),
        indicators=("euro",),
        actor=np.isin(np.arange(r), actors),
        root=np.array(root, dtype=float),
        offsets=np.searchsorted(causes, np.arange(r * i + 1)).astype(np.int64),
        effects=np.array([row[1] for row in rows], dtype=np.int32),
        p=np.array([row[2] for row in rows], dtype=float).reshape(-1, i),
        impact=euros.reshape(r, i, 1),
    )


def chain() -> Network:
    """0 → 1 → 2 and 0 → 3, two intensities; nothing can be there before its turn."""
    return small_network(
        [[0.01, 0.002], [0.001, 0.0], [0.0, 0.0], [0.0, 0.0]],
        {
            (0, 0): {1: [0.3, 0.1], 3: [0.05, 0.0]},
            (0, 1): {1: [0.2, 0.5]},
            (1, 0): {2: [0.4, 0.0]},
            (1, 1): {2: [0.6, 0.3]},
        },
    )


def tangle() -> Network:
    """Four risks in cycles and an actor; every rule of the model matters."""
    return small_network(
        [[0.01, 0.002], [0.004, 0.001], [0.0, 0.003], [0.0, 0.0], [1.0, 1.0]],
        {
            (0, 0): {1: [0.4, 0.2], 2: [0.3, 0.1]},
            (0, 1): {1: [0.5, 0.4], 2: [0.2, 0.6], 3: [0.1, 0.1]},
            (1, 0): {0: [0.3, 0.1], 2: [0.5, 0.2], 3: [0.2, 0.05]},
            (1, 1): {2: [1.0, 0.5], 3: [0.3, 0.3]},
            (2, 0): {0: [0.2, 0.0], 3: [0.4, 0.1]},
            (2, 1): {0: [0.5, 0.3], 1: [0.3, 0.2]},
            (3, 0): {1: [0.2, 0.2]},
            (3, 1): {0: [0.6, 0.1], 2: [0.1, 0.1]},
            (4, 0): {0: [0.002, 0.0], 3: [0.001, 0.001]},
            (4, 1): {0: [0.001, 0.004], 1: [0.01, 0.02], 3: [0.002, 0.001]},
        },
        actors=[4],
    )


def random_network(seed: int) -> Network:
    """Return a network of three to five risks, two intensities, with links, zeros and certainties anywhere."""
    rng = np.random.default_rng(seed)
    risks = int(rng.integers(3, 6))
    actors = [risks - 1] if rng.random() < 0.3 else []
    root = rng.random((risks, 2)) * 0.01 * (rng.random((risks, 2)) < 0.5)
    root[actors] = 1.0
    links: dict[tuple[int, int], dict[int, Sequence[float]]] = {}
    for cause in range(risks):
        for level in range(2):
            row: dict[int, Sequence[float]] = {}
            for effect in range(risks):
                p = rng.random(2) * (rng.random(2) < 0.7)
                if rng.random() < 0.1:
                    p = np.array([1.0, 1.0])
                if effect != cause and effect not in actors and rng.random() < 0.5 and p.any():
                    row[effect] = p.tolist()
            links[cause, level] = row
    return small_network(root.tolist(), links, actors=actors)


def synthetic_network(risks: int = 118, *, actors: int = 10, effects: float = 13.3, seed: int = 0) -> Network:
    """Return a network of three intensities and ten indicators with magnitudes like those of a national catalogue.

    Args:
        risks: number of risks, the last ``actors`` of them malicious actors.
        effects: mean number of effects of a risk; the table has about ``3 * risks * effects`` rows.
        seed: of the generator.
    """
    rng = np.random.default_rng(seed)
    ordinary = risks - actors
    root = 4e-5 * np.exp(rng.normal(0.0, 1.0, (risks, 1)) - 0.5) * np.array([1.0, 0.2, 0.04])
    root[ordinary:] = 1.0
    # Heavier causes have heavier effects; scaled so that an event has about one in five chances of a follow-up.
    shape = np.array([[9.2, 1.8, 0.46], [12.9, 11.5, 4.3], [15.7, 25.2, 22.0]]) * 1e-3 * 8.0 / effects
    counts, columns, p = np.zeros(risks, dtype=np.int64), [], []
    for cause in range(risks):
        others = np.setdiff1d(np.arange(ordinary), [cause])
        chosen = np.sort(rng.choice(others, size=min(len(others), rng.poisson(effects)), replace=False))
        strength = np.minimum(np.exp(rng.normal(0.0, 1.0, (len(chosen), 1)) - 0.5), 5.0)
        counts[cause] = len(chosen)
        for level in range(3):
            columns.append(chosen)
            p.append(strength * shape[level] * (1e-3 if cause >= ordinary else 1.0))
    size = np.exp(rng.normal(0.0, 1.5, (risks, 1, 1))) * np.array([3e5, 6e6, 2e8])[None, :, None]
    impact = np.round(size * np.exp(rng.normal(0.0, 1.5, (risks, 3, 10))) * (rng.random((risks, 3, 10)) < 0.7))
    impact[ordinary:] = 0.0
    return Network(
        ids=tuple(f"R{k:03d}" for k in range(risks)),
        intensities=("considerable", "major", "extreme"),
        indicators=("ha", "hb", "hc", "sa", "sb", "sc", "sd", "ea", "fa", "fb"),
        actor=np.arange(risks) >= ordinary,
        root=root,
        offsets=np.concatenate([[0], np.cumsum(np.repeat(counts, 3))]).astype(np.int64),
        effects=np.concatenate(columns).astype(np.int32),
        p=np.concatenate(p),
        impact=impact,
    )
