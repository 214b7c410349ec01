# SPDX-License-Identifier: EUPL-1.2
"""Every way of tampering shows, and says what was done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbench.audit.made_log import chain, entry
from weerbaar.workbench.audit.chain import FIRST, Anchor, digest_of, verify
from weerbaar.workbench.audit.models import Entry

Log = list[Entry]


def found(log: Log, *anchors: Anchor) -> list[tuple[int, str]]:
    return [(fault.sequence, fault.kind) for fault in verify(log, anchors)]


def anchor(log: Log, sequence: int) -> Anchor:
    return Anchor(sequence, log[sequence - 1].digest)


def test_a_sound_log_has_no_faults() -> None:
    log = chain(20)
    assert found(log) == []
    assert found(log, anchor(log, 1), anchor(log, 20)) == []
    assert found([]) == []


def test_the_hash_is_that_of_the_written_out_content() -> None:
    made = Entry(
        sequence=7,
        at=datetime(2027, 3, 1, 9, 0, 0, 5, tzinfo=UTC),
        actor="één",
        action="user.logged-in",
        details={"b": 1, "a": None},
        previous=FIRST,
    )
    text = (
        '{"action":"user.logged-in","actor":"één","actor_id":null,"address":"","at":"2027-03-01T09:00:00.000005+00:00",'
        f'"details":{{"a":null,"b":1}},"level":0,"object_id":"","object_kind":"","previous":"{FIRST}",'
        '"round_slug":"","sequence":7}'
    )
    assert digest_of(made) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("actor", "iemand"),
        ("actor_id", 3),
        ("address", "192.0.2.1"),
        ("action", "scenario.read"),
        ("object_kind", "round"),
        ("object_id", "9"),
        ("round_slug", "nrb-2027"),
        ("level", 4),
        ("details", {"n": "4"}),
        ("at", datetime(2027, 3, 1, 9, 0, 4, 1, tzinfo=UTC)),
    ],
)
def test_a_changed_field_shows(name: str, value: object) -> None:
    log = chain(6)
    setattr(log[3], name, value)
    assert found(log) == [(4, "changed")]


def test_a_changed_entry_with_a_hash_made_anew_shows_at_the_next() -> None:
    log = chain(6)
    log[3].actor = "iemand"
    log[3].digest = digest_of(log[3])
    assert found(log) == [(4, "changed")]
    assert "regel 5 sluit er niet op aan" in verify(log)[0].text.nl


@pytest.mark.parametrize(
    ("cut", "faults"),
    [
        (lambda log: log[:3] + log[4:], [(4, "missing")]),
        (lambda log: log[:1] + log[4:], [(2, "missing")]),
        (lambda log: log[2:], [(1, "missing")]),
        (lambda log: log[:2] + log[3:5] + log[6:], [(3, "missing"), (6, "missing")]),
    ],
)
def test_removed_entries_show(cut: Callable[[Log], Log], faults: list[tuple[int, str]]) -> None:
    assert found(cut(chain(8))) == faults


def test_a_first_entry_that_had_one_before_it_shows() -> None:
    assert found([entry(1, "a" * 64)]) == [(1, "missing")]


def test_entries_that_changed_places_show_as_such() -> None:
    log = chain(8)
    log[3].sequence, log[4].sequence = 5, 4
    log[3], log[4] = log[4], log[3]
    assert found(log) == [(4, "reordered"), (5, "reordered")]
    assert "was regel 5" in verify(log)[0].text.nl


def test_entries_moved_up_over_a_removed_one_show_as_such() -> None:
    log = chain(6)
    del log[2]
    for number, moved in enumerate(log, start=1):
        moved.sequence = number
    assert found(log) == [(3, "reordered"), (4, "reordered"), (5, "reordered")]


def test_the_end_that_was_cut_off_shows_by_an_anchor_only() -> None:
    log = chain(8)
    kept = anchor(log, 7)
    assert found(log[:5]) == []
    assert found(log[:5], kept) == [(6, "cut-off")]
    assert found([], kept) == [(1, "cut-off")]
    assert "regels 6 t/m 7 ontbreken" in verify(log[:5], [kept])[0].text.nl


def test_a_log_written_anew_shows_by_an_anchor_only() -> None:
    log = chain(8)
    kept = anchor(log, 6)
    anew = log[:3]
    for sequence in range(4, 9):
        anew.append(entry(sequence, anew[-1].digest, actor="iemand"))
    assert found(anew) == []
    assert found(anew, kept) == [(6, "rewritten")]


def test_many_broken_entries_are_all_named() -> None:
    log = chain(160)
    for changed in log[20:150]:
        changed.actor = "iemand"
    assert found(log) == [(number, "changed") for number in range(21, 151)]


@settings(max_examples=40)
@given(st.integers(1, 8), st.data())
def test_whatever_is_left_out_shows_while_an_anchor_holds_the_end(length: int, data: st.DataObject) -> None:
    log = chain(length)
    left = data.draw(st.lists(st.sampled_from(range(length)), unique=True).map(sorted))
    rest = [log[place] for place in left]
    assert (found(rest, anchor(log, length)) == []) == (len(rest) == length)


def test_an_anchor_is_read_as_it_was_written() -> None:
    kept = anchor(chain(3), 2)
    assert Anchor.read(f" {kept}\n") == kept


@pytest.mark.parametrize("text", ["", "3", "3:", "3:abc", "x:" + "a" * 64, "3:" + "g" * 64, "3:" + "a" * 65])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Anchor.read(text)
