# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.base import LogNormal, Point, Triangular, Uniform
from weerbaar.capability.needs.balance import Asked, Group, Held, Job, balance
from weerbaar.capability.needs.course import Relay
from weerbaar.capability.needs.endurance import stretches, sustained_share
from weerbaar.capability.needs.outcomes import Drawing, Uncertain
from weerbaar.capability.needs.result import Numbers

DRAWS = 1600


def uniform(low: float, high: float) -> Uniform:
    return Uniform(distribution="uniform", low=low, high=high)


def asked(key: str, quantity: Any, start: float = 0.0, end: float = math.inf) -> Asked:
    return Asked((start, end), Uncertain(key, Point(value=quantity) if isinstance(quantity, float) else quantity))


def held(key: str, quantity: Any, reliability: float = 1.0, **relay: Any) -> Held:
    made = Point(value=quantity) if isinstance(quantity, float) else quantity
    return Held(Relay(**relay), Uncertain(key, made, reliability))


def numbers(needs: list[Asked], holders: list[Held], draws: int = DRAWS, seed: int = 1) -> Numbers:
    found = balance(Job((tuple(needs),), tuple(holders), (), draws, seed)).numbers[0]
    assert found is not None
    return found


def test_three_needs_in_time_by_hand() -> None:
    """Asked 10, 30 and 5 from hours 0, 2 and 6; there are 25, and 8 more from hour 3: 5 lack from hour 2 on."""
    found = numbers(
        [asked("a", 10.0, 0, 4), asked("b", 20.0, 2, 6), asked("c", 5.0, 6, 8)],
        [held("h", 25.0), held("late", 8.0, deploy_h=3)],
    )
    assert (found.moment_h, found.probability, found.shortfall, found.shortfall_95) == (2, 1, 5, 5)
    assert (found.need.median, found.present.median) == (30, 25)
    assert found.share == pytest.approx(5 / 30)
    assert found.closing == (5, 5, 5)
    assert found.exact
    assert found.certain


def test_an_unreliable_holder_is_computed_exactly() -> None:
    """Of 10 asked, 6 are sure and 6 come with a probability of 0.7: 4 lack in the other cases."""
    found = numbers([asked("a", 10.0)], [held("sure", 6.0), held("maybe", 6.0, 0.7)])
    assert found.probability == pytest.approx(0.3)
    assert found.shortfall == pytest.approx(0.3 * 4)
    assert found.share == pytest.approx(0.3 * 0.4)
    assert found.closing == (0, 4, 4)
    assert (found.error, found.shortfall_error, found.exact) == (0, 0, True)


def test_a_shortfall_that_was_never_drawn_is_not_told_as_impossible() -> None:
    """Two lognormals far apart: no draw falls short, but one could; the error is that of Laplace's rule, not 0."""

    def of(median: float) -> LogNormal:
        return LogNormal(distribution="lognormal", p5=median / 2, p95=median * 2)

    never = numbers([asked("x", of(1))], [held("y", of(100))])
    assert (never.probability, never.certain) == (0, False)
    assert never.error == pytest.approx(1 / DRAWS, rel=0.01)
    assert 0 < never.told < 1e-6
    always = numbers([asked("x", of(100))], [held("y", of(1))])
    assert (always.probability, always.error) == (1, never.error)
    assert 1 - 1e-6 < always.told < 1
    impossible = numbers([asked("x", 1.0)], [held("y", uniform(2, 3))])
    assert (impossible.told, impossible.error) == (0, 0)


def test_two_uniform_quantities_in_closed_form() -> None:
    """X on (0, 10) against Y on (5, 15): P(X > Y) = 25/200 and E(X - Y)+ = 5³/600."""
    found = numbers([asked("x", uniform(0, 10))], [held("y", uniform(5, 15))], draws=16_000)
    assert abs(found.probability - 0.125) < 5 * found.error
    assert abs(found.shortfall - 125 / 600) < 5 * found.shortfall_error
    assert 0 < found.error < 0.003
    # P(X - Y > m) = (5 - m)² / 200, so its 95 % quantile is 5 - sqrt(10)
    assert found.shortfall_95 == pytest.approx(5 - math.sqrt(10), abs=0.05)
    assert found.closing[:2] == (0, 0)


