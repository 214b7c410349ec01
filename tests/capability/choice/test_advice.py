# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.capability.choice.twelve import chosen_of_twelve
from tests.capability.measures.proposals import RIOTS, analysis_in, example, proposal
from weerbaar.base import Text
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.choice import Advice, GapChange, Nearby, PortfolioChoice, Rival, TakenMeasure, advise, choose


@pytest.fixture(scope="module")
def made() -> tuple[Analysis, PortfolioChoice]:
    return chosen_of_twelve()


@pytest.fixture(scope="module")
def advice(made: tuple[Analysis, PortfolioChoice]) -> Advice:
    return advise(*made)


def test_every_measure_stands_under_its_heading_once(made: tuple[Analysis, PortfolioChoice], advice: Advice) -> None:
    assert [g.heading.id if g.heading else None for g in advice.headings] == ["aa", "bb", None]
    told = [m.id for g in advice.headings for m in (*g.advised, *g.declined)]
    assert sorted(told) == [v.id for v in made[1].verdicts]
    advised = {m.id: m.start for g in advice.headings for m in g.advised}
    assert advised == {m.id: m.start for m in made[1].measures}
    for group in advice.headings:
        assert [m.reduction.mean for m in group.advised] == sorted(
            (m.reduction.mean for m in group.advised), reverse=True
        )


def test_a_heading_without_advice_says_so(tmp_path: Path) -> None:
    measures = [proposal("een", heading="aa", effects=[{"scenario": RIOTS, "on": "likelihood", "share": 0}])]
    analysis = analysis_in(tmp_path, {"measures": measures}, {"never": ["een"]})
    first, second = advise(analysis, choose(analysis, draws=20, levels=0, states=0)).headings
    assert first.nothing is not None
    assert "None of the measures proposed" in first.nothing.in_("en")
    assert second.nothing is not None
    assert "No measures were proposed" in second.nothing.in_("en")


def test_a_measure_carries_what_a_report_prints(advice: Advice) -> None:
    by_id = {m.id: m for g in advice.headings for m in (*g.advised, *g.declined)}
    one = by_id["m12"]
    assert one.reach == "generic"
    assert [s for s, _ in one.scenarios] == ["gewelddadige-eenling", "wapenbeheersing-falende-staat"]
    assert one.cost_per_year == pytest.approx((0.5e6, 0.3e6))
    assert by_id["m01"].reach == "specific"
    assert one.reason.nl
    assert one.reason.en
    assert one.decision is None
    for measure in by_id.values():
        assert (measure.works_from is None) == (measure.start is None)
        assert measure.robustness is not None
        assert measure.index is not None


def test_a_later_start_moves_the_cost(tmp_path: Path) -> None:
    measure = proposal("een", cost={"one_off_eur": 1e6, "yearly_eur": 1e5}, latest=2015, lead_time_years=0.5)
    choice = {"budgets": [{"year": 2014, "amount_eur": 0}], "always": ["een"]}
    analysis = analysis_in(tmp_path, {"measures": [measure]}, choice)
    [group] = [g for g in advise(analysis, choose(analysis, draws=20, levels=0, states=0)).headings if g.advised]
    [one] = group.advised
    assert (one.start, one.works_from) == (2015, 2015.5)
    assert one.cost_per_year == pytest.approx((0, 1.1e6, 1e5, 1e5, 1e5))
    assert one.cost.mean == pytest.approx(1.4e6)


def test_the_decision_of_the_round_is_quoted(tmp_path: Path) -> None:
    analysis = analysis_in(tmp_path, {"measures": [proposal("een", decision="alert-online")]}, dossier="nrb-2012")
    [group] = [g for g in advise(analysis, choose(analysis, draws=20, levels=0, states=0)).headings if g.advised]
    decision = group.advised[0].decision
    assert decision is not None
    assert "Alert Online" in decision.nl
    assert example("nrb-2012").decisions


def test_the_summary_tells_number_effect_cost_and_certainty(
    advice: Advice, made: tuple[Analysis, PortfolioChoice]
) -> None:
    words = [t.in_("en") for t in advice.summary]
    assert words[0] == f"Of 12 measures proposed, {len(made[1].measures)} are advised, for 2014 to 2015."
    assert "risk points" in words[1]
    assert "worst 5%" in words[1]
    assert words[2].startswith("They cost €")
    assert "stay within their budget is 100%" in words[3]


def test_dissent_names_what_is_nearly_as_good_and_other_criteria(made: tuple[Analysis, PortfolioChoice]) -> None:
    analysis, choice = made
    own = choice.measures
    out = own[-1].id
    into = next(v.id for v in choice.verdicts if not v.chosen)
    titles = {v.id: v.title.nl for v in choice.verdicts}
    others = tuple(m for m in own if m.id != out)
    rivals = (
        Rival("optimum", own, 1.0, 0.1, 2.0, 0.0),
        Rival("average", own, 1.0, 0.1, 2.0, 0.0),
        Rival("regret", (*others, TakenMeasure(into, 2014)), 1.0, 0.1, 2.0, 0.0),
        Rival("tail", others, 1.0, 0.1, 2.0, 0.0),
    )
    nearby = (Nearby(1e-5, (out,), (into,)), Nearby(0.1 * choice.value, (out,), ()))
    words = [t.nl for t in advise(analysis, replace(choice, rivals=rivals, nearby=nearby)).dissent]
    assert words[0] == f"Vrijwel even goed: ‘{titles[into]}’ in plaats van ‘{titles[out]}’."
    assert words[1].endswith(f"per jaar minder (10%): zonder ‘{titles[out]}’.")
    assert words[2].endswith("komt op dezelfde keuze uit.")
    assert words[3].endswith(f"kiest ‘{titles[into]}’ in plaats van ‘{titles[out]}’.")
    assert words[4].endswith(f"laat ‘{titles[out]}’ weg.")


def test_gaps_are_told_before_and_after(made: tuple[Analysis, PortfolioChoice]) -> None:
    analysis, choice = made
    name = Text(nl="Analisten", en="Analysts")

    def gap(before: float | None, after: float | None, then: str = "short", now: str = "short") -> GapChange:
        return GapChange("analisten", name, before, after, then, now, ("m01",), True)

    gaps = (gap(0.8, 0.2), gap(0.8, 0.01, now="sufficient"), gap(None, None, "unknown", "unknown"), gap(0.0, 0.0))
    words = [t.nl for t in advise(analysis, replace(choice, gaps=gaps)).gaps]
    assert words[0] == "Analisten: kans op een tekort 80% → 20% (door ‘Maatregel m01’)."
    assert "1%, daarmee voldoende" in words[1]
    assert "onbekend of vertrouwelijk" in words[2]
    assert "er was en is geen tekort" in words[3]


def test_it_carries_its_assumptions_and_run_record(made: tuple[Analysis, PortfolioChoice], advice: Advice) -> None:
    assert advice.assumptions == made[1].assumptions
    assert advice.run_record == made[1].run_record
    assert advice.illustrative
