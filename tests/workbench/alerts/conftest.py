# SPDX-License-Identifier: EUPL-1.2
"""Who writes alerts, who approves them and who sets them up, as fixtures; and a data folder of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.workbench.alerts.uses import in_region
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import channels


@pytest.fixture
def officer(make_user: Callable[..., User]) -> User:
    """Somebody who writes and sends alerts in a region."""
    return in_region(make_user(name="piet"), Role.ALERT_OFFICER)


@pytest.fixture
def approver(make_user: Callable[..., User]) -> User:
    """Somebody who approves alerts in that region."""
    return in_region(make_user(name="kim"), Role.ALERT_APPROVER)


@pytest.fixture
def manager(make_user: Callable[..., User]) -> User:
    """Somebody who sets alerts up."""
    return make_user(Role.ADMINISTRATOR, name="beheer")


@pytest.fixture
def own_folder(tmp_path: Any, settings: Any) -> Iterator[None]:
    """A data folder of one's own, and no channel kept from another test."""
    settings.DATA = tmp_path
    yield
    channels.forget_channels()
