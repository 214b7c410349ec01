# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.base.read_once import yaml_is_read_once
from weerbaar.base import compiling

__all__ = ["yaml_is_read_once"]


@pytest.fixture(autouse=True, scope="session")
def compiling_is_announced_already() -> Iterator[None]:
    """Which test is the first to need an engine that nobody has compiled yet, depends on the order."""
    before, compiling._ANNOUNCER.said = compiling._ANNOUNCER.said, True
    yield
    compiling._ANNOUNCER.said = before
