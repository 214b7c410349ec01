# SPDX-License-Identifier: EUPL-1.2
"""A program that calls the API with a token of somebody."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.api.models import ApiToken
from weerbaar.workbench.api.scopes import Scope
from weerbaar.workbench.api.tokens import digest_of

BASE = "/api/v1"


def token_of(user: User, *scopes: str, secret: str = "") -> str:
    """Return the secret of a new token with these scopes, or with all of them."""
    secret = secret or f"wbr_{user.username}-{ApiToken.objects.count()}"
    ApiToken.objects.create(
        user=user,
        name="toets",
        digest=digest_of(secret),
        prefix=secret[:10],
        scopes=list(scopes) or Scope.values,
        expires=timezone.now() + timedelta(days=1),
    )
    return secret


class Program:
    """Calls with one token; the answer has its body in ``data``."""

    def __init__(self, user: User | None, *scopes: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token_of(user, *scopes)}"} if user is not None else {}

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """Return the answer."""
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = self.client.generic(method, BASE + path, headers=self.headers, **{**sent, **more})
        answer.data = json.loads(answer.content) if "json" in answer.get("Content-Type", "") else None  # type: ignore[attr-defined]
        return answer

    def get(self, path: str) -> Any:
        """GET."""
        return self.call("GET", path)

    def post(self, path: str, body: Any) -> Any:
        """POST."""
        return self.call("POST", path, body)

    def put(self, path: str, body: Any) -> Any:
        """PUT."""
        return self.call("PUT", path, body)

    def patch(self, path: str, body: Any) -> Any:
        """PATCH."""
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> Any:
        """DELETE."""
        return self.call("DELETE", path)

    def upload(self, path: str, name: str, content: bytes) -> Any:
        """Send a file."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        answer = self.client.post(BASE + path, {"given": SimpleUploadedFile(name, content)}, headers=self.headers)
        answer.data = json.loads(answer.content) if "json" in answer.get("Content-Type", "") else None  # type: ignore[attr-defined]
        return answer
