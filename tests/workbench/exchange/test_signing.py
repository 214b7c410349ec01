# SPDX-License-Identifier: EUPL-1.2
"""The secret of a webhook is stored nowhere and can be told again as long as the key of the installation is known."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from weerbaar.workbench.exchange.signing import LostSecretError, current_key, new_salt, secret_of, signature


def test_every_salt_has_its_own_secret() -> None:
    key = current_key()
    first, second = new_salt(), new_salt()
    assert secret_of(first, key) == secret_of(first, key) != secret_of(second, key)
    assert len(secret_of(first, key)) == 64


def test_a_secret_outlives_a_new_key_while_the_old_one_is_known(settings: object) -> None:
    salt, key, old = new_salt(), current_key(), settings.SECRET_KEY  # type: ignore[attr-defined]
    before = secret_of(salt, key)
    settings.SECRET_KEY = "een heel nieuwe sleutel"  # type: ignore[attr-defined]
    with pytest.raises(LostSecretError):
        secret_of(salt, key)
    settings.SECRET_KEY_FALLBACKS = [old]  # type: ignore[attr-defined]
    assert secret_of(salt, key) == before
    assert current_key() != key


def test_the_receiver_can_compute_the_signature() -> None:
    expected = hmac.new(b"geheim", b'1700000000.{"a": 1}', hashlib.sha256).hexdigest()
    assert signature("geheim", 1_700_000_000, b'{"a": 1}') == expected
    assert signature("geheim", 1_700_000_001, b'{"a": 1}') != expected
