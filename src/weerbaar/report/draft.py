# SPDX-License-Identifier: EUPL-1.2
"""A report while it is being written: keeps count of headings, figures and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from weerbaar.base import Lang, Text
from weerbaar.report.markdown import blocks_of
from weerbaar.report.model import (
    Align,
    Block,
    BulletList,
    FigureBlock,
    Item,
    Note,
    Paragraph,
    Quote,
    Run,
    Runs,
    Section,
    Table,
)

if TYPE_CHECKING:
    from weerbaar.figures import Figure, Width


class Draft:
    """Collects sections in order. Texts are given as a Dutch and an English string; one of them is kept."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._sections: list[Section] = []
        self._blocks: list[Block] = []
        self._chapter = 0
        self._annex = 0
        self._below = [0, 0]
        self._figures = 0
        self._tables = 0

    def say(self, nl: str, en: str) -> str:
        """Return the one of both that the report is in."""
        return nl if self.lang == "nl" else en

    def of(self, text: Text, *, bold: bool = False, italic: bool = False) -> Run:
        """Return a text of the data; Dutch is marked as such where the English is missing."""
        dutch = self.lang == "en" and not text.en
        return Run(text.in_(self.lang), bold, italic, "nl" if dutch else None)

    def front(self, nl: str, en: str) -> None:
        """Begin a chapter without a number."""
        self._open(1, "", self.say(nl, en), new_page=True)

    def chapter(self, nl: str, en: str) -> None:
        """Begin a numbered chapter on a new page."""
        self._chapter += 1
        self._below = [0, 0]
        self._open(1, str(self._chapter), self.say(nl, en), new_page=True)

    def annex(self, nl: str, en: str, *, landscape: bool = False) -> None:
        """Begin an annex on a new page."""
        self._annex += 1
        self._below = [0, 0]
        number = f"{self.say('Bijlage', 'Annex')} {self._annex}"
        self._open(1, number, self.say(nl, en), new_page=True, landscape=landscape)

    def section(self, nl: str, en: str) -> None:
        """Begin a section of the second level; numbered inside chapters, not inside annexes."""
        self.heading(2, self.say(nl, en))

    def heading(self, level: Literal[2, 3], text: str, lang: Lang | None = None, *, listed: bool = True) -> None:
        """Begin a section with a heading from the data; ``listed`` in the table of contents or not."""
        if level == 2:
            self._below = [self._below[0] + 1, 0]
        else:
            self._below[1] += 1
        parts = [self._chapter, *self._below[: level - 1]]
        number = "" if self._annex else ".".join(str(p) for p in parts)
        self._open(level, number, text, lang=lang, listed=listed)

    def plain_heading(
        self, level: Literal[1, 2, 3], number: str, text: Run, *, new_page: bool = False, sheet: bool = False
    ) -> None:
        """Begin a section with a number of its own, or none."""
        self._open(level, number, text.text, new_page=new_page, sheet=sheet, lang=text.lang)

    def add(self, *blocks: Block) -> None:
        """Add blocks below the last heading."""
        self._blocks += [block if getattr(block, "number", 0) else self.numbered(block) for block in blocks]

    def numbered(self, block: Block) -> Block:
        """Return a figure or table with the next number; other blocks as they are."""
        if isinstance(block, FigureBlock):
            self._figures += 1
            return replace(block, number=self._figures)
        if isinstance(block, Table):
            self._tables += 1
            return replace(block, number=self._tables)
        return block

    def text(self, nl: str, en: str, style: Literal["normal", "lead", "small", "label"] = "normal") -> None:
        """Add a paragraph."""
        self.add(Paragraph((Run(self.say(nl, en)),), style))

    def runs(self, *runs: Run) -> None:
        """Add a paragraph in several styles."""
        self.add(Paragraph(runs))

    def data(self, text: Text) -> None:
        """Add Markdown from the data."""
        run = self.of(text)
        self.add(*blocks_of(run.text, run.lang))

    def bullets(self, items: Iterable[Item | str]) -> None:
        """Add a list."""
        made = tuple(Item((Run(i),)) if isinstance(i, str) else i for i in items)
        if made:
            self.add(BulletList(made))

    def quote(self, lines: Sequence[str], source: str = "", lang: Lang | None = None) -> None:
        """Add published lines, word for word."""
        self.add(Quote(tuple(lines), source, None if lang == self.lang else lang))

    def note(self, nl: str, en: str, *more: Runs, title: Text | None = None) -> None:
        """Add a remark in a box."""
        shown = (title or Text(nl="Let op", en="Please note")).in_(self.lang)
        own = self.say(nl, en)
        self.add(Note("info", shown, (*(((Run(own),),) if own else ()), *more)))

    def warning(self, title: str, *paragraphs: Runs) -> None:
        """Add a warning in a box."""
        self.add(Note("warning", title, paragraphs))

    def absent(self, nl: str, en: str) -> None:
        """Say that something is not in the data: absent is not zero."""
        self.add(Note("info", self.say("Niet beschikbaar", "Not available"), ((Run(self.say(nl, en)),),)))

    def table(
        self,
        nl: str,
        en: str,
        header: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        align: Sequence[Align] = (),
        widths: Sequence[float] = (),
        note: str = "",
        source: str = "",
        compact: bool = False,
        dutch: Sequence[int] = (),
    ) -> None:
        """Add a numbered table; ``dutch`` are columns of published words, which stay Dutch."""
        self.add(
            Table(
                self.say(nl, en),
                tuple(header),
                tuple(tuple(row) for row in rows),
                align=tuple(align),
                widths=tuple(widths),
                note=note,
                source=source,
                compact=compact,
                languages=tuple("nl" if i in dutch and self.lang == "en" else None for i in range(len(header))),
            )
        )

    def figure(self, draw: Callable[[Width], Figure], caption: str = "", *, height_cm: float = 0.0) -> None:
        """Add a numbered figure, drawn for paper and for a telephone."""
        paper = draw("a4")
        self.add(FigureBlock(paper, caption or paper.title, height_cm=height_cm, narrow=draw("phone")))

    def sections(self) -> tuple[Section, ...]:
        """Return all sections written so far."""
        self._close()
        return tuple(self._sections)

    def _open(
        self,
        level: int,
        number: str,
        heading: str,
        *,
        new_page: bool = False,
        landscape: bool = False,
        sheet: bool = False,
        lang: Lang | None = None,
        listed: bool = True,
    ) -> None:
        self._close()
        place = f"s{len(self._sections) + 1}"
        self._sections.append(
            Section(
                place,
                level,
                number,
                heading,
                new_page=new_page,
                landscape=landscape,
                sheet=sheet,
                lang=lang,
                listed=listed,
            )
        )

    def _close(self) -> None:
        if self._sections and self._blocks:
            last = self._sections[-1]
            self._sections[-1] = replace(last, blocks=(*last.blocks, *self._blocks))
            self._blocks = []
