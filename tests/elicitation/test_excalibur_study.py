# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.elicitation.excalibur_files import TRUTHS, write
from tests.elicitation.studies import CHANCE, LABEL, SEED, TARGET, given, make_study
from weerbaar.base import InputError
from weerbaar.elicitation import Study, evaluate, export_excalibur, load_study
from weerbaar.elicitation.excalibur_study import slugs


def study() -> Study:
    return make_study(
        [SEED, TARGET, CHANCE, LABEL, {**CHANCE, "id": "kans-2", "asks": "quantiles"}],
        {
            "anna": [given("ijk", 10, 20, 30), given("doel", 1, 10, 100), given("kans-2", 0.01, 0.1, 0.2)],
            "bram": [given("ijk", 5, 25, 50), {"question": "label", "label": "B"}],
        },
    )


def test_out_and_in_again(tmp_path: Path) -> None:
    target = tmp_path / "proef.dtt"
    [warning] = export_excalibur(study(), target)
    assert "without kans, label" in warning.message.in_("en")
    again = load_study(target)
    assert [q.id for q in again.questions] == ["ijk", "doel", "kans-2"]
    assert [e.id for e in again.experts] == ["anna", "bram"]
    assert again.question("doel").text.nl == "Hoeveel doden?"
    here, there = study().panel(), again.panel()
    np.testing.assert_array_equal(here.values, there.values)
    np.testing.assert_array_equal(here.realizations, there.realizations)
    np.testing.assert_array_equal(here.log_scale, there.log_scale)
    # what the file marks as missing may just as well never have been asked
    assert again.answer("bram", "doel") is None
    assert (again.protocol.id, again.rounds, len(again.content_hash)) == ("one-round", 1, 64)


def test_the_same_scores_from_the_file(tmp_path: Path) -> None:
    export_excalibur(study(), tmp_path / "proef.dtt")
    here, there = (
        evaluate(study(), weighting="global"),
        evaluate(load_study(tmp_path / "proef.dtt"), weighting="global"),
    )
    assert [(e.calibration, e.weight) for e in here.experts] == [(e.calibration, e.weight) for e in there.experts]


def test_the_last_answers_are_exported(tmp_path: Path) -> None:
    delphi = make_study([TARGET], {"a": [given("doel", 1, 2, 3), given("doel", 4, 5, 6, round=2)]}, protocol="delphi")
    export_excalibur(delphi, tmp_path / "d.dtt")
    assert load_study(tmp_path / "d.dtt").panel().values[0, 0].tolist() == [4, 5, 6]


def test_ids_from_names() -> None:
    assert slugs(["Expert A", "expert_a", "Zoë", "日本", ""], "deskundige") == [
        "expert-a",
        "expert-a-2",
        "zoe",
        "deskundige-4",
        "deskundige-5",
    ]


def test_ids_of_pooled_answers_are_not_given_to_experts() -> None:
    assert slugs(["Decision-maker", "Ann"], "x", taken=("decision-maker",)) == ["decision-maker-2", "ann"]


@pytest.mark.parametrize("percentages", ["  50", "  60  90", " ".join(str(i) for i in range(1, 79, 3))])
def test_quantiles_that_a_study_cannot_ask_for(tmp_path: Path, percentages: str) -> None:
    number = len(percentages.split())
    values = " ".join(str(i) for i in range(1, number + 1))
    lines = [f"* CLASS ASCII OUTPUT FILE. NQ= {number} QU= {percentages}", f"1\tAnn\t1\tflow\tuni\t{values}"]
    with pytest.raises(InputError, match=r"study\.dtt:1: .*a study asks for 2 to 25 quantiles"):
        load_study(write(tmp_path, lines, ["1 flow 2 uni"]))


def test_an_export_writes_both_files_or_none_and_over_nothing(tmp_path: Path) -> None:
    study = make_study([SEED], {"a": [given("ijk", 1, 2, 3)]})
    (tmp_path / "x.rls").mkdir()
    with pytest.raises(InputError, match=r"x\.rls: exists already; nothing was written"):
        export_excalibur(study, tmp_path / "x.dtt")
    assert [p.name for p in tmp_path.iterdir()] == ["x.rls"]
    export_excalibur(study, tmp_path / "nieuw" / "y.dtt")
    with pytest.raises(InputError, match=r"y\.dtt: exists already"):
        export_excalibur(study, tmp_path / "nieuw" / "y.dtt")
    assert sorted(p.name for p in (tmp_path / "nieuw").iterdir()) == ["y.dtt", "y.rls"]


def test_a_study_without_quantiles_cannot_be_exported(tmp_path: Path) -> None:
    study = make_study([LABEL], {"a": [{"question": "label", "label": "A"}]})
    with pytest.raises(InputError, match="nobody gave quantiles"):
        export_excalibur(study, tmp_path / "x.dtt")


def test_the_hash_follows_the_realizations_whatever_the_case_of_their_ending(tmp_path: Path) -> None:
    path = write(tmp_path, truths=TRUTHS)
    (tmp_path / "study.rls").rename(tmp_path / "study.Rls")
    before = load_study(path).content_hash
    (tmp_path / "study.Rls").write_text("\n".join(TRUTHS[:1]) + "\n", encoding="cp1252")
    assert load_study(path).content_hash != before
