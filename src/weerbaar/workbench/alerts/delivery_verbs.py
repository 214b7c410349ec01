# SPDX-License-Identifier: EUPL-1.2
"""Every write around sending: ask for it, withdraw, ask how it stands, say that the danger is over, evaluate.

Nothing is sent here: what is asked for stands in the row of the use, and the desk takes it from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.alerting.register import AllClear, Evaluated, Kind, State, Use, fold
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, may_in_region
from weerbaar.workbench.alerts import desk, models
from weerbaar.workbench.alerts.channels import EXERCISE, LIVE
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import ON_AIR, follow, held
from weerbaar.workbench.audit import log

SEND, CANCEL, STATUS = "send", "cancel", "status"
_SHORTEST_REASON = 5
_SENDABLE = frozenset({State.APPROVED, State.REFUSED, State.UNKNOWN, State.PARTLY_REFUSED, State.ON_AIR})


class NotNowError(WeerbaarError):
    """What cannot be asked for as things stand."""


def channels_for(status: str) -> list[models.Channel]:
    """Return the channels over which a use of this status may go: an exercise never over a real one."""
    purpose = EXERCISE if status == "exercise" else LIVE
    return list(models.Channel.objects.filter(active=True, purpose=purpose))


@transaction.atomic
def send(request: HttpRequest, use: models.Use, *, channels: Sequence[str], draft: str) -> None:
    """Have an approved draft sent. Asking twice sends it once.

    Args:
        request: of the officer.
        use: the use.
        channels: names of the channels.
        draft: hash of the draft that was looked at.

    Raises:
        PermissionDenied: this person does not write alerts here.
        NotNowError: not approved as it is now, other cells than were approved, no channel, or a wrong one.
    """
    row, found = _held(request, use)
    if found.draft_hash != draft or found.moments.approved is None:
        raise NotNowError(
            Text(
                nl="Dit concept is niet goedgekeurd, of het is gewijzigd nadat het was goedgekeurd.",
                en="This draft was not approved, or was changed after it was approved.",
            )
        )
    if row.approved_share != row.least_share:
        # The text is the same, and where it is received is not.
        raise NotNowError(
            Text(
                nl="De keuze van zendcellen is gewijzigd na de goedkeuring. Bied het concept opnieuw aan.",
                en="The choice of cells was changed after the approval. Offer the draft again.",
            )
        )
    if found.state not in _SENDABLE or row.wanted == CANCEL:
        raise NotNowError(Text(nl="Deze inzet is voorbij of wordt ingetrokken.", en="This use is over or withdrawn."))
    allowed = {channel.name for channel in channels_for(found.status)}
    chosen = list(dict.fromkeys(channels))
    if not chosen:
        raise NotNowError(Text(nl="Kies minstens één kanaal.", en="Choose at least one channel."))
    strange = [name for name in chosen if name not in allowed]
    if strange:
        raise NotNowError(
            Text(
                nl=f"Over {', '.join(strange)} kan dit bericht niet: een oefening gaat alleen over oefenkanalen, een "
                "echt bericht alleen over echte.",
                en=f"This message cannot go over {', '.join(strange)}: an exercise goes over channels for exercises "
                "only, a real message over real ones only.",
            )
        )
    follow(row, wanted=SEND, wanted_by=person(request).username, wanted_why="", channels=chosen)
    log.record(request, "alert.send-asked", row, channels=chosen, draft=draft)
    transaction.on_commit(desk.wake)


@transaction.atomic
def cancel(request: HttpRequest, use: models.Use, *, reason: str) -> None:
    """Have a use withdrawn from every channel. Also before it is on the air: then it is not sent any more.

    Args:
        request: of the officer.
        use: the use.
        reason: why.

    Raises:
        PermissionDenied: this person does not write alerts here.
        NotNowError: no reason, or nothing of it can be on the air.
    """
    row, found = _held(request, use)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise NotNowError(
            Text(
                nl=f"Geef een reden van minstens {_SHORTEST_REASON} tekens.",
                en=f"Give a reason of at least {_SHORTEST_REASON} characters.",
            )
        )
    if not (found.orders and found.state not in (State.ENDED, State.CANCELLED)) and row.wanted != SEND:
        raise NotNowError(Text(nl="Er is niets om in te trekken.", en="There is nothing to withdraw."))
    follow(row, wanted=CANCEL, wanted_by=person(request).username, wanted_why=reason.strip()[:200])
    log.record(request, "alert.cancel-asked", row)
    transaction.on_commit(desk.wake)


@transaction.atomic
def ask_status(request: HttpRequest, use: models.Use) -> None:
    """Have every channel asked what its cells do with a use.

    Args:
        request: of the officer.
        use: the use.

    Raises:
        PermissionDenied: this person does not write alerts here.
        NotNowError: it is not on the air, or something else is being done with it.
    """
    row, found = _held(request, use)
    if found.state not in ON_AIR or row.wanted in (SEND, CANCEL):
        raise NotNowError(Text(nl="Dit bericht wordt nu niet uitgezonden.", en="This message is not on the air now."))
    follow(row, wanted=STATUS, wanted_by=person(request).username)
    transaction.on_commit(desk.wake)


@transaction.atomic
def give_all_clear(
    request: HttpRequest, use: models.Use, *, how: Literal["other_means", "not_needed"], remark: str
) -> None:
    """Record that the danger is over and that it was said in another way than by NL-Alert, or why it was not said.

    Args:
        request: of the officer.
        use: the use that was on the air.
        how: in what way.
        remark: how it was said, or why it was not needed.

    Raises:
        PermissionDenied: this person does not write alerts here.
        NotNowError: no remark, or it was never on the air.
    """
    row, found = _held(request, use)
    if not found.was_on_air:
        raise NotNowError(Text(nl="Dit bericht is niet uitgezonden.", en="This message was not broadcast."))
    if len(remark.strip()) < _SHORTEST_REASON:
        raise NotNowError(Text(nl="Schrijf op hoe of waarom.", en="Write down how or why."))
    said = AllClear(how=how, remark=remark.strip())
    DatabaseStore().append(Kind.ALL_CLEAR, row.use, person(request).username, said, timezone.now())
    follow(row)
    log.record(request, "alert.all-clear", row, how=how)


@transaction.atomic
def evaluate(
    request: HttpRequest,
    use: models.Use,
    *,
    went_well: str = "",
    went_wrong: str = "",
    lessons: Sequence[str] = (),
    calls_112: str = "",
) -> None:
    """Record what was learned of a use; a later evaluation adds to an earlier one.

    Args:
        request: of the officer.
        use: the use.
        went_well, went_wrong: in words.
        lessons: one by one.
        calls_112: what the use did to the calls to 112.

    Raises:
        PermissionDenied: this person does not write alerts here.
        NotNowError: nothing was filled in, or nothing was ever sent.
    """
    row, found = _held(request, use)
    if not found.orders:
        raise NotNowError(Text(nl="Er is nog niets verzonden.", en="Nothing was sent yet."))
    learned = tuple(one.strip()[:200] for one in lessons if one.strip())
    said = Evaluated(
        went_well=went_well.strip(), went_wrong=went_wrong.strip(), lessons=learned, calls_112=calls_112.strip()
    )
    if said == Evaluated():
        raise NotNowError(Text(nl="Vul minstens één vak in.", en="Fill in at least one field."))
    DatabaseStore().append(Kind.EVALUATED, row.use, person(request).username, said, timezone.now())
    log.record(request, "alert.evaluated", row, lessons=len(learned))


def _held(request: HttpRequest, use: models.Use) -> tuple[models.Use, Use]:
    """Hold a use that this person may write; return its row and what the register says."""
    if not may_in_region(person(request), Action.ALERT_WRITE, use.region_id):
        raise PermissionDenied
    row = held(use)
    found = fold(DatabaseStore().events(row.use)).get(row.use)
    if found is None:
        raise NotNowError(Text(nl="Van deze inzet is nog niets bewaard.", en="Nothing of this use was saved yet."))
    return row, found
