# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evacuation.means.fleets import buses, by_hour, judge, leg_h, region, text, travel
from weerbaar.evacuation.means import Assignment, Means, MeansError, Need, Refuge, TravelTimes, assign

THERE_AND_BACK = travel(("z", "r"), [[0, 0.5], [0.5, 0]])
ANY = [Refuge("r", text("hal"), np.inf)]


def one_zone(means: Means, people: float, before_h: float, beds: float = np.inf) -> Assignment:
    refuges = [Refuge("r", text("hal"), beds)]
    plan = assign([means], [Need("z", "walking", people, before_h)], refuges, THERE_AND_BACK)
    judge(plan, THERE_AND_BACK)
    return plan


@pytest.mark.parametrize(("before_h", "trips"), [(1.4, 0), (1.5, 1), (2.9, 1), (3.0, 2), (10.0, 6), (24.0, 16)])
def test_one_bus_makes_as_many_trips_as_fit(before_h: float, trips: int) -> None:
    """A trip takes half an hour there, a quarter to load, half an hour back and a quarter to unload."""
    plan = one_zone(buses(), 10_000, before_h)
    assert len(plan.trips) == trips
    assert plan.value == 50 * trips
    assert plan.most == pytest.approx(plan.value, abs=0.06)
    assert plan.vehicle_hours == pytest.approx(1.5 * trips)


def test_no_more_trips_than_people() -> None:
    plan = one_zone(buses(number=3), 120, 24.0)
    assert sorted(trip.people for trip in plan.trips) == [20, 50, 50]
    assert plan.value == 120
    assert plan.most == pytest.approx(120, abs=0.06)
    assert plan.unserved == ()
    assert plan.one_more == ()


def test_beds_limit() -> None:
    plan = one_zone(buses(), 1000, 24.0, beds=60)
    assert [trip.people for trip in plan.trips] == [50, 10]
    assert plan.most == pytest.approx(60, abs=0.06)
    (short,) = plan.one_more
    assert (short.id, short.what) == ("r", "beds")
    assert short.more == pytest.approx(10, abs=0.06)


def test_one_more_bus_brings_what_a_bus_brings() -> None:
    plan = one_zone(buses(number=2), 10_000, 9.0)
    (short,) = plan.one_more
    assert (short.id, short.what) == ("bus", "vehicle")
    assert short.more == pytest.approx(6 * 50, abs=0.06)


def test_a_crew_rests() -> None:
    """In a shift of 4 h two trips of 1.5 h; then 8 h of rest; the next shift is from 12 to 16 h."""
    plan = one_zone(buses(shift_h=4, rest_h=8), 10_000, 24.0)
    assert plan.value == 4 * 50
    assert [trip.sets_out_h >= 12 for trip in plan.trips] == [False, False, True, True]


def test_vehicles_that_come_later_make_fewer_trips() -> None:
    assert one_zone(buses(from_h=6.1), 10_000, 12.0).value == 3 * 50


def test_nobody_gets_in_before_the_call() -> None:
    plan = assign([buses()], [Need("z", "walking", 500, 5.0, from_h=2.0)], ANY, THERE_AND_BACK)
    judge(plan, THERE_AND_BACK)
    assert plan.value == 2 * 50
    assert min(trip.loads_h for trip in plan.trips) == 2.0


def test_the_risk_decides_who_goes_first() -> None:
    times = travel(("a", "b", "r"), [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]])
    needs = [Need("a", "walking", 50, 1.5, risk=0.01), Need("b", "walking", 40, 1.5, risk=0.02)]
    deaths = assign([buses()], needs, ANY, times, aim="deaths")
    assert deaths.served.tolist() == [0, 40]
    assert deaths.value == pytest.approx(0.8)
    assert assign([buses()], needs, ANY, times, aim="people").served.tolist() == [50, 0]


def test_of_two_receiving_places_the_near_one_saves_hours() -> None:
    times = travel(("z", "r", "far"), [[0, 0.5, 2], [0.5, 0, 2], [2, 2, 0]])
    refuges = [Refuge("far", text("ver"), np.inf), Refuge("r", text("hal"), np.inf)]
    plan = assign([buses()], [Need("z", "walking", 100, 24.0)], refuges, times)
    assert {trip.refuge for trip in plan.trips} == {"r"}
    assert plan.vehicle_hours == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("need", "means", "refuge", "why"),
    [
        (Need("z", "lying", 5, 9.0), buses(), Refuge("r", text("h"), 9), "geen middel vervoert mensen liggend."),
        (
            Need("z", "walking", 5, 9.0),
            buses(number=0),
            Refuge("r", text("h"), 9),
            "geen middel vervoert mensen te voet.",
        ),
        (
            Need("z", "walking", 5, 9.0),
            buses(),
            Refuge("r", text("h"), 9, ("lying",)),
            "geen opvang neemt mensen te voet op.",
        ),
        (
            Need("z", "walking", 5, 1.0),
            buses(),
            Refuge("r", text("h"), 9),
            "geen middel kan daar vóór uur 1 heen en terug.",
        ),
        (Need("z", "walking", 99, 1.5), buses(), Refuge("r", text("h"), 99), "te weinig middelen of tijd."),
        (Need("z", "walking", 59, 9.0), buses(), Refuge("r", text("h"), 9), "geen bed vrij voor mensen te voet."),
    ],
)
def test_why_people_are_not_helped(need: Need, means: Means, refuge: Refuge, why: str) -> None:
    (left,) = assign([means], [need], [refuge], THERE_AND_BACK).unserved
    assert left.why.nl == why
    assert left.people == {99: 49, 59: 50}.get(need.people, need.people)


