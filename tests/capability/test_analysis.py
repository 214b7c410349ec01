# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.analysis_files import CAPABILITIES, HEADER, PRESENT, TASKS, told, write_analysis
from weerbaar.base import InputError
from weerbaar.capability.analysis import Analysis, check_analysis, load_analysis, read_header
from weerbaar.capability.needs import gaps


def test_a_sound_analysis_has_no_problems(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path)
    assert check_analysis(folder) == []
    analysis = load_analysis(folder)
    assert analysis.header.id == "proef"
    assert analysis.dossier.round.id == "ronde"
    assert analysis.method.id == "nl-nrb-2009"
    assert analysis.needs is not None
    assert [t.id for t in analysis.needs.tasks] == ["afzetten"]
    assert (analysis.measures, analysis.choice) == (None, None)
    assert analysis.path == folder / "analysis.yaml"


def test_the_example_is_in_order() -> None:
    assert check_analysis("voorbeeld-capaciteiten") == []
    analysis = load_analysis("voorbeeld-capaciteiten")
    assert analysis.needs is not None
    assert 25 <= len(analysis.needs.tasks) <= 35
    assert analysis.measures is not None
    assert read_header("voorbeeld-capaciteiten") == analysis.header


def test_a_header_alone_tells_its_problems(tmp_path: Path) -> None:
    (tmp_path / "analysis.yaml").write_text("schema: 1\nid: x\n", encoding="utf-8")
    with pytest.raises(InputError, match="dossier"):
        read_header(tmp_path)


def test_the_hash_follows_the_files_and_the_round(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path)
    first = load_analysis(folder).content_hash
    assert load_analysis(folder).content_hash == first
    write_analysis(tmp_path, tasks=TASKS.replace("quantity: 10", "quantity: 11"))
    second = load_analysis(folder).content_hash
    scenario = tmp_path / "ronde" / "scenarios" / "brand.md"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("hazard", "threat"), encoding="utf-8")
    assert len({first, second, load_analysis(folder).content_hash}) == 3


def test_a_confidential_number_cannot_be_tried_out_on_the_hash_that_is_published(tmp_path: Path) -> None:
    def loaded(present: str) -> Analysis:
        return load_analysis(write_analysis(tmp_path, present=present))

    secret = PRESENT.replace("quantity: 20", "quantity: 20, confidential: true")
    one, other = loaded(secret), loaded(secret.replace("quantity: 20", "quantity: 21, reliability: 0.5"))
    assert one.content_hash == other.content_hash
    assert one.confidential_hash != other.confidential_hash
    assert gaps(one, draws=160).run_record.input_hash == one.content_hash
    assert gaps(one, draws=160, with_confidential=True).run_record.input_hash == one.confidential_hash
    public = loaded(PRESENT)
    assert public.confidential_hash is None
    assert gaps(public, draws=160, with_confidential=True).run_record.input_hash == public.content_hash
    assert len({x.content_hash for x in (one, public, loaded(PRESENT.replace("20", "21")))}) == 3


def test_every_problem_of_every_file_at_once(tmp_path: Path) -> None:
    folder = write_analysis(
        tmp_path,
        analysis=HEADER.replace("letter: a", "letter: aaaa"),
        capabilities=CAPABILITIES.replace("heading: samenwerking", "heading: nergens"),
        tasks=TASKS.replace("scenario: brand", "scenario: vloed"),
        present="schema: 1\npresent:\n  - {id: p, capability: boten, holder: government, quantity: -3}\n",
    )
    problems = check_analysis(folder)
    assert told(problems) == [
        ("analysis.yaml", "headings[0].letter", "aaaa"),
        ("capabilities.yaml", "capabilities[0].heading", "nergens"),
        ("tasks.yaml", "tasks[0].scenario", "vloed"),
        ("present.yaml", "present[0].capability", "boten"),
        ("present.yaml", "present[0].quantity", "-3"),
    ]
    assert all(p.line for p in problems)
    with pytest.raises(InputError) as raised:
        load_analysis(folder)
    assert len(raised.value.problems) == 5


def test_warnings_do_not_stop_the_analysis_and_travel_with_it(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, tasks=TASKS.replace("scenario: brand", "scenario: oud"))
    assert [p.severity for p in check_analysis(folder)] == ["warning"]
    warnings = load_analysis(folder).warnings
    assert "status retired" in warnings[0].message.en


def test_an_unknown_round_is_a_problem_of_the_header(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, analysis=HEADER.replace("dossier: ronde", "dossier: elders"))
    (problem,) = check_analysis(folder)
    assert (problem.file, problem.field, problem.value, problem.line) == ("analysis.yaml", "dossier", "elders", 4)
    assert "voorbeeld-2012" in problem.hint.nl


def test_problems_of_the_round_are_told_too(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path)
    (tmp_path / "ronde" / "scenarios" / "brand.md").write_text("---\nid: brand\n---\n", encoding="utf-8")
    assert {p.file for p in check_analysis(folder) if p.severity == "error"} == {"scenarios/brand.md"}


def test_a_weight_profile_must_exist(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, analysis=HEADER + "profile: bestaat-niet\n")
    (problem,) = check_analysis(folder)
    assert (problem.field, problem.value) == ("profile", "bestaat-niet")


def test_a_folder_with_a_header_only_has_no_needs(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, capabilities="", tasks="", present="")
    assert load_analysis(folder).needs is None


def test_a_header_that_cannot_be_read_ends_it(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, analysis="schema: 1\n")
    assert {p.file for p in check_analysis(folder)} == {"analysis.yaml"}
    with pytest.raises(InputError):
        load_analysis(folder)
    (problem,) = check_analysis(tmp_path / "nergens")
    assert "bestaat niet" in problem.message.nl


def test_a_round_at_hand_is_taken_whatever_the_header_calls_it(tmp_path: Path) -> None:
    folder = write_analysis(tmp_path)
    there = load_analysis(folder)
    (folder / "analysis.yaml").write_text(HEADER.replace("dossier: ronde", "dossier: elders"), encoding="utf-8")
    assert [p.value for p in check_analysis(folder)] == ["elders"]
    assert check_analysis(folder, dossier=there.dossier) == []
    assert load_analysis(folder, dossier=there.dossier).dossier is there.dossier
