# SPDX-License-Identifier: EUPL-1.2
"""What can happen to a use of NL-Alert, as it is written down: one event, its kind, and what that kind holds.

Nothing is ever changed or taken away; what turns out otherwise is a later event. The contents are checked when they are
written and again when they are read, so that every reader may rely on them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from weerbaar.alerting.register.canonical import canonical
from weerbaar.base import Lang, Text, WeerbaarError

Status = Literal["actual", "exercise", "test"]
Ending = Literal["answered", "timeout", "refused", "disconnected", "unknown"]
Result = Literal["taken", "refused", "silent"]
CancelResult = Literal["stopped", "refused", "silent"]

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]

_USE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,79}")


class Kind(StrEnum):
    """The kinds of events."""

    DRAFTED = "drafted"
    DECIDED = "decided"
    CHECKED = "checked"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    ORDERED = "ordered"
    SENT = "sent"
    RECEIPT = "receipt"
    STATUS = "status"
    CANCEL_ORDERED = "cancel_ordered"
    CANCEL_SENT = "cancel_sent"
    CANCEL_RECEIPT = "cancel_receipt"
    ON_AIR = "on_air"
    ENDED = "ended"
    ALL_CLEAR = "all_clear"
    EVALUATED = "evaluated"
    NOTE = "note"
    PEER = "peer"
    IMPORTED = "imported"


class RegisterError(WeerbaarError):
    """The register cannot take or give what was asked."""


class Content(BaseModel):
    """What an event holds: frozen, no unknown fields, and no value of another type than is meant."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Drafted(Content):
    """A draft as its author saved it, whole.

    Attributes:
        offered: the author offers it for approval.
        texts: the message per language (``nl``, ``en``), to the letter.
        area: GeoJSON geometry or feature, WGS84.
        area_description: where it is, in words, per language.
        region: ``VR01`` … ``VR25``, or ``NL`` where the country alerts.
        incident: kind of incident, as the draft names it (``fire``, ``all-clear`` …).
        level: of the alert (``1`` … ``4``, ``test``, ``exercise``).
        replaces: the use that this one updates or gives the all-clear for.
        more_info, phones: where people find more, as the draft has it.
        urgency, certainty: as CAP 1.2, 3.2.2 has them; None where the draft does not say.
        incident_at, requested_at: when it happened, and when somebody asked for an alert; for the clock.
    """

    texts: dict[Lang, str]
    area: dict[str, Any]
    area_description: dict[Lang, str] = {}
    region: Annotated[str, StringConstraints(pattern=r"^(VR\d{2}|NL)$")]
    incident: Name
    level: Name
    status: Status
    starts: AwareDatetime | None = None
    expires: AwareDatetime | None = None
    replaces: str | None = None
    sender: str = ""
    more_info: str = ""
    phones: tuple[str, ...] = ()
    urgency: Literal["immediate", "expected", "past"] | None = None
    certainty: Literal["observed", "likely", "possible"] | None = None
    incident_at: AwareDatetime | None = None
    requested_at: AwareDatetime | None = None
    offered: bool = False


class Answer(Content):
    """One answer in the decision tree."""

    question: Name
    answer: Name
    by: Name
    at: AwareDatetime
    remark: str = ""


class Decided(Content):
    """The criteria were gone through.

    Attributes:
        tree: name and version of the decision tree.
        outcome: what it came to; None where a question is still open.
        open_question: that question.
    """

    tree: Name
    answers: tuple[Answer, ...]
    outcome: Literal["send", "do_not_send", "consult"] | None
    open_question: str | None = None


class Checked(Content):
    """The approver acted on one check of one draft.

    Attributes:
        draft: hash of the draft that was looked at.
        seen: what the approver says to have seen.
        shown: whether that shows that the check was done; a wrong answer is kept as well.
    """

    draft: Digest
    check: Name
    seen: str
    shown: bool = True


class Returned(Content):
    """The approver gives the draft back."""

    draft: Digest
    reason: Name
    check: str | None = None


class Rejected(Content):
    """There will be no alert."""

    draft: Digest
    reason: Name


