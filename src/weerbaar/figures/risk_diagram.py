# SPDX-License-Identifier: EUPL-1.2
"""The risk diagram as the Dutch guides draw it: likelihood across, impact upwards, both logarithmic.

One mark per scenario; a circle is a hazard, a diamond a threat. What was only published as a class is a
box, because no point in it is better than another. There is no product of the axes and no line of
acceptance: the guides read the diagram in clusters (nrb-method.md, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weerbaar.assessment import Assessment, Estimate
from weerbaar.base import Lang, Text
from weerbaar.figures.axes import LogScale, draw_axes, impact_axis_of, margins
from weerbaar.figures.diagram_layout import (
    DiagramLayout,
    Entry,
    Spot,
    incomplete_note,
    incomplete_sign,
    is_placed,
    journey,
    lay_out,
)
from weerbaar.figures.diagram_legend import (
    Shown,
    Uncertainty,
    box_frame,
    draw_list,
    key,
    listed_names,
    not_placed,
    pointer,
)
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.geometry import Box
from weerbaar.figures.marks import Kind, Look, arrow, bars, between, cloud, mark, reach
from weerbaar.figures.palette import BOX_FILL, INK, MUTED, PAST
from weerbaar.figures.sheet import SHEETS, Sheet, foot, run_caption
from weerbaar.figures.svg import Element, document, element, group, line, lines, rect, text
from weerbaar.figures.wording import (
    anchor,
    class_and_value,
    earlier_words,
    kind_word,
    pick,
    range_words,
    spoken,
)

_NAMES_UP_TO = {"phone": 0, "screen": 24, "a4": 16}
_LIST_BESIDE_UP_TO = 22
_LIST_WIDTH = 280.0
_COLUMNS = {"phone": 1, "screen": 3, "a4": 2}
_CONTOURS = (0.90, 0.60, 0.30)
_HIT = 12.0
_CROWD = 30


def risk_diagram(
    assessment: Assessment,
    lang: Lang = "nl",
    width: Width = "screen",
    highlight: str | None = None,
    earlier: bool = True,
    uncertainty: Uncertainty = "bars",
    links: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the scenarios of a round by likelihood and impact.

    Args:
        assessment: the results; its method must have a total.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
        highlight: id of one scenario to bring forward; the others are drawn small and grey.
        earlier: draw the places of earlier rounds too, with arrows.
        uncertainty: ``bars`` from the 5 to the 95 % quantile on both axes, a ``cloud`` of nested contours
            through the quantiles of both axes, or ``none``.
        links: addresses that the marks of these scenarios lead to, for a drawing inside a page.

    Raises:
        NoTotalError: the method only ranks.
        FigureError: ``highlight`` is not a scenario of the round.
    """
    impact_axis_of(assessment)
    if highlight is not None and all(result.id != highlight for result in assessment.scenarios):
        raise FigureError(
            Text(
                nl=f'Scenario "{highlight}" komt in deze ronde niet voor.',
                en=f'Scenario "{highlight}" is not in this round.',
            )
        )
    drawing = _Drawing(assessment, lang, width, highlight, earlier, uncertainty, links or {})
    return drawing.figure()


