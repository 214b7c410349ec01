# SPDX-License-Identifier: EUPL-1.2
"""The Dutch profile about the area."""

from __future__ import annotations

import pytest

from tests.alerting.cap.alerts import RING, document, with_area, with_both
from weerbaar.alerting.area import Area, inside_country
from weerbaar.alerting.cap import Alert, AreaBlock, Document, Named
from weerbaar.alerting.cap.profiles.nl_area import area_findings
from weerbaar.alerting.cap.values import area_of

PLACE = "/alert/info[1]/area[1]"


def rules(read: Document) -> list[tuple[str, str]]:
    return [(f.rule, f.where) for f in area_findings(read, None)]


def polygon(text: str) -> Alert:
    return with_area(polygon=(text,))


@pytest.mark.parametrize(
    ("alert", "rule"),
    [
        (with_area(), None),
        (with_area(polygon=(), circle=("52.1,5.1 3",)), None),
        # A ring in a corner of the country, whose box is not inside as a whole.
        (polygon("50.80,5.70 50.88,5.66 50.90,5.80 50.82,5.90 50.80,5.70"), None),
        (polygon("48.80,2.20 48.90,2.20 48.90,2.40 48.80,2.20"), "nl.area-outside"),
        (polygon("4.55,51.65 4.65,51.65 4.65,51.71 4.55,51.71 4.55,51.65"), "nl.area-swapped"),
        (with_area(polygon=(), circle=("5.1,52.1 3",)), "nl.area-swapped"),
        # Around Roermond and on to Düsseldorf.
        (polygon("51.1,5.9 51.3,5.9 51.3,6.9 51.1,6.9 51.1,5.9"), "nl.area-partly"),
        (with_area(polygon=(), circle=("52.1,5.1 0",)), "nl.area-nothing"),
        # The other way round this is not on earth either.
        (polygon("14.5,121.0 14.6,121.0 14.6,121.1 14.5,121.0"), "nl.area-outside"),
        # What cannot be read has findings of its own.
        (polygon("52.1"), None),
        (with_area(polygon=()), None),
    ],
)
def test_the_area_lies_in_the_country(alert: Alert, rule: str | None) -> None:
    assert rules(document(alert)) == ([] if rule is None else [(rule, PLACE)])


def test_the_same_area_is_named_in_every_language() -> None:
    block = AreaBlock("Parijs", polygon=("48.80,2.20 48.90,2.20 48.90,2.40 48.80,2.20",))
    assert rules(document(with_both(area=(block,)))) == [
        ("nl.area-outside", PLACE),
        ("nl.area-outside", "/alert/info[2]/area[1]"),
    ]


def test_the_quick_answer_is_that_of_the_whole_shape() -> None:
    for south in range(500, 540, 7):
        for west in range(30, 75, 7):
            a, b = south / 10, west / 10
            text = f"{a},{b} {a + 0.2},{b} {a + 0.2},{b + 0.2} {a},{b + 0.2} {a},{b}"
            read = document(polygon(text))
            slow = inside_country(area_of(read.alert.info[0]))
            assert rules(read) == ([] if slow == "inside" else [(f"nl.area-{slow}", PLACE)])


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("CBS-gemeentecode", "GM1709", True),
        ("CBS-veiligheidsregiocode", "VR20", True),
        ("ISO3166-1", "NL", True),
        ("FIPS6", "032013", True),
        ("CBS-gemeentecode", "1709", False),
        ("CBS-gemeentecode", "GM17", False),
        ("gemeente", "GM17099", False),
        ("CBS-veiligheidsregiocode", "VR26", False),
        ("CBS-veiligheidsregiocode", "VR00", False),
    ],
)
def test_a_code_is_one_of_statistics_netherlands(name: str, value: str, good: bool) -> None:
    where = f"{PLACE}/geocode[1]/value[1]"
    expected = [] if good else [("nl.geocode-form", where)]
    assert rules(document(with_area(geocode=(Named(name, value),)))) == expected


@pytest.mark.parametrize(
    ("touched", "good"),
    [(["GM1709"], True), (["GM1709", "VR20"], True), ([], True), (["GM0758"], False), (["GM1709", "GM0758"], False)],
)
def test_codes_and_area_agree_where_boundaries_are_at_hand(touched: list[str], good: bool) -> None:
    asked: list[Area] = []

    def codes_in(area: Area) -> list[str]:
        asked.append(area)
        return touched

    found = list(area_findings(document(with_both()), codes_in))
    assert [f.rule for f in found] == ([] if good else ["nl.geocode-area"] * 2)
    assert asked[0].polygons == (tuple(tuple(map(float, p.split(","))) for p in RING.split()),)


def test_what_is_not_in_the_one_or_the_other_is_named() -> None:
    found = list(area_findings(document(), lambda area: ["GM0758"]))
    assert "niet in het gebied GM1709, niet in de codes GM0758" in found[0].message.nl
