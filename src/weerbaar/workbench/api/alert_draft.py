# SPDX-License-Identifier: EUPL-1.2
"""The draft of an alert as programs send and get it, and what it becomes in the library.

An area goes out as GeoJSON (RFC 7946) and comes in as that, or as somebody would type it on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from weerbaar.alerting.area import Area, AreaError, from_geojson, geojson, read_area
from weerbaar.alerting.compose import Draft, Kind
from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.facts import Borders
from weerbaar.workbench.alerts.forms import FIRST_YEAR, LAST_YEAR, LONGEST_AREA, LONGEST_TEXT, draft_of, plain
from weerbaar.workbench.alerts.frames import frame_named
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.api.schemas import In, Moment, Out, Pair, Version

Level = Literal[1, 2, 3, 4, "test", "exercise"]
RegionCode = Annotated[str, Field(pattern=r"^(VR(0[1-9]|1[0-9]|2[0-5])|NL)$")]
_FIRST, _LAST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
_LEVELS: Mapping[str, tuple[Level, ...]] = {"actual": (1, 2, 3, 4), "exercise": ("exercise",), "test": ("test",)}
_FILE = "draft"


def _of_our_time(at: datetime) -> datetime:
    if not _FIRST <= at < _LAST:
        raise ValueError(f"must be from {FIRST_YEAR} up to and including {LAST_YEAR}")
    return at


AlertMoment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
"""A moment at which an alert can be."""


class MessageIn(In):
    """What people read, in both languages."""

    nl: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    en: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class PlaceIn(In):
    """A place in words, in both languages."""

    nl: Annotated[str, Field(max_length=200)] = ""
    en: Annotated[str, Field(max_length=200)] = ""


class ValueIn(In):
    """What is filled in for a field of a template; English as in Dutch where it is left out."""

    nl: Annotated[str, Field(max_length=500)] = ""
    en: Annotated[str, Field(max_length=500)] = ""


Values = Annotated[dict[Annotated[str, Field(max_length=60)], ValueIn], Field(max_length=100)]


class DraftIn(In):
    """What changes in a draft; what is left out stays as it was saved.

    ``area`` is GeoJSON, or text as the page takes it (points, a circle, WKT, the name or code of a municipality or
    region); an empty text takes it away. ``leastShare`` is what part of a cell must lie in the area, 0 to 1.
    """

    kind: Kind | None = None
    level: Level | None = None
    area: Annotated[str, Field(max_length=LONGEST_AREA)] | dict[str, Any] | None = None
    area_description: PlaceIn | None = None
    texts: MessageIn | None = None
    starts: AlertMoment | None = None
    expires: AlertMoment | None = None
    urgency: Literal["immediate", "expected", "past"] | None = None
    certainty: Literal["observed", "likely", "possible"] | None = None
    sender_name: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    more_info: Annotated[str, Field(max_length=200)] | None = None
    phones: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=10)] | None = None
    template_values: Values | None = None
    least_share: Annotated[float, Field(ge=0, le=1)] | None = None
    incident_at: AlertMoment | None = None
    requested_at: AlertMoment | None = None


class DraftChange(DraftIn):
    """A change of a draft, and the version of the alert that it is based on."""

    version: Version


class DraftOut(Out):
    """A draft; ``area`` is a GeoJSON feature, null where there is none yet."""

    kind: str
    level: Level
    area: dict[str, Any] | None
    area_description: Pair
    area_codes: list[str]
    texts: Pair
    starts: Moment
    expires: Moment
    urgency: str
    certainty: str
    sender_name: str
    more_info: str
    phones: list[str]
    template: str | None
    template_values: dict[str, Pair]
    replaces: str | None
    least_share: float
    incident_at: Moment | None
    requested_at: Moment | None


@dataclass(frozen=True)
class Changed:
    """A draft with what is kept beside it, as :func:`weerbaar.workbench.alerts.draft_verbs.save` takes them."""

    draft: Draft
    template: dict[str, Any]
    least_share: float
    borders: Borders


def both(text: Text) -> Pair:
    """Return a text as it is written: what has no English yet shows none."""
    return Pair(nl=text.nl, en=text.en)


def draft_out(row: Use) -> DraftOut:
    """Return the draft of a use as it was saved last."""
    draft, beside = draft_of(row), row.template
    drawn = bool(draft.area.polygons or draft.area.circles)
    moments = {name: beside.get(name) for name in ("incident_at", "requested_at")}
    return DraftOut.of(
        draft,
        area=geojson(draft.area) if drawn else None,
        area_description=both(draft.area.description),
        area_codes=list(draft.area.codes),
        texts=both(draft.texts),
        phones=list(draft.phones),
        template_values={
            name: Pair(nl=said.get("nl", ""), en=said.get("en", "")) for name, said in beside.get("fields", {}).items()
        },
        least_share=row.least_share,
        **{name: datetime.fromisoformat(at) if at else None for name, at in moments.items()},
    )


def changed(row: Use, given: DraftIn) -> Changed:
    """Return the draft of a use with a change in it; nothing is saved.

    Args:
        row: of the use.
        given: what changes.

    Raises:
        InputError: an area that cannot be read, a level that does not go with the status, or a value for a field that
            the template does not have.
    """
    before, borders = draft_of(row), facts.borders_now(facts.PATIENCE_S)
    problems: list[Problem] = []
    values: dict[str, Any] = {
        name: getattr(given, name)
        for name in ("kind", "level", "starts", "expires", "urgency", "certainty", "sender_name", "more_info")
        if getattr(given, name) is not None
    }
    if given.level is not None and given.level not in _LEVELS[before.status]:
        allowed = ", ".join(str(level) for level in _LEVELS[before.status])
        problems.append(_problem("level", f"kan hier alleen zijn: {allowed}.", f"can only be: {allowed}."))
    values |= {name: plain(values[name]) for name in ("sender_name", "more_info") if name in values}
    if given.texts is not None:
        values["texts"] = Text(nl=plain(given.texts.nl), en=plain(given.texts.en))
    if given.phones is not None:
        values["phones"] = tuple(one for phone in given.phones if (one := plain(phone)))
    area = before.area
    try:
        area = _area(given, before.area, borders)
    except AreaError as error:
        problems.append(Problem(_FILE, error.message, field="area"))
    if given.area is not None or given.area_description is not None:
        values["area"] = area
    beside = _beside(row, given, before, problems)
    if problems:
        raise InputError(problems)
    share = row.least_share if given.least_share is None else given.least_share
    return Changed(before.model_copy(update=values), beside, share, borders)


def values_of(given: Mapping[str, ValueIn]) -> dict[str, Text]:
    """Return what is filled in for a template, as :func:`weerbaar.alerting.compose.fill` takes it."""
    return {name: Text(nl=plain(said.nl), en=plain(said.en)) for name, said in given.items() if said.nl or said.en}


def _area(given: DraftIn, before: Area, borders: Borders) -> Area:
    found, described = before, before.description
    if isinstance(given.area, str):
        found = read_area(given.area, borders.boundaries) if given.area.strip() else Area(described)
        # Of what is typed only a name or a code says where it is.
        described = found.description if found.codes else described
    elif given.area is not None:
        found = from_geojson(given.area)
        described = found.description if found.description.nl else described
    if given.area_description is not None:
        described = Text(nl=plain(given.area_description.nl), en=plain(given.area_description.en))
    return Area(described, found.polygons, found.circles, found.codes)


def _beside(row: Use, given: DraftIn, before: Draft, problems: list[Problem]) -> dict[str, Any]:
    kept = dict(row.template)
    if given.template_values is not None:
        frame = frame_named(before.template) if before.template else None
        names = {one.id for one in frame.fields} if frame else set()
        names |= {piece.id for piece in frame.pieces if piece.freedom == "free"} if frame else set()
        problems += [
            _problem(f"templateValues.{name}", "dit kan niet worden ingevuld.", "this cannot be filled in.")
            for name in sorted(given.template_values.keys() - names)
        ]
        kept["fields"] = {
            name: {"nl": said.nl, "en": said.en} for name, said in values_of(given.template_values).items()
        }
    for name in ("incident_at", "requested_at"):
        # What is given as null is taken away; what is left out stays.
        if name in given.model_fields_set:
            at: datetime | None = getattr(given, name)
            kept[name] = at.isoformat() if at else None
    return kept


def _problem(field: str, nl: str, en: str) -> Problem:
    return Problem(_FILE, Text(nl=nl, en=en), field=field)
