# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import get_args

from weerbaar.capability.needs.file_model import HOLDERS, PHASES, Component
from weerbaar.capability.needs.result import STATES
from weerbaar.capability.needs.wording import COMPONENT_WORDS, HOLDER_WORDS, KIND_WORDS, PHASE_WORDS, STATE_WORDS


def test_everything_that_is_told_has_words_of_its_own_in_both_languages() -> None:
    for words, values in (
        (STATE_WORDS, STATES),
        (PHASE_WORDS, PHASES),
        (COMPONENT_WORDS, get_args(Component)),
        (HOLDER_WORDS, HOLDERS),
        (KIND_WORDS, ("generic", "specific", None)),
    ):
        assert set(words) == set(values)
        for lang in ("nl", "en"):
            assert len({text.in_(lang) for text in words.values()}) == len(values)
