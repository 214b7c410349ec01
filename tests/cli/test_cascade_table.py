# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.figures.cascades import made_up_outcome
from weerbaar.base import Text
from weerbaar.cascade import EURO, LinkCut
from weerbaar.cascade.catalogue import Trend
from weerbaar.cli.cascade_table import MOST_ROWS, cascade_table, cuts_table, expected_impact_line, heading


def rows(table: str) -> list[str]:
    """The lines below the rule under the header."""
    lines = table.splitlines()
    rule = next(i for i, line in enumerate(lines) if line.startswith("---"))
    return lines[rule + 1 :]


def test_most_frequent_first_and_no_more_than_asked_for() -> None:
    outcome = made_up_outcome(12, 2)
    shown = rows(cascade_table(outcome, "nl"))
    assert len(shown) == MOST_ROWS + 1
    assert shown[-1] == f"… en nog {36 - MOST_ROWS} regels; alles met --all."
    everything = rows(cascade_table(outcome, "en", all_rows=True))
    assert len(everything) == 36
    order = sorted(outcome.states, key=lambda s: -s.rate)
    assert [line.split(" (en)")[0] for line in everything] == [s.risk.name.nl for s in order]


def test_a_row_says_rate_error_period_impact_and_causes() -> None:
    outcome = made_up_outcome(12, 2)
    row = next(r for r in rows(cascade_table(outcome, "nl", all_rows=True)) if r.startswith("Stroomuitval (extreem)"))
    assert row.split("  ")[0] == "Stroomuitval (extreem)"
    state = outcome.of_risk("R000")[2]
    direct = state.main_cause("direct")
    assert direct is not None
    name = next(r.name.nl for r in outcome.catalogue.risks if r.id == direct[0])
    assert f"{state.rate:.3f}".replace(".", ",") in row
    assert "± 3,0%" in row
    assert "€" in row
    assert f"{name} {100 * direct[1]:.0f}%" in row


def test_statement_comes_before_the_numbers_and_a_score_says_so() -> None:
    outcome = made_up_outcome(5, 1)
    lines = heading(outcome.catalogue, EURO, {}, "nl").splitlines()
    assert lines == ["Verzonnen catalogus", "Verzonnen gegevens voor een proef."]
    score = Text(nl="score van 0 tot 1")
    assert "Impact: score van 0 tot 1." in heading(outcome.catalogue, score, {}, "nl")
    assert "€" not in cascade_table(replace(outcome, unit=score), "nl")


def test_heading_names_the_trend() -> None:
    catalogue = replace(made_up_outcome(5, 1).catalogue, trends=(Trend("2050", Text(nl="Rond 2050"), {}),))
    lines = heading(catalogue, EURO, {"trend": "2050", "catalysts": []}, "nl").splitlines()
    assert lines == ["Verzonnen catalogus", "Trend: Rond 2050.", "Verzonnen gegevens voor een proef."]


def test_impact_per_year_has_no_more_digits_than_its_error_supports() -> None:
    outcome = made_up_outcome(5, 1)
    first = replace(outcome.states[0], rate=1.0, rate_se=0.0)

    def shown(mean: float, se: float) -> str:
        state = replace(first, impact={"all": replace(first.impact["all"], mean=mean, se=se)})
        return cascade_table(replace(outcome, states=(state,)), "nl")

    assert "€ 14 miljoen" in shown(14.2e6, 0.4e6)
    assert "€ 10 miljoen" in shown(14.2e6, 12e6)


def test_expected_impact_has_the_digits_that_its_error_supports() -> None:
    outcome = replace(made_up_outcome(5, 1), expected_impact={"all": (580.4567e6, 0.8e6)})
    assert expected_impact_line(outcome, "nl") == "Verwachte impact per jaar van alles samen: € 580,5 miljoen (± 0,14%)"
    assert expected_impact_line(outcome, "en") == "Expected impact per year of everything: € 580.5 million (± 0.14%)"


def test_cuts_stand_in_order_of_what_they_bring() -> None:
    catalogue = made_up_outcome(5, 1).catalogue

    def cut(cause: str | None, effect: str | None, change: float, se: float) -> LinkCut:
        return LinkCut(cause, effect, {"all": (change, se)}, ())

    cuts = [cut("R000", "R001", -1e6, 1e5), cut("R002", None, -4e6, 1e4), cut(None, "R003", 2e3, 1e3)]
    table = cuts_table(catalogue, cuts, (1e7, 0.0), EURO, "nl")
    lines = rows(table)
    assert [line.split("  ")[0] for line in lines] == ["Overstroming westelijke kust", "Stroomuitval", "alle"]
    assert lines[0].split() == "Overstroming westelijke kust alle € 4,00 miljoen ± 0,25% 40%".split()
    assert lines[1].split()[-3:] == ["±", "10%", "10%"]
    assert lines[2].split()[-1] == "-"
    assert len(rows(cuts_table(catalogue, cuts, (1e7, 0.0), EURO, "nl", most=1))) == 3  # with the total below it


def test_without_cuts_it_says_so() -> None:
    assert cuts_table(made_up_outcome(5, 1).catalogue, [], (1.0, 0.0), EURO, "en") == "No link changes the impact."


def test_names_cannot_steer_the_terminal() -> None:
    outcome = made_up_outcome(5, 1)
    first = outcome.states[0]
    nasty = replace(first, risk=replace(first.risk, name=Text(nl="rood\x1b[31m")))
    assert "\x1b" not in cascade_table(replace(outcome, states=(nasty, *outcome.states[1:])), "nl")


def test_when_nothing_occurs_it_says_so() -> None:
    outcome = made_up_outcome(5, 1)
    never = replace(outcome, states=tuple(replace(s, rate=0.0) for s in outcome.states))
    assert cascade_table(never, "nl") == "Geen enkel risico komt voor."
    assert cascade_table(never, "en") == "No risk occurs."


def test_a_catalogue_of_rates_alone_has_no_impact_of_zero_euro() -> None:
    outcome = made_up_outcome(5, 1)
    without = replace(
        outcome.catalogue,
        indicators=(),
        risks=tuple(
            replace(r, direct_impact={i: {} for i in outcome.catalogue.intensities}) for r in outcome.catalogue.risks
        ),
    )
    bare = replace(outcome, catalogue=without)
    assert "€" not in cascade_table(bare, "nl")
    assert expected_impact_line(bare, "nl") == "De catalogus bevat geen impact, alleen frequenties."
    assert expected_impact_line(bare, "en") == "The catalogue holds no impact, only rates."
