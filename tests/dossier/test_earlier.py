# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.dossier import load_dossier, load_dossier_beside, load_earlier, save_dossier


def naming(folder: Path, *names: str) -> Path:
    dossier = load_dossier("voorbeeld-2012")
    save_dossier(dossier.model_copy(update={"round": dossier.round.model_copy(update={"earlier": names})}), folder)
    return folder


def test_folder_beside_goes_before_a_shipped_example_and_absent_ones_are_skipped(tmp_path: Path) -> None:
    save_dossier(load_dossier("nrb-2012"), tmp_path / "vorige")
    now = naming(tmp_path / "nu", "vorige", "nrb-history", "bestaat-niet")
    assert [d.round.id for d in load_earlier(load_dossier(now), now)] == ["nrb-2012", "nrb-history"]


def test_earlier_round_with_errors_is_refused(tmp_path: Path) -> None:
    save_dossier(load_dossier("nrb-2012"), tmp_path / "vorige")
    (tmp_path / "vorige" / "published.yaml").write_text("schema: 1\nresults: [", encoding="utf-8")
    now = naming(tmp_path / "nu", "vorige")
    with pytest.raises(InputError, match=r"published\.yaml"):
        load_earlier(load_dossier(now), now)


def test_a_round_is_named_and_never_a_path(tmp_path: Path) -> None:
    save_dossier(load_dossier("nrb-2012"), tmp_path / "ronde")
    analysis = tmp_path / "analyse"
    assert load_dossier_beside(analysis, "ronde").round.id == "nrb-2012"
    assert load_dossier_beside(analysis, "voorbeeld-2012").round.id == "voorbeeld-2012"
    for name in ("../ronde", str(tmp_path / "ronde"), "..", "", "bestaat-niet"):
        with pytest.raises(InputError, match="no such round beside"):
            load_dossier_beside(analysis, name)


def test_a_round_beside_goes_before_the_shipped_example_of_that_name(tmp_path: Path) -> None:
    save_dossier(load_dossier("nrb-2012"), tmp_path / "voorbeeld-2012")
    assert load_dossier_beside(tmp_path / "analyse", "voorbeeld-2012").round.id == "nrb-2012"
