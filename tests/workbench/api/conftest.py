# SPDX-License-Identifier: EUPL-1.2
"""Programs of people with a role in a round that is open for scoring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.workbench.api.programs import Program
from weerbaar.dossier import Dossier, load_dossier
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds import conversion
from weerbaar.workbench.rounds.models import Round

ProgramOf = Callable[..., Program]


@lru_cache
def _dossier() -> Dossier:
    return load_dossier("voorbeeld-2012").model_copy(update={"judgements": (), "published": ()})


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def program_of(make_user: Callable[..., User]) -> ProgramOf:
    """Return a program of somebody with this role; everywhere, or in one round."""

    def make(role: str | None = None, round_: Round | None = None, *scopes: str, **fields: Any) -> Program:
        user = make_user(role, round_, **fields)
        program = Program(user, *scopes)
        program.user = user  # type: ignore[attr-defined]
        return program

    return make


@pytest.fixture
def scored(db: None) -> Round:
    """The illustrative round, without answers, open for scoring."""
    return conversion.round_from(_dossier(), slug="open", phase="scoring")
