# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.assistance.situations import line, random_situation, situation, source
from weerbaar.base import InputError
from weerbaar.capability.assistance.file_model import TASKS
from weerbaar.capability.assistance.planning import ASSISTANCE, OTHER, PLATOONS, TOTAL, WORST, Plan, plan_assistance
from weerbaar.capability.assistance.rest import most_in_window
from weerbaar.capability.assistance.situation import BASIC, DUTY, RIOT, Commitment, Situation

GUARD = TASKS.index("guarding")


def test_a_platoon_takes_fifty_officers_out_of_basic_care() -> None:
    """One deployed riot platoon takes 50 officers out of other work for a shift (police chief, December 2025)."""
    riot = source("me", "police", 0, 1, 50, ("riot",), 1, from_duty=True)
    made = situation([[100]], (line(0, 0, BASIC, 80), line(0, 0, RIOT, 1)), (riot,))
    basic = plan_assistance(made)
    assert (basic.value(TOTAL), basic.value(PLATOONS)) == (0.0, 8.0)
    first = plan_assistance(made, priority="riot")
    assert first.formed[0, 0] == 50
    assert first.own[0, 0, BASIC] == 50
    assert first.value(WORST) == pytest.approx(30 / 80)
    assert (first.value(TOTAL), first.value(PLATOONS)) == (240.0, 0.0)


def test_shortage_of_basic_care_is_shared_fairly() -> None:
    made = situation([[100], [20]], (line(0, 0, BASIC, 100), line(1, 0, BASIC, 100)))
    plan = plan_assistance(made)
    assert plan.value(WORST) == pytest.approx(0.4)
    assert plan.shortage[:, 0, BASIC].tolist() == [40, 40]


def test_own_police_first_then_the_order_of_asking() -> None:
    helpers = (
        source("d", "defence", 0, 1, 20, ("guarding",), 1),
        source("p", "private", 0, 2, 10, ("guarding",), 1),
    )
    made = situation([[30], [0]], (line(0, 0, GUARD, 40),), helpers)
    plan = plan_assistance(made)
    assert plan.own[0, 0, GUARD] == 30
    assert Counter({d.source: d.persons for d in plan.deployments}) == Counter({DUTY: 30, "p": 10})
    without = plan_assistance(made, without=["private"])
    assert Counter({d.source: d.persons for d in without.deployments})["d"] == 20
    assert without.value(ASSISTANCE) == 20 * 8 * 4**4


def test_defence_and_private_security_never_do_riot_or_basic() -> None:
    made = random_situation(3, 4, 3, 25)
    plan = plan_assistance(made)
    for d in plan.deployments:
        if made.helpers[d.party].id in ("defence", "private", "municipal"):
            assert TASKS[d.task] not in ("basic", "riot")


def test_who_arrives_late_counts_for_part() -> None:
    late = source("u", "kmar", 1, 1, 40, ("basic",), 1, notice_h=24.0)
    made = situation([[0], [0]], (line(0, 0, BASIC, 40),), (late,), [[0, 2], [2, 0]])
    assert plan_assistance(made).shortage[0, 0, BASIC] == 10
    assert plan_assistance(replace(made, request_h=-40.0)).shortage[0, 0, BASIC] == 0
    assert plan_assistance(replace(made, at_most_h=1.0)).shortage[0, 0, BASIC] == 40


def test_promises_are_kept_and_elsewhere_is_away() -> None:
    unit = source("u", "kmar", 0, 1, 40, ("basic", "guarding"), 2, promised=(Commitment(0, 1, GUARD), Commitment(1)))
    made = situation([[0, 0], [0, 0]], tuple(line(r, s, BASIC, 40) for r in (0, 1) for s in (0, 1)), (unit,))
    plan = plan_assistance(made)
    assert [(d.region, d.shift, d.task, d.promised) for d in plan.deployments] == [(1, 0, GUARD, True)]


def test_two_promises_in_a_row_in_different_places_are_taken_as_they_are() -> None:
    unit = source(
        "u", "kmar", 0, 1, 40, ("guarding",), 3, rest_h=0.0, promised=(Commitment(0, 0, GUARD), Commitment(1, 1, GUARD))
    )
    lines = (line(0, 0, GUARD, 40), line(1, 1, GUARD, 40), line(0, 2, GUARD, 40))
    made = situation([[0, 0, 0], [0, 0, 0]], lines, (unit,), [[0, 2], [2, 0]])
    plan = plan_assistance(made)
    assert [(d.region, d.shift) for d in plan.deployments if d.promised] == [(0, 0), (1, 1)]
    assert plan.proven


def test_without_police_nobody_leaves_a_region() -> None:
    made = random_situation(5, 4, 3, 20)
    plan = plan_assistance(made, without=["police"])
    assert all(d.home == d.region for d in plan.deployments if d.party == made.police)


def test_an_unknown_party_is_refused() -> None:
    with pytest.raises(InputError) as stop:
        plan_assistance(random_situation(1, 2, 1, 0), without=["navo"])
    assert "onbekende partij" in stop.value.render("nl")


