# SPDX-License-Identifier: EUPL-1.2
"""The files that come with this part."""

from __future__ import annotations

import pytest

from weerbaar.alerting.approval.shipped import shipped_file


@pytest.mark.parametrize("name", ["decision-tree.yaml", "checks.yaml", "yardsticks.yaml", "tests-checklist.yaml"])
def test_the_file_is_there(name: str) -> None:
    assert shipped_file(name).is_file()
