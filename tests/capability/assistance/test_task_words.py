# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.capability.assistance.file_model import TASKS
from weerbaar.capability.assistance.situation import BASIC, RIOT
from weerbaar.capability.assistance.task_words import TASK_NAMES, amount_words, plain_amount


def test_every_task_has_a_name_in_both_languages() -> None:
    assert len(TASK_NAMES) == len(TASKS)
    assert all(n.nl and n.en for n in TASK_NAMES)


def test_amounts_have_their_unit() -> None:
    assert amount_words(1, RIOT, "nl") == "1 peloton"
    assert amount_words(2.5, RIOT, "nl") == "2,5 pelotons"
    assert amount_words(2.5, RIOT, "en") == "2.5 platoons"
    assert amount_words(1, BASIC, "nl") == "1 persoon"
    assert amount_words(1200, BASIC, "en") == "1,200 persons"
    assert plain_amount(0.04, "nl") == "0"
