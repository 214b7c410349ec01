# SPDX-License-Identifier: EUPL-1.2
"""The page of tokens: made, shown once, revoked."""

from __future__ import annotations

import re
from typing import Any

import pytest

from weerbaar.workbench.api.models import ApiToken

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens"


def test_a_token_is_shown_once(client_of: Any) -> None:
    client = client_of("analyst")
    answer = client.post(PAGE, {"name": "nacht", "scopes": ["exchange"], "days": "30"})
    (secret,) = re.findall(r"<code class=\"secret\">(wbr_[\w-]{43})</code>", answer.content.decode())
    assert answer["Cache-Control"] == "no-store"
    page = client.get(PAGE).content.decode()
    assert "nacht" in page
    assert secret[:10] in page
    assert secret not in page
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_a_token_is_revoked_by_its_owner_only(client_of: Any) -> None:
    client = client_of("analyst")
    client.post(PAGE, {"name": "x", "days": "7"})
    token = ApiToken.objects.get()
    assert client_of("analyst").post(f"{PAGE}/{token.pk}/revoke").status_code == 404
    assert client.get(f"{PAGE}/{token.pk}/revoke").status_code == 405
    assert "ingetrokken" in client.post(f"{PAGE}/{token.pk}/revoke", follow=True).content.decode()
    token.refresh_from_db()
    assert not token.is_usable


def test_what_is_wrong_is_said_at_its_field(client_of: Any) -> None:
    answer = client_of("analyst").post(PAGE, {"days": "7"})
    assert answer.status_code == 400
    assert 'id="id_name_error"' in answer.content.decode()


def test_nobody_sees_tokens_without_login(client: Any) -> None:
    assert client.get(PAGE).status_code == 302


def test_the_way_there_stands_on_ones_own_page(client_of: Any) -> None:
    assert f'href="{PAGE}"' in client_of("reader").get("/account").content.decode()
