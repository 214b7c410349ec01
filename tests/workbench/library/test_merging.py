# SPDX-License-Identifier: EUPL-1.2
"""Changes of two writers go together; hidden links stay."""

from __future__ import annotations

import pytest

from weerbaar.workbench.library import merging
from weerbaar.workbench.library.conversion import scenario_fields, scenario_of
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.rules import RefusedError

pytestmark = pytest.mark.django_db


def test_only_what_the_writer_changed_is_laid_over_the_row(row: Scenario) -> None:
    made_from = scenario_fields(scenario_of(row))
    wanted = {
        **made_from,
        "title_nl": "Nieuw",
        "story": {**made_from["story"], "causes": {"nl": "Mijn oorzaken", "en": ""}},
    }
    now = row.change(1, story={**row.story, "trigger": {"nl": "Hun aanleiding", "en": ""}})
    values = merging.changes(made_from, wanted, now)
    assert set(values) == {"title_nl", "story"}
    assert values["story"]["causes"] == {"nl": "Mijn oorzaken", "en": ""}
    assert values["story"]["trigger"]["nl"] == "Hun aanleiding"


def test_the_same_gives_no_changes(row: Scenario) -> None:
    fields = scenario_fields(scenario_of(row))
    assert merging.changes(fields, fields, row) == {}


def test_links_that_are_hidden_stay_and_cannot_be_made(row: Scenario) -> None:
    row.links = [{"scenario": "geheim"}, {"scenario": "open"}]
    fields = merging.with_hidden_links(
        {"links": [{"scenario": "nieuw"}, {"scenario": "ander-geheim"}]}, row, {"geheim", "ander-geheim"}
    )
    assert fields["links"] == [{"scenario": "nieuw"}, {"scenario": "geheim"}]
    seen = merging.visible_scenario(row, {}, {"geheim"})
    assert [link.scenario for link in seen.links] == ["open"]


def test_a_version_comes_from_the_history(row: Scenario) -> None:
    now = row.change(1, title_nl="Nieuw")
    assert merging.version_of(now, 1).title_nl == "Cyberhacktivisme (cyberprotest)"
    assert merging.version_of(now, 2) is now
    with pytest.raises(RefusedError, match="no version 9"):
        merging.version_of(now, 9)
