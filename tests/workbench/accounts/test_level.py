# SPDX-License-Identifier: EUPL-1.2
"""Levels of confidentiality have an order and a marking in both languages."""

from __future__ import annotations

from weerbaar.workbench.accounts.level import Level


def test_levels_rise_from_open_to_secret() -> None:
    assert sorted(Level) == [Level.OPEN, Level.INTERNAL, Level.DEPARTMENTAL, Level.CONFIDENTIAL, Level.SECRET]
    assert [level.text.nl for level in Level][2:] == [
        "Departementaal Vertrouwelijk",
        "Stg. Confidentieel",
        "Stg. Geheim",
    ]
    assert all(level.text.en for level in Level)
