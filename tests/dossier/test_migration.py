# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import InputError, Problem, parse_yaml
from weerbaar.dossier import check_dossier, load_dossier, migrate
from weerbaar.dossier.migration import SCHEMA_VERSION, STEPS, upgraded

Maker = Callable[..., Path]

OLD_JUDGEMENTS = """\
schema: 0
id: anna
name: {nl: Anna, en: Anna}
kind: expert
judgements:
  - scenario: storm
    criterion: '1.1'
    score: [A, B, C]
    reason: geschat
  - scenario: storm
    criterion: '2.1'
    score: [D, D, D]
  - scenario: storm
    criterion: '2.2'
    label: A
"""


@pytest.fixture
def old(make_dossier: Maker, spoilt: Callable[[str, str, str], str]) -> Path:
    text = spoilt("dossier.yaml", "label: '2030'\nyear: 2030", "period: 2030-2031").replace("schema: 1", "schema: 0")
    return make_dossier({"dossier.yaml": text, "judgements/anna.yaml": OLD_JUDGEMENTS})


def test_every_version_has_its_step() -> None:
    assert sorted(STEPS) == list(range(SCHEMA_VERSION))


def test_schema_0_is_read_as_the_present_one(old: Path) -> None:
    dossier = load_dossier(old)
    assert (dossier.round.label, dossier.round.year, dossier.round.schema_version) == ("2030-2031", 2030, 1)
    first, second, third = dossier.judgements[0].judgements
    assert (first.lower, first.label, first.upper, first.reason) == ("A", "B", "C", "geschat")
    assert (second.lower, second.label, second.upper) == (None, "D", None)
    assert third.label == "A"


def test_reading_an_old_dossier_is_warned_about(old: Path) -> None:
    warnings = [p for p in check_dossier(old) if p.field == "schema"]
    assert [(p.file, p.line, p.severity) for p in warnings] == [
        ("dossier.yaml", 1, "warning"),
        ("judgements/anna.yaml", 1, "warning"),
    ]


def test_faults_of_an_old_file_point_into_the_old_file(old: Path) -> None:
    path = old / "judgements" / "anna.yaml"
    path.write_text(OLD_JUDGEMENTS.replace("[A, B, C]", "[A, F, C]"))
    (error,) = [p for p in check_dossier(old) if p.severity == "error"]
    assert (error.line, error.value) == (6, "F")


def test_migrate_writes_the_present_version(old: Path, tmp_path: Path) -> None:
    migrate(old, tmp_path / "nieuw")
    text = (tmp_path / "nieuw" / "judgements" / "anna.yaml").read_text()
    assert "schema: 1" in text
    assert "score" not in text
    assert "lower: A" in text
    before, after = load_dossier(old), load_dossier(tmp_path / "nieuw")
    assert after == before.model_copy(update={"content_hash": after.content_hash})


@pytest.mark.parametrize("version", ["2", "-1", "true", "één", "1.5"])
def test_version_that_is_not_known_gives_one_message(version: str) -> None:
    problems: list[Problem] = []
    with pytest.raises(InputError) as caught:
        upgraded(parse_yaml(f"a: 1\nschema: {version}\n", "x.yaml"), "dossier.yaml", problems)
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (2, "schema")
    assert "leest 0 tot en met 1" in problem.message.nl
    assert ("nieuwere versie" in problem.hint.nl) is (version == "2")


def test_present_version_and_none_are_left_alone() -> None:
    problems: list[Problem] = []
    for text in ("schema: 1\n", "a: 1\n", "- a\n"):
        source = parse_yaml(text, "x.yaml")
        assert upgraded(source, "dossier.yaml", problems) is source
    assert problems == []
