# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.elicitation.studies import TARGET, given, make_study, seeds
from tests.figures.elicitations import example, made_up
from weerbaar.base import Text
from weerbaar.cli.elicit_table import elicitation_table, remarks
from weerbaar.elicitation import evaluate


def row(table: str, start: str) -> list[str]:
    line = next(line for line in table.splitlines() if line.startswith(start))
    return [cell for cell in line.split("  ") if cell]


def test_experts_and_pooled_answers_with_honest_digits() -> None:
    table = elicitation_table(example(), "nl")
    assert [c.strip() for c in row(table, "Deskundige 1")][1:] == ["12/12", "0,59", "0,92", "66%"]
    assert [c.strip() for c in row(table, "Deskundige 2")][2] == "< 0,000001"
    assert [c.strip() for c in row(table, "Samengevoegd, naar prestatie")][1:] == ["0,69", "0,47"]
    assert [c.strip() for c in row(table, "Doden watersnoodramp")][1:4] == ["1.000", "1.800", "2.900"]
    assert row(table, "Doden watersnoodramp")[-1].strip() == "1.836"
    # a narrow range gets the digits that keep its ends apart from its middle
    assert [c.strip() for c in row(table, "Inwoners")][1:4] == ["16,4", "16,7", "17,1"]
    assert [c.strip() for c in row(table, "Sociaal")][1:4] == ["B", "C", "D"]
    assert "verzonnen voorbeeld" in table


def test_english() -> None:
    table = elicitation_table(example(), "en")
    assert [c.strip() for c in row(table, "Costs of cyber hacktivism")][1:3] == ["82 million", "280 million"]
    assert [c.strip() for c in row(table, "Probability of large")][1:4] == ["0.05%", "0.4%", "3%"]


def test_a_number_an_event_and_no_calibration() -> None:
    found = made_up(4, weighting="equal")
    table = elicitation_table(found, "nl")
    assert "gebeurd" in table
    assert table.count("Samengevoegd") == 1
    bare = tuple(replace(e, calibration=None, information=None) for e in found.experts)
    assert [c.strip() for c in row(elicitation_table(replace(found, experts=bare), "nl"), "Deskundige 1")][2:4] == [
        "-",
        "-",
    ]


def test_what_the_outcome_rests_on() -> None:
    said = " ".join(" ".join(remarks(example(), "nl")).split())
    assert "deskundigen met een kalibratie onder 0,59 tellen niet mee; 2 van de 5 hebben gewicht" in said
    assert "interval van 90% bevat de werkelijke waarde bij 8 van de 8 vragen" in said
    assert "Zonder Deskundige 5 (verzonnen), digitale veiligheid verschuift de uitkomst het meest" in said
    assert "nog niet stabiel is onrust-wapens" in said
    english = " ".join(" ".join(remarks(example(), "en")).split())
    assert "Round 2: 10 answers changed, 9 of them towards the median." in english


def test_a_name_cannot_steer_the_terminal() -> None:
    first, *others = example().experts
    evil = replace(first, name=Text(nl="A\x1b[31mB"))
    assert "\x1b" not in elicitation_table(replace(example(), experts=(evil, *others)), "nl")


def test_a_long_word_is_cut_and_does_not_vanish() -> None:
    first, *others = example().experts
    long = replace(first, name=Text(nl="Rampenbestrijdingsorganisatiecoördinatiedeskundigenoverleg"))
    table = elicitation_table(replace(example(), experts=(long, *others)), "nl")
    assert "\nRampenbestrijdingsorganisatiecoördinatiedes…  " in table


def test_experts_who_agree_are_not_said_to_differ() -> None:
    answers = [given("ijk-1", 10, 20, 30), given("ijk-2", 20, 30, 40)]
    found = evaluate(make_study(seeds([20, 31]), {"een": answers, "twee": answers}))
    said = " ".join(remarks(found, "nl"))
    assert "Zonder" not in said
    assert "verst uiteen" not in said


def test_cut_offs_in_words() -> None:
    assert "Geen drempel voor de kalibratie; 2 van de 5 hebben gewicht." in remarks(
        replace(example(), cutoff=0.0), "nl"
    )
    lone = [replace(e, weight=float(i == 0)) for i, e in enumerate(example().experts)]
    said = " ".join(" ".join(remarks(replace(example(), experts=tuple(lone)), "en")).split())
    assert "1 of 5 has weight." in said


def test_the_middle_of_a_question_of_which_only_the_ends_were_asked() -> None:
    study = make_study(
        [TARGET], {"a": [given("doel", 1, 100)], "b": [given("doel", 4, 400)]}, probabilities=[0.025, 0.975]
    )
    table = elicitation_table(evaluate(study, weighting="equal"), "nl")
    assert [c.strip() for c in row(table, "Vraag")][1:4] == ["2,5%", "Midden", "97,5%"]
    assert [c.strip() for c in row(table, "Doelvraag")][2] == "20"
