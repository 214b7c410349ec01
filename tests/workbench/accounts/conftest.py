# SPDX-License-Identifier: EUPL-1.2
"""Counts of failed logins start at nothing in every test; a round needs no scenarios here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from weerbaar.workbench.rounds.models import Round


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    # In a database they vanish with everything else of the test.
    in_memory = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    if in_memory:
        cache.clear()
    yield
    if in_memory:
        cache.clear()


@pytest.fixture
def round_(db: None) -> Round:
    """A round that is open for scoring, with nothing in it."""
    return Round.objects.create(
        slug="proef-2030", title_nl="Proef 2030", title_en="Trial 2030", label="2030", year=2030, method="nrb-2012"
    )
