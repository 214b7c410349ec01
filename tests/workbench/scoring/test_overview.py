# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.workbench.scoring.panels import open_round
from weerbaar.workbench.scoring.overview import Filter, overview_of

pytestmark = pytest.mark.django_db


def test_totals_are_of_everything_and_the_filter_only_hides() -> None:
    round_ = open_round(scenarios=3)
    rows = list(round_.scenarios.all())
    answered = {(rows[0].pk, "1.1"), (rows[0].pk, "likelihood"), (rows[2].pk, "1.1")}
    found = overview_of(round_, rows, answered, Filter(theme="Thema 1"))
    assert [row.scenario.slug for row in found.rows] == ["scenario-1"]
    assert (found.done, found.total, found.left, found.complete) == (3, 33, 30, 0)
    assert {c.asked.id: c.done for c in found.columns if c.done} == {"1.1": 2, "likelihood": 1}
    assert found.next is not None
    assert (found.next[0].slug, found.next[1].id) == ("scenario-0", "1.2")
    assert found.themes == ("Thema 0", "Thema 1")


def test_what_is_complete_can_be_hidden() -> None:
    round_ = open_round(scenarios=2)
    rows = list(round_.scenarios.all())
    whole = {(rows[0].pk, column.asked.id) for column in overview_of(round_, rows, set(), Filter()).columns}
    found = overview_of(round_, rows, whole, Filter(show="open"))
    assert [row.scenario.slug for row in found.rows] == ["scenario-1"]
    assert found.complete == 1
    everything = whole | {(rows[1].pk, criterion) for _, criterion in whole}
    assert overview_of(round_, rows, everything, Filter()).next is None


def test_the_filter_stands_in_the_address() -> None:
    chosen = Filter.of({"toon": "open", "thema": "Klimaat & energie", "zoek": " Storm "})
    assert chosen.query == "toon=open&thema=Klimaat+%26+energie&zoek=Storm"
    assert Filter.of({"toon": "alles"}).query == ""
