# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.capability.register import (
    KIND_WORDS,
    STATE_WORDS,
    STATES,
    Answer,
    State,
    moment,
    moment_words,
    state_words,
)
from weerbaar.capability.register.file_model import ALLOWED


def said(*values: State | None) -> tuple[str, str]:
    answer: Answer[State] = Answer(values)
    return state_words(answer, "nl"), state_words(answer, "en")


def test_every_state_and_kind_has_words_in_both_languages() -> None:
    assert set(STATE_WORDS) == set(STATES)
    assert set(KIND_WORDS) == set(ALLOWED)
    assert all(t.nl and t.en for t in (*STATE_WORDS.values(), *KIND_WORDS.values()))


def test_an_uncertain_state_names_every_possibility() -> None:
    assert said("running") == ("in uitvoering", "running")
    assert said(None, "decided") == ("nog niets vastgesteld of besloten", "nothing established yet or decided")
    assert said("decided", "running", "completed") == (
        "besloten, in uitvoering of voltooid",
        "decided, running or completed",
    )


def test_of_a_subject_without_any_state_it_is_unknown() -> None:
    assert said(None) == ("onbekend", "unknown")


def test_a_deadline_in_words() -> None:
    assert moment_words(Answer((moment("2014-23"),)), "nl") == "najaar 2014"
    assert moment_words(Answer((None,)), "nl") == "–"
    assert moment_words(Answer((moment("2014"), moment("2015"))), "en") == "2014 or 2015"
