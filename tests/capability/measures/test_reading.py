# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.measures.proposals import CYBER, LONER, RIOTS, context, example, measure, proposal, read
from weerbaar.capability.folder import Folder, shipped
from weerbaar.capability.measures import MeasureFile, read_measures
from weerbaar.capability.measures.reading import first_start, last_start
from weerbaar.dossier import Dossier, Link


def test_a_sound_file_is_read_whole(tmp_path: Path) -> None:
    found, nl, _ = read(tmp_path, {"measures": [proposal("een"), proposal("twee", heading="aa", requires=["een"])]})
    assert nl == ""
    assert found is not None
    assert [m.id for m in found.measures] == ["een", "twee"]


def test_no_file_is_no_measures_and_no_mistake(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert read_measures(folder, context()) is None
    assert folder.problems == []


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    wrong = {
        "measures": [
            proposal("een", cost={"one_off_eur": -5}, heading="cc"),
            proposal("een", requires=["niemand"]),
            proposal("twee", effects=[{"scenario": "storm", "on": "likelihood", "share": 0.1}]),
            proposal("drie", effects=[{"scenario": RIOTS, "on": "9.9", "share": 0.1}]),
            proposal("vier", effects=[{"scenario": RIOTS, "on": "5.3", "share": 1.2}]),
            proposal("vijf", adds=[{"capability": "tanks", "quantity": 1}]),
            proposal("zes", earliest=2016, latest=2015),
            proposal("zeven", earliest=2019),
            proposal("acht", cost={}),
            proposal("negen", effects=[{"scenario": RIOTS, "on": "5.3", "share": 0.1, "steps": 1}]),
        ]
    }
    found, nl, en = read(tmp_path, wrong)
    assert found is None
    lines = en.splitlines()
    for part in (
        'cost.one_off_eur: "-5" - een: an amount below 0 is not allowed.',
        'heading: "cc" - unknown heading. Choose from: aa, bb.',
        'id: "een" - this id occurs more than once.',
        '"niemand" - unknown measure.',
        '"storm" - unknown scenario. Choose from: cyberhacktivisme,',
        '"9.9" - unknown criterion.',
        '"1.2" - vier: a share lies between 0 and 1.',
        '"tanks" - unknown capability. Choose from: analisten.',
        "latest (2015) lies before earliest (2016).",
        '"2019" - this year lies outside the analysis, which runs from 2014 to 2018.',
        "give one_off_eur or yearly_eur; 0 when the measure costs nothing.",
        "give exactly one of steps, share or amount.",
    ):
        assert any(part in line for line in lines), part
    assert all(line.startswith("measures.yaml:") for line in lines)
    assert "een bedrag onder 0 is niet toegestaan" in nl


@pytest.mark.parametrize(
    "cost",
    [
        -1,
        {"distribution": "uniform", "low": -1, "high": 10},
        {"distribution": "triangular", "low": -0.1, "mode": 0, "high": 1},
        {"distribution": "quantiles", "probabilities": [0, 0.01, 1], "values": [-3, 1, 2]},
    ],
)
def test_a_cost_with_any_part_below_zero_is_refused_once(tmp_path: Path, cost: object) -> None:
    found, _, en = read(tmp_path, {"measures": [proposal("een", cost={"yearly_eur": cost})]})
    assert found is None
    assert len(en.splitlines()) == 1
    assert "cost.yearly_eur" in en


def test_a_cost_that_only_nears_zero_is_accepted(tmp_path: Path) -> None:
    cost = {"one_off_eur": {"distribution": "lognormal", "p5": 1, "p95": 100}}
    assert read(tmp_path, {"measures": [proposal("een", cost=cost)]})[0] is not None


def test_an_amount_that_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    found, _, en = read(tmp_path, {"measures": [proposal("een", cost={"one_off_eur": 1e300, "yearly_eur": 1e12})]})
    assert found is None
    assert len(en.splitlines()) == 1
    assert "this amount is above 1e+13 euro" in en


def test_a_share_without_an_upper_end_is_refused(tmp_path: Path) -> None:
    share = {"distribution": "lognormal", "p5": 0.01, "p95": 0.1}
    effects = [{"scenario": RIOTS, "on": "impact", "share": share}]
    assert "a share lies between 0 and 1" in read(tmp_path, {"measures": [proposal("een", effects=effects)]})[2]


def test_an_amount_needs_judged_quantities(tmp_path: Path) -> None:
    """The deaths of the loner were judged as a number by one expert; the deaths of riots in labels only."""
    good = proposal("een", effects=[{"scenario": LONER, "on": "2.1", "amount": {"deaths": 1}}])
    bad = proposal("twee", effects=[{"scenario": CYBER, "on": "2.1", "amount": {"deaths": 1}}])
    assert read(tmp_path, {"measures": [good]})[0] is not None
    found, _, en = read(tmp_path, {"measures": [bad]})
    assert found is None
    assert "criterion 2.1 of scenario cyberhacktivisme was not judged in quantities but in labels" in en
    assert "Give the effect as steps or share." in en
    strange = proposal("drie", effects=[{"scenario": LONER, "on": "2.1", "amount": {"cows": 1}}])
    assert '"cows" - unknown quantity.' in read(tmp_path, {"measures": [strange]})[2]
    likely = proposal("vier", effects=[{"scenario": LONER, "on": "likelihood", "amount": {"deaths": 1}}])
    assert "amount goes with one criterion" in read(tmp_path, {"measures": [likely]})[2]


def test_the_same_effect_twice_is_refused(tmp_path: Path) -> None:
    effect = {"scenario": RIOTS, "on": "5.3", "share": 0.1}
    assert "is there already" in read(tmp_path, {"measures": [proposal("een", effects=[effect, dict(effect)])]})[2]


def test_what_can_bring_nothing_is_a_warning(tmp_path: Path) -> None:
    late = proposal("laat", lead_time_years=6)
    empty = proposal("leeg", effects=[])
    found, _, en = read(tmp_path, {"measures": [late, empty]})
    assert found is not None
    assert "measure laat works after 2018 at the earliest" in en
    assert "measure leeg has no effect" in en


def with_link(probability: float | None) -> Dossier:
    dossier = example()
    link = Link.model_validate({"scenario": RIOTS, "probability": probability})
    scenarios = tuple(s.model_copy(update={"links": (link,)}) if s.id == LONER else s for s in dossier.scenarios)
    return dossier.model_copy(update={"scenarios": scenarios})


def test_a_link_must_be_in_the_round_and_counts_only_with_a_probability(tmp_path: Path) -> None:
    def told(cause: str, consequence: str, probability: float | None) -> tuple[MeasureFile | None, str]:
        links = [{"cause": cause, "consequence": consequence, "share": 0.5}]
        found, _, en = read(tmp_path, {"measures": [proposal("een", links=links)]}, context(with_link(probability)))
        return found, en

    assert told(LONER, RIOTS, 0.2)[1] == ""
    found, en = told(LONER, RIOTS, None)
    assert found is not None
    assert "has no probability; the effect on this link does not count" in en
    found, en = told(CYBER, LONER, 0.2)
    assert found is None
    assert "scenario cyberhacktivisme has no link with gewelddadige-eenling" in en


def test_an_effect_on_a_scenario_that_is_not_active_is_a_warning(tmp_path: Path) -> None:
    dossier = example()
    scenarios = tuple(s.model_copy(update={"status": "retired"}) if s.id == RIOTS else s for s in dossier.scenarios)
    where = context(dossier.model_copy(update={"scenarios": scenarios}))
    found, _, en = read(tmp_path, {"measures": [proposal("een")]}, where)
    assert found is not None
    assert "not active (retired)" in en


def test_a_decision_is_checked_where_the_round_has_decisions(tmp_path: Path) -> None:
    content = {"measures": [proposal("een", decision="niet-genomen")]}
    assert read(tmp_path, content)[0] is not None
    letter = context(example("nrb-2012"))
    assert '"niet-genomen" - unknown decision.' in read(tmp_path, content, letter)[2]
    sound = {"measures": [proposal("een", decision="alert-online")]}
    assert read(tmp_path, sound, letter)[0] is not None


@pytest.mark.parametrize("text", ["", "[]", "schema: 1\nmeasures: 3\n", "a: &x 1\nb: *x\n", "schema: 2\n"])
def test_a_hostile_file_is_told_about_and_stops_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "measures.yaml").write_text(text)
    folder = Folder(tmp_path)
    assert read_measures(folder, context()) is None
    assert folder.problems


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").mkdir()
    folder = Folder(tmp_path)
    assert read_measures(folder, context()) is None
    assert "folder, not a file" in folder.problems[0].render("en")


def test_the_first_and_last_start() -> None:
    assert (first_start(measure("a"), 2014), last_start(measure("a"), 2014)) == (2014, 2014)
    later = measure("a", earliest=2015)
    assert (first_start(later, 2014), last_start(later, 2014)) == (2015, 2015)
    free = measure("a", latest=2017)
    assert (first_start(free, 2014), last_start(free, 2014)) == (2014, 2017)


def test_the_example_has_something_under_every_heading() -> None:
    folder = Folder(shipped("voorbeeld-capaciteiten"))
    dossier = example("nrb-2012")
    where = context(dossier)
    headings = tuple(h.id for h in dossier.decision_headings)
    where = type(where)(dossier, where.method, where.header, tuple(c.id for c in dossier.capabilities), headings)
    found = read_measures(folder, where)
    assert [p.render() for p in folder.problems if "hoeveelheden" not in p.render()] == []
    raw = found or MeasureFile(schema=1)
    if found is not None:
        assert {m.heading for m in raw.measures} == set(headings)
