# SPDX-License-Identifier: EUPL-1.2
"""Police posts of a managed plan: which are manned when there are fewer officers than posts ask for."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Text
from weerbaar.evacuation.means.model import MeansError
from weerbaar.evacuation.routing import ManagedPlan, Post, posts


@dataclass(frozen=True)
class Police:
    """Officers who can direct traffic.

    Attributes:
        officers: there are.
        per_post: who stand at one post at the same time.
        shift_h: how long an officer works; None where they are relieved from elsewhere.
        rest_h: how long they rest then.
    """

    officers: int
    per_post: int = 2
    shift_h: float | None = None
    rest_h: float = 0.0

    def __post_init__(self) -> None:
        shift = self.shift_h is None or self.shift_h > 0
        if self.officers < 0 or self.per_post < 1 or not shift or not self.rest_h >= 0:
            raise MeansError(
                Text(nl="politie: het aantal of de dienst kan niet.", en="police: the number or the shift cannot be.")
            )

    @property
    def on_duty(self) -> int:
        """At the same time; the way from one post to another is not counted."""
        if self.shift_h is None:
            return self.officers
        return int(self.officers * self.shift_h / (self.shift_h + self.rest_h) + 1e-9)


@dataclass(frozen=True)
class Posts:
    """Which posts are manned.

    Attributes:
        police: who man them.
        manned: posts with officers, most sent first.
        unmanned: the others, most sent first.
    """

    police: Police
    manned: tuple[Post, ...]
    unmanned: tuple[Post, ...]

    @property
    def share(self) -> float:
        """Of the vehicles that have to be sent, those that are sent at a manned post."""
        led, missed = (sum(post.sent_veh_h for post in some) for some in (self.manned, self.unmanned))
        return led / (led + missed) if led + missed > 0 else 1.0


def man_posts(plan: ManagedPlan, police: Police) -> Posts:
    """Return which posts of a plan to man, so that as many vehicles as possible are sent.

    All posts last equally long and ask for as many officers, so that no choice sends more than the posts where most
    are sent.
    """
    found = posts(plan)
    count = police.on_duty // police.per_post
    return Posts(police, found[:count], found[count:])
