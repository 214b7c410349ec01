# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import dataclasses
import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.capability.needs_cases import (
    analysis_of,
    capability,
    large,
    need,
    one,
    present,
    task,
    together,
    triangular,
    uniform,
)
from weerbaar.base import InputError
from weerbaar.capability.analysis import Analysis, load_analysis
from weerbaar.capability.measures import Measure
from weerbaar.capability.needs import Gaps, Needs, gaps
from weerbaar.dossier import Capability


def measure(id_: str, *adds: dict[str, Any]) -> Measure:
    return Measure.model_validate({"id": id_, "title": {"nl": id_}, "cost": {"one_off_eur": 1}, "adds": list(adds)})


def test_absent_is_not_zero() -> None:
    """Nobody said: unknown. Somebody said 0: zero, and all of the need lacks."""
    unknown = gaps(one(tasks=[task("t", need(10))]), draws=160).cell("agenten", "brand")
    assert (unknown.state, unknown.numbers) == ("unknown", None)
    assert unknown.need is not None
    assert unknown.need.median == 10
    zero = gaps(one(present("p", 0), tasks=[task("t", need(10))]), draws=160).cell("agenten", "brand")
    assert zero.state == "short"
    assert zero.numbers is not None
    assert (zero.numbers.probability, zero.numbers.shortfall, zero.numbers.share) == (1, 10, 1)


def test_what_no_task_asks_is_not_needed_and_not_sufficient() -> None:
    needs = Needs((capability(), capability("wagens")), (task("t", need(10), need(0, of="wagens")),), (), ())
    found = gaps(analysis_of(needs), draws=160)
    assert found.cell("wagens", "brand").state == "not needed"
    assert found.capability("wagens").kind is None
    assert found.capability("wagens").state == "not needed"


def test_needs_of_all_tasks_of_a_scenario_add_up() -> None:
    found = gaps(
        one(present("p", 25), tasks=[task("t1", need(10, 0, 4), need(20, 2, 4)), task("t2", need(5, 6, 2))]), draws=160
    ).cell("agenten", "brand")
    assert found.tasks == ("t1", "t2")
    assert found.numbers is not None
    assert (found.numbers.moment_h, found.numbers.shortfall) == (2, 5)


def test_what_has_expired_does_not_count_and_is_not_unknown() -> None:
    analysis = one(present("p", 20, valid_until="2013-12-31"), tasks=[task("t", need(10))])
    assert gaps(analysis, draws=160).cell("agenten", "brand").state == "short"
    before = gaps(analysis, draws=160, on=datetime.date(2013, 12, 31))
    assert before.cell("agenten", "brand").state == "sufficient"
    assert [h.counts for h in before.capability("agenten").holdings] == [True]
    assert before.run_record.settings["day"] == "2013-12-31"


def test_what_is_tolerated_decides_the_state() -> None:
    analysis = one(present("p", 10), present("q", 10, reliability=0.9), tasks=[task("t", need(15))])
    assert gaps(analysis, draws=160).cell("agenten", "brand").state == "short"
    found = gaps(analysis, draws=160, tolerated=0.1).cell("agenten", "brand")
    assert found.state == "sufficient"
    assert found.numbers is not None
    assert found.numbers.probability == pytest.approx(0.1)


def two_scenarios() -> Analysis:
    needs = Needs(
        (capability(), capability("wagens")),
        (
            task("t1", need(30, 0, 10), need(3, of="wagens")),
            task("t2", need(25, 0, 10), scenario="storm", phase="recovery"),
        ),
        (together("brand", "storm", probability=0.1),),
        (present("p", 40, holder="business"), present("w", 2, of="wagens", holder="citizens")),
    )
    return analysis_of(needs, {"brand": [], "storm": []})


def test_generic_serves_two_scenarios_and_the_round_is_compared() -> None:
    analysis = two_scenarios()
    stated = Capability.model_validate({"id": "wagens", "name": {"nl": "w"}, "generic": True, "scenarios": ["storm"]})
    analysis = dataclasses.replace(analysis, dossier=analysis.dossier.model_copy(update={"capabilities": (stated,)}))
    found = gaps(analysis, draws=160)
    people, wagons = found.capability("agenten"), found.capability("wagens")
    assert (people.kind, people.needed_by, people.state) == ("generic", ("brand", "storm"), "sufficient")
    assert (wagons.kind, wagons.caused_by) == ("specific", ("brand",))
    assert (wagons.stated_generic, wagons.stated_scenarios) == (True, ("storm",))
    assert (people.stated_generic, people.stated_scenarios) == (None, None)
    assert wagons.closing == (1, 1, 1)


def test_coverage_counts_needs_per_phase_component_and_holder() -> None:
    counts = {(c.of, c.name): (c.needed, c.sufficient, c.short, c.unknown) for c in gaps(two_scenarios()).coverage}
    assert counts["phase", "response"] == (2, 1, 1, 0)
    assert counts["phase", "recovery"] == (1, 1, 0, 0)
    assert counts["phase", "prevention"] == (0, 0, 0, 0)
    assert counts["component", "people"] == (3, 2, 1, 0)
    assert counts["holder", "business"] == (2, 2, 0, 0)
    assert counts["holder", "citizens"] == (1, 0, 1, 0)
    assert counts["holder", "government"] == (0, 0, 0, 0)