class _Drawing:
    """The choices of one diagram and the steps to draw it."""

    def __init__(
        self,
        assessment: Assessment,
        lang: Lang,
        width: Width,
        highlight: str | None,
        earlier: bool,
        uncertainty: Uncertainty,
        links: Mapping[str, str],
    ) -> None:
        self.assessment = assessment
        self.lang = lang
        self.width: Width = width
        self.sheet: Sheet = SHEETS[width]
        self.highlight = highlight
        self.uncertainty: Uncertainty = uncertainty
        self.links = links
        self.id = "risicodiagram" + (f"-{anchor(highlight)}" if highlight else "")
        self.entries = [Entry(i, result) for i, result in enumerate(assessment.scenarios, start=1)]
        self.earlier = earlier and any(result.earlier for result in assessment.scenarios)

    def figure(self) -> Figure:
        layout, beside = self.layout()
        parts, height = self.parts(layout, beside)
        title = _title(self.assessment, self.lang)
        description = _description(self.assessment, self.entries, self.lang)
        svg = document(
            f"{self.id}-{self.width}", self.sheet.width, height, title, description, self.lang, parts, focusable=True
        )
        return Figure(
            id=self.id,
            title=title,
            description=description,
            svg=svg,
            table=diagram_table(self.assessment, self.lang),
            caption=run_caption(self.assessment, self.lang),
            lang=self.lang,
            width=self.sheet.width,
            height=height,
        )

    def layout(self) -> tuple[DiagramLayout, bool]:
        """Return the places in the plotting area, and whether a list of names stands beside it."""
        placed = [entry for entry in self.entries if is_placed(entry.result)]
        if self.highlight is not None:
            named = [entry for entry in placed if entry.result.id == self.highlight]
        else:
            named = placed if 0 < len(placed) <= _NAMES_UP_TO[self.width] else []
        if named:
            layout = self._lay_out(self._plot(0.0), named)
            if layout.names:
                return layout, False
        beside = self.highlight is None and self.width == "screen" and 0 < len(placed) <= _LIST_BESIDE_UP_TO
        return self._lay_out(self._plot(_LIST_WIDTH if beside else 0.0), []), beside

    def _plot(self, list_width: float) -> Box:
        room = margins(impact_axis_of(self.assessment), self.assessment.likelihood_axis, self.lang, self.sheet)
        left = self.sheet.margin + room.left
        right = self.sheet.width - self.sheet.margin - 2 - list_width
        return Box(left, 8, right, 8 + self.sheet.plot_height)

    def _lay_out(self, plot: Box, named: Sequence[Entry]) -> DiagramLayout:
        shown = [e for e in self.entries if self.highlight is None or is_placed(e.result)]
        return lay_out(
            self.assessment,
            shown,
            plot,
            self.lang,
            self.sheet,
            named=named,
            earlier=self.earlier,
            strokes=self.uncertainty == "bars",
            highlight=self.highlight,
        )

    def parts(self, layout: DiagramLayout, beside: bool) -> tuple[list[Element], float]:
        """Return the elements in drawing order and the height of the whole."""
        sheet, lang, assessment = self.sheet, self.lang, self.assessment
        drawn = [group(*draw_axes(layout.x, layout.y, lang, sheet), aria_hidden="true")]
        drawn.append(group(*self.backdrop(layout), aria_hidden="true"))
        drawn += [self.scenario(spot, layout) for spot in layout.spots]
        y = layout.plot.bottom + margins(impact_axis_of(assessment), assessment.likelihood_axis, lang, sheet).below

        below: list[Element] = []
        if not layout.names and self.highlight is None and layout.spots + layout.earlier:
            numbers = {spot.entry.number for spot in layout.spots + layout.earlier}
            entries = [entry for entry in self.entries if entry.number in numbers]
            if beside:
                left = layout.plot.right + 16
                listed = listed_names(assessment, entries, lang, sheet, sheet.width - sheet.margin - left)
                elements, end = draw_list(listed, sheet, left, layout.plot.top, 0, 1)
                y = max(y, end + 8)
            else:
                columns = _COLUMNS[self.width]
                column = sheet.inner / columns
                listed = listed_names(assessment, entries, lang, sheet, column - 10)
                elements, end = draw_list(listed, sheet, sheet.margin, y + 4, column, columns)
                y = end + 6
            below += elements
        below.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke="#dde2e8", stroke_width=1))
        elements, y = key(self.shown(layout), self.uncertainty, lang, sheet, y + 6)
        below += elements
        elements, y = not_placed(assessment, self.entries, lang, sheet, y)
        below += elements
        elements, y = foot(assessment, lang, sheet, y)
        below += elements
        drawn.append(group(*below, aria_hidden="true"))
        return drawn, round(y)

    def shown(self, layout: DiagramLayout) -> Shown:
        """Return what the key has to explain."""
        front = [s for s in (*layout.spots, *layout.earlier) if self._is_front(s)]
        incomplete = any(incomplete_sign(spot.entry.result) for spot in front)
        return Shown(
            hazards=any(spot.entry.result.kind == "hazard" for spot in front),
            threats=any(spot.entry.result.kind == "threat" for spot in front),
            ranges=any(not spot.boxed and spot.area.width + spot.area.height > 2 for spot in front),
            boxes=any(spot.boxed and spot.earlier is None for spot in front),
            earlier=any(spot.earlier is not None for spot in front),
            moved=any(spot.moved for spot in front),
            quiet=len(front) < len(layout.spots) + len(layout.earlier),
            notes=(incomplete_note(self.lang),) if incomplete else (),
        )

    def _is_front(self, spot: Spot) -> bool:
        return self.highlight is None or spot.entry.result.id == self.highlight

    def backdrop(self, layout: DiagramLayout) -> list[Element]:
        """Return boxes, uncertainty, lines and earlier places: everything behind the marks."""
        drawn: list[Element] = []
        front = [spot for spot in layout.spots if self._is_front(spot)]
        areas = sorted({s.area for s in front if s.boxed}, key=lambda a: (-a.width * a.height, a.left, a.top))
        drawn += [rect(a.left, a.top, a.width, a.height, rx=3, fill=BOX_FILL, fill_opacity=0.75) for a in areas]
        drawn += [box_frame(a.left, a.top, a.width, a.height) for a in areas]
        for caption in layout.captions:
            drawn += lines(
                caption.box.left,
                caption.box.top + self.sheet.small * 0.95,
                caption.lines,
                self.sheet.small,
                self.sheet.leading,
                fill=MUTED,
            )
        for spot in front:
            drawn += self.spread(spot, layout.x, layout.y)
        for spot in layout.spots:
            if spot.moved and self._is_front(spot):
                drawn += pointer(*spot.point, *spot.place)
        for start, end in journey(layout.spots, layout.earlier):
            path = between(
                start.place,
                reach(start.entry.result.kind, start.size) * 0.9,
                end.place,
                reach(end.entry.result.kind, end.size) * 0.9,
            )
            drawn += arrow(path) if path is not None and self._is_front(start) else []
        for spot in layout.earlier:
            if self._is_front(spot):
                number = str(spot.entry.number) if self.highlight is None else ""
                drawn += mark(spot.entry.result.kind, *spot.place, spot.size, number, 11, "earlier")
                if self.highlight is not None and spot.earlier is not None:
                    x, y = spot.place[0], spot.mark_box.bottom + 12
                    drawn.append(text(x, y, str(spot.earlier.year), 11, fill=PAST, anchor="middle", halo=True))
        return drawn

    def spread(self, spot: Spot, x: LogScale, y: LogScale) -> list[Element]:
        """Return the uncertainty of one scenario; a box has none but its frame."""
        result = spot.entry.result
        likelihood, impact = result.likelihood, result.impact
        if spot.boxed or self.uncertainty == "none" or likelihood is None or impact is None:
            return []
        kind: Kind = result.kind
        if self.uncertainty == "bars":
            area = spot.area
            thin = 1.0 if len(self.entries) > _CROWD else 1.5
            return bars(kind, *spot.point, (area.left, area.right), (area.bottom, area.top), thin)
        contours = []
        for share in _CONTOURS:
            tail = (1 - share) / 2
            contours.append(
                (
                    min(spot.point[0], x.at(quantile(likelihood, tail))),
                    min(spot.point[1], y.at(quantile(impact, 1 - tail))),
                    max(spot.point[0], x.at(quantile(likelihood, 1 - tail))),
                    max(spot.point[1], y.at(quantile(impact, tail))),
                )
            )
        return cloud(kind, *spot.point, contours)

    def scenario(self, spot: Spot, layout: DiagramLayout) -> Element:
        """Return one scenario as an object that the keyboard reaches: mark, name and room for a finger."""
        result = spot.entry.result
        front = self._is_front(spot)
        x, y = spot.place
        parts: list[Element] = []
        name = next((n for n in layout.names if n.spot.entry.number == spot.entry.number), None)
        if name is not None and name.place.leader is not None:
            x1, y1, x2, y2 = name.place.leader
            parts.append(line(x1, y1, x2, y2, stroke=PAST, stroke_width=1))
        parts.append(element("circle", cx=x, cy=y, r=max(_HIT, spot.size), fill="#ffffff", fill_opacity=0))
        look: Look = "quiet" if not front else ("chosen" if self.highlight is not None else "now")
        number = str(spot.entry.number) if self.highlight is None else ""
        parts += mark(result.kind, x, y, spot.size, number, 11 if self.width != "screen" else 12, look)
        if name is not None:
            box = name.place.box
            align = {1: "start", 0: "middle", -1: "end"}[name.place.side]
            at = {1: box.left + 1, 0: box.centre[0], -1: box.right - 1}[name.place.side]
            parts += lines(
                at,
                box.top + self.sheet.small * 0.98,
                name.lines,
                self.sheet.small,
                self.sheet.leading,
                weight=600,
                fill=INK,
                anchor=align,
                halo=True,
            )
        label = spoken(self.assessment, result, self.lang)
        if self.earlier and result.earlier:
            label += pick(self.lang, "; eerder: ", "; earlier: ") + earlier_words(result.earlier, self.lang)
        name_of_mark = f"{self.id}-{self.width}-{anchor(result.id)}"
        if result.id in self.links:
            return element("a", *parts, id=name_of_mark, href=self.links[result.id], aria_label=label)
        return group(
            *parts,
            id=name_of_mark,
            tabindex=0,
            role="graphics-symbol",
            aria_label=label,
        )