def brute_force(made: Situation) -> tuple[float, ...]:
    """Try everything: each part of each source anywhere or nowhere, officers at home or with the neighbours."""
    (regions, shifts, _), demand = made.shape, made.demand()
    best: tuple[float, ...] | None = None
    slots = [(s, k, p) for s in range(shifts) for k, src in enumerate(made.sources) for p in range(src.parts)]
    choices = []
    for s, k, _ in slots:
        cells = [(r, t) for r in range(regions) for t in made.sources[k].tasks if demand[r, s, t]]
        choices.append([None, *cells])
    for chosen in product(*choices):
        work: dict[tuple[int, int], list[tuple[float, float]]] = {}
        covered = np.zeros(made.shape)
        taken = np.zeros((regions, shifts))
        for (s, k, p), cell in zip(slots, chosen, strict=True):
            if cell is None:
                continue
            src, shift = made.sources[k], made.shifts[s]
            journey = made.travel_h[src.home, cell[0]]
            work.setdefault((k, p), []).append((shift.start_h - journey, shift.end_h + journey + src.rest_h))
            covered[cell[0], s, cell[1]] += 1 if cell[1] == RIOT else src.size
            taken[src.home, s] += src.size if src.from_duty else 0
        if any(a[1] > b[0] for spans in work.values() for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False)):
            continue
        left = made.officers - taken
        if (left < 0).any():
            continue
        moves = [range(-int(left[1, s]), int(left[0, s]) + 1) if regions == 2 else (0,) for s in range(shifts)]
        for moved in product(*moves):
            there = covered.copy()
            there[0, :, BASIC] += left[0] - np.array(moved)
            if regions == 2:
                there[1, :, BASIC] += left[1] + np.array(moved)
            missing = np.maximum(0, demand - there)
            basic = missing[:, :, BASIC]
            worst = max(
                (float(basic[c] / demand[c][BASIC]) for c in np.ndindex(basic.shape) if demand[c][BASIC]), default=0.0
            )
            value = (round(worst, 9), 8.0 * float(basic.sum()), 8.0 * float(missing[:, :, RIOT].sum()))
            best = value if best is None else min(best, value)
    assert best is not None
    return best


@pytest.mark.parametrize("seed", range(6))
def test_exact_on_tiny_instances_against_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shifts = 2
    lines = [line(r, s, BASIC, int(rng.integers(1, 7))) for r in (0, 1) for s in range(shifts)]
    lines += [line(int(rng.integers(2)), s, RIOT, int(rng.integers(1, 3))) for s in range(shifts)]
    sources = (
        source("me", "police", int(rng.integers(2)), 2, 3, ("riot",), shifts, from_duty=True, rest_h=8.0),
        source("k", "kmar", int(rng.integers(2)), 1, 2, ("riot", "basic"), shifts, rest_h=float(rng.choice([0, 8]))),
    )
    made = situation(rng.integers(1, 6, (2, shifts)), tuple(lines), sources)
    plan = plan_assistance(made, shortages_only=True)
    assert plan.proven
    assert (plan.value(WORST), plan.value(TOTAL), plan.value(PLATOONS)) == pytest.approx(brute_force(made))


def rules_hold(plan: Plan) -> None:
    made = plan.situation
    assert (plan.shortage >= 0).all()
    covered = plan.own + plan.helped.sum(axis=0)
    assert np.allclose(plan.shortage, np.maximum(0, plan.demand - covered))
    used = np.zeros((made.shape[0], made.shape[1]))
    for d in plan.deployments:
        if d.source == DUTY:
            used[d.home, d.shift] += d.persons
    assert (used + plan.formed <= made.officers).all()
    for s in plan.sources:
        parts = plan.rosters.get(s.id, ())
        assert len(parts) <= s.parts
        for jobs in parts:
            spans = sorted(j.bound(s.rest_h) for j in jobs)
            assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(spans))
            if s.max_hours is not None:
                assert most_in_window([(j.begins, j.ends) for j in jobs], s.window_h) <= s.max_hours + 1e-6
        counted = sum(d.parts for d in plan.deployments if d.source == s.id)
        assert counted == sum(len(jobs) for jobs in parts)


@given(st.integers(0, 10_000))
@settings(max_examples=5)
def test_supply_and_rest_hold_in_every_plan_and_the_order_of_units_changes_nothing(seed: int) -> None:
    made = random_situation(seed, 3, 4, 10)
    made = replace(made, sources=tuple(replace(s, max_hours=16.0, window_h=48.0) for s in made.sources))
    plan = plan_assistance(made)
    rules_hold(plan)
    turned = plan_assistance(replace(made, sources=made.sources[::-1]))
    assert [r.value for r in turned.reached] == pytest.approx([r.value for r in plan.reached], abs=1e-4)


@given(st.integers(0, 10_000), st.sampled_from(["kmar", "private", "police"]))
@settings(max_examples=5)
def test_more_supply_never_raises_the_first_shortage(seed: int, party: str) -> None:
    made = random_situation(seed, 3, 3, 5)
    tasks = ("riot", "basic") if party != "private" else ("guarding",)
    more = replace(made, sources=(*made.sources, source("more", party, 0, 1, 50, tasks, 3, rest_h=8.0)))
    for priority in ("basic", "riot"):
        before, after = (plan_assistance(m, priority=priority, shortages_only=True) for m in (made, more))  # type: ignore[arg-type]
        assert tuple(round(r.value, 6) for r in after.reached) <= tuple(round(r.value, 6) for r in before.reached)


def test_equal_parts_with_a_bound_on_hours_are_dealt_one_by_one_where_needed() -> None:
    """Three shifts of 6 hours in 24: 2 parts of at most 10 hours could do 20 hours together, but one shift each."""
    unit = source("u", "private", 0, 2, 10, ("guarding",), 3, max_hours=10.0, window_h=24.0)
    made = situation([[0, 0, 0]], tuple(line(0, s, GUARD, 10) for s in range(3)), (unit,), hours=6.0)
    plan = plan_assistance(made)
    assert plan.value(OTHER) == 60.0
    assert sum(d.persons for d in plan.deployments) == 20
