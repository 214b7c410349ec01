# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import dataclasses
import re

import pytest

from tests.cli.capability.choices import small
from weerbaar.base import Text
from weerbaar.capability import load_analysis
from weerbaar.capability.choice import PortfolioChoice, TakenMeasure, choose
from weerbaar.cli.capability.measures_table import WIDEST
from weerbaar.cli.capability.portfolio_table import portfolio_table


@pytest.fixture(scope="module")
def choice(tmp_path_factory: pytest.TempPathFactory) -> PortfolioChoice:
    return choose(load_analysis(small(tmp_path_factory.mktemp("tafel"))), draws=200, levels=12, states=24)


def part(text: str, start: str) -> list[list[str]]:
    """Return the cells of the rows below a heading, up to the next empty line."""
    lines = text.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(start))
    return [re.split(r" {2,}", line.strip()) for line in lines[first + 1 : lines.index("", first)]]


def test_every_measure_with_its_verdict(choice: PortfolioChoice) -> None:
    text = portfolio_table(choice, "en")
    chosen, left = part(text, "Chosen"), part(text, "Not chosen")
    assert chosen[0] == left[0]
    assert chosen[0][:4] == ["Measure", "Start", "Takes off", "Cost"]
    titles = {v.title.in_("en"): v for v in choice.verdicts}
    assert {row[0] for row in chosen[1:]} == {title for title, v in titles.items() if v.chosen}
    assert {row[0] for row in left[1:]} == {title for title, v in titles.items() if not v.chosen}
    for row in chosen[1:] + left[1:]:
        verdict = titles[row[0]]
        assert row[1] == ("-" if verdict.start is None else str(verdict.start))
        assert float(row[2]) == pytest.approx(verdict.buys.mean, rel=0.06)
        assert float(row[3]) == pytest.approx(verdict.cost.median / 1e6, rel=0.06)
        assert verdict.core is not None
        assert row[9] == verdict.core.word
    order = [titles[row[0]].buys.mean for row in chosen[1:]]
    assert order == sorted(order, reverse=True)


def test_columns_of_both_tables_stand_below_each_other(choice: PortfolioChoice) -> None:
    heads = [line for line in portfolio_table(choice, "nl").splitlines() if line.startswith("Maatregel  ")]
    assert len(heads) == 2
    assert heads[0] == heads[1]


def test_scenarios_years_and_the_chance_of_all_years_together(choice: PortfolioChoice) -> None:
    text = portfolio_table(choice, "en")
    riots = next(row for row in part(text, "Scenario") if row[0] == "Large-scale riots")
    found = next(s for s in choice.evaluation.scenarios if s.scenario == "grootschalige-onlusten")
    assert float(riots[1]) == pytest.approx(found.before.mean, rel=0.06)
    assert float(riots[2]) == pytest.approx(found.after.mean, rel=0.06)
    years = part(text, "Year")
    assert [row[0] for row in years[:3]] == ["2014", "2015", "2016"]
    assert [row[3] for row in years[:3]] == ["5.00"] * 3
    assert choice.evaluation.within_all is not None
    assert years[3] == [f"Chance that all years stay within their budget: {100 * choice.evaluation.within_all:.0f}%."]


def test_some_levels_of_the_budgets_with_the_present_one_among_them(choice: PortfolioChoice) -> None:
    rows = part(portfolio_table(choice, "nl"), "Budgetten")
    assert 2 <= len(rows) <= 8
    now = next(row for row in rows if row[0] == "100%")
    assert now[1] == "15,0"
    assert float(now[2].replace(",", ".")) == pytest.approx(choice.value, rel=0.006)
    assert int(now[4]) == len(choice.measures)
    levels = [int(row[0].rstrip("%")) for row in rows]
    assert levels == sorted(levels)


def test_what_is_nearly_as_good_and_what_other_views_prefer(choice: PortfolioChoice) -> None:
    text = portfolio_table(choice, "en")
    rivals = part(text, "Best choice by")
    assert [row[0] for row in rivals] == [
        "expected risk",
        "average of the states",
        "smallest largest regret",
        "worst 5% of the states",
    ]
    assert rivals[0][-1] == "="
    nearest = part(text, "Takes off less")[0]
    first = choice.nearby[0]
    assert nearest[0].split()[0] == f"{first.loss:.2g}"
    assert nearest[-1].split() == [*(f"+{i}" for i in first.into), *(f"-{i}" for i in first.out)]


def test_what_was_not_looked_at_is_left_out(choice: PortfolioChoice) -> None:
    verdicts = tuple(
        dataclasses.replace(v, core=None, enters=None, loss=None, blocked=None, cost_flip=None, effect_flip=None)
        for v in choice.verdicts
    )
    bare = dataclasses.replace(choice, states=0, rivals=(), frontier=(), nearby=(), verdicts=verdicts)
    text = portfolio_table(bare, "nl")
    assert part(text, "Gekozen")[0] == ["Maatregel", "Start", "Neemt weg", "Kosten"]
    for word in ("Kern", "Vanaf", "Omslag", "Budgetten ", "Beste keuze naar", "Neemt minder weg"):
        assert word not in text


def test_words_for_the_tail_for_one_state_and_for_what_is_not_proven(choice: PortfolioChoice) -> None:
    one = dataclasses.replace(choice, states=1, risk="tail", proof="stopped at limit", gap=0.02)
    text = " ".join(portfolio_table(one, "nl").split())
    assert "Niet bewezen (verschil 2%)." in text
    assert "aandeel van 1 toestand waarin" in text
    assert "Gekozen is naar de ergste 5% van de gevallen" in text
    assert "Neemt minder weg" not in text
    assert "share of 24 states in which" in " ".join(portfolio_table(choice, "en").split())


def test_nothing_chosen_and_everything_chosen(choice: PortfolioChoice) -> None:
    none = tuple(dataclasses.replace(v, start=None) for v in choice.verdicts)
    text = portfolio_table(dataclasses.replace(choice, verdicts=none, measures=()), "nl")
    assert "\nGekozen\n" not in text
    assert "\nNiet gekozen\n" in text
    every = tuple(dataclasses.replace(v, start=2014) for v in choice.verdicts)
    assert "Niet gekozen" not in portfolio_table(dataclasses.replace(choice, verdicts=every), "nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_long_names_stay_within_the_width_and_cannot_steer_the_terminal(choice: PortfolioChoice, lang: str) -> None:
    long = Text(nl="\u202eEen zeer " + "lange " * 40, en="\u202eA very " + "long " * 40)
    many = tuple(TakenMeasure(f"een-maatregel-met-een-lange-naam-{i:02}", 2014) for i in range(30))
    rivals = tuple(dataclasses.replace(r, measures=many) for r in choice.rivals)
    verdicts = tuple(dataclasses.replace(v, title=long) for v in choice.verdicts)
    wide = dataclasses.replace(choice, rivals=rivals, verdicts=verdicts, statement=long)
    text = portfolio_table(wide, lang)  # type: ignore[arg-type]
    assert "\u202e" not in text
    assert max(len(line) for line in text.splitlines()) <= WIDEST + 2
    for one in many:
        assert text.count(f"+{one.id}") == 4