def most_by_trying(
    means: list[Means],
    needs: list[Need],
    refuges: list[Refuge],
    times: TravelTimes,
    step_h: float,
    waits: bool = False,
) -> float:
    """The best of every combination of everything that every vehicle can do; with ``waits`` beginning late as well."""

    @cache
    def leg_of(at: int, begin: str, end: str, at_h: float) -> float:
        return leg_h(times, means[at], begin, end, at_h)

    def leg(one: Means, begin: str, end: str, at_h: float) -> float:
        return leg_of(means.index(one), begin, end, at_h)

    def days(one: Means) -> set[tuple[int, ...]]:
        found = set()

        def drive(now: int, place: str, made: tuple[int, ...]) -> None:
            found.add(tuple(sorted(made)))
            for (i, need), (r, refuge) in product(enumerate(needs), enumerate(refuges)):
                if need.category not in one.carries or need.category not in refuge.takes:
                    continue
                for begin in range(now, int(need.before_h / step_h) if waits else now + 1):
                    took = leg(one, place, need.zone, begin * step_h) + one.load_s / 3600
                    took += leg(one, need.zone, refuge.place, begin * step_h + took) + one.unload_s / 3600
                    end = begin + int(np.ceil(took / step_h - 1e-9))
                    if end * step_h <= need.before_h + 1e-9:
                        drive(end, refuge.place, (*made, i * len(refuges) + r))

        drive(0, one.place, ())
        return found

    def worth(combination: tuple[tuple[Means, tuple[int, ...]], ...]) -> float:
        seats = np.zeros((len(needs), len(refuges)))
        for one, made in combination:
            for pair in made:
                i, r = divmod(pair, len(refuges))
                seats[i, r] += one.carries[needs[i].category]
        # What people, seats and beds let through together is their smallest cut.
        return min(
            sum(need.people for need, cut in zip(needs, of_needs, strict=True) if cut)
            + sum(refuge.beds for refuge, cut in zip(refuges, of_refuges, strict=True) if cut)
            + float(seats[np.ix_(np.invert(of_needs), np.invert(of_refuges))].sum())
            for of_needs in product((False, True), repeat=len(needs))
            for of_refuges in product((False, True), repeat=len(refuges))
        )

    def full(made: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Days that are not part of another."""
        return [
            day
            for day in sorted(made)
            if not any(len(more) > len(day) and not Counter(day) - Counter(more) for more in made)
        ]

    choices = [combinations_with_replacement([(one, day) for day in full(days(one))], one.number) for one in means]
    return max(worth(tuple(day for group in chosen for day in group)) for chosen in product(*choices))


TIMES = travel(("a", "b", "r", "s"), [[0, 1, 1, 2], [1, 0, 2, 1], [1, 2, 0, 2], [2, 1, 2, 0]])


@settings(max_examples=15)
@given(
    capacities=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    numbers=st.tuples(st.integers(0, 2), st.integers(0, 1)),
    people=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    before=st.tuples(st.integers(2, 8), st.integers(2, 8)),
    beds=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_as_good_as_trying_everything(
    capacities: tuple[int, int],
    numbers: tuple[int, int],
    people: tuple[int, int],
    before: tuple[int, int],
    beds: tuple[int, int],
) -> None:
    means = [
        buses(numbers[0], capacities[0], "r", load_s=0, unload_s=0),
        buses(numbers[1], capacities[1], "b", "other", load_s=0, unload_s=0),
    ]
    needs = [Need("a", "walking", people[0], before[0]), Need("b", "walking", people[1], before[1])]
    refuges = [Refuge("r", text("r"), beds[0]), Refuge("s", text("s"), beds[1])]
    plan = assign(means, needs, refuges, TIMES, step_s=3600)
    judge(plan, TIMES)
    best = most_by_trying(means, needs, refuges, TIMES, 1.0)
    assert plan.value <= best + 1e-6
    assert plan.most >= best - 1e-6
    assert plan.value == pytest.approx(best, abs=1e-6)


@settings(max_examples=15)
@given(
    capacities=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    people=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    before=st.tuples(st.integers(2, 7), st.integers(2, 7)),
    longer=st.lists(st.sampled_from([1.0, 1.5, 2.0, 3.0]), min_size=2, max_size=7),
    past_queues=st.booleans(),
)
def test_as_good_as_trying_everything_when_times_depend_on_the_hour(
    capacities: tuple[int, int],
    people: tuple[int, int],
    before: tuple[int, int],
    longer: list[float],
    past_queues: bool,
) -> None:
    means = [
        buses(1, capacities[0], "r", load_s=0, unload_s=0),
        buses(1, capacities[1], "b", "other", load_s=0, unload_s=0, past_queues=past_queues),
    ]
    needs = [Need("a", "walking", people[0], before[0]), Need("b", "walking", people[1], before[1])]
    refuges = [Refuge("r", text("r"), np.inf), Refuge("s", text("s"), 20)]
    times = by_hour(TIMES, longer)
    plan = assign(means, needs, refuges, times, step_s=3600)
    judge(plan, times)
    best = most_by_trying(means, needs, refuges, times, 1.0, waits=True)
    assert plan.most >= best - 1e-6
    assert plan.value == pytest.approx(best, abs=1e-6)


def test_in_the_rush_hours_a_bus_stands_in_the_queue_and_one_with_a_lane_of_its_own_does_not() -> None:
    """Four hours long half an hour of driving takes two hours; then it is free."""
    times = by_hour(THERE_AND_BACK, [4.0, 4.0, 4.0, 4.0, 1.0])
    needs = [Need("z", "walking", 10_000, 9.0)]
    plan = assign([buses()], needs, ANY, times)
    judge(plan, times)
    free = assign([buses(past_queues=True)], needs, ANY, times)
    judge(free, times)
    # Free: six trips of 1.5 h. In the queue the first takes 2 h there and nearly 2 h back, and three follow in 4.5 h.
    assert free.value == 6 * 50
    assert plan.value == 4 * 50
    assert plan.most == pytest.approx(plan.value, abs=0.06)


def test_of_two_days_with_the_same_trips_the_one_in_the_quiet_hours() -> None:
    """One trip in nine hours: at first it takes 4.5 h, from hour 4 on 1.5 h; people can wait, so the bus does."""
    times = by_hour(THERE_AND_BACK, [4.0, 4.0, 4.0, 4.0, 1.0])
    plan = assign([buses()], [Need("z", "walking", 50, 9.0)], ANY, times)
    judge(plan, times)
    assert plan.value == 50
    assert plan.vehicle_hours == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize("aim", ["deaths", "people"])
def test_a_region_is_divided_within_six_percent_of_what_is_possible(aim: str) -> None:
    means, needs, refuges, times = region(35, 1)
    plan = assign(means, needs, refuges, times, aim=aim)  # type: ignore[arg-type]
    judge(plan, times)
    assert 0 <= plan.gap < 0.06
    assert plan.one_more[0].more > 0


def test_same_input_same_plan() -> None:
    one, other = (assign(*region(6, 3), aim="deaths") for _ in range(2))
    assert one.trips == other.trips
    assert one.most == other.most


def test_more_means_never_help_fewer_people_than_is_proven() -> None:
    means, needs, refuges, times = region(6, 5)
    before = assign(means, needs, refuges, times)
    after = assign([buses(20, 50, "r0", "extra"), *means], needs, refuges, times)
    assert after.most >= before.value - 1e-6
    assert after.value >= before.value


def test_nothing_to_divide() -> None:
    plan = assign([], [Need("z", "walking", 5, 9.0)], ANY, THERE_AND_BACK)
    assert (plan.value, plan.most, plan.gap, plan.trips) == (0, 0, 0, ())
    assert assign([buses()], [], ANY, THERE_AND_BACK).trips == ()


@pytest.mark.parametrize(
    ("means", "needs", "refuges", "aim", "step_s", "said"),
    [
        ([buses(place="x")], [], ANY, "people", 300, "van x zijn geen reistijden."),
        ([buses(), buses()], [], ANY, "people", 300, "bus staat twee keer bij means."),
        (
            [buses()],
            [Need("z", "lying", 1, 9.0)],
            ANY,
            "deaths",
            300,
            "van z (liggend) is de kans om te overlijden niet",
        ),
        ([buses()], [Need("z", "lying", 1, 9.0)], ANY, "people", 1, "een stap van 1 s kan niet; kies langere stappen."),
        ([buses()], [Need("z", "lying", 1, 9.0)], ANY, "people", 0, "een stap van 0 s kan niet; kies langere stappen."),
    ],
)
def test_bad_input_gives_one_message(
    means: list[Means], needs: list[Need], refuges: list[Refuge], aim: str, step_s: float, said: str
) -> None:
    with pytest.raises(MeansError) as caught:
        assign(means, needs, refuges, THERE_AND_BACK, aim=aim, step_s=step_s)  # type: ignore[arg-type]
    assert said in caught.value.render("nl")
