# SPDX-License-Identifier: EUPL-1.2
"""One draft per form and person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.shell.models import Draft


@pytest.mark.django_db
def test_a_second_draft_of_the_same_form_is_refused(make_user: Callable[..., User]) -> None:
    user = make_user()
    Draft.objects.create(user=user, key="k")
    Draft.objects.create(user=make_user(), key="k")
    with pytest.raises(IntegrityError):
        Draft.objects.create(user=user, key="k")
