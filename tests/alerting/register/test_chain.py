# SPDX-License-Identifier: EUPL-1.2
"""The chain of the register: what was changed, removed, moved or put between shows at the right place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.register.uses_told import NOON, Told, draft, order, receipt
from weerbaar.alerting.register import (
    FIRST,
    Event,
    Head,
    Kind,
    Note,
    RegisterError,
    compare,
    draft_hash,
    event_after,
    verify,
)
from weerbaar.alerting.register.chain import digest_of, head, written_moment


def _notes(count: int) -> list[Event]:
    return Told().say(None, *(Note(text=f"regel {i}") for i in range(count))).events


def test_an_event_is_hashed_over_its_plain_json_with_the_hash_of_the_one_before() -> None:
    first, second = _notes(2)
    plain = {
        "at": "2026-03-02T11:02:00.000000+00:00",
        "by": "A. Jansen",
        "content": {"text": "regel 1"},
        "kind": "note",
        "number": 2,
        "previous": first.hash,
        "use": None,
    }
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    assert second.hash == hashlib.sha256(text.encode()).hexdigest()
    assert first.previous == FIRST


def test_a_whole_register_has_no_fault() -> None:
    events = Told().say("u1", draft(), order(), receipt(c1="taken")).events
    assert verify(events) is None
    assert verify(events, kept=head(events)) is None
    assert verify([]) is None
    assert head([]) == Head(0, FIRST)


@given(st.integers(2, 9), st.data())
def test_any_single_act_of_tampering_is_found_at_its_place(count: int, data: st.DataObject) -> None:
    events = _notes(count)
    i = data.draw(st.integers(0, count - 1))
    act = data.draw(st.sampled_from(["change", "rehash", "drop", "by", "at"]))
    kept = head(events)
    if act == "change":
        events[i] = replace(events[i], content={"text": "anders"})
    elif act == "rehash":
        events[i] = replace(events[i], content={"text": "anders"})
        events[i] = replace(events[i], hash=digest_of(events[i]))
    elif act == "drop":
        del events[i]
    elif act == "by":
        events[i] = replace(events[i], by="een ander")
    else:
        events[i] = replace(events[i], at=events[i].at + timedelta(microseconds=1))
    fault = verify(events, kept=kept)
    assert fault is not None
    # Who hashes anew is betrayed by the next event, or at the end by the head that was kept.
    assert fault.number == (min(i + 2, count) if act == "rehash" else i + 1)


def test_a_register_that_was_written_anew_is_given_away_by_the_head_that_was_kept() -> None:
    kept = head(_notes(3))
    anew = Told().say(None, *(Note(text=f"nieuw {i}") for i in range(5))).events
    assert verify(anew) is None
    fault = verify(anew, kept=kept)
    assert fault is not None
    assert fault.number == 3
    assert "opnieuw geschreven" in fault.text.nl


def test_a_register_whose_end_was_cut_off_is_given_away_by_the_head_that_was_kept() -> None:
    events = _notes(5)
    fault = verify(events[:3], kept=head(events))
    assert fault is not None
    assert fault.number == 4
    assert "telde 5 gebeurtenissen en houdt op bij 3" in fault.text.nl


@given(st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_two_registers_are_told_apart(more: int, less: int, parted: bool) -> None:
    one, other = _notes(more), _notes(less)
    common = min(more, less)
    if parted:
        one = Told(at=NOON).say(None, *(Note(text=f"regel {i}") for i in range(more)), Note(text="x")).events
        other = Told(at=NOON).say(None, *(Note(text=f"regel {i}") for i in range(more)), Note(text="y")).events
        assert compare(one, other).relation == "parted"
        assert compare(one, other).common == more
    else:
        wanted = "equal" if more == less else "first-behind" if more < less else "second-behind"
        assert compare(one, other).relation == wanted
        assert compare(one, other).common == common


def test_the_same_moment_in_another_zone_gives_the_same_hash() -> None:
    note = Note(text="x")
    summer = NOON.astimezone(timezone(timedelta(hours=2)))
    one = event_after(Head(0, FIRST), Kind.NOTE, None, "a", note, NOON)
    assert one == event_after(Head(0, FIRST), Kind.NOTE, None, "a", note, summer)
    assert written_moment(summer) == "2026-03-02T11:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("use", "by", "at", "said"),
    [
        ("../x", "a", NOON, "kenmerk"),
        ("", "a", NOON, "kenmerk"),
        (None, " ", NOON, "wie"),
        (None, "a", datetime(2026, 1, 1), "tijdzone"),
        (None, "\ud800", NOON, "opgeschreven"),
    ],
)
def test_what_cannot_be_an_event_is_refused(use: str | None, by: str, at: datetime, said: str) -> None:
    with pytest.raises(RegisterError) as refused:
        event_after(Head(0, FIRST), Kind.NOTE, use, by, Note(text="x"), at)
    assert said in refused.value.message.nl


def test_a_content_of_another_kind_is_refused() -> None:
    with pytest.raises(RegisterError, match="Note is not the content of an event of kind sent"):
        event_after(Head(0, FIRST), Kind.SENT, None, "a", Note(text="x"), NOON)


def test_offering_a_draft_does_not_change_its_hash_and_anything_else_does() -> None:
    assert draft_hash(draft(offered=True)) == draft_hash(draft())
    assert draft_hash(draft(region="VR21")) != draft_hash(draft())
    assert draft_hash(draft(texts={"nl": "NL-Alert. Brand in Moerdijk. Sluit ramen en deuren. "})) != draft_hash(
        draft()
    )


def test_a_head_is_written_and_read_back() -> None:
    made = head(_notes(2))
    assert Head.read(f" {made}\n") == made


@pytest.mark.parametrize("text", ["", "3", "x:" + "0" * 64, "3:" + "0" * 63, "3:" + "G" * 64, "²:" + "0" * 64])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(RegisterError):
        Head.read(text)
