# SPDX-License-Identifier: EUPL-1.2
"""From a CAP message to a cell broadcast: identifier, data coding, how often, how long, and what cannot be mapped.

The table is data (``data/alerting/cap-3gpp.yaml``), with the certainty and source of every row; ``mapping_table``
gives it for printing. Serial numbers and cells are chosen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from weerbaar.alerting.broadcast import MAX_PAGES, TooLongError, encode_pages, plan
from weerbaar.alerting.cap.mapping_table import Practice, Row, mapping_table
from weerbaar.alerting.cap.model import Alert, Info
from weerbaar.alerting.cap.values import parse_time
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Text, WeerbaarError

Action = Literal["write", "replace", "kill", "none"]

# The text to broadcast, where the sender gives one; otherwise it is put together from the elements of the message.
BROADCAST_TEXT = "CellBroadcastText"

_TS_41 = "3GPP TS 23.041"
_ACTIONS: dict[str, Action] = {"Alert": "write", "Update": "replace", "Cancel": "kill"}


class UnknownPracticeError(WeerbaarError):
    """A practice that the table does not hold was asked for."""

    def __init__(self, practice: str, known: tuple[str, ...]) -> None:
        names = ", ".join(known)
        super().__init__(
            Text(
                nl=f'Er is geen omzetting "{practice[:40]}". Kies uit: {names}.',
                en=f'There is no mapping "{practice[:40]}". Choose from: {names}.',
            )
        )


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One cell broadcast message; of one that is taken off the air only the identifier and the moment say something.

    Attributes:
        infos: which information blocks it carries, counted from 0.
        message_identifier: 3GPP TS 23.041, 9.4.1.2.2.
        additional: whether it is for phones set to another language than that of the country.
        text: what is broadcast.
        data_coding: 3GPP TS 23.038, 5.
        pages: how many pages the text takes.
        starts, ends: from when until when it is broadcast.
        period_2g, broadcasts_2g: how often and how many times on 2G; the period is in units of 1.883 s.
        period_s, broadcasts: the same on 4G and 5G; the period is in seconds.
        certainty: how certain the row of the table is.
        source: where that row comes from.
    """

    infos: tuple[int, ...]
    message_identifier: int
    additional: bool
    text: str
    data_coding: int
    pages: int
    starts: datetime
    ends: datetime
    period_2g: int
    broadcasts_2g: int
    period_s: int
    broadcasts: int
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class Mapping3gpp:
    """What a CAP message becomes.

    Attributes:
        practice: the practice that was followed.
        action: ``write`` a new message with a message code of its own; ``replace`` the referenced one: the same message
            code, the update number one higher; ``kill`` the referenced one; ``none``: nothing goes on the air.
        broadcasts: what goes on the air; of a ``kill`` the identifiers that it can be found under.
        findings: what cannot be mapped; one of error level means that the broadcasts are not complete.
    """

    practice: str
    action: Action
    broadcasts: tuple[Broadcast, ...]
    findings: tuple[Finding, ...]


def map_to_broadcast(alert: Alert, practice: str, now: datetime) -> Mapping3gpp:
    """Return the cell broadcasts of ``alert``.

    Args:
        alert: the message.
        practice: a name in the table: ``nl``, ``eu`` or ``cmas``.
        now: the moment from which it can be broadcast, with a time zone.

    Raises:
        UnknownPracticeError: the table has no such practice.
    """
    table = mapping_table()
    chosen = table.practices.get(practice)
    if chosen is None:
        raise UnknownPracticeError(practice, tuple(table.practices))
    findings: list[Finding] = []
    action = _action(alert, findings)
    if action == "none":
        return Mapping3gpp(practice, action, (), tuple(findings))
    broadcasts: list[Broadcast] = []
    for infos in _together(alert, chosen):
        broadcast = _broadcast(alert, infos, chosen, action, now, findings)
        if broadcast is not None:
            broadcasts.append(broadcast)
    return Mapping3gpp(practice, action, tuple(broadcasts), tuple(findings))


