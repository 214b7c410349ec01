# SPDX-License-Identifier: EUPL-1.2
"""How firm a class is: the same scores under other weights, bases, rules and methods, in one table."""

from __future__ import annotations

from weerbaar.assessment import Assessment, ScenarioResult, Variant
from weerbaar.base import Lang, Text, number, percentage
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import GRID, HAZARD, INK, MUTED, PAPER, QUIET_FILL
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, foot, run_caption
from weerbaar.figures.strips import by_rank
from weerbaar.figures.svg import Element, group, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_KINDS = {
    "weights": Text(nl="gewichten", en="weights"),
    "base": Text(nl="grondtal", en="base"),
    "rule": Text(nl="regel", en="rule"),
    "method": Text(nl="methode", en="method"),
}


def stability(assessment: Assessment, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw, per scenario, the impact class under every other choice; a class that changes is framed and dark.

    Methods that only rank show the rank, after a number sign.

    Raises:
        FigureError: no variant was computed.
    """
    scenarios = [result for result in by_rank(assessment) if result.variants]
    if not scenarios:
        raise FigureError(
            Text(
                nl="Er zijn geen varianten berekend: er zijn geen scores om anders te wegen.",
                en="No variants were computed: there are no scores to weigh differently.",
            )
        )
    sheet = SHEETS[width]
    columns = _columns(scenarios)
    drawn, y = _grid(scenarios, columns, lang, sheet)
    elements, y = _key(columns, lang, sheet, y + 6)
    drawn += elements
    elements, y = foot(assessment, lang, sheet, y)
    drawn += elements
    height = round(y)
    title = pick(
        lang,
        f"Impactklasse bij andere keuzes, {assessment.round_label}",
        f"Impact class under other choices, {assessment.round_label}",
    )
    firm = sum(all(v.klass in (None, _class(result)) for v in result.variants) for result in scenarios)
    description = pick(
        lang,
        f"Per scenario de impactklasse bij {len(columns)} andere keuzes van gewichten, grondtal, regel of methode. "
        f"{firm} van de {len(scenarios)} scenario's houden overal hun klasse.",
        f"Per scenario the impact class under {len(columns)} other choices of weights, base, rule or method. "
        f"{firm} of {len(scenarios)} scenarios keep their class throughout.",
    )
    return figure_on(
        width,
        "standvastigheid",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(scenarios, columns, title, lang),
        caption=run_caption(assessment, lang),
        lang=lang,
    )


def _columns(scenarios: list[ScenarioResult]) -> list[Variant]:
    found: dict[tuple[str, str], Variant] = {}
    for result in scenarios:
        for variant in result.variants:
            found.setdefault((variant.kind, variant.id), variant)
    order = list(_KINDS)
    return sorted(found.values(), key=lambda v: order.index(v.kind))


def _class(result: ScenarioResult) -> str:
    return result.impact.klass if result.impact is not None else "–"


def _cell(result: ScenarioResult, column: Variant, lang: Lang) -> tuple[str, bool]:
    """Return the words of a cell and whether the class differs from the main result."""
    variant = next((v for v in result.variants if (v.kind, v.id) == (column.kind, column.id)), None)
    if variant is None:
        return "–", False
    if variant.klass is None:
        return f"#{number(variant.rank, lang, 0 if variant.rank % 1 == 0 else 1)}", False
    return variant.klass, variant.klass != _class(result)


def _grid(
    scenarios: list[ScenarioResult], columns: list[Variant], lang: Lang, sheet: Sheet
) -> tuple[list[Element], float]:
    name_width = sheet.inner * 0.32
    left = sheet.margin + name_width + 8
    same_width = text_width("100%", sheet.small) + 10
    step = min(46.0, (sheet.width - sheet.margin - left - same_width) / (len(columns) + 1))
    drawn: list[Element] = []
    y = sheet.small * 2 + 8
    drawn.append(text(sheet.margin, y - 6, "Scenario", sheet.small, weight=600))
    drawn.append(text(left + step / 2, y - 6, "0", sheet.small, weight=600, anchor="middle"))
    previous = ""
    for index, column in enumerate(columns, start=1):
        x = left + index * step
        if column.kind != previous:
            wide = step * sum(other.kind == column.kind for other in columns)
            heading = _KINDS[column.kind].in_(lang)
            if text_width(heading, sheet.small) <= wide - 6:
                drawn.append(text(x + 5, sheet.small, heading, sheet.small, fill=MUTED))
            drawn.append(line(x, 2, x, y, stroke=GRID, stroke_width=1))
            previous = column.kind
        drawn.append(text(x + step / 2, y - 6, str(index), sheet.small, weight=600, anchor="middle"))
    drawn.append(
        text(sheet.width - sheet.margin, y - 6, pick(lang, "gelijk", "same"), sheet.small, fill=MUTED, anchor="end")
    )
    drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=INK, stroke_width=1))
    for result in scenarios:
        wrapped = wrap(result.title.in_(lang), sheet.small, name_width)
        height = max(sheet.small + 9, len(wrapped) * sheet.leading + 4)
        middle = y + height / 2
        first = middle - len(wrapped) * sheet.leading / 2 + sheet.small * 0.98
        base = middle + sheet.small * 0.35
        drawn += lines(sheet.margin, first, wrapped, sheet.small, sheet.leading)
        drawn.append(rect(left, y + 1, step, height - 2, fill=QUIET_FILL))
        drawn.append(text(left + step / 2, base, _class(result), sheet.small, weight=600, anchor="middle"))
        for index, column in enumerate(columns, start=1):
            words, differs = _cell(result, column, lang)
            x = left + index * step
            if differs:
                drawn.append(rect(x + 2, y + 2, step - 4, height - 4, fill=HAZARD, rx=3))
            drawn.append(
                text(
                    x + step / 2,
                    base,
                    words,
                    sheet.small,
                    weight=600 if differs else 400,
                    fill=PAPER if differs else INK,
                    anchor="middle",
                )
            )
        if result.same_class_share is not None:
            shown = percentage(result.same_class_share, lang)
            drawn.append(text(sheet.width - sheet.margin, base, shown, sheet.small, fill=MUTED, anchor="end"))
        y += height
        drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke=GRID, stroke_width=0.8))
    return drawn, y


def _key(columns: list[Variant], lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    y = top + sheet.small
    drawn: list[Element] = [
        group(
            rect(sheet.margin, y - sheet.small + 1, 20, sheet.small + 3, fill=HAZARD, rx=3),
            text(sheet.margin + 10, y, "C", sheet.small, weight=600, fill=PAPER, anchor="middle"),
        ),
    ]
    words = pick(lang, "andere klasse dan in de hoofdberekening", "another class than in the main result")
    if any(column.kind == "method" for column in columns):
        words += pick(lang, "; # rang, waar een methode alleen ordent", "; # rank, where a method only ranks")
    wrapped = wrap(words, sheet.small, sheet.inner - 28)
    drawn += lines(sheet.margin + 28, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    y += len(wrapped) * sheet.leading + 3
    listed = [pick(lang, "0\N{NO-BREAK SPACE}hoofdberekening", "0\N{NO-BREAK SPACE}main result")]
    listed += [f"{i}\N{NO-BREAK SPACE}{c.name.in_(lang)}" for i, c in enumerate(columns, start=1)]
    wrapped = wrap("; ".join(listed) + ".", sheet.small, sheet.inner)
    drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    y += len(wrapped) * sheet.leading
    return drawn, y - sheet.small + 2


def _table(scenarios: list[ScenarioResult], columns: list[Variant], title: str, lang: Lang) -> FigureTable:
    header = ["Scenario", pick(lang, "Hoofdberekening", "Main result")]
    header += [f"{_KINDS[c.kind].in_(lang)}: {c.name.in_(lang)}" for c in columns]
    header.append(pick(lang, "Aandeel met dezelfde klasse", "Share with the same class"))
    rows = []
    for result in scenarios:
        share = result.same_class_share
        rows.append(
            (
                result.title.in_(lang),
                _class(result),
                *(_cell(result, column, lang)[0] for column in columns),
                pick(lang, "niet bekend", "not known") if share is None else percentage(share, lang),
            )
        )
    return FigureTable(title, tuple(header), tuple(rows))
