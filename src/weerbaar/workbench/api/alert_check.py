# SPDX-License-Identifier: EUPL-1.2
"""What the checks find in a draft, as programs get it: the same as the page shows while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from weerbaar.alerting import Finding
from weerbaar.alerting.compose import PART_NAMES
from weerbaar.workbench.alerts.checking import Panel, TextSeen, look_at
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.reaching import Asked, cells_for
from weerbaar.workbench.api.alert_draft import Changed
from weerbaar.workbench.api.opening import caller
from weerbaar.workbench.api.schemas import Out, Pair, pair

if TYPE_CHECKING:
    from weerbaar.alerting.cells import Reach

_PATIENCE_S = 5.0
"""How long a call waits for what takes long; ``waiting`` says that it was not enough."""


class AlertFindingOut(Out):
    """Something that a check has to say; ``where`` is the field, with the place in the text (``text.nl[34:38]``)."""

    rule: str
    level: str
    message: Pair
    fix: Pair
    where: str
    value: str
    source: str


class PartOut(Out):
    """One of the six parts: ``present``, ``doubtful`` or ``absent``, and the words that show it."""

    part: str
    state: str
    words: str


class TextCheckOut(Out):
    """The text in one language as it was read; ``readability`` is a score of Flesch-Douma or Flesch."""

    language: str
    parts: list[PartOut]
    readability: float | None


class CostlyOut(Out):
    """A character that makes the text dearer, and what may stand there instead."""

    character: str
    count: int
    replacement: str | None


class CostOut(Out):
    """What the text takes on the air; ``room`` is how many characters or septets there are in all."""

    characters: int
    septets: int
    pages: int
    coding: str
    room: int
    costly: list[CostlyOut]


class AreaCheckOut(Out):
    """The area: its size, a repair where one is needed, and how many octets its outline takes for phones."""

    km2: float | None
    repaired_km2: float | None
    repaired_text: str
    octets: int | None
    added_km2: float
    municipalities: dict[str, float]


class EstimateOut(Out):
    """People: 90 % of what it may be lies between ``low`` and ``high``."""

    low: float
    middle: float
    high: float


class ReachOut(Out):
    """How many people receive it, with all that a reader of these numbers must know."""

    present: EstimateOut
    reached: EstimateOut
    not_reached: EstimateOut
    disturbed: EstimateOut
    beyond_cells: EstimateOut
    synthetic: bool
    notes: list[Pair]


class SharePointOut(Out):
    """What one least share leads to."""

    least_share: float
    cells: int
    outside_km2: float
    unserved_km2: float


class CellsCheckOut(Out):
    """The cells that would be asked; ``state`` is ``none`` without a network, ``loading`` while it is read."""

    state: str
    waiting: bool
    synthetic: bool | None
    least_share: float
    counts: dict[str, int]
    point: SharePointOut | None
    curve: list[SharePointOut]
    suggested_share: float | None
    reach: ReachOut | None
    refused: Pair | None


class AlertCheckOut(Out):
    """All that is found in a draft; with any of ``errors`` it cannot be offered."""

    errors: int
    warnings: int
    findings: list[AlertFindingOut]
    contradictions: list[AlertFindingOut]
    cap: list[AlertFindingOut]
    texts: list[TextCheckOut]
    message: str
    cost: CostOut | None
    area: AreaCheckOut
    cells: CellsCheckOut


def checked(request: HttpRequest, row: Use, given: Changed, now: datetime) -> AlertCheckOut:
    """Return what is found in a draft; nothing of it is kept.

    Args:
        request: of who writes.
        row: of the use.
        given: the draft with its changes.
        now: the present moment.
    """
    panel = look_at(given.draft, given.borders, now)
    asked = cells_for(
        given.draft.area, given.least_share, given.draft.starts, (row.pk, caller(request).pk), _PATIENCE_S
    )
    return AlertCheckOut(
        errors=panel.errors,
        warnings=panel.warnings,
        findings=findings(one.finding for one in panel.findings),
        contradictions=findings(panel.contradictions),
        cap=findings(panel.cap),
        texts=[_text(text) for text in panel.texts],
        message=panel.phone,
        cost=_cost(panel),
        area=AreaCheckOut.of(panel.area, municipalities=dict(panel.area.inside)),
        cells=_cells(asked),
    )


def findings(found: Iterable[Finding]) -> list[AlertFindingOut]:
    """Return findings of the library as the API tells them."""
    return [AlertFindingOut.of(one, message=pair(one.message), fix=pair(one.fix)) for one in found]


def reach_out(found: Reach | None) -> ReachOut | None:
    """Return how many people receive it; None where that is not known."""
    if found is None:
        return None
    people = ("present", "reached", "not_reached", "disturbed", "beyond_cells")
    told: dict[str, Any] = {name: EstimateOut.of(getattr(found, name)) for name in people}
    return ReachOut.of(found, **told, notes=[pair(one) for one in (*found.notes, *found.cannot_know)])


def _text(seen: TextSeen) -> TextCheckOut:
    names = {name: part for part, name in PART_NAMES.items()}
    return TextCheckOut(
        language=seen.lang,
        parts=[PartOut(part=names[one.name], state=one.state, words=one.words) for one in seen.parts],
        readability=seen.reading.score,
    )


def _cost(panel: Panel) -> CostOut | None:
    if panel.cost is None:
        return None
    return CostOut.of(panel.cost, room=panel.room, costly=[CostlyOut.of(one) for one in panel.costly])


def _cells(asked: Asked) -> CellsCheckOut:
    return CellsCheckOut(
        state=asked.state,
        waiting=asked.waiting,
        synthetic=None if asked.cells.supply is None else not asked.cells.real,
        least_share=asked.share,
        counts=dict(asked.counts),
        point=SharePointOut.of(asked.point) if asked.point is not None else None,
        curve=[SharePointOut.of(one) for one in asked.table],
        suggested_share=asked.suggested,
        reach=reach_out(asked.reach),
        refused=pair(asked.refused),
    )
