# SPDX-License-Identifier: EUPL-1.2
"""Alerts of a region are for people of that region; those of the country for everybody who works with alerts."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from tests.workbench.alerts.uses import ELSEWHERE, HERE, in_region, region, use_of
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts import opening

pytestmark = pytest.mark.django_db


def _asked_by(user: User):  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_who_reads_which_uses(make_user: MakeUser) -> None:
    officer = in_region(make_user(), Role.ALERT_OFFICER)
    own, national, other = use_of(officer), use_of(officer, None, "NL-1"), use_of(officer, ELSEWHERE, "VR04-1")
    assert set(opening.uses_for(officer)) == {own, national}
    assert set(opening.uses_for(make_user(Role.ALERT_APPROVER))) == {own, national, other}
    assert set(opening.uses_for(make_user(Role.ANALYST))) == set()


def test_what_somebody_may_not_know_is_not_there_and_the_rest_is_refused(make_user: MakeUser) -> None:
    officer = in_region(make_user(), Role.ALERT_OFFICER)
    use_of(officer, ELSEWHERE, "VR04-1")
    use_of(officer, None, "NL-1")
    own = use_of(officer)
    assert opening.use_for(_asked_by(officer), "VR20-1", Action.ALERT_WRITE) == own
    with pytest.raises(PermissionDenied):
        opening.use_for(_asked_by(officer), "VR20-1", Action.ALERT_APPROVE)
    with pytest.raises(PermissionDenied):
        opening.use_for(_asked_by(officer), "NL-1", Action.ALERT_WRITE)
    for unknown in ("VR04-1", "VR99-1"):
        with pytest.raises(Http404):
            opening.use_for(_asked_by(officer), unknown)


def test_regions_and_their_codes(make_user: MakeUser) -> None:
    officer = in_region(make_user(), Role.ALERT_OFFICER)
    assert opening.regions_for(officer, Action.ALERT_WRITE) == [("VR20", "Midden- en West-Brabant")]
    everywhere = opening.regions_for(make_user(Role.ALERT_OFFICER), Action.ALERT_WRITE)
    assert everywhere[:2] == [("NL", "Nederland"), ("VR01", "Groningen")]
    assert len(everywhere) == 26
    assert opening.region_of("NL") is None
    assert opening.region_of("VR20") == region(HERE)
    assert opening.code_of(None) == "NL"
    assert opening.code_of(region(ELSEWHERE)) == "VR04"
    for unknown in ("VR26", "VRxx", "", "GM0014"):
        with pytest.raises(Http404):
            opening.region_of(unknown)