def quantile(estimate: Estimate, share: float) -> float:
    """Return a quantile between the stored ones, linear between neighbours; the ends are the ends stored."""
    values = estimate.quantiles
    place = share * (len(values) + 1) - 1
    below = min(max(int(place), 0), len(values) - 1)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * min(max(place - below, 0.0), 1.0)


def diagram_table(assessment: Assessment, lang: Lang) -> FigureTable:
    """Return the table that says what the risk diagram shows, scenarios without a place included."""
    impact_axis = impact_axis_of(assessment)
    header = pick_all(
        lang,
        ("Nr.", "Scenario", "Soort", "Waarschijnlijkheid", "5% tot 95%", "Impact", "5% tot 95%", "Eerdere rondes"),
        ("No.", "Scenario", "Kind", "Likelihood", "5% to 95%", "Impact", "5% to 95%", "Earlier rounds"),
    )
    rows = []
    for number, result in enumerate(assessment.scenarios, start=1):
        place = result.published
        rows.append(
            (
                str(number),
                result.title.in_(lang),
                kind_word(result.kind, lang),
                class_and_value(assessment.likelihood_axis, result.likelihood, place.likelihood if place else "", lang),
                range_words(assessment.likelihood_axis, result.likelihood, lang),
                class_and_value(impact_axis, result.impact, place.impact if place else "", lang),
                range_words(impact_axis, result.impact, lang),
                earlier_words(result.earlier, lang),
            )
        )
    caption = pick(
        lang,
        f"Plaats van de scenario's in het risicodiagram, {assessment.round_label}",
        f"Place of the scenarios in the risk diagram, {assessment.round_label}",
    )
    return FigureTable(caption, header, tuple(rows))


