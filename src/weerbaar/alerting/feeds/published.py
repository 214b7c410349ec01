# SPDX-License-Identifier: EUPL-1.2
"""From the register to what may be published: only what people really had on their phones, and nothing of an exercise.

A half-yearly test message goes to everybody's phone and is published as a test. A use from before the register has no
area and no times, and is left to the register's own lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from weerbaar.alerting.area import Area, AreaError, from_geojson, known_names
from weerbaar.alerting.cap import Alert
from weerbaar.alerting.compose import KINDS, Draft, cancel_of, dutch_time, to_cap
from weerbaar.alerting.register import Drafted, OrderState, Use
from weerbaar.base import Text, WeerbaarError

CANCEL = "~cancel"
"""What is put after the id of an alert for the message that withdraws it; no id of a use holds a tilde."""

_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,79}", re.ASCII)
_PUBLIC = ("actual", "test")
_ALL_CLEAR = "all-clear"
# TS 23.041, 9.4.1.2: the period counts in 1.883 s on 2G, and in seconds on 4G and 5G.
_PERIOD_UNIT_S = {"2g": 1.883, "4g": 1.0, "5g": 1.0}
# The register writes the level of EU-Alert as text.
_LEVELS: Mapping[str, Literal[1, 2, 3, 4, "test", "exercise"]] = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "test": "test",
    "exercise": "exercise",
}
_FORM = 1


class UnpublishableError(WeerbaarError):
    """A use that was on the air and of which no right message can be made."""


@dataclass(frozen=True, slots=True)
class Standing:
    """When a use could be received, as far as the register knows.

    Attributes:
        use: from the register.
        sent: when it was first on the air.
        expires: until when it was meant.
        stop: when it ended: expired, withdrawn everywhere, ended, or followed by another; never before ``sent``.
        withdrawn: when the last cell that had it said that it stopped.
        replaces: id of the public use that it updates or ends.
        replaced_by: id of the public use that followed.
        depends: all that its files depend on, as text.
        year: of sending, in the Netherlands.
    """

    use: Use
    sent: datetime
    expires: datetime
    stop: datetime
    withdrawn: datetime | None
    replaces: str | None
    replaced_by: str | None
    depends: str
    year: int

    @property
    def source(self) -> str:
        """Hash of all that its files depend on."""
        return sha256(self.depends.encode()).hexdigest()[:32]

    def current(self, now: datetime) -> bool:
        """Whether people must still act on it."""
        return now < self.stop

    def just_withdrawn(self, now: datetime) -> bool:
        """Whether it was withdrawn while those who had it would still act on it."""
        return self.withdrawn is not None and self.withdrawn <= now < self.expires


@dataclass(frozen=True, slots=True)
class Published:
    """An alert as everybody may have it.

    Attributes:
        draft: what it says: id, texts, area, kind, status, starts, expires, replaces.
        sent: when it was first on the air.
        stop: when it ended or will end.
        withdrawn: when it was withdrawn; None when it was not.
        replaced_by: id of the alert that followed.
        alert: the CAP message.
        withdrawal: the CAP message that withdraws it.
    """

    draft: Draft
    sent: datetime
    stop: datetime
    withdrawn: datetime | None
    replaced_by: str | None
    alert: Alert
    withdrawal: Alert | None

    @property
    def id(self) -> str:
        """Lasting name; safe in a path and an address."""
        return self.draft.id


def standings(
    uses: Mapping[str, Use], *, salt: str = "", before: Mapping[str, Standing] | None = None
) -> dict[str, Standing]:
    """Return what may be published, by id, the last sent first.

    Args:
        uses: of the whole register, by id.
        salt: what else the files depend on, to be part of ``depends``.
        before: what this returned earlier with the same ``salt``; what has not changed since is taken from it.
    """
    # One pass over thousands of uses while an alert waits: what is asked of a use is asked once.
    known = before or {}
    same: set[str] = set()
    sent: dict[str, datetime] = {}
    for name, use in uses.items():
        old = known.get(name)
        if old is not None and old.use is use:
            same.add(name)
            sent[name] = old.sent
        elif use.draft is not None and use.moments.on_air is not None and use.status in _PUBLIC:
            moments = [order.on_air_at for order in _orders(use) if order.on_air_at is not None]
            if moments:
                sent[name] = min(moments)
    followed: dict[str, str] = {}
    for name, began in sent.items():
        earlier = uses[name].replaces
        if earlier is not None and earlier in sent and (earlier not in followed or began < sent[followed[earlier]]):
            followed[earlier] = name
    found: dict[str, Standing] = {}
    for name in sorted(sent, key=lambda name: (sent[name], name), reverse=True):
        use, follower = uses[name], followed.get(name)
        replaced = use.replaces if use.replaces in sent else None
        old = known[name] if name in same else None
        if (
            old is not None
            and (old.replaced_by, old.replaces) == (follower, replaced)
            and (follower is None or follower in same)
            and (replaced is None or replaced in same)
        ):
            found[name] = old
        else:
            found[name] = _standing(use, sent, follower, f"{_FORM} {salt} {use.status}")
    return found


def _orders(use: Use) -> list[OrderState]:
    return [order for order in use.orders if order.order.purpose != "exercise"]


def _standing(use: Use, sent: Mapping[str, datetime], followed_by: str | None, head: str) -> Standing:
    began, stop = sent[use.id], _expires(use)
    expires = stop if stop > began else began
    withdrawn, ended = None, use.moments.ended
    # Most are never withdrawn; only then do the answers of all cells count.
    if use.moments.cancelled is not None:
        current = [order for order in _orders(use) if not order.replaced]
        withdrawn = use.moments.cancelled if current and all(order.withdrawn for order in current) else None
    for end in (withdrawn, ended, sent[followed_by] if followed_by else None):
        if end is not None and end < stop:
            stop = end
    stop = stop if stop > began else began
    replaces = use.replaces
    before = None if replaces is None else sent.get(replaces)
    depends = f"{head} {use.id} {use.draft_hash} {began.timestamp()} {stop.timestamp()}"
    if withdrawn is not None or followed_by is not None or before is not None:
        depends = f"{depends} {withdrawn} {followed_by} {replaces} {before}"
    return Standing(
        use,
        began,
        expires,
        stop,
        withdrawn,
        replaces if before is not None else None,
        followed_by,
        depends,
        began.astimezone(dutch_time()).year,
    )


def _expires(use: Use) -> datetime:
    """When the last broadcast is over: as its draft says, or else as it was ordered."""
    if use.draft is not None and use.draft.expires is not None:
        return use.draft.expires
    return max(order.at + _duration(order) for order in _orders(use))


def _duration(order: OrderState) -> timedelta:
    schedule = order.order.schedule
    return timedelta(seconds=schedule.period * schedule.broadcasts * _PERIOD_UNIT_S[schedule.radio])


def published_from(use: Use, known: Mapping[str, Standing]) -> Published | None:
    """Return ``use`` as it may be published; None where it may not.

    Args:
        use: from the register.
        known: of the whole register, see :func:`standings`.

    Raises:
        UnpublishableError: it was on the air, and its id, area or draft cannot be used.
    """
    standing = known.get(use.id)
    if standing is None:
        return None
    sent_drafts = {order.order.draft for order in _orders(use) if not order.replaced}
    if None not in sent_drafts and use.draft_hash not in sent_drafts:
        raise UnpublishableError(
            Text(
                nl=f"{use.id}: het concept is na het verzenden gewijzigd; wat is uitgezonden, staat er niet meer in.",
                en=f"{use.id}: the draft was changed after sending; it no longer says what was broadcast.",
            )
        )
    draft = _draft(standing)
    earlier = known[standing.replaces] if standing.replaces else None
    before = None if earlier is None else to_cap(_draft(earlier, alone=True), earlier.sent)
    alert = to_cap(draft, standing.sent, before)
    withdrawn = standing.withdrawn
    return Published(
        draft=draft,
        sent=standing.sent,
        stop=standing.stop,
        withdrawn=withdrawn,
        replaced_by=standing.replaced_by,
        alert=alert,
        withdrawal=None if withdrawn is None else cancel_of(alert, alert.identifier + CANCEL, withdrawn),
    )


def _draft(standing: Standing, *, alone: bool = False) -> Draft:
    """Return the draft that a use was sent from; ``alone`` leaves out what it replaces."""
    use, said = standing.use, standing.use.draft
    if said is None or not _SAFE_ID.fullmatch(use.id):
        raise UnpublishableError(
            Text(nl=f"{use.id!r} kan niet in een adres staan.", en=f"{use.id!r} cannot be part of an address.")
        )
    nl, en = said.texts.get("nl", ""), said.texts.get("en", "")
    return Draft(
        id=use.id,
        region=said.region,
        sender_name=(said.sender.strip() or known_names().get(said.region, said.region))[:100],
        kind=next((kind for kind in KINDS if kind == said.incident), "other"),
        level=_LEVELS.get(said.level, 2),
        status=use.status,
        area=_area(use.id, said),
        texts=Text(nl=nl or en, en=en if nl else ""),
        starts=said.starts or standing.sent,
        expires=standing.expires,
        urgency="past" if said.incident == _ALL_CLEAR else said.urgency or "immediate",
        certainty=said.certainty or "observed",
        more_info=said.more_info,
        phones=said.phones,
        replaces=None if alone else standing.replaces,
    )


def _area(name: str, said: Drafted) -> Area:
    try:
        area = from_geojson(said.area)
    except AreaError as error:
        raise UnpublishableError(Text(nl=f"{name}: {error.message.nl}", en=f"{name}: {error.message.en}")) from error
    written = said.area_description
    if not written:
        return area
    nl, en = written.get("nl", ""), written.get("en", "")
    return replace(area, description=Text(nl=nl or en, en=en if nl else ""))
