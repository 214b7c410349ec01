# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from tests.capability.analysis_files import write_analysis
from weerbaar.capability.analysis import load_analysis
from weerbaar.capability.context import Context


def test_what_may_be_named(tmp_path: Path) -> None:
    analysis = load_analysis(write_analysis(tmp_path))
    context = Context(analysis.dossier, analysis.method, analysis.header, ("a", "b"), ("h",))
    assert set(context.scenario_ids) == {"brand", "oud", "storm"}
    assert context.criterion_ids == ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3")
    assert (context.capability_ids, context.heading_ids) == (("a", "b"), ("h",))
