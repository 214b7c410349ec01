# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cascade.sound_catalogue import sound_json, write_json
from weerbaar.base import Text
from weerbaar.cascade.catalogue import (
    Catalogue,
    CatalogueError,
    Catalyst,
    Factor,
    Link,
    Trend,
    scaled_probability,
)
from weerbaar.cascade.reading import load_catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write_json(sound_json(), tmp_path / "proef.json"))


@given(st.floats(0, 1), st.sampled_from([1, 2, 3, 7]))
def test_a_whole_factor_is_as_many_independent_tries(p: float, tries: int) -> None:
    assert scaled_probability(p, tries) == pytest.approx(1 - (1 - p) ** tries, rel=1e-9, abs=1e-15)


def test_scaling_keeps_small_probabilities_and_the_ends() -> None:
    assert scaled_probability(1e-300, 3.0) == pytest.approx(3e-300, rel=1e-12)
    assert scaled_probability(0.75, 0.5) == pytest.approx(0.5, rel=1e-15)
    assert [scaled_probability(p, 5.0) for p in (0.0, 1.0)] == [0.0, 1.0]


def test_trend_replaces_root_probabilities_of_the_risks_it_names(catalogue: Catalogue) -> None:
    later = catalogue.with_trend("2050")
    assert later.root["stroom"] == {"considerable": 2e-4, "major": 4e-5}
    assert {name: later.root[name] for name in ("telecom", "onrust", "hacker")} == {
        name: catalogue.root[name] for name in ("telecom", "onrust", "hacker")
    }
    assert catalogue.root["stroom"] == {"considerable": 1e-4, "major": 2e-5}
    assert later.content_hash != catalogue.content_hash
    assert (later.links, later.trends) == (catalogue.links, catalogue.trends)


def test_catalyst_multiplies_rates(catalogue: Catalogue) -> None:
    hot = catalogue.with_catalysts(["hitte"])
    assert hot.root["stroom"]["considerable"] == pytest.approx(1 - (1 - 1e-4) ** 2, rel=1e-12)
    assert hot.root["telecom"] == catalogue.root["telecom"]
    links = {(k.cause, k.cause_intensity, k.effect): k.probabilities for k in hot.links}
    assert links["stroom", "major", "telecom"]["considerable"] == pytest.approx(1 - math.sqrt(0.5), rel=1e-12)
    assert links["telecom", "major", "onrust"]["major"] == pytest.approx(1 - 0.8**3, rel=1e-12)
    assert links["telecom", "major", "stroom"] == {"considerable": 0.125, "major": 0.0}
    assert links["hacker", "major", "telecom"] == {"considerable": 1e-4, "major": 1e-5}
    assert hot.content_hash != catalogue.content_hash


def test_factors_of_several_catalysts_multiply_in_any_order(catalogue: Catalogue) -> None:
    more = Catalyst("storm", Text(nl="Storm"), (Factor(3.0, risk="stroom"), Factor(2.0, cause="stroom")))
    both = replace(catalogue, catalysts=(*catalogue.catalysts, more))
    one, other = both.with_catalysts(["hitte", "storm"]), both.with_catalysts(["storm", "hitte", "storm"])
    assert one == other
    assert one.root["stroom"]["major"] == pytest.approx(1 - (1 - 2e-5) ** 6, rel=1e-12)
    # 0.5 from one, 2 from the other.
    assert one.links[0].probabilities["considerable"] == pytest.approx(0.25, rel=1e-14)
    assert both.with_catalysts([]) == both


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda c: c.with_trend("2040"), ('onbekende trend "2040"', "bekend zijn: 2050")),
        (lambda c: c.with_catalysts(["kou"]), ('onbekende katalysator "kou"', "bekend zijn: hitte")),
        (lambda c: replace(c, trends=()).with_trend("2050"), ("deze catalogus heeft geen trends",)),
        (lambda c: replace(c, catalysts=()).with_catalysts(["x"]), ("deze catalogus heeft geen katalysatoren",)),
    ],
)
def test_unknown_names_list_the_known_ones(
    act: Callable[[Catalogue], object], words: tuple[str, ...], catalogue: Catalogue
) -> None:
    with pytest.raises(CatalogueError) as caught:
        act(catalogue)
    for word in words:
        assert word in caught.value.render("nl")
    assert caught.value.render("en") != caught.value.render("nl")


