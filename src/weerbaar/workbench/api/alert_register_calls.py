# SPDX-License-Identifier: EUPL-1.2
"""The register of alerts: its uses, the letter's sentence for a period, how complete messages were, and its chain."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.alerting.register import (
    PeriodCount,
    Proportion,
    Quality,
    State,
    Use,
    against_published,
    all_clear_rates,
    count_period,
    period_csv,
    published_history,
    quality,
    quality_csv,
    remarks,
    sentence,
    share_words,
)
from weerbaar.base import WeerbaarError
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts import register_verbs
from weerbaar.workbench.alerts.register_views import LAUNCH, parts_in, visible_uses
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import place_of, text_of
from weerbaar.workbench.api.alert_draft import RegionCode, both
from weerbaar.workbench.api.alert_opening import with_alerts
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import everywhere, file
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Pair, about, paged, pair
from weerbaar.workbench.audit import log
from weerbaar.workbench.shell.language import language

router = Router(tags=["alert register"], by_alias=True)
LARGEST = 20_000_000
Kind = Annotated[str, Field(max_length=80)]


class PeriodQuery(In):
    """A period, both days included: since the first NL-Alert up to and including today where nothing is given."""

    first: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    region: RegionCode | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The period, turned round where it ends before it begins."""
        first, last = self.first or LAUNCH, self.until or timezone.localdate()
        return (first, last) if first <= last else (last, first)


class RegisterFilter(Paging):
    """Which uses; those that were never ordered have no day and are in every period."""

    first: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    region: RegionCode | None = None
    kind: Kind | None = None
    status: Literal["actual", "exercise", "test"] | None = None


class RegisterUseOut(Out):
    """A use as the register has it; ``imported`` where it was taken over from before."""

    use: str
    day: date | None
    region: str
    incident: str
    status: str
    state: State
    place: Pair
    texts: Pair
    request_to_air_s: float | None
    taken: int
    refused: int
    silent: int
    all_clear: str | None
    released_in_emergency: bool
    imported: bool


class SentenceOut(Out):
    """The letter's sentence for a period, what its reader must know, and what was published on that time."""

    first: date
    last: date
    sentence: Pair
    remarks: list[Pair]
    published: list[Pair]
    incidents: int
    messages: int
    regions: list[str]
    national: int
    exercises: int
    tests: int
    unproved: int


class ProportionOut(Out):
    """``count`` out of ``total``, with Wilson's interval of 95 %."""

    count: int
    total: int
    low: float | None
    high: float | None


class QualityRowOut(Out):
    """The messages of one region in one year; null where it is of all of them."""

    region: str | None
    year: int | None
    complete: ProportionOut
    parts: dict[str, ProportionOut]
    without_text: int
    beside_published: Pair | None


class AllClearRateOut(Out):
    """Incidents of a year that ended with an all-clear by NL-Alert, of those of which it is known."""

    year: int
    by_alert: ProportionOut
    unknown: int
    published: Pair | None


class QualityOut(Out):
    """How complete the messages were, and how often the all-clear was given, with what was published on both."""

    rows: list[QualityRowOut]
    all_clears: list[AllClearRateOut]
    published: list[Pair]
    published_all_clears: list[Pair]


class ChainOut(Out):
    """The head of the chain, to be kept elsewhere, and the first place where the register is not what it was."""

    number: int
    hash: str
    at: Moment
    whole: bool
    fault: Pair | None


class TakenOverOut(Out):
    """How many uses were taken over."""

    added: int


class RegisterExportQuery(PeriodQuery):
    """The uses of a period, or the quality of all messages."""

    form: Literal["uses", "quality"] = "uses"


@router.get(
    "/alerts/register/uses", response=Page[RegisterUseOut], **about("listRegisterUses", "The uses in the register")
)
def list_uses(request: HttpRequest, chosen: Query[RegisterFilter]) -> Any:
    """Return those of the country and of the regions of the caller, latest first."""
    uses = visible_uses(with_alerts(request))
    first, last = chosen.first or date.min, chosen.until or date.max
    shown = [
        use
        for use in reversed(uses.values())
        if (use.day is None or first <= use.day <= last)
        and chosen.region in (None, use.region)
        and chosen.kind in (None, use.incident)
        and chosen.status in (None, use.status)
    ]
    shown.sort(key=lambda use: use.day or date.max, reverse=True)
    return paged(request, shown, chosen, _use)


