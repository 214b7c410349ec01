# SPDX-License-Identifier: EUPL-1.2
"""The annexes: scores, scenarios, method and sources, run record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.report.rounds import example, words
from weerbaar.assessment import Contribution
from weerbaar.base import Text
from weerbaar.report.annexes import (
    _cell,
    has_scores,
    method_of,
    write_method,
    write_run_record,
    write_scores,
    write_storylines,
)
from weerbaar.report.draft import Draft
from weerbaar.report.model import RunRecordBlock, Section, Table


def written(write: Callable[[Draft], None]) -> list[Section]:
    draft = Draft("nl")
    write(draft)
    return list(draft.sections())


def scores(name: str) -> Section:
    return written(lambda draft: write_scores(draft, example(name)[1]))[0]


def test_absent_scores_are_said_to_be_absent() -> None:
    annex = scores("nrb-2012")
    assert "Voor deze ronde zijn geen scores per criterium gepubliceerd of vastgelegd." in words(annex)
    assert not any(isinstance(b, Table) for b in annex.blocks)
    assert not annex.landscape


def test_every_bar_of_the_regional_cards_is_in_the_table() -> None:
    """nrb-method.md, section 9.2: wildfire casualties I, costs II, nature IIII, daily life II, …"""
    annex = scores("rrp-brabant-zuidoost-2019")
    table = next(b for b in annex.blocks if isinstance(b, Table))
    wildfire = dict(zip(table.header, next(r for r in table.rows if r[0] == "Natuurbranden"), strict=True))
    assert wildfire["3.1"] == "B"
    assert wildfire["4.1"] == "D+"
    assert wildfire["5.1"] == "B"
    assert wildfire["5.2"] == "C+"
    assert wildfire["1.1"] == "X"
    assert (wildfire["Impact"], wildfire["Waarsch."]) == ("C", "E")
    assert annex.landscape
    assert "+: de hoge helft van de klasse is ook mogelijk." in table.note
    assert "X: niet van toepassing." in table.note


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"state": "missing", "label": None, "lowest": "X", "highest": "E"}, "–"),
        ({"label": "C", "lowest": "B", "highest": "D"}, "C (B–D)"),
        ({"label": "C", "lowest": "C", "highest": "C"}, "C"),
        ({"label": "D", "lowest": "D", "highest": "D hoog"}, "D+"),
        ({"label": "X", "lowest": "X", "highest": "D hoog"}, "X (X–D+)"),
        ({"state": "not applicable", "label": "X", "lowest": "X", "highest": "X"}, "X"),
    ],
)
def test_a_cell_tells_missing_not_applicable_and_uncertain_apart(changes: dict[str, str], shown: str) -> None:
    cell = Contribution("3.1", Text(nl="Kosten"), "judged", "C", "C", "C", 0.1, 0.1, 0.01, 0.1, 1)
    assert _cell(replace(cell, **changes)) == shown  # type: ignore[arg-type]


def test_a_criterion_that_is_not_in_the_results_is_not_judged() -> None:
    assert _cell(None) == "–"


def test_scores_are_there_only_when_something_was_judged() -> None:
    assert not has_scores(example("nrb-2012")[1])
    assert has_scores(example("voorbeeld-2012")[1])


def test_storylines_keep_their_order_and_name_what_is_empty() -> None:
    dossier, _ = example("rrp-brabant-zuidoost-2019")
    sections = written(lambda draft: write_storylines(draft, dossier))
    at = next(i for i, s in enumerate(sections) if s.heading == "Pandemie")
    below = []
    for s in sections[at + 1 :]:
        if s.level == 2:
            break
        below.append(s)
    assert [s.heading for s in below] == ["Verantwoording", "Gevolgen"]
    text = "\n".join(words(s) for s in sections[at : at + 3])
    assert "190.000 grieppatiënten" in text
    assert "Niet uitgewerkt in het dossier: oorzaken, aanleiding, incident, context, respons" in text


def test_a_scenario_without_a_storyline_says_so() -> None:
    dossier, _ = example("nrb-2012")
    bare = dossier.scenarios[0].model_copy(update={"storyline": type(dossier.scenarios[0].storyline)()})
    sections = written(lambda draft: write_storylines(draft, dossier.model_copy(update={"scenarios": (bare,)})))
    assert "De verhaallijn van dit scenario is niet in het dossier opgenomen." in words(sections[-1])


def test_classes_have_their_bounds_without_trailing_zeros() -> None:
    sections = written(lambda draft: write_method(draft, *example("nrb-2012")))
    likelihood, impact = (b for b in sections[1].blocks if isinstance(b, Table))
    assert [row[2] for row in likelihood.rows] == [
        "< 0,05%",
        "0,05% tot 0,5%",
        "0,5% tot 5%",
        "5% tot 50%",
        "50% of meer",
    ]
    assert impact.rows[2] == ("C", "ernstig", "0,037 tot 0,111")


def test_how_sure_everything_is_stands_there_for_dossier_and_method() -> None:
    dossier, assessment = example("nrb-2012")
    text = "\n".join(words(s) for s in written(lambda draft: write_method(draft, dossier, assessment)))
    assert f"Besluiten | Gevonden in de bron | {len(dossier.decisions)}" in text
    assert "Soort: gevaar of dreiging | Aanname | 4" in text
    assert "3.1 Kosten | Bekend uit de literatuur, zekerheid hoog" in text
    assert "5.3 Sociaal-psychologische impact | Gezocht en niet gevonden" in text
    for assumption in assessment.assumptions:
        assert assumption.nl in text
    for source in dossier.sources.values():
        assert source.title in text


def test_decisions_stand_there_in_the_words_of_the_source() -> None:
    dossier, assessment = example("nrb-2012")
    text = "\n".join(words(s) for s in written(lambda draft: write_method(draft, dossier, assessment)))
    for decision in dossier.decisions:
        assert f"“{decision.verbatim}”" in text


def test_a_method_of_another_version_is_not_described_as_this_one() -> None:
    _, assessment = example("nrb-2012")
    assert method_of(assessment) is not None
    other = replace(assessment, run_record=replace(assessment.run_record, method_version="99.9"))
    assert method_of(other) is None
    assert method_of(replace(assessment, method_id="geen-methode")) is None


def test_run_record_is_complete() -> None:
    _, assessment = example("nrb-2012")
    annex = written(lambda draft: write_run_record(draft, assessment))[0]
    block = next(b for b in annex.blocks if isinstance(b, RunRecordBlock))
    entries = dict(block.entries)
    record = assessment.run_record
    assert entries["Kenmerk"] == record.id
    assert entries["Dossier (sha256)"] == record.input_hash
    assert entries["Aantal trekkingen"] == "2.000"
    assert entries["Beginwaarde van het toeval"] == str(record.seed)
    assert entries["Programmatuur: numpy"] == record.software["numpy"]
    assert len(entries) == 6 + len(record.settings) + len(record.software)
