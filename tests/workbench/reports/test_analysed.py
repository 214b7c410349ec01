# SPDX-License-Identifier: EUPL-1.2
"""A capability analysis becomes what a document tells of it; nothing is chosen on the way."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.capability import Analysis, choice, load_analysis
from weerbaar.workbench.reports import analysed
from weerbaar.workbench.reports.analysed import Analysed


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return load_analysis("voorbeeld-capaciteiten")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def choose(*_: Any, **__: Any) -> None:
        raise AssertionError("a document makes no choice of its own")

    monkeypatch.setattr(analysed, "_DRAWS", 160)
    monkeypatch.setattr(choice, "choose", choose)


def test_without_measures_there_is_no_advice(analysis: Analysis) -> None:
    results = Analysed(analysis, None).results()
    assert {g.id for g in results.gaps.capabilities}
    assert results.advice is None
    assert results.progress is None


def test_the_advice_is_the_one_that_was_handed_over(analysis: Analysis) -> None:
    ready: Any = object()
    assert Analysed(analysis, None, ready).results().advice is ready
