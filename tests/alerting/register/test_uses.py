# SPDX-License-Identifier: EUPL-1.2
"""Where a use stands, after any course of events."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.register.uses_told import NOON, Told, draft, order, receipt
from weerbaar.alerting.register import (
    AllClear,
    Approved,
    CancelOrdered,
    CancelReceipt,
    CellCancel,
    Content,
    Decided,
    Ended,
    Imported,
    Note,
    OnAir,
    Peer,
    Rejected,
    Returned,
    Sent,
    State,
    Use,
    draft_hash,
    fold,
    state_line,
)

OFFERED = draft(offered=True)
HASH = draft_hash(OFFERED)
YES = Approved(draft=HASH, by=("B. de Vries",))
STOPPED = CellCancel(result="stopped")


def _use(*contents: Content) -> Use:
    return fold(Told().say("u", *contents).events)["u"]


@pytest.mark.parametrize(
    ("contents", "state"),
    [
        ((draft(),), State.DRAFT),
        ((draft(), OFFERED), State.WAITING),
        ((OFFERED, Returned(draft=HASH, reason="plaats ontbreekt")), State.DRAFT),
        ((OFFERED, Returned(draft=HASH, reason="plaats ontbreekt"), OFFERED), State.WAITING),
        ((OFFERED, Rejected(draft=HASH, reason="niet nodig")), State.REJECTED),
        ((OFFERED, YES), State.APPROVED),
        ((OFFERED, YES, draft(region="VR21")), State.DRAFT),
        ((OFFERED, YES, draft(region="VR21", offered=True)), State.WAITING),
        ((OFFERED, YES, order()), State.SENDING),
        ((OFFERED, YES, order(), Sent(order="o1", ended="answered")), State.SENDING),
        ((OFFERED, YES, order(), Sent(order="o1", ended="timeout")), State.UNKNOWN),
        ((OFFERED, YES, order(), Sent(order="o1", ended="disconnected")), State.UNKNOWN),
        ((OFFERED, YES, order(), Sent(order="o1", ended="unknown")), State.UNKNOWN),
        ((OFFERED, YES, order(), Sent(order="o1", ended="refused")), State.REFUSED),
        ((OFFERED, YES, order(cells="all"), Sent(order="o1", ended="timeout")), State.UNKNOWN),
        ((OFFERED, YES, order(), receipt(c1="taken", c2="taken", c3="taken")), State.ON_AIR),
        ((OFFERED, YES, order(), receipt(c1="taken", c2="silent", c3="silent")), State.ON_AIR),
        ((OFFERED, YES, order(), receipt(c1="taken", c2="refused", c3="taken")), State.PARTLY_REFUSED),
        ((OFFERED, YES, order(), receipt(c1="refused", c2="refused", c3="refused")), State.REFUSED),
        ((OFFERED, YES, order(), receipt(c1="silent", c2="silent", c3="silent")), State.UNKNOWN),
        ((OFFERED, YES, order(), receipt(c1="refused", c2="silent", c3="silent")), State.UNKNOWN),
        ((OFFERED, YES, order(), OnAir(order="o1", proof="gehoord")), State.ON_AIR),
        ((OFFERED, YES, order(), receipt(c1="taken"), CancelOrdered(order="o1")), State.CANCELLING),
        (
            (
                OFFERED,
                YES,
                order(cells=("c1",)),
                receipt(c1="taken"),
                CancelOrdered(order="o1"),
                CancelReceipt(order="o1", cells={"c1": STOPPED}),
            ),
            State.CANCELLED,
        ),
        ((OFFERED, YES, order(), receipt(c1="taken"), Ended(reason="expired")), State.ENDED),
    ],
)
def test_the_state_follows_from_the_events(contents: tuple[Content, ...], state: State) -> None:
    assert _use(*contents).state is state


def test_an_approval_of_another_draft_is_no_approval() -> None:
    use = _use(OFFERED, YES, draft(region="VR21", offered=True))
    assert use.moments.approved is None
    assert len(use.approvals) == 1


def test_an_update_takes_the_place_of_what_it_replaces() -> None:
    use = _use(
        OFFERED,
        YES,
        order("a", cells=("c1", "c2")),
        receipt("a", c1="taken", c2="taken"),
        order("b", serial=0x4011, replaces_serial=0x4010, cells=("c1", "c2")),
        receipt("b", c1="taken", c2="refused"),
    )
    assert [o.replaced for o in use.orders] == [True, False]
    assert use.state is State.PARTLY_REFUSED
    assert (use.cells.taken, use.cells.refused) == (1, 1)


def test_a_message_with_the_same_serial_on_another_channel_is_not_replaced() -> None:
    use = _use(OFFERED, YES, order("a"), order("b", channel="bsc-2", serial=0x4011, replaces_serial=0x4010))
    assert [o.replaced for o in use.orders] == [False, False]


def test_the_clock_runs_from_the_request_to_the_first_cell() -> None:
    asked = NOON - timedelta(minutes=12)
    made = draft(offered=True, requested_at=asked, incident_at=asked - timedelta(minutes=30))
    told = Told().say("u", made).say("u", Approved(draft=draft_hash(made), by=("B",)), order())
    use = fold(told.say("u", receipt(c1="silent"), receipt(c2="taken"), receipt(c1="taken")).events)["u"]
    assert use.time_to_air == timedelta(minutes=12 + 5)
    assert use.moments.first_receipt == use.moments.on_air == NOON + timedelta(minutes=5)
    assert use.moments.approved == NOON + timedelta(minutes=2)
    assert use.moments.incident == asked - timedelta(minutes=30)


def test_without_a_request_or_an_answer_there_is_no_time_to_air() -> None:
    assert _use(OFFERED, YES, order(), receipt(c1="taken")).time_to_air is None
    assert _use(draft(requested_at=NOON, offered=True), order()).time_to_air is None


def test_an_event_on_an_order_that_is_not_there_is_kept_apart() -> None:
    use = _use(OFFERED, YES, order(), receipt("o2", c1="taken"))
    assert use.stray == (4,)
    assert use.state is State.SENDING


def test_what_was_ordered_as_an_exercise_never_counts_as_actual() -> None:
    assert _use(OFFERED, order(purpose="exercise")).status == "exercise"
    assert _use(OFFERED, order(purpose="test")).status == "test"
    assert _use(OFFERED, order()).status == "actual"
    assert _use(draft(status="exercise"), order()).status == "exercise"
    assert _use(draft(status="test")).status == "test"
    assert _use(order()).status == "actual"


def test_an_order_without_an_approval_of_its_draft_is_seen() -> None:
    good = order("a", draft=HASH)
    assert _use(OFFERED, YES, good).unapproved == ()
    assert _use(OFFERED, good, YES).unapproved == ("a",)
    assert _use(OFFERED, YES, order("b", draft="f" * 64)).unapproved == ("b",)
    assert _use(OFFERED, YES, order("c")).unapproved == ("c",)
    assert _use(OFFERED, order("d", purpose="exercise")).unapproved == ()


def test_an_emergency_release_is_seen() -> None:
    urgent = Approved(draft=HASH, by=("B", "C"), emergency=True, reason="geen verbinding")
    assert _use(OFFERED, urgent).released_in_emergency
    assert not _use(OFFERED, YES).released_in_emergency


def test_an_all_clear_is_given_by_the_alert_that_gives_it_once_that_is_on_the_air() -> None:
    told = Told().whole_use("u1", NOON)
    clear = draft(incident="all-clear", replaces="u1", offered=True)
    told.say("u2", clear, Approved(draft=draft_hash(clear), by=("B",)), order("u2-1", serial=0x4020))
    assert fold(told.events)["u1"].all_clear is None
    told.say("u2", receipt("u2-1", c1="taken"))
    assert fold(told.events)["u1"].all_clear == "nl-alert"
    told.say("u1", AllClear(how="other_means", remark="radio"))
    assert fold(told.events)["u1"].all_clear == "other_means"


def test_the_day_of_a_use_is_a_day_in_the_netherlands() -> None:
    told = Told().whole_use("u1", datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert fold(told.events)["u1"].day == date(2026, 7, 2)


def test_an_imported_use_has_what_its_source_says() -> None:
    said = Imported(
        date="2013-01-05", region="VR07", incident="fire-smoke", status="actual", source="lijst.csv", all_clear=True
    )
    use = _use(said)
    assert (use.day, use.region, use.incident, use.status) == (date(2013, 1, 5), "VR07", "fire-smoke", "actual")
    assert use.state is State.ENDED
    assert use.was_on_air
    assert use.all_clear == "nl-alert"
    assert use.time_to_air is None
    assert use.draft is None


def test_what_belongs_to_no_use_makes_none() -> None:
    told = Told().say(None, Note(text="x"), Peer(channel="bsc-1", peer="127.0.0.1", state="lost"))
    assert fold(told.events) == {}


def test_a_note_alone_is_a_use_of_which_nothing_is_known() -> None:
    use = _use(Note(text="x"), Decided(tree="criteria-1", answers=(), outcome=None, open_question="q1"))
    assert (use.region, use.incident, use.day, dict(use.texts)) == ("", "", None, {})
    assert len(use.decisions) == 1


def test_the_state_is_said_with_its_cells() -> None:
    use = _use(OFFERED, YES, order(cells=tuple("abcd")), receipt(a="taken", b="refused", c="silent"))
    assert state_line(use).nl == (
        "deels geweigerd (1 van 4 zendcellen nam aan, 1 weigerde, 1 zweeg, 1 nog zonder bericht)"
    )
    assert state_line(use).en == "partly refused (1 of 4 cells took it, 1 refused, 1 silent, 1 not heard of yet)"
    assert state_line(_use(draft())).nl == "concept"
    assert (
        state_line(_use(OFFERED, order(cells="all"), receipt(a="taken"))).nl == "wordt uitgezonden (1 zendcel nam aan)"
    )


_ANY = st.sampled_from(
    [
        OFFERED,
        draft(region="VR21"),
        YES,
        order(),
        order("o2", attempt=2, cells=("c2",)),
        order("o3", serial=0x4011, replaces_serial=0x4010),
        Sent(order="o1", ended="answered"),
        Sent(order="o2", ended="timeout"),
        receipt(c1="taken"),
        receipt(c1="refused", c2="silent"),
        receipt("o2", c2="taken"),
        receipt("o3", c3="refused"),
        CancelOrdered(order="o1"),
        CancelReceipt(order="o1", cells={"c1": STOPPED}),
        OnAir(order="o3", proof="gehoord"),
        Returned(draft=HASH, reason="fout"),
        Rejected(draft=HASH, reason="fout"),
        Ended(reason="expired"),
        Note(text="x"),
    ]
)


@given(st.lists(_ANY, min_size=1, max_size=14))
def test_whatever_happens_the_first_moments_stay_and_notes_change_nothing(contents: list[Content]) -> None:
    events = Told().say("u", *contents).events
    before: Use | None = None
    for i, event in enumerate(events, 1):
        use = fold(events[:i])["u"]
        if before is not None:
            for name in ("drafted", "ordered", "first_receipt", "on_air"):
                earlier = getattr(before.moments, name)
                assert earlier is None or getattr(use.moments, name) == earlier
            assert not isinstance(event.said, Note) or use == before
            assert len(use.stray) >= len(before.stray)
        before = use
    assert before is not None
    orders = sum(len(order.ids) for order in before.orders)
    assert orders == sum(event.kind == "ordered" for event in events)
    assert (before.state in _NEVER_ORDERED) <= (orders == 0)


_NEVER_ORDERED = {State.DRAFT, State.WAITING, State.REJECTED, State.APPROVED}
