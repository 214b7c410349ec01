# SPDX-License-Identifier: EUPL-1.2
"""JSON as bytes of which there is only one form, so that a hash over it means something."""

from __future__ import annotations

import json
from typing import Any

# One for all events: json.dumps would make a new one for each.
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def canonical(data: Any) -> bytes:
    """Return JSON data as UTF-8: keys in order of their characters, no spaces, nothing escaped that need not be.

    Raises:
        ValueError: an infinite number or NaN, half a surrogate pair, or something that JSON does not know.
        TypeError: something that JSON does not know.
    """
    return _ENCODER.encode(data).encode("utf-8")
