# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.capability.analysis import load_analysis
from weerbaar.capability.context import Context


def test_what_may_be_named() -> None:
    analysis = load_analysis("voorbeeld-capaciteiten")
    context = Context(analysis.dossier, analysis.method, analysis.header, ("a", "b"), ("h",))
    assert set(context.scenario_ids) == {
        "cyberhacktivisme",
        "gewelddadige-eenling",
        "grootschalige-onlusten",
        "wapenbeheersing-falende-staat",
    }
    assert context.criterion_ids == ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3")
    assert (context.capability_ids, context.heading_ids) == (("a", "b"), ("h",))
