# SPDX-License-Identifier: EUPL-1.2
"""The earliest hours against hand-made chains and against a slow search that tries until nothing changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.cooperation.registers import own, register, request
from weerbaar.capability.cooperation.activation import Timeline, chain_to, power_when, steps_of, timeline
from weerbaar.capability.cooperation.file_model import Agreement


def agreements(*given_: dict[str, Any]) -> dict[str, Agreement]:
    names = {
        n for a in given_ for n in (*a.get("asks", ()), a.get("decides"), *(p["party"] for p in a.get("powers", ())))
    }
    names |= {s[k] for a in given_ for s in a.get("procedure", {}).get("steps", ()) for k in ("by", "to")}
    return dict(register(sorted(names - {None}), given_).agreements)


CHAIN = agreements(
    own("regio", 1.0),
    request("bijstand", "regio", ("regio", "locc", 0.5), ("locc", "minister", 0.25), ("minister", "defensie", 2.0)),
    request("pool", "minister", ("minister", "ercc", 1.0), ("ercc", "staten", 4.0)),
    request("reserve", "minister", ("minister", "ercc", 0.5), requires=["pool"]),
)


def test_each_step_brings_its_party_in_and_the_next_request_starts_there() -> None:
    found = timeline(CHAIN.values(), guess_zero=False)
    assert {p: e.hour for p, e in found.parties.items()} == {
        "regio": 1.0,
        "locc": 1.5,
        "minister": 1.75,
        "ercc": 2.75,
        "defensie": 3.75,
        "staten": 6.75,
    }
    assert found.granted_h("bijstand") == 3.75
    assert found.agreements["pool"].asked_h == 1.75
    assert found.granted_h("pool") == 6.75


def test_a_request_waits_for_what_it_requires() -> None:
    found = timeline(CHAIN.values(), guess_zero=False)
    assert found.agreements["reserve"].asked_h == 6.75
    assert found.granted_h("reserve") == 7.25
    assert timeline([a for a in CHAIN.values() if a.id != "pool"], guess_zero=True).granted_h("reserve") is None


def test_the_chain_holds_every_step_up_to_the_one_that_brought_the_asker_in() -> None:
    found = timeline(CHAIN.values(), guess_zero=False)
    steps = [(s.by, s.to, s.start_h, s.end_h) for s in chain_to(found, CHAIN, "reserve")]
    assert steps == [
        ("regio", "locc", 1.0, 1.5),
        ("locc", "minister", 1.5, 1.75),
        ("minister", "ercc", 1.75, 2.75),
        ("ercc", "staten", 2.75, 6.75),
        ("minister", "ercc", 6.75, 7.25),
    ]


def test_a_step_of_unknown_length_gives_a_lower_bound_and_never_a_grant() -> None:
    unknown = agreements(own("a"), request("x", "a", ("a", "b", 1.0), ("b", "c", None), ("c", "d", 2.0)))
    known, floor = (timeline(unknown.values(), guess_zero=guess) for guess in (False, True))
    assert known.granted_h("x") is None
    assert known.agreements["x"].ends == (1.0,)
    assert set(known.parties) == {"a", "b"}
    assert floor.granted_h("x") == 3.0
    assert [s.known for s in chain_to(floor, unknown, "x")] == [True, False, True]


def test_a_request_is_not_made_before_the_hour_it_was_really_made() -> None:
    found = timeline(CHAIN.values(), guess_zero=False, released={"bijstand": 5.0}, otherwise_h=9.0)
    assert found.granted_h("bijstand") == 7.75
    assert found.agreements["pool"].asked_h == 9.0


def test_the_first_of_those_who_may_ask_asks() -> None:
    two = agreements(own("laat", 3.0), own("vroeg", 1.0), request("x", ["laat", "vroeg"], ("laat", "b", 1.0)))
    found = timeline(two.values(), guess_zero=False)
    assert found.agreements["x"].asker == "vroeg"
    assert [(s.by, s.to) for s in chain_to(found, two, "x")] == [("vroeg", "b")]


def test_requests_that_wait_for_each_other_never_come() -> None:
    circle = agreements(own("z"), request("x", "a", ("a", "b", 1.0)), request("y", "b", ("b", "a", 1.0)))
    assert timeline(circle.values(), guess_zero=True).agreements == {}


def test_without_written_steps_there_is_one_of_unknown_length() -> None:
    bare = agreements(
        own("a"), request("x", "a", procedure={}, asked="b", decides=None) | {"asked": "b"}, own("b", 9.0)
    )
    (step,) = steps_of(bare["x"])
    assert (step.by, step.to, step.hours) == ("a", "b", None)
    assert steps_of(bare["own-a"]) == ()


def test_powers_come_with_the_grant_where_somebody_may_ask() -> None:
    assert power_when(CHAIN["own-regio"], None) == "own"
    assert power_when(CHAIN["pool"], None) == "asked"
    assert power_when(CHAIN["pool"], "own") == "own"


def slow(given_: dict[str, Agreement]) -> dict[str, float]:
    """Hours at which requests are granted, by trying until nothing becomes earlier."""
    party: dict[str, float] = {}
    granted: dict[str, float] = {}
    for a in given_.values():
        for p in a.powers:
            party[p.party] = min(party.get(p.party, 1e9), p.from_h)
    changed = True
    while changed:
        before = (dict(party), dict(granted))
        for a in given_.values():
            askers = [party[p] for p in a.asks if p in party]
            if not askers or any(r not in granted for r in a.requires):
                continue
            hour = max([min(askers), *(granted[r] for r in a.requires)])
            for step in a.procedure.steps:
                hour += step.hours or 0.0
                party[step.to] = min(party.get(step.to, 1e9), hour)
            granted[a.id] = min(granted.get(a.id, 1e9), hour)
        changed = before != (party, granted)
    return granted


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Agreement]:
    names = [f"p{k}" for k in range(6)]
    found = [own("p0", draw(st.integers(0, 3)))]
    if draw(st.booleans()):
        found.append(own("p1", draw(st.integers(0, 9))))
    for k in range(draw(st.integers(1, 7))):
        asks = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        length = draw(st.integers(1, 3))
        steps = [(asks[0], draw(st.sampled_from(names)), float(draw(st.integers(0, 4)))) for _ in range(length)]
        needs = draw(st.lists(st.sampled_from(range(k)), max_size=2, unique=True)) if k else []
        found.append(request(f"r{k}", asks, *steps, requires=[f"r{n}" for n in needs]))
    return agreements(*found, own("p5", 50.0), *(own(n, 90.0) for n in names[2:5]))


@settings(max_examples=80)
@given(networks())
def test_hours_are_those_of_the_slow_search(given_: dict[str, Agreement]) -> None:
    found: Timeline = timeline(given_.values(), guess_zero=True)
    wanted = slow(given_)
    assert {i: found.granted_h(i) for i in found.agreements} == pytest.approx(wanted)
    for id_ in found.agreements:
        chain = chain_to(found, given_, id_)
        assert chain[-1].end_h <= wanted[id_] + 1e-9
        assert all(s.start_h <= s.end_h for s in chain)
