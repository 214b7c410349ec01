# SPDX-License-Identifier: EUPL-1.2
"""What an approver must type: known to who looked, not to who clicks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.approval.drafts import MATTER, matter, right_answer
from weerbaar.alerting.approval import Check, challenge, shipped_checks
from weerbaar.alerting.approval.checks import Ask

CHECKS = {check.ask: check for check in shipped_checks()}


@pytest.mark.parametrize("check", shipped_checks(), ids=lambda check: check.ask)
def test_who_looked_knows_it_and_who_clicks_does_not(check: Check) -> None:
    asked = challenge(check, MATTER)
    assert asked.prompt.en
    assert asked.holds(right_answer(check, MATTER))
    for guess in ("", " ", "ok", "ja", "gezien", "akkoord", "x", "1", "de", "12:00", "akkoord, gezien"):
        assert not asked.holds(guess)


@given(st.text(max_size=12))
def test_what_is_typed_at_random_does_not_hold(typed: str) -> None:
    for ask in ("dutch_word", "identifier", "expiry", "contact", "english_word", "outside"):
        check = CHECKS[ask]
        right = "".join(c for c in right_answer(check, MATTER).casefold() if c.isalnum())
        if "".join(c for c in typed.casefold() if c.isalnum())[:4] != right[:4]:
            assert not challenge(check, MATTER).holds(typed)


def test_capitals_accents_and_spaces_do_not_matter() -> None:
    one = matter(dutch="Geef geën’")
    assert challenge(CHECKS["dutch_word"], one).holds("  GEEN ")


def test_a_time_a_number_and_a_site_are_one_word_each() -> None:
    text = "NL-Alert 26-11-2026 19:08: Bel 0900-8844 *** Zie crisis.nl."
    words = ["NL-Alert", "26-11-2026", "19:08:", "Bel", "0900-8844", "Zie", "crisis.nl."]
    for i in range(60):
        one = challenge(CHECKS["dutch_word"], matter(draft=f"{i:064x}", dutch=text))
        at = next(n for n, word in enumerate(words) if f"“{word.strip(':.')}”" in one.prompt.nl)
        assert one.holds(" ".join(words[at + 1 : at + 3]))


def test_the_word_that_is_asked_differs_between_drafts_and_stays_the_same_within_one() -> None:
    asked = {challenge(CHECKS["dutch_word"], matter(draft=f"{i:064x}")).prompt.nl for i in range(40)}
    assert len(asked) > 8
    again = [challenge(CHECKS["dutch_word"], MATTER).prompt.nl for _ in range(3)]
    assert len(set(again)) == 1


def test_a_word_that_stands_there_twice_may_be_followed_by_either() -> None:
    twice = matter(dutch="blijf binnen blijf")
    asked = {challenge(CHECKS["dutch_word"], matter(draft=f"{i:064x}", dutch=twice.dutch)).prompt.nl for i in range(20)}
    assert len(asked) == 2
    for i in range(20):
        one = challenge(CHECKS["dutch_word"], matter(draft=f"{i:064x}", dutch=twice.dutch))
        assert one.holds("blijf" if "“binnen”" in one.prompt.nl else "binnen blijf")


@pytest.mark.parametrize(
    ("ask", "other", "typed"),
    [
        ("english_word", {"english": ""}, "geen Engelse tekst"),
        ("english_word", {"english": ""}, "No English text"),
        ("dutch_word", {"dutch": "Brand!"}, "brand"),
        ("contact", {"contacts": ()}, "geen nummers en links"),
        ("outside", {"outside_km2": None}, "overschot onbekend"),
        ("outside", {"outside_km2": 0.0}, "0,0"),
        ("outside", {"outside_km2": 1234.56}, "1234.6 km2"),
        ("contact", {"contacts": ("112",)}, "1 1 2"),
    ],
)
def test_what_is_absent_must_be_said_in_so_many_words(ask: Ask, other: dict[str, object], typed: str) -> None:
    assert challenge(CHECKS[ask], matter(**other)).holds(typed)
    assert not challenge(CHECKS[ask], matter(**other)).holds("geen")


@pytest.mark.parametrize(
    ("typed", "holds"),
    [("Brand in Moerdijk", True), ("brand", False), ("Brand in Breda", False), ("in Mo", False), ("ramen en", True)],
)
def test_a_part_is_copied_from_the_text(typed: str, holds: bool) -> None:
    assert challenge(CHECKS["part"], MATTER).holds(typed) is holds


@pytest.mark.parametrize(
    ("typed", "holds"),
    [("Officier van dienst 18:15", True), ("officier van dienst", False), ("18:15", False), ("OvD 18.15", False)],
)
def test_a_plan_names_who_and_when(typed: str, holds: bool) -> None:
    assert challenge(CHECKS["plan"], MATTER).holds(typed) is holds
