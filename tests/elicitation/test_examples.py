# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.elicitation.studies import write_study
from weerbaar.base import InputError
from weerbaar.dossier import load_dossier
from weerbaar.elicitation import check_study, load_study, study_names
from weerbaar.elicitation.examples import locate


def test_the_shipped_example_is_sound_and_says_that_it_is_made_up() -> None:
    assert study_names() == ("voorbeeld-elicitatie",)
    assert check_study("voorbeeld-elicitatie") == []
    study = load_study("voorbeeld-elicitatie")
    assert study.file.illustrative
    assert "verzonnen" in study.file.statement.nl
    assert len(study.experts) == 5
    assert len(study.seeds) == 8
    assert len([q for q in study.questions if q.feeds]) == 4
    assert (study.protocol.id, study.rounds) == ("delphi", 2)
    assert all("verzonnen" in e.name.nl for e in study.experts)
    assert {q.kind for q in study.questions} == {"quantiles", "probability", "labels"}


def test_facts_of_the_seed_questions() -> None:
    """Published totals; the use of NL-Alert is that of the letter of November 2013 in the dossier nrb-2012."""
    truths = {q.id: q.realization for q in load_study("voorbeeld-elicitatie").seeds}
    assert truths["doden-watersnood"] == 1836
    assert truths["gemeenten-2012"] == 415
    alerts = load_dossier("nrb-2012").alerts
    assert alerts is not None
    assert truths["nl-alert"] == alerts.count == 12


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_study(tmp_path / "studie")
    assert locate(folder) == folder
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voorbeeld-elicitatie").mkdir()  # results of an earlier run do not hide the example
    assert locate("voorbeeld-elicitatie").parent.name == "studies"
    for name, words in (("nergens", "no such study"), ("voorbeeld-elicitatie/..", "study.yaml is missing")):
        with pytest.raises(InputError, match=words):
            locate(name)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="neither a folder nor"):
        locate("a.txt")


def test_a_name_too_long_for_the_file_system_is_wrong_input() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        locate("x" * 5000)
