# SPDX-License-Identifier: EUPL-1.2
"""The decision tree as a file: no loops, no loose ends, nothing that nobody comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.alerting.approval import criteria_tree
from weerbaar.alerting.approval.tree import read_tree
from weerbaar.base import InputError

HEAD = "schema: 1\nid: t\nversion: 2\nfirst: a\nsources: {s: {title: S}}\nquestions:\n"
NO = "{id: nee, text: {nl: Nee}, outcome: do_not_send, why: {nl: Daarom}}"


def _question(name: str, yes: str, source: str = "s") -> str:
    return (
        f"  - {{id: {name}, text: {{nl: Vraag}}, source: {source}, mark: assumed, answers: "
        f"[{{id: ja, text: {{nl: Ja}}, {yes}}}, {NO}]}}\n"
    )


def _read(folder: Path, *questions: str) -> str:
    file = folder / "t.yaml"
    file.write_text(HEAD + "".join(questions))
    return read_tree(file).name


SEND = "outcome: send, why: {nl: Omdat}"


def test_a_sound_tree_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, _question("a", "next: b"), _question("b", SEND)) == "t-2"


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ([_question("a", "next: b"), _question("b", "next: a")], "a komt na b terug"),
        ([_question("a", "next: a")], "a komt na a terug"),
        ([_question("a", "next: c")], "deze vragen bestaan niet: c"),
        ([_question("a", SEND), _question("b", SEND)], "geen antwoord leidt naar: b"),
        ([_question("a", "next: b, outcome: send, why: {nl: x}"), _question("b", SEND)], "een van beide"),
        ([_question("a", "help: {nl: x}")], "onbekend"),
        ([_question("a", "outcome: send")], "horen uitkomst (outcome) en reden (why) bij elkaar"),
        ([_question("a", SEND, source="x")], "deze bronnen staan niet onder sources: x"),
        ([_question("a", "next: b"), _question("b", SEND), _question("b", SEND)], "staat er meer dan één keer: b"),
        ([_question("a", f"{SEND}}}, {{id: ja, text: {{nl: J}}, {SEND}")], "staat er meer dan één keer: ja"),
        ([_question("b", SEND)], "deze vragen bestaan niet: a"),
    ],
)
def test_a_tree_that_does_not_hold_together_is_refused(tmp_path: Path, questions: list[str], said: str) -> None:
    with pytest.raises(InputError) as refused:
        _read(tmp_path, *questions)
    assert said in refused.value.message.nl
    assert all(problem.line for problem in refused.value.problems)


def test_a_deep_tree_is_no_trouble(tmp_path: Path) -> None:
    questions = [_question(f"q{i}", f"next: q{i + 1}") for i in range(150)]
    assert _read(tmp_path, _question("a", "next: q0"), *questions, _question("q150", SEND)) == "t-2"


def test_the_tree_of_the_criteria_says_where_every_question_comes_from_and_speaks_two_languages() -> None:
    tree = criteria_tree()
    assert tree.first == "handelen"
    assert {"handelen", "dreiging", "onrust", "perspectief", "middelen", "gebied", "landelijk", "spoed", "einde"} == {
        question.id for question in tree.questions
    }
    for question in tree.questions:
        assert question.text.en
        assert tree.sources[question.source].title
        for choice in question.answers:
            assert choice.text.en
            assert choice.why is None or choice.why.en
    # The text of the framework was not found: no criterion may pass for found.
    assert {q.mark for q in tree.questions if q.source == "kader"} == {"derived"}