def broadcast_text(info: Info) -> str:
    """Return what phones show of an information block.

    That is the parameter ``CellBroadcastText`` where there is one, and otherwise the description, the instruction and
    the web address, with a space between them; the headline only where there is no description.
    """
    for parameter in info.parameter:
        if parameter.value_name.strip() == BROADCAST_TEXT:
            return parameter.value.strip()
    parts = (info.description or info.headline, info.instruction, info.web)
    return " ".join(part.strip() for part in parts if part and part.strip())


def joined_text(infos: Iterable[Info]) -> str:
    """Return the texts of information blocks as one, in the order given, with the mark of NL-Alert between them."""
    return " *** ".join(filter(None, map(broadcast_text, infos)))


def _action(alert: Alert, findings: list[Finding]) -> Action:
    action = _ACTIONS.get(alert.msg_type, "none")
    if action == "none":
        findings.append(
            _finding(
                "3gpp.message-type",
                "advice",
                f"Een bericht van soort {alert.msg_type} gaat niet naar telefoons.",
                f"A message of type {alert.msg_type} does not go to phones.",
                "/alert/msgType[1]",
                alert.msg_type,
            )
        )
    elif alert.status not in ("Actual", "Exercise", "Test"):
        findings.append(
            _finding(
                "3gpp.status",
                "error",
                f"Een bericht met status {alert.status} wordt niet uitgezonden.",
                f"A message with status {alert.status} is not broadcast.",
                "/alert/status[1]",
                alert.status,
            )
        )
        return "none"
    elif alert.scope != "Public":
        findings.append(
            _finding(
                "3gpp.scope",
                "error",
                "Een uitzending is voor iedereen; dit bericht is niet openbaar.",
                "A broadcast is for everybody; this message is not public.",
                "/alert/scope[1]",
                alert.scope,
            )
        )
        return "none"
    elif not alert.info:
        findings.append(
            _finding(
                "3gpp.info",
                "advice" if action == "kill" else "error",
                "Er is geen info: neem het kanaal van de uitzending waar dit bericht naar verwijst."
                if action == "kill"
                else "Er is geen info: er is geen tekst om uit te zenden.",
                "There is no info: take the identifier of the broadcast that this message refers to."
                if action == "kill"
                else "There is no info: there is no text to broadcast.",
                "/alert",
            )
        )
    return action


def _together(alert: Alert, practice: Practice) -> list[tuple[int, ...]]:
    """The information blocks by the broadcast that they go in, the language of the country first."""
    order = sorted(range(len(alert.info)), key=lambda i: _language(alert.info[i]) != practice.local_language)
    if practice.languages == "together":
        return [tuple(order)] if order else []
    return [(place,) for place in order]


