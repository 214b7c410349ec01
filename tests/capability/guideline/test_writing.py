# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.capability.guideline.checklists import CHECKLIST, answer, checklist, checklists, guideline, write
from weerbaar.base import InputError, Problem, Text, parse_yaml, validate
from weerbaar.capability.guideline import (
    Checklist,
    export_checklist,
    load_checklist,
    load_guideline,
    merge_checklist,
    new_checklist,
    new_guideline,
    save_checklist,
)
from weerbaar.capability.guideline.writing import checklist_yaml

# In two parts, so that `reuse` does not read the constant as the licence of this file.
LICENCE = ": ".join(["SPDX-License-Identifier", "EUPL-1.2"])


@settings(max_examples=20)
@given(checklists())
def test_yaml_holds_the_whole_checklist(any_list: Checklist) -> None:
    assert validate(Checklist, parse_yaml(checklist_yaml(any_list), "x.yaml")) == any_list


def test_the_comments_at_the_head_of_a_file_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path)
    found = load_checklist(path)
    save_checklist(found.checklist, path)
    assert path.read_text(encoding="utf-8").startswith(f"# {LICENCE}\n# Van ons.\nschema: 1\n")
    assert load_checklist(path).checklist == found.checklist


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".yaml"])
def test_export_and_merge_by_suffix(suffix: str, tmp_path: Path) -> None:
    found = load_checklist(write(tmp_path))
    target = tmp_path / "uit" / f"lijst{suffix}"
    export_checklist(found.checklist, found.content, target, "nl")
    if suffix == ".yaml":
        (tmp_path / "uit" / "klein.yaml").write_bytes((tmp_path / "klein.yaml").read_bytes())
    empty = found.checklist.model_copy(update={"answers": ()})
    assert merge_checklist(target, empty, found.content) == found.checklist


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this kind of file is not possible"):
        export_checklist(checklist(), guideline(), tmp_path / "x.ods", "nl")
    assert list(tmp_path.iterdir()) == []


def test_answers_of_another_checklist_come_in_and_the_rest_stays(tmp_path: Path) -> None:
    found = load_checklist(write(tmp_path))
    other = (
        CHECKLIST.split("answers:")[0]
        + "answers:\n- {requirement: a2, state: partly}\n- {requirement: b1, state: met}\n"
    )
    (tmp_path / "ander.yaml").write_text(other, encoding="utf-8")
    warnings: list[Problem] = []
    merged = merge_checklist(tmp_path / "ander.yaml", found.checklist, found.content, warnings)
    assert [(a.requirement, a.state) for a in merged.answers] == [("a1", "met"), ("a2", "partly"), ("b1", "met")]


def test_answers_to_another_guideline_are_refused(tmp_path: Path) -> None:
    found = load_checklist("voorbeeld-capaciteiten")
    with pytest.raises(InputError, match="belongs to guideline klein"):
        merge_checklist(write(tmp_path), found.checklist, found.content)


def test_a_new_checklist_knows_nothing_yet() -> None:
    made = new_checklist(guideline(), id="nieuw", subject=Text(nl="Ding"))
    assert made.answers == tuple(answer(f"r{i}", "unknown") for i in range(3))
    assert made.title.in_("en") == "Checklist Klein"


def test_a_new_guideline_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "eigen.yaml").write_text(new_guideline(id="eigen", title=Text(nl="Eigen")), encoding="utf-8")
    made = load_guideline(tmp_path / "eigen.yaml")
    assert (made.id, [r.id for r in made.requirements]) == ("eigen", ["eis-1"])
