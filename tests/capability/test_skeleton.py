# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from weerbaar.base import InputError
from weerbaar.capability.analysis import check_analysis, load_analysis
from weerbaar.capability.folder import example_names, shipped
from weerbaar.capability.skeleton import copy_example, new_analysis
from weerbaar.dossier import load_dossier


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_new_analysis_checks_clean_and_takes_over_headings_and_capabilities(tmp_path: Path, lang: str) -> None:
    dossier = load_dossier("nrb-2012")
    new_analysis(tmp_path / "Nieuwe analyse!", dossier, name="nrb-2012", language=lang)  # type: ignore[arg-type]
    assert check_analysis(tmp_path / "Nieuwe analyse!") == []
    analysis = load_analysis(tmp_path / "Nieuwe analyse!")
    assert analysis.header.id == "nieuwe-analyse"
    assert (analysis.header.first_year, analysis.header.last_year) == (2014, 2018)
    assert [h.letter for h in analysis.header.headings] == ["a", "b", "c", "d", "e"]
    assert analysis.needs is not None
    assert [c.id for c in analysis.needs.capabilities] == [c.id for c in dossier.capabilities]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_scenarios_that_can_be_named_stand_in_the_files(tmp_path: Path, lang: str) -> None:
    dossier = load_dossier("voorbeeld-2012")
    new_analysis(tmp_path / "a", dossier, name="voorbeeld-2012", language=lang)  # type: ignore[arg-type]
    tasks = (tmp_path / "a" / "tasks.yaml").read_text(encoding="utf-8")
    assert all(s.id in tasks for s in dossier.scenarios)
    assert max(map(len, tasks.splitlines())) <= 120
    for name in ("tasks.yaml", "measures.yaml"):
        text = (tmp_path / "a" / name).read_text(encoding="utf-8")
        assert f"scenario: {dossier.scenarios[0].id}" in text
        assert "SCENARIO" not in text


def test_a_round_without_capabilities_gives_empty_lists(tmp_path: Path) -> None:
    new_analysis(tmp_path / "a", load_dossier("voorbeeld-2012"), name="voorbeeld-2012", title="Eigen titel")
    assert check_analysis(tmp_path / "a") == []
    assert load_analysis(tmp_path / "a").header.title.nl == "Eigen titel"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_guidance_in_a_new_file_is_itself_right(tmp_path: Path, lang: str) -> None:
    """Taking away the # of the examples gives an analysis without mistakes."""
    new_analysis(tmp_path / "a", load_dossier("voorbeeld-2012"), name="voorbeeld-2012", language=lang)  # type: ignore[arg-type]
    for file in shipped("skeleton", lang).iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        entries = [line[2:] for line in lines if line.startswith("#   ")]
        [key] = [line.removesuffix(" []") for line in lines if line.endswith(": []")][:1]
        text = "\n".join(["schema: 1", key, *entries]).replace("ID-VAN-EEN-SCENARIO", "grootschalige-onlusten")
        text = text.replace("ID-OF-A-SCENARIO", "grootschalige-onlusten").replace("2027", "2014")
        assert len(yaml.safe_load(text)[key.removesuffix(":")]) == 1, file.name
        (tmp_path / "a" / file.name).write_text(text, encoding="utf-8")
    assert check_analysis(tmp_path / "a") == []


def test_a_copy_of_the_example_is_the_example(tmp_path: Path) -> None:
    copy_example("voorbeeld-capaciteiten", tmp_path / "kopie")
    here = {p.name: p.read_bytes() for p in (tmp_path / "kopie").iterdir()}
    assert here == {p.name: p.read_bytes() for p in shipped("voorbeeld-capaciteiten").iterdir()}


@pytest.mark.parametrize("title", ["x" * 301, "a\x07b"])
def test_a_title_that_a_header_cannot_hold_is_refused_before_anything_is_written(tmp_path: Path, title: str) -> None:
    with pytest.raises(InputError, match="title"):
        new_analysis(tmp_path / "a", load_dossier("voorbeeld-2012"), name="voorbeeld-2012", title=title)
    assert list(tmp_path.iterdir()) == []


def test_a_filled_folder_and_an_unknown_example_are_refused(tmp_path: Path) -> None:
    (tmp_path / "werk.txt").write_text("belangrijk")
    with pytest.raises(InputError, match="not empty"):
        new_analysis(tmp_path, load_dossier("voorbeeld-2012"), name="voorbeeld-2012")
    with pytest.raises(InputError, match="not empty"):
        copy_example(example_names()[0], tmp_path)
    with pytest.raises(InputError, match="not a shipped example"):
        copy_example("../dossiers/nrb-2012", tmp_path / "nieuw")
    assert [p.name for p in tmp_path.iterdir()] == ["werk.txt"]