def test_a_triangle_against_a_number_in_closed_form() -> None:
    need = Triangular(distribution="triangular", low=0, mode=10, high=20)
    found = numbers([asked("x", need)], [held("y", 15.0)], draws=16_000)
    assert found.probability == pytest.approx(25 / 200, abs=1e-3)
    assert found.shortfall == pytest.approx(125 / 600, abs=1e-3)


def test_two_lognormal_quantities_in_closed_form() -> None:
    """The logarithm of their ratio is normal."""
    need, there = LogNormal(distribution="lognormal", p5=10, p95=40), LogNormal(distribution="lognormal", p5=15, p95=60)
    z = NormalDist().inv_cdf(0.95)
    means = [(math.log(a) + math.log(b)) / 2 for a, b in ((10, 40), (15, 60))]
    spread = math.hypot(*[math.log(4) / (2 * z)] * 2)
    expected = 1 - NormalDist(means[0] - means[1], spread).cdf(0)
    found = numbers([asked("x", need)], [held("y", there)], draws=16_000)
    assert abs(found.probability - expected) < 5 * found.error
    assert not found.certain


def test_ends_that_do_not_meet_are_certain_though_drawn() -> None:
    enough = numbers([asked("x", uniform(0, 10))], [held("y", uniform(10, 20))])
    assert (enough.probability, enough.error, enough.certain, enough.exact) == (0, 0, True, False)
    lacking = numbers([asked("x", uniform(10, 20))], [held("y", uniform(0, 9))])
    assert (lacking.probability, lacking.error, lacking.certain) == (1, 0, True)
    never = LogNormal(distribution="lognormal", p5=1, p95=2)
    doubtful = numbers([asked("x", never)], [held("y", 1e6)])
    assert (doubtful.probability, doubtful.certain) == (0, False)


def test_exactly_enough_is_enough() -> None:
    found = numbers([asked("a", 53.0)], [held("h", 53.0)])
    assert (found.probability, found.shortfall, found.closing) == (0, 0, (0, 0, 0))
    rotation = numbers([asked("a", 100.0)], [held("h", 200.0, endurance_h=12, rest_h=12)])
    assert rotation.probability == 0


def slow_numbers(needs: list[Asked], holders: list[Held], draws: int, seed: int) -> dict[str, Any]:
    """Slow twin: loops over draws and moments in plain Python, with the same random numbers."""
    drawing = Drawing(seed, draws)
    ways = drawing.outcomes([n.amount for n in needs], [h.amount for h in holders])
    needed = stretches([n.window for n in needs])
    moments = sorted({n.window[0] for n in needs})
    margins, shares, total = [], [], len(ways.weights)
    for k in range(total):
        best, part = -math.inf, 0.0
        for moment in moments:
            asks = sum(float(ways.needs[i, k]) for i, n in enumerate(needs) if n.window[0] <= moment < n.window[1])
            there = 0.0
            for j, h in enumerate(holders):
                there += float(ways.held[j, k]) * sustained_share(
                    needed,
                    moment,
                    deploy_h=h.relay.deploy_h,
                    endurance_h=h.relay.endurance_h,
                    rest_h=h.relay.rest_h,
                )
            if asks - there > best:
                best, part = asks - there, (asks - there) / asks if asks else 0.0
        margins.append(best)
        shares.append(max(0.0, part))
    ordered = sorted(margins)
    return {
        "probability": sum(m > 1e-6 for m in margins) / total,
        "shortfall": sum(max(0.0, m) for m in margins) / total,
        "share": sum(shares) / total,
        "closing": tuple(max(0.0, ordered[math.ceil(p * total) - 1]) for p in (0.5, 0.8, 0.95)),
    }


