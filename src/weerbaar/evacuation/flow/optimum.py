# SPDX-License-Identifier: EUPL-1.2
"""What no plan can beat, with its proof, and the flows over the roads that come closest to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Certificate:
    """The proof of a bound: a moment for every node, before which nobody need have come there (N nodes).

    By ``horizon_s`` no more vehicles can be safe than: who sets out at each node before its moment, plus what each
    road can carry between the moment of its begin (shifted by its free time) and the moment of its end, plus what
    each exit can take between the moment of its node and the horizon. That sum is taken by ``certified_veh``.

    Attributes:
        horizon_s: the moment the bound is about, s.
        moments_s: of each node, between 0 and the horizon, length N.
    """

    horizon_s: float
    moments_s: Floats


@dataclass(frozen=True)
class Bottleneck:
    """A road (or exit) that decides how long it takes.

    Attributes:
        kind: ``road`` or ``exit``.
        number: of the link, or of the exit in the list of exits.
        name: for people.
        vehicles: what it carries at most in the bound.
        hours: how long it is full in the bound.
    """

    kind: str
    number: int
    name: str
    vehicles: float
    hours: float


@dataclass(frozen=True, eq=False)
class Bound:
    """No plan does better; B moments.

    Attributes:
        quickest_s: not everybody can be safe before this moment, s.
        certificate: proof of ``quickest_s``.
        times_s: moments of the pattern, s, length B.
        out_by_veh: at most this many are safe by each moment, length B.
        certificates: proof of each of them.
        bottlenecks: what decides ``quickest_s``, most hours first.
    """

    quickest_s: float
    certificate: Certificate
    times_s: Floats
    out_by_veh: Floats
    certificates: tuple[Certificate, ...]
    bottlenecks: tuple[Bottleneck, ...]


@dataclass(frozen=True, eq=False)
class Optimum:
    """Flows per layer of time that bring everybody out about as soon as the bound; P layers, M links, X exits.

    They can be driven: what enters a road is at its end after the free time of the road, rounded up to layers at most.

    Attributes:
        layer_s: length of a layer, s.
        link_veh: vehicles that enter each link in each layer (real time), shape (P, M).
        exit_veh: vehicles that leave at each exit in each layer, shape (P, X).
        clearance_s: the end of the last layer, when all are out, s; the flow goes evenly within a layer.
    """

    layer_s: float
    link_veh: Floats
    exit_veh: Floats
    clearance_s: float
