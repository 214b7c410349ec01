# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.method import load_method, method_ids
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.fields import rod_of


@pytest.mark.parametrize("method", method_ids())
def test_every_criterion_is_asked_and_the_likelihood_last(method: str) -> None:
    rod = rod_of(Round(method=method))
    assert [f.id for f in rod.fields] == [*(c.id for c in load_method(method).criteria), "likelihood"]
    assert len({f.key for f in rod.fields}) == len(rod.fields)
    assert rod.fields[-1].is_likelihood


def test_a_question_carries_what_stands_beside_it() -> None:
    rod = rod_of(Round(method="nl-nrb-2009"))
    costs = rod.field("3.1")
    assert costs is not None
    assert rod.codes(costs) == ("X", "A", "B", "C", "D", "E")
    assert [(c.word.nl, c.anchor and c.anchor.nl) for c in costs.choices][:2] == [
        ("niet van toepassing", None),
        ("beperkt", "minder dan 50 miljoen euro"),
    ]
    assert (costs.number, costs.interest.nl, costs.key) == ("3.1", "Economische veiligheid", "3-1")
    feelings = rod.field("5.3")
    assert feelings is not None
    assert [group.nl for group, _ in feelings.indicators] == ["perceptie", "verwachting", "handelingsruimte"]
    assert "niet gevonden" in feelings.gaps[0].nl
    assert rod.field("9.9") is None


def test_classes_of_likelihood_have_their_per_cents() -> None:
    likely = rod_of(Round(method="nl-nrb-2009")).fields[-1]
    assert [c.anchor.nl for c in likely.choices if c.anchor] == ["0–0,05%", "0,05–0,5%", "0,5–5%", "5–50%", "50–100%"]
    assert likely.parts == ("low", "mid", "high")
    assert "5 jaar" in likely.interest.nl
