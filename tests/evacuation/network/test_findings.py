# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.base import InputError, Text
from weerbaar.evacuation.network.findings import Findings


def test_twenty_are_named_and_the_rest_is_counted() -> None:
    found = Findings("f.csv")
    bad = np.arange(30) >= 5
    found.flag(bad, Text(nl="fout.", en="wrong."), field=lambda at: f"x[{at}]", line=lambda at: at + 1)
    assert len(found.problems) == 21
    assert found.problems[0].render("nl") == "f.csv:6: x[5]: fout."
    assert found.problems[-1].render("nl") == "f.csv: nog 5 keer: fout."
    found = Findings("f.csv")
    found.flag(list(range(20)), Text(nl="fout.", en="wrong."), field=str)
    assert len(found.problems) == 20


def test_only_errors_stop() -> None:
    found = Findings("f.csv")
    found.require_none()
    found.add(Text(nl="vreemd."), severity="warning")
    found.require_none()
    found.add(Text(nl="fout."))
    with pytest.raises(InputError) as stop:
        found.require_none()
    assert [problem.severity for problem in stop.value.problems] == ["warning", "error"]
