# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from tests.capability.measures.proposals import analysis_in, proposal
from weerbaar.capability.analysis import load_analysis
from weerbaar.capability.choice.narrowing import narrowed_gaps
from weerbaar.capability.needs import gaps


def test_gaps_before_and_after_are_those_of_the_needs() -> None:
    analysis = load_analysis("voorbeeld-capaciteiten")
    chosen = ["monitoren-sociale-media-regionaal", "alert-online"]
    found = {g.capability: g for g in narrowed_gaps(analysis, chosen, 1_000, 2012)}
    assert set(found) == {"monitoren-sociale-media", "bewustwording-digitale-kwetsbaarheden"}
    measures = [m for m in analysis.measures.measures if m.id in chosen] if analysis.measures else []
    after = gaps(analysis, draws=1_000, seed=2012, with_measures=measures)
    for id_, gap in found.items():
        there = after.capability(id_)
        assert gap.after == there.probability
        assert gap.before == there.probability_before
        assert gap.before is not None
        assert gap.after is not None
        assert gap.after < gap.before
    assert found["monitoren-sociale-media"].by == ("monitoren-sociale-media-regionaal",)
    assert found["monitoren-sociale-media"].generic is True


def test_nothing_chosen_or_no_needs_is_nothing_to_compare(tmp_path: Path) -> None:
    assert narrowed_gaps(load_analysis("voorbeeld-capaciteiten"), [], 1_000, 1) == ()
    assert narrowed_gaps(analysis_in(tmp_path, {"measures": [proposal("een")]}), ["een"], 1_000, 1) == ()
