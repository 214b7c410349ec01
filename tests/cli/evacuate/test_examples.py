# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.cli.evacuate.town import evacuate


@pytest.mark.parametrize(("lang", "words"), [("nl", "Bronnen:"), ("en", "Sources:")])
def test_examples_have_their_sources(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("examples", lang=lang) == 0
    out = capsys.readouterr().out
    assert "rivierengebied" in out
    assert words in out
