# SPDX-License-Identifier: EUPL-1.2
"""Method files that are wrong in one place, made from a small right one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.base.read_once import yaml_is_read_once
from weerbaar.base import Problem
from weerbaar.method import check_method, load_method
from weerbaar.method.model import Method

__all__ = ["yaml_is_read_once"]

SMALL = Path(__file__).with_name("small.yaml")

Breaker = Callable[[str, str], list[Problem]]


@pytest.fixture
def check_with(tmp_path: Path) -> Breaker:
    """Return what ``check_method`` says of the small method with one text replaced by another."""

    def check(old: str, new: str) -> list[Problem]:
        text = SMALL.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must occur once"
        path = tmp_path / "broken.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return check_method(path)

    return check


@pytest.fixture(scope="session")
def national() -> Method:
    return load_method("nl-nrb-2009")


@pytest.fixture(scope="session")
def regional() -> Method:
    return load_method("nl-rrp-2009")


@pytest.fixture(scope="session")
def belgian() -> Method:
    return load_method("be-bnra")


@pytest.fixture(scope="session")
def british() -> Method:
    return load_method("uk-nrr-2026")


@pytest.fixture(scope="session")
def small() -> Method:
    return load_method(SMALL)
