# SPDX-License-Identifier: EUPL-1.2
"""Who has no part in alerts is refused; who has one in a region finds its alerts and those of the country."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from tests.workbench.alerts.uses import ELSEWHERE, in_region, use_of
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.alert_opening import open_use, with_alerts
from weerbaar.workbench.api.scopes import Scope, actions_of

pytestmark = pytest.mark.django_db


def _called_by(user: User, *scopes: str) -> Any:
    request = RequestFactory().get("/")
    user.limited_to = actions_of(scopes)  # type: ignore[attr-defined]
    request.user = user
    return request


def test_a_part_in_one_region_is_enough_for_lists(make_user: Callable[..., User]) -> None:
    officer = in_region(make_user(), Role.ALERT_OFFICER)
    assert with_alerts(_called_by(officer)) == officer
    assert with_alerts(_called_by(officer, Scope.ALERT), Action.ALERT_WRITE) == officer
    with pytest.raises(PermissionDenied):
        with_alerts(_called_by(officer, Scope.ALERT), Action.ALERT_APPROVE)
    with pytest.raises(PermissionDenied):
        with_alerts(_called_by(officer), Action.ALERT_WRITE)
    with pytest.raises(PermissionDenied):
        with_alerts(_called_by(make_user(Role.DECIDER), *Scope.values))


def test_one_alert_is_found_or_not_there_or_refused(make_user: Callable[..., User]) -> None:
    officer = in_region(make_user(), Role.ALERT_OFFICER)
    own, national = use_of(officer), use_of(officer, None, "NL-1")
    use_of(officer, ELSEWHERE, "VR04-1")
    request = _called_by(officer, Scope.ALERT)
    assert open_use(request, "VR20-1", Action.ALERT_WRITE) == own
    assert open_use(request, "NL-1") == national
    with pytest.raises(PermissionDenied):
        open_use(request, "NL-1", Action.ALERT_WRITE)
    for unknown in ("VR04-1", "VR20-9"):
        with pytest.raises(Http404):
            open_use(request, unknown)
    with pytest.raises(PermissionDenied):
        open_use(_called_by(make_user(Role.DECIDER)), "VR20-1")
