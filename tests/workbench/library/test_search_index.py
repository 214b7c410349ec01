# SPDX-License-Identifier: EUPL-1.2
"""The search texts follow the scenario."""

from __future__ import annotations

import pytest

from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.search_index import refresh, texts_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_an_imported_round_is_searchable(open_round: Round) -> None:
    for row in open_round.scenarios.all():
        assert row.search_texts.count() == len(texts_of(row)) > 10


def test_a_change_is_followed_and_nothing_else_is_written(row: Scenario) -> None:
    before = set(row.search_texts.exclude(section="title").values_list("pk", flat=True))
    row.change(1, title_nl="Waterschaarste")
    texts = row.search_texts.filter(section="title", language="nl")
    assert [t.text for t in texts] == [" waterschaarste "]
    assert set(row.search_texts.exclude(section="title").values_list("pk", flat=True)) == before
    assert refresh(row) == 0


def test_an_emptied_section_is_no_longer_found(row: Scenario) -> None:
    row.change(1, story={})
    assert set(row.search_texts.values_list("section", flat=True)) == {"title", "theme", "facts"}


def test_vital_processes_are_found(row: Scenario) -> None:
    assert " betalingsverkeer " in row.search_texts.get(section="facts", language="nl").text
