# SPDX-License-Identifier: EUPL-1.2
"""Reading Excalibur's files: every form that published studies have, and every mistake at its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.elicitation.excalibur_files import ANSWERS, HEADER, TRUTHS, changed, write
from weerbaar.base import InputError
from weerbaar.elicitation.excalibur import read_excalibur

NAN = float("nan")


def test_a_study_is_read_whole(tmp_path: Path) -> None:
    study = read_excalibur(write(tmp_path, truths=TRUTHS))
    panel = study.panel
    assert panel.experts == ("Ann", "Bob B.")
    assert panel.items == ("water level", "flow ratio", "costs")
    assert panel.probabilities.tolist() == [0.05, 0.5, 0.95]
    assert panel.log_scale.tolist() == [False, True, False]
    assert panel.realizations == pytest.approx([-2.5, 4, NAN], nan_ok=True)
    assert panel.values[0, 1].tolist() == [0.1, 1, 10]
    assert panel.answered.tolist() == [[True, True, False], [True, True, True]]
    assert study.questions == ("How high (m)?", "", "Euro")
    assert study.warnings == ()


def test_a_true_value_of_minus_995_survives_in_an_answer_that_ascends(tmp_path: Path) -> None:
    panel = read_excalibur(write(tmp_path, truths=TRUTHS)).panel
    assert panel.values[1, 0].tolist() == [-1200, -995, -900]


def test_half_an_answer_is_none_and_is_told(tmp_path: Path) -> None:
    line = ANSWERS[5].replace(" 5.00000E+0000  6.00000E+0000", "-9.99500E+0002 -9.99500E+0002")
    study = read_excalibur(write(tmp_path, [HEADER, *ANSWERS[:5], line], TRUTHS))
    assert not study.panel.answered[1, 2]
    assert [w.render("en") for w in study.warnings] == [
        'study.dtt:7: Bob B., costs: "-999.5 -999.5 7.5" - some of the quantiles are missing;'
        " the whole answer counts as not given."
    ]


def test_tabs_short_numbers_and_other_percentages(tmp_path: Path) -> None:
    answers = [
        "* CLASS ASCII OUTPUT FILE. NQ=   2   QU=  10\t62.5",
        "    1        A    1       _item  1 UNI  \t7.00E+00\t7.38",
        "",
        "1\tSome Expert 2\t2\titem with 3 words\tlog\t.5\t6.\tWhat?",
        "1\tA\t2\ty\tlog\t.5\t6.",
    ]
    study = read_excalibur(write(tmp_path, [*answers[:2], answers[2], answers[4]], ["1  _item  1  7 uni", "2 y 1 log"]))
    assert study.panel.items == ("_item  1", "y")
    assert study.panel.probabilities.tolist() == [0.1, 0.625]
    assert study.panel.values[0].tolist() == [[7, 7.38], [0.5, 6]]
    other = answers[3].replace("\t2\titem", "\t1\titem")
    study = read_excalibur(write(tmp_path, [answers[0], other], ["1 item with 3 words 2 log"]))
    assert study.panel.experts == ("Some Expert 2",)
    assert study.panel.items == ("item with 3 words",)
    assert study.questions == ("What?",)


def test_columns_that_have_shifted_are_read_by_their_spaces(tmp_path: Path) -> None:
    study = read_excalibur(write(tmp_path, [HEADER, "1 Ann 1 water uni 1 2 3"], ["1 water 2.5 uni"]))
    assert study.panel.experts == ("Ann",)
    assert study.panel.items == ("water",)
    assert study.panel.realizations.tolist() == [2.5]


def test_lines_in_any_order_follow_the_numbers(tmp_path: Path) -> None:
    straight = read_excalibur(write(tmp_path, truths=TRUTHS))
    shuffled = read_excalibur(write(tmp_path, [HEADER, *ANSWERS[::-1]], TRUTHS[::-1]))
    assert shuffled.panel.experts == straight.panel.experts
    assert shuffled.panel.items == straight.panel.items
    assert np.array_equal(shuffled.panel.values, straight.panel.values, equal_nan=True)


def test_the_other_file_is_found_whatever_its_case(tmp_path: Path) -> None:
    (tmp_path / "study.RLS").write_text("\n".join(TRUTHS))
    dtt = write(tmp_path).rename(tmp_path / "study.DTT")
    assert read_excalibur(dtt).panel.seeds.sum() == 2


def test_without_realizations_all_questions_are_targets(tmp_path: Path) -> None:
    study = read_excalibur(write(tmp_path))
    assert not study.panel.seeds.any()
    assert "no .rls file" in study.warnings[0].render("en")
    # The question text of the first file is used then.
    assert study.questions[0] == "How high? 35% of cases"


def test_no_seed_question_and_absent_items_are_told(tmp_path: Path) -> None:
    study = read_excalibur(write(tmp_path, truths=TRUTHS[2:]))
    assert [w.message.en for w in study.warnings] == [
        "2 of the items are not in this file (water level, flow ratio); they are target questions.",
        "no item has a known answer (seed question); weighing by performance is not possible.",
    ]


def test_the_scale_of_the_answers_holds(tmp_path: Path) -> None:
    study = read_excalibur(write(tmp_path, truths=changed(TRUTHS, 1, "log", "uni")))
    assert study.panel.log_scale[1]
    assert "study.rls:2: flow ratio: the scale is uni here and log" in study.warnings[0].render("en")


def complaints(tmp_path: Path, answers: list[str], truths: list[str] | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_excalibur(write(tmp_path, answers, TRUTHS if truths is None else truths))
    assert all(p.message.nl and p.message.nl != p.message.en for p in caught.value.problems)
    return caught.value.render("en").splitlines()


@pytest.mark.parametrize(
    ("number", "old", "new", "complaint"),
    [
        (0, "2.00000E+0000", "9.00000E+0000", 'study.dtt:2: Ann, water level: "1 9 3" - quantiles must ascend.'),
        (0, "2.00000E+0000", "1.00000E+0000", 'study.dtt:2: Ann, water level: "1 1 3" - quantiles must ascend.'),
        (
            1,
            " 1.00000E-0001",
            "-1.00000E-0001",
            'study.dtt:3: Ann, flow ratio: "-0.1 1 10" - quantiles on a logarithmic scale must be above 0.',
        ),
        (
            4,
            "2.00000E+0000",
            "2,00000E+0000",
            'study.dtt:6: Bob B., flow ratio: "2.00000E-0001 2,00000E+0000 2.00000E+0001" - 3 numbers are'
            " expected here, with a decimal point.",
        ),
        (
            5,
            "7.50000E+0000",
            "1.0E+999",
            'study.dtt:7: Bob B., costs: "5 6 inf" - too large to compute with; at most 1e+100 is allowed.',
        ),
        (
            5,
            "  5.00000E+0000  6.00000E+0000  7.50000E+0000",
            "  5.00000E+0000  6.00000E+0000",
            'study.dtt:7: Bob B., costs: "5.00000E+0000 6.00000E+0000" - 3 numbers are expected here,'
            " with a decimal point.",
        ),
        (5, "costs", "kosts", 'study.dtt:7: "kosts" - item no. 3 was called costs before.'),
        (5, "Bob B.", "Bob C.", 'study.dtt:7: "Bob C." - expert no. 2 was called Bob B. before.'),
        (4, " log ", " uni ", 'study.dtt:6: "uni" - the scale of item flow ratio was log before.'),
        (
            5,
            "    2   Bob B.    3",
            "    2   Bob B.    2",
            'study.dtt:7: "costs" - item no. 2 was called flow ratio before.',
        ),
    ],
)
def test_one_mistake_in_an_answer(tmp_path: Path, number: int, old: str, new: str, complaint: str) -> None:
    assert complaint in complaints(tmp_path, [HEADER, *changed(ANSWERS, number, old, new)])


def test_a_line_that_makes_no_sense(tmp_path: Path) -> None:
    found = complaints(tmp_path, [HEADER, *ANSWERS, "see the appendix"])
    assert found == [
        'study.dtt:8: "see the appendix" - number and name of the expert, number and name of the item, uni or log, and'
        " numbers are expected here."
    ]


def test_a_missing_and_a_double_line(tmp_path: Path) -> None:
    found = complaints(tmp_path, [HEADER, *ANSWERS[:5], ANSWERS[0]])
    assert found == [
        "study.dtt:7: Ann, water level: this expert already answered this item on line 2.",
        "study.dtt:6: Bob B.: expert Bob B. has no line for item costs; a missing answer is written as -999.5.",
    ]


def test_an_expert_without_answers(tmp_path: Path) -> None:
    silent = [
        f"    3      Cas    {i}  {item:>13} {scale} -999.5 -999.5 -999.5"
        for i, item, scale in ((1, "water level", "uni"), (2, "flow ratio", "log"), (3, "costs", "uni"))
    ]
    found = complaints(tmp_path, [HEADER, *ANSWERS, *silent])
    assert found == ["study.dtt:8: Cas: this expert has not answered any item; leave the lines out."]


def test_two_experts_of_one_name(tmp_path: Path) -> None:
    answers = [line.replace("Bob B.", "   Ann") for line in ANSWERS]
    assert complaints(tmp_path, [HEADER, *answers]) == ['study.dtt: "Ann" - 2 experts are called Ann.']


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("* CLASS ASCII OUTPUT FILE.", "the first line must name the quantiles"),
        ("NQ= 2 QU= 5 50 95", "NQ says 2 quantiles, but QU lists 3."),
        ("NQ= 3 QU= 5 95 50", "percentages must ascend, above 0 and below 100."),
        ("NQ= 3 QU= 5 50 100", "percentages must ascend, above 0 and below 100."),
        ("NQ= 3 QU= five 50 95", "percentages must be numbers."),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, header: str, complaint: str) -> None:
    found = complaints(tmp_path, [header, *ANSWERS])
    assert len(found) == 1
    assert found[0].startswith("study.dtt:1:")
    assert complaint in found[0]


def test_an_empty_file_and_one_with_a_header_only(tmp_path: Path) -> None:
    assert complaints(tmp_path, []) == ["study.dtt: the file is empty."]
    assert complaints(tmp_path, [HEADER]) == ["study.dtt: the file holds no answers."]


@pytest.mark.parametrize(
    ("number", "old", "new", "complaint"),
    [
        (1, "flow ratio", "flow rates", 'study.rls:2: "flow rates" - this item is not in the file with answers.'),
        (
            1,
            " 4.00000E+0000",
            "-4.00000E+0000",
            'study.rls:2: flow ratio: "-4.00000E+0000" - the realization on a logarithmic scale must be above 0.',
        ),
        (
            0,
            "-2.50000E+0000",
            "2.5e999",
            'study.rls:1: water level: "2.5e999" - too large to compute with; at most 1e+100 is allowed.',
        ),
        (1, "flow ratio", "water level", 'study.rls:2: "water level" - this item is on line 1 too.'),
        (
            1,
            " log",
            "",
            'study.rls:2: "2     flow ratio  4.00000E+0000" - number and name of the item, a number, and uni or log are'
            " expected here.",
        ),
    ],
)
def test_one_mistake_in_a_realization(tmp_path: Path, number: int, old: str, new: str, complaint: str) -> None:
    assert complaints(tmp_path, [HEADER, *ANSWERS], changed(TRUTHS, number, old, new)) == [complaint]


def test_mistakes_of_both_files_are_told_at_once(tmp_path: Path) -> None:
    answers = changed(changed(ANSWERS, 0, "2.00000E+0000", "9.00000E+0000"), 5, "6.00000E+0000", "1.00000E+0000")
    found = complaints(tmp_path, [HEADER, *answers], changed(TRUTHS, 1, "flow ratio", "flow rates"))
    assert [line.split(" ")[0] for line in found] == ["study.dtt:2:", "study.dtt:7:", "study.rls:2:"]


def test_files_that_do_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.dtt: no such file"):
        read_excalibur(tmp_path / "none.dtt")
    with pytest.raises(InputError, match=r"none\.rls: no such file"):
        read_excalibur(write(tmp_path), tmp_path / "none.rls")


@pytest.mark.parametrize(
    "line",
    [
        "1 Ann " + "9" * 5000 + " flow uni 1 2 3",
        "1 Ann" + " " * 100_000 + "x 1 flow",
        "1 " + "9" * 100_000 + "x uni " + "9" * 100_000 + "x",
    ],
)
def test_long_lines_are_a_mistake_and_no_wait(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match=r"study\.dtt:2"):
        read_excalibur(write(tmp_path, [HEADER, line], TRUTHS))


def test_a_long_row_of_blanks_in_the_truths_is_no_wait(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"study\.rls:1"):
        read_excalibur(write(tmp_path, truths=["1 water level" + " " * 200_000 + "x", *TRUTHS[1:]]))


def test_a_number_of_quantiles_that_no_number_can_hold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"study\.dtt:1"):
        read_excalibur(write(tmp_path, [HEADER.replace("3", "9" * 5000, 1), *ANSWERS]))


@pytest.mark.parametrize("form", ["{0}\tE{0}\t1\tflow\tuni\t1 2 3", "1\tAnn\t{0}\tq{0}\tuni\t1 2 3"])
def test_too_many_experts_or_items(tmp_path: Path, form: str) -> None:
    lines = [form.format(i) for i in range(1, 1000)]
    with pytest.raises(InputError, match=r"study\.dtt:502: at most 500 experts and 500 items"):
        read_excalibur(write(tmp_path, [HEADER, *lines]))


def test_quantiles_that_are_one_number(tmp_path: Path) -> None:
    lines = [HEADER, "1\tAnn\t1\tflow\tlog\t1000000000000000 1000000000000000.125 1000000000000000.25"]
    with pytest.raises(InputError, match="cannot be told apart"):
        read_excalibur(write(tmp_path, lines))
