# SPDX-License-Identifier: EUPL-1.2
"""Expected victims of a flood, and people without basic needs: who is still there when the water comes, and where.

People are out, on the road, in a high and dry place, or at home; each of them meets the mortality of the water that
comes to where they live. D draws are on the last axis. Where it is not known which zone of mortality holds, or when the
water comes, there are two results: ``low`` and ``high``, each with its draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BeforeValidator

from weerbaar.base import Distribution, Explained, FileModel, Text, WeerbaarError, as_distribution, number
from weerbaar.evacuation.flood.exposure import Exposure
from weerbaar.evacuation.flood.fraction import EvacuationCurve, Share, draws
from weerbaar.evacuation.flood.mortality import MortalityMethod, MortalityParameters, mortality, mortality_method

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_MINUTE_S = 60.0
_MOST_AT_ONCE = 2_000_000


class VictimsError(WeerbaarError):
    """Draws that do not fit each other."""


def _not_negative(value: Distribution) -> Distribution:
    if not float(value.ppf(0.0)) >= 0:
        raise Explained("elke waarde hoort 0 of meer te zijn.", "every value should be 0 or more.")
    return value


class Vulnerability(FileModel):
    """How people fare against who is at home in the same water, without a default: nothing published was found.

    Attributes:
        sheltered: mortality in a high and dry place as a share of that at home, 0 to 1.
        on_road: mortality on the road as a multiple of that at home.
    """

    sheltered: Share
    on_road: Annotated[Distribution, BeforeValidator(as_distribution), AfterValidator(_not_negative)]


@dataclass(frozen=True, eq=False)
class Victims:
    """Z zones, D draws.

    Attributes:
        zones: codes of the zones, length Z.
        affected: people whose place floods, wherever they are then, length Z.
        present_low, present_high: of them, not out when the water comes, shape (Z, D).
        on_road_low, on_road_high: of those, on the road.
        deaths_low, deaths_high: shape (Z, D).
        unknown_people: people outside the map of the flood, of whom nothing is known, length Z.
        notes: what the method does not know.
    """

    zones: tuple[str, ...]
    affected: Floats
    present_low: Floats
    present_high: Floats
    on_road_low: Floats
    on_road_high: Floats
    deaths_low: Floats
    deaths_high: Floats
    unknown_people: Floats
    notes: tuple[Text, ...]


@dataclass(frozen=True, eq=False)
class WithoutBasicNeeds:
    """People without water, food, power or a way out; Z zones, D draws.

    Attributes:
        people: shape (Z, D).
        person_days: times the days it lasts, shape (Z, D).
    """

    people: Floats
    person_days: Floats


def victims(
    exposure: Exposure,
    curve: EvacuationCurve,
    called_before_s: npt.ArrayLike,
    *,
    sheltered: Distribution,
    vulnerability: Vulnerability,
    seed: int,
    method: MortalityMethod | None = None,
) -> Victims:
    """Return expected victims by zone.

    Args:
        exposure: people and the water that comes to them.
        curve: who is out and who has set out by time since the call.
        called_before_s: from the moment people heard the call to the breach, s; negative after it; one number or one
            per draw.
        sheltered: share of who stays that is in a high and dry place when the water comes.
        vulnerability: how people in shelter and on the road fare.
        seed: of the draws.
        method: of mortality; None is the one that comes with the product.

    Raises:
        VictimsError: ``called_before_s`` has another number of draws than the curve.
        MortalityError: water that cannot be.
    """
    count = curve.n_draws
    called = np.asarray(called_before_s, float)
    if called.shape not in {(), (count,)}:
        raise VictimsError(
            Text(
                nl=f"de tijd tot de doorbraak heeft {called.shape} waarden; de curve heeft {count} trekkingen.",
                en=f"the time to the breach has {called.shape} values; the curve has {count} draws.",
            )
        )
    generator = np.random.default_rng(seed)
    in_shelter = draws(sheltered, generator, count)
    ratio_shelter = draws(vulnerability.sheltered, generator, count)
    ratio_road = draws(vulnerability.on_road, generator, count)
    chosen = method or mortality_method()
    groups = _grouped(exposure)
    low_mass, high_mass = _masses(exposure, groups, chosen, generator, count)
    fate = _Fate(curve, 1 - in_shelter + in_shelter * ratio_shelter, ratio_road)
    shape = (len(exposure.zones), count)
    low, high = ({name: np.zeros(shape) for name in ("present", "on_road", "deaths")} for _ in range(2))
    at_once = max(1, _MOST_AT_ONCE // count)
    known = np.flatnonzero(~np.isnan(groups.arrival_s))
    for first in range(0, len(known), at_once):
        some = known[first : first + at_once]
        arrival = groups.arrival_s[some][:, None]
        for into, mass in ((low, low_mass), (high, high_mass)):
            _add(into, groups.zone[some], fate.of(groups.people[some][:, None], mass[some], called + arrival))
    for group in np.flatnonzero(np.isnan(groups.arrival_s)).tolist():
        # Any moment can be that of the water: the best is when the road is empty, the worst is searched for.
        end = np.full((1, count), curve.times_s[-1])
        moments = np.maximum(called, np.append(-np.inf, curve.times_s)[:, None]) + np.zeros(count)
        people, zone = groups.people[[group]][:, None], groups.zone[[group]]
        _add(low, zone, fate.of(people, low_mass[[group]], np.maximum(end, called)))
        worst = fate.of(people, high_mass[[group]], moments)
        _add(high, zone, {name: one.max(0, keepdims=True) for name, one in worst.items()})
    return Victims(
        zones=exposure.zones,
        affected=exposure.flooded_people,
        present_low=low["present"],
        present_high=high["present"],
        on_road_low=low["on_road"],
        on_road_high=high["on_road"],
        deaths_low=low["deaths"],
        deaths_high=high["deaths"],
        unknown_people=exposure.outside_people,
        notes=_notes(exposure, chosen),
    )


def mortality_at_home(exposure: Exposure, count: int, seed: int, *, method: MortalityMethod | None = None) -> Floats:
    """Return the share of the people whose place floods that dies if nobody leaves, length ``count``.

    Where it is not known which zone of mortality holds, every value between the low and the high result is taken to be
    equally likely.

    Args:
        exposure: people and the water that comes to them.
        count: number of draws.
        seed: of the draws.
        method: of mortality; None is the one that comes with the product.

    Raises:
        VictimsError: nobody's place floods.
    """
    affected = float(exposure.flooded_people.sum())
    if affected <= 0:
        raise VictimsError(Text(nl="het water komt bij niemand.", en="the water comes to nobody."))
    generator = np.random.default_rng(seed)
    low, high = _masses(exposure, _grouped(exposure), method or mortality_method(), generator, count)
    between = generator.random(count)
    return np.asarray((low.sum(0) + between * (high.sum(0) - low.sum(0))) / affected)


def without_basic_needs(
    found: Victims, *, cut_off: npt.ArrayLike, days: Distribution, seed: int, high: bool = False
) -> WithoutBasicNeeds:
    """Return people without basic needs: alive in the flooded area, or cut off by the water around them.

    Who got out is not counted: shelter outside the area is another question.

    Args:
        found: victims by zone.
        cut_off: people per zone whose place stays dry but who lack power, water or a way out; length Z, or (Z, D).
        days: until they are reached or the needs are back.
        seed: of the draws.
        high: with the high results of ``found``.

    Raises:
        VictimsError: ``cut_off`` of another number of zones, or negative.
    """
    present, deaths = (found.present_high, found.deaths_high) if high else (found.present_low, found.deaths_low)
    more = np.asarray(cut_off, float)
    if more.shape not in {(len(found.zones),), present.shape} or not np.all(more >= 0):
        raise VictimsError(
            Text(
                nl=f"geef voor elk van de {len(found.zones)} zones hoeveel mensen zijn afgesneden, 0 of meer.",
                en=f"give for each of the {len(found.zones)} zones how many people are cut off, 0 or more.",
            )
        )
    people = np.maximum(present - deaths, 0.0) + (more[:, None] if more.ndim == 1 else more)
    # Not the stream of the victims: a long time would go together with many in shelter.
    lasting = draws(days, np.random.default_rng((seed, 2)), people.shape[1])
    return WithoutBasicNeeds(people, people * lasting)


@dataclass(frozen=True, eq=False)
class _Groups:
    """People of one zone to whom water comes in the same minute; G groups, by zone and moment.

    ``of`` is the number of the group of each row of the exposure; ``arrival_s`` is NaN where unknown.
    """

    of: Integers
    zone: Integers
    arrival_s: Floats
    people: Floats


def _grouped(exposure: Exposure) -> _Groups:
    # Down to the minute: water is not later than it was said to be.
    minute = np.floor(exposure.arrival_s / _MINUTE_S)
    known = ~np.isnan(minute)
    span = int(minute[known].max()) + 2 if known.any() else 1
    key = exposure.zone * span + np.where(known, np.nan_to_num(minute), span - 1).astype(np.int64)
    keys, of = np.unique(key, return_inverse=True)
    at = keys % span
    unknown = np.bincount(of, weights=~known, minlength=len(keys)) > 0
    return _Groups(
        of=of,
        zone=keys // span,
        arrival_s=np.where(unknown, np.nan, at * _MINUTE_S),
        people=np.bincount(of, weights=exposure.people, minlength=len(keys)).astype(np.float64),
    )


def _masses(
    exposure: Exposure, groups: _Groups, method: MortalityMethod, generator: np.random.Generator, count: int
) -> tuple[Floats, Floats]:
    """Deaths per group if all are at home in the water, low and high; shape (G, D), or (G, 1) where all draws agree."""

    def of(parameters: MortalityParameters) -> tuple[Floats, Floats]:
        share = mortality(
            exposure.depth_m,
            exposure.rise_m_s,
            exposure.velocity_m_s,
            breach_possible=exposure.breach_possible,
            parameters=parameters,
        )
        low, high = (
            np.bincount(groups.of, weights=exposure.people * one, minlength=len(groups.zone)).astype(np.float64)
            for one in (share.low, share.high)
        )
        return low, high

    quantiles = np.clip(generator.random((count, 4)), 0.001, 0.999)
    drawn = [of(method.parameters(q)) for q in quantiles] if not method.certain else [of(method.parameters())]
    return np.stack([one[0] for one in drawn], 1), np.stack([one[1] for one in drawn], 1)


@dataclass(frozen=True, eq=False)
class _Fate:
    """What becomes of people when water comes: at home (some of them in shelter) and on the road."""

    curve: EvacuationCurve
    home_ratio: Floats
    road_ratio: Floats

    def of(self, people: Floats, mass: Floats, since_call_s: Floats) -> dict[str, Floats]:
        """People present, on the road and dead; shapes broadcast to (G, D)."""
        departed = self.curve.departed_at(since_call_s)
        road = departed - self.curve.out_at(since_call_s)
        home = 1 - departed
        # More than everybody does not die: the multiple on the road is capped for the group as a whole.
        on_road = np.minimum(self.road_ratio * mass, people)
        return {
            "present": people * (home + road),
            "on_road": people * road,
            "deaths": home * self.home_ratio * mass + road * on_road,
        }


def _add(into: dict[str, Floats], zone: Integers, found: dict[str, Floats]) -> None:
    for name, values in found.items():
        np.add.at(into[name], zone, values)


def _notes(exposure: Exposure, method: MortalityMethod) -> tuple[Text, ...]:
    notes = [method.unknown]
    unknown = {
        "velocity": exposure.people[np.isnan(exposure.velocity_m_s) & exposure.breach_possible].sum(),
        "rise": exposure.people[np.isnan(exposure.rise_m_s)].sum(),
        "arrival": exposure.people[np.isnan(exposure.arrival_s)].sum(),
    }
    for people, nl, en in (
        (
            unknown["velocity"],
            "is de stroomsnelheid onbekend: hoog is alsof zij in de doorbraakzone wonen. Geef de plaats en reikwijdte "
            "van de bres om dat te beperken.",
            "the velocity is unknown: high is as if they live in the breach zone. Give the place and the reach of the "
            "breach to limit that.",
        ),
        (
            unknown["rise"],
            "is de stijgsnelheid onbekend: laag is langzaam, hoog is snel stijgend water.",
            "the rate of rise is unknown: low is slowly, high is rapidly rising water.",
        ),
        (
            unknown["arrival"],
            "is de aankomsttijd onbekend: laag is nadat iedereen die gaat weg is, hoog is het slechtste moment.",
            "the arrival time is unknown: low is after everybody who goes has gone, high is the worst moment.",
        ),
    ):
        if people > 0:
            notes.append(
                Text(
                    nl=f"Van {number(people, 'nl')} mensen {nl}",
                    en=f"Of {number(people, 'en')} people {en}",
                )
            )
    if exposure.outside_people.sum() > 0:
        people = exposure.outside_people.sum()
        notes.append(
            Text(
                nl=f"{number(people, 'nl')} mensen wonen buiten de kaart van de overstroming; zij tellen niet mee.",
                en=f"{number(people, 'en')} people live outside the map of the flood; they are not counted.",
            )
        )
    return tuple(notes)
