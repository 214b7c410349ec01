# SPDX-License-Identifier: EUPL-1.2
"""From events to uses: where each stands, with its texts, decision, orders, cells and moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from weerbaar.alerting.register.chain import draft_hash
from weerbaar.alerting.register.events import (
    AllClear,
    Approved,
    CancelOrdered,
    CancelReceipt,
    CancelSent,
    Checked,
    Content,
    Decided,
    Drafted,
    Ended,
    Evaluated,
    Event,
    Imported,
    OnAir,
    Ordered,
    Receipt,
    Rejected,
    Returned,
    Sent,
    Status,
    StatusReport,
)
from weerbaar.alerting.register.orders import CellCounts, OrderLog, OrderState, count_cells
from weerbaar.base import Lang, Text

NETHERLANDS = ZoneInfo("Europe/Amsterdam")
ALL_CLEAR = "all-clear"
"""The kind of incident of an alert that says that the danger is over."""


class State(StrEnum):
    """Where a use stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    REJECTED = "rejected"
    APPROVED = "approved"
    SENDING = "sending"
    ON_AIR = "on_air"
    PARTLY_REFUSED = "partly_refused"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    ENDED = "ended"


STATE_WORDS: Mapping[State, Text] = {
    State.DRAFT: Text(nl="concept", en="draft"),
    State.WAITING: Text(nl="wacht op goedkeuring", en="waiting for approval"),
    State.REJECTED: Text(nl="afgewezen", en="rejected"),
    State.APPROVED: Text(nl="goedgekeurd", en="approved"),
    State.SENDING: Text(nl="wordt verzonden", en="sending"),
    State.ON_AIR: Text(nl="wordt uitgezonden", en="on air"),
    State.PARTLY_REFUSED: Text(nl="deels geweigerd", en="partly refused"),
    State.REFUSED: Text(nl="geweigerd", en="refused"),
    State.UNKNOWN: Text(nl="onbekend: geen antwoord", en="unknown: no answer"),
    State.CANCELLING: Text(nl="intrekken gevraagd, nog niet bewezen", en="withdrawal asked, not yet proved"),
    State.CANCELLED: Text(nl="ingetrokken", en="withdrawn"),
    State.ENDED: Text(nl="beëindigd", en="ended"),
}


def state_line(use: Use) -> Text:
    """Return where a use stands, with its cells: ``wordt uitgezonden (12 van 15 zendcellen namen aan, 3 zwegen)``."""
    state, cells = STATE_WORDS[use.state], use.cells
    if not (cells.taken or cells.refused or cells.silent):
        return state
    of_nl = f" van {cells.asked}" if cells.asked is not None else ""
    of_en = f" of {cells.asked}" if cells.asked is not None else ""
    cell_nl, cell_en = ("zendcel", "cell") if (cells.asked or cells.taken) == 1 else ("zendcellen", "cells")
    took = "nam" if cells.taken == 1 else "namen"
    nl, en = [f"{cells.taken}{of_nl} {cell_nl} {took} aan"], [f"{cells.taken}{of_en} {cell_en} took it"]
    for count, one_nl, more_nl, en_word in (
        (cells.refused, "weigerde", "weigerden", "refused"),
        (cells.silent, "zweeg", "zwegen", "silent"),
        (cells.pending, "nog zonder bericht", "nog zonder bericht", "not heard of yet"),
    ):
        if count:
            nl.append(f"{count} {one_nl if count == 1 else more_nl}")
            en.append(f"{count} {en_word}")
    return Text(nl=f"{state.nl} ({', '.join(nl)})", en=f"{state.en} ({', '.join(en)})")


