# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from weerbaar.alerting.cap import PROFILES, UnreadableError, check, rule_book

NOT_IN_WORDS = ("xsd.", "feed.", "signature.", "upgrade.")
"""Rules on other things than the words of the standard."""
OF_THE_CHECK = {"cap.not-kept", "cap.version"} | {f"{book}.more" for book in ("cap", *PROFILES)}
"""What the check says of itself."""
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_name_stands_once_in_all_books() -> None:
    names = Counter(rule.name for book in (None, *PROFILES) for rule in rule_book(book))
    assert names.most_common(1)[0][1] == 1
    assert len(names) > 150


@pytest.mark.parametrize("book", [None, *PROFILES])
def test_a_rule_says_all_of_it_in_two_languages(book: str | None) -> None:
    for rule in rule_book(book):
        assert rule.name.startswith(f"{book or 'cap'}.")
        assert rule.source
        for text in (rule.message, rule.fix):
            assert text.nl
            assert text.in_("en") not in ("", text.nl)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_found_in_samples_is_in_a_book(shared: Path, profile: str) -> None:
    known = {rule.name for book in (None, profile) for rule in rule_book(book)} | OF_THE_CHECK
    found = set()
    for path in sorted((shared / "data" / "cap-samples").glob("*/*")):
        try:
            verdicts = check(path.read_bytes(), path.name, now=NOW, profile=profile)
        except UnreadableError:
            continue
        found |= {finding.rule for verdict in verdicts for finding in verdict.findings}
    assert {name for name in found if not name.startswith(NOT_IN_WORDS)} <= known
    assert len(found) > 15
