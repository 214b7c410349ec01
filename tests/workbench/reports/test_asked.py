# SPDX-License-Identifier: EUPL-1.2
"""A closed round waits for its decider."""

from __future__ import annotations

import pytest

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.reports.asked import signing_asked
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


def test_only_the_decider_of_a_closed_round_is_asked(round_: Round, make_user: MakeUser) -> None:
    decider = make_user("decider", round_)
    (asked,) = signing_asked(decider, round_)
    assert asked.address == f"/rondes/{round_.slug}/rapporten/vaststellen"
    assert asked.text.nl == "Stel de ronde vast"
    assert not list(signing_asked(make_user("reader", round_), round_))
    round_.phase = Phase.SIGNED
    assert not list(signing_asked(decider, round_))