@dataclass(frozen=True, slots=True)
class Moments:
    """The clock of a use; None where a moment is not known."""

    incident: datetime | None = None
    request: datetime | None = None
    drafted: datetime | None = None
    offered: datetime | None = None
    approved: datetime | None = None
    ordered: datetime | None = None
    first_receipt: datetime | None = None
    on_air: datetime | None = None
    cancelled: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Something that somebody did at a moment."""

    at: datetime
    by: str
    said: Content


@dataclass(frozen=True, slots=True)
class Use:
    """One use of NL-Alert.

    Attributes:
        draft: as last saved; None for a use that was imported.
        draft_hash: hash of that draft.
        author: who last saved the draft.
        decisions, checks, approvals, returns: in order; checks and approvals may be of an earlier draft.
        all_clear: how it was said that the danger is over; None where that was not recorded.
        evaluations: what was learned.
        imported: the use as it was taken over from elsewhere.
        stray: numbers of events that speak of an order that this use does not have.
    """

    id: str
    state: State
    draft: Drafted | None
    draft_hash: str | None
    author: str | None
    decisions: tuple[Given, ...]
    checks: tuple[Given, ...]
    approvals: tuple[Given, ...]
    returns: tuple[Given, ...]
    rejected: Given | None
    orders: tuple[OrderState, ...]
    cells: CellCounts
    moments: Moments
    all_clear: Literal["nl-alert", "other_means", "not_needed"] | None
    evaluations: tuple[Given, ...]
    imported: Imported | None
    stray: tuple[int, ...]

    @property
    def region(self) -> str:
        """Safety region (``VR20``), or ``NL``."""
        return self.imported.region if self.imported else self.draft.region if self.draft else ""

    @property
    def incident(self) -> str:
        """Kind of incident."""
        return self.imported.incident if self.imported else self.draft.incident if self.draft else ""

    @property
    def status(self) -> Status:
        """Actual, exercise or test. What was ever ordered as an exercise is not counted as actual."""
        if self.imported:
            return self.imported.status
        purposes = {order.order.purpose for order in self.orders}
        if purposes and "live" not in purposes:
            return "test" if purposes == {"test"} else "exercise"
        # Whatever went out for real without a draft is not explained away.
        return self.draft.status if self.draft else "actual"

    @property
    def texts(self) -> Mapping[Lang, str]:
        """The text per language."""
        return self.imported.texts if self.imported else self.draft.texts if self.draft else {}

    @property
    def replaces(self) -> str | None:
        """The use that this one updates or ends."""
        return self.draft.replaces if self.draft else None

    @property
    def released_in_emergency(self) -> bool:
        """Whether it was ever released by two persons without the checks."""
        return any(isinstance(given.said, Approved) and given.said.emergency for given in self.approvals)

    @property
    def unapproved(self) -> tuple[str, ...]:
        """Ids of orders for real for which no approval of their very draft stood in the register when they went out."""
        allowed = [(given.said.draft, given.at) for given in self.approvals if isinstance(given.said, Approved)]
        return tuple(
            order.ids[0]
            for order in self.orders
            if order.order.purpose == "live"
            and not any(draft == order.order.draft and at <= order.at for draft, at in allowed)
        )

    @property
    def was_on_air(self) -> bool:
        """Whether it is known that a cell took it, or it was used before this register began."""
        return self.imported is not None or self.moments.on_air is not None

    @property
    def day(self) -> date | None:
        """The day of use, in the Netherlands; None where nothing was ordered."""
        if self.imported:
            return date.fromisoformat(self.imported.date)
        moment = self.moments.on_air or self.moments.ordered
        return moment.astimezone(NETHERLANDS).date() if moment else None

    @property
    def time_to_air(self) -> timedelta | None:
        """From request to air; None where either is not known."""
        if self.moments.request is None or self.moments.on_air is None:
            return None
        return self.moments.on_air - self.moments.request


_ON_ORDERS = (Sent, Receipt, StatusReport, CancelOrdered, CancelSent, CancelReceipt, OnAir)


@dataclass
class _Log:
    """One use in the making."""

    id: str
    draft: Drafted | None = None
    hash: str | None = None
    author: str | None = None
    given: dict[type[Content], list[Given]] = field(default_factory=dict)
    orders: dict[tuple[str, int, int, str], OrderLog] = field(default_factory=dict)
    by_id: dict[str, OrderLog] = field(default_factory=dict)
    moments: Moments = Moments()
    stray: list[int] = field(default_factory=list)
    returned: bool = False

    def note(self, event: Event) -> None:
        said = event.said
        if isinstance(said, Drafted):
            self._drafted(said, event)
        elif isinstance(said, Ordered):
            self._ordered(said, event.at)
        elif isinstance(said, _ON_ORDERS):
            order = self.by_id.get(said.order)
            if order is None:
                self.stray.append(event.number)
            else:
                order.note(said, event.at)
        else:
            self.given.setdefault(type(said), []).append(Given(event.at, event.by, said))
            if isinstance(said, Returned) and said.draft == self.hash:
                self.returned = True

    def _drafted(self, said: Drafted, event: Event) -> None:
        self.draft, self.hash, self.author, self.returned = said, draft_hash(said), event.by, False
        self.moments = replace(
            self.moments,
            incident=said.incident_at or self.moments.incident,
            request=said.requested_at or self.moments.request,
            drafted=self.moments.drafted or event.at,
            offered=event.at if said.offered else self.moments.offered,
        )

    def _ordered(self, said: Ordered, at: datetime) -> None:
        key = (said.channel, said.message_identifier, said.serial, said.purpose)
        log = self.orders.setdefault(key, OrderLog(said, at))
        log.ordered(said)
        self.by_id[said.order] = log
        if said.replaces_serial is not None:
            for (channel, identifier, serial, purpose), other in self.orders.items():
                same = (channel, identifier, purpose) == (said.channel, said.message_identifier, said.purpose)
                if same and serial == said.replaces_serial and other is not log:
                    other.replaced = True

    def _all(self, kind: type[Content]) -> tuple[Given, ...]:
        return tuple(self.given.get(kind, ()))

    def use(self) -> Use:
        orders = tuple(log.state() for log in self.orders.values())
        current = tuple(order for order in orders if not order.replaced)
        cells = count_cells(current)
        approvals = self._all(Approved)
        ended, rejected = self._all(Ended), self._all(Rejected)
        cleared = [given.said for given in self._all(AllClear) if isinstance(given.said, AllClear)]
        imported = [given.said for given in self._all(Imported) if isinstance(given.said, Imported)]
        valid = [g.at for g in approvals if isinstance(g.said, Approved) and g.said.draft == self.hash]
        return Use(
            id=self.id,
            state=self._state(current, cells, bool(valid), bool(ended) or bool(imported), bool(rejected)),
            draft=self.draft,
            draft_hash=self.hash,
            author=self.author,
            decisions=self._all(Decided),
            checks=self._all(Checked),
            approvals=approvals,
            returns=self._all(Returned),
            rejected=rejected[-1] if rejected else None,
            orders=orders,
            cells=cells,
            moments=replace(
                self.moments,
                approved=valid[-1] if valid else None,
                ordered=min((o.at for o in orders), default=None),
                first_receipt=min((o.first_receipt_at for o in orders if o.first_receipt_at), default=None),
                on_air=min((o.on_air_at for o in orders if o.on_air_at), default=None),
                cancelled=max((o.cancelled_at for o in orders if o.cancelled_at), default=None),
                ended=ended[-1].at if ended else None,
            ),
            all_clear=_how(cleared, imported),
            evaluations=self._all(Evaluated),
            imported=imported[-1] if imported else None,
            stray=tuple(self.stray),
        )

    def _state(
        self, current: tuple[OrderState, ...], cells: CellCounts, approved: bool, over: bool, rejected: bool
    ) -> State:
        if over:
            return State.ENDED
        if current:
            return _state_on_the_way(current, cells)
        if rejected:
            return State.REJECTED
        if approved:
            return State.APPROVED
        return State.WAITING if self.draft and self.draft.offered and not self.returned else State.DRAFT


def _state_on_the_way(current: tuple[OrderState, ...], cells: CellCounts) -> State:
    if any(order.cancel_ordered_at for order in current):
        return State.CANCELLED if all(order.withdrawn for order in current) else State.CANCELLING
    if cells.taken:
        return State.PARTLY_REFUSED if cells.refused else State.ON_AIR
    # Heard on the radio is on the air, also where no cell gave an answer.
    if any(order.on_air_at for order in current):
        return State.ON_AIR
    if cells.silent:
        return State.UNKNOWN
    if cells.pending or not cells.refused:
        endings = [order.endings[-1].ended if order.endings else None for order in current]
        if None in endings:
            return State.SENDING
        return State.REFUSED if set(endings) == {"refused"} else _after_transport(endings)
    return State.REFUSED


def _after_transport(endings: Iterable[str | None]) -> State:
    """No word of any cell: after an answer the receipts are still on their way, after anything else nobody knows."""
    return State.SENDING if set(endings) == {"answered"} else State.UNKNOWN


def _how(cleared: list[AllClear], imported: list[Imported]) -> Literal["nl-alert", "other_means", "not_needed"] | None:
    if cleared:
        return cleared[-1].how
    return "nl-alert" if imported and imported[-1].all_clear else None


def fold(events: Iterable[Event]) -> dict[str, Use]:
    """Return every use by its id, in the order in which they began.

    Args:
        events: of the whole register, in order; those that belong to no use are passed over.
    """
    logs: dict[str, _Log] = {}
    for event in events:
        if event.use is not None:
            logs.setdefault(event.use, _Log(event.use)).note(event)
    uses = {name: log.use() for name, log in logs.items()}
    for use in list(uses.values()):
        ended = uses.get(use.replaces or "")
        if use.incident == ALL_CLEAR and use.was_on_air and ended is not None and ended.all_clear is None:
            uses[ended.id] = replace(ended, all_clear="nl-alert")
    return uses
