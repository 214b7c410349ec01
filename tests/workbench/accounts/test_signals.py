# SPDX-License-Identifier: EUPL-1.2
"""What happens to people is told to whoever listens."""

from __future__ import annotations

from typing import Any

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.signals import happened, tell


def test_everything_told_reaches_the_listener() -> None:
    heard: list[dict[str, Any]] = []

    def listener(**given: Any) -> None:
        heard.append(given)

    # Only this listener: the log would need a database.
    others, happened.receivers = happened.receivers, []
    happened.sender_receivers_cache.clear()
    try:
        happened.connect(listener)
        tell(None, "user.made", User(username="kim"), actor=User(username="baas"), clearance=2)
    finally:
        happened.receivers = others
        happened.sender_receivers_cache.clear()
    (given,) = heard
    assert (given["action"], given["subject"].username, given["actor"].username) == ("user.made", "kim", "baas")
    assert given["details"] == {"clearance": 2}
