# SPDX-License-Identifier: EUPL-1.2
"""What the forms of exchange offer to whom."""

from __future__ import annotations

import pytest

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region
from weerbaar.workbench.exchange.forms import ExportForm, NewRoundForm, UploadForm, WebhookForm

pytestmark = pytest.mark.django_db


def test_names_and_levels_are_offered_where_there_is_a_choice() -> None:
    plain = ExportForm(None, [Level.INTERNAL], sees_panel=False)
    assert set(plain.fields) == {"form"}
    full = ExportForm({"form": "csv", "level": "1"}, [Level.INTERNAL, Level.SECRET], sees_panel=True)
    assert set(full.fields) == {"form", "level", "names"}
    assert full.is_valid()
    assert full.cleaned_data == {"form": "csv", "level": 1, "names": False}
    assert not ExportForm({"form": "csv", "level": "3"}, [Level.INTERNAL, Level.SECRET], sees_panel=True).is_valid()


def test_a_region_must_be_chosen_by_who_works_for_one(make_user: MakeUser) -> None:
    own, other = Region.objects.all()[:2]
    user = make_user()
    Grant.objects.create(user=user, role="analyst", region=own)
    assert not NewRoundForm({"slug": "a", "level": "0"}, user).is_valid()
    assert not NewRoundForm({"slug": "a", "level": "0", "region": other.pk}, user).is_valid()
    assert NewRoundForm({"slug": "a", "level": "0", "region": own.pk}, user).is_valid()
    assert NewRoundForm({"slug": "a", "level": "0"}, make_user("analyst")).is_valid()
    assert not NewRoundForm({"slug": "met spatie", "level": "9"}, make_user("analyst")).is_valid()


def test_a_file_and_an_address_are_needed() -> None:
    assert not UploadForm({}, {}, accept=".zip").is_valid()
    assert not WebhookForm({}, is_new=True).is_valid()
    assert "active" not in WebhookForm(is_new=True).fields
    assert not WebhookForm({"url": "https://a.nl", "events": ["feest"]}, is_new=False).is_valid()
