# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from weerbaar.base import InputError
from weerbaar.dossier import check_dossier, load_dossier, new_dossier
from weerbaar.method import load_method, method_ids


@pytest.mark.parametrize("method", method_ids())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_new_dossier_checks_clean_for_every_method(method: str, language: Any, tmp_path: Path) -> None:
    new_dossier(tmp_path / "ronde", title="Ronde 2030", year=2030, method=method, language=language)
    assert check_dossier(tmp_path / "ronde") == []
    dossier = load_dossier(tmp_path / "ronde")
    assert (dossier.round.id, dossier.round.year, dossier.round.method) == ("ronde-2030", 2030, method)
    (scenario,) = dossier.scenarios
    assert all(text.nl for _, text in scenario.storyline)
    (judgements,) = dossier.judgements
    asked = {c.id for c in load_method(method).criteria if not c.optional}
    assert {j.criterion for j in judgements.judgements} == asked | {"likelihood"}
    assert all(j.missing for j in judgements.judgements)


def test_judgement_file_says_how_to_fill_it_in(tmp_path: Path) -> None:
    new_dossier(tmp_path / "ronde", title="Ronde", year=2030, organisation="Veiligheidsregio")
    text = (tmp_path / "ronde" / "judgements" / "deskundige-1.yaml").read_text()
    assert "# Labels voor de impact: X, A, B, C, D, E (X betekent niet van toepassing)." in text
    assert load_dossier(tmp_path / "ronde").round.organisation.nl == "Veiligheidsregio"


@pytest.mark.parametrize(("title", "name"), [("Été & Zoon, 2ᵉ ronde!", "ete-zoon-2e-ronde"), ("…", "dossier-2030")])
def test_id_is_made_from_the_title(title: str, name: str, tmp_path: Path) -> None:
    new_dossier(tmp_path / "ronde", title=title, year=2030)
    assert load_dossier(tmp_path / "ronde").round.id == name


def test_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(InputError, match="not empty"):
        new_dossier(tmp_path, title="Ronde", year=2030)
    with pytest.raises(InputError, match="not empty"):
        new_dossier(tmp_path / "a.txt", title="Ronde", year=2030)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_unknown_method_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nl-nrb-2009"):
        new_dossier(tmp_path / "ronde", title="Ronde", year=2030, method="nl-nrb-1900")
    assert not (tmp_path / "ronde").exists()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"year": 99999}, "year", "2200 of minder"),
        ({"title": "t" * 301}, "title", "te lang; ten hoogste 300 tekens"),
        ({"organisation": "o" * 301}, "organisation", "te lang; ten hoogste 300 tekens"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_no_folder(
    given: dict[str, Any], field: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        new_dossier(tmp_path / "ronde", **({"title": "Ronde", "year": 2030} | given))
    (problem,) = caught.value.problems
    assert problem.field == field
    assert words in problem.message.nl
    assert not (tmp_path / "ronde").exists()
