# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from tests.alerting.cells.networks import UTRECHT, around, box, discs, made_up, people
from weerbaar.alerting.cells import BeforeLaunchError, Population, Reach, ReachError, SurveyResult, reach, select
from weerbaar.alerting.cells.facts import ReachFacts, shipped_facts
from weerbaar.base import Point

NOON = datetime.datetime(2020, 12, 7, 11, 0, tzinfo=datetime.UTC)
NIGHT = datetime.datetime(2020, 12, 7, 2, 0, tzinfo=datetime.UTC)


def certain(**values: float) -> ReachFacts:
    """Facts without any uncertainty: what is not named does nothing."""
    facts = shipped_facts()
    known = {
        **{"under_12": 0.0, "noticed_by_day": 1.0, "noticed_by_night": 1.0, "bound_to_2g": 0.0},
        **{"geofencing": 0.0, "roamers": 0.0, "roamers_reached": 0.0, "provider_share": 1.0},
        **values,
    }
    uncertain = facts.uncertain.model_copy(
        update={
            name: getattr(facts.uncertain, name).model_copy(update={"range": Point(value=value)})
            for name, value in known.items()
        }
    )
    return facts.model_copy(update={"uncertain": uncertain, "survey_error": 0.0, "day_error": 0.0})


def square(**other: Any) -> tuple[Any, Population]:
    """Two providers. A serves all of an area of 1 km² and as much around it, B serves nothing."""
    network = discs((150_500, 450_500, 2_000), operators=("A", "B"), **other)
    return select(network, box(150_000, 450_000, 151_000, 451_000)), people(149_000, 449_000, 30)


def run(moment: datetime.datetime = NOON, **other: Any) -> Reach:
    facts = other.pop("facts", certain())
    selection, population = other.pop("things", None) or square()
    return reach(selection, population, moment, 1, facts=facts, draws=200, **other)


def test_by_hand_without_uncertainty() -> None:
    """100 squares with 20 people by day, half of them with provider A, 90 % reached."""
    found = run()
    close = pytest.approx
    assert (found.present.low, found.present.high) == (2_000, 2_000)
    assert (found.reached.low, found.reached.high) == (close(0.5 * 0.9 * 2_000), close(0.5 * 0.9 * 2_000))
    assert found.not_reached.middle == close(1_100)
    assert found.share.middle == close(0.45)
    # All 900 squares but the 100 of the area lie within 2 km.
    assert found.disturbed.middle == close(0.5 * 0.9 * 16_000, rel=0.02)
    assert found.beyond_cells.middle == 0


def test_at_night_residents_are_counted_and_fewer_notice() -> None:
    found = run(NIGHT, facts=certain(noticed_by_night=0.5))
    assert found.present.middle == 1_000
    assert found.reached.middle == pytest.approx(0.5 * 0.9 * 0.5 * 1_000)


def test_children_do_not_count_and_visitors_do() -> None:
    found = run(facts=certain(under_12=0.1, roamers=0.05, roamers_reached=0.4))
    assert found.present.middle == pytest.approx(0.95 * 2_000)
    assert found.reached.middle == pytest.approx(0.5 * 2_000 * (0.9 * 0.9 + 0.05 * 0.4))


def test_phones_bound_to_2g_hear_no_4g() -> None:
    assert run(facts=certain(bound_to_2g=0.2)).reached.middle == pytest.approx(0.5 * 0.9 * 0.8 * 2_000)
    old = square(technology=np.zeros(1, dtype=np.uint8), lac=np.array([7], dtype=np.int32))
    assert run(facts=certain(bound_to_2g=0.2), things=old).reached.middle == pytest.approx(0.5 * 0.9 * 0.2 * 2_000)