HALF = {"considerable": 0.5, "major": 0.5}
UNSOUND: dict[str, Callable[[Catalogue], dict[str, Any]]] = {
    "no risks": lambda c: {"risks": ()},
    "risk twice": lambda c: {"risks": (*c.risks, c.risks[0])},
    "other intensities": lambda c: {"intensities": ("considerable",)},
    "other indicators": lambda c: {"indicators": ("ha",)},
    "root missing": lambda c: {"root": {k: v for k, v in c.root.items() if k != "stroom"}},
    "root above 1": lambda c: {"root": {**c.root, "stroom": {"considerable": 1.5, "major": 0.0}}},
    "root not a number": lambda c: {"root": {**c.root, "stroom": {"considerable": math.nan, "major": 0.0}}},
    "actor not always there": lambda c: {"root": {**c.root, "hacker": HALF}},
    "negative impact": lambda c: {
        "risks": (replace(c.risks[0], direct_impact={i: {"ha": -1.0, "sa": 0.0} for i in HALF}), *c.risks[1:])
    },
    "actor with impact": lambda c: {"risks": (replace(c.risks[0], actor=True), *c.risks[1:])},
    "link to itself": lambda c: {"links": (Link("stroom", "major", "stroom", HALF),)},
    "link to an actor": lambda c: {"links": (Link("stroom", "major", "hacker", HALF),)},
    "link twice": lambda c: {"links": (c.links[0], c.links[0])},
    "link from nothing": lambda c: {"links": (Link("gas", "major", "stroom", HALF),)},
    "link at no intensity": lambda c: {"links": (Link("stroom", "mild", "telecom", HALF),)},
    "trend of an actor": lambda c: {"trends": (Trend("t", Text(nl="t"), {"hacker": HALF}),)},
    "factor of zero": lambda c: {"catalysts": (Catalyst("k", Text(nl="k"), (Factor(0.0, risk="stroom"),)),)},
    "factor on nothing": lambda c: {"catalysts": (Catalyst("k", Text(nl="k"), (Factor(2.0),)),)},
    "factor on both": lambda c: {
        "catalysts": (Catalyst("k", Text(nl="k"), (Factor(2.0, risk="stroom", cause="stroom"),)),)
    },
}


@pytest.mark.parametrize("name", UNSOUND)
def test_unsound_catalogue_cannot_be_constructed(name: str, catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueError, match="unsound catalogue"):
        replace(catalogue, **UNSOUND[name](catalogue))


def test_hash_is_that_of_the_content_and_not_of_the_order_of_mappings(catalogue: Catalogue) -> None:
    turned = replace(catalogue, root={k: dict(reversed(v.items())) for k, v in reversed(catalogue.root.items())})
    assert turned.content_hash == catalogue.content_hash
    assert turned == catalogue
    changes: tuple[dict[str, Any], ...] = (
        {"id": "ander"},
        {"title": Text(nl="Ander")},
        {"statement": Text(nl="Ander")},
        {"risks": catalogue.risks[::-1]},
        {"risks": (replace(catalogue.risks[0], name=Text(nl="A")), *catalogue.risks[1:])},
        {"links": catalogue.links[1:]},
        {"links": (replace(catalogue.links[0], probabilities=HALF), *catalogue.links[1:])},
        {"root": {**catalogue.root, "stroom": HALF}},
        {"trends": ()},
        {"catalysts": ()},
    )
    hashes = {replace(catalogue, **change).content_hash for change in changes} | {catalogue.content_hash}
    assert len(hashes) == len(changes) + 1


def test_catalogue_goes_to_a_worker_process_and_back(catalogue: Catalogue) -> None:
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue
