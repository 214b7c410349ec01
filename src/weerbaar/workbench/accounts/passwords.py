# SPDX-License-Identifier: EUPL-1.2
"""One-time passwords: easy to read out over the telephone, impossible to guess."""

from __future__ import annotations

import secrets
from datetime import timedelta

LASTS = timedelta(days=7)
"""How long a one-time password can be used."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike: i, l, o, 0 and 1."""


def one_time_password() -> str:
    """Return sixteen random signs (79 bits) in groups of four."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
