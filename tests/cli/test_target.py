# SPDX-License-Identifier: EUPL-1.2
"""Where results go: not among other people's files, and figures under the name of the language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from weerbaar.base import InputError
from weerbaar.cli.target import check_folder_of_round, figure_folder, file_name, write_figures

ENGLISH = {"kaart": "map", "kaart-van": "map-of"}


@dataclass
class Drawing:
    """Stands in for a figure: what it would save is its own name."""

    id: str

    def save(self, path: Path) -> None:
        path.write_text(self.id, encoding="utf-8")


def drawing(id: str) -> Any:
    return cast(Any, Drawing(id))


@pytest.mark.parametrize("name", ["results.json", "sensitivity.json"])
def test_the_results_of_another_round_stay_where_they_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps({"round": {"id": "ronde-2026"}}), encoding="utf-8")
    check_folder_of_round(tmp_path, "voorbeeld-2012", "ronde-2026")
    with pytest.raises(InputError, match="results of round ronde-2026"):
        check_folder_of_round(tmp_path, "voorbeeld-2012", "ronde-2027")


def test_a_dossier_is_not_a_place_for_results(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="part of the dossier"):
        check_folder_of_round(tmp_path / "uitkomst", str(tmp_path), "ronde")


def test_another_file_of_that_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text("[1, 2]", encoding="utf-8")
    check_folder_of_round(tmp_path, "voorbeeld-2012", "ronde")


def test_the_longest_beginning_that_fits_is_translated() -> None:
    assert file_name(drawing("kaart-van-brand"), "nl", ENGLISH) == "kaart-van-brand"
    assert file_name(drawing("kaart-van-brand"), "en", ENGLISH) == "map-of-brand"
    assert file_name(drawing("kaart"), "en", ENGLISH) == "map"


def test_figures_are_written_in_their_kinds(tmp_path: Path) -> None:
    place = figure_folder(tmp_path, "en")
    written = write_figures(
        [drawing("kaart"), drawing("kaart-van-brand")],
        place,
        "en",
        ENGLISH,
        lambda figure: ("svg", "png") if figure.id == "kaart" else ("svg",),
    )
    assert written == ["map.svg", "map.png", "map-of-brand.svg"]
    assert sorted(p.name for p in (tmp_path / "figures").iterdir()) == sorted(written)


def test_without_figures_there_is_no_folder(tmp_path: Path) -> None:
    assert write_figures([], figure_folder(tmp_path, "nl"), "nl", {}, lambda _: ("svg",)) == []
    assert list(tmp_path.iterdir()) == []
