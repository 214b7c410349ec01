# SPDX-License-Identifier: EUPL-1.2
"""The gaps as a table for spreadsheets: one row per capability and scenario that needs it.

Cells that a spreadsheet could take for a formula get an apostrophe in front (C13). What is withheld and what is unknown
is a word, never an empty cell.
"""

from __future__ import annotations

from weerbaar.base import Lang, harmless, spreadsheet_csv
from weerbaar.capability.needs.result import CLOSING, CapabilityGap, Cell, Gaps
from weerbaar.capability.needs.wording import KIND_WORDS, PHASE_WORDS, STATE_WORDS, UNKNOWN, WITHHELD


def gaps_csv(gaps: Gaps, lang: Lang = "nl") -> bytes:
    """Return the table as UTF-8 with a byte order mark; cells are separated as spreadsheets in ``lang`` expect."""
    return spreadsheet_csv(([harmless(cell) for cell in row] for row in _rows(gaps, lang)), lang)


def _rows(gaps: Gaps, lang: Lang) -> list[list[str]]:
    nl = lang == "nl"
    closing = [f"{100 * p:g}%" for p in CLOSING]
    if nl:
        header = "capaciteit,naam,eenheid,soort,scenario,fasen,stand,moment (uur),behoefte,behoefte 5%,behoefte 95%,"
        header += "aanwezig,aanwezig 5%,aanwezig 95%,kans op tekort,standaardfout,verwacht tekort,tekort 95%,"
        header += "deel dat ontbreekt"
        names = [*header.split(","), *(f"nodig voor {p}" for p in closing)]
    else:
        header = "capability,name,unit,kind,scenario,phases,state,moment (hours),need,need 5%,need 95%,"
        header += "present,present 5%,present 95%,probability of shortfall,standard error,expected shortfall,"
        header += "shortfall 95%,share that lacks"
        names = [*header.split(","), *(f"needed for {p}" for p in closing)]
    rows = [names]
    of = {gap.id: gap for gap in gaps.capabilities}
    for cell in gaps.cells:
        if cell.state != "not needed":
            rows.append(_row(cell, of[cell.capability], lang))
    if gaps.with_confidential and any(h.confidential for gap in gaps.capabilities for h in gap.holdings):
        mark = WITHHELD.in_(lang).upper()
        rows = [["" if i else mark for i in range(len(names))], *rows]
    return rows


def _row(cell: Cell, gap: CapabilityGap, lang: Lang) -> list[str]:
    def shown(*values: float) -> list[str]:
        return [f"{value:.6g}".replace(".", "," if lang == "nl" else ".") for value in values]

    start = [
        gap.id,
        gap.name.in_(lang),
        gap.unit.in_(lang),
        KIND_WORDS[gap.kind].in_(lang),
        cell.scenario,
        ", ".join(PHASE_WORDS[phase].in_(lang) for phase in cell.phases),
        STATE_WORDS[cell.state].in_(lang),
    ]
    numbers = cell.numbers
    if numbers is None:
        need, moment = cell.need, cell.need_moment_h
        nothing = (WITHHELD if cell.withheld else UNKNOWN).in_(lang)
        asked = [] if need is None or moment is None else shown(moment, need.median, need.low, need.high)
        return [*start, *asked, *[nothing] * (8 + len(CLOSING))]
    return [
        *start,
        *shown(numbers.moment_h, numbers.need.median, numbers.need.low, numbers.need.high),
        *shown(numbers.present.median, numbers.present.low, numbers.present.high),
        *shown(numbers.probability, numbers.error, numbers.shortfall, numbers.shortfall_95, numbers.share),
        *shown(*numbers.closing),
    ]
