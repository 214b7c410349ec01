# SPDX-License-Identifier: EUPL-1.2
"""Every problem of every file at once, each at its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.elicitation.studies import ANSWERS, STUDY, write_study
from weerbaar.base import InputError
from weerbaar.elicitation import check_study, load_study, study_and_warnings
from weerbaar.elicitation.study import MAX_EXPERTS, MAX_QUESTIONS


def test_a_sound_study_is_read(tmp_path: Path) -> None:
    study = load_study(write_study(tmp_path))
    assert (study.id, study.rounds, len(study.experts)) == ("proef", 1, 2)
    assert study.protocol.id == "delphi"
    assert study.lines == {"ijk": 11, "doel": 19, "kans": 26, "label": 32}
    assert len(study.content_hash) == 64


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    folder = write_study(tmp_path)
    before = load_study(folder).content_hash
    assert load_study(folder).content_hash == before
    (folder / "answers" / "een.yaml").write_text(ANSWERS.format(id="een").replace("30", "31"), encoding="utf-8")
    assert load_study(folder).content_hash != before


def test_problems_of_all_files_come_at_once_with_their_lines(tmp_path: Path) -> None:
    wrong = ANSWERS.format(id="een").replace("[10, 20, 30]", "[30, 20, 10]").replace("label: B", "label: Q")
    worse = ANSWERS.format(id="twee").replace("question: kans", "question: kanns").replace("values: [1, 5, 20]", "x: 1")
    study = STUDY.replace("window_years: 5", "window_years: -5")
    folder = write_study(tmp_path, study, een=wrong, twee=worse)
    with pytest.raises(InputError) as error:
        load_study(folder)
    found = [(p.file, p.line, p.value) for p in error.value.problems]
    assert found == [
        ("study.yaml", 30, "-5"),
        ("answers/een.yaml", 7, "30, 20, 10"),
        ("answers/een.yaml", 16, "Q"),
        ("answers/twee.yaml", 10, "1"),
        ("answers/twee.yaml", 12, "kanns"),
    ]


def test_of_a_question_that_cannot_be_read_no_answers_are_judged(tmp_path: Path) -> None:
    folder = write_study(tmp_path, STUDY.replace("    scale: log\n", "    scale: lin\n"))
    assert [(p.file, p.line, p.value) for p in check_study(folder)] == [("study.yaml", 24, "lin")]


def test_without_answers_or_study(tmp_path: Path) -> None:
    folder = tmp_path / "leeg"
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    with pytest.raises(InputError, match="there are no answers"):
        load_study(folder)
    (folder / "answers").mkdir()
    with pytest.raises(InputError, match="no expert at all"):
        load_study(folder)
    (folder / "study.yaml").unlink()
    [problem] = check_study(folder)
    assert problem.message.in_("en") == "is not a study: study.yaml is missing."


def test_a_file_that_is_not_read_is_a_warning(tmp_path: Path) -> None:
    folder = write_study(tmp_path)
    (folder / "answers" / "drie.yml").write_text("x", encoding="utf-8")
    (folder / "answers" / ".verborgen").write_text("x", encoding="utf-8")
    [warning] = check_study(folder)
    assert (warning.file, warning.severity) == ("answers/drie.yml", "warning")
    load_study(folder)


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "buiten.yaml"
    outside.write_text(ANSWERS.format(id="drie"), encoding="utf-8")
    folder = write_study(tmp_path / "studie")
    (folder / "answers" / "drie.yaml").symlink_to(outside)
    with pytest.raises(InputError, match="leads out of the folder"):
        load_study(folder)


def test_too_many_experts(tmp_path: Path) -> None:
    folder = write_study(tmp_path)
    for i in range(MAX_EXPERTS):
        (folder / "answers" / f"e{i}.yaml").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=f"at most {MAX_EXPERTS}"):
        load_study(folder)


OWN = """\
schema: 1
id: eigen
title: {nl: Eigen}
description: {nl: Eigen protocol.}
rounds:
  - {kind: individual, title: {nl: Een}}
"""


def test_a_protocol_of_ones_own(tmp_path: Path) -> None:
    folder = write_study(tmp_path, STUDY.replace("protocol: delphi", "protocol: own"))
    with pytest.raises(InputError, match=r"protocol\.yaml"):
        load_study(folder)
    (folder / "protocol.yaml").write_text(OWN, encoding="utf-8")
    assert load_study(folder).protocol.id == "eigen"
    (folder / "protocol.yaml").write_text(OWN.replace("individual", "revision"), encoding="utf-8")
    with pytest.raises(InputError, match="first round is kind: individual"):
        load_study(folder)


def test_an_unknown_protocol_is_reported_at_its_line(tmp_path: Path) -> None:
    folder = write_study(tmp_path, STUDY.replace("protocol: delphi", "protocol: delfi"))
    [problem] = [p for p in check_study(folder) if p.severity == "error"]
    assert (problem.file, problem.line, problem.value) == ("study.yaml", 7, "delfi")


@pytest.mark.parametrize("kind", ["[quantiles]", "{a: 1}"])
def test_a_kind_that_is_no_word(tmp_path: Path, kind: str) -> None:
    folder = write_study(tmp_path, STUDY.replace("kind: labels", f"kind: {kind}"))
    assert [p.field for p in check_study(folder) if p.severity == "error"] == ["questions[3].kind"]


def test_too_many_questions_are_said_before_the_answers_are_read(tmp_path: Path) -> None:
    questions = "".join(
        f"  - {{id: q{i}, kind: probability, title: {{nl: T}}, text: {{nl: V}}, window_years: 1}}\n"
        for i in range(MAX_QUESTIONS + 1)
    )
    folder = write_study(tmp_path, STUDY.partition("questions:\n")[0] + "questions:\n" + questions, een="[broken")
    assert [p.message.in_("en") for p in check_study(folder)] == [
        f"{MAX_QUESTIONS + 1} questions; at most {MAX_QUESTIONS} are allowed."
    ]


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    folder = write_study(tmp_path)
    try:
        Path(os.fsdecode(os.fsencode(folder / "answers") + b"/\xff.yaml")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    [problem] = [p for p in check_study(folder) if p.severity == "error"]
    assert problem.file == "answers/\N{REPLACEMENT CHARACTER}.yaml"


def test_a_study_comes_with_its_warnings(tmp_path: Path) -> None:
    folder = write_study(tmp_path)
    (folder / "answers" / "drie.txt").write_text("x", encoding="utf-8")
    study, warnings = study_and_warnings(folder)
    assert study == load_study(folder)
    assert [w.file for w in warnings] == ["answers/drie.txt"]
