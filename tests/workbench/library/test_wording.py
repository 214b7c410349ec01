# SPDX-License-Identifier: EUPL-1.2
"""Every value that a scenario can hold has words."""

from __future__ import annotations

from typing import get_args

import pytest

from weerbaar.dossier import Mark, Scenario
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.library.models import Scenario as Row
from weerbaar.workbench.library.wording import KINDS, MARKS, STATUSES, choices, field_labels, section_words


def test_every_value_has_words() -> None:
    assert set(MARKS) == set(get_args(Mark))
    assert set(KINDS) == set(get_args(Scenario.model_fields["kind"].annotation))
    assert set(STATUSES) == {*get_args(Scenario.model_fields["status"].annotation), WITHDRAWN}


def test_choices_are_in_the_language_of_the_page() -> None:
    assert choices(KINDS) == [("hazard", "gevaar"), ("threat", "dreiging")]


def test_a_section_has_its_heading() -> None:
    assert section_words("causes") == "Oorzaken"
    assert section_words("") == "Hele scenario"


@pytest.mark.parametrize("name", ["title_nl", "links", "level", "review_state"])
def test_labels_name_fields_of_the_row(name: str) -> None:
    assert field_labels()[name]
    assert Row._meta.get_field(name)
