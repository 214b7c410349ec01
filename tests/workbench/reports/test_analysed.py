# SPDX-License-Identifier: EUPL-1.2
"""A capability analysis becomes what a document tells of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from weerbaar.capability import Analysis, choice, load_analysis
from weerbaar.workbench.reports import analysed
from weerbaar.workbench.reports.analysed import Analysed


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return load_analysis("voorbeeld-capaciteiten")


def test_without_measures_there_is_no_advice(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysed, "_DRAWS", 160)
    results = Analysed(replace(analysis, measures=None), None).results(lambda _: None)
    assert {g.id for g in results.gaps.capabilities}
    assert results.advice is None
    assert results.progress is None


def test_measures_are_weighed_as_on_the_page(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def choose(_: Analysis, **options: Any) -> str:
        asked.update(options)
        options["progress"](0.5, "")
        return "keuze"

    monkeypatch.setattr(analysed, "_DRAWS", 160)
    monkeypatch.setattr(choice, "choose", choose)
    monkeypatch.setattr(choice, "advise", lambda _, chosen: f"advies bij {chosen}")
    shares: list[float] = []
    results = Analysed(analysis, None).results(shares.append)
    assert results.advice == "advies bij keuze"
    assert (asked["seed"], asked["levels"], asked["states"]) == (2012, 40, 200)
    assert shares == [0.5]


def test_the_folder_is_there_again_while_the_choice_is_made(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[bool] = []

    def choose(given: Analysis, **_: Any) -> str:
        found.append((given.path.parent / "weights.yaml").is_file())
        return "keuze"

    monkeypatch.setattr(analysed, "_DRAWS", 160)
    monkeypatch.setattr(choice, "choose", choose)
    monkeypatch.setattr(choice, "advise", lambda *_: "advies")
    texts = {p.name: p.read_text(encoding="utf-8") for p in analysis.path.parent.glob("*.yaml")}
    gone = replace(analysis, path=analysis.path.parent / "weg" / analysis.path.name)
    assert Analysed(gone, None, texts).results(lambda _: None).advice == "advies"
    assert found == [True]
