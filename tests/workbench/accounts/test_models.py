# SPDX-License-Identifier: EUPL-1.2
"""What the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from weerbaar.workbench.rounds.models import Round


def test_two_people_never_share_an_address_but_many_have_none(db: None) -> None:
    User.objects.create(username="a", email="kim@voorbeeld.nl")
    User.objects.create(username="b")
    User.objects.create(username="c")
    with pytest.raises(IntegrityError):
        User.objects.create(username="d", email="KIM@voorbeeld.nl")


def test_a_role_is_given_once(db: None) -> None:
    user = User.objects.create(username="a")
    Grant.objects.create(user=user, role=Role.READER)
    with pytest.raises(IntegrityError):
        Grant.objects.create(user=user, role=Role.READER)


def test_a_role_holds_in_a_round_or_a_region_not_in_both(round_: Round) -> None:
    user = User.objects.create(username="a")
    with pytest.raises(IntegrityError):
        Grant.objects.create(user=user, role=Role.READER, round=round_, region=Region.objects.get(number=1))


def test_somebody_is_called_by_name_where_there_is_one() -> None:
    assert str(User(username="kvos", first_name="Kim", last_name="Vos")) == "Kim Vos"
    assert str(User(username="kvos")) == "kvos"
    assert [role.text.nl for role in Role][:2] == ["beheerder", "analist"]