def _broadcast(
    alert: Alert,
    infos: tuple[int, ...],
    practice: Practice,
    action: Action,
    now: datetime,
    findings: list[Finding],
) -> Broadcast | None:
    first = alert.info[infos[0]]
    where = f"/alert/info[{infos[0] + 1}]"
    row = next((row for row in practice.rows if row.holds(alert, first)), None)
    if row is None:
        findings.append(_no_row(first, where))
        return None
    additional = practice.languages == "apart" and _language(first) != practice.local_language
    identifier = row.additional if additional else row.local
    if identifier is None:
        findings.append(_no_row(first, where))
        return None
    if row.certainty == "low":
        findings.append(_uncertain(row, where))
    if action != "kill" and not any(area.polygon or area.circle for area in first.area):
        findings.append(
            _finding(
                "3gpp.area",
                "error",
                "Er is geen polygon of circle: er zijn geen cellen te kiezen.",
                "There is no polygon or circle: no cells can be chosen.",
                where,
            )
        )
        return None
    if action == "kill":
        return Broadcast(infos, identifier, additional, "", 0, 0, now, now, 0, 0, 0, 0, row.certainty, row.source)
    text = joined_text([alert.info[place] for place in infos])
    if not text:
        findings.append(
            _finding(
                "3gpp.text-missing",
                "error",
                "Er is geen tekst om uit te zenden.",
                "There is no text to broadcast.",
                where,
            )
        )
        return None
    try:
        # A text in two languages names none.
        pages = encode_pages(text, _language(first) if len(infos) == 1 else None)
    except TooLongError as error:
        findings.append(
            _finding(
                "3gpp.text-long",
                "error",
                f"De tekst neemt {error.pages} pagina's in; er passen er {MAX_PAGES} in een uitzending.",
                f"The text takes {error.pages} pages; a broadcast holds {MAX_PAGES}.",
                where,
                text[:200],
            )
        )
        return None
    times = _times(first, practice, now, where, findings)
    if times is None:
        return None
    starts, ends = times
    schedule = plan(len(pages.pages), starts, ends, practice.period_s)
    return Broadcast(
        infos=infos,
        message_identifier=identifier,
        additional=additional,
        text=text,
        data_coding=pages.dcs,
        pages=len(pages.pages),
        starts=starts,
        ends=ends,
        period_2g=schedule.period_2g,
        broadcasts_2g=schedule.broadcasts_2g,
        period_s=schedule.period_s,
        broadcasts=schedule.broadcasts_s,
        certainty=row.certainty,
        source=row.source,
    )


def _times(
    info: Info, practice: Practice, now: datetime, where: str, findings: list[Finding]
) -> tuple[datetime, datetime] | None:
    ends = parse_time(info.expires or "")
    if ends is None:
        findings.append(
            _finding(
                "3gpp.expires",
                "error",
                "Er staat geen vervaltijd (expires): het aantal uitzendingen is niet te bepalen.",
                "There is no expiry (expires): the number of broadcasts cannot be found.",
                where,
                info.expires or "",
            )
        )
        return None
    effective = parse_time(info.effective or "")
    starts = now if effective is None or effective < now else effective
    if ends <= starts:
        findings.append(
            _finding(
                "3gpp.expired",
                "error",
                "Het bericht is vervallen voordat het uitgezonden kan worden.",
                "The message expires before it can be broadcast.",
                f"{where}/expires[1]",
                info.expires or "",
            )
        )
        return None
    latest = starts + timedelta(hours=practice.longest_h)
    if ends > latest:
        findings.append(
            _finding(
                "3gpp.duration",
                "warning",
                f"Een uitzending duurt ten hoogste {practice.longest_h} uur; zij is ingekort.",
                f"A broadcast lasts at most {practice.longest_h} hours; it was shortened.",
                f"{where}/expires[1]",
                info.expires or "",
            )
        )
        ends = latest
    return starts, ends


def _language(info: Info) -> str:
    return (info.language or "en-US").strip().lower().partition("-")[0]


def _no_row(info: Info, where: str) -> Finding:
    found = f"{info.severity}, {info.urgency}, {info.certainty}"
    return _finding(
        "3gpp.no-identifier",
        "error",
        f"Voor deze ernst, urgentie en zekerheid ({found}) is er geen kanaal: het bericht gaat niet naar telefoons.",
        f"For this severity, urgency and certainty ({found}) there is no identifier: nothing goes to phones.",
        where,
        found,
    )


def _uncertain(row: Row, where: str) -> Finding:
    return _finding(
        "3gpp.uncertain",
        "advice",
        f"De keuze van kanaal {row.local} is onze uitleg en staat in geen norm; stem haar af met de aanbieders.",
        f"The choice of identifier {row.local} is a reading and not a standard; agree on it with the operators.",
        where,
        str(row.local),
        row.source,
    )


def _finding(rule: str, level: Level, nl: str, en: str, where: str, value: str = "", source: str = _TS_41) -> Finding:
    return Finding(rule=rule, level=level, message=Text(nl=nl, en=en), where=where, value=value, source=source)
