# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

import pytest

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.assessment import Assessment, assess
from weerbaar.base import Lang
from weerbaar.capability.register import Progress, load_register, parse_register, progress
from weerbaar.dossier import load_dossier
from weerbaar.figures import Figure, FigureError, Width
from weerbaar.figures.axes import LogScale
from weerbaar.figures.effect_afterwards import effect_afterwards
from weerbaar.figures.palette import PAPER, PAST, THREAT

HEAD = """
schema: 1
id: proef
title: {nl: Proef, en: Trial}
statement: {nl: Verzonnen.}
data: illustrative
headings:
  - {id: a, letter: a, title: {nl: Kopje, en: Heading}}
subjects:
  - {id: plan, title: {nl: Het plan, en: The plan}, heading: a, round: R, year: 2013}
entries:
"""
ON = datetime.date(2016, 12, 31)
LIKELY, HEAVY = "likelihood_before: C, likelihood_after: B", "impact_before: D, impact_after: C"
BOTH = f"scenario: cyberhacktivisme, round: R2, {LIKELY}, {HEAVY}"


@pytest.fixture(scope="module")
def ground() -> Assessment:
    return assess(load_dossier("voorbeeld-2012"))


def judged(*effects: str) -> Progress:
    entry = "{id: e, subject: plan, kind: evaluation, valid_from: 2016-03, recorded_on: 2016-04-01, effects: ["
    text = f"{HEAD}  - {entry}{', '.join(f'{{{e}}}' for e in effects)}]}}\n"
    return progress(parse_register(text, "register.yaml")[0], ON)


def places(figure: Figure, fill: str, stroke: str) -> list[tuple[float, float]]:
    """Middles of the marks with these colours; the key stands in groups that are moved, near the upper left corner."""
    found = []
    for path in elements(figure, "path"):
        if (path.get("fill"), path.get("stroke")) == (fill, stroke):
            corners = [p.split() for p in str(path.get("d"))[1:].rstrip("Z").replace(",", " ").split("L")]
            x = sum(float(c[0]) for c in corners) / len(corners)
            y = sum(float(c[1]) for c in corners) / len(corners)
            if x > 50 and y > 0:
                found.append((x, y))
    return found


def grid(figure: Figure, ground: Assessment) -> tuple[LogScale, LogScale]:
    """The axes as drawn, from the frame of the plotting area."""
    frame = next(r for r in elements(figure, "rect") if r.get("fill") == "none")
    left, top, wide, tall = (float(frame.get(name, 0)) for name in ("x", "y", "width", "height"))
    assert ground.impact_axis is not None
    return LogScale(ground.likelihood_axis, left, left + wide), LogScale(ground.impact_axis, top + tall, top)


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_marks_stand_in_the_class_before_and_in_the_class_after(ground: Assessment, width: Width) -> None:
    figure = effect_afterwards(judged(BOTH), ground, "nl", width)
    x, y = grid(figure, ground)
    for fill, stroke, likelihood, impact in ((PAPER, PAST, "C", "D"), (THREAT, PAPER, "B", "C")):
        ((across, upright),) = places(figure, fill, stroke)
        assert x.band(likelihood)[0] < across < x.band(likelihood)[1]
        assert y.band(impact)[1] < upright < y.band(impact)[0]


def test_what_stays_in_its_class_has_no_arrow(ground: Assessment) -> None:
    stays = "likelihood_before: C, likelihood_after: C, impact_before: D, impact_after: D"
    figure = effect_afterwards(judged(f"scenario: cyberhacktivisme, round: R2, {stays}"), ground)
    assert places(figure, PAPER, PAST) == []
    assert len(places(figure, THREAT, PAPER)) == 1
    assert figure.table.rows[0][3:5] == ("blijft C, enigszins waarschijnlijk", "blijft D, zeer ernstig")


def test_what_was_not_judged_is_named_and_not_placed(ground: Assessment) -> None:
    only = f"scenario: grootschalige-onlusten, round: R2, {HEAVY}"
    figure = effect_afterwards(judged(BOTH, only, BOTH.replace("cyberhacktivisme", "weg")), ground, "en", "screen")
    assert len(places(figure, THREAT, PAPER)) == 1
    said = " ".join(words(figure))
    assert "The plan: Large-scale riots (likelihood not judged)" in said
    assert "The plan: weg (not in " in said
    assert len(figure.table.rows) == 3
    assert figure.table.rows[1][3] == "not judged"
    with pytest.raises(FigureError, match="None of the effects"):
        effect_afterwards(judged(only), ground, "en")


def test_an_unknown_place_before_gives_no_arrow(ground: Assessment) -> None:
    figure = effect_afterwards(
        judged("scenario: cyberhacktivisme, round: R2, likelihood_after: B, impact_after: C"), ground
    )
    assert places(figure, PAPER, PAST) == []
    assert figure.table.rows[0][3] == "B, onwaarschijnlijk"


def test_a_class_of_another_method_is_refused(ground: Assessment) -> None:
    with pytest.raises(FigureError) as stop:
        effect_afterwards(judged(BOTH.replace("impact_after: C", "impact_after: Z")), ground)
    assert 'e: klasse "Z" bestaat niet in de methode' in stop.value.render("nl")
    assert "A, B, C, D, E" in stop.value.render("nl")


def test_without_an_evaluation_there_is_nothing_to_draw(ground: Assessment) -> None:
    early = progress(load_register("voorbeeld-capaciteiten"), datetime.date(2015, 1, 1))
    with pytest.raises(FigureError, match="2015-01-01"):
        effect_afterwards(early, ground)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_many_in_the_same_classes_do_not_touch(ground: Assessment, width: Width, lang: Lang) -> None:
    scenarios = ("cyberhacktivisme", "grootschalige-onlusten", "gewelddadige-eenling", "wapenbeheersing-falende-staat")
    found = judged(*(BOTH.replace("cyberhacktivisme", s) for s in scenarios), BOTH.replace("R2", "R3"))
    figure = effect_afterwards(found, ground, lang, width)
    # The title of the upright axis is turned, and would be read back as if it were not.
    assert [pair for pair in touching(figure) if not any(said.startswith("Impact (") for said in pair)] == []
    assert [said for said in outside(figure) if not said.startswith("Impact (")] == []
    assert smallest_text(figure) >= 11
    marks = places(figure, THREAT, PAPER)
    assert len(set(marks)) == len(marks) == 5


def test_the_example_says_where_it_comes_from(ground: Assessment) -> None:
    found = progress(load_register("voorbeeld-capaciteiten"), datetime.date(2016, 6, 30))
    figure = effect_afterwards(found, ground, "nl", "a4")
    assert figure.caption.startswith("voorbeeld-register; stand op 30 juni 2016, zoals nu bekend; ")
    assert "dit register is verzonnen" in " ".join(words(figure))
    assert "impact van C, ernstig naar B, aanzienlijk" in figure.description