def test_scenarios_at_the_same_time_compete() -> None:
    group = gaps(two_scenarios(), draws=160).simultaneous[0]
    assert [c.capability for c in group.competing] == ["agenten"]
    found = group.competing[0]
    assert found.alone == (0, 0)
    assert found.together is not None
    # 40 for 55: what lacks is shared 30 to 25
    assert found.together == pytest.approx((15 * 30 / 55, 15 * 25 / 55))
    assert (found.extra, found.state) == (pytest.approx(15), "short")
    assert (group.origin, group.frequency) == ("given", None)
    assert group.probability is not None
    assert group.probability.mean == pytest.approx(0.1)


def test_a_measure_counts_as_if_it_were_there_and_before_is_kept() -> None:
    analysis = two_scenarios()
    found = gaps(analysis, draws=160, with_measures=[measure("kopen", {"capability": "wagens", "quantity": 1})])
    wagons = found.capability("wagens")
    assert (wagons.probability_before, wagons.probability, wagons.state) == (1, 0, "sufficient")
    assert [(h.id, h.added) for h in wagons.holdings] == [("w", False), ("kopen", True)]
    assert found.measures == ("kopen",)
    assert gaps(analysis, draws=160).capability("wagens").probability_before is None


def test_a_measure_does_not_make_the_unknown_known() -> None:
    analysis = one(tasks=[task("t", need(10))])
    found = gaps(analysis, draws=160, with_measures=[measure("m", {"capability": "agenten", "quantity": 100})])
    assert found.cell("agenten", "brand").state == "unknown"


def test_needs_of_one_computation_move_together() -> None:
    """Two needs on (0, 10) against 15: independent P = 1/8; from one model P(20 u > 15) = 1/4."""
    apart = [need(uniform(0, 10)), need(uniform(0, 10))]
    found = gaps(one(present("p", 15), tasks=[task("t", *apart)])).cell("agenten", "brand").numbers
    model = [{**n, "evidence": "model", "source": ["evacuatie 3"]} for n in apart]
    linked = gaps(one(present("p", 15), tasks=[task("t", *model)])).cell("agenten", "brand").numbers
    assert found is not None
    assert linked is not None
    assert found.probability == pytest.approx(1 / 8, abs=0.01)
    assert linked.probability == pytest.approx(1 / 4, abs=0.001)


def test_adding_a_need_elsewhere_does_not_change_a_number() -> None:
    tasks = [task("t", need(triangular(5, 10, 20)))]
    base = one(present("p", 11), tasks=tasks)
    assert base.needs is not None
    more = Needs(
        (capability("wagens"), capability()),
        (task("eerst", need(uniform(1, 2), of="wagens"), scenario="storm"), *tasks),
        (),
        base.needs.present,
    )
    first = gaps(base, draws=1600).cell("agenten", "brand")
    assert gaps(analysis_of(more), draws=1600).cell("agenten", "brand") == first


def test_the_result_does_not_depend_on_who_computes_it() -> None:
    analysis = large(4, 6, 30)
    with ThreadPoolExecutor(3) as pool:
        assert gaps(analysis, draws=160, executor=pool) == gaps(analysis, draws=160)


def test_scenarios_that_take_no_part_are_left_out() -> None:
    analysis = two_scenarios()
    retired = tuple(
        s.model_copy(update={"status": "retired"}) if s.id == "storm" else s for s in analysis.dossier.scenarios
    )
    found = gaps(dataclasses.replace(analysis, dossier=analysis.dossier.model_copy(update={"scenarios": retired})))
    assert [id_ for id_, _ in found.scenarios] == ["brand"]
    assert found.simultaneous == ()
    assert found.capability("agenten").kind == "specific"


def test_without_tasks_there_is_nothing_to_compare() -> None:
    for needs in (None, Needs((capability(),))):
        with pytest.raises(InputError, match="no tasks"):
            gaps(dataclasses.replace(one(tasks=[task("t", need(1))]), needs=needs))


def test_too_few_draws_and_an_impossible_tolerance_are_refused() -> None:
    analysis = one(tasks=[task("t", need(1))])
    for wrong in ({"draws": 100}, {"tolerated": 1.0}, {"tolerated": -0.1}):
        with pytest.raises(ValueError, match="at least 160 draws"):
            gaps(analysis, **wrong)


@pytest.fixture(scope="module")
def example() -> Gaps:
    return gaps(load_analysis("voorbeeld-capaciteiten"), draws=1600)


def test_the_example_covers_the_chain_and_both_kinds(example: Gaps) -> None:
    assert len(example.scenarios) == 4
    assert {c.name for c in example.coverage if c.of == "phase" and c.needed} == {
        "pro-action",
        "prevention",
        "preparation",
        "response",
        "recovery",
    }
    kinds = {gap.id: gap.kind for gap in example.capabilities}
    assert kinds["monitoren-sociale-media"] == "generic"
    assert kinds["cyberdetectie"] == "specific"
    assert example.capability("psychosociale-hulp").state == "unknown"
    assert example.capability("beveiliging-hard-en-software").probability == 1
    assert example.withheld == ("me-inzet", "informatiepositie-diensten")


def test_the_yearly_frequency_follows_the_likelihoods(example: Gaps) -> None:
    """A shortfall that is certain in one scenario happens as often as that scenario: 1.8 % in five years."""
    found = example.capability("beveiliging-hard-en-software").frequency
    assert found is not None
    assert found.median == pytest.approx(0.0046, rel=0.1)
    assert found.low < found.median < found.high
