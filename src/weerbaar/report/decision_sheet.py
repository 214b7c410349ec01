# SPDX-License-Identifier: EUPL-1.2
"""One page for the crisis team that decides on an evacuation: how bad, which area, when, and what is short.

The four questions are those of the national framework for large-scale evacuation; what is not known says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from weerbaar.base import Lang, Text, euro, number, percentage
from weerbaar.figures import displayable
from weerbaar.report.branding import Branding
from weerbaar.report.draft import Draft
from weerbaar.report.model import KeyFigure, KeyFigures, Report, Run

MOST_LINES = 3
LONGEST_LINE = 100
LONGEST_NAME = 80
"""The sheet is one page: what does not fit is told by number, and stands in the results that it was made of."""

Range = tuple[float, float]


@dataclass(frozen=True)
class DecisionSheet:
    """What stands on the sheet; None is not known, and is printed so. Hours count from the start of leaving.

    Attributes:
        title: of the threat.
        area: that is threatened.
        organisation: that made it.
        made_on: date of the sheet.
        people: that leave by road.
        affected: people whose place floods.
        deaths: from the 5 % of the low estimate to the 95 % of the high one.
        depth_m: of the water where people are, half of them less than the first; the second is the largest.
        water_h: when the water comes.
        left_behind: people not out by then.
        first: places that go first.
        upward: who goes to a high and dry place inside the area.
        t90_h, t99_h, last_h: until so many are safe.
        sure_h: until 99 % are safe in nineteen draws of twenty.
        best_h: no plan has everybody safe before.
        rules: what to decide when.
        waiting_eur: what waiting at the first moment brings; negative where it costs.
        false_alarm: chance that something is decided and no flood comes.
        too_late: chance that the flood comes and nothing was decided.
        value_of_life_eur: what the rules let a life cost.
        not_helped: people without transport of their own that are not fetched in time.
        shortages: what one vehicle or ten beds more would bring.
        roads: that decide how long it takes.
        roads_until_last: they do so until the last is safe; else until nine tenths are, and then who sets out last.
        uncertainties: what the numbers do not know.
        sources: where they come from.
        runs: ids of the run records.
        marking: level of confidentiality; None where there is none.
    """

    title: Text
    area: Text
    organisation: str
    made_on: datetime.date
    people: float | None = None
    affected: float | None = None
    deaths: Range | None = None
    depth_m: Range | None = None
    water_h: float | None = None
    left_behind: float | None = None
    first: tuple[Text, ...] | None = None
    upward: tuple[Text, ...] | None = None
    t90_h: float | None = None
    t99_h: float | None = None
    last_h: float | None = None
    sure_h: float | None = None
    best_h: float | None = None
    rules: tuple[Text, ...] | None = None
    waiting_eur: float | None = None
    false_alarm: float | None = None
    too_late: float | None = None
    value_of_life_eur: float | None = None
    not_helped: float | None = None
    shortages: tuple[Text, ...] | None = None
    roads: tuple[Text, ...] | None = None
    roads_until_last: bool = True
    uncertainties: tuple[Text, ...] | None = None
    sources: tuple[Text, ...] | None = None
    runs: tuple[str, ...] = ()
    marking: Text | None = None


def decision_sheet_report(sheet: DecisionSheet, lang: Lang = "nl", branding: Branding | None = None) -> Report:
    """Return the sheet as a report of one page, for ``render_pdf``, ``render_html`` and ``render_docx``.

    Args:
        sheet: what stands on it.
        lang: Dutch or English.
        branding: the organisation's own name, logo and colour.
    """
    brand = branding or Branding()
    writer = _Writer(lang)
    title = _cut(sheet.title.in_(lang), LONGEST_NAME)
    area = _cut(sheet.area.in_(lang), LONGEST_NAME)
    writer.draft.plain_heading(1, "", Run(title), new_page=True, sheet=True)
    writer.severity(sheet, area)
    writer.area(sheet)
    writer.moment(sheet)
    writer.means(sheet)
    writer.grounds(sheet)
    return Report(
        kind="fact-sheets",
        title=writer.say("Beslisblad evacuatie", "Decision sheet on evacuation"),
        subtitle=title,
        organisation=_cut(brand.organisation or sheet.organisation, LONGEST_NAME),
        lang=lang,
        year=sheet.made_on.year,
        run_id=sheet.runs[0] if sheet.runs else writer.unknown,
        sections=writer.draft.sections(),
        date=sheet.made_on,
        marking=sheet.marking,
        cover=False,
        contents=False,
        branding=brand,
    )


def _cut(words: str, most: int) -> str:
    """Return words on one line, as long as ``most`` ordinary letters, that the fonts have; broken off between words."""
    plain = displayable(" ".join(words.split()))
    room = list(accumulate(map(_room, plain)))
    if not room or room[-1] <= most:
        return plain
    fits = sum(taken <= most - 1 for taken in room)
    kept = plain[:fits]
    return (kept.rsplit(" ", 1)[0] if " " in kept[fits // 2 :] else kept).rstrip(" ,;:") + "…"


def _room(character: str) -> float:
    """Return how wide a character is in ordinary letters: half of the size of the type."""
    if character in "WMmw@%—" or not character.isascii():
        return 1.7
    return 1.25 if character.isupper() else 1.0


class _Writer:
    """Writes the parts of the sheet in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.draft = Draft(lang)
        self.say = self.draft.say
        self.unknown = self.say("onbekend", "unknown")

    def severity(self, sheet: DecisionSheet, area: str) -> None:
        """How bad it is."""
        self._heading("1. Hoe erg is het?", "1. How bad is it?")
        self._line("Gebied", "Area", area)
        self._line("Vertrekken over de weg", "Leave by road", self._count(sheet.people))
        deaths = None if sheet.deaths is None else f"{self._count(sheet.deaths[0])} – {self._count(sheet.deaths[1])}"
        depth = (
            self.unknown
            if sheet.depth_m is None
            else f"{number(sheet.depth_m[0], self.lang, 1)} – {number(sheet.depth_m[1], self.lang, 1)} m"
        )
        self._keys(
            (self.say("Mensen van wie de plaats onderloopt", "People whose place floods"), self._count(sheet.affected)),
            (self.say("Verwachte doden", "Expected deaths"), deaths or self.unknown),
            (self.say("Waterdiepte, midden – grootste", "Depth of water, middle – largest"), depth),
            (self.say("Water komt na", "Water comes after"), self._hours(sheet.water_h)),
        )

    def area(self, sheet: DecisionSheet) -> None:
        """Who goes first, and who goes up."""
        self._heading("2. Welk gebied eerst?", "2. Which area first?")
        self._list("Eerst weg", "Leave first", sheet.first)
        self._list("Naar een hoge en droge plek", "To a high and dry place", sheet.upward)

    def moment(self, sheet: DecisionSheet) -> None:
        """By when to decide, and what waiting brings."""
        self._heading("3. Wanneer besluiten?", "3. When to decide?")
        self._keys(
            (self.say("90% veilig na", "90% safe after"), self._hours(sheet.t90_h)),
            (self.say("99% veilig na", "99% safe after"), self._hours(sheet.t99_h)),
            (self.say("Geen plan eerder klaar dan", "No plan is done before"), self._hours(sheet.best_h)),
            (self.say("Niet weg als het water komt", "Not out when the water comes"), self._count(sheet.left_behind)),
        )
        if sheet.t99_h is not None:
            sure, last = sheet.sure_h is not None, self._hours(sheet.last_h)
            hours = self._hours(sheet.sure_h if sure else sheet.t99_h)
            nl, en = (", in negentien van de twintig trekkingen", ", in nineteen draws of twenty") if sure else ("", "")
            self.draft.text(
                f"Besluit en roep op ten minste {hours} voor het water: dan is 99% op tijd weg{nl}. De laatste, als "
                f"alles gaat zoals gepland: {last}.",
                f"Decide and call at least {hours} before the water: then 99% are out in time{en}. The last, if all "
                f"goes as planned: {last}.",
            )
        self._list("Besluit", "Decide", sheet.rules)
        waiting = self.unknown if sheet.waiting_eur is None else self._euro(sheet.waiting_eur)
        life = self.unknown if sheet.value_of_life_eur is None else self._euro(sheet.value_of_life_eur)
        alarm, late = self._share(sheet.false_alarm), self._share(sheet.too_late)
        self.draft.text(
            f"Wachten op een betere verwachting levert op: {waiting}. Kans op vals alarm: {alarm}; op te laat: {late}. "
            f"Een leven mag hierbij kosten: {life}.",
            f"Waiting for a better forecast brings: {waiting}. Chance of a false alarm: {alarm}; of being too late: "
            f"{late}. A life may cost: {life}.",
        )

    def means(self, sheet: DecisionSheet) -> None:
        """What is short."""
        self._heading("4. Welke middelen zijn schaars?", "4. Which means are scarce?")
        self._line("Niet op tijd opgehaald", "Not fetched in time", self._count(sheet.not_helped))
        self._list("Wat meer zou brengen", "What more would bring", sheet.shortages)
        if sheet.roads_until_last:
            self._list("Wegen die bepalen hoe lang het duurt", "Roads that decide how long it takes", sheet.roads)
        else:
            self._list(
                "Wegen die bepalen wanneer 90% veilig is; daarna bepaalt wie het laatst vertrekt",
                "Roads that decide when 90% are safe; from then on who sets out last decides",
                sheet.roads,
            )

    def grounds(self, sheet: DecisionSheet) -> None:
        """How sure it is, and where it comes from."""
        self._heading("Hoe zeker, en waarvan", "How sure, and from what")
        self._list("Onzeker", "Not sure", sheet.uncertainties)
        self._list("Bronnen", "Sources", sheet.sources)
        self._line("Rekenverslag", "Run record", ", ".join(sheet.runs[:6]) or self.unknown)

    def _heading(self, nl: str, en: str) -> None:
        self.draft.plain_heading(2, "", Run(self.say(nl, en)))

    def _keys(self, *pairs: tuple[str, str]) -> None:
        self.draft.add(KeyFigures(tuple(KeyFigure(label, value) for label, value in pairs)))

    def _line(self, nl: str, en: str, value: str) -> None:
        self.draft.runs(Run(f"{self.say(nl, en)}: ", bold=True), Run(_cut(value, LONGEST_LINE)))

    def _list(self, nl: str, en: str, items: Sequence[Text] | None) -> None:
        """Add the first items; None is not known, which is not the same as none."""
        if items is None or not items:
            self._line(nl, en, self.unknown if items is None else self.say("geen", "none"))
            return
        self.draft.text(f"{nl}:", f"{en}:", "label")
        shown = [_cut(item.in_(self.lang), LONGEST_LINE) for item in items[:MOST_LINES]]
        more = len(items) - len(shown)
        if more > 0:
            shown[-1] = f"{_cut(shown[-1], LONGEST_LINE - 20)} {self.say(f'(en nog {more})', f'(and {more} more)')}"
        self.draft.bullets(shown)

    def _count(self, value: float | None) -> str:
        return self.unknown if value is None else number(value, self.lang)

    def _hours(self, hours: float | None) -> str:
        return self.unknown if hours is None else f"{number(hours, self.lang, 1)} {self.say('uur', 'h')}"

    def _share(self, share: float | None) -> str:
        return self.unknown if share is None else percentage(share, self.lang)

    def _euro(self, value: float) -> str:
        return f"−{euro(-value, self.lang)}" if value < 0 else euro(value, self.lang)
