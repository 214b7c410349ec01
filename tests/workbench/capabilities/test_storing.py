# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory

from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.storing import LARGEST, acting, checked, plain, store
from weerbaar.workbench.rounds.models import Round


def test_line_ends_and_a_mark_at_the_start_are_put_right() -> None:
    assert plain("\ufeffa: 1\r\nb: 2") == "a: 1\nb: 2\n"
    assert plain("") == ""


def test_nobody_acts_without_a_login() -> None:
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        acting(request)


@pytest.mark.django_db
def test_a_text_that_is_too_large_is_not_even_read(round_: Round) -> None:
    with pytest.raises(InputError):
        checked(desk_of(round_, 1), {"agenda": "a" * (LARGEST + 1)}, {})


@pytest.mark.django_db
def test_saving_the_same_text_makes_no_new_version(
    slim: Round, analyst: User, asking: Callable[[User], HttpRequest]
) -> None:
    row = slim.documents.get(kind="agenda")
    store(asking(analyst), slim, analyst, "agenda", row.content, row, version=row.version)
    assert slim.documents.get(kind="agenda").version == 1