def pick_all(lang: Lang, nl: tuple[str, ...], en: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts in ``lang``."""
    return en if lang == "en" else nl


def _title(assessment: Assessment, lang: Lang) -> str:
    return pick(lang, f"Risicodiagram {assessment.round_label}", f"Risk diagram {assessment.round_label}")


def _description(assessment: Assessment, entries: Sequence[Entry], lang: Lang) -> str:
    placed = [entry for entry in entries if is_placed(entry.result)]
    missing = len(entries) - len(placed)
    sentences = [
        pick(
            lang,
            "Horizontaal de waarschijnlijkheid, van laag naar hoog; verticaal de impact, van beperkt onderaan tot "
            "de zwaarste klasse bovenaan; beide logaritmisch.",
            "Across the likelihood, from low to high; upwards the impact, from the lightest class at the bottom to the "
            "most severe at the top; both logarithmic.",
        ),
        pick(
            lang,
            f"{len(placed)} van de {len(entries)} scenario's zijn geplaatst.",
            f"{len(placed)} of {len(entries)} scenarios have a place.",
        ),
    ]
    if len(placed) <= 12:
        sentences += [spoken(assessment, entry.result, lang) + "." for entry in placed]
    else:
        sentences.append(
            pick(lang, "De tabel bij de figuur noemt ze alle.", "The table beside the figure lists them all.")
        )
    if missing:
        sentences.append(
            pick(
                lang,
                f"{missing} niet geplaatst omdat impact of waarschijnlijkheid niet bekend is.",
                f"{missing} without a place because impact or likelihood is not known.",
            )
        )
    return " ".join(sentences)
