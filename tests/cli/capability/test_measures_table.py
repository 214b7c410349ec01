# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.capability.measures.proposals import CYBER, LONER, RIOTS, analysis_in, proposal
from weerbaar.capability.weighing import Weighing, weigh
from weerbaar.cli.capability.measures_table import WIDEST, columns, cut, measures_csv, measures_table, whole_percentage


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Weighing:
    """Six measures: one that is free, one without effect, one that lowers a class for sure."""
    measures = [
        proposal("duur", cost={"one_off_eur": 4_000_000}),
        proposal("goedkoop", cost={"one_off_eur": 1_000_000}),
        proposal("gratis", cost={"one_off_eur": 0}),
        proposal("zonder", effects=[]),
        proposal("stap", effects=[{"scenario": CYBER, "on": "likelihood", "steps": 1}]),
        proposal(
            "twee",
            owner="=HYPERLINK(1)",
            title={"nl": "@twee\u202e", "en": "two"},
            effects=[{"scenario": s, "on": "impact", "share": 0.2} for s in (RIOTS, LONER)],
        ),
    ]
    return weigh(analysis_in(tmp_path_factory.mktemp("tafel"), {"measures": measures}), draws=200, count=5)


def rows(weighed: Weighing, lang: str = "nl") -> dict[str, list[str]]:
    lines = measures_table(weighed, lang).splitlines()  # type: ignore[arg-type]
    start = next(i for i, line in enumerate(lines) if "5-95%  " in line) + 1
    return {line.split("  ")[0]: line[24:].split() for line in lines[start : start + len(weighed.measures)]}


def test_what_brings_most_per_euro_comes_first(weighed: Weighing) -> None:
    ids = [name.removeprefix("Maatregel ") for name in rows(weighed)]
    assert ids[0] == "gratis"
    assert ids.index("goedkoop") < ids.index("duur")
    assert ids[-1] == "zonder"


def test_a_row_shows_likelihood_impact_and_cost_beside_each_other(weighed: Weighing) -> None:
    table = rows(weighed)
    step = next(m for m in weighed.measures if m.id == "stap")
    assert step.scenarios[0].likelihood.lower > 0.95
    chance = f"{100 * step.scenarios[0].likelihood.lower:.0f}%"
    assert f" {chance} C→B 0% 1,0 1,0 " in " ".join(table["Maatregel stap"])
    assert table["Maatregel zonder"] == ["0", "0", "0", "-", "-", "1,0", "1,0", "0", "0%"]
    assert table["Maatregel gratis"][-4:] == ["0", "0", "-", "100%"]
    dear, cheap = (float(table[f"Maatregel {n}"][-2].replace(",", ".")) for n in ("duur", "goedkoop"))
    assert cheap == pytest.approx(4 * dear, rel=0.1)


def test_the_chance_to_be_the_best_where_all_are_among_the_best_few(tmp_path: Path, weighed: Weighing) -> None:
    assert "bij de beste 5 hoort." in " ".join(measures_table(weighed, "nl").split())
    two = [proposal(n, cost={"one_off_eur": c}) for n, c in (("een", 1e6), ("duur", 2e6))]
    few = weigh(analysis_in(tmp_path, {"measures": two}), draws=200)
    assert [row[-1] for row in rows(few).values()] == ["100%", "0%"]
    assert "the measure is the best in that." in " ".join(measures_table(few, "en").split())


def test_no_line_is_too_wide_and_no_name_steers_the_terminal(weighed: Weighing) -> None:
    for lang in ("nl", "en"):
        text = measures_table(weighed, lang)  # type: ignore[arg-type]
        assert max(len(line) for line in text.splitlines()) <= WIDEST + 2
        assert "\u202e" not in text


def test_csv_has_a_row_per_measure_and_scenario_without_formulas_or_exponents(weighed: Weighing) -> None:
    text = measures_csv(weighed, "nl").decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [r["maatregel"] for r in found] == ["duur", "goedkoop", "gratis", "zonder", "stap", "twee", "twee"]
    assert [r["scenario"] for r in found] == [
        RIOTS,
        RIOTS,
        RIOTS,
        "",
        CYBER,
        *[e.scenario for e in weighed.measures[5].scenarios],
    ]
    assert {r["trekker"] for r in found} == {"", "'=HYPERLINK(1)"}
    assert found[-1]["titel"].startswith("'@twee")
    assert found[0]["kosten_eur"] == "4000000"
    assert found[3]["weg_per_jaar"] == ""
    first = weighed.measures[0].scenarios[0].reduction.mean
    assert float(found[0]["weg_per_jaar"].replace(",", ".")) == pytest.approx(first, rel=1e-5)
    english = list(csv.DictReader(io.StringIO(measures_csv(weighed, "en").decode("utf-8-sig"))))
    assert float(english[0]["reduction_per_year"]) == pytest.approx(first, rel=1e-5)
    assert [float(r["chance_among_best"]) for r in english] == pytest.approx(
        [m.among_best for m in weighed.measures for _ in m.scenarios or (None,)]
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.0049, "<1%"), (0.006, "1%"), (0.5, "50%"), (0.996, ">99%"), (1.0, "100%"), (1.5, "150%")],
)
def test_a_share_that_is_not_quite_0_or_1(share: float, words: str) -> None:
    assert whole_percentage(share) == words


def test_columns_and_long_names() -> None:
    assert columns([["a", "bb"], ["ccc", "d"]], right=(1,)) == ["a    bb", "ccc   d"]
    assert (cut("zeven", 5), cut("zes en", 5)) == ("zeven", "zes…")
