# SPDX-License-Identifier: EUPL-1.2
"""All that is said of a draft while somebody writes it; nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString

from weerbaar.alerting import Finding, worst
from weerbaar.alerting.area import (
    GEOFENCE_OCTETS,
    Area,
    AreaError,
    area_km2,
    geofence_octets,
    repair,
    simplify_outward,
)
from weerbaar.alerting.broadcast import MAX_PAGES, PAGE_SEPTETS, PAGE_UCS2, PageError, TextCost, text_cost
from weerbaar.alerting.cap import Alert, UnwritableError, write_alert
from weerbaar.alerting.cap import check as check_cap
from weerbaar.alerting.compose import (
    CHANNEL_NAMES,
    LONGEST,
    PART_NAMES,
    Channel,
    ChannelText,
    Draft,
    EarlierAlertError,
    Readability,
    Reading,
    broadcast_text,
    check_draft,
    consistency_findings,
    readability,
    render,
    six_parts,
    to_cap,
)
from weerbaar.base import Lang, Text
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.facts import Borders
from weerbaar.workbench.alerts.frames import frame_named
from weerbaar.workbench.alerts.map_data import area_text
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.shell.language import words

_PLACE = re.compile(r"text\.(nl|en)\[(\d+):(\d+)\]")
_LANGUAGES: tuple[Lang, ...] = ("nl", "en")
_STATES = {
    "present": ("✓", Text(nl="aanwezig", en="present")),
    "doubtful": ("?", Text(nl="twijfel", en="doubtful")),
    "absent": ("✗", Text(nl="ontbreekt", en="absent")),
}


@dataclass(frozen=True)
class PartSeen:
    """One of the six parts in one language: whether it is there, and the words that show it."""

    name: Text
    state: str
    mark: str
    state_words: Text
    words: str


@dataclass(frozen=True)
class TextSeen:
    """The text in one language as it was read."""

    lang: Lang
    parts: tuple[PartSeen, ...]
    marked: SafeString
    reading: Readability


@dataclass(frozen=True)
class Numbered:
    """A finding with the number that stands beside its place in the text; 0 where it has no place there."""

    number: int
    finding: Finding


@dataclass(frozen=True)
class Costly:
    """A character that makes the text dearer, how often it is there, and what to write instead."""

    character: str
    code: str
    count: int
    replacement: str | None


@dataclass(frozen=True)
class AreaSeen:
    """The area as it was read.

    Attributes:
        km2: None where nothing is enclosed.
        repaired_km2: of the repair; None where there is nothing to repair.
        repaired_text: the repair as it would be typed.
        done: what the repair changes.
        octets: of the coordinates for phones, after simplification where that was needed.
        added_km2: how much larger the simplified area is; 0 where it went along as it is.
        inside: municipalities that it touches, with the share of the area that lies there.
        named: those municipalities in words, to be put in the field with one press.
    """

    km2: float | None = None
    repaired_km2: float | None = None
    repaired_text: str = ""
    done: tuple[Finding, ...] = ()
    octets: int | None = None
    added_km2: float = 0.0
    inside: tuple[tuple[str, float], ...] = ()
    named: str = ""


@dataclass(frozen=True)
class ChannelSeen:
    """The text for one channel in both languages."""

    channel: Channel
    name: Text
    longest: int | None
    texts: tuple[ChannelText, ...]


@dataclass(frozen=True)
class Panel:
    """Everything that the page shows of a check."""

    findings: tuple[Numbered, ...]
    texts: tuple[TextSeen, ...]
    cost: TextCost | None
    room: int
    costly: tuple[Costly, ...]
    phone: str
    channels: tuple[ChannelSeen, ...]
    contradictions: tuple[Finding, ...]
    cap: tuple[Finding, ...]
    area: AreaSeen

    @property
    def part_rows(self) -> list[tuple[Text, list[PartSeen]]]:
        """The six parts, each with how it stands in every language that there is a text in."""
        return [(row[0].name, list(row)) for row in zip(*(text.parts for text in self.texts), strict=True)]

    def count(self, level: str) -> int:
        """Return how many findings of a level there are, those of CAP and of the channels too."""
        every = [*(one.finding for one in self.findings), *self.contradictions, *self.cap]
        return sum(finding.level == level for finding in every)

    @property
    def errors(self) -> int:
        """How many errors keep the draft from being offered."""
        return sum(one.finding.level == "error" for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings ask for a look."""
        return self.count("warning")

    @property
    def advices(self) -> int:
        """How many findings may be left."""
        return self.count("advice")

    @property
    def worst(self) -> str:
        """The gravest level; empty where nothing was found."""
        return worst([*(one.finding for one in self.findings), *self.contradictions, *self.cap]) or ""


