# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from weerbaar.base import (
    Distribution,
    InputError,
    LogNormal,
    LogUniform,
    Pert,
    Point,
    Quantiles,
    Text,
    Triangular,
    Uniform,
)
from weerbaar.cascade.catalogue import Catalogue
from weerbaar.cascade.dossier_links import catalogue_of_dossier, mean_probability
from weerbaar.dossier import Dossier, Link, Round, Scenario, load_dossier


def scenario(name: str, *links: Link, **more: Any) -> Scenario:
    fields = {"kind": "hazard", "title": Text(nl=name.title()), **more}
    return Scenario(id=name, links=links, **fields)


def dossier(*scenarios: Scenario) -> Dossier:
    return Dossier(
        round=Round(
            schema=1,
            id="proef",
            title=Text(nl="Proef"),
            label="2030",
            year=2030,
            organisation=Text(nl="Dienst"),
            method="nl-nrb-2009",
            scores="illustrative",
            statement=Text(nl="Verzonnen"),
        ),
        scenarios=scenarios,
    )


def sound() -> Dossier:
    return dossier(
        scenario("storm", Link(scenario="uitval", probability=0.25), theme=Text(nl="Klimaat")),
        scenario(
            "uitval",
            Link(scenario="onrust", probability=Triangular(distribution="triangular", low=0.1, mode=0.2, high=0.6)),
            Link(scenario="oud"),
        ),
        scenario("onrust", kind="threat"),
        scenario("oud", Link(scenario="storm"), status="retired"),
    )


YEARLY = {"storm": 0.1, "uitval": 0.0, "onrust": 1e-6}
IMPACT = {
    "storm": {"doden": 5.0, "euro": 1e6},
    "uitval": {"doden": 0.0, "euro": 2e6},
    "onrust": {"euro": 1, "doden": 0},
}


def built(changed: Dossier | None = None, **yearly: float) -> Catalogue:
    return catalogue_of_dossier(changed or sound(), {**YEARLY, **yearly}, IMPACT)


def test_active_scenarios_are_risks_of_one_intensity() -> None:
    catalogue = built()
    assert (catalogue.id, catalogue.intensities, catalogue.indicators) == ("proef", ("scenario",), ("euro", "doden"))
    # Scenarios of a dossier stand in the order of their ids.
    assert [(r.id, r.name.nl, r.actor, r.category.nl) for r in catalogue.risks] == [
        ("onrust", "Onrust", False, ""),
        ("storm", "Storm", False, "Klimaat"),
        ("uitval", "Uitval", False, ""),
    ]
    assert catalogue.risks[1].direct_impact == {"scenario": {"euro": 1e6, "doden": 5.0}}
    assert [(k.cause, k.cause_intensity, k.effect, k.probabilities) for k in catalogue.links] == [
        ("storm", "scenario", "uitval", {"scenario": 0.25}),
        ("uitval", "scenario", "onrust", {"scenario": pytest.approx(0.3)}),
    ]


def test_probability_per_day_gives_back_that_of_the_year() -> None:
    root = built().root
    for name, yearly in YEARLY.items():
        assert 1 - (1 - root[name]["scenario"]) ** 365 == pytest.approx(yearly, rel=1e-9)
    assert root["onrust"]["scenario"] == pytest.approx(1e-6 / 365, rel=1e-5)


def test_links_without_probability_are_all_listed() -> None:
    bare = dossier(
        scenario("a", Link(scenario="b"), Link(scenario="c", probability=0.0)),
        scenario("b", Link(scenario="a")),
        scenario("c"),
    )
    with pytest.raises(InputError) as caught:
        catalogue_of_dossier(bare, dict.fromkeys("abc", 0.1), {name: {"euro": 1.0} for name in "abc"})
    assert [(p.file, p.field) for p in caught.value.problems] == [
        ("scenarios/a.md", "links[0].probability"),
        ("scenarios/b.md", "links[0].probability"),
    ]
    assert "ontbreken is geen nul" in caught.value.render("nl")


def test_a_total_has_no_name_in_the_message() -> None:
    with pytest.raises(InputError) as caught:
        catalogue_of_dossier(sound(), YEARLY, {"storm": {"impact": 1.0}, "uitval": {"impact": 1.0}})
    assert [p.message.nl for p in caught.value.problems] == ["dit scenario heeft geen impact."]


def test_what_the_assessment_does_not_know_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        catalogue_of_dossier(
            sound(), {"storm": 1.0, "onrust": math.nan}, {"storm": {"euro": 1.0, "doden": -1.0}, "onrust": {"euro": 1}}
        )
    assert [(p.file, p.message.nl) for p in caught.value.problems] == [
        ("scenarios/onrust.md", "de kans in een jaar ligt tussen 0 en 1 en is kleiner dan 1."),
        ("scenarios/onrust.md", "dit scenario heeft geen impact voor doden."),
        ("scenarios/storm.md", "de kans in een jaar ligt tussen 0 en 1 en is kleiner dan 1."),
        ("scenarios/storm.md", "de impact voor doden is geen bedrag van 0 of meer."),
        ("scenarios/uitval.md", "dit scenario heeft geen waarschijnlijkheid."),
        ("scenarios/uitval.md", "dit scenario heeft geen impact voor euro, doden."),
    ]


def test_scenarios_that_keep_setting_each_other_off_are_refused() -> None:
    hot = dossier(scenario("a", Link(scenario="b", probability=1)), scenario("b", Link(scenario="a", probability=1)))
    with pytest.raises(InputError) as caught:
        catalogue_of_dossier(hot, {"a": 0.1, "b": 0.1}, {"a": {}, "b": {}})
    assert "a → b → a" in caught.value.render("nl")


def test_dossier_without_active_scenarios_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        catalogue_of_dossier(dossier(scenario("a", status="draft")), {}, {})
    assert "geen actieve scenario's" in caught.value.render("nl")


def test_shipped_example_still_lacks_probabilities() -> None:
    example = load_dossier("voorbeeld-2012")
    ids = [s.id for s in example.scenarios if s.status == "active"]
    with pytest.raises(InputError) as caught:
        catalogue_of_dossier(example, dict.fromkeys(ids, 0.01), {name: {"euro": 1.0} for name in ids})
    assert {p.field for p in caught.value.problems} == {"links[0].probability"}


DISTRIBUTIONS: tuple[Distribution, ...] = (
    Point(value=0.3),
    Uniform(distribution="uniform", low=0.1, high=0.7),
    LogUniform(distribution="loguniform", low=1e-4, high=0.9),
    Triangular(distribution="triangular", low=0.0, mode=0.1, high=1.0),
    Pert(distribution="pert", low=0.0, mode=0.2, high=0.9),
    Quantiles(distribution="quantiles", probabilities=(0.0, 0.5, 1.0), values=(0.0, 0.1, 0.8)),
    LogNormal(distribution="lognormal", p5=0.01, p95=0.2),
    LogNormal(distribution="lognormal", p5=1e-6, p95=1.0),
    LogNormal(distribution="lognormal", p5=1e-30, p95=1e-3),
)


@pytest.mark.parametrize("quantity", DISTRIBUTIONS, ids=lambda q: q.distribution)
def test_mean_is_the_integral_of_the_chance_of_more(quantity: Distribution) -> None:
    # E[min(X, 1)] is the integral from 0 to 1 of 1 - F(x); with x = exp(u), so that small x count.
    u = np.linspace(-90.0, 0.0, 400_001)
    x = np.exp(u)
    integral = np.trapezoid((1 - np.asarray(quantity.cdf(x))) * x, u)
    assert mean_probability(quantity) == pytest.approx(integral, rel=3e-4)
