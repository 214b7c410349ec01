# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.evidence.floods import DAMAGE, DAYS_AWAY, DRAWS, PRICE, needs, study, victims
from weerbaar.base import Point
from weerbaar.evacuation.evidence import EFFECT_NAMES, EFFECTS, Effects, EffectsError, effects_of
from weerbaar.evacuation.flood import example_scenario


def test_what_was_not_given_is_not_there() -> None:
    found = effects_of(study())
    assert set(found.draws) == {"evacuated_people"}
    assert np.all(found.draws["evacuated_people"] == 50_000)
    assert found.record == study().record
    assert set(EFFECT_NAMES) == set(EFFECTS)


def test_deaths_lie_between_low_and_high_and_zones_are_added() -> None:
    one = effects_of(study(), found=victims())
    three = effects_of(study(), found=victims(zones=3))
    deaths = one.draws["deaths"]
    assert len(deaths) == DRAWS
    assert np.all(deaths >= victims().deaths_low[0] - 1e-9)
    assert np.all(deaths <= victims().deaths_high[0] + 1e-9)
    # The middle of low (mean 30) and high (mean 120).
    assert deaths.mean() == pytest.approx(75, rel=0.03)
    assert three.draws["deaths"] == pytest.approx(deaths)
    assert any("aanname" in note.nl for note in one.notes)
    equal = effects_of(study(), found=victims(30.0, 30.0))
    assert equal.draws["deaths"] == pytest.approx(victims(30.0, 30.0).deaths_low[0])
    assert not any("aanname" in note.nl for note in equal.notes)


def test_cost_is_people_times_days_times_price_and_total_needs_the_damage() -> None:
    some = effects_of(study(), days_away=Point(value=5.0), eur_per_person_day=Point(value=22.0))
    assert np.all(some.draws["evacuation_cost_eur"] == 50_000 * 5 * 22)
    assert "cost_eur" not in some.draws
    vain = effects_of(
        study(), days_away=Point(value=5.0), eur_per_person_day=Point(value=22.0), damage_eur=Point(value=0.0)
    )
    assert vain.draws["cost_eur"] == pytest.approx(some.draws["evacuation_cost_eur"])


def test_disruption_counts_who_left_and_who_stayed_behind() -> None:
    both = effects_of(study(), needs=needs(), days_away=DAYS_AWAY)
    assert both.draws["disrupted_people"] == pytest.approx(np.full(DRAWS, 55_000.0))
    assert both.draws["evacuated_person_days"] == pytest.approx(50_000 * both.draws["disrupted_days"])
    assert both.draws["without_needs_days"] == pytest.approx(np.linspace(3, 5, DRAWS))
    assert not any("Verstoring" in note.nl for note in both.notes)
    assert any("Verstoring" in note.nl for note in effects_of(study(), days_away=DAYS_AWAY).notes)


def test_nobody_left_behind_is_no_days() -> None:
    found = effects_of(study(), needs=needs(people=0.0))
    assert np.all(found.draws["without_needs_days"] == 0)


def test_area_of_the_flood() -> None:
    scenario = example_scenario()
    found = effects_of(study(), scenario=scenario, days_unusable=Point(value=60.0))
    assert found.draws["unusable_area_km2"][0] == pytest.approx(len(scenario.cells) * scenario.cell_area_m2 / 1e6)
    assert any("verzonnen" in note.nl for note in found.notes)
    assert "unusable_days" not in effects_of(study(), scenario=scenario).draws


def test_evacuees_can_be_given_by_draw() -> None:
    given = np.linspace(1000, 2000, DRAWS)
    found = effects_of(study(), needs=needs(), evacuated_people=given)
    assert np.all(found.draws["evacuated_people"] == given)
    assert not any("met de auto" in note.nl for note in found.notes)
    with pytest.raises(EffectsError, match="evacuees"):
        effects_of(study(), needs=needs(), evacuated_people=[1.0, 2.0])
    # Without a flood the draws are those of the evacuees.
    assert effects_of(study(), evacuated_people=[1.0, 2.0]).draws["evacuated_people"].tolist() == [1, 2]


def test_the_same_seed_the_same_draws_and_one_quantity_more_changes_no_other() -> None:
    first = effects_of(study(), found=victims(), days_away=DAYS_AWAY, seed=3)
    more = effects_of(
        study(), found=victims(), days_away=DAYS_AWAY, eur_per_person_day=PRICE, damage_eur=DAMAGE, seed=3
    )
    for name, values in first.draws.items():
        assert np.array_equal(values, more.draws[name])
    assert not np.array_equal(
        first.draws["disrupted_days"],
        effects_of(study(), found=victims(), days_away=DAYS_AWAY, seed=4).draws["disrupted_days"],
    )


def test_the_digest_tells_effects_of_one_study_apart() -> None:
    first, again = (effects_of(study(), found=victims()) for _ in range(2))
    assert first.digest == again.digest
    assert first.digest != effects_of(study(), found=victims(21.0)).digest


def test_draws_that_cannot_be_are_refused() -> None:
    record = study().record
    with pytest.raises(EffectsError, match="differ in number"):
        Effects(record, {"deaths": np.ones(3), "injured": np.ones(4)})
    with pytest.raises(EffectsError, match="deaths"):
        Effects(record, {"deaths": np.array([1.0, -1.0])})
    with pytest.raises(EffectsError, match="deaths"):
        Effects(record, {"deaths": np.array([1.0, np.nan])})
    with pytest.raises(EffectsError, match="differ in number"):
        effects_of(study(), found=victims(), needs=type(needs())(np.ones((1, 3)), np.ones((1, 3))))
