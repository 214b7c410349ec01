# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files

import pytest

from tests.cli.evacuate.town import evacuate


@pytest.mark.parametrize("kind", ["study", "ensemble", "order", "means", "fraction", "decision", "advice"])
def test_the_published_schema_is_that_of_the_data(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("schema", kind) == 0
    shipped = files("weerbaar") / "data" / "schemas" / f"evacuation-{kind}-1.schema.json"
    assert json.loads(capsys.readouterr().out) == json.loads(shipped.read_text(encoding="utf-8"))
