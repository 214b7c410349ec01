# SPDX-License-Identifier: EUPL-1.2
"""How firm the outcomes are said to be."""

from __future__ import annotations

from dataclasses import replace

from tests.report.rounds import Round, example, words
from weerbaar.base import Lang
from weerbaar.report.draft import Draft
from weerbaar.report.model import FigureBlock, Section, Table
from weerbaar.report.robustness import _interval, write_robustness


def sections(rounds: Round, lang: Lang = "nl") -> dict[str, Section]:
    draft = Draft(lang)
    draft.chapter("x", "x")
    write_robustness(draft, rounds[1])
    return {s.heading: s for s in draft.sections()}


def table_of(part: Section, caption: str) -> Table:
    return next(b for b in part.blocks if isinstance(b, Table) and b.caption == caption)


def test_class_probabilities_are_those_of_the_assessment() -> None:
    rounds = example("rrp-brabant-zuidoost-2019")
    table = table_of(sections(rounds)["Hoe zeker is de klasse?"], "Kans per impactklasse")
    assert table.header[1:] == ("beperkt (A)", "aanzienlijk (B)", "ernstig (C)", "zeer ernstig (D)", "catastrofaal (E)")
    for row in table.rows:
        result = next(r for r in rounds[1].scenarios if r.title.nl == row[0].rstrip("*"))
        assert result.impact is not None
        for cell, code in zip(row[1:], "ABCDE", strict=True):
            probability = result.impact.class_probability[code]
            if cell.endswith("%") and "<" not in cell and ">" not in cell:
                assert abs(float(cell.rstrip("%")) / 100 - probability) <= 0.0050001
            elif cell == "–":
                assert probability < 1e-9


def test_published_classes_alone_give_no_ranking_and_no_table_of_probabilities() -> None:
    found = sections(example("nrb-2012"))
    assert not any(isinstance(b, Table) for part in found.values() for b in part.blocks)
    assert any(isinstance(b, FigureBlock) for b in found["Hoe zeker is de klasse?"].blocks)
    text = words(found["Rangorde en andere rekenwijzen"])
    assert "geen volgorde af te leiden" in text
    assert "Zonder scores per criterium" in text
    assert "aanname van dit rapport" in words(found["Gevoeligheid en robuustheid"])


def test_a_ranking_needs_two_computed_scenarios() -> None:
    dossier, assessment = example("rrp-brabant-zuidoost-2019")
    one = replace(assessment, scenarios=assessment.scenarios[:1])
    assert "ten minste twee scenario’s" in words(sections((dossier, one))["Rangorde naar impact"])


def test_without_variants_this_is_said() -> None:
    dossier, assessment = example("rrp-brabant-zuidoost-2019")
    bare = replace(assessment, scenarios=tuple(replace(r, variants=()) for r in assessment.scenarios))
    assert "Zonder scores per criterium" in words(sections((dossier, bare))["Andere gewichten en rekenwijzen"])


def test_ranks_go_from_the_largest_impact_down() -> None:
    part = sections(example("rrp-brabant-zuidoost-2019"))["Rangorde naar impact"]
    table = table_of(part, "Rangorde naar impact, met onzekerheid")
    assert [row[1] for row in table.rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert table.rows[0][0] == "Pandemie"
    assert any(isinstance(b, FigureBlock) for b in part.blocks)


def test_rank_interval_leaves_out_five_per_cent_on_each_side() -> None:
    assert _interval((1.0, 0.0, 0.0)) == (1, 1)
    assert _interval((0.04, 0.5, 0.43, 0.03)) == (2, 3)
    assert _interval((0.06, 0.5, 0.38, 0.06)) == (1, 4)


def test_stability_counts_only_choices_that_give_a_class() -> None:
    rounds = example("rrp-brabant-zuidoost-2019")
    part = sections(rounds)["Andere gewichten en rekenwijzen"]
    table = table_of(part, "Klasse en rang onder andere keuzes")
    for row in table.rows:
        result = next(r for r in rounds[1].scenarios if r.title.nl == row[0])
        assert result.impact is not None
        classes = [v.klass for v in result.variants if v.klass is not None]
        assert row[2] == f"{classes.count(result.impact.klass)} van {len(classes)}"
        assert result.impact.klass in row[3].split(", ")
    text = words(part)
    assert "grondtal 10" in text
    assert "PROMETHEE II" in text


def test_smallest_moves_name_the_criterion_in_words() -> None:
    rounds = example("rrp-brabant-zuidoost-2019")
    part = sections(rounds)["Wat verplaatst een scenario één klasse?"]
    table = next(b for b in part.blocks if isinstance(b, Table))
    assert len(table.rows) == sum(len(r.moves) for r in rounds[1].scenarios)
    assert ("Dierziekte niet overdraagbaar op mensen", "hoger", "3.1 Kosten", "C → C hoog", "C") in table.rows


def test_without_single_label_moves_this_is_said() -> None:
    dossier, assessment = example("rrp-brabant-zuidoost-2019")
    still = replace(assessment, scenarios=tuple(replace(r, moves=()) for r in assessment.scenarios))
    text = words(sections((dossier, still))["Wat verplaatst een scenario één klasse?"])
    assert "Geen enkele verandering van één label" in text


def test_without_any_assessment_nothing_is_claimed() -> None:
    dossier, assessment = example("nrb-2012")
    empty = replace(assessment, scenarios=tuple(replace(r, impact=None, likelihood=None) for r in assessment.scenarios))
    found = sections((dossier, empty), "en")
    assert list(found) == ["x", "Sensitivity and robustness"]
    assert "There is no assessment at all" in words(found["Sensitivity and robustness"])
