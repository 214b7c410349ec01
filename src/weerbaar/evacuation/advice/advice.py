# SPDX-License-Identifier: EUPL-1.2
"""Advice for the people of one place: what to do, by when, over which roads, and what if that does not work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from weerbaar.base import RunRecord, Text
from weerbaar.evacuation.advice.water_here import WaterHere

Action = Literal["leave", "up", "stay", "unknown"]
"""Leave the area; go to a high and dry place; nobody has to go; it is not known whether water comes."""

Shelter = Literal["upper_floor", "doubtful", "high_building"]
"""The upper floor of a house stays dry; it may not; it does not, or houses collapse."""

WhyUp = Literal["decided", "too_late", "no_road"]
"""It was decided; nobody who sets out now is safe in time; no open road leads out."""

Part = Literal["threat", "do", "road", "otherwise", "take", "home", "help", "news", "unknown"]
PARTS: tuple[Part, ...] = ("threat", "do", "road", "otherwise", "take", "home", "help", "news", "unknown")
"""In the order in which people read them."""


@dataclass(frozen=True)
class Leaving:
    """When to leave and over which roads.

    Attributes:
        from_s: when it is the turn of the place by the plan, s after the start; None where there are no turns.
        until_s: end of that turn.
        before_s: who sets out later is not safe in time; None where nothing says when the water comes.
        from_at, until_at, before_at: the same on the clock.
        roads: names of the roads, in order; empty where they have none.
        towards: the place where the roads lead to safety, as the network calls it; "" where it has only a
            number.
        share: of the people of the place that goes exactly this way in the study; None where nobody drove it.
    """

    from_s: float | None
    until_s: float | None
    before_s: float | None
    from_at: datetime | None
    until_at: datetime | None
    before_at: datetime | None
    roads: tuple[str, ...]
    towards: str
    share: float | None


@dataclass(frozen=True)
class Line:
    """One part of the advice in words."""

    part: Part
    text: Text


@dataclass(frozen=True, eq=False)
class Advice:
    """Advice for one place.

    Attributes:
        place: what it is for: code of the zone, or of the place that the user named.
        name: for people.
        zone: code of the zone in the network.
        action: what to do first.
        why_up: why people go up and do not leave; None for another action.
        leaving: None unless the action is to leave.
        water: what water can come; None where nothing is known of it.
        shelter: how high is high enough; None where no water comes.
        phone: of the municipality for who cannot leave alone; "" where it was not given.
        lines: the whole text, part by part.
        starts: the start of the evacuation, from which times are counted.
        record: of the study that it follows from.
    """

    place: str
    name: str
    zone: str
    action: Action
    why_up: WhyUp | None
    leaving: Leaving | None
    water: WaterHere | None
    shelter: Shelter | None
    phone: str
    lines: tuple[Line, ...]
    starts: datetime
    record: RunRecord

    @property
    def text(self) -> Text:
        """The whole advice, a line per part."""
        return Text(
            nl="\n".join(line.text.nl for line in self.lines), en="\n".join(line.text.in_("en") for line in self.lines)
        )
