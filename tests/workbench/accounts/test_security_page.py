# SPDX-License-Identifier: EUPL-1.2
"""The page about security names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_test_that_the_page_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+/test_\w+\.py)`", page))
    assert len(named) > 15
    assert [name for name in sorted(named) if not (ROOT / "tests" / "workbench" / name).exists()] == []


def test_every_section_of_the_standard_has_a_row() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| V(\d+)[^|]*\| [^|]+ \| (met|partly|not) \|", page, flags=re.MULTILINE)
    assert {int(chapter) for chapter, _ in rows} == set(range(1, 15))
