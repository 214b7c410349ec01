# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.figures import PLACEHOLDER, displayable


def test_what_has_a_shape_stays() -> None:
    text = "Zoönosen – „één” ≥ € 1\n\tш α שלום & <b>"
    assert displayable(text) == text


@pytest.mark.parametrize("character", ["🙂", "国", "ไ", "\ue000", "\ud800", "\x01", "\ufffe"])
def test_what_has_no_shape_is_replaced_one_for_one(character: str) -> None:
    assert displayable(f"a{character}b{character}é") == f"a{PLACEHOLDER}b{PLACEHOLDER}é"


def test_replacing_twice_changes_nothing() -> None:
    once = displayable("🙂 国")
    assert displayable(once) == once
