# SPDX-License-Identifier: EUPL-1.2
"""A program gets the same of a check as the page shows: findings, parts, cost, area, and the cells with their reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory

from tests.workbench.alerts.uses import in_region
from tests.workbench.alerts.writing import POPULATION, asked_by, network_file, sound
from tests.workbench.alerts.writing import begun as begun_by
from weerbaar.alerting import Finding
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import facts, supply_verbs
from weerbaar.workbench.alerts.models import SupplyKind
from weerbaar.workbench.api.alert_check import checked, findings, reach_out
from weerbaar.workbench.api.alert_draft import Changed

pytestmark = pytest.mark.django_db


def _check(user: User, **changes: Any) -> Any:
    use = begun_by(user)
    draft = sound(use).model_copy(update=changes)
    request = RequestFactory().post("/")
    request.user = user
    return checked(request, use, Changed(draft, use.template, 0.25, facts.borders_now()), draft.starts)


def test_a_finding_in_both_languages() -> None:
    [told] = findings([Finding("parts.sender", "error", Text(nl="geen afzender", en="no sender"), where="text.nl")])
    assert (told.rule, told.level, told.message.en, told.fix.nl) == ("parts.sender", "error", "no sender", "")
    assert reach_out(None) is None


def test_a_sound_draft_has_no_errors(make_user: Callable[..., User]) -> None:
    found = _check(in_region(make_user(), Role.ALERT_OFFICER))
    assert (found.errors, found.cells.state, found.cells.reach) == (0, "none", None)
    assert [part.state for part in found.texts[0].parts] == ["present"] * 6
    assert found.message.startswith("NL-Alert")
    assert found.cost.pages <= 15
    assert _check(in_region(make_user(), Role.ALERT_OFFICER), texts=Text(nl="")).texts == []


def test_cells_and_people_where_these_are_known(make_user: Callable[..., User], tmp_path: Any) -> None:
    manager = make_user(Role.ADMINISTRATOR)
    files = (
        (SupplyKind.NETWORK, "n.csv", network_file(tmp_path)),
        (SupplyKind.POPULATION, "p.csv", POPULATION.encode()),
    )
    for kind, name, content in files:
        supply = supply_verbs.take_in(asked_by(manager), kind=kind, name=name, content=content)
        facts.loaded(supply, facts.PATIENCE_S)
    found = _check(in_region(make_user(), Role.ALERT_OFFICER)).cells
    assert (found.state, found.synthetic, found.least_share) == ("ready", True, 0.25)
    assert not found.waiting
    assert sum(found.counts.values()) == found.point.cells > 0
    assert [point.cells for point in found.curve] == sorted((point.cells for point in found.curve), reverse=True)
    assert 0 <= found.suggested_share <= 1
    assert found.reach.reached.low <= found.reach.reached.middle <= found.reach.reached.high <= found.reach.present.high
    assert found.reach.synthetic
    assert found.reach.notes
