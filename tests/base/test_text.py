# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import ValidationError

from weerbaar.base import Text


def test_english_falls_back_on_dutch_where_there_is_none() -> None:
    text = Text(nl="overstroming")
    assert text.in_("en") == text.in_("nl") == str(text) == "overstroming"


def test_each_language_gives_its_own_text() -> None:
    text = Text(nl="overstroming", en="flood")
    assert (text.in_("nl"), text.in_("en"), str(text)) == ("overstroming", "flood", "overstroming")


def test_an_empty_dutch_text_does_not_fall_back_on_english() -> None:
    """The house is Dutch first: a missing Dutch text must show, not hide behind English."""
    assert Text(nl="", en="flood").in_("nl") == ""


def test_blanks_around_a_text_are_dropped() -> None:
    """A folded block in YAML ends in a line break that would break a line of output."""
    assert Text(nl="twee\nregels\n", en="  two lines ") == Text(nl="twee\nregels", en="two lines")


@pytest.mark.parametrize("data", [{}, {"en": "flood"}, {"nl": 3}, {"nl": None}, {"nl": "x", "fr": "y"}, "x"])
def test_anything_else_is_no_text(data: object) -> None:
    with pytest.raises(ValidationError):
        Text.model_validate(data)


def test_a_text_cannot_be_changed_and_can_be_a_key() -> None:
    text = Text(nl="a")
    with pytest.raises(ValidationError):
        text.nl = "b"  # type: ignore[misc]
    assert {text: 1}[Text(nl="a")] == 1
