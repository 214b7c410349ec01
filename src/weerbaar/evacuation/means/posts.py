# SPDX-License-Identifier: EUPL-1.2
"""Police posts over crossings: which crossings are manned, when there are fewer officers than crossings ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from weerbaar.base import Text
from weerbaar.evacuation.means.model import MeansError


@dataclass(frozen=True)
class Crossing:
    """Where people have to be directed.

    Attributes:
        node: name of the node.
        from_h: from when, h after the start.
        to_h: until when.
        officers: who stand there at the same time.
        vehicles: that are led another way than they would choose; what a post is worth.
    """

    node: str
    from_h: float
    to_h: float
    officers: int
    vehicles: float

    def __post_init__(self) -> None:
        if not 0 <= self.from_h < self.to_h or self.officers < 1 or not self.vehicles >= 0:
            raise MeansError(
                Text(nl=f"{self.node}: uren of aantallen kunnen niet.", en=f"{self.node}: hours or numbers cannot be.")
            )


@dataclass(frozen=True)
class Posts:
    """Which crossings are manned.

    Attributes:
        manned: in the order given.
        unmanned: the others.
        vehicles: led at the crossings that are manned.
        most: no choice leads more; proven.
        one_more: vehicles led more with one more officer on duty.
    """

    manned: tuple[Crossing, ...]
    unmanned: tuple[Crossing, ...]
    vehicles: float
    most: float
    one_more: float


def assign_posts(crossings: Sequence[Crossing], officers: int, shift_h: float | None, rest_h: float = 0.0) -> Posts:
    """Return which crossings to man, so that as many vehicles as possible are led.

    A crossing is manned from begin to end or not at all. Where crews rest, only ``shift_h / (shift_h + rest_h)`` of the
    officers is on duty at the same time; the way from one post to another is not counted.

    Args:
        crossings: that ask for officers.
        officers: there are.
        shift_h: how long an officer works; None where they are relieved from elsewhere.
        rest_h: how long they rest then.

    Raises:
        MeansError: a number that cannot be.
    """
    if officers < 0 or (shift_h is not None and not shift_h > 0) or not rest_h >= 0:
        raise MeansError(Text(nl="het aantal of de diensttijd kan niet.", en="the number or the shift cannot be."))
    on_duty = officers if shift_h is None else int(officers * shift_h / (shift_h + rest_h) + 1e-9)
    chosen, most = _chosen(crossings, on_duty)
    vehicles = sum(crossing.vehicles for crossing, yes in zip(crossings, chosen, strict=True) if yes)
    more, _ = _chosen(crossings, on_duty + 1)
    with_more = sum(crossing.vehicles for crossing, yes in zip(crossings, more, strict=True) if yes)
    return Posts(
        manned=tuple(crossing for crossing, yes in zip(crossings, chosen, strict=True) if yes),
        unmanned=tuple(crossing for crossing, yes in zip(crossings, chosen, strict=True) if not yes),
        vehicles=vehicles,
        most=max(most, vehicles),
        one_more=max(with_more - vehicles, 0.0),
    )


def _chosen(crossings: Sequence[Crossing], on_duty: int) -> tuple[list[bool], float]:
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not crossings:
        return [], 0.0
    begin = np.array([crossing.from_h for crossing in crossings])
    end = np.array([crossing.to_h for crossing in crossings])
    # Most officers stand there just after some crossing begins.
    moments = np.unique(begin)
    standing = (begin[None, :] <= moments[:, None]) & (moments[:, None] < end[None, :])
    worth = np.array([crossing.vehicles for crossing in crossings])
    scale = float(worth.max()) or 1.0
    # Of two choices that lead as many, the one with fewer officers.
    asked = np.array([float(crossing.officers) for crossing in crossings])
    found = milp(
        -worth / scale + 1e-9 * asked,
        integrality=np.ones(len(crossings)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(standing * asked, -np.inf, float(on_duty)),
        options={"mip_rel_gap": 0.0},
    )
    return [bool(share > 0.5) for share in found.x], float(-found.mip_dual_bound * scale)
