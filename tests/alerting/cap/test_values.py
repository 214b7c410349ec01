# SPDX-License-Identifier: EUPL-1.2
"""What the texts in a message stand for, and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.cap.alerts import ALERT, AREA, DUTCH, ENGLISH, RING
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.cap import AreaBlock, Info, Named
from weerbaar.alerting.cap.values import (
    CapValueError,
    Reference,
    area_block,
    area_of,
    format_references,
    format_time,
    list_fault,
    parse_circle,
    parse_polygon,
    parse_reference,
    parse_time,
)
from weerbaar.base import Text

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda m: m.replace(microsecond=0))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-06-15T12:30:00+02:00", datetime(2024, 6, 15, 10, 30, tzinfo=UTC)),
        (" 2024-06-15T12:30:00-00:00\n", datetime(2024, 6, 15, 12, 30, tzinfo=UTC)),
        ("2002-05-24T16:49:00-07:00", datetime(2002, 5, 24, 23, 49, tzinfo=UTC)),
        ("2024-06-15T12:30:00Z", None),
        ("2024-06-15T12:30:00.5+02:00", None),
        ("2024-06-15T12:30:00", None),
        ("2024-06-15 12:30:00+02:00", None),
        ("2024-02-30T12:30:00+02:00", None),
        ("2024-06-15T24:30:00+02:00", None),
        ("2024-06-15T12:30:00+0200", None),
        ("2024-06-15T12:30:00+01:60", None),
        ("٢٠٢٤-06-15T12:30:00+02:00", None),
        ("", None),
    ],
)
def test_only_times_in_the_form_of_cap_are_read(text: str, moment: datetime | None) -> None:
    assert parse_time(text) == moment


@given(MOMENTS, OFFSETS)
def test_a_time_comes_back_as_it_was_written(moment: datetime, offset: timezone) -> None:
    moment = moment.replace(tzinfo=offset)
    text = format_time(moment)
    assert parse_time(text) == moment
    assert not text.endswith(("Z", "+00:00"))


def test_utc_is_written_with_a_minus() -> None:
    assert format_time(datetime(2024, 6, 15, 10, 30, 1, 999, tzinfo=UTC)) == "2024-06-15T10:30:01-00:00"


@pytest.mark.parametrize("zone", [None, timezone(timedelta(seconds=30))])
def test_a_time_needs_a_zone_that_cap_can_write(zone: timezone | None) -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_time(datetime(2024, 6, 15, 10, 30, tzinfo=zone))


@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=200))
def test_a_polygon_comes_back_point_for_point(points: list[tuple[float, float]]) -> None:
    block = area_block(Area(Text(nl="hier"), polygons=(tuple(points),)), "nl")
    assert parse_polygon(block.polygon[0]) == tuple(points)


def test_a_long_polygon_is_read_as_a_short_one_is() -> None:
    points = tuple((52 + i / 997, -5 - i / 1009) for i in range(2_000))
    text = "\n".join(f"{lat!r},{lon!r}" for lat, lon in points)
    assert parse_polygon(text) == points
    assert {type(value) for point in parse_polygon(text) for value in point} == {float}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("52,5 52", "52"),
        ("52,5 52,,6", "52,,6"),
        ("52,5 52,6,7", "52,6,7"),
        ("52,5 inf,6", "inf,6"),
        ("52,5 1_0,6", "1_0,6"),
        ("52,5 52, 6", "52,"),
        ("", ""),
    ],
)
def test_what_cannot_be_read_in_a_polygon_is_named(text: str, found: str) -> None:
    with pytest.raises(CapValueError) as caught:
        parse_polygon(text)
    assert caught.value.found == found
    assert caught.value.render("nl") != caught.value.render("en")


@given(st.text(alphabet="0123456789.,-+ e\nnaif", max_size=30))
def test_no_text_breaks_the_reading_of_a_polygon(text: str) -> None:
    try:
        points = parse_polygon(text)
    except CapValueError:
        return
    assert all(len(point) == 2 for point in points)


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        ("52.1,4.9 2.5", Circle(52.1, 4.9, 2.5)),
        (" -52,+4.\t0 ", Circle(-52.0, 4.0, 0.0)),
    ],
)
def test_a_circle_is_a_point_and_a_radius(text: str, circle: Circle) -> None:
    assert parse_circle(text) == circle


@pytest.mark.parametrize("text", ["", "52,4", "52 4 2", "52,4,2", "52,4 2 km", "52,4 nan"])
def test_anything_else_is_no_circle(text: str) -> None:
    with pytest.raises(CapValueError):
        parse_circle(text)


def test_a_reference_is_a_triple() -> None:
    assert parse_reference("a,b,c") == Reference("a", "b", "c")


@pytest.mark.parametrize("text", ["", "a,b", "a,b,c,d", "a,,c", "a,"])
def test_anything_else_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None


def test_references_to_messages_are_read_back() -> None:
    other = replace(ALERT, identifier="NL-2024-18")
    found = [parse_reference(item) for item in format_references([ALERT, other]).split()]
    assert [reference and reference.identifier for reference in found] == ["NL-2024-17", "NL-2024-18"]


@pytest.mark.parametrize(
    "text", ["", "a b", 'vr20@vr20.nl "Nationaal Crisiscentrum" x', '""', ' "a b"\t"c" ', '" " " "', "a" * 10_000]
)
def test_a_list_has_quotes_around_what_holds_blanks(text: str) -> None:
    assert list_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [('"a b', '"a b'), ('a"b"', 'a"b"'), ('x "a"b"', '"a"b"'), ('a b"', 'b"'), ('" ' * 999_999, '" ')],
)
def test_quotes_that_do_not_match_are_named_from_where_they_do_not(text: str, fault: str) -> None:
    assert list_fault(text) == fault


def test_the_area_of_a_block_is_that_of_all_its_areas() -> None:
    second = AreaBlock("Klundert", circle=("51.66,4.53 2",), geocode=(Named("CBS", "GM1709"), Named("CBS", "VR20")))
    area = area_of(replace(DUTCH, area=(AREA, second)))
    assert area.description == Text(nl="Moerdijk; Klundert")
    assert area.polygons == (parse_polygon(RING),)
    assert area.circles == (Circle(51.66, 4.53, 2.0),)
    assert area.codes == ("GM1709", "VR20")


def test_the_name_of_an_area_is_english_in_an_english_block() -> None:
    assert area_of(ENGLISH).description == Text(nl="Moerdijk", en="Moerdijk")
    assert area_of(DUTCH).description == Text(nl="Moerdijk")


def test_codes_of_other_lists_are_not_ours() -> None:
    block = replace(AREA, geocode=(Named("FIPS6", "032013"), Named("x", "GM17"), Named("ISO3166-1", "NL")))
    assert area_of(replace(DUTCH, area=(block,))).codes == ("NL",)


def test_an_area_is_written_in_the_language_asked_for() -> None:
    area = Area(
        Text(nl="Zeeland", en="Zealand"),
        polygons=(((51.0, 3.5), (1e-7, 3.0), (51.5, -0.0), (51.0, 3.5)),),
        circles=(Circle(51.4, 3.6, 0.5),),
        codes=("GM0687", "VR19", "NL"),
    )
    block = area_block(area, "en")
    assert block.area_desc == "Zealand"
    assert block.polygon == ("51,3.5 0.0000001,3 51.5,-0 51,3.5",)
    assert block.circle == ("51.4,3.6 0.5",)
    assert [code.value_name for code in block.geocode] == ["CBS-gemeentecode", "CBS-veiligheidsregiocode", "ISO3166-1"]
    info = Info("brand", "Immediate", "Extreme", "Observed", language="en", area=(block,))
    assert replace(area_of(info), description=area.description) == area
