# SPDX-License-Identifier: EUPL-1.2
"""Threatened areas are found by number, name or municipality."""

from __future__ import annotations

import pytest
from django.test import Client

from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ADDRESS = "/rondes/proef/evacuatie/overstroming/"


def test_areas_are_searched(browser: Client, round_: Round) -> None:
    every = browser.get(ADDRESS).content.decode()
    one = browser.get(f"{ADDRESS}?zoek=walcheren").content.decode()
    assert every.count('<th scope="row">') > 50 > one.count('<th scope="row">') >= 1
    assert "Walcheren" in one
    assert "Herkomst en zekerheid" in one
    assert "Geen gebied past" in browser.get(f"{ADDRESS}?zoek=xyz").content.decode()
