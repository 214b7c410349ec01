# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import combinations

import pytest

from weerbaar.evacuation.demand import central, read_demand
from weerbaar.evacuation.means import MeansError, Police, man_posts
from weerbaar.evacuation.network import example
from weerbaar.evacuation.routing import ManagedPlan, managed, posts


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ManagedPlan:
    folder = tmp_path_factory.mktemp("people")
    zeeland = example("zeeland")
    (folder / "people.csv").write_text(zeeland.people_csv(), encoding="utf-8")
    head = "schema: 1\nname: people\nhour: 10\nseason: winter\npeople: people.csv\n"
    (folder / "d.yaml").write_text(head, encoding="utf-8")
    demand = read_demand(folder / "d.yaml", zeeland.network)
    return managed(zeeland.network, central(demand, zeeland.network).departures)


def test_no_other_choice_sends_more(plan: ManagedPlan) -> None:
    every = posts(plan)
    assert len(every) > 3
    found = man_posts(plan, Police(officers=5, per_post=2))
    best = max(sum(post.sent_veh_h for post in some) for some in combinations(every, 2))
    assert sum(post.sent_veh_h for post in found.manned) == best
    assert set(found.manned) | set(found.unmanned) == set(every)
    assert found.share == pytest.approx(best / sum(post.sent_veh_h for post in every))


def test_who_rests_is_not_on_duty(plan: ManagedPlan) -> None:
    assert Police(4, shift_h=8, rest_h=8).on_duty == 2
    assert len(man_posts(plan, Police(4, shift_h=8, rest_h=8)).manned) == 1
    assert man_posts(plan, Police(4, shift_h=8, rest_h=16)).share == 0
    assert man_posts(plan, Police(1000)).share == 1


@pytest.mark.parametrize("wrong", [{"officers": -1}, {"officers": 3, "shift_h": 0}, {"officers": 3, "per_post": 0}])
def test_officers_that_cannot_be(wrong: dict[str, int]) -> None:
    with pytest.raises(MeansError, match="police"):
        Police(**wrong)
