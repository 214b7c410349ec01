# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.assessment import assess
from weerbaar.dossier import load_dossier


def words(name: str, weights: str = "default") -> str:
    return "\n".join(a.nl for a in assess(load_dossier(name), draws=1_000, weights=weights).assumptions)


def test_published_round_says_how_a_class_is_read_and_nothing_about_weights() -> None:
    said = words("nrb-2012")
    assert "alleen een klasse of een reeks klassen is gepubliceerd" in said
    assert "0,0005%" in said
    assert "Gewichten" not in said


def test_judged_round_names_its_weights_and_what_is_missing() -> None:
    said = words("voorbeeld-2012")
    assert "Gewichten: " in said
    assert "als uitgangspunt" not in said
    assert "als uitgangspunt" in words("voorbeeld-2012", "dirichlet")


def test_combined_line_is_explained() -> None:
    said = words("rrp-brabant-zuidoost-2019")
    assert "2.1" in said
    assert "2.2 elk label hebben van X tot dat oordeel" in said


def test_missing_criterion_is_explained_only_where_there_is_one() -> None:
    dossier = load_dossier("voorbeeld-2012")
    first = dossier.scenarios[0].id
    kept = tuple(
        s.model_copy(
            update={"judgements": tuple(j for j in s.judgements if (j.scenario, j.criterion) != (first, "3.1"))}
        )
        for s in dossier.judgements
    )
    phrase = "dat niemand heeft beoordeeld"
    gap = assess(dossier.model_copy(update={"judgements": kept}), draws=1_000)
    assert any(phrase in a.nl for a in gap.assumptions)
    assert not any(phrase in a.nl for a in assess(dossier, draws=1_000).assumptions)
