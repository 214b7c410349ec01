# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, Problem, Text, UnknownCellError, WeerbaarError, render_problems

MESSAGE = Text(nl="onbekend label.", en="unknown label.")
FULL = Problem(
    "judgements/a.yaml",
    MESSAGE,
    Text(nl="Kies X of A-E.", en="Choose X or A-E."),
    line=7,
    field="judgements[2].label",
    value="F",
)


def test_a_problem_names_place_field_value_message_and_what_to_do() -> None:
    assert FULL.render("nl") == ('judgements/a.yaml:7: judgements[2].label: "F" - onbekend label. Kies X of A-E.')
    assert FULL.render("en") == ('judgements/a.yaml:7: judgements[2].label: "F" - unknown label. Choose X or A-E.')


def test_dutch_is_the_default() -> None:
    assert FULL.render() == FULL.render("nl")
    assert InputError([FULL]).render() == FULL.render("nl")


def test_what_is_not_known_is_left_out() -> None:
    assert Problem("a.yaml", MESSAGE).render("nl") == "a.yaml: onbekend label."


def test_long_values_and_fields_are_cut_short() -> None:
    shown = Problem("a.yaml", MESSAGE, field="f" * 5000, value="v" * 5000).render()
    assert "v" * 59 + "…" in shown
    assert "v" * 60 not in shown
    assert len(shown) < 250


def test_sixty_characters_are_shown_whole() -> None:
    assert '"' + "v" * 60 + '"' in Problem("a.yaml", MESSAGE, value="v" * 60).render()


@given(st.text(), st.text(), st.text(), st.text())
def test_a_problem_is_one_line_that_cannot_steer_a_terminal(file: str, field: str, value: str, message: str) -> None:
    shown = Problem(file, Text(nl=message), field=field, value=value, line=3).render()
    assert len(shown.splitlines()) == 1
    assert not any(ord(c) < 32 or c in "\x7f\x9b\u202e\u2028" for c in shown)


def test_dutch_letters_euro_and_fixed_spaces_survive() -> None:
    shown = Problem("één.yaml", Text(nl="€\N{NO-BREAK SPACE}5 … “ü”")).render()
    assert shown == "één.yaml: €\N{NO-BREAK SPACE}5 … “ü”"


def test_an_input_error_carries_every_problem_one_per_line() -> None:
    other = Problem("b.yaml", MESSAGE, severity="warning")
    error = InputError(p for p in (FULL, other))
    assert error.problems == (FULL, other)
    assert error.render("nl").splitlines() == [FULL.render("nl"), "b.yaml: onbekend label."]
    assert str(error) == error.render("en")
    assert isinstance(error, WeerbaarError)


def test_errors_cross_to_another_process_with_all_they_carry() -> None:
    """Worker processes return errors by pickle."""
    back = pickle.loads(pickle.dumps(InputError([FULL])))
    assert isinstance(back, InputError)
    assert back.problems == (FULL,)
    unknown = pickle.loads(pickle.dumps(UnknownCellError(MESSAGE)))
    assert isinstance(unknown, UnknownCellError)
    assert unknown.message == MESSAGE
    assert str(unknown) == "unknown label."


def test_of_very_many_problems_fifty_are_shown_and_all_are_kept() -> None:
    error = InputError([FULL] * 52)
    assert len(error.problems) == 52
    assert error.render("nl").splitlines()[49:] == [FULL.render("nl"), "… en nog 2 problemen"]
    assert error.render("en").splitlines()[-1] == "… and 2 more problems"
    assert render_problems([FULL] * 51, "nl").splitlines()[-1] == "… en nog 1 probleem"
    assert render_problems([FULL] * 51, "en").splitlines()[-1] == "… and 1 more problem"
    assert render_problems([FULL] * 50).splitlines() == [FULL.render()] * 50


def test_errors_go_before_warnings_when_not_all_can_be_shown() -> None:
    warning = Problem("b.yaml", MESSAGE, severity="warning")
    assert render_problems([warning] * 60 + [FULL], mark_warnings=True).splitlines()[:2] == [
        FULL.render(),
        f"let op: {warning.render()}",
    ]
    assert render_problems([warning, FULL], "en", mark_warnings=True).splitlines() == [
        f"note: {warning.render('en')}",
        FULL.render("en"),
    ]
