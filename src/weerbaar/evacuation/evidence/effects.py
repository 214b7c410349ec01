# SPDX-License-Identifier: EUPL-1.2
"""What an evacuation and a flood do to people and country, as draws: what a risk assessment asks for.

An effect that nothing was given for is not there: absent is not zero. D draws; draw d of every effect is one state of
knowledge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from weerbaar.base import Distribution, RunRecord, Text, WeerbaarError
from weerbaar.evacuation.flood import FloodScenario, Victims, WithoutBasicNeeds
from weerbaar.evacuation.study import Study

Floats = npt.NDArray[np.float64]

Effect = Literal[
    "deaths",
    "injured",
    "without_needs_people",
    "without_needs_days",
    "without_needs_person_days",
    "disrupted_people",
    "disrupted_days",
    "evacuated_people",
    "evacuated_person_days",
    "evacuation_cost_eur",
    "damage_eur",
    "cost_eur",
    "unusable_area_km2",
    "unusable_days",
]
EFFECTS: tuple[Effect, ...] = get_args(Effect)

EFFECT_NAMES: dict[Effect, Text] = {
    "deaths": Text(nl="doden", en="deaths"),
    "injured": Text(nl="ernstig gewonden en chronisch zieken", en="seriously injured and chronically ill"),
    "without_needs_people": Text(nl="mensen zonder eerste levensbehoeften", en="people without basic needs"),
    "without_needs_days": Text(nl="dagen zonder eerste levensbehoeften", en="days without basic needs"),
    "without_needs_person_days": Text(nl="persoonsdagen zonder eerste levensbehoeften", en="person-days without needs"),
    "disrupted_people": Text(
        nl="mensen van wie het dagelijks leven stilligt", en="people whose daily life is disrupted"
    ),
    "disrupted_days": Text(nl="dagen dat het dagelijks leven stilligt", en="days of disrupted daily life"),
    "evacuated_people": Text(nl="geëvacueerde mensen", en="evacuated people"),
    "evacuated_person_days": Text(nl="persoonsdagen van geëvacueerden", en="person-days of evacuees"),
    "evacuation_cost_eur": Text(nl="kosten van de evacuatie", en="cost of the evacuation"),
    "damage_eur": Text(nl="schade door het water", en="damage by the water"),
    "cost_eur": Text(nl="kosten van evacuatie en schade samen", en="cost of evacuation and damage together"),
    "unusable_area_km2": Text(nl="onbruikbaar gebied", en="unusable area"),
    "unusable_days": Text(nl="dagen dat het gebied onbruikbaar is", en="days that the area is unusable"),
}

DRAWS = 2000
"""Where no victims were worked out that set the number."""

_M2_PER_KM2 = 1e6


class EffectsError(WeerbaarError):
    """Effects of different numbers of draws, or that cannot be."""


@dataclass(frozen=True, eq=False)
class Effects:
    """Effects by name, D draws each.

    Attributes:
        record: of the study that they follow from.
        draws: what is known, each of length D, 0 or more.
        notes: what a reader has to know.
    """

    record: RunRecord
    draws: Mapping[Effect, Floats]
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        lengths = {len(values) for values in self.draws.values()}
        if len(lengths) > 1:
            raise _other_numbers()
        for name, values in self.draws.items():
            if not np.all(np.isfinite(values)) or np.any(values < 0):
                words = EFFECT_NAMES[name]
                raise EffectsError(
                    Text(
                        nl=f"{words.nl}: elke trekking hoort een getal van 0 of meer te zijn.",
                        en=f"{words.en}: every draw should be a number of 0 or more.",
                    )
                )

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for these draws: a study can lead to many effects."""
        digest = hashlib.sha256(self.record.id.encode())
        for name in sorted(self.draws):
            digest.update(name.encode() + b"\0" + np.ascontiguousarray(self.draws[name], float).tobytes())
        return digest.hexdigest()[:12]


def _other_numbers() -> EffectsError:
    return EffectsError(
        Text(nl="de effecten hebben niet evenveel trekkingen.", en="the effects differ in number of draws.")
    )


