# SPDX-License-Identifier: EUPL-1.2
"""Kinds of computation are known by name."""

from __future__ import annotations

import pytest

from tests.workbench.jobs.computations import KINDS
from weerbaar.workbench.jobs.registry import kind_named, register


def test_a_registered_kind_is_found_by_its_name() -> None:
    kind = register(KINDS["double"])
    assert kind_named("double") is kind
    with pytest.raises(KeyError):
        kind_named("nooit aangemeld")
