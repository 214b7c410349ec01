# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.capability.guideline.checklists import answer, guideline, piece
from weerbaar.base import Text
from weerbaar.capability.guideline import Guideline


def test_not_applicable_asks_for_a_reason() -> None:
    with pytest.raises(ValidationError, match="give a reason"):
        answer(state="not applicable")
    assert answer(state="not applicable", reason="Geen netwerk").reason == "Geen netwerk"


def test_evidence_does_not_expire_before_it_was_made() -> None:
    with pytest.raises(ValidationError, match="expires lies before date"):
        piece("2027-01-02", "2027-01-01")
    assert piece("2027-01-02", "2027-01-02").what == "Rapport"


@pytest.mark.parametrize("what", ["twee\nregels", "twee\u2028regels", ""])
def test_evidence_is_named_on_one_line(what: str) -> None:
    with pytest.raises(ValidationError):
        piece(what=what)


def test_a_note_has_one_kind_of_line_end() -> None:
    assert answer(note="een\r\ntwee\rdrie").note == "een\ntwee\ndrie"


def test_a_requirement_is_conditional_by_itself_or_by_its_part() -> None:
    some = guideline()
    assert some.conditional(some.requirements[0])
    always = some.model_copy(update={"parts": (some.parts[0].model_copy(update={"applies_when": None}),)})
    assert not always.conditional(some.requirements[0])
    own = some.requirements[0].model_copy(update={"applies_when": Text(nl="Alleen bij maatwerk")})
    assert isinstance(always, Guideline)
    assert always.conditional(own)
