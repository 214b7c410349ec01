# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.decision import WorkedOut, decide_when, moments_of, read_question

CHAIN = """\
format: weerbaar-decision-1
name: {nl: Dreigend hoogwater, en: High water threatens}
hours_before: [72, 24]
forecast:
  kind: chain
  states: [{nl: rustig, en: calm}, {nl: dreigend, en: threatening}]
  initial: [0.5, 0.5]
  transitions: [[[0.9, 0.1], [0.4, 0.6]]]
  flood: [0.0, 0.3]
people: 10000
mortality: 0.01
options:
  - kind: preventive
    out_share: [{distribution: uniform, low: 0.8, high: 0.9}, {distribution: uniform, low: 0.5, high: 0.7}]
    eur_per_person_day: 22
    days_after: 3
  - {kind: vertical, sheltered_share: [0.9, 0.8], sheltered_mortality: 0.001, eur_per_person: 5}
  - kind: combined
    out_share: [0.8, 0.5]
    sheltered_share: [0.9, 0.8]
    sheltered_mortality: 0.001
    eur_per_person_day: 22
    days_after: 3
    eur_per_person: 5
  - kind: table
    id: other
    name: {nl: anders, en: otherwise}
    deaths_if_flood: [10, 20]
    cost_eur: [1000, 1000]
    source: made up
value_of_life_eur: 5000000
"""


def _written(tmp_path, text):
    path = tmp_path / "decision.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_every_kind_of_option(tmp_path):
    question = read_question(_written(tmp_path, CHAIN), draws=400, seed=3)
    assert [option.id for option in question.options] == ["preventive", "vertical", "combined", "other"]
    left = 1 - question.options[0].deaths_if_flood / 100
    assert 0.8 <= left[0].min() < 0.81
    assert 0.89 < left[0].max() <= 0.9
    # Who is optimistic about leaving three days before is so a day before.
    assert np.corrcoef(left[0], left[1])[0, 1] == pytest.approx(1)
    assert question.nothing.deaths_if_flood == pytest.approx(100)
    policy = decide_when(question.forecast, question.options, question.nothing, question.value_of_life_eur)
    assert policy.deaths.mean() < 100 * float(question.forecast.initial @ question.forecast.flood_probability()[0])


def test_the_same_seed_gives_the_same_draws(tmp_path):
    path = _written(tmp_path, CHAIN)
    first, again, other = (read_question(path, draws=50, seed=seed).options[0].cost_eur for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_an_ensemble_beside_the_file(tmp_path):
    rows = ["member,hours_before,level"]
    rows += [
        f"{member},{hours},{3 + member * 0.1 + (72 - hours) / 100}" for member in range(20) for hours in (72, 24, 6)
    ]
    (tmp_path / "members.csv").write_text("\n".join(rows), encoding="utf-8")
    head, _, rest = CHAIN.partition("forecast:")
    ensemble = (
        "forecast:\n  kind: ensemble\n  file: members.csv\n  unit: m\n  bounds: [4, 5]\n"
        "  failure: {levels: [4, 6], probabilities: [0, 1]}\n"
    )
    question = read_question(_written(tmp_path, head + ensemble + "people:" + rest.partition("people:")[2]))
    assert question.forecast.members == 20
    highest = 3 + np.arange(20) * 0.1 + 0.48
    expected = np.interp(highest, [4, 6], [0, 1]).mean()
    assert float(question.forecast.initial @ question.forecast.flood_probability()[0]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[72, 24]", "[24, 72]", "hours_before"),
        ("[72, 24]", "[72, 48, 24]", "values"),
        ("[0.5, 0.5]", "[0.5, 0.6]", "initial"),
        ("[[[0.9, 0.1], [0.4, 0.6]]]", "[[[0.9, 0.1]]]", "2 by 2"),
        ("mortality: 0.01", "mortality: 1.2", "between 0 and 1"),
        ("people: 10000", "people: -5", "people"),
        ("[10, 20]", "[10, -20]", "negative"),
        ("kind: preventive", "kind: fly", "fly"),
        ("flood: [0.0, 0.3]", "flood: [0.3]", "flood"),
    ],
)
def test_one_clear_message(tmp_path, old, new, said):
    assert old in CHAIN
    with pytest.raises(InputError) as caught:
        read_question(_written(tmp_path, CHAIN.replace(old, new, 1)))
    assert said in caught.value.render("en")
    assert "decision.yaml" in caught.value.render("en")


def test_what_was_worked_out_stands_in_place_of_the_file(tmp_path):
    path = _written(tmp_path, CHAIN)
    assert moments_of(path).tolist() == [72, 24]
    stated = read_question(path, draws=400, seed=3)
    instead = WorkedOut(out_share=np.array([[0.5, 0.7], [0.2, 0.4]]), mortality=np.array([0.02]), people=50_000)
    found = read_question(path, draws=400, seed=3, instead=instead)
    assert found.people == 50_000
    assert found.nothing.deaths_if_flood == pytest.approx(50_000 * 0.02)
    left = 1 - found.options[0].deaths_if_flood / (50_000 * 0.02)
    # Each draw is one state of knowledge: 0.5 goes with 0.2 and 0.7 with 0.4, both about as often.
    assert set(map(tuple, np.round(left.T, 6))) == {(0.5, 0.2), (0.7, 0.4)}
    assert 0.4 < (left[0] > 0.6).mean() < 0.6
    # What the file says of other things is drawn as before, and what others worked out stays theirs.
    assert found.options[3].deaths_if_flood == pytest.approx(stated.options[3].deaths_if_flood)
    only_people = read_question(path, draws=400, seed=3, instead=WorkedOut(people=20_000))
    assert only_people.options[0].cost_eur == pytest.approx(2 * stated.options[0].cost_eur)
