# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.assessment.cells import opinion, pool
from weerbaar.assessment.stability import Profile, variants
from weerbaar.base import Text
from weerbaar.dossier import Judgement
from weerbaar.method import Method, load_method

CRITERIA = ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3")
EQUAL = Profile("equal", Text(nl="gelijk", en="equal"), (0.1,) * 10, "found")
COSTS = Profile("costs", Text(nl="kosten", en="costs"), (0.0,) * 5 + (1.0,) + (0.0,) * 4, "illustrative")


@pytest.fixture(scope="module")
def method() -> Method:
    return load_method("nl-nrb-2009")


def row(method: Method, labels: str) -> list:  # type: ignore[type-arg]
    judgements = [
        Judgement.model_validate({"scenario": "s", "criterion": c, "label": label})
        for c, label in zip(CRITERIA, labels, strict=True)
    ]
    return [pool(method, [opinion(method, j, 1.0)]) for j in judgements]


def test_worst_flood_is_catastrophic_whatever_the_base(method: Method) -> None:
    """Six E and four C give 0.644 (nrb-method.md, 9.1)."""
    flood, mild = row(method, "EEEEEECCCC"), row(method, "AAAAAAAAAA")
    found = {v.id: v for v in variants(method, [flood, mild], [EQUAL, COSTS], EQUAL)[0]}
    assert found["costs"].klass == "E"
    assert found["base2"].klass == "E"
    assert found["base10"].klass == "E"
    assert found["nearest_log"].klass == "E"
    assert {found[m].rank for m in ("evamix", "medals", "promethee_ii")} == {1.0}
    assert "equal" not in found


def test_medals_and_weighted_sum_can_disagree(method: Method) -> None:
    """One E beats ten D by medals, not by the weighted sum."""
    one_top, all_high = row(method, "EXXXXXXXXX"), row(method, "DDDDDDDDDD")
    found = {v.id: v for v in variants(method, [one_top, all_high], [EQUAL], EQUAL)[0]}
    assert found["medals"].rank == 1.0
    assert found["base2"].rank == 2.0


def test_single_scenario_needs_no_second_opinion_that_compares(method: Method) -> None:
    found = [v.id for v in variants(method, [row(method, "CCCCCCCCCC")], [EQUAL], EQUAL)[0]]
    assert "evamix" not in found
    assert "base10" in found


def test_values_of_the_method_file_are_tried_with_their_own_bounds(method: Method) -> None:
    """Ranks 0 to 5: six E and four C give 4.2, above the lower bound 4 of E; ten A give 1, the bound of B."""
    flood, mild = row(method, "EEEEEECCCC"), row(method, "AAAAAAAAAA")
    first, second = variants(method, [flood, mild], [EQUAL], EQUAL)
    ranked = next(v for v in first if v.id == "ranks")
    assert (ranked.kind, ranked.klass, ranked.mark) == ("base", "E", "recalled-med")
    assert next(v for v in second if v.id == "ranks").klass == "B"


def test_stated_bounds_are_not_held_against_other_values(method: Method) -> None:
    shipped = method.aggregation.total_classes
    assert shipped is not None
    stated = shipped.model_copy(update={"rule": "bounds", "bounds": (1 / 81, 1 / 27, 1 / 9, 1 / 3)})
    changed = method.model_copy(update={"aggregation": method.aggregation.model_copy(update={"total_classes": stated})})
    found = variants(changed, [row(method, "AAAAAAAAAA"), row(method, "BBBBBBBBBB")], [EQUAL], EQUAL)[0]
    assert {v.kind for v in found} == {"method"}
