# SPDX-License-Identifier: EUPL-1.2
"""Rows keep what they rest on."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError

from weerbaar.workbench.evacuation.models import Network, Plan, Question
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_network_that_a_plan_uses_cannot_go(network: Network, plan: Plan) -> None:
    assert (str(network), str(plan)) == ("dorp", "Dorp uit")
    with pytest.raises(ProtectedError):
        network.delete()


def test_earlier_versions_are_kept(plan: Plan, round_: Round) -> None:
    plan.change(1, routing="nearest")
    assert [row.routing for row in plan.history.order_by("version")] == ["instantaneous", "nearest"]
    assert str(Question(round=round_, content="")) == str(round_)
