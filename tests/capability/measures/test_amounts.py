# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.capability.measures.proposals import LONER, example, rod
from weerbaar.base import Distribution, Point, Uniform, UnknownCellError
from weerbaar.capability.measures.amounts import share_of_amount
from weerbaar.dossier import Dossier, Judgement


def judged(*quantities: dict[str, Distribution], criterion: str = "2.1") -> Dossier:
    """Return the example in which the deaths of the loner are judged so, one expert each."""
    dossier = example()
    sets = tuple(
        dossier.judgements[0].model_copy(
            update={
                "id": f"e{i}",
                "judgements": (Judgement(scenario=LONER, criterion=criterion, quantities=q),),
            }
        )
        for i, q in enumerate(quantities)
    )
    return dossier.model_copy(update={"judgements": sets})


def share(dossier: Dossier, amount: Distribution, uniforms: object = 0.5, criterion: str = "2.1") -> np.ndarray:
    name = "deaths"
    return share_of_amount(rod(), dossier, LONER, criterion, {name: amount}, np.atleast_1d(np.asarray(uniforms)))


def test_a_fixed_number_is_scored_again() -> None:
    """Deaths in the guide of 2009: B from 10, C from 100. 12 - 3 is a class down, 12 - 2 is not."""
    dossier = judged({"deaths": Point(value=12)})
    assert share(dossier, Point(value=2)) == pytest.approx([0.0])
    assert share(dossier, Point(value=3)) == pytest.approx([2 / 3])
    assert share(dossier, Point(value=12)) == pytest.approx([1.0])
    assert share(dossier, Point(value=99)) == pytest.approx([1.0])


def test_an_uncertain_number_counts_by_expectation() -> None:
    """Uniform between 8 and 28: B in 18 of 20; 5 off leaves between 3 and 23: B in 13 of 20."""
    dossier = judged({"deaths": Uniform(distribution="uniform", low=8, high=28)})
    before = (18 / 20) / 27 + (2 / 20) / 81
    after = (13 / 20) / 27 + (7 / 20) / 81
    assert share(dossier, Point(value=5)) == pytest.approx([1 - after / before], rel=0.01)


def test_what_is_gone_is_gone_with_its_probability() -> None:
    """Uniform between 2 and 12: 6 off leaves nothing in 4 of 10, less than one in 1 of 10, and else 1 to 6 (A)."""
    dossier = judged({"deaths": Uniform(distribution="uniform", low=2, high=12)})
    before = 0.2 / 27 + 0.8 / 81
    assert share(dossier, Point(value=6)) == pytest.approx([1 - (0.5 / 81) / before], rel=0.01)


def test_an_uncertain_amount_follows_its_draw() -> None:
    dossier = judged({"deaths": Uniform(distribution="uniform", low=10, high=200)})
    amount = Uniform(distribution="uniform", low=0, high=100)
    found = share(dossier, amount, [0.05, 0.5, 0.95])
    assert found[0] < found[1] < found[2]
    assert found[1] == pytest.approx(share(dossier, Point(value=50))[0], rel=1e-6)


def test_experts_with_labels_do_not_count_and_weights_do() -> None:
    both = judged({"deaths": Point(value=12)}, {"deaths": Point(value=200)})
    before, after = 1 / 27 + 1 / 9, 1 / 81 + 1 / 9
    assert share(both, Point(value=3)) == pytest.approx([1 - after / before])
    label = Judgement(scenario=LONER, criterion="2.1", label="E")
    more = both.judgements[0].model_copy(update={"id": "x", "judgements": (label,)})
    with_label = both.model_copy(update={"judgements": (*both.judgements, more)})
    assert share(with_label, Point(value=3)) == pytest.approx(share(both, Point(value=3)))


def test_nothing_to_lose() -> None:
    assert share(judged({"deaths": Point(value=0)}), Point(value=3)) == pytest.approx([0.0])


def test_what_the_method_cannot_score_is_told() -> None:
    """The table of 1.1 begins at two days: of four days three can be taken off no more than all can."""
    dossier = judged({"area_km2": Point(value=10), "duration_d": Point(value=4)}, criterion="1.1")

    def taken(days: float) -> np.ndarray:
        return share_of_amount(rod(), dossier, LONER, "1.1", {"duration_d": Point(value=days)}, np.array([0.5]))

    assert taken(4) == pytest.approx([1.0])
    with pytest.raises(UnknownCellError, match="Give the effect as steps or share"):
        taken(3)