class Approved(Content):
    """The draft with this hash may be sent, by whoever and until whenever it says.

    Attributes:
        by: who released it; one beside the author, in an emergency two.
        emergency: released by two persons without the checks.
        reason: why that was needed.
    """

    draft: Digest
    by: tuple[Name, ...]
    checks: tuple[Name, ...] = ()
    emergency: bool = False
    reason: str = ""


class Schedule(Content):
    """How often it is broadcast.

    Attributes:
        period: repetition period in the unit of the radio: 1.883 s for 2G, seconds for 4G and 5G.
        broadcasts: how many times; never 0.
        radio: the radio that the period is meant for.
    """

    period: Annotated[int, Field(ge=1, le=4095)]
    broadcasts: Annotated[int, Field(ge=1, le=65535)]
    radio: Literal["2g", "4g", "5g"] = "2g"


class Ordered(Content):
    """What is about to be sent; written before the first octet leaves.

    Attributes:
        order: id of the order; all that follows from it bears the same.
        channel: name of the way to the cells.
        draft: hash of the approved draft; None for what needs no approval (exercise).
        pages: full pages, each as hexadecimal digits.
        cells: ids of the cells asked; ``all`` for the whole network of the channel.
        attempt: 1, and one more each time the same is sent again.
        replaces_serial: serial number of the message that this one takes the place of.
    """

    order: Name
    channel: Name
    purpose: Literal["live", "exercise", "test"]
    message_identifier: Annotated[int, Field(ge=0, le=0xFFFF)]
    serial: Annotated[int, Field(ge=0, le=0xFFFF)]
    dcs: Annotated[int, Field(ge=0, le=0xFF)]
    pages: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2}){1,82}$")], ...],
        Field(min_length=1, max_length=15),
    ]
    cells: tuple[Name, ...] | Literal["all"]
    schedule: Schedule
    attempt: Annotated[int, Field(ge=1)] = 1
    replaces_serial: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None
    draft: Digest | None = None


class Sent(Content):
    """How the transport ended; it says nothing about what cells did."""

    order: Name
    ended: Ending
    detail: str = ""


class CellReceipt(Content):
    """What one cell did: ``taken``, ``refused`` with its cause, or ``silent`` where no answer came."""

    result: Result
    cause: str = ""
    broadcasts: Count | None = None


class Receipt(Content):
    """What cells did with an order; later receipts add to earlier ones."""

    order: Name
    cells: dict[Name, CellReceipt]


class StatusReport(Content):
    """How many times each cell has broadcast it; None where the cell does not say."""

    order: Name
    cells: dict[Name, Count | None]


class CancelOrdered(Content):
    """An order is about to be withdrawn; written before anything leaves.

    Attributes:
        cells: ids of the cells in which it stops; ``all`` for every cell of the order.
    """

    order: Name
    cells: tuple[Name, ...] | Literal["all"] = "all"
    reason: str = ""
    attempt: Annotated[int, Field(ge=1)] = 1


class CancelSent(Content):
    """How the transport of a withdrawal ended."""

    order: Name
    ended: Ending
    detail: str = ""


class CellCancel(Content):
    """What one cell did with a withdrawal, and how often it had broadcast the message by then."""

    result: CancelResult
    cause: str = ""
    broadcasts: Count | None = None


class CancelReceipt(Content):
    """What cells did with a withdrawal."""

    order: Name
    cells: dict[Name, CellCancel]


class OnAir(Content):
    """It is heard, or known in another way, that a message is on the air.

    Attributes:
        proof: how that is known: heard on the radio, the number of broadcasts in a status report.
    """

    order: Name
    proof: Name


class Ended(Content):
    """The use is over."""

    reason: Literal["expired", "cancelled", "replaced", "not_sent"]
    detail: str = ""


class AllClear(Content):
    """It was said that the danger is over.

    Attributes:
        how: by NL-Alert (then ``use`` is that alert), in another way, or not at all with the reason why.
    """

    how: Literal["nl-alert", "other_means", "not_needed"]
    use: str | None = None
    remark: str = ""


