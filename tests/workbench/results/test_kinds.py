# SPDX-License-Identifier: EUPL-1.2
"""What each kind of computation takes from the database."""

from __future__ import annotations

import pytest

from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.results import kinds
from weerbaar.workbench.rounds.models import Round


def test_every_kind_is_known_by_name() -> None:
    titles = [kind_named(name).title.nl for name in ("assessment", "sensitivity", "cascade", "cuts", "comparison")]
    assert titles == [
        "Beoordeling",
        "Gevoeligheidsanalyse",
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


def test_a_comparison_takes_both_rounds(round_: Round, earlier: Round) -> None:
    order = kinds.prepare_comparison(round_, 1, {"with": earlier.slug, "level": 1, "inputs": 1})
    assert (order.old.round.id, order.new.round.id) == ("nrb-2012", "voorbeeld-2012")
    with pytest.raises(kinds.GoneRoundError):
        kinds.prepare_comparison(round_, 1, {"with": "weg", "level": 1})
