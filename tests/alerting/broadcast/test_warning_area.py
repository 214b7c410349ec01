# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.broadcast import (
    TooManyPointsError,
    WarningArea,
    WarningAreaError,
    decode_warning_area,
    encode_warning_area,
)
from weerbaar.base import Text

HERE = Text(nl="Moerdijk")
STEP_LAT, STEP_LON = 180 / 2**22, 360 / 2**22
SQUARE = ((51.7, 4.6), (51.71, 4.6), (51.71, 4.65), (51.7, 4.65), (51.7, 4.6))


def star(points: int, radius: float, seed: int, narrow: float = 0.5) -> tuple[tuple[float, float], ...]:
    """Return a ring around Utrecht; ``narrow`` is how far a corner may lie inward."""
    chance = random.Random(seed)
    ring = []
    for n in range(points):
        angle = 2 * math.pi * (n + 0.4 * chance.random()) / points
        reach = radius * (narrow + (1 - narrow) * chance.random())
        ring.append((52.1 + reach * math.sin(angle), 5.1 + reach * 1.6 * math.cos(angle)))
    return (*ring, ring[0])


def read_bit_by_bit(octets: bytes) -> list[tuple[int, list[float]]]:
    """Return the parts as a phone reads them: 4 bits of kind, 10 of length with the head, 2 spare, 44 a point."""
    bits = "".join(f"{octet:08b}" for octet in octets)
    parts = []
    while bits:
        kind, length = int(bits[:4], 2), int(bits[4:14], 2)
        body, bits = bits[16 : 8 * length], bits[8 * length :]
        numbers: list[float] = []
        if kind == 1:
            numbers.append(int(body, 2))
        while kind > 1 and len(body) >= 44:
            numbers += [int(body[:22], 2) * 180 / 2**22 - 90, int(body[22:44], 2) * 360 / 2**22 - 180]
            body = body[44:]
        if kind == 3:
            numbers.append(int(body, 2) / 64)
        parts.append((kind, numbers))
    return parts


def test_a_square_with_a_wait_takes_33_octets() -> None:
    octets = encode_warning_area(Area(HERE, (SQUARE,)), 30)
    assert len(octets) == 33
    assert octets[:3].hex() == "100c1e"
    (wait, polygon) = read_bit_by_bit(octets)
    assert wait == (1, [30])
    assert polygon[0] == 2
    assert tuple(zip(polygon[1][::2], polygon[1][1::2], strict=True)) == decode_warning_area(octets).polygons[0]


def test_corners_move_outward_by_less_than_a_step() -> None:
    (ring,) = decode_warning_area(encode_warning_area(Area(HERE, (SQUARE,)))).polygons
    assert ring[0] == ring[-1]
    south, north = min(p[0] for p in ring), max(p[0] for p in ring)
    west, east = min(p[1] for p in ring), max(p[1] for p in ring)
    assert 0 <= 51.7 - south < STEP_LAT
    assert 0 <= north - 51.71 < STEP_LAT
    assert 0 <= 4.6 - west < STEP_LON
    assert 0 <= east - 4.65 < STEP_LON


@given(st.integers(3, 60), st.floats(0.01, 0.5), st.integers(0, 2**32), st.booleans())
def test_nothing_of_the_area_falls_outside(points: int, radius: float, seed: int, clockwise: bool) -> None:
    from shapely import Polygon

    ring = star(points, radius, seed)
    given_ring = ring[::-1] if clockwise else ring
    area = decode_warning_area(encode_warning_area(Area(HERE, (given_ring,))))
    before, after = Polygon(ring), Polygon(area.polygons[0])
    assert before.difference(after).area < 1e-6 * before.area
    # Four steps, in degrees of latitude and longitude.
    assert after.hausdorff_distance(before) <= 4 * math.hypot(STEP_LAT, STEP_LON)


def test_most_corners_move_less_than_a_step_and_a_half() -> None:
    moved = []
    for seed in range(40):
        ring = star(30, 0.2, seed)
        (after,) = decode_warning_area(encode_warning_area(Area(HERE, (ring,)))).polygons
        moved += [max(abs(a - c) / STEP_LAT, abs(b - d) / STEP_LON) for (a, b), (c, d) in zip(ring, after, strict=True)]
    assert sorted(moved)[len(moved) // 2] < 1
    assert sorted(moved)[len(moved) * 9 // 10] < 1.5


def test_what_was_read_is_written_the_same() -> None:
    for seed in range(20):
        octets = encode_warning_area(Area(HERE, (star(40, 0.1, seed),)), 0)
        area = decode_warning_area(octets)
        assert encode_warning_area(Area(HERE, area.polygons), area.wait_s) == octets


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9), st.floats(0, 300))
def test_a_circle_holds_the_circle_it_was_made_from(latitude: float, longitude: float, radius_km: float) -> None:
    area = decode_warning_area(encode_warning_area(Area(HERE, circles=(Circle(latitude, longitude, radius_km),))))
    (circle,) = area.circles
    assert -1e-9 < latitude - circle.latitude < STEP_LAT + 1e-9
    assert -1e-9 < longitude - circle.longitude < STEP_LON + 1e-9
    apart = math.hypot(
        (latitude - circle.latitude) * 111.2,
        (longitude - circle.longitude) * 111.2 * math.cos(math.radians(latitude)),
    )
    assert apart - 1e-6 <= circle.radius_km - radius_km <= apart + 1 / 64 + 1e-3


