# SPDX-License-Identifier: EUPL-1.2
"""Drafts of NL-Alerts from a plan: one for those who leave, one for those who go up; plain data, nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from weerbaar.base import Text
from weerbaar.evacuation.advice.advice import Advice, Shelter
from weerbaar.evacuation.advice.alert_area import AlertArea, alert_area
from weerbaar.evacuation.advice.card import fitted, short_take, short_up, shortened
from weerbaar.evacuation.advice.clock import in_words
from weerbaar.evacuation.advice.guidance import guidance
from weerbaar.evacuation.advice.sentences import earliest_end, listed
from weerbaar.evacuation.flood import FloodScenario
from weerbaar.evacuation.network import RoadNetwork

if TYPE_CHECKING:
    import shapely

LONGEST_BODY = 500
"""Characters of the body in each language."""

LONGEST_HEADLINE = 120
_NAMED = (8, 5, 3, 1)
_LONGEST_NAME = 30


@dataclass(frozen=True)
class AlertDraft:
    """One alert, for whoever makes it up and approves it.

    Attributes:
        action: what it asks people to do.
        headline: at most 120 characters a language.
        body: at most 500 characters a language.
        area: where it is to be received.
        zones: codes of the zones it is for.
        starts: moment 0 of the plan.
        before: the earliest moment by which a zone has to have left; None where there is none.
        run_record: id of the run record of the study.
    """

    action: Literal["leave", "up"]
    headline: Text
    body: Text
    area: AlertArea
    zones: tuple[str, ...]
    starts: datetime
    before: datetime | None
    run_record: str


def alert_drafts(
    advices: Sequence[Advice],
    network: RoadNetwork,
    *,
    borders: Mapping[str, shapely.Geometry] | None = None,
    scenario: FloodScenario | None = None,
) -> tuple[AlertDraft, ...]:
    """Return a draft for the zones that leave and one for those that go up, in that order; none where nobody has to.

    One alert says one time: the earliest of its zones.

    Args:
        advices: for zones of ``network``.
        network: of the study.
        borders, scenario: see :func:`alert_area`; the water is taken only where it comes to every zone that gets an
            alert, and all get the same one.

    Raises:
        AlertAreaError: no area can be drawn.
    """
    groups: list[tuple[Literal["leave", "up"], list[Advice]]] = [
        ("leave", [advice for advice in advices if advice.action == "leave"]),
        ("up", [advice for advice in advices if advice.action == "up"]),
    ]
    there = [(action, group) for action, group in groups if group]
    return tuple(
        _draft(action, group, network, borders, scenario if len(there) == 1 and _all_wet(group) else None)
        for action, group in there
    )


def _all_wet(group: Sequence[Advice]) -> bool:
    return all(one.water is not None and one.water.wet_share > 0 for one in group)


def _draft(
    action: Literal["leave", "up"],
    group: Sequence[Advice],
    network: RoadNetwork,
    borders: Mapping[str, shapely.Geometry] | None,
    scenario: FloodScenario | None,
) -> AlertDraft:
    told = guidance()
    ends = [end for end in (earliest_end(one.leaving) for one in group if one.leaving is not None) if end is not None]
    before = min(ends, default=None)
    high = any(one.shelter in {"high_building", "doubtful"} for one in group)
    up: Shelter | None = "high_building" if high else None
    if action == "leave":
        first = _leave(before)
        otherwise = short_up(up, "Kunt u niet weg? ", "Not possible? ")
    else:
        first = short_up(up, "Ga niet de weg op. ", "Do not go on the road. ")
        otherwise = Text(nl="Help uw buren.", en="Help your neighbours.")
    # Only a flood says by when people have to be gone, and makes them go up.
    flood = action == "up" or any(
        (one.leaving is not None and one.leaving.before_at is not None)
        or (one.water is not None and one.water.wet_share > 0)
        for one in group
    )
    for most in _NAMED:
        where = _names(group, most)
        opening = _opening(flood, where)
        body = fitted(
            "",
            [
                Text(nl=f"{opening.nl} {first.nl}", en=f"{opening.en} {first.en}"),
                otherwise,
                told.news.text,
                Text(
                    nl="Volg de borden en de verkeersregelaars.",
                    en="Follow the signs and the traffic wardens.",
                )
                if action == "leave"
                else told.danger.text,
                short_take(told),
            ],
            LONGEST_BODY,
        )
        if max(len(body.nl), len(body.en)) <= LONGEST_BODY:
            break
    return AlertDraft(
        action=action,
        headline=_headline(action, group),
        body=body,
        area=alert_area(network, [one.zone for one in group], borders=borders, scenario=scenario),
        zones=tuple(one.zone for one in group),
        starts=group[0].starts,
        before=before,
        run_record=group[0].record.id,
    )


def _leave(before: datetime | None) -> Text:
    if before is None:
        return Text(nl="Vertrek zo snel mogelijk.", en="Leave as soon as you can.")
    # Whole words for the day, and no ó: with it a page of a cell broadcast holds 41 characters instead of 93.
    until = in_words(before)
    return Text(nl=f"Vertrek uiterlijk {until.nl}.", en=f"Leave before {until.en}.")


def _opening(flood: bool, where: Text) -> Text:
    if flood:
        return Text(
            nl=f"Er dreigt een overstroming in {where.nl}.", en=f"There is a threat of flooding in {where.in_('en')}."
        )
    return Text(nl=f"Dit bericht is voor {where.nl}.", en=f"This message is for {where.in_('en')}.")


def _names(group: Sequence[Advice], most: int) -> Text:
    names = [shortened(one.name, _LONGEST_NAME) for one in group]
    if len(names) <= most:
        return listed(names)
    named = ", ".join(names[:most])
    more = len(names) - most
    return Text(
        nl=f"{named} en {more} andere {'plaats' if more == 1 else 'plaatsen'}",
        en=f"{named} and {more} other {'place' if more == 1 else 'places'}",
    )


def _headline(action: str, group: Sequence[Advice]) -> Text:
    where = _names(group, 2)
    if action == "leave":
        return Text(nl=f"Vertrek uit {where.nl}", en=f"Leave {where.in_('en')}")
    return Text(nl=f"Ga hogerop in {where.nl}", en=f"Go higher up in {where.in_('en')}")