def test_geofencing_spares_only_those_outside_and_only_since_it_exists() -> None:
    facts = certain(geofencing=0.6)
    later = datetime.datetime(2025, 1, 6, 11, 0, tzinfo=datetime.UTC)
    surveys = (SurveyResult(datetime.date(2025, 6, 2), "all", 0.9, 1000),)
    before, after = run(facts=facts, geofenced=True), run(later, facts=facts, geofenced=True, surveys=surveys)
    without = run(later, facts=facts, surveys=surveys)
    assert before.disturbed == run(facts=facts).disturbed
    assert after.disturbed.middle == pytest.approx(0.4 * without.disturbed.middle, rel=0.02)
    assert after.reached.middle == pytest.approx(without.reached.middle, rel=0.02)


def test_cells_that_are_silent_reach_nobody_and_are_told() -> None:
    found = run(broadcasting=np.empty(0, dtype=np.int64))
    assert (found.reached.high, found.disturbed.high) == (0, 0)
    assert found.beyond_cells.middle == found.not_reached.middle == 2_000
    assert any("1 of the 1 cells asked" in note.en for note in found.notes)


def test_older_people_are_reached_less() -> None:
    """All of 75 and over: 73 % where the country is at 90 % (June 2020)."""
    assert run(ages={"75+": 1.0}).share.middle == pytest.approx(0.5 * 0.73)
    assert run(ages={"18-34": 0.25, "75+": 0.10}).share.middle == pytest.approx(0.5 * 0.9)


def test_uncertainty_gives_a_range_in_order_that_the_seed_repeats() -> None:
    selection, population = (
        select(made_up(20_000), around(*UTRECHT, 2)),
        people(UTRECHT[0] - 5_000, UTRECHT[1] - 5_000, 100),
    )
    found = reach(selection, population, NOON, 3)
    for estimate in (found.present, found.reached, found.not_reached, found.disturbed, found.share):
        assert estimate.low < estimate.middle < estimate.high
    assert found.present.middle == pytest.approx(found.reached.middle + found.not_reached.middle, rel=0.01)
    assert found == reach(selection, population, NOON, 3)
    other = reach(selection, population, NOON, 4)
    assert other.reached.middle == pytest.approx(found.reached.middle, rel=0.005)
    assert found.synthetic
    assert any("made up (seed 7)" in note.en for note in found.notes)
    assert len(found.assumptions) == 8
    assert all(known.low <= known.middle <= known.high for known in found.assumptions)
    assert len(found.cannot_know) >= 5


def test_what_the_numbers_lack_is_told() -> None:
    selection, _ = square()
    one = np.array([150_500.0]), np.array([450_500.0]), np.array([2.0]), np.array([2.0])
    population = Population(*one, "test", day_known=False, withheld=1, synthetic=True)
    later = datetime.datetime(2026, 1, 6, 11, 0, tzinfo=datetime.UTC)
    notes = [note.en for note in reach(selection, population, later, 1).notes]
    assert len(notes) == 4
    assert "No survey is known for 2026" in notes[3]


def test_nobody_there_is_no_share_of_anything() -> None:
    selection, _ = square()
    nobody = Population(np.empty(0), np.empty(0), np.empty(0), np.empty(0), "none")
    found = reach(selection, nobody, NOON, 1, draws=10)
    assert (found.present.high, found.share.high) == (0, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"moment": datetime.datetime(2020, 1, 1)}, "time zone"),
        ({"ages": {"baby": 0.1}}, "Unknown age group: baby"),
        ({"ages": {"75+": 0.7, "18-34": 0.7}}, "more than 1 together"),
        ({"ages": {"75+": -0.1}}, "negative"),
        ({"broadcasting": np.array([5])}, "unknown cell"),
    ],
)
def test_questions_that_cannot_be_answered(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ReachError, match=said):
        run(**change)


def test_nothing_can_be_said_without_draws() -> None:
    with pytest.raises(ReachError, match="one draw"):
        reach(*square(), NOON, 1, draws=0)


def test_before_the_launch_nobody_was_reached() -> None:
    with pytest.raises(BeforeLaunchError):
        run(datetime.datetime(2012, 1, 1, tzinfo=datetime.UTC))
