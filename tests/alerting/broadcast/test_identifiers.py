# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.broadcast import (
    LEVELS,
    NL_ALERT,
    Level,
    Scope,
    SerialNumber,
    SerialNumberError,
    UnknownLevelError,
    free_code,
    identifiers_of,
    level_of,
)


def test_identifiers_of_the_levels() -> None:
    """3GPP TS 23.041, 9.4.1.2.2: 4370 to 4382 in the local language, 4383 to 4395 in another, in the same order."""
    first_nine = [level for level in LEVELS if level.local[0] <= 4382]
    local = [n for level in first_nine for n in level.local]
    assert local == list(range(4370, 4383))
    assert [n for level in first_nine for n in level.additional] == [n + 13 for n in local]
    by_level = {level.level: (level.local, level.additional) for level in LEVELS}
    assert by_level[Level.LEVEL_4] == ((4396,), (4397,))
    assert by_level[Level.STATE_TEST] == ((4398,), (4399,))
    assert set(by_level) == set(Level)


def test_each_identifier_has_one_level() -> None:
    listed = [n for level in LEVELS for n in level.local + level.additional]
    assert len(listed) == len(set(listed)) == 31
    for level in LEVELS:
        for number in level.local + level.additional:
            assert level_of(number) is level
    assert level_of(919) is None


def test_nl_alert_is_of_level_2() -> None:
    level = level_of(NL_ALERT)
    assert level is not None
    assert level.level is Level.LEVEL_2


@pytest.mark.parametrize(
    ("serial", "number"),
    [
        (SerialNumber(Scope.NETWORK, 1), 0x4010),
        (SerialNumber(Scope.CELL_IMMEDIATE, 0), 0),
        (SerialNumber(Scope.CELL, 1023, 15), 0xFFFF),
        (SerialNumber(Scope.LOCATION_AREA, 0x123, 4), 0x9234),
    ],
)
def test_two_ten_and_four_bits(serial: SerialNumber, number: int) -> None:
    """3GPP TS 23.041, 9.4.1.2.1."""
    assert int(serial) == number
    assert SerialNumber.from_int(number) == serial


@given(st.integers(0, 0xFFFF))
def test_every_number_is_a_serial_number(number: int) -> None:
    assert int(SerialNumber.from_int(number)) == number


@pytest.mark.parametrize("make", [lambda: SerialNumber.from_int(65536), lambda: SerialNumber.from_int(-1)])
def test_a_number_over_16_bits_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(SerialNumberError, match="between 0 and 65535"):
        make()


@pytest.mark.parametrize(("code", "update"), [(1024, 0), (-1, 0), (0, 16), (0, -1)])
def test_codes_and_updates_that_do_not_exist_are_refused(code: int, update: int) -> None:
    with pytest.raises(SerialNumberError, match=f"code {code} or update {update} does not exist"):
        SerialNumber(Scope.NETWORK, code, update)


@given(st.integers(0, 1023), st.integers(0, 15), st.integers(0, 40))
def test_an_update_keeps_the_code_and_begins_anew_after_fifteen(code: int, update: int, steps: int) -> None:
    later = SerialNumber(Scope.NETWORK, code, update)
    for _ in range(steps):
        later = later.updated()
    assert (later.code, later.update) == (code, (update + steps) % 16)


@given(st.integers(-1, 1023), st.sets(st.integers(0, 1023), max_size=60))
def test_the_first_free_code_goes_round(after: int, taken: set[int]) -> None:
    code = free_code(after, taken)
    assert code not in taken
    passed = (code - after - 1) % 1024
    assert all((after + step) % 1024 in taken for step in range(1, passed + 1))


def test_when_all_codes_are_taken() -> None:
    assert free_code(5, set(range(1024)) - {5}) == 5
    with pytest.raises(SerialNumberError, match="All 1024"):
        free_code(0, set(range(1024)))


def test_levels_as_drafts_name_them() -> None:
    found = {level: identifiers_of(level).local[0] for level in ("1", "2", "3", "4", "test", "exercise")}
    assert found == {"1": 4370, "2": 4371, "3": 4373, "4": 4396, "test": 4380, "exercise": 4381}
    with pytest.raises(UnknownLevelError, match="choose from 1, 2, 3, 4, test, exercise"):
        identifiers_of("5")
