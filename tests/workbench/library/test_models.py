# SPDX-License-Identifier: EUPL-1.2
"""The history of a scenario holds long reasons; a source and a scenario are named by their titles."""

from __future__ import annotations

import pytest

from weerbaar.workbench.library.models import ReviewState, Scenario, Source

pytestmark = pytest.mark.django_db


def test_a_reason_of_many_words_is_kept_whole(row: Scenario) -> None:
    row.change(1, title_nl="Anders", _change_reason="omdat " * 100)
    assert row.history.get(version=2).history_change_reason == "omdat " * 100


def test_rows_are_named_by_their_titles(row: Scenario) -> None:
    assert str(row) == "Cyberhacktivisme (cyberprotest)"
    assert str(Source(title="Een brief")) == "Een brief"


def test_every_state_has_words_in_both_languages() -> None:
    assert {state.text.nl for state in ReviewState} == {"concept", "ter toetsing", "teruggegeven", "goedgekeurd"}
    assert all(state.text.en for state in ReviewState)
