# SPDX-License-Identifier: EUPL-1.2
"""Tokens are made, found, revoked and logged; their secret is stored nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import timezone

from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.api.models import ApiToken
from weerbaar.workbench.api.tokens import digest_of, make_token, note_use, revoke_token, token_for
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.django_db


def _request(user: User) -> Any:
    request = RequestFactory().post("/")
    request.user = user
    return request


def test_the_secret_is_shown_once_and_only_its_digest_is_kept(make_user: Any) -> None:
    token, secret = make_token(_request(make_user()), name=" Export ", scopes=["exchange"], days=7)
    assert secret.startswith("wbr_")
    assert len(secret) == 47
    token.refresh_from_db()
    assert (token.name, token.scopes, token.digest) == ("Export", ["read", "exchange"], digest_of(secret))
    assert secret not in str(ApiToken.objects.values())
    assert secret[10:] not in str(Entry.objects.get(action="token.created").details)
    found = token_for(secret)
    assert found == token


def test_everything_wrong_is_told_at_once(make_user: Any) -> None:
    with pytest.raises(InputError) as caught:
        make_token(_request(make_user()), name=" ", scopes=["fly"], days=366)
    assert [problem.field for problem in caught.value.problems] == ["name", "scopes", "days"]


def test_there_are_not_more_than_fifty(make_user: Any) -> None:
    user = make_user()
    later = timezone.now() + timedelta(days=1)
    ApiToken.objects.bulk_create(
        ApiToken(user=user, name="x", digest=str(n), prefix="x", expires=later) for n in range(50)
    )
    with pytest.raises(InputError):
        make_token(_request(user), name="een te veel", scopes=[], days=1)


def test_a_revoked_token_is_none_and_nobody_revokes_that_of_another(make_user: Any) -> None:
    owner = make_user()
    token, secret = make_token(_request(owner), name="x", scopes=[])
    with pytest.raises(PermissionDenied):
        revoke_token(_request(make_user()), token)
    revoke_token(_request(owner), token)
    revoke_token(_request(owner), token)
    assert token_for(secret) is None
    assert Entry.objects.filter(action="token.revoked").count() == 1


@pytest.mark.parametrize("values", [{"is_active": False}, {"one_time_until": timezone.now()}])
def test_who_cannot_log_in_has_no_usable_token(make_user: Any, values: dict[str, Any]) -> None:
    user = make_user()
    _, secret = make_token(_request(user), name="x", scopes=[])
    User.objects.filter(pk=user.pk).update(**values)
    assert token_for(secret) is None


@pytest.mark.parametrize("secret", ["", "wbr_", "wbr_onbekend", "abc", "wbr_" + "x" * 200, "wbr_\udcff"])
def test_what_is_no_secret_finds_nothing(db: None, secret: str) -> None:
    assert token_for(secret) is None


def test_the_last_use_is_written_once_in_five_minutes(make_user: Any, django_assert_num_queries: Any) -> None:
    token, _ = make_token(_request(make_user()), name="x", scopes=[])
    note_use(token)
    token.refresh_from_db()
    first = token.last_used
    with django_assert_num_queries(0):
        note_use(token)
    ApiToken.objects.filter(pk=token.pk).update(last_used=timezone.now() - timedelta(minutes=6))
    token.refresh_from_db()
    note_use(token)
    token.refresh_from_db()
    assert token.last_used >= first
