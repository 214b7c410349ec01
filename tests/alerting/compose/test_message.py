# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.message import broadcast_text, split_message
from weerbaar.base import Text

_WORDS = st.text(alphabet="abc .:", min_size=1).map(str.strip).filter(bool)


@given(_WORDS, st.one_of(st.just(""), _WORDS))
def test_both_languages_come_back(nl: str, en: str) -> None:
    assert split_message(broadcast_text(Text(nl=nl, en=en))) == Text(nl=nl, en=en)


@pytest.mark.parametrize("mark", ["***", " *** ", "\n***\n", "###", "****"])
def test_marks_of_all_years_are_read(mark: str) -> None:
    assert split_message(f"NL-Alert Brand{mark}NL-Alert Fire") == Text(nl="NL-Alert Brand", en="NL-Alert Fire")