def findings_of(draft: Draft, borders: Borders, now: datetime) -> list[Finding]:
    """Return what the checks find in a draft, with the contacts, places and template that are in use.

    Args:
        draft: finished or not.
        borders: those at hand, for the names of places.
        now: the present moment.
    """
    return check_draft(
        draft,
        contacts=facts.contacts_now(),
        now=now,
        gazetteer=facts.places(borders),
        template=frame_named(draft.template) if draft.template else None,
    )


def look_at(draft: Draft, borders: Borders, now: datetime, unread_area: AreaError | None = None) -> Panel:
    """Return what there is to say of a draft as it is filled in.

    Args:
        draft: finished or not.
        borders: those at hand, for the names of places and of what the area touches.
        now: the present moment.
        unread_area: why the area that was given could not be read; None where it could.
    """
    found = findings_of(draft, borders, now)
    if unread_area is not None:
        unread = Finding("area.unread", "error", unread_area.message, where="area")
        found = [unread, *(finding for finding in found if not finding.rule.startswith("area."))]
    # Where there is no text yet, that is all there is to say of its words.
    empty = [f"text.{lang}" for lang in _LANGUAGES if not _own(draft.texts, lang)]
    found = [finding for finding in found if finding.rule != "template.fixed" or finding.where not in empty]
    numbered = _numbered(found)
    texts = tuple(_text_seen(lang, text, numbered) for lang in _LANGUAGES if (text := _own(draft.texts, lang)))
    message = broadcast_text(draft.texts)
    cost = _cost(message)
    channels = render(draft) if draft.texts.nl else ()
    return Panel(
        findings=numbered,
        texts=texts,
        cost=cost,
        room=MAX_PAGES * (PAGE_UCS2 if cost is not None and cost.coding == "ucs2" else PAGE_SEPTETS),
        costly=_costly(cost),
        phone=message,
        channels=_by_channel(channels),
        contradictions=tuple(consistency_findings(draft, channels)),
        cap=_cap_findings(draft, now) if draft.texts.nl and (draft.area.polygons or draft.area.circles) else (),
        area=_area_seen(Area(Text(nl=""), draft.area.polygons, draft.area.circles), borders),
    )


def _own(texts: Text, lang: Lang) -> str:
    return texts.nl if lang == "nl" else texts.en


def _numbered(found: Sequence[Finding]) -> tuple[Numbered, ...]:
    numbers, last = [], 0
    for finding in found:
        last += bool(_PLACE.fullmatch(finding.where))
        numbers.append(Numbered(last if _PLACE.fullmatch(finding.where) else 0, finding))
    return tuple(numbers)


def _text_seen(lang: Lang, text: str, numbered: Iterable[Numbered]) -> TextSeen:
    readings = six_parts(text, lang).readings
    parts = tuple(
        PartSeen(PART_NAMES[part], one.state, *_STATES[one.state], text[one.start : one.end])
        for part, one in readings.items()
    )
    places = []
    for one in numbered:
        match = _PLACE.fullmatch(one.finding.where)
        if match and match[1] == lang:
            places.append((int(match[2]), int(match[3]), one))
    return TextSeen(lang, parts, _marked(text, readings.items(), places), readability(text, lang))