def effects_of(
    study: Study,
    *,
    evacuated_people: npt.ArrayLike | None = None,
    found: Victims | None = None,
    needs: WithoutBasicNeeds | None = None,
    scenario: FloodScenario | None = None,
    days_away: Distribution | None = None,
    eur_per_person_day: Distribution | None = None,
    damage_eur: Distribution | None = None,
    injured: Distribution | None = None,
    days_unusable: Distribution | None = None,
    seed: int = 1,
) -> Effects:
    """Return the effects of an evacuation and, where they are given, of the flood it was for.

    Where it is not known which of two results holds (``deaths_low``, ``deaths_high``), every value between them is
    taken to be equally likely: an assumption, told in the notes. Quantities given as a distribution are drawn apart.

    Args:
        study: whose record the effects carry.
        evacuated_people: one number, or one per draw; None takes the people in the departures of the study, which are
            those who leave by car.
        found: victims of the flood; without it deaths are unknown.
        needs: people without basic needs, of as many draws.
        scenario: the flood, for the area that cannot be used.
        days_away: until people are back.
        eur_per_person_day: of being away: shelter and lost production.
        damage_eur: by the water; 0 where the flood does not come.
        injured: seriously injured and chronically ill.
        days_unusable: until the flooded area can be used again.
        seed: of the draws.

    Raises:
        EffectsError: other numbers of draws, or a negative quantity.
    """
    counts = ({found.deaths_low.shape[1]} if found is not None else set()) | (
        {needs.people.shape[1]} if needs is not None else set()
    )
    if len(counts) > 1:
        raise _other_numbers()
    if not counts and np.ndim(evacuated_people if evacuated_people is not None else 0) == 1:
        counts = {np.size(evacuated_people)}  # type: ignore[arg-type]
    count = counts.pop() if counts else DRAWS
    generator = np.random.default_rng(seed)

    def drawn(quantity: Distribution | None) -> Floats | None:
        # Drawn also where it is not used, so that one quantity more does not change the others.
        level = (generator.permutation(count) + 0.5) / count
        return None if quantity is None else np.asarray(quantity.ppf(level), float)

    between = (generator.permutation(count) + 0.5) / count
    days, price, damage = drawn(days_away), drawn(eur_per_person_day), drawn(damage_eur)
    hurt, unusable = drawn(injured), drawn(days_unusable)
    evacuated = _evacuated(study, evacuated_people, count)
    known: dict[Effect, Floats | None] = {"evacuated_people": evacuated, "injured": hurt, "damage_eur": damage}
    notes: list[Text] = []
    if evacuated_people is None:
        notes.append(
            Text(
                nl="Geëvacueerd: alleen wie met de auto vertrekt, is geteld.",
                en="Evacuated: only those who leave by car are counted.",
            )
        )
    if found is not None:
        low, high = found.deaths_low.sum(0), found.deaths_high.sum(0)
        known["deaths"] = low + between * (high - low)
        notes += list(found.notes)
        if np.any(high > low):
            notes.append(
                Text(
                    nl="Doden: elke waarde tussen de lage en de hoge uitkomst telt als even waarschijnlijk (aanname).",
                    en="Deaths: every value between the low and the high result counts as equally likely (assumption).",
                )
            )
    stranded: Floats | None = None
    if needs is not None:
        stranded, person_days = needs.people.sum(0), needs.person_days.sum(0)
        known["without_needs_people"] = stranded
        known["without_needs_person_days"] = person_days
        known["without_needs_days"] = np.divide(person_days, stranded, out=np.zeros(count), where=stranded > 0)
    if days is not None:
        known["evacuated_person_days"] = evacuated * days
        known["disrupted_people"] = evacuated + (0.0 if stranded is None else stranded)
        known["disrupted_days"] = days
        if stranded is None:
            notes.append(
                Text(
                    nl="Verstoring: alleen wie is geëvacueerd, is geteld.",
                    en="Disruption: only those evacuated are counted.",
                )
            )
        if price is not None:
            cost = evacuated * days * price
            known["evacuation_cost_eur"] = cost
            known["cost_eur"] = None if damage is None else cost + damage
    if scenario is not None:
        known["unusable_area_km2"] = np.full(count, len(scenario.cells) * scenario.cell_area_m2 / _M2_PER_KM2)
        known["unusable_days"] = unusable
        if scenario.made_up:
            notes.append(Text(nl="De overstroming is verzonnen.", en="The flood is made up."))
    there = {name: known[name] for name in EFFECTS if known.get(name) is not None}
    return Effects(study.record, {name: values for name, values in there.items() if values is not None}, tuple(notes))


def _evacuated(study: Study, given: npt.ArrayLike | None, count: int) -> Floats:
    people = np.asarray(study.departures.people if given is None else given, float)
    if people.shape not in {(), (count,)}:
        raise EffectsError(
            Text(
                nl=f"geef één aantal geëvacueerden, of {count}: een per trekking.",
                en=f"give one number of evacuees, or {count}: one per draw.",
            )
        )
    return np.array(np.broadcast_to(people, (count,)))
