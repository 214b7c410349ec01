# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.cli.evacuate.town import evacuate


def test_the_group_has_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        evacuate("--help")
    out = capsys.readouterr().out
    for name in ("check", "bound", "simulate", "optimise", "ensemble", "decide", "advise", "schema", "examples"):
        assert name in out
