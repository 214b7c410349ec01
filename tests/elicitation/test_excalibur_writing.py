# SPDX-License-Identifier: EUPL-1.2
"""Writing Excalibur's files: columns as in published files, and refusing what they cannot hold."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.elicitation.excalibur_files import TRUTHS, write
from tests.elicitation.panels import P3, plain_panel, random_panel
from weerbaar.base import InputError
from weerbaar.elicitation.excalibur import ExcaliburStudy, read_excalibur, write_excalibur
from weerbaar.elicitation.panel import Panel

NAN = float("nan")


def written(tmp_path: Path, study: ExcaliburStudy) -> tuple[list[str], list[str], list[str]]:
    """Lines of both files, and the warnings in English."""
    dtt, rls = tmp_path / "out.dtt", tmp_path / "out.rls"
    warnings = write_excalibur(study, dtt, rls)
    assert all(w.severity == "warning" for w in warnings)
    both = [path.read_bytes().decode("cp1252").split("\r\n")[:-1] for path in (dtt, rls)]
    return both[0], both[1], [w.render("en") for w in warnings]


def test_columns_are_those_of_published_files(tmp_path: Path) -> None:
    answers, truths, warnings = written(tmp_path, read_excalibur(write(tmp_path, truths=TRUTHS)))
    assert warnings == []
    assert answers[0] == "* CLASS ASCII OUTPUT FILE. NQ=   3   QU=   5  50  95"
    assert answers[1].startswith(
        "    1      Ann    1    water level uni  1.00000E+0000  2.00000E+0000  3.00000E+0000  "
    )
    assert answers[1].rstrip().endswith("How high (m)?")
    assert len(answers[1]) == 258
    # Only the lines of the first expert hold the question.
    assert answers[5] == "    2   Bob B.    2     flow ratio log  2.00000E-0001  2.00000E+0000  2.00000E+0001 "
    assert len(answers[5]) == 84
    assert answers[3].startswith("    1      Ann    3          costs uni -9.99500E+0002 -9.99500E+0002 -9.99500E+0002 ")
    assert len(answers) == 7
    assert truths[0][:40] == "    1    water level -2.50000E+0000 uni "
    assert truths[2].startswith("    3          costs -9.99500E+0002 uni ")


def test_numbers_get_six_digits_and_exponents_of_any_size(tmp_path: Path) -> None:
    panel = plain_panel([[[-1.23456789e-7, 2 / 3, 1.5e99]]], [NAN])
    answers, _, _ = written(tmp_path, ExcaliburStudy(panel, ("",)))
    assert answers[1].split()[5:] == ["-1.23457E-0007", "6.66667E-0001", "1.50000E+0099"]


def test_other_percentages(tmp_path: Path) -> None:
    panel = plain_panel([[[1, 2, 3, 4]]], [NAN], [0.025, 0.1, 1 / 3, 0.975])
    answers, _, _ = written(tmp_path, ExcaliburStudy(panel, ()))
    assert answers[0].endswith("NQ=   4   QU= 2.5  10 33.3333333333 97.5")
    back = read_excalibur(tmp_path / "out.dtt").panel
    assert back.probabilities == pytest.approx(panel.probabilities, abs=1e-12)


def test_long_and_equal_names_are_shortened_and_told(tmp_path: Path) -> None:
    panel = plain_panel(np.tile([[[1, 2, 3.0]] * 3], (3, 1, 1)), [NAN] * 3)
    panel = dataclasses.replace(
        panel,
        experts=("Jansen-Pietersen", "Jansen-Pieters", "Jan\tK"),
        items=("peak water level", "peak water level at 2", "x"),
    )
    _, _, warnings = written(tmp_path, ExcaliburStudy(panel, ("",) * 3))
    back = read_excalibur(tmp_path / "out.dtt").panel
    assert back.experts == ("Jansen-P", "Jansen~2", "Jan K")
    assert back.items == ("peak water lev", "peak water l~2", "x")
    assert 'out.dtt: "Jansen-Pieters" - name shortened to Jansen~2.' in warnings
    assert len(warnings) == 5


def test_characters_that_the_code_page_lacks_are_told(tmp_path: Path) -> None:
    panel = plain_panel([[[1, 2, 3]]], [NAN])
    _, truths, warnings = written(tmp_path, ExcaliburStudy(panel, ("€ per\nσ",)))
    assert "€ per ?" in truths[0]
    assert warnings == [
        f"out.{kind}: characters that the file does not know have been replaced by a question mark."
        for kind in ("dtt", "rls")
    ]


def test_a_truth_that_rounding_moves_to_another_bin_is_told(tmp_path: Path) -> None:
    panel = plain_panel([[[1, 2.0000001, 3]]], [2.0000004])
    _, _, warnings = written(tmp_path, ExcaliburStudy(panel, ("",)))
    assert warnings == ["out.dtt: A, 1: rounded to six digits, the realization falls on the other side of a quantile."]


@pytest.mark.parametrize(
    ("answer", "truth", "complaint"),
    [
        ([-998, -995, -991], NAN, 'out.dtt: A, 1: "-998 -995 -991" - values from -1000 to -990 mean'),
        ([1, 2, 3], -995, 'out.rls: 1: "-995" - values from -1000 to -990 mean'),
        ([1, 1.0000001, 3], NAN, "quantiles that differ only in the seventh digit"),
        # Rounds to -990, the end of the range of marks.
        ([1, 2, 3], -989.9999, 'out.rls: 1: "-990" - values from -1000 to -990 mean'),
    ],
)
def test_what_the_files_cannot_hold_is_refused_and_nothing_is_written(
    tmp_path: Path, answer: list[float], truth: float, complaint: str
) -> None:
    study = ExcaliburStudy(plain_panel([[answer]], [truth]), ("",))
    with pytest.raises(InputError) as caught:
        write_excalibur(study, tmp_path / "out.dtt", tmp_path / "out.rls")
    assert complaint in caught.value.render("en")
    assert "andere eenheid" in caught.value.render("nl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(5))
def test_random_studies_come_back_as_they_were(tmp_path: Path, seed: int) -> None:
    panel = random_panel(seed, experts=4, missing=0.3, five=seed % 2 == 0)
    rounded = Panel(
        panel.experts,
        panel.items,
        panel.probabilities,
        np.vectorize(lambda v: float(f"{v:.5E}"))(panel.values),
        np.vectorize(lambda v: float(f"{v:.5E}"))(panel.realizations),
        panel.log_scale,
    )
    study = ExcaliburStudy(rounded, tuple(f"question {i}  (unit)" for i in range(len(panel.items))))
    assert write_excalibur(study, tmp_path / "x.dtt", tmp_path / "x.rls") == ()
    back = read_excalibur(tmp_path / "x.dtt")
    assert back.warnings == ()
    assert back.questions == study.questions
    assert (back.panel.experts, back.panel.items) == (rounded.experts, rounded.items)
    for name in ("values", "realizations", "probabilities"):
        assert np.array_equal(getattr(back.panel, name), getattr(rounded, name), equal_nan=True), name
    assert np.array_equal(back.panel.log_scale, rounded.log_scale)


def test_a_true_value_of_minus_995_between_others_comes_back(tmp_path: Path) -> None:
    panel = plain_panel([[[-1200, -995, -900]]], [NAN], P3)
    write_excalibur(ExcaliburStudy(panel, ("",)), tmp_path / "x.dtt", tmp_path / "x.rls")
    assert read_excalibur(tmp_path / "x.dtt").panel.values.tolist() == panel.values.tolist()
