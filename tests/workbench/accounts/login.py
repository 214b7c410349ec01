# SPDX-License-Identifier: EUPL-1.2
"""What tests about logging in share: the form, a phone, and a row for somebody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from django.test import Client

from tests.workbench.conftest import PASSWORD

LOGIN = "/account/login/"


def log_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the login form."""
    return client.post(LOGIN, {"login": login, "password": password, **more})


def code_of(secret: str) -> str:
    """Return what an app on a phone shows now (RFC 6238: SHA-1, 30 seconds, six digits)."""
    mark = struct.pack(">Q", int(time.time() // 30))
    digest = hmac.new(base64.b32decode(secret), mark, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def set_up_phone(client: Client, password: str = PASSWORD) -> str:
    """Turn the second factor on for who is logged in; return the secret of the app."""
    client.post("/account/reauthenticate/", {"password": password})
    page = client.get("/account/2fa/totp/activate/")
    secret = str(page.context["form"].secret)
    answer = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
