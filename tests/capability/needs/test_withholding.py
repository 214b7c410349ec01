# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.needs_cases import analysis_of, capability, need, present, task, together, triangular
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.needs import Needs, gaps, gaps_csv, gaps_json
from weerbaar.cli.capability.gaps_table import gaps_table
from weerbaar.figures import gap_matrix


def secret(amount: float, **more: float) -> Analysis:
    """Two scenarios ask for people; part of what is present is confidential, as is all of the wagons."""
    needs = Needs(
        (capability(), capability("wagens"), capability("tenten")),
        (
            task("t1", need(triangular(400, 700, 1300), 4, 10), need(5, of="tenten")),
            task("t2", need(100, 1, 5), need(9, of="wagens"), scenario="storm"),
        ),
        (together("brand", "storm", probability=0.3),),
        (
            present("openbaar", 200),
            present("geheim", amount, confidential=True, endurance_h=12.0, rest_h=12.0, **more),
            present("wagens", amount / 100, of="wagens", confidential=True),
            present("tenten", 4, of="tenten"),
        ),
    )
    return analysis_of(needs)


def everything_shown(analysis: Analysis) -> tuple[object, ...]:
    found = gaps(analysis, draws=1600)
    return (
        gaps_json(found),
        gaps_csv(found, "nl"),
        gaps_csv(found, "en"),
        gaps_table(found, "nl"),
        gap_matrix(found).svg,
        gap_matrix(found).table,
        found,
    )


@pytest.mark.parametrize("other", [{"amount": 655.0}, {"amount": 300.0}, {"amount": 600.0, "reliability": 0.8}])
def test_no_output_depends_on_a_confidential_number(other: dict[str, float]) -> None:
    """Another number that leads to the same verdicts must lead to the same bytes, everywhere."""
    assert everything_shown(secret(600.0)) == everything_shown(secret(**other))


def test_the_verdict_and_what_is_public_stay() -> None:
    found = gaps(secret(600.0), draws=160)
    people = found.capability("agenten")
    assert people.withheld
    assert people.state == "short"
    assert people.caused_by == ("brand",)
    assert [(h.id, h.quantity is None, h.deploy_h) for h in people.holdings] == [
        ("openbaar", False, 0.0),
        ("geheim", True, None),
    ]
    cell = found.cell("agenten", "brand")
    assert cell.withheld
    assert cell.numbers is None
    assert cell.need is not None
    assert cell.need.median == pytest.approx(780, rel=0.05)
    assert found.cell("tenten", "brand").numbers is not None
    assert found.simultaneous[0].competing[0].withheld
    assert found.withheld == ("agenten", "wagens")


def test_who_asks_gets_the_numbers_and_the_mark() -> None:
    found = gaps(secret(600.0), draws=160, with_confidential=True)
    cell = found.cell("agenten", "brand")
    assert cell.numbers is not None
    assert cell.numbers.present.median == 800
    assert found.with_confidential
    assert found.withheld == ()
    assert any("VERTROUWELIJK" in said.nl for said in found.assumptions)
    assert "VERTROUWELIJK" in gaps_csv(found).decode("utf-8-sig").split("\r\n")[0]
    assert "VERTROUWELIJK" in gap_matrix(found).svg


def test_a_confidential_line_that_does_not_count_touches_no_total() -> None:
    needs = Needs(
        (capability(),),
        (task("t", need(10)),),
        (),
        (present("p", 5), present("oud", 123, confidential=True, valid_until="2010-01-01")),
    )
    found = gaps(analysis_of(needs), draws=160)
    assert found.withheld == ()
    assert found.cell("agenten", "brand").numbers is not None
    assert found.capability("agenten").holdings[1].quantity is None
