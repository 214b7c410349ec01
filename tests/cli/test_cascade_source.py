# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.cascade import EURO, Catalogue, load_catalogue, save_catalogue
from weerbaar.cli import main
from weerbaar.cli.cascade_source import catalogue_and_unit, refused, source_of


def arguments(name: str | Path, **given: object) -> argparse.Namespace:
    return argparse.Namespace(**{"catalogue": str(name), "trend": None, "catalysts": [], "impact_noise": None, **given})


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """The illustrative example, with a probability of 0.2 for each link."""
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--example", "voorbeeld-2012"]) == 0
    for path in (folder / "scenarios").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("    note:", "    probability: 0.2\n    note:"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["c.json", "csv", "c.xlsx"])
def test_every_form_gives_the_same_catalogue(tmp_path: Path, form: str) -> None:
    example = load_catalogue("voorbeeld-cascade")
    save_catalogue(example, tmp_path / form)
    found, unit = catalogue_and_unit(str(tmp_path / form))
    assert found.content_hash == example.content_hash
    assert unit == EURO


def test_a_dossier_gives_its_scenarios_with_rates_and_scores_from_the_assessment(dossier: Path) -> None:
    from weerbaar.assessment import assess
    from weerbaar.dossier import load_dossier

    found, unit = catalogue_and_unit(str(dossier))
    assert unit.nl == "score van 0 tot 1"
    assert found.indicators == ("impact",)
    results = {r.id: r for r in assess(load_dossier(dossier), draws=10_000).scenarios}
    assert {r.id for r in found.risks} == set(results)
    lone = results["gewelddadige-eenling"]
    assert lone.likelihood is not None
    assert lone.impact is not None
    [risk] = [r for r in found.risks if r.id == lone.id]
    assert risk.direct_impact["scenario"]["impact"] == pytest.approx(lone.impact.mean)
    in_five_years = 1 - (1 - found.root[lone.id]["scenario"]) ** (365 * 5)
    assert in_five_years == pytest.approx(lone.likelihood.mean, rel=1e-6)
    assert [link.probabilities["scenario"] for link in found.links] == pytest.approx([0.2, 0.2])


def test_an_archive_of_a_dossier_is_a_dossier(dossier: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "ronde-zip"), "zip", dossier)
    assert catalogue_and_unit(archive)[0].content_hash == catalogue_and_unit(str(dossier))[0].content_hash


def test_a_misspelled_example_is_guessed_and_the_examples_are_listed() -> None:
    with pytest.raises(InputError, match="Do you mean voorbeeld-2012") as caught:
        catalogue_and_unit("voebeeld-2012")
    said = caught.value.render("nl")
    assert "is geen voorbeeld; voorbeelden zijn: voorbeeld-cascade, nrb-2012" in said
    assert "Bedoelt u voorbeeld-2012?" in said
    with pytest.raises(InputError, match="no such file"):
        catalogue_and_unit("bestaat-niet.json")


def test_links_without_a_probability_are_all_named() -> None:
    with pytest.raises(InputError) as error:
        catalogue_and_unit("voorbeeld-2012")
    assert len(error.value.problems) == 2
    assert "absent is not zero" in str(error.value)


def test_scores_have_no_noise_of_euros(dossier: Path) -> None:
    assert source_of(arguments(dossier)).noise == "none"
    assert source_of(arguments("voorbeeld-cascade")).noise == "bnra"
    assert source_of(arguments("voorbeeld-cascade", impact_noise="none")).noise == "none"
    with pytest.raises(InputError, match="is a score"):
        source_of(arguments(dossier, impact_noise="bnra"))


def test_trend_and_catalysts_are_applied_and_remembered() -> None:
    found = source_of(arguments("voorbeeld-cascade", trend="2050", catalysts=["hittegolf", "hittegolf"]))
    plain = load_catalogue("voorbeeld-cascade")
    assert found.catalogue.content_hash == plain.with_trend("2050").with_catalysts(["hittegolf"]).content_hash
    assert found.settings == {"trend": "2050", "catalysts": ["hittegolf"]}


def test_a_catalyst_that_keeps_events_going_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sound as it is, too hot under a catalyst: said before anything is computed."""
    from dataclasses import replace

    from weerbaar.base import Text
    from weerbaar.cascade import Catalyst, Factor

    plain = load_catalogue("voorbeeld-cascade")
    factors = tuple(Factor(1e6, cause=r.id) for r in plain.risks if not r.actor)
    hot = replace(plain, catalysts=(Catalyst("heet", Text(nl="Heet"), factors),))

    def load(_: str) -> Catalogue:
        return hot

    monkeypatch.setattr("weerbaar.cascade.load_catalogue", load)
    with pytest.raises(InputError, match="→"):
        source_of(arguments("heet.json", catalysts=["heet"]))


def test_refused_is_one_problem_in_both_languages() -> None:
    error = refused("plaats", "dat kan niet.", "that cannot be.")
    assert (error.render("nl"), error.render("en")) == ("plaats: dat kan niet.", "plaats: that cannot be.")
