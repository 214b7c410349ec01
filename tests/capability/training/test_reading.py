# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.capability.training import load_training

TEXT = """schema: 1
id: scholing
title: {nl: Scholing}
statement: {nl: Concept}
activities:
  - id: cursus
    title: {nl: Cursus}
    kind: course
    audience: {who: {nl: Allen}, size: 10}
    reached: {number: 8, counted: {nl: presentie}}
    measurements:
      - id: m
        what: {nl: Belt}
        seen_in: question
        kind: share
        design: same people
        before: {n: 8, successes: 2}
        after: {n: 8, successes: 4}
  - id: campagne
    title: {nl: Campagne}
    kind: campaign
    audience: {who: {nl: Allen}}
functions:
  - {id: wacht, title: {nl: Wacht}, wanted: [{course: cursus, number: 4}]}
certificates:
  - {function: wacht, course: cursus, issued_on: 2014-01-01}
"""


def problems(text: str, folder: Path) -> list[str]:
    (folder / "training.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as stop:
        load_training(folder)
    return [p.render("en") for p in stop.value.problems]


def test_a_file_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "training.yaml").write_text(TEXT, encoding="utf-8")
    found = load_training(tmp_path)
    assert [a.id for a in found.file.activities] == ["cursus", "campagne"]
    assert found.warnings == ()
    assert found.activity("cursus").reached is not None
    with pytest.raises(KeyError):
        found.activity("niets")


def test_the_shipped_example_is_sound() -> None:
    found = load_training("voorbeeld-capaciteiten")
    assert found.warnings == ()
    assert found.file.illustrative
    assert {a.mark for a in found.file.activities} == {"illustrative"}


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    wrong = TEXT.replace("after: {n: 8, successes: 4}", "after: {n: 8, successes: 9}")
    wrong = wrong.replace("[{course: cursus, number: 4}]", "[{course: kampagne, number: 4}]")
    wrong += "  - {function: niemand, course: cursus, issued_on: 2014-01-01}\n"
    wrong += "  - {function: wacht, course: cursus, issued_on: gisteren}\n"
    found = problems(wrong, tmp_path)
    assert sorted(int(p.split(":")[1]) for p in found) == [18, 24, 27, 28]
    assert any("successes is larger than n" in p for p in found)
    assert any('"kampagne" - unknown course' in p for p in found)
    assert any('"niemand" - unknown function' in p for p in found)
    assert any('"gisteren" - must be a date' in p for p in found)


def test_a_campaign_gives_no_certificates(tmp_path: Path) -> None:
    (found,) = problems(TEXT.replace("wacht, course: cursus", "wacht, course: campagne"), tmp_path)
    assert "Choose from: cursus." in found


def test_a_course_is_wanted_once_and_a_measurement_named_once(tmp_path: Path) -> None:
    twice = TEXT.replace("[{course: cursus, number: 4}]", "[{course: cursus, number: 4}, {course: cursus, number: 5}]")
    (found,) = problems(twice, tmp_path)
    assert "occurs more than once" in found
    start, end = TEXT.index("      - id: m"), TEXT.index("  - id: campagne")
    (found,) = problems(TEXT[:end] + TEXT[start:end] + TEXT[end:], tmp_path)
    assert "measurements[1].id" in found


def test_more_people_than_there_are_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "training.yaml").write_text(
        TEXT.replace("size: 10", "size: 7").replace("number: 8", "number: 7.0").replace("7.0", "7"), encoding="utf-8"
    )
    assert [w.field for w in load_training(tmp_path).warnings] == ["activities[0].measurements[0].after.n"]
    (tmp_path / "training.yaml").write_text(TEXT.replace("size: 10", "size: 7"), encoding="utf-8")
    assert [w.field for w in load_training(tmp_path).warnings] == ["activities[0].reached.number"]


@pytest.mark.parametrize("text", ["", "[]", "schema: 1\n", "a: &x 1\nb: *x\n"])
def test_what_is_no_training_file_is_refused(text: str, tmp_path: Path) -> None:
    assert problems(text, tmp_path)
