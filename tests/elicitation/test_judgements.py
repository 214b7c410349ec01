# SPDX-License-Identifier: EUPL-1.2
"""Pooled answers flow into a dossier and come out of the assessment's input unchanged."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.elicitation.studies import CHANCE, LABEL, TARGET, example_elicitation, example_study, given, make_study
from weerbaar.assessment import assess
from weerbaar.base import InputError, Quantiles
from weerbaar.dossier import check_dossier, example_path, load_dossier
from weerbaar.elicitation import Elicitation, add_to_dossier, addition, evaluate, judgement_set, with_judgements

LONER = "gewelddadige-eenling"
DEATHS = {**TARGET, "feeds": {"scenario": LONER, "criterion": "2.1", "variable": "deaths"}}


@pytest.fixture(scope="module")
def elicitation() -> Elicitation:
    return example_elicitation()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(example_path("voorbeeld-2012"), tmp_path / "ronde"))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_is_read_back_is_what_was_pooled(elicitation: Elicitation, folder: Path) -> None:
    before = files(folder)
    target = add_to_dossier(elicitation, folder)
    assert target == folder / "judgements" / "voorbeeld-elicitatie.yaml"
    after = files(folder)
    assert after.pop("judgements/voorbeeld-elicitatie.yaml")
    assert after == before  # nothing else was touched
    assert check_dossier(folder) == check_dossier(example_path("voorbeeld-2012"))
    dossier = load_dossier(folder)
    read = next(s for s in dossier.judgements if s.id == "voorbeeld-elicitatie")
    assert read == judgement_set(elicitation)
    deaths, _, chance, _ = read.judgements
    pooled = elicitation.question("doden-eenling").pooled
    assert pooled is not None
    assert deaths.quantities == {"deaths": pooled.distribution}
    assert deaths.quantities is not None
    # the quantiles of the decision maker stand in it as they are
    assert deaths.quantities["deaths"].cdf(pooled.quantiles) == pytest.approx([0.05, 0.5, 0.95], abs=1e-3)
    assert (chance.window_years, chance.criterion) == (5, "likelihood")
    assert isinstance(chance.probability, Quantiles)
    assert chance.probability.values[-1] < 1


def test_the_same_in_memory_and_from_disk(elicitation: Elicitation, folder: Path) -> None:
    dossier = load_dossier(folder)
    in_memory = with_judgements(elicitation, dossier)
    add_to_dossier(elicitation, folder)
    assert load_dossier(folder).judgements == in_memory.judgements
    assert with_judgements(elicitation, in_memory).judgements == in_memory.judgements  # not twice


def test_the_assessment_uses_them(elicitation: Elicitation) -> None:
    dossier = load_dossier("voorbeeld-2012")
    without = assess(dossier, draws=1000).scenario("grootschalige-onlusten").likelihood
    with_them = assess(with_judgements(elicitation, dossier), draws=1000).scenario("grootschalige-onlusten").likelihood
    assert without is not None
    assert with_them is not None
    others = sum(
        j.criterion == "likelihood" and j.scenario == "grootschalige-onlusten"
        for s in dossier.judgements
        for j in s.judgements
    )
    # the geometric mean of the centres of all, the elicitation being one of them
    pooled = elicitation.question("kans-onlusten").pooled
    assert pooled is not None
    assert pooled.distribution is not None
    centre = (without.value**others * pooled.distribution.expected) ** (1 / (others + 1))
    assert with_them.value == pytest.approx(centre)


def test_a_label_becomes_the_median_with_a_range(elicitation: Elicitation) -> None:
    judgement = judgement_set(elicitation).judgements[3]
    assert (judgement.lower, judgement.label, judgement.upper) == ("B", "C", "D")
    assert "5 deskundigen, van wie 2 met gewicht" in judgement.reason
    certain = {**LABEL, "labels": ["A", "B"], "feeds": {"scenario": LONER, "criterion": "5.3"}}
    study = make_study([certain], {"a": [{"question": "label", "label": "B"}]})
    [only] = judgement_set(evaluate(study, weighting="equal")).judgements
    assert (only.lower, only.label, only.upper) == (None, "B", None)


def test_questions_on_one_criterion_become_one_judgement() -> None:
    def asks(name: str) -> dict[str, Any]:
        return {
            **TARGET,
            "id": name.replace("_", "-"),
            "feeds": {"scenario": LONER, "criterion": "5.1", "variable": name},
        }

    study = make_study(
        [asks("persons"), asks("duration_d")], {"a": [given("persons", 1, 2, 3), given("duration-d", 4, 5, 6)]}
    )
    [judgement] = judgement_set(evaluate(study, weighting="equal")).judgements
    assert judgement.quantities is not None
    assert list(judgement.quantities) == ["persons", "duration_d"]


def test_one_number_becomes_a_point_and_no_answer_becomes_missing(folder: Path) -> None:
    chance = {**CHANCE, "feeds": {"scenario": LONER, "criterion": "likelihood"}}
    study = make_study([chance, DEATHS], {"a": [{"question": "kans", "probability": 0.2}]})
    found = evaluate(study, weighting="equal")
    one, none = judgement_set(found).judgements
    assert one.probability is not None
    assert one.probability.expected == 0.2
    assert (none.missing, none.quantities) == (True, None)
    add_to_dossier(found, folder)
    assert check_dossier(folder) == check_dossier(example_path("voorbeeld-2012"))


def test_only_its_own_file_is_replaced(elicitation: Elicitation, folder: Path) -> None:
    add_to_dossier(elicitation, folder)
    first = files(folder)
    equal = evaluate(example_study(), weighting="equal")
    target = add_to_dossier(equal, folder)
    assert target.read_bytes() != first["judgements/voorbeeld-elicitatie.yaml"]
    # the same id, but written by hand
    text = target.read_text(encoding="utf-8").replace("# weerbaar elicit voorbeeld-elicitatie\n", "")
    target.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="does not come from this study"):
        add_to_dossier(elicitation, folder)
    assert target.read_text(encoding="utf-8") == text


def test_the_file_of_an_expert_stays(folder: Path) -> None:
    study = make_study([DEATHS], {"a": [given("doel", 1, 2, 3)]}, id="deskundige-a")
    before = files(folder)
    with pytest.raises(InputError, match="does not come from this study"):
        add_to_dossier(evaluate(study, weighting="equal"), folder)
    assert files(folder) == before


@pytest.mark.parametrize(
    ("feeds", "field", "words"),
    [
        ({"scenario": "eenling", "criterion": "2.1", "variable": "deaths"}, "scenario", "no such scenario in dossier"),
        ({"scenario": LONER, "criterion": "9.9", "variable": "deaths"}, "criterion", "no such criterion"),
        ({"scenario": LONER, "criterion": "2.1", "variable": "doden"}, "variable", "Choose from: deaths"),
    ],
)
def test_what_the_dossier_does_not_know(folder: Path, feeds: dict[str, str], field: str, words: str) -> None:
    study = make_study([{**TARGET, "feeds": feeds}], {"a": [given("doel", 1, 2, 3)]})
    before = files(folder)
    with pytest.raises(InputError, match=words) as error:
        add_to_dossier(evaluate(study, weighting="equal"), folder)
    assert [p.field for p in error.value.problems] == [f"questions[0].feeds.{field}"]
    assert files(folder) == before


def test_the_line_in_the_study_is_named() -> None:
    study = example_study()
    with pytest.raises(InputError) as error:
        with_judgements(evaluate(study), load_dossier("rrp-brabant-zuidoost-2019"))
    lines = [p.line for p in error.value.problems]
    assert lines
    assert set(lines) <= set(study.lines.values())


def test_labels_that_the_method_does_not_have(folder: Path) -> None:
    question = {**LABEL, "labels": ["laag", "hoog"], "feeds": {"scenario": LONER, "criterion": "5.3"}}
    study = make_study([question], {"a": [{"question": "label", "label": "hoog"}]})
    with pytest.raises(InputError, match="these labels do not exist"):
        add_to_dossier(evaluate(study, weighting="equal"), folder)


def test_a_study_that_feeds_nothing_and_a_folder_that_is_none(elicitation: Elicitation, folder: Path) -> None:
    nothing = evaluate(make_study([TARGET], {"a": [given("doel", 1, 2, 3)]}), weighting="equal")
    with pytest.raises(InputError, match="no question feeds a dossier"):
        add_to_dossier(nothing, folder)
    with pytest.raises(InputError, match="weerbaar new FOLDER --example voorbeeld-2012"):
        add_to_dossier(elicitation, Path("voorbeeld-2012"))


def test_what_only_the_whole_dossier_shows_is_refused_too(folder: Path) -> None:
    """Criterion 5.1 asks for persons and duration; persons alone cannot be scored."""
    feeds = {"scenario": LONER, "criterion": "5.1", "variable": "persons"}
    study = make_study([{**TARGET, "feeds": feeds}], {"a": [given("doel", 1, 2, 3)]})
    before = files(folder)
    with pytest.raises(InputError) as error:
        add_to_dossier(evaluate(study, weighting="equal"), folder)
    assert error.value.problems[0].file == "judgements/proef.yaml"
    assert files(folder) == before


def test_the_weight_that_the_analyst_gave_the_study_stays(tmp_path: Path) -> None:
    folder = tmp_path / "ronde"
    shutil.copytree(example_path("voorbeeld-2012"), folder)
    path = add_to_dossier(example_elicitation(), folder)
    path.write_text(path.read_text(encoding="utf-8") + "weight: 3\n", encoding="utf-8")
    shown = with_judgements(example_elicitation(), load_dossier(folder))
    assert [s.weight for s in shown.judgements if s.id == "voorbeeld-elicitatie"] == [3.0]
    add_to_dossier(example_elicitation(), folder)
    assert [s.weight for s in load_dossier(folder).judgements if s.id == "voorbeeld-elicitatie"] == [3.0]


def test_an_addition_is_checked_before_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "ronde"
    shutil.copytree(example_path("voorbeeld-2012"), folder)
    found = addition(example_elicitation(), folder)
    assert not (folder / found.name).exists()
    assert found.write().read_text(encoding="utf-8") == found.text
