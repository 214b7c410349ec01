# SPDX-License-Identifier: EUPL-1.2
"""A chain of three risks of which everything is known: rates, causes and effects by name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from weerbaar.base import Text
from weerbaar.cascade import (
    TOTAL,
    CascadeOutcome,
    Catalogue,
    Link,
    Risk,
    cascade_outcome,
    cut_links,
    cut_of,
    cuts_of,
    network_of,
    simulate,
)

DAILY = 1e-4


def chain() -> Catalogue:
    """A starts by itself and sets off B half of the time; B sets off C one time in five; D never happens."""
    euro = {"A": 100.0, "B": 1000.0, "C": 0.0, "D": 5.0}
    risks = tuple(Risk(i, Text(nl=i), False, Text(nl=""), {"one": {"money": euro[i]}}) for i in euro)
    root = {i: {"one": DAILY if i == "A" else 0.0} for i in euro}
    links = (Link("A", "one", "B", {"one": 0.5}), Link("B", "one", "C", {"one": 0.2}))
    return Catalogue("keten", Text(nl="Keten"), Text(nl=""), ("one",), ("money",), risks, root, links)


@pytest.fixture(scope="module")
def outcome() -> CascadeOutcome:
    catalogue, network = chain(), network_of(chain())
    choices = {"events": 3200, "seed": 5, "impact_noise": "none"}
    simulation = simulate(network, years=1000, **choices)
    pairs = [("A", "B"), ("B", None)]
    what_if = cut_links(network, [cut_of(network, cause=a, effect=b) for a, b in pairs], **choices)
    return cascade_outcome(catalogue, simulation, settings={"trend": None}, cuts=cuts_of(catalogue, what_if, pairs))


def test_rates_are_exact_where_no_chance_is_involved(outcome: CascadeOutcome) -> None:
    once = 365 * DAILY
    assert [s.rate for s in outcome.states] == pytest.approx([once, once * 0.5, once * 0.1, 0.0], rel=1e-12)
    assert [s.rate_se for s in outcome.states] == [0.0] * 4
    assert [s.rate_bound for s in outcome.states] == pytest.approx([s.rate for s in outcome.states])
    assert outcome.risk_rates.tolist() == [s.rate for s in outcome.states]
    assert outcome.flow[0, 1] == pytest.approx(once * 0.5)
    assert outcome.flow[1, 2] == pytest.approx(once * 0.1)
    assert np.count_nonzero(outcome.flow) == 2


def test_causes_have_names_and_a_start_has_none(outcome: CascadeOutcome) -> None:
    first, _, third, never = outcome.states
    assert [(c.kind, c.risk, c.share) for c in first.causes] == [("direct", None, 1.0), ("root", None, 1.0)]
    assert [(c.kind, c.risk, c.intensity) for c in third.causes] == [("direct", "B", "one"), ("root", "A", "one")]
    assert third.main_cause("root") == ("A", pytest.approx(1.0))
    assert never.causes == ()
    assert never.main_cause("direct") is None


def test_effects_share_the_impact(outcome: CascadeOutcome) -> None:
    own, follows = sorted(outcome.states[0].effects, key=lambda e: e.risk or "")
    assert (own.risk, own.probability) == (None, 1.0)
    assert (follows.risk, follows.intensity) == ("B", "one")
    assert follows.probability == pytest.approx(0.5)
    assert follows.impact_share == pytest.approx(500 / 600)
    assert (own.impact_share or 0) + (follows.impact_share or 0) == pytest.approx(1.0)
    assert all(e.impact_share is None for e in outcome.states[2].effects)


def test_impact_and_histogram_count_every_event(outcome: CascadeOutcome) -> None:
    start = outcome.states[0]
    spread = start.impact[TOTAL]
    assert (spread.mean, spread.se) == (pytest.approx(600), 0.0)  # from the balance, without chance
    assert (spread.q05, spread.q95) == (100.0, 1100.0)
    assert start.yearly_impact == pytest.approx(start.rate * spread.mean)
    assert len(spread.counts) == len(outcome.edges_log10) + 1
    assert sum(spread.counts) == 3200
    assert spread.counts[0] + spread.counts[1] == 3200  # 100 lies below 1,000 euro, 1,100 just above
    assert outcome.expected_impact[TOTAL] == pytest.approx((365 * DAILY * 600, 0.0))


def test_a_cut_takes_away_what_came_over_the_link(outcome: CascadeOutcome) -> None:
    one, other = outcome.cuts
    assert (one.cause, one.effect, other.effect) == ("A", "B", None)
    assert one.impact[TOTAL] == pytest.approx((-365 * DAILY * 500, 0.0))
    assert [(c.risk, c.change) for c in one.rates] == [
        ("B", pytest.approx(-365 * DAILY * 0.5)),
        ("C", pytest.approx(-365 * DAILY * 0.1)),
    ]
    assert [c.risk for c in other.rates] == ["C"]


def test_the_record_says_what_it_was_made_from(outcome: CascadeOutcome) -> None:
    assert outcome.record.input_hash == chain().content_hash
    assert outcome.record.settings == {"years": 1000, "impact_noise": "none", "trend": None}
    assert outcome.record.draws == outcome.events == 3200


def test_states_of_one_risk(outcome: CascadeOutcome) -> None:
    assert [s.intensity for s in outcome.of_risk("B")] == ["one"]
    assert outcome.risk_impacts[3] == 0.0
    with pytest.raises(KeyError):
        outcome.of_risk("Z")


def test_no_bound_is_none_and_an_unknown_error_too() -> None:
    network = network_of(chain())
    simulation = simulate(network, years=1, events=32, seed=1)
    unbounded = np.full(4, np.inf)
    rates = replace(simulation.rates, bound=unbounded, rate_se=unbounded, exact=np.zeros(4, dtype=bool))
    outcome = cascade_outcome(chain(), replace(simulation, rates=rates))
    assert {(s.rate_bound, s.rate_se) for s in outcome.states} == {(None, None)}
