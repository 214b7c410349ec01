# SPDX-License-Identifier: EUPL-1.2
"""CBSP messages of every kind: one example of each, and strategies that draw them."""

from __future__ import annotations

from hypothesis import strategies as st

from weerbaar.alerting.broadcast import (
    BroadcastKind,
    Category,
    CbspMessage,
    CellFailure,
    CellId,
    CellKind,
    CellList,
    Channel,
    Completed,
    CountInfo,
    ErrorIndication,
    Failure,
    KeepAlive,
    KeepAliveComplete,
    Kill,
    KillComplete,
    KillFailure,
    Recovery,
    Reset,
    ResetComplete,
    ResetFailure,
    Restart,
    StatusQuery,
    StatusQueryComplete,
    StatusQueryFailure,
    WriteReplace,
    WriteReplaceComplete,
    WriteReplaceFailure,
)

TWO_CELLS = CellList.of([CellId(lac=101, ci=1001), CellId(lac=101, ci=1002)])
ONE_CGI = CellList.of([CellId("20404", 101, 1001)])
_FAILED = (CellFailure(CellId(lac=101, ci=9999), 3), CellFailure(CellId("204004", 7), 15), CellFailure(CellId(), 14))

EXAMPLES: tuple[CbspMessage, ...] = (
    WriteReplace(4371, 0x4010, TWO_CELLS, (b"\x41" * 82, bytes(82)), 0x05, 30, 10, Category.NORMAL, Channel.EXTENDED),
    WriteReplace(4372, 0x4020, ONE_CGI, (bytes(82),) * 15, 0x48, 4095, 65535, old_serial=0x401F),
    WriteReplaceComplete(4371, 0x4010, ONE_CGI, 0x400F, (Completed(CellId("20404", 101, 1001), 5),), Channel.BASIC),
    WriteReplaceFailure(4371, 0x4010, _FAILED, TWO_CELLS, channel=Channel.BASIC),
    Kill(4371, 0x4010, TWO_CELLS),
    KillComplete(4371, 0x4010, ONE_CGI, (Completed(CellId("20404", 101, 1001), 65535, CountInfo.OVERFLOWN),)),
    KillFailure(4371, 0x4010, _FAILED, completed=(Completed(CellId(ci=7), 0, CountInfo.UNDEFINED),)),
    StatusQuery(4371, 0x4010, TWO_CELLS),
    StatusQueryComplete(4371, 0x4010, (Completed(CellId(lac=101, ci=1001), 7), Completed(CellId(lac=101, ci=2), 8))),
    StatusQueryFailure(4371, 0x4010, _FAILED, completed=(Completed(CellId(lac=101), 7),)),
    Reset(),
    ResetComplete(TWO_CELLS),
    ResetFailure(_FAILED, ONE_CGI),
    Restart(kind=BroadcastKind.EMERGENCY, recovery=Recovery.AVAILABLE),
    Failure(_FAILED),
    ErrorIndication(5, message_identifier=4371, new_serial=1, old_serial=2, channel=Channel.BASIC),
    KeepAlive(30),
    KeepAliveComplete(),
)

_word = st.integers(0, 0xFFFF)
_octet = st.integers(0, 0xFF)
_maybe_word = st.none() | _word
_plmn = st.integers(0, 99_999).map("{:05d}".format) | st.integers(0, 999_999).map("{:06d}".format)
_BY_KIND = {
    CellKind.CGI: st.builds(CellId, _plmn, _word, _word),
    CellKind.LAC_CI: st.builds(CellId, lac=_word, ci=_word),
    CellKind.CI: st.builds(CellId, ci=_word),
    CellKind.LAI: st.builds(CellId, _plmn, _word),
    CellKind.LAC: st.builds(CellId, lac=_word),
    CellKind.ALL: st.just(CellId()),
}
_cell = st.one_of(*_BY_KIND.values())
cell_lists = st.just(CellList()) | st.sampled_from([kind for kind in CellKind if kind is not CellKind.ALL]).flatmap(
    lambda kind: st.lists(_BY_KIND[kind], max_size=5).map(lambda cells: CellList(tuple(cells), kind))
)
_maybe_cells = st.none() | cell_lists
failures = st.lists(st.builds(CellFailure, _cell, _octet), max_size=5).map(tuple)
completed = st.sampled_from(CellKind).flatmap(
    lambda kind: st.lists(
        st.builds(Completed, _BY_KIND[kind], _word, st.sampled_from(CountInfo)), min_size=1, max_size=4
    ).map(tuple)
)
_maybe_completed = st.just(()) | completed
_channel = st.sampled_from(Channel)
_maybe_channel = st.none() | _channel
_pages = st.lists(st.binary(min_size=82, max_size=82), min_size=1, max_size=15).map(tuple)
messages: st.SearchStrategy[CbspMessage] = st.one_of(
    st.builds(
        WriteReplace,
        *(_word, _word, cell_lists, _pages, _octet, st.integers(1, 4095), _word, st.sampled_from(Category), _channel),
        _maybe_word,
    ),
    st.builds(WriteReplaceComplete, _word, _word, _maybe_cells, _maybe_word, _maybe_completed, _maybe_channel),
    st.builds(WriteReplaceFailure, _word, _word, failures, _maybe_cells, _maybe_word, _maybe_completed, _maybe_channel),
    st.builds(Kill, _word, _word, cell_lists, _channel),
    st.builds(KillComplete, _word, _word, _maybe_cells, _maybe_completed, _maybe_channel),
    st.builds(KillFailure, _word, _word, failures, _maybe_cells, _maybe_completed, _maybe_channel),
    st.builds(StatusQuery, _word, _word, cell_lists, _channel),
    st.builds(StatusQueryComplete, _word, _word, completed, _channel),
    st.builds(StatusQueryFailure, _word, _word, failures, _channel, _maybe_completed),
    st.builds(Reset, cell_lists),
    st.builds(ResetComplete, cell_lists),
    st.builds(ResetFailure, failures, _maybe_cells),
    st.builds(Restart, cell_lists, st.sampled_from(BroadcastKind), st.sampled_from(Recovery)),
    st.builds(Failure, failures, st.sampled_from(BroadcastKind)),
    st.builds(ErrorIndication, _octet, _maybe_word, _maybe_word, _maybe_word, _maybe_channel),
    st.builds(KeepAlive, st.sampled_from([1, 5, 10, 12, 30, 60, 120])),
    st.just(KeepAliveComplete()),
)
