# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest

from weerbaar.base import Text
from weerbaar.cascade import findings
from weerbaar.cascade.draft import Place, Spot, Unreadable
from weerbaar.cascade.findings import EURO, FACTOR, PROBABILITY, EnoughProblemsError, Findings, Range, one_of

PLACE = Place(lambda at: Spot("a.csv", 2, ".".join(str(part) for part in at)))
WHAT = Text(nl="een risico", en="a risk")


def said(found: Findings) -> list[str]:
    return [problem.message.nl for problem in found.problems]


@pytest.mark.parametrize(
    ("value", "allowed", "number"),
    [(0, PROBABILITY, 0.0), (1, PROBABILITY, 1.0), (0.5, PROBABILITY, 0.5), (10**15, EURO, 1e15), (1e-9, FACTOR, 1e-9)],
)
def test_number_in_its_range(value: object, allowed: Range, number: float) -> None:
    found = Findings()
    result = found.number(PLACE, ("p",), value, allowed)
    assert (result, type(result), found.problems) == (number, float, [])


@pytest.mark.parametrize(
    ("value", "allowed", "words"),
    [
        (1.0000001, PROBABILITY, "tussen 0 en 1"),
        (-1e-300, PROBABILITY, "tussen 0 en 1"),
        (0, FACTOR, "groter dan 0"),
        (1_000_001, FACTOR, "ten hoogste 1e6"),
        (2e15, EURO, "ten hoogste 1e15"),
        (math.nan, PROBABILITY, "eindig"),
        (math.inf, EURO, "eindig"),
        (True, PROBABILITY, "moet een getal zijn"),
        ("0.5", PROBABILITY, "moet een getal zijn"),
        ({}, PROBABILITY, "moet een getal zijn"),
        (None, PROBABILITY, "ontbreekt"),
        (Unreadable("=1+1", Text(nl="geen formules", en="no formulas")), EURO, "geen formules"),
    ],
)
def test_anything_else_is_one_problem(value: object, allowed: Range, words: str) -> None:
    found = Findings()
    assert found.number(PLACE, ("p",), value, allowed) is None
    (message,) = said(found)
    assert words in message


def test_unknown_name_is_guessed_and_the_known_ones_are_listed() -> None:
    found = Findings()
    names = [f"risico{i}" for i in range(20)]
    assert found.known(PLACE, ("risk",), "risico3", names, WHAT, Text(nl="Verbeter."))
    assert not found.known(PLACE, ("risk",), "risco3", names, WHAT, Text(nl="Verbeter."))
    assert not found.known(PLACE, ("risk",), "", names, WHAT, Text(nl="Verbeter."))
    unknown, empty = said(found)
    assert "risico0, risico1" in unknown
    assert "risico14 …" in unknown
    assert unknown.endswith("Bedoelt u risico3?")
    assert empty == "leeg; hier hoort een risico."


def test_earlier_place_is_named_by_line_or_by_field() -> None:
    found = Findings()
    found.twice(PLACE, ("id",), PLACE, Text(nl="deze id", en="this id"), "x")
    found.twice(PLACE, ("id",), Place(lambda at: Spot("a.json", None, "risks[0].id")), Text(nl="deze id"), "x")
    assert [message.split("in ")[-1] for message in said(found)] == ["a.csv:2.", "risks[0].id."]


@pytest.mark.parametrize("name", ["R000", "1", "hitte-en-droogte", "a.b_c+d", "a" * 80])
def test_names_that_can_be_names(name: str) -> None:
    assert Findings().name_form(PLACE, ("id",), name, {"risk"})


@pytest.mark.parametrize("name", ["", "-a", "a b", "é", "a/b", "../a", "=1", "a" * 81, "RISK", "a\n"])
def test_names_that_cannot(name: str) -> None:
    found = Findings()
    assert not found.name_form(PLACE, ("id",), name, {"risk"})
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("text", "lines", "words"),
    [
        (Text(nl="Hitte", en="Heat"), False, None),
        (Text(nl="a\nb"), True, None),
        (Text(nl="a\nb"), False, "stuurteken"),
        (Text(nl="a", en="b\x07c"), True, "stuurteken"),
        (Text(nl="a\tb"), True, "stuurteken"),
        (Text(nl="a\u2028b"), True, "stuurteken"),
        (Text(nl=""), False, "ontbreekt"),
        (Text(nl="a" * 21), False, "ten hoogste 20"),
    ],
)
def test_texts(text: Text, lines: bool, words: str | None) -> None:
    found = Findings()
    found.words(PLACE, ("name",), text, 20, required=True, lines=lines)
    assert [words in message for message in said(found) if words] == ([] if words is None else [True])
    assert len(found.problems) == (words is not None)


def test_collecting_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MOST_PROBLEMS", 3)
    found = Findings()
    found.add(PLACE, ("p",), Text(nl="fout"))
    found.add(PLACE, ("p",), Text(nl="fout"))
    with pytest.raises(EnoughProblemsError):
        found.add(PLACE, ("p",), Text(nl="fout"))
    assert len(found.problems) == 3


def test_long_lists_are_cut() -> None:
    assert one_of("abc") == "a, b, c"
    assert one_of(str(i) for i in range(16)).endswith("13, 14 …")


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069", "\x1b", "\u2028"])
def test_text_that_runs_the_other_way_is_refused(sign: str) -> None:
    found = Findings()
    found.words(PLACE, ("name",), Text(nl=f"a{sign}b"), 300, required=True, lines=False)
    assert said(found) == ["bevat een verboden stuurteken."]


def test_a_hostile_name_does_not_fill_the_list_of_known_names() -> None:
    assert one_of(["storm", "x" * 10_000]) == f"storm, {'x' * 80}…"
