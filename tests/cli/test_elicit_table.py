# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.figures.elicitations import example, made_up
from weerbaar.base import Text
from weerbaar.cli.elicit_table import elicitation_table, remarks


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
