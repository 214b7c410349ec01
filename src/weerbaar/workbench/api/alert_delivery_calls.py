# SPDX-License-Identifier: EUPL-1.2
"""Alerts on their way and on the air: send, withdraw, ask the cells, what each of them did, and what was learned."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from weerbaar.alerting.compose import CHANNEL_NAMES, LONGEST, render
from weerbaar.alerting.register import cells_csv, timeline_markdown, use_json
from weerbaar.base import Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts import delivery_verbs
from weerbaar.workbench.alerts.approve_views import cap_preview
from weerbaar.workbench.alerts.case_pages import ChannelRow, channel_rows, shown_result
from weerbaar.workbench.alerts.forms import draft_of
from weerbaar.workbench.alerts.uses import events_of, register_use
from weerbaar.workbench.api.alert_calls import PLACE, AlertDetail, alert_detail
from weerbaar.workbench.api.alert_decision_calls import DraftHash
from weerbaar.workbench.api.alert_opening import open_use
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import file
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Pair, about, paged, pair
from weerbaar.workbench.audit import log
from weerbaar.workbench.shell.language import language

router = Router(tags=["alerts"], by_alias=True)
_CAP = "application/cap+xml"
_EXPORTED = file_of("text/csv", "text/markdown")
_EXPORTED["responses"][200]["content"] |= json_of("Schema weerbaar-alert-use-1")["responses"][200]["content"]
Prose = Annotated[str, Field(max_length=2_000)]
Result = Literal["taken", "refused", "silent", "pending", "stopped"]


class OrderIn(In):
    """Over which channels the approved draft with this hash is sent."""

    draft_hash: DraftHash
    channels: Annotated[list[Annotated[str, Field(max_length=80)]], Field(min_length=1, max_length=50)]


class CancellationIn(In):
    """Why it is withdrawn."""

    reason: Annotated[str, Field(max_length=200)]


class AllClearIn(In):
    """That the danger is over, and how that was said, or why it was not."""

    how: Literal["other_means", "not_needed"]
    remark: Prose


class EvaluationIn(In):
    """What was learned of a use."""

    went_well: Prose = ""
    went_wrong: Prose = ""
    lessons: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=100)] = []
    calls_112: Prose = ""


class AlertDeliveryOut(Out):
    """What became of a message on one channel; ``asked`` is null where a whole network was asked."""

    channel: str
    purpose: str
    orders: list[str]
    identifier: int
    serial: int
    ordered: Moment
    on_air: Moment | None
    first_receipt: Moment | None
    cancel_ordered: Moment | None
    cancelled: Moment | None
    replaced: bool
    endings: list[str]
    asked: int | None
    taken: int
    refused: int
    silent: int
    pending: int
    stopped: int
    broadcasts: int | None
    causes: dict[str, int]


class CellOut(Out):
    """What one cell did with one order."""

    channel: str
    order: str
    cell: str
    result: Result
    cause: str
    broadcasts: int | None


class CellFilter(Paging):
    """Which cells."""

    channel: Annotated[str, Field(max_length=80)] | None = None
    result: Result | None = None


class SectionOut(Out):
    """A heading, which may be empty, and the text under it."""

    heading: str
    text: str


class ChannelTextOut(Out):
    """The text for one channel in one language; ``longest`` is what fits there."""

    channel: str
    name: Pair
    language: str
    longest: int | None
    sections: list[SectionOut]


class AlertExportQuery(In):
    """All of it as JSON, its cells as CSV, or what happened as Markdown."""

    form: Literal["json", "csv", "md"] = "json"


@router.post(f"{PLACE}/orders", response={202: AlertDetail}, **about("sendAlert", "Have an approved draft sent"))
def send(request: HttpRequest, use: str, given: OrderIn) -> Any:
    """Ask for it; asking twice sends it once."""
    row = open_use(request, use, Action.ALERT_WRITE)
    delivery_verbs.send(request, row, channels=given.channels, draft=given.draft_hash)
    return alert_detail(row)


@router.post(
    f"{PLACE}/cancellations", response={202: AlertDetail}, **about("cancelAlert", "Withdraw it from every channel")
)
def cancel(request: HttpRequest, use: str, given: CancellationIn) -> Any:
    """Ask for it; the proof of each cell follows."""
    row = open_use(request, use, Action.ALERT_WRITE)
    delivery_verbs.cancel(request, row, reason=given.reason)
    return alert_detail(row)


@router.post(
    f"{PLACE}/status-requests",
    response={202: AlertDetail},
    **about("askAlertStatus", "Ask the cells how often they broadcast it"),
)
def ask_status(request: HttpRequest, use: str) -> Any:
    """Ask every channel."""
    row = open_use(request, use, Action.ALERT_WRITE)
    delivery_verbs.ask_status(request, row)
    return alert_detail(row)


@router.post(
    f"{PLACE}/all-clears",
    response=AlertDetail,
    **about("giveAllClear", "Record that the danger is over and was said so otherwise than by NL-Alert"),
)
def give_all_clear(request: HttpRequest, use: str, given: AllClearIn) -> Any:
    """Record it."""
    row = open_use(request, use, Action.ALERT_WRITE)
    delivery_verbs.give_all_clear(request, row, how=given.how, remark=given.remark)
    return alert_detail(row)


@router.post(f"{PLACE}/evaluations", response=AlertDetail, **about("evaluateAlert", "Record what was learned"))
def evaluate(request: HttpRequest, use: str, given: EvaluationIn) -> Any:
    """Record it; it adds to what was recorded before."""
    row = open_use(request, use, Action.ALERT_WRITE)
    delivery_verbs.evaluate(
        request,
        row,
        went_well=given.went_well,
        went_wrong=given.went_wrong,
        lessons=given.lessons,
        calls_112=given.calls_112,
    )
    return alert_detail(row)


@router.get(
    f"{PLACE}/deliveries",
    response=list[AlertDeliveryOut],
    **about("listAlertDeliveries", "What became of it on each channel"),
)
def list_deliveries(request: HttpRequest, use: str) -> Any:
    """Return them, the latest order first."""
    return [_delivery(one) for one in channel_rows(register_use(open_use(request, use).use))]


@router.get(f"{PLACE}/cells", response=Page[CellOut], **about("listAlertCells", "What each cell did"))
def list_cells(request: HttpRequest, use: str, chosen: Query[CellFilter]) -> Any:
    """Return the cells of every order, by order and name."""
    found = register_use(open_use(request, use).use)
    rows = [
        (order, name, cell)
        for order in found.orders
        if chosen.channel in (None, order.order.channel)
        for name, cell in sorted(order.cells.items())
        if chosen.result in (None, shown_result(cell))
    ]
    return paged(
        request,
        rows,
        chosen,
        lambda row: CellOut.of(
            row[2], channel=row[0].order.channel, order=row[0].ids[-1], cell=row[1], result=shown_result(row[2])
        ),
    )


@router.get(
    f"{PLACE}/cap", openapi_extra=file_of(_CAP), **about("getAlertCap", "The alert as a message in CAP 1.2, not signed")
)
def get_cap(request: HttpRequest, use: str) -> HttpResponse:
    """Return it as it was on the air, or as it would be published if it were sent now."""
    row = open_use(request, use)
    draft = draft_of(row)
    if not draft.texts.nl or not (draft.area.polygons or draft.area.circles):
        raise delivery_verbs.NotNowError(
            Text(nl="Dit concept heeft nog geen tekst of geen gebied.", en="This draft has no text or no area yet.")
        )
    made = cap_preview(row, register_use(row.use).moments.on_air or timezone.now())
    if made.fault is not None:
        raise delivery_verbs.NotNowError(made.fault)
    return file(made.text.encode(), f"{row.use}.xml", _CAP)


@router.get(
    f"{PLACE}/texts",
    response=list[ChannelTextOut],
    **about("listAlertTexts", "The text of the draft for every channel"),
)
def list_texts(request: HttpRequest, use: str) -> Any:
    """Return them in each language that the draft has; none where there is no text yet."""
    draft = draft_of(open_use(request, use))
    return [
        ChannelTextOut(
            channel=one.channel,
            name=pair(CHANNEL_NAMES[one.channel]),
            language=one.lang,
            longest=LONGEST.get(one.channel),
            sections=[SectionOut.of(section) for section in one.sections],
        )
        for one in (render(draft) if draft.texts.nl else ())
    ]


@router.get(
    f"{PLACE}/export",
    openapi_extra=_EXPORTED,
    **about("exportAlert", "One alert for an evaluation"),
)
def export(request: HttpRequest, use: str, chosen: Query[AlertExportQuery]) -> HttpResponse:
    """Return it in the form that was asked for."""
    row = open_use(request, use)
    found, events, lang = register_use(row.use), events_of(row.use), language()
    if chosen.form == "json":
        content, media_type = use_json(found, events), "application/json"
    elif chosen.form == "csv":
        content, media_type = cells_csv(found, lang), "text/csv; charset=utf-8"
    else:
        content, media_type = timeline_markdown(found, events, lang).encode(), "text/markdown; charset=utf-8"
    log.record(request, "alert.exported", row, form=chosen.form, octets=len(content))
    return file(content, f"{row.use}.{chosen.form}", media_type)


def _delivery(row: ChannelRow) -> AlertDeliveryOut:
    state, order = row.order, row.order.order
    return AlertDeliveryOut.of(
        row,
        channel=order.channel,
        purpose=order.purpose,
        orders=list(state.ids),
        identifier=order.message_identifier,
        serial=order.serial,
        ordered=state.at,
        on_air=state.on_air_at,
        first_receipt=state.first_receipt_at,
        cancel_ordered=state.cancel_ordered_at,
        cancelled=state.cancelled_at,
        replaced=state.replaced,
        endings=[sent.ended for sent in state.endings],
        causes=dict(row.causes),
    )
