# SPDX-License-Identifier: EUPL-1.2
"""A report as data: sections of blocks that HTML, PDF and Word are all rendered from.

No block holds markup. Text is a row of :class:`Run` with at most bold and italic, so that nothing a
user writes can become an instruction to a browser, to Typst or to Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812  (the field of Report is called date)
from typing import TYPE_CHECKING, Literal

from weerbaar.base import Lang, RunRecord, Text
from weerbaar.report.branding import Branding

if TYPE_CHECKING:
    from weerbaar.figures import Figure

Align = Literal["left", "center", "right"]
ReportKind = Literal["findings", "letter", "fact-sheets", "advice", "eu-summary"]


@dataclass(frozen=True)
class Run:
    """A piece of running text in one style; ``lang`` where it differs from the report's language."""

    text: str
    bold: bool = False
    italic: bool = False
    lang: Lang | None = None


Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """Return the text of ``runs`` without its styles."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a ``lead`` one opens a report, a ``small`` one explains a table."""

    runs: Runs
    style: Literal["normal", "lead", "small", "label"] = "normal"


@dataclass(frozen=True)
class Item:
    """One item of a list; ``detail`` is a quieter line below it."""

    runs: Runs
    detail: Runs = ()


@dataclass(frozen=True)
class BulletList:
    """A list; ``ordered`` numbers it 1, 2, 3."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    """Lines that a source published, word for word."""

    lines: tuple[str, ...]
    source: str = ""
    lang: Lang | None = None


@dataclass(frozen=True)
class Table:
    """A table with one header row; the first column names the row.

    Attributes:
        number: its number in the report, 0 when it has none.
        align: one per column; missing ones are left.
        widths: relative widths, one per column; empty: as the content asks.
        note: what a reader needs to know to read it, printed below.
        compact: smaller type, for tables with many columns.
        languages: one per column, None where it is that of the report; for columns of published words.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: int = 0
    align: tuple[Align, ...] = ()
    widths: tuple[float, ...] = ()
    note: str = ""
    source: str = ""
    compact: bool = False
    languages: tuple[Lang | None, ...] = ()

    def column_align(self, column: int) -> Align:
        """Return how this column is aligned."""
        return self.align[column] if column < len(self.align) else "left"

    def column_lang(self, column: int) -> Lang | None:
        """Return the language of this column's cells where it is not that of the report."""
        return self.languages[column] if column < len(self.languages) else None


@dataclass(frozen=True)
class FigureBlock:
    """A figure; its description is the text alternative and its table says the same in numbers.

    Attributes:
        narrow: the same figure drawn for a telephone held upright, where there is one.
        height_cm: height on paper at most; 0 leaves it to the width of the text.
    """

    figure: Figure
    caption: str
    number: int = 0
    source: str = ""
    height_cm: float = 0.0
    narrow: Figure | None = None


@dataclass(frozen=True)
class Note:
    """A box beside the text: a remark, or a warning that must not be missed."""

    kind: Literal["info", "warning"]
    title: str
    paragraphs: tuple[Runs, ...] = ()


@dataclass(frozen=True)
class DefinitionList:
    """Terms, each with what is said of it."""

    items: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True)
class KeyFigure:
    """One box of a fact sheet."""

    label: str
    value: str
    detail: str = ""
    lang: Lang | None = None


@dataclass(frozen=True)
class KeyFigures:
    """A row of boxes."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class RunRecordBlock:
    """The run record in full, ``entries`` in the language of the report."""

    record: RunRecord
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Columns:
    """Two columns where the page is wide enough, one after the other where it is not."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


Block = (
    Paragraph | BulletList | Quote | Table | FigureBlock | Note | DefinitionList | KeyFigures | RunRecordBlock | Columns
)


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading.

    Attributes:
        id: anchor, unique in the report.
        level: 1 for a chapter or annex, 2 and 3 below it.
        number: as printed before the heading, for instance ``2.1``, ``Bijlage 1`` or ``a.``; may be empty.
        new_page: starts on a new page.
        landscape: pages lie on their side, until the next section that starts on a new page.
        sheet: must fit on one page.
        listed: stands in the table of contents.
    """

    id: str
    level: int
    number: str
    heading: str
    blocks: tuple[Block, ...] = ()
    new_page: bool = False
    landscape: bool = False
    sheet: bool = False
    lang: Lang | None = None
    listed: bool = True

    @property
    def title(self) -> str:
        """The heading with its number."""
        if not self.number:
            return self.heading
        return (
            f"{self.number}. {self.heading}"
            if self.number.startswith(("Bijlage", "Annex"))
            else f"{self.number} {self.heading}"
        )


@dataclass(frozen=True)
class Report:
    """A whole document.

    Attributes:
        kind: what document it is.
        date: of publication; None when the source gives none, and then ``year`` stands for it.
        edition: the round, as printed on the cover and in the running header.
        statement: what a reader must know about the data before reading any result.
        warning: printed on the cover and on every page when the scores are made up; else empty.
        run_id: stands in every caption.
        marking: level of confidentiality in words; stands at the top and the foot of every page.
        front: blocks between the title and the first heading, for documents without a cover.
        cover, contents: whether there is a cover page and a table of contents.
    """

    kind: ReportKind
    title: str
    subtitle: str
    organisation: str
    lang: Lang
    year: int
    run_id: str
    sections: tuple[Section, ...]
    date: Date | None = None
    edition: str = ""
    statement: str = ""
    warning: str = ""
    marking: Text | None = None
    front: tuple[Block, ...] = ()
    cover: bool = True
    contents: bool = True
    branding: Branding = field(default_factory=Branding)

    @property
    def marking_words(self) -> str:
        """The marking in the language of the report; empty where there is none."""
        return "" if self.marking is None else self.marking.in_(self.lang)

    @property
    def stamp(self) -> Date:
        """The date that goes into the file's properties: never the day of printing (C9)."""
        return self.date or Date(self.year, 1, 1)

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order, those inside columns included."""
        yield from _flat(self.front)
        for section in self.sections:
            yield from _flat(section.blocks)


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Columns):
            yield from _flat(block.left)
            yield from _flat(block.right)
        else:
            yield block