class Evaluated(Content):
    """What was learned."""

    went_well: str = ""
    went_wrong: str = ""
    lessons: tuple[Name, ...] = ()
    calls_112: str = ""


class Note(Content):
    """A remark, also of the register itself."""

    text: Name


class Peer(Content):
    """A way to the cells was lost, came back, or started anew."""

    channel: Name
    peer: Name
    state: Literal["lost", "found", "restarted"]
    detail: str = ""


class Imported(Content):
    """A use from before this register, taken over from elsewhere: there are no receipts for it.

    Attributes:
        date: the day, as the source gives it (``yyyy-mm-dd``).
        source: where it comes from.
    """

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    region: Annotated[str, StringConstraints(pattern=r"^(VR\d{2}|NL)$")]
    incident: Name
    status: Status
    texts: dict[Lang, str] = {}
    area_description: str = ""
    all_clear: bool | None = None
    source: Name


CONTENTS: Mapping[Kind, type[Content]] = {
    Kind.DRAFTED: Drafted,
    Kind.DECIDED: Decided,
    Kind.CHECKED: Checked,
    Kind.RETURNED: Returned,
    Kind.REJECTED: Rejected,
    Kind.APPROVED: Approved,
    Kind.ORDERED: Ordered,
    Kind.SENT: Sent,
    Kind.RECEIPT: Receipt,
    Kind.STATUS: StatusReport,
    Kind.CANCEL_ORDERED: CancelOrdered,
    Kind.CANCEL_SENT: CancelSent,
    Kind.CANCEL_RECEIPT: CancelReceipt,
    Kind.ON_AIR: OnAir,
    Kind.ENDED: Ended,
    Kind.ALL_CLEAR: AllClear,
    Kind.EVALUATED: Evaluated,
    Kind.NOTE: Note,
    Kind.PEER: Peer,
    Kind.IMPORTED: Imported,
}
"""The model of the content of each kind."""

KIND_OF: Mapping[type[Content], Kind] = {model: kind for kind, model in CONTENTS.items()}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the register.

    Attributes:
        number: place in the register, from 1.
        at: moment of recording, with its offset.
        use: the use that it belongs to; None for what concerns no single use.
        kind: what happened.
        by: who did it; a program goes by its own name.
        content: JSON data, as it was written; the hash is over this, so that a later version may know more fields.
        previous: hash of the event before.
        hash: SHA-256 over all of the above.
        said: the content as the model of its kind.
    """

    number: int
    at: datetime
    use: str | None
    kind: Kind
    by: str
    content: Mapping[str, Any]
    previous: str
    hash: str
    said: Content = field(compare=False, repr=False)


def read_content(kind: Kind, data: Any) -> Content:
    """Return JSON data as the content of an event of ``kind``.

    Raises:
        RegisterError: the data is not what events of this kind hold.
    """
    try:
        return CONTENTS[kind].model_validate_json(canonical(data))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or '-'}: {e['msg']}" for e in error.errors()[:5])
        raise RegisterError(
            Text(
                nl=f"Een gebeurtenis van de soort {kind} kan dit niet bevatten ({faults}).",
                en=f"An event of kind {kind} cannot hold this ({faults}).",
            )
        ) from error


def require_sound(at: datetime, use: str | None, by: str) -> None:
    """Refuse what cannot be the head of an event.

    Raises:
        RegisterError: a moment without offset, a strange id of a use, or nobody who did it.
    """
    if at.utcoffset() is None:
        raise RegisterError(
            Text(nl="Het tijdstip heeft geen tijdzone; geef die erbij.", en="The moment has no time zone; add it.")
        )
    if use is not None and not _USE.fullmatch(use):
        raise RegisterError(
            Text(
                nl=f"{use!r} kan geen kenmerk van een inzet zijn: gebruik ten hoogste 80 letters, cijfers en . _ + -.",
                en=f"{use!r} cannot be the id of a use: use at most 80 letters, digits and . _ + -.",
            )
        )
    if not by.strip() or len(by) > 200:
        raise RegisterError(
            Text(
                nl="Niet gezegd is wie dit deed (1 tot 200 tekens).",
                en="It was not said who did this (1 to 200 characters).",
            )
        )
