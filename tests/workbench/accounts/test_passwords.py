# SPDX-License-Identifier: EUPL-1.2
"""One-time passwords."""

from __future__ import annotations

import re

from weerbaar.workbench.accounts.passwords import one_time_password


def test_a_password_can_be_read_out_and_is_another_every_time() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}", password) for password in made)
