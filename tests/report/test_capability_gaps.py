# SPDX-License-Identifier: EUPL-1.2
"""Section 3.1: tasks, needs, and the gaps as they were computed."""

from __future__ import annotations

import pytest

from tests.report.analyses import analysis, gaps_of_example
from tests.report.rounds import words
from weerbaar.base import Lang, percentage
from weerbaar.capability.needs import Gaps
from weerbaar.report.capability_gaps import write_examined, write_gaps
from weerbaar.report.capability_words import probability_words, spread_words
from weerbaar.report.draft import Draft
from weerbaar.report.model import FigureBlock, Section, Table


def written(lang: Lang = "nl", gaps: Gaps | None = None) -> dict[str, Section]:
    needs = analysis().needs
    assert needs is not None
    draft = Draft(lang)
    draft.chapter("Advies", "Advice")
    write_gaps(draft, needs, gaps or gaps_of_example())
    return {s.heading: s for s in draft.sections()}


def tables(section: Section) -> list[Table]:
    return [b for b in section.blocks if isinstance(b, Table)]


def test_tasks_are_counted_per_scenario_and_link() -> None:
    needs = analysis().needs
    assert needs is not None
    table = tables(written()["Van scenario’s naar capaciteiten"])[0]
    row = next(r for r in table.rows if r[0] == "Grootschalige onlusten")
    assert row[-1] == str(sum(t.scenario == "grootschalige-onlusten" for t in needs.tasks))
    assert row[4] == str(sum(t.scenario == "grootschalige-onlusten" and t.phase == "response" for t in needs.tasks))


@pytest.mark.parametrize(
    ("lang", "generic", "specific"),
    [
        ("nl", "Breed inzetbare capaciteiten", "Specifieke capaciteiten"),
        ("en", "Generic capabilities", "Specific capabilities"),
    ],
)
def test_figures_in_the_tables_are_those_of_the_result(lang: Lang, generic: str, specific: str) -> None:
    gaps, sections = gaps_of_example(), written(lang)
    shown = {row[0]: row for name in (generic, specific) for row in tables(sections[name])[0].rows}
    told = 0
    for gap in gaps.capabilities:
        if gap.state == "unknown":
            continue
        row = shown[f"{gap.name.in_(lang)} ({gap.unit.in_(lang)})"]
        if gap.withheld:
            continue
        cells = [c for c in gaps.cells if c.capability == gap.id and c.numbers is not None]
        worst = max(cells, key=lambda c: c.numbers.probability if c.numbers else 0)
        assert worst.numbers is not None
        assert row[1] == probability_words(worst.numbers, gaps.run_record.draws, lang)
        assert row[3] == spread_words(worst.numbers.need, lang)
        assert row[4] == spread_words(worst.numbers.present, lang)
        told += 1
    assert told >= 14


def test_generic_and_specific_stand_apart_and_the_most_serious_first() -> None:
    gaps, sections = gaps_of_example(), written()
    for name, kind in (("Breed inzetbare capaciteiten", "generic"), ("Specifieke capaciteiten", "specific")):
        expected = [g.name.nl for g in gaps.ranked() if g.kind == kind and g.state in ("short", "sufficient")]
        assert [row[0].partition(" (")[0] for row in tables(sections[name])[0].rows] == expected


def test_unknown_is_said_and_is_not_a_shortfall() -> None:
    sections = written()
    assert "Psychosociale hulp na een ramp: nodig in Gewelddadige eenling en Grootschalige onlusten." in words(
        sections["Wat niet bekend is"]
    )
    everything = "\n".join(words(sections[n]) for n in ("Breed inzetbare capaciteiten", "Specifieke capaciteiten"))
    assert "Psychosociale hulp" not in everything


def test_counts_in_the_text() -> None:
    gaps = gaps_of_example()
    needs = analysis().needs
    assert needs is not None
    draft = Draft("en")
    draft.chapter("", "x")
    write_examined(draft, needs, gaps)
    text = words(draft.sections()[0])
    assert f"{len(needs.tasks)} tasks were described. They need all 18 capabilities examined." in text
    short = sum(g.state == "short" for g in gaps.capabilities)
    assert (
        f"For {short} capabilities the probability of a shortfall is above {percentage(gaps.tolerated, 'en', 1)}"
        in text
    )


def test_coinciding_scenarios_tell_the_probability_or_that_it_is_unknown() -> None:
    text = words(written()["Scenario’s die samenvallen"])
    assert "Hoe waarschijnlijk dat is, is niet bekend." in text
    given = next(g for g in gaps_of_example().simultaneous if g.probability is not None)
    assert given.probability is not None
    assert f"is {percentage(given.probability.median, 'nl')}." in text
    assert "me-inzet" not in text


def test_the_matrix_is_drawn_with_an_alternative() -> None:
    (figure,) = [b for b in written()["Overzicht per scenario"].blocks if isinstance(b, FigureBlock)]
    assert figure.figure.table.rows
    assert figure.narrow is not None