def test_the_slow_twin_agrees() -> None:
    needs = [
        asked("a", uniform(10, 40), 0, 30),
        asked("b", Triangular(distribution="triangular", low=5, mode=20, high=60), 6, 20),
        asked("c", uniform(0, 50), 40, 55),
    ]
    holders = [
        held("h", uniform(60, 120), endurance_h=8, rest_h=16),
        held("late", uniform(10, 60), 0.7, deploy_h=5),
        held("once", 30.0, deploy_h=2, endurance_h=20),
    ]
    fast, slow = numbers(needs, holders), slow_numbers(needs, holders, DRAWS, 1)
    assert fast.probability == pytest.approx(slow["probability"])
    assert fast.shortfall == pytest.approx(slow["shortfall"])
    assert fast.share == pytest.approx(slow["share"])
    assert fast.closing == pytest.approx(slow["closing"])
    assert 0.05 < fast.probability < 0.95


def test_nothing_asked_and_nothing_known_have_no_numbers() -> None:
    found = balance(Job(((), (asked("a", 10.0),)), None, (), DRAWS, 1))
    assert found.needs[0] is None
    assert found.needs[1] is not None
    assert found.numbers == (None, None)


def pair(in_order: bool, there: float = 35.0) -> Job:
    first, second = (asked("a", 30.0, 0, 10),), (asked("b", 10.0, 0, 5), asked("c", 20.0, 5, 10))
    return Job((first, second), (held("h", there),), (Group((0, 1), in_order),), DRAWS, 1)


def test_two_scenarios_at_the_same_time_by_hand() -> None:
    """35 for 30 and 10 (hours 0-5), 30 and 20 (hours 5-10); alone there is enough for each."""
    found = balance(pair(in_order=True)).rivalries[0]
    assert found is not None
    assert found.alone == (0, 0)
    assert found.together == (0, 15)
    assert (found.extra, found.extra_probability) == (15, 1)
    assert found.together_probability == (0, 1)
    shared = balance(pair(in_order=False)).rivalries[0]
    assert shared is not None
    # from hour 5 on everybody gets 35/50
    assert shared.together == pytest.approx((9, 6))
    assert shared.extra == pytest.approx(15)


def test_enough_for_both_is_no_rivalry() -> None:
    found = balance(pair(in_order=False, there=50.0)).rivalries[0]
    assert found is not None
    assert (found.extra, found.extra_probability, found.together) == (0, 0, (0, 0))


def test_a_group_of_which_one_scenario_asks_has_no_rivalry() -> None:
    job = Job(((asked("a", 30.0),), ()), (held("h", 5.0),), (Group((0, 1), True),), DRAWS, 1)
    assert balance(job).rivalries == (None,)


QUANTITIES = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda q: uniform(q[0], q[0] + q[1]))
NEEDS = st.lists(st.tuples(QUANTITIES, st.integers(0, 20), st.integers(1, 20)), min_size=1, max_size=3)
HOLDERS = st.lists(
    st.tuples(QUANTITIES, st.integers(0, 10), st.none() | st.integers(1, 20), st.integers(1, 20)), max_size=3
)


def as_needs(rows: list[Any], name: str = "n") -> list[Asked]:
    return [asked(f"{name}{k}", q, float(a), float(a + b)) for k, (q, a, b) in enumerate(rows)]


def as_holders(rows: list[Any]) -> list[Held]:
    return [
        held(f"h{k}", q, deploy_h=float(d), endurance_h=e, rest_h=None if e is None else float(r))
        for k, (q, d, e, r) in enumerate(rows)
    ]


@settings(max_examples=40)
@given(NEEDS, HOLDERS, st.integers(1, 40))
def test_more_present_never_raises_the_shortfall(needs: list[Any], holders: list[Any], more: int) -> None:
    base = numbers(as_needs(needs), as_holders(holders), draws=160)
    added = numbers(as_needs(needs), [*as_holders(holders), held("more", float(more))], draws=160)
    assert added.shortfall <= base.shortfall + 1e-9
    assert added.probability <= base.probability + 1e-12
    assert all(a <= b + 1e-9 for a, b in zip(added.closing, base.closing, strict=True))