@router.get(
    "/alerts/register/sentence", response=SentenceOut, **about("getRegisterSentence", "How often NL-Alert was used")
)
def get_sentence(request: HttpRequest, chosen: Query[PeriodQuery]) -> Any:
    """Return the sentence of the letter for a period, from what the caller may read."""
    count, history = _counted(request, chosen), published_history()
    return SentenceOut.of(
        count,
        sentence=pair(sentence(count)),
        remarks=[pair(one) for one in remarks(count)],
        published=[pair(history.words(one)) for one in history.within(count.first, count.last)],
        incidents=len(count.incidents),
        regions=list(count.regions),
    )


@router.get(
    "/alerts/register/quality", response=QualityOut, **about("getRegisterQuality", "How complete the messages were")
)
def get_quality(request: HttpRequest) -> Any:
    """Return it by region and year."""
    uses, history = visible_uses(with_alerts(request)), published_history()
    return QualityOut(
        rows=[
            _quality(row, pair(against_published(row, history)) if row.region is None else None)
            for row in quality(uses.values(), parts_in)
        ],
        all_clears=[
            AllClearRateOut(
                year=rate.year,
                by_alert=_proportion(rate.by_alert),
                unknown=rate.unknown,
                published=pair(share_words(rate.published)) if rate.published else None,
            )
            for rate in all_clear_rates(uses, history)
        ],
        published=[pair(share_words(share)) for share in history.complete],
        published_all_clears=[pair(share_words(share)) for share in history.all_clear],
    )


@router.get(
    "/alerts/register/chain", response=ChainOut, **about("getRegisterChain", "Verify the chain of the register")
)
def get_chain(request: HttpRequest) -> Any:
    """Verify all of it."""
    with_alerts(request)
    store = DatabaseStore()
    try:
        found = store.fault()
        fault = found.text if found is not None else None
    except WeerbaarError as error:
        fault = error.message
    head = store.head
    return ChainOut(number=head.number, hash=head.hash, at=timezone.now(), whole=fault is None, fault=pair(fault))


@router.get(
    "/alerts/register/export",
    openapi_extra=file_of("text/csv"),
    **about("exportAlertRegister", "The register as CSV"),
)
def export(request: HttpRequest, chosen: Query[RegisterExportQuery]) -> HttpResponse:
    """Return the uses of a period, or the quality of all messages, for a spreadsheet."""
    uses = visible_uses(with_alerts(request))
    if chosen.form == "uses":
        content = period_csv(uses, _counted(request, chosen), language())
    else:
        content = quality_csv(quality(uses.values(), parts_in), language())
    log.record(request, "alert-register.exported", None, form=chosen.form, octets=len(content))
    return file(content, f"nl-alert-{chosen.form}.csv", "text/csv; charset=utf-8")


@router.post(
    "/alerts/register/imports",
    response={201: TakenOverOut},
    **about("importRegisterUses", "Take over uses from before this register, from a CSV file"),
)
def take_over(request: HttpRequest, given: File[UploadedFile]) -> Any:
    """Take over all of them, or none where anything is wrong."""
    everywhere(request, Action.ALERT_SETUP)
    added = register_verbs.take_over(request, name=str(given.name), content=content_of(given, LARGEST))
    return TakenOverOut(added=added)


def content_of(given: UploadedFile, largest: int) -> bytes:
    """Return what is in a file.

    Args:
        given: the file.
        largest: octets that it may have.

    Raises:
        RequestDataTooBig: it has more.
    """
    if given.size is None or given.size > largest:
        raise RequestDataTooBig
    content: bytes = given.read()
    return content


def _counted(request: HttpRequest, chosen: PeriodQuery) -> PeriodCount:
    uses = visible_uses(with_alerts(request))
    mine = {name: use for name, use in uses.items() if chosen.region in (None, use.region)}
    return count_period(mine, *chosen.days)


def _use(use: Use) -> RegisterUseOut:
    return RegisterUseOut.of(
        use,
        use=use.id,
        place=both(place_of(use)),
        texts=both(text_of(use)),
        request_to_air_s=use.time_to_air.total_seconds() if use.time_to_air is not None else None,
        taken=use.cells.taken,
        refused=use.cells.refused,
        silent=use.cells.silent,
        imported=use.imported is not None,
    )


def _proportion(found: Proportion) -> ProportionOut:
    return ProportionOut(count=found.count, total=found.of, low=found.low, high=found.high)


def _quality(row: Quality, beside: Pair | None) -> QualityRowOut:
    return QualityRowOut.of(
        row,
        complete=_proportion(row.complete),
        parts={part: _proportion(one) for part, one in row.present.items()},
        beside_published=beside,
    )
