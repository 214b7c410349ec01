# SPDX-License-Identifier: EUPL-1.2
"""Every write of composing an alert: begin, save, offer for approval, follow up, drop.

Each save is an event in the register with the whole draft, so that every version stays to be seen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.alerting.area import Area
from weerbaar.alerting.compose import (
    Draft,
    Template,
    dutch_time,
    kind_name,
    official_contacts,
    sender_of,
)
from weerbaar.alerting.register import Drafted, Ended, Kind, State, drafted, fold
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may_in_region
from weerbaar.workbench.alerts import facts, models
from weerbaar.workbench.alerts.checking import findings_of
from weerbaar.workbench.alerts.frames import frame_named
from weerbaar.workbench.alerts.opening import person, region_of
from weerbaar.workbench.alerts.store import DatabaseStore, hold
from weerbaar.workbench.alerts.uses import follow, held
from weerbaar.workbench.audit import log
from weerbaar.workbench.shell.versioned import StaleVersionError

Status = Literal["actual", "exercise", "test"]
WRITABLE = frozenset({State.DRAFT, State.WAITING, State.APPROVED})
"""States in which a draft may be changed; what was offered or approved is that no longer then."""
_FOLLOWED = frozenset(
    {State.SENDING, State.ON_AIR, State.PARTLY_REFUSED, State.UNKNOWN, State.CANCELLING, State.CANCELLED, State.ENDED}
)
ALL_CLEAR_TEMPLATE = "gevaar-voorbij"
_USUAL = timedelta(hours=2)


class ComposeError(WeerbaarError):
    """What cannot be done with a draft as things stand: it was sent already, or has errors."""


@transaction.atomic
def start(
    request: HttpRequest,
    *,
    region: str,
    status: Status,
    template_id: str = "",
    replaces: str = "",
    token: str = "",
    **values: Any,
) -> models.Use:
    """Begin a use with a draft that is filled in as far as it can be.

    Where the same form began this very draft already, that one is returned.

    Args:
        request: of the author.
        region: code of the region; ``NL`` for the country.
        status: meant, exercise or test; cannot be changed afterwards.
        template_id: of the template; empty for free text.
        replaces: id of the earlier use that this one updates or ends; empty where there is none.
        token: of the form that this was asked with; empty where there is none.
        values: other fields of the draft.

    Raises:
        PermissionDenied: this person does not write alerts there.
        Http404: there is no such region.
        UnknownTemplateError: there is no such template.
        ComposeError: the template is the variant of another region, or an all-clear of no earlier alert.
    """
    row, user, now = region_of(region), person(request), timezone.now()
    if not may_in_region(user, Action.ALERT_WRITE, row.pk if row else None):
        raise PermissionDenied
    # Two who begin at once: neither the same draft twice, nor two under one id.
    hold()
    if token and (
        begun := _untouched(user, template_id, draft__region=region, draft__status=status, template__token=token)
    ):
        return begun
    frame = frame_named(template_id) if template_id else None
    if frame is not None and frame.region not in (None, region):
        raise ComposeError(Text(nl="Deze variant is van een andere regio.", en="This variant is of another region."))
    if frame is not None and frame.kind == "all-clear" and not replaces:
        raise ComposeError(
            Text(
                nl="Begin een eindbericht bij het bericht waarvan het gevaar voorbij is.",
                en="Begin an all-clear at the alert of which the danger is over.",
            )
        )
    begins = now.replace(second=0, microsecond=0)
    level = {"exercise": "exercise", "test": "test"}.get(status) or (frame.level if frame else 2)
    given: dict[str, Any] = {
        "id": _free_id(region, now),
        "region": region,
        "sender_name": sender_of(region)[0].nl,
        "kind": frame.kind if frame else "other",
        # A template of a test has a level of its own, which an alert that is meant may not have.
        "level": 2 if status == "actual" and not isinstance(level, int) else level,
        "status": status,
        "area": Area(Text(nl="")),
        "texts": Text(nl=""),
        "starts": begins,
        "expires": begins + _USUAL,
        "urgency": frame.urgency if frame else "immediate",
        "template": frame.id if frame else None,
        "replaces": replaces or None,
    }
    draft = Draft(**{**given, **values})
    use = models.Use.objects.create(
        use=draft.id,
        region=row,
        draft=draft.model_dump(mode="json"),
        template={"fields": _prefilled(frame, draft), "requested_at": begins.isoformat(), "token": token},
        author=user,
        **_columns(draft),
    )
    DatabaseStore().append(Kind.DRAFTED, use.use, user.username, _content(draft, use.template, offered=False), now)
    log.record(request, "alert.created", use, region=region, status=status, replaces=replaces)
    return use


@transaction.atomic
def save(
    request: HttpRequest,
    use: models.Use,
    *,
    version: int,
    draft: Draft,
    template: dict[str, Any] | None = None,
    least_share: float | None = None,
    offered: bool = False,
) -> None:
    """Save a draft. What was offered or approved before is so no longer, unless it is offered again.

    Where all of it stands there already, by a later version, nothing is done.

    Args:
        request: of who writes.
        use: the use.
        version: of the row, that the change is based on.
        draft: as it is now; its id, region and status stay what they were.
        template: values of the template and moments for the clock; None leaves them.
        least_share: what part of a cell must lie in the area; None leaves it.
        offered: it is offered for approval.

    Raises:
        PermissionDenied: this person does not write alerts here.
        StaleVersionError: somebody saved meanwhile.
        ComposeError: it was sent or decided on already, or is offered with errors.
    """
    user, now = person(request), timezone.now()
    if not may_in_region(user, Action.ALERT_WRITE, use.region_id):
        raise PermissionDenied
    row = held(use)
    before = Draft.model_validate(row.draft)
    fixed = {"id": before.id, "region": before.region, "status": before.status}
    draft = draft.model_copy(update=fixed)
    values: dict[str, Any] = {"draft": draft.model_dump(mode="json"), **_columns(draft)}
    if template is not None:
        values["template"] = template
    if least_share is not None:
        values["least_share"] = least_share
    if row.version != version:
        there = all(getattr(row, name) == value for name, value in values.items())
        if there and (not offered or row.state == State.WAITING):
            # A button pressed twice, or a call that was sent again: what it asks for was done.
            return
        raise StaleVersionError(row, values)
    found = fold(DatabaseStore().events(row.use)).get(row.use)
    if found is not None and found.state not in WRITABLE:
        raise ComposeError(
            Text(
                nl="Over deze inzet is al besloten; het concept kan niet meer worden gewijzigd.",
                en="This use was decided on already; the draft cannot be changed any more.",
            )
        )
    if offered and (wrong := errors_of(draft, now)):
        raise ComposeError(
            Text(
                nl=f"Dit concept heeft nog {wrong} {'fout' if wrong == 1 else 'fouten'}; herstel die eerst.",
                en=f"This draft still has {wrong} {'error' if wrong == 1 else 'errors'}; put them right first.",
            )
        )
    row.change_held(version, **values)
    DatabaseStore().append(Kind.DRAFTED, row.use, user.username, _content(draft, row.template, offered=offered), now)
    follow(row, emergency={})
    log.record(request, "alert.offered" if offered else "alert.changed", row)


def offer(
    request: HttpRequest,
    use: models.Use,
    *,
    version: int,
    draft: Draft | None = None,
    template: dict[str, Any] | None = None,
    least_share: float | None = None,
) -> None:
    """Offer a draft for approval, as it was saved or with a last change.

    Args:
        request, use, version, template, least_share: as for :func:`save`.
        draft: as it is now; None offers it as it was saved last.

    Raises:
        PermissionDenied, StaleVersionError, ComposeError: as :func:`save`.
    """
    said = Draft.model_validate(use.draft) if draft is None else draft
    save(request, use, version=version, draft=said, template=template, least_share=least_share, offered=True)


def errors_of(draft: Draft, now: datetime) -> int:
    """Return how many errors the checks find in a draft: with any it is not offered."""
    found = findings_of(draft, facts.borders_now(facts.PATIENCE_S), now)
    return sum(finding.level == "error" for finding in found)


@transaction.atomic
def follow_up(request: HttpRequest, use: models.Use, *, all_clear: bool) -> models.Use:
    """Begin the draft that updates an alert or says that the danger is over, for the same area.

    Where this person began it already and nobody saved it since, that one is returned.

    Args:
        request: of the author.
        use: the alert that was sent.
        all_clear: whether it says that the danger is over.

    Raises:
        PermissionDenied: this person does not write alerts here.
        ComposeError: it was never sent.
    """
    if not may_in_region(person(request), Action.ALERT_WRITE, use.region_id):
        raise PermissionDenied
    hold()
    found = fold(DatabaseStore().events(use.use)).get(use.use)
    if found is None or found.state not in _FOLLOWED or not found.orders:
        raise ComposeError(
            Text(
                nl="Deze inzet is niet verzonden: er is niets om bij te werken of te beëindigen.",
                en="This use was not sent: there is nothing to update or to end.",
            )
        )
    template_id = ALL_CLEAR_TEMPLATE if all_clear else ""
    if begun := _untouched(person(request), template_id, draft__replaces=use.use):
        return begun
    earlier = Draft.model_validate(use.draft)
    values: dict[str, Any] = {"area": earlier.area, "sender_name": earlier.sender_name, "phones": earlier.phones}
    values["more_info"] = earlier.more_info
    if not all_clear:
        values |= {"texts": earlier.texts, "kind": earlier.kind, "level": earlier.level, "template": None}
    return start(
        request,
        region=earlier.region,
        status=earlier.status,
        template_id=template_id,
        replaces=use.use,
        **values,
    )


@transaction.atomic
def drop(request: HttpRequest, use: models.Use, *, reason: str) -> None:
    """End a use that is not sent.

    Args:
        request: of who writes.
        use: the use.
        reason: why not.

    Raises:
        PermissionDenied: this person does not write alerts here.
        ComposeError: it was sent or decided on already, or no reason is given.
    """
    user, now = person(request), timezone.now()
    if not may_in_region(user, Action.ALERT_WRITE, use.region_id):
        raise PermissionDenied
    row = held(use)
    events, content = DatabaseStore().events(row.use), Ended(reason="not_sent", detail=reason.strip()[:200])
    if events and (events[-1].by, events[-1].said) == (user.username, content):
        # A button pressed twice.
        return
    found = fold(events).get(row.use)
    if found is None or found.state not in WRITABLE or row.wanted:
        raise ComposeError(
            Text(
                nl="Over deze inzet is al besloten; zij kan niet meer vervallen.",
                en="This use was decided on already; it cannot be dropped any more.",
            )
        )
    if not reason.strip():
        raise ComposeError(Text(nl="Geef een reden.", en="Give a reason."))
    DatabaseStore().append(Kind.ENDED, row.use, user.username, content, now)
    follow(row)
    log.record(request, "alert.dropped", row)


def _untouched(user: User, template_id: str, **like: str) -> models.Use | None:
    """Return the draft that somebody began like this and that nobody saved since."""
    like_it = models.Use.objects.filter(draft__template=template_id or None, **like)
    return like_it.filter(author=user, state=State.DRAFT.value, version=1).first()


def _free_id(region: str, now: datetime) -> str:
    """Return an id that tells the region and the minute, and that nobody has."""
    first = f"{region}-{now.astimezone(dutch_time()):%Y%m%d-%H%M}"
    taken = set(models.Use.objects.filter(use__startswith=first).values_list("use", flat=True))
    return next(name for n in range(1, len(taken) + 2) if (name := first if n == 1 else f"{first}-{n}") not in taken)


def _prefilled(frame: Template | None, draft: Draft) -> dict[str, dict[str, str]]:
    """Return the values of a template's fields that are known before anybody fills them in."""
    if frame is None:
        return {}
    begins = draft.starts.astimezone(dutch_time())
    site = official_contacts().of_region(draft.region)
    known = {
        "date": f"{begins:%d-%m-%Y}",
        "time": f"{begins:%H:%M}",
        "sender": draft.sender_name,
        "site": site.host if site else "",
    }
    return {one.id: {"nl": known[one.id], "en": ""} for one in frame.fields if known.get(one.id)}


def _columns(draft: Draft) -> dict[str, Any]:
    """Return the columns that uses are found by."""
    where = draft.area.description.nl
    text = draft.texts.nl.replace("\n", " ")
    return {
        "title": (where or text or kind_name(draft.kind).name.nl)[:200],
        "incident": draft.kind,
        "status": draft.status,
        "starts": draft.starts,
        "expires": draft.expires,
    }


def _content(draft: Draft, beside: dict[str, Any], *, offered: bool) -> Drafted:
    moments = {name: beside.get(name) for name in ("incident_at", "requested_at")}
    at = {name: datetime.fromisoformat(moment) if moment else None for name, moment in moments.items()}
    return drafted(draft, offered=offered, requested_at=at["requested_at"], incident_at=at["incident_at"])
