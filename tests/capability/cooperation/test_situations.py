# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.capability.cooperation.situations import (
    SITUATIONS,
    broader,
    covers,
    find_situation,
    situation,
    situation_ids,
)


@pytest.mark.parametrize(
    "name", ["nuclear-threat", "nucleaire-dreiging", "Nucleaire dreiging", "NUCLEAR THREAT", "nuclear_threat"]
)
def test_a_situation_is_found_by_tag_and_by_words_in_two_languages(name: str) -> None:
    assert find_situation(name).id == "nuclear-threat"


def test_what_is_not_in_the_vocabulary_is_refused_with_what_is() -> None:
    with pytest.raises(InputError) as error:
        find_situation("kernramp")
    assert "nucleaire-dreiging" in error.value.render("nl")
    assert "nuclear-threat" in error.value.render("en")


def test_a_broad_agreement_holds_for_what_is_part_of_it_and_not_the_other_way_round() -> None:
    assert broader("nuclear-threat") == {"nuclear-threat", "cbrn", "terror", "disaster", "all-hazards"}
    assert covers(["disaster"], "nuclear-accident")
    assert covers(["all-hazards"], "cyber")
    assert not covers(["nuclear-accident"], "disaster")
    assert not covers(["riots"], "nuclear-threat")


def test_no_two_situations_share_a_word_and_all_refer_to_known_ones() -> None:
    for one in SITUATIONS:
        assert find_situation(one.name.nl) == find_situation(one.name.en) == situation(one.id) == one
        assert set(one.part_of) <= set(situation_ids())
