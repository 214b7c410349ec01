# SPDX-License-Identifier: EUPL-1.2
"""The secret of a webhook and the signature under what it sends."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

_PURPOSE = b"weerbaar.webhook.1:"


class LostSecretError(Exception):
    """The key of the installation that the secret was made with is not known any more; make a new secret."""


def new_salt() -> str:
    """Return what makes a secret its own."""
    return secrets.token_urlsafe(32)


def current_key() -> str:
    """Return the mark of the key that secrets are made with now."""
    return _mark(settings.SECRET_KEY)


def secret_of(salt: str, key: str) -> str:
    """Return the secret that belongs to a salt.

    Args:
        salt: of the webhook.
        key: mark of the key of the installation at that time.

    Raises:
        LostSecretError: no key that the installation still knows has this mark.
    """
    for known in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if hmac.compare_digest(_mark(known), key):
            return hmac.new(known.encode(), _PURPOSE + salt.encode(), hashlib.sha256).hexdigest()
    raise LostSecretError(key)


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return what the receiver computes too: HMAC-SHA256 over ``moment.body`` with the secret, in hexadecimals.

    Args:
        secret: shown once to who made the webhook.
        moment: seconds since 1970 at which it was sent; an old one is a replay.
        body: as sent.
    """
    return hmac.new(secret.encode(), str(moment).encode() + b"." + body, hashlib.sha256).hexdigest()


def _mark(key: str) -> str:
    return hashlib.sha256(b"mark:" + _PURPOSE + key.encode()).hexdigest()[:16]
