# SPDX-License-Identifier: EUPL-1.2
"""Chapter 2: how it was made, the scenarios, their place, the main outcomes."""

from __future__ import annotations

from dataclasses import replace

from tests.report.rounds import Round, example, findings, section, words
from weerbaar.report.draft import Draft
from weerbaar.report.model import FigureBlock, Report, Section, Table, plain
from weerbaar.report.outcomes import computed, summary_of, write_outcomes, write_place


def place_of(rounds: Round) -> Section:
    draft = Draft("nl")
    draft.chapter("x", "x")
    write_place(draft, *rounds)
    return draft.sections()[-1]


def report_on(name: str) -> Report:
    return findings(name)


def test_a_round_without_judgements_says_that_nothing_was_added() -> None:
    text = words(section(report_on("nrb-2012"), "Totstandkoming"))
    assert "geen oordelen van deskundigen en geen scores per criterium beschikbaar" in text
    assert "Er zijn geen scores aan toegevoegd." in text


def test_a_round_with_judgements_says_who_judged() -> None:
    dossier, _ = example("voorbeeld-2012")
    text = words(section(report_on("voorbeeld-2012"), "Totstandkoming"))
    for expert in dossier.judgements:
        assert expert.name.nl in text


def test_published_words_stand_literally_beside_their_reading() -> None:
    table = next(b for b in place_of(example("nrb-2012")).blocks if isinstance(b, Table))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Gewelddadige eenling"] == (
        "hoog",
        "beperkt",
        "waarschijnlijk tot zeer waarschijnlijk (D–E); beperkt (A)",
    )
    assert rows["Cyberhacktivisme (cyberprotest)"][1] == "aanzienlijk tot ernstig"


def test_published_and_computed_stand_side_by_side() -> None:
    table = next(b for b in place_of(example("rrp-brabant-zuidoost-2019")).blocks if isinstance(b, Table))
    rows = {row[0]: row[1:] for row in table.rows}
    published_chance, published_impact, chance, impact = rows["Natuurbranden"]
    assert (published_chance, published_impact) == ("zeer waarschijnlijk", "ernstig")
    assert chance.startswith("zeer waarschijnlijk (E), 71%")
    assert impact.startswith("ernstig (C), 0,090")


def test_columns_for_published_words_are_left_out_when_nothing_was_published() -> None:
    table = next(b for b in place_of(example("voorbeeld-2012")).blocks if isinstance(b, Table))
    assert table.header == ("Scenario", "Berekende waarschijnlijkheid", "Berekende impact")


def test_published_words_are_marked_as_dutch_in_an_english_report() -> None:
    draft = Draft("en")
    draft.chapter("x", "x")
    write_place(draft, *example("nrb-2012"))
    table = next(b for b in draft.sections()[-1].blocks if isinstance(b, Table))
    assert [table.column_lang(i) for i in range(4)] == [None, "nl", "nl", None]


def test_the_diagram_is_there_with_a_drawing_for_a_telephone() -> None:
    figure = next(b for b in place_of(example("nrb-2012")).blocks if isinstance(b, FigureBlock))
    assert figure.figure.width > 600
    assert figure.narrow is not None
    assert figure.narrow.width <= 360


def test_a_method_without_a_total_has_no_diagram_and_says_so() -> None:
    dossier, assessment = example("nrb-2012")
    without = place_of((dossier, replace(assessment, impact_axis=None)))
    assert not any(isinstance(b, FigureBlock) for b in without.blocks)
    assert "geen gepubliceerde regel voor de totale impact" in words(without)


def test_six_of_seven_regional_classes_agree_and_the_seventh_is_named() -> None:
    """nrb-method.md, section 9.2: the lower-bound rule reproduces 6 of the 7 published classes."""
    text = words(section(report_on("rrp-brabant-zuidoost-2019"), "Belangrijkste uitkomsten"))
    assert "ligt bij 6 van de 7 scenario’s binnen de gepubliceerde klasse" in text
    assert "De uitzondering: Zoönosen (Q-koorts)." in text


def test_groups_follow_the_two_highest_classes() -> None:
    text = words(section(report_on("rrp-brabant-zuidoost-2019"), "Belangrijkste uitkomsten"))
    assert "Minder waarschijnlijk, maar ernstig in hun gevolgen: Luchtvaartincident" in text
    assert "klasse waarschijnlijk of hoger" in text


def test_scenarios_that_cannot_be_placed_are_named() -> None:
    dossier, assessment = example("nrb-2012")
    unknown = tuple(replace(r, impact=None) if r.id == "cyberhacktivisme" else r for r in assessment.scenarios)
    draft = Draft("nl")
    draft.chapter("x", "x")
    write_outcomes(draft, dossier, replace(assessment, scenarios=unknown))
    assert "staan niet in het diagram: Cyberhacktivisme (cyberprotest)." in words(draft.sections()[-1])


def test_a_summary_begins_with_what_happens() -> None:
    dossier, _ = example("voorbeeld-2012")
    scenario = dossier.scenarios[0]
    summary = plain(summary_of(scenario, Draft("nl")))
    assert summary
    assert scenario.storyline.incident.nl.replace("\n", " ").startswith(summary)


def test_a_published_class_is_not_called_computed() -> None:
    assert not any(computed(r) for r in example("nrb-2012")[1].scenarios)
    assert all(computed(r) for r in example("voorbeeld-2012")[1].scenarios)
