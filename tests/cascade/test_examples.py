# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cascade.sound_catalogue import sound_json, sound_tables, write_csv, write_json
from weerbaar.base import InputError
from weerbaar.cascade.catalogue import Catalogue
from weerbaar.cascade.examples import catalogue_names, example_catalogue_path, locate
from weerbaar.cascade.hotness import check_cooling
from weerbaar.cascade.reading import load_catalogue
from weerbaar.cascade.writing import catalogue_json

NAME = "voorbeeld-cascade"


@pytest.fixture(scope="module")
def example() -> Catalogue:
    return load_catalogue(NAME)


def test_names_and_paths() -> None:
    assert catalogue_names() == (NAME,)
    assert example_catalogue_path(NAME).name == f"{NAME}.json"
    with pytest.raises(InputError) as caught:
        example_catalogue_path("voorbeeld")
    assert f"Kies uit: {NAME}" in caught.value.render("nl")


def test_example_says_that_it_is_invented(example: Catalogue) -> None:
    assert "verzonnen" in example.statement.nl
    assert "invented" in example.statement.en
    assert all(risk.name.nl and risk.name.en and risk.category.in_("en") for risk in example.risks)


def test_example_shows_everything_a_catalogue_can_hold(example: Catalogue) -> None:
    assert [len(example.risks), sum(risk.actor for risk in example.risks)] == [14, 2]
    assert example.intensities == ("considerable", "major", "extreme")
    pairs = {(link.cause, link.effect) for link in example.links}
    assert {("stroomuitval", "telecomuitval"), ("telecomuitval", "stroomuitval")} <= pairs
    assert [trend.id for trend in example.trends] == ["2050"]
    assert {catalyst.id for catalyst in example.catalysts} == {"hittegolf", "desinformatie"}


def test_rates_of_the_example_are_plausible(example: Catalogue) -> None:
    yearly = [365 * p for r in example.risks if not r.actor for p in example.root[r.id].values()]
    assert 5e-7 < min(yearly) < 2e-6
    assert 0.1 < max(yearly) < 0.3
    for risk in example.risks:
        totals = [sum(risk.direct_impact[i].values()) for i in example.intensities]
        assert totals == sorted(totals)
        assert risk.actor or 1e6 < totals[0] < totals[2] < 2e11


def test_example_dies_out_in_every_circumstance(example: Catalogue) -> None:
    hot = example.with_trend("2050").with_catalysts(["hittegolf", "desinformatie"])
    assert check_cooling(example) == check_cooling(hot) == []
    assert hot.content_hash != example.content_hash


def test_example_is_written_as_we_write(example: Catalogue) -> None:
    assert example_catalogue_path(NAME).read_bytes() == catalogue_json(example)


def test_results_of_the_same_name_do_not_hide_an_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).mkdir()
    assert locate(NAME) == example_catalogue_path(NAME)
    write_csv(sound_tables(), tmp_path / NAME)
    assert locate(NAME) == Path(NAME)
    other = write_json(sound_json(), tmp_path / "a.json")
    assert locate("a.json") == Path(other.name)