@settings(max_examples=25)
@given(NEEDS, st.integers(2, 80), st.integers(0, 10))
def test_two_certain_halves_are_the_whole(needs: list[Any], amount: int, deploy: int) -> None:
    relay = {"deploy_h": float(deploy), "endurance_h": 8.0, "rest_h": 16.0}
    whole = numbers(as_needs(needs), [held("h", float(amount), **relay)], draws=160)
    halves = [held(f"half {k}", amount / 2, **relay) for k in range(2)]
    split = numbers(as_needs(needs), halves, draws=160)
    assert split.shortfall == pytest.approx(whole.shortfall)
    assert split.probability == whole.probability
    assert split.closing == pytest.approx(whole.closing)


@settings(max_examples=25)
@given(NEEDS, HOLDERS)
def test_what_would_close_the_gap_closes_it(needs: list[Any], holders: list[Any]) -> None:
    base = numbers(as_needs(needs), as_holders(holders), draws=160)
    for chance, amount in zip((0.5, 0.8, 0.95), base.closing, strict=True):
        enough = numbers(as_needs(needs), [*as_holders(holders), held("extra", amount * (1 + 1e-9))], draws=160)
        assert 1 - enough.probability >= chance - 1e-9


@settings(max_examples=25)
@given(NEEDS, NEEDS, HOLDERS, st.booleans())
def test_together_never_less_is_lacking_than_apart(
    one: list[Any], other: list[Any], holders: list[Any], in_order: bool
) -> None:
    """Slow twin of rationing: moment by moment and draw by draw, without the engine's floor at what lacks apart."""
    needs = [as_needs(one, "a"), as_needs(other, "b")]
    parts = as_holders(holders)
    found = balance(Job(tuple(tuple(n) for n in needs), tuple(parts), (Group((0, 1), in_order),), 160, 1)).rivalries[0]
    assert found is not None
    ways = Drawing(1, 160).outcomes([n.amount for own in needs for n in own], [h.amount for h in parts])
    everything = [n for own in needs for n in own]
    needed = stretches([n.window for n in everything])
    slow = [0.0, 0.0]
    for k in range(len(ways.weights)):
        worst = [0.0, 0.0]
        for moment in sorted({n.window[0] for n in everything}):
            there = sum(
                float(ways.held[j, k])
                * sustained_share(
                    needed, moment, deploy_h=h.relay.deploy_h, endurance_h=h.relay.endurance_h, rest_h=h.relay.rest_h
                )
                for j, h in enumerate(parts)
            )
            asks, row = [], 0
            for own in needs:
                asks.append(
                    sum(float(ways.needs[row + i, k]) for i, n in enumerate(own) if n.window[0] <= moment < n.window[1])
                )
                row += len(own)
            gets = [min(asks[0], there), 0.0]
            gets[1] = min(asks[1], there - gets[0])
            if not in_order and sum(asks) > there:
                gets = [a * there / sum(asks) for a in asks]
            worst = [max(w, a - g) for w, a, g in zip(worst, asks, gets, strict=True)]
        slow = [s + w * float(ways.weights[k]) for s, w in zip(slow, worst, strict=True)]
    assert found.together == pytest.approx(tuple(slow), abs=1e-6)
    for apart, along in zip(found.alone, slow, strict=True):
        assert along >= apart - 1e-6
    assert found.extra >= 0


def test_the_same_numbers_wherever_it_is_computed() -> None:
    job = pair(in_order=False)
    assert balance(job) == balance(job)
    needs, holders = [asked("x", uniform(0, 10))], [held("y", uniform(5, 15))]
    assert numbers(needs, holders, seed=1) != numbers(needs, holders, seed=2)
    assert np.isclose(
        numbers(needs, holders, seed=1).probability, numbers(needs, holders, seed=2).probability, atol=0.02
    )
