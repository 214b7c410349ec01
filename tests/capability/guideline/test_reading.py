# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.guideline.checklists import CHECKLIST, GUIDELINE, write
from weerbaar.base import InputError
from weerbaar.capability.guideline import guideline_names, load_checklist, load_guideline


def found(path: Path | str) -> list[str]:
    with pytest.raises(InputError) as stop:
        load_checklist(path)
    return [p.render("en") for p in stop.value.problems]


def test_annex_1_of_the_cyber_resilience_act_has_1_and_13_and_8_requirements() -> None:
    """Regulation (EU) 2024/2847, Annex I: Part I (1), Part I (2)(a)-(m), Part II (1)-(8)."""
    cra = load_guideline("cra-annex-1")
    numbers = [r.number for r in cra.requirements]
    assert numbers == ["I.1", *(f"I.2.{letter}" for letter in "abcdefghijklm"), *(f"II.{i}" for i in range(1, 9))]
    assert [sum(r.part == p.id for r in cra.requirements) for p in cra.parts] == [1, 13, 8]
    assert all(r.title.en and r.requirement.en and r.evidence for r in cra.requirements)
    assert all(t.en for r in cra.requirements for t in (*r.questions, *r.evidence))


def test_application_dates_of_article_71() -> None:
    dates = {str(d.on) for d in load_guideline("cra-annex-1").dates}
    assert {"2026-09-11", "2027-12-11"} <= dates


def test_only_the_product_requirements_can_be_not_applicable() -> None:
    cra = load_guideline("cra-annex-1")
    assert {r.part for r in cra.requirements if cra.conditional(r)} == {"product"}


def test_the_shipped_example_is_found_by_its_name() -> None:
    assert "cra-annex-1" in guideline_names()
    found = load_checklist("voorbeeld-capaciteiten")
    assert found.content.id == "cra-annex-1"
    assert found.checklist.illustrative
    assert [name for name, _ in found.contents] == ["guideline.yaml", "cra-annex-1.yaml"]
    assert found.warnings == ()


def test_a_guideline_of_ones_own_is_found_beside_the_checklist(tmp_path: Path) -> None:
    assert load_checklist(write(tmp_path)).content.title.nl == "Klein"


def test_an_own_file_comes_before_a_shipped_guideline_of_the_same_name(tmp_path: Path) -> None:
    path = write(tmp_path, CHECKLIST.replace("content: klein", "content: cra-annex-1"))
    (tmp_path / "cra-annex-1.yaml").write_text(GUIDELINE, encoding="utf-8")
    assert len(load_checklist(path).content.requirements) == 3


def test_every_problem_of_a_checklist_is_told_at_once(tmp_path: Path) -> None:
    text = CHECKLIST + "".join(
        f"  - {entry}\n"
        for entry in (
            "{requirement: a1, state: met}",
            "{requirement: zz, state: met}",
            "{requirement: a2, state: done}",
            "{requirement: b1, state: not applicable}",
            "{requirement: a2, state: met, due: 2027-02-30}",
            "{requirement: a2, state: met, evidence: [{what: x, date: 2027-01-02, expires: 2027-01-01}]}",
        )
    )
    problems = found(write(tmp_path, text))
    assert len(problems) == 6
    lines = sorted(int(p.split(":")[1]) for p in problems)
    assert lines == [15, 16, 17, 18, 19, 20]
    assert any('"zz" - unknown requirement. Choose from: a1, a2, b1.' in p for p in problems)


def test_an_unknown_guideline_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "lijst.yaml").write_text(CHECKLIST, encoding="utf-8")
    assert found(tmp_path / "lijst.yaml") == [
        'lijst.yaml:6: content: "klein" - unknown guideline. Put klein.yaml beside this file, or choose from: '
        "cra-annex-1."
    ]


def test_not_applicable_where_it_always_applies_is_a_warning(tmp_path: Path) -> None:
    text = CHECKLIST + "  - {requirement: a2, state: not applicable, reason: Te duur}\n"
    (warning,) = load_checklist(write(tmp_path, text)).warnings
    assert (warning.severity, warning.line) == ("warning", 15)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GUIDELINE.replace("part: deel-b", "part: deel-c"), "unknown part"),
        (GUIDELINE.replace("number: A.2", "number: A.1"), "occurs more than once"),
        (GUIDELINE.replace("id: a2", "id: a1"), "occurs more than once"),
        (GUIDELINE.split("requirements:")[0], "no requirements"),
        ("", "empty"),
        ("schema: 2\n", "required field is missing"),
    ],
)
def test_a_wrong_guideline_is_refused(tmp_path: Path, wrong: str, said: str) -> None:
    assert any(said in p for p in found(write(tmp_path, guideline=wrong)))


@pytest.mark.parametrize("name", ["bestaat-niet", "x" * 5000])
def test_a_guideline_that_is_not_there(name: str) -> None:
    with pytest.raises(InputError, match="no such guideline"):
        load_guideline(name)


def test_a_folder_is_no_guideline(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        load_guideline(tmp_path)
