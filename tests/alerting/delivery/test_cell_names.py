# SPDX-License-Identifier: EUPL-1.2
"""A cell has one name, with or without its network, and is found again in answers that name it otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.broadcast import CellId
from weerbaar.alerting.delivery import CellNameError
from weerbaar.alerting.delivery.cell_names import Asked, cell_name, read_cell

numbers = st.integers(0, 0xFFFF)


@given(st.sampled_from(["", "20408", "310260"]), numbers, numbers)
def test_a_name_reads_back(plmn: str, lac: int, ci: int) -> None:
    cell = CellId(plmn, lac, ci)
    assert read_cell(cell_name(cell)) == cell


def test_names_as_the_console_of_osmo_cbc_writes_them() -> None:
    assert cell_name(CellId("20408", 101, 1001)) == "204-08-101-1001"
    assert cell_name(CellId("", 101, 1001)) == "101-1001"
    assert cell_name(CellId("20408", 101)) == "204-08-101-*"
    assert cell_name(CellId()) == "all"


@pytest.mark.parametrize("name", ["", "101", "65536-1", "1-65536", "204-8-1-1", "all", "101-1001 ", "\u0661-1", "-1-1"])
def test_what_names_no_cell_is_refused(name: str) -> None:
    with pytest.raises(CellNameError):
        read_cell(name)


def test_an_answer_with_the_network_is_the_cell_that_was_asked_without() -> None:
    asked = Asked(["101-1001", "204-08-202-2001"])
    assert asked.name(CellId("20408", 101, 1001)) == "101-1001"
    assert asked.name(CellId("", 202, 2001)) == "204-08-202-2001"
    assert asked.name(CellId("20416", 202, 2001)) == "204-16-202-2001"
    assert asked.name(CellId("20408", 101, 7)) == "204-08-101-7"