def test_a_circle_without_a_radius_holds_its_centre() -> None:
    (circle,) = decode_warning_area(encode_warning_area(Area(HERE, circles=(Circle(51.7, 4.6, 0.0),)))).circles
    apart = math.hypot(
        (51.7 - circle.latitude) * 111.2, (4.6 - circle.longitude) * 111.2 * math.cos(math.radians(51.7))
    )
    assert 0 < apart <= circle.radius_km <= apart + 1 / 64


@given(st.floats(0.0, 8.0), st.floats(0, 6.28))
def test_a_polygon_of_a_few_metres_is_still_one(size_m: float, turned: float) -> None:
    from shapely import Polygon

    turns = [turned + third for third in (0, 2, 4)]
    corners = [(52.0 + size_m / 111_200 * math.cos(t), 5.0 + size_m / 68_000 * math.sin(t)) for t in turns]
    assume(len(set(corners)) == 3)
    (ring,) = decode_warning_area(encode_warning_area(Area(HERE, ((*corners, corners[0]),)))).polygons
    assert Polygon(ring).is_valid
    assert Polygon(ring).area > 0


def test_octets_of_a_circle() -> None:
    octets = encode_warning_area(Area(HERE, circles=(Circle(0.0, 0.0, 1.0),)))
    assert octets.hex() == "30288000020000000040"
    assert read_bit_by_bit(octets) == [(3, [0.0, 0.0, 1.0])]
    assert decode_warning_area(octets) == WarningArea((), (Circle(0.0, 0.0, 1.0),))


@pytest.mark.parametrize("points", [183, 184])
def test_up_to_185_points_with_the_closing_one(points: int) -> None:
    octets = encode_warning_area(Area(HERE, (star(points, 0.3, 1),)))
    assert len(octets) <= 1024
    assert len(decode_warning_area(octets).polygons[0]) == points + 1


@pytest.mark.parametrize(("rings", "circles", "wait"), [(1, 0, None), (1, 5, 10), (3, 0, 10), (4, 8, None)])
def test_what_is_said_to_fit_fits_and_one_more_does_not(rings: int, circles: int, wait: int | None) -> None:
    around = tuple(Circle(52.1, 5.1, 1.0) for _ in range(circles))

    def area(points: int) -> Area:
        """Return an area of so many points in all, closing points counted."""
        share = [points // rings + (n < points % rings) for n in range(rings)]
        return Area(HERE, tuple(star(n - 1, 0.3, n) for n in share), around)

    with pytest.raises(TooManyPointsError) as caught:
        encode_warning_area(area(400), wait)
    assert caught.value.points == 400
    fits = caught.value.fits
    assert len(encode_warning_area(area(fits), wait)) <= 1024
    with pytest.raises(TooManyPointsError, match=f"{fits} fit"):
        encode_warning_area(area(fits + 1), wait)


@pytest.mark.parametrize(
    ("area", "wait", "words"),
    [
        (Area(HERE), None, "empty"),
        (Area(HERE, (SQUARE,)), 255, "choose 0 to 254 s"),
        (Area(HERE, (SQUARE,)), -1, "choose 0 to 254 s"),
        (Area(HERE, circles=(Circle(52.0, 5.0, 16384.0),)), None, "16384 km is too large"),
        (Area(HERE, circles=(Circle(52.0, 5.0, 1.0),) * 103), None, "103 circles do not fit"),
        (Area(HERE, circles=(Circle(52.0, 5.0, math.inf),)), None, "inf km is too large"),
        (Area(HERE, circles=(Circle(52.0, 5.0, -1.0),)), None, "No radius is -1 km"),
        (Area(HERE, circles=(Circle(52.0, 5.0, math.nan),)), None, "No radius is nan km"),
        (Area(HERE, circles=(Circle(-90.5, 5.0, 1.0),)), None, "Point -90.5,5 is not on earth"),
        (Area(HERE, circles=(Circle(math.nan, 5.0, 1.0),)), None, "Point nan,5 is not on earth"),
        (Area(HERE, (((52.0, 5.0), (52.1, 5.0), (52.1, 181.0), (52.0, 5.0)),)), None, "52.1,181 is not on earth"),
        (Area(HERE, (((52.0, 5.0), (52.1, 5.0), (52.0, 5.0)),)), None, "at least three corners"),
        (Area(HERE, ((),)), None, "at least three corners"),
    ],
)
def test_areas_that_cannot_be_written(area: Area, wait: int | None, words: str) -> None:
    with pytest.raises(WarningAreaError, match=words):
        encode_warning_area(area, wait)


def test_the_edges_of_the_world_can_be_written() -> None:
    ring = ((-90.0, -180.0), (90.0, -180.0), (90.0, 180.0), (-90.0, 180.0), (-90.0, -180.0))
    (after,) = decode_warning_area(encode_warning_area(Area(HERE, (ring,)))).polygons
    assert after[0] == (-90.0, -180.0)
    assert after[2] == (90 - STEP_LAT, 180 - STEP_LON)


@given(st.binary(max_size=80))
def test_any_octets_are_an_area_or_refused(octets: bytes) -> None:
    try:
        area = decode_warning_area(octets)
    except WarningAreaError:
        return
    assert len(area.circles) <= len(octets) // 10


@pytest.mark.parametrize("octets", ["10", "0000", "1008", "100cff"[:4], "400c01", "1010ffff", "2018"])
def test_parts_that_break_off_or_are_unknown_are_refused(octets: str) -> None:
    with pytest.raises(WarningAreaError):
        decode_warning_area(bytes.fromhex(octets))
