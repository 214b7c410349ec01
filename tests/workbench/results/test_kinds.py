# SPDX-License-Identifier: EUPL-1.2
"""What each kind of computation takes from the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.assessment import RoundScores
from weerbaar.dossier import Dossier
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.results import kinds
from weerbaar.workbench.rounds.models import Round


def test_every_kind_is_known_by_name() -> None:
    titles = [
        kind_named(name).title.nl
        for name in ("assessment", "sensitivity", "acceptability", "cascade", "cuts", "comparison")
    ]
    assert titles == [
        "Beoordeling",
        "Gevoeligheidsanalyse",
        "Plaatsen onder alle toegestane gewichten",
        "Cascades",
        "Doorgeknipte verbanden",
        "Vergelijking van rondes",
    ]


def test_orders_hold_the_round_at_a_level(round_: Round) -> None:
    scenario = round_.scenarios.get(slug="cyberhacktivisme")
    scenario.change(scenario.version, level=3)
    order = kinds.prepare_assessment(round_, 1, {"weights": "profiles"})
    assert (order.weights, len(order.dossier.scenarios)) == ("profiles", 3)
    assert len(kinds.prepare_sensitivity(round_, 3, {}).dossier.scenarios) == 4
    cuts = kinds.prepare_cascade(round_, 1, {"catalogue": "voorbeeld-cascade", "cuts": [["a", "b"]]})
    assert (cuts.dossier, cuts.catalogue, cuts.cuts) == (None, "voorbeeld-cascade", (("a", "b"),))


def test_ranks_come_from_the_scores_that_the_assessment_left(
    round_: Round, computed: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(kinds.prepare_acceptability(round_, 1, {}).source, Dossier)
    computed(round_, "assessment")
    read = []
    monkeypatch.setattr(kinds, "dossier_of", lambda *said, **more: read.append(said))
    first = kinds.prepare_acceptability(round_, 1, {})
    second = kinds.prepare_acceptability(round_, 1, {"constraints": [{"criterion": "1.1", "min": 0.2}]})
    assert isinstance(first.source, RoundScores)
    assert first.source is second.source
    assert second.constraints == ({"criterion": "1.1", "min": 0.2},)
    assert read == []
    round_.touch()
    round_.refresh_from_db()
    kinds.prepare_acceptability(round_, 1, {})
    assert len(read) == 1


def test_the_analysis_takes_the_ranks_that_stand(round_: Round, computed: Callable[..., Job]) -> None:
    assert kinds.prepare_sensitivity(round_, 1, {}).ranks is None
    computed(round_, "acceptability", {})
    ranks = kinds.prepare_sensitivity(round_, 1, {}).ranks
    assert ranks is not None
    assert ranks.run_record.draws == 2_000
    round_.touch()
    round_.refresh_from_db()
    assert kinds.prepare_sensitivity(round_, 1, {}).ranks is None


def test_a_comparison_takes_both_rounds(round_: Round, earlier: Round) -> None:
    order = kinds.prepare_comparison(round_, 1, {"with": earlier.slug, "level": 1})
    assert (order.old.round.id, order.new.round.id) == ("nrb-2012", "voorbeeld-2012")
    with pytest.raises(kinds.GoneRoundError):
        kinds.prepare_comparison(round_, 1, {"with": "weg", "level": 1})
