# SPDX-License-Identifier: EUPL-1.2
"""A token can be used until it is revoked or outlived."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from weerbaar.workbench.api.models import ApiToken
from weerbaar.workbench.api.scopes import Scope


def test_a_token_ends() -> None:
    now = timezone.now()
    assert ApiToken(expires=now + timedelta(hours=1)).is_usable
    assert not ApiToken(expires=now - timedelta(seconds=1)).is_usable
    assert not ApiToken(expires=now + timedelta(hours=1), revoked=now).is_usable


def test_scopes_of_another_version_are_left_out() -> None:
    assert ApiToken(scopes=["read", "fly"]).scope_list == [Scope.READ]
