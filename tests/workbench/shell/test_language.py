# SPDX-License-Identifier: EUPL-1.2
"""The language of the page."""

from __future__ import annotations

import pytest
from django.utils import translation

from weerbaar.base import Text
from weerbaar.workbench.shell.language import language, say, words


@pytest.mark.parametrize(("active", "found"), [("nl", "nl"), ("en", "en"), ("en-gb", "en"), ("de", "nl")])
def test_english_where_that_is_asked_and_dutch_otherwise(active: str, found: str) -> None:
    with translation.override(active):
        assert language() == found
        assert say("ja", "yes") == {"nl": "ja", "en": "yes"}[found]
        assert words(Text(nl="ja", en="yes")) == say("ja", "yes")
        assert words("A") == "A"
