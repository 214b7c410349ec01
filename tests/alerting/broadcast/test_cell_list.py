# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.broadcast.messages import cell_lists, completed, failures
from weerbaar.alerting.broadcast import (
    ALL_CELLS,
    CbspError,
    CellFailure,
    CellId,
    CellKind,
    CellList,
    Completed,
    CountInfo,
)
from weerbaar.alerting.broadcast.cell_list import (
    read_cells,
    read_completed,
    read_failures,
    read_plmn,
    write_cells,
    write_completed,
    write_failures,
    write_plmn,
)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (CellId("20404", 1, 2), CellKind.CGI),
        (CellId(lac=0, ci=0), CellKind.LAC_CI),
        (CellId(ci=2), CellKind.CI),
        (CellId("20404", 1), CellKind.LAI),
        (CellId(lac=1), CellKind.LAC),
        (CellId(), CellKind.ALL),
    ],
)
def test_the_kind_follows_from_what_is_filled_in(cell: CellId, kind: CellKind) -> None:
    assert cell.kind is kind


@pytest.mark.parametrize("cell", [CellId("20404"), CellId("20404", ci=2)])
def test_a_network_without_location_area_names_nothing(cell: CellId) -> None:
    with pytest.raises(CbspError, match="20404"):
        _ = cell.kind


def test_a_list_has_one_kind() -> None:
    assert CellList.of([CellId(ci=1), CellId(ci=2)]).kind is CellKind.CI
    assert CellList((), CellKind.ALL) == ALL_CELLS
    for cells in ([], [CellId(ci=1), CellId(lac=1, ci=1)]):
        with pytest.raises(CbspError, match="one kind"):
            CellList.of(cells)
    with pytest.raises(CbspError, match="Cell 1-1 does not fit"):
        write_cells(CellList((CellId(lac=1, ci=1),), CellKind.CI))


@pytest.mark.parametrize(
    ("cells", "octets"),
    [
        (CellList.of([CellId("20404", 101, 1001)]), "0002f440006503e9"),
        (CellList.of([CellId(lac=101, ci=1001), CellId(lac=101, ci=1002)]), "01006503e9006503ea"),
        (CellList.of([CellId(ci=1001)]), "0203e9"),
        (CellList.of([CellId("204004", 101)]), "040244000065"),
        (CellList.of([CellId(lac=101)]), "050065"),
        (ALL_CELLS, "06"),
    ],
)
def test_octets_of_a_cell_list(cells: CellList, octets: str) -> None:
    """TS 48.049, 8.2.6; kind 1 as ``osmo-bsc`` 1.9.0 takes it, kind 0 as it answers."""
    assert write_cells(cells).hex() == octets
    assert read_cells(bytes.fromhex(octets)) == cells


def test_octets_of_the_other_lists() -> None:
    """TS 48.049, 8.2.10 and 8.2.11."""
    assert write_failures((CellFailure(CellId(lac=101, ci=9), 3), CellFailure(CellId(), 6))).hex() == "0100650009030606"
    assert write_completed((Completed(CellId(ci=9), 5, CountInfo.OVERFLOWN),)).hex() == "020009000501"


@settings(max_examples=40)
@given(cell_lists, failures, completed)
def test_lists_come_back(
    cells: CellList,
    failed: tuple[CellFailure, ...],
    counted: tuple[Completed, ...],
) -> None:
    assert read_cells(write_cells(cells)) == cells
    assert read_failures(write_failures(failed)) == failed
    assert read_completed(write_completed(counted)) == counted


@pytest.mark.parametrize("read", [read_cells, read_completed])
@pytest.mark.parametrize("octets", ["", "03", "07", "ff0001", "0100", "0600", "00020404006503"])
def test_a_list_that_breaks_off_or_has_an_unknown_kind_is_refused(read: object, octets: str) -> None:
    assert callable(read)
    with pytest.raises(CbspError):
        read(bytes.fromhex(octets))


@pytest.mark.parametrize("octets", ["01", "0100650009", "03", "06", "010065000903ff"])
def test_failures_that_break_off_are_refused(octets: str) -> None:
    with pytest.raises(CbspError):
        read_failures(bytes.fromhex(octets))


def test_a_count_of_a_kind_kept_for_later_is_undefined() -> None:
    assert read_completed(bytes.fromhex("02000900050f"))[0].info is CountInfo.UNDEFINED


@pytest.mark.parametrize("number", [-1, 65536])
def test_numbers_that_do_not_fit_are_refused(number: int) -> None:
    for write in (
        lambda: write_cells(CellList.of([CellId(lac=number, ci=1)])),
        lambda: write_completed((Completed(CellId(ci=1), number),)),
        lambda: write_failures((CellFailure(CellId(ci=1), number),)),
    ):
        with pytest.raises(CbspError, match="is not between 0 and"):
            write()


@given(st.integers(0, 999_999), st.booleans())
def test_networks_come_back(number: int, short: bool) -> None:
    plmn = f"{number:06d}"[: 5 if short else 6]
    assert read_plmn(write_plmn(plmn)) == plmn


@pytest.mark.parametrize("plmn", ["2040", "2040404", "2040x", "20404 ", "٢٠٤٠٤"])
def test_a_network_is_five_or_six_digits(plmn: str) -> None:
    with pytest.raises(CbspError, match="five or six digits"):
        write_plmn(plmn)


def test_a_network_of_other_than_digits_is_refused() -> None:
    with pytest.raises(CbspError, match="does not hold digits"):
        read_plmn(b"\xaa\xff\xaa")