def _marked(
    text: str, readings: Iterable[tuple[str, Reading]], places: Sequence[tuple[int, int, Numbered]]
) -> SafeString:
    """Return the text as markup: each of the six parts under a line with its name, each finding marked and numbered."""
    spans = [(one.start, one.end, PART_NAMES[part]) for part, one in readings if one.end > one.start]  # type: ignore[index]
    edges = sorted({0, len(text), *(e for a, b, _ in [*spans, *places] for e in (a, b) if 0 <= e <= len(text))})
    made: list[str] = []
    for start, end in pairwise(edges):
        piece: str = escape(text[start:end])
        there = [one for a, b, one in places if a <= start and end <= b]
        if there:
            level = worst(one.finding for one in there)
            piece = f'<mark class="seen seen--{level}">{piece}</mark>'
        if any(a <= start and end <= b for a, b, _ in spans):
            piece = f'<span class="seen-part">{piece}</span>'
        made.append(piece)
        made += [f'<sup class="seen-number">{one.number}</sup>' for _, b, one in places if b == end]
        made += [f'<span class="seen-name">{escape(words(name))}</span>' for _, b, name in spans if b == end]
    return SafeString("".join(made))


def _cost(message: str) -> TextCost | None:
    try:
        return text_cost(message)
    except PageError:
        return None


def _costly(cost: TextCost | None) -> tuple[Costly, ...]:
    seen: dict[str, Costly] = {}
    for one in cost.expensive if cost is not None else ():
        before = seen.get(one.character)
        count = before.count + 1 if before else 1
        code = " ".join(f"U+{ord(part):04X}" for part in one.character)
        seen[one.character] = Costly(one.character, code, count, one.replacement)
    return tuple(seen.values())


def _by_channel(texts: Sequence[ChannelText]) -> tuple[ChannelSeen, ...]:
    return tuple(
        ChannelSeen(channel, name, LONGEST.get(channel), own)
        for channel, name in CHANNEL_NAMES.items()
        if channel != "broadcast" and (own := tuple(text for text in texts if text.channel == channel))
    )


def _cap_findings(draft: Draft, now: datetime) -> tuple[Finding, ...]:
    """Return what the profile of NL-Alert says of the CAP message that this draft would become."""
    try:
        message = write_alert(to_cap(draft, now, earlier_alert(draft)))
    except (EarlierAlertError, UnwritableError) as error:
        return (Finding("cap.unwritable", "error", error.message),)
    return tuple(finding for one in check_cap(message, draft.id, now=now, profile="nl") for finding in one.findings)


def earlier_alert(draft: Draft) -> Alert | None:
    """Return the CAP message of the alert that a draft replaces; None where it replaces none, or it is not there."""
    row = Use.objects.filter(use=draft.replaces).first() if draft.replaces else None
    if row is None:
        return None
    earlier = Draft.model_validate(row.draft)
    return to_cap(earlier.model_copy(update={"replaces": None}), earlier.starts)


# While somebody types the text, the area stays what it was.
@lru_cache(maxsize=64)
def _area_seen(area: Area, borders: Borders) -> AreaSeen:
    if not area.polygons and not area.circles:
        return AreaSeen()
    mended = repair(area)
    seen: dict[str, object] = {"km2": _km2(area)}
    # A repair after which nothing is left is none.
    if mended.what and (mended.area.polygons or mended.area.circles):
        seen |= {
            "repaired_km2": _km2(mended.area),
            "repaired_text": area_text(Area(Text(nl=""), mended.area.polygons, mended.area.circles), None),
            "done": mended.what,
        }
    try:
        octets = geofence_octets(area)
        if octets <= GEOFENCE_OCTETS:
            seen["octets"] = octets
        else:
            simple = simplify_outward(area)
            seen |= {"octets": simple.octets, "added_km2": simple.added_km2}
        if borders.boundaries is not None:
            codes = borders.boundaries.codes_in(area)
            names = borders.boundaries.names
            inside = tuple((names[code], share) for code, share in codes if code.startswith("GM"))
            named = [name for name, _ in inside[:3]]
            words = " en ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
            seen |= {"inside": inside[:8], "named": words if len(inside) <= 3 else ""}
    except AreaError:
        # What is wrong with it stands among the findings.
        pass
    return AreaSeen(**seen)  # type: ignore[arg-type]


def _km2(area: Area) -> float | None:
    try:
        return area_km2(area)
    except AreaError:
        return None
