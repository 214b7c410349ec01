# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.cli import main


@pytest.mark.parametrize(
    "name",
    "example compose area cells encode approve send status cancel resume watch register feed check map tests".split(),
)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["alert", name, "--help"])
    assert stop.value.code == 0
    assert f"weerbaar alert {name}" in capsys.readouterr().out
