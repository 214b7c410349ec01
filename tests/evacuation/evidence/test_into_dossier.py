# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.evidence.floods import DAMAGE, DAYS_AWAY, PRICE, needs, study, victims
from weerbaar.assessment import assess
from weerbaar.base import InputError
from weerbaar.dossier import Dossier, check_dossier, example_path, load_dossier, save_dossier
from weerbaar.evacuation.evidence import Evidence, add_to_dossier, as_yaml, effects_of, evidence_for, with_evidence
from weerbaar.evacuation.evidence.into_dossier import judgement_set
from weerbaar.method import load_method

SCENARIO = "grootschalige-onlusten"


def evidence(deaths: float = 20.0, *, scenario: str = SCENARIO, method: str = "nl-nrb-2009") -> Evidence:
    effects = effects_of(
        study(),
        found=victims(deaths, deaths),
        needs=needs(),
        days_away=DAYS_AWAY,
        eur_per_person_day=PRICE,
        damage_eur=DAMAGE,
    )
    return evidence_for(load_method(method), scenario, effects)


@pytest.fixture
def dossier() -> Dossier:
    return load_dossier("voorbeeld-2012")


def only(dossier: Dossier, set_id: str) -> Dossier:
    """The dossier with one set of judgements, so that what is assessed is what that set says."""
    return dossier.model_copy(update={"judgements": tuple(one for one in dossier.judgements if one.id == set_id)})


def test_what_is_written_is_read_back_and_checked(tmp_path: Path, dossier: Dossier) -> None:
    found = evidence()
    folder = Path(shutil.copytree(example_path("voorbeeld-2012"), tmp_path / "ronde"))
    save_dossier(with_evidence(dossier, found), folder)
    assert check_dossier(folder) == check_dossier(example_path("voorbeeld-2012"))
    read = load_dossier(folder)
    assert next(one for one in read.judgements if one.id == found.set_id) == judgement_set(found)
    assert read.sources[found.source_key] == found.source


def test_the_file_of_its_own_is_the_same_file(tmp_path: Path, dossier: Dossier) -> None:
    found = evidence()
    save_dossier(with_evidence(dossier, found), tmp_path / "ronde")
    written = (tmp_path / "ronde" / "judgements" / f"{found.set_id}.yaml").read_text(encoding="utf-8")
    (tmp_path / "ronde" / "judgements" / f"{found.set_id}.yaml").write_text(as_yaml(found), encoding="utf-8")
    again = next(one for one in load_dossier(tmp_path / "ronde").judgements if one.id == found.set_id)
    assert again == judgement_set(found)
    assert written.startswith("schema: 1\n")


def test_the_assessment_uses_it_and_reacts(dossier: Dossier) -> None:
    def deaths(number: float) -> tuple[str | None, str | None, str | None, float]:
        found = evidence(number)
        result = assess(only(with_evidence(dossier, found), found.set_id), draws=1000).scenario(SCENARIO)
        assert result.impact is not None
        contribution = next(one for one in result.contributions if one.criterion == "2.1")
        assert study().record.id in contribution.reasons[0].nl
        return contribution.label, contribution.lowest, contribution.highest, result.impact.value

    few, between, many = deaths(20.0), deaths(60.0), deaths(2000.0)
    assert few[:3] == ("B", "B", "B")  # 20 to 40
    assert between[:3] == ("B", "B", "C")  # 60 to 120
    assert many[:3] == ("D", "D", "D")  # 2,000 to 4,000
    assert few[3] < many[3]


def test_new_evidence_of_a_scenario_takes_the_place_of_the_old_and_keeps_its_weight(dossier: Dossier) -> None:
    first = with_evidence(dossier, evidence(20.0))
    set_id = evidence().set_id
    weighed = first.model_copy(
        update={
            "judgements": tuple(
                one.model_copy(update={"weight": 3.0}) if one.id == set_id else one for one in first.judgements
            )
        }
    )
    second = with_evidence(weighed, evidence(200.0))
    own = [one for one in second.judgements if one.id == set_id]
    assert [one.weight for one in own] == [3.0]
    assert own[0].judgements == evidence(200.0).judgements
    assert set(second.sources) == set(dossier.sources) | {evidence(200.0).source_key}


def test_evidence_of_two_scenarios_stands_beside_each_other(dossier: Dossier) -> None:
    first, second = evidence(20.0), evidence(200.0, scenario="cyberhacktivisme")
    both = with_evidence(with_evidence(dossier, first), second)
    assert {first.set_id, second.set_id} <= {one.id for one in both.judgements}
    assert both.sources[first.source_key] == first.source
    assert both.sources[second.source_key] == second.source


def test_what_does_not_fit_is_refused_all_at_once(dossier: Dossier) -> None:
    with pytest.raises(InputError) as error:
        with_evidence(dossier, evidence(scenario="overstroming", method="be-bnra"))
    assert len(error.value.problems) == 2
    with pytest.raises(InputError, match="answered"):
        with_evidence(dossier, evidence_for(load_method("nl-nrb-2009"), SCENARIO, effects_of(study())))


def test_the_same_effects_give_the_same_bytes() -> None:
    assert as_yaml(evidence()) == as_yaml(evidence())
    assert not np.any([judgement.missing for judgement in evidence().judgements])


def test_in_a_folder_only_what_changes_is_written(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(example_path("voorbeeld-2012"), tmp_path / "ronde"))
    round_file = folder / "dossier.yaml"
    round_file.write_text("# van ons\n" + round_file.read_text(encoding="utf-8"), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    written = add_to_dossier(evidence(), folder)
    changed = {path for path in folder.rglob("*") if path.is_file() and before.get(path) != path.read_bytes()}
    assert changed == {written, folder / "sources.yaml"}
    # A new study takes the place of the earlier one, and of its source.
    assert add_to_dossier(evidence(40.0), folder) == written
    after = load_dossier(folder)
    assert sum(one.id == evidence().set_id for one in after.judgements) == 1
    assert [key for key in after.sources if key.startswith("evacuatie-")] == [evidence(40.0).source_key]
    with pytest.raises(InputError, match="not in dossier"):
        add_to_dossier(evidence(scenario="elders"), folder)
