# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.alerting import Finding, worst
from weerbaar.base import Text


def test_the_gravest_level_is_the_worst() -> None:
    found = [Finding("cap.a", level, Text(nl="x")) for level in ("advice", "error", "warning")]  # type: ignore[arg-type]
    assert worst(found) == "error"
    assert worst(found[:1]) == "advice"
    assert worst([found[0], found[2]]) == "warning"
    assert worst([]) is None
