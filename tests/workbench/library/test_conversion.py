# SPDX-License-Identifier: EUPL-1.2
"""A scenario and a source become rows and come back the same."""

from __future__ import annotations

import pytest

from weerbaar.base import Text
from weerbaar.dossier import Source, load_dossier
from weerbaar.workbench.library.conversion import (
    SECTIONS,
    scenario_fields,
    scenario_of,
    source_of,
    source_row,
    text_of,
)
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_every_scenario_comes_back_the_same(open_round: Round) -> None:
    there = {s.id: s for s in load_dossier("voorbeeld-2012").scenarios}
    for row in open_round.scenarios.all():
        assert scenario_of(row) == there[row.slug]


def test_the_fields_leave_out_empty_sections(row: Scenario) -> None:
    bare = scenario_of(row).model_copy(
        update={"storyline": scenario_of(row).storyline.model_copy(update={"causes": Text(nl="")})}
    )
    fields = scenario_fields(bare)
    assert "causes" not in fields["story"]
    assert list(fields["story"]) == [name for name in SECTIONS if name != "causes"]


def test_a_source_comes_back_the_same(open_round: Round) -> None:
    source = Source(title="Brief", author="Minister", year=2013, reference="30 821")
    assert source_of(source_row(open_round.pk, "brief", source)) == source


def test_a_text_needs_one_of_two_languages() -> None:
    assert text_of("", "") is None
    assert text_of("", "only") == Text(nl="only", en="only")
