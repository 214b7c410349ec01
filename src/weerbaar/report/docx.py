# SPDX-License-Identifier: EUPL-1.2
"""A report as Word document with real styles, so that an organisation can go on writing in it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.report.docx_template import add_marking, add_warning, checked_template, complete_styles, own_document
from weerbaar.report.docx_xml import (
    add_field,
    bookmark,
    box,
    close_contents,
    describe_picture,
    finish_table,
    is_numbered,
    link_to,
    open_contents,
    order_properties,
    page_size,
    repeat_last_row,
    run_language,
    same_bytes,
    shade,
    style_ids,
    text_columns,
    text_width,
)
from weerbaar.report.model import (
    Block,
    BulletList,
    Columns,
    DefinitionList,
    FigureBlock,
    KeyFigures,
    Note,
    Paragraph,
    Quote,
    Report,
    RunRecordBlock,
    Runs,
    Section,
    Table,
)
from weerbaar.report.phrases import date_words, phrases

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

_SOFT = "F4F6F9"
_ALARM = "7A2200"
_MUTED = "4D5560"


def render_docx(report: Report, template: Path | None = None) -> bytes:
    """Return ``report`` as .docx; the same report gives the same bytes.

    Args:
        report: the report.
        template: an organisation's own .docx. Its styles, header, footer and page are used; the text in its
            body is not.

    Raises:
        InputError: the template is no usable Word document.
    """
    return _Writer(report, template).write()


_LONGEST_PROPERTY = 255
"""Characters that a document property can hold in python-docx and in Word."""


class _Writer:
    """Writes one report into one document, from top to bottom."""

    def __init__(self, report: Report, template: Path | None) -> None:
        self.report = report
        self.say = phrases(report.lang)
        self.own = template is None
        self.document = own_document(report) if template is None else checked_template(template)
        complete_styles(self.document, report)
        self.style_ids = style_ids(self.document)
        self.brand = report.branding.colour[1:].upper()
        self.fresh_page = True
        self.bookmarks = 0

    def write(self) -> bytes:
        report = self.report
        if report.warning:
            add_warning(self.document, report.warning)
        if report.cover:
            self._cover()
        elif report.kind == "letter":
            self._letterhead()
        if report.contents:
            self._contents()
        for block in report.front:
            self._block(block)
        for section in report.sections:
            self._section(section)
        if report.marking_words:
            add_marking(self.document, report.marking_words)
        self._properties()
        order_properties(self.document)
        return same_bytes(self.document)

    def _properties(self) -> None:
        report = self.report
        stamp = datetime(report.stamp.year, report.stamp.month, report.stamp.day)
        core = self.document.core_properties
        core.title = f"{report.title} – {report.subtitle}"[:_LONGEST_PROPERTY]
        core.author = core.last_modified_by = report.organisation[:_LONGEST_PROPERTY]
        core.subject = report.edition[:_LONGEST_PROPERTY]
        core.keywords = f"{self.say['run']} {report.run_id}"
        core.comments = report.warning[:_LONGEST_PROPERTY]
        core.category = report.marking_words[:_LONGEST_PROPERTY]
        core.language = "nl-NL" if report.lang == "nl" else "en-GB"
        core.created = core.modified = core.last_printed = stamp
        core.revision = 1

    # -- title page, contents, headings ------------------------------------------------------------

    def _paragraph(self, style: str = "Normal") -> WordParagraph:
        self.fresh_page = False
        return self._in_style(style if style in self.style_ids else "Normal")

    def _in_style(self, style: str) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        # Not the style itself: python-docx would look through all styles of the document for every paragraph.
        paragraph._p.style = self.style_ids[style]
        return paragraph

    def _logo(self) -> None:
        from docx.shared import Cm, Emu

        logo = self.report.branding.logo
        if logo is None:
            return
        data = _svg_as_png(logo.data) if logo.format == "svg" else logo.data
        run = self._paragraph().add_run()
        picture = run.add_picture(io.BytesIO(data), height=Cm(1.8))
        widest = self._text_width() * 0.6
        if picture.width > widest:
            picture.height = Emu(round(picture.height * widest / picture.width))
            picture.width = Emu(round(widest))
        describe_picture(run, f"{self.say['logo']} {self.report.organisation}", "logo")

    def _cover(self) -> None:
        from docx.enum.section import WD_SECTION
        from docx.shared import Pt

        report = self.report
        self._logo()
        above = self._paragraph()
        above.add_run(report.organisation).bold = True
        above.paragraph_format.space_after = Pt(150)
        self._paragraph("Title").add_run(report.title)
        self._paragraph("Subtitle").add_run(report.subtitle)
        if report.warning:
            self._warning_box(report.warning, report.statement)
        facts = self._paragraph()
        facts.add_run(date_words(report))
        if report.edition != report.subtitle:
            facts.add_run(f"\n{report.edition}")
        facts.add_run(f"\n{self.say['run']} {report.run_id}")
        if self.own:
            self.document.sections[0].different_first_page_header_footer = True
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self.fresh_page = True

    def _letterhead(self) -> None:
        report = self.report
        self._logo()
        self._paragraph().add_run(report.organisation).bold = True
        self._paragraph("Title").add_run(report.title)
        self._paragraph("Subtitle").add_run(f"{report.subtitle} · {date_words(report)}")

    def _contents(self) -> None:
        from docx.enum.text import WD_BREAK
        from docx.shared import Pt, RGBColor

        heading = self._paragraph("TOC Heading" if "TOC Heading" in self.style_ids else "Normal")
        run = heading.add_run(self.say["contents"])
        run.bold, run.font.size, run.font.color.rgb = True, Pt(16), RGBColor.from_string(self.brand)
        entries = [s for s in self.report.sections if s.level <= 2 and s.listed]
        places = {id(s): f"_{s.id}" for s in entries}
        last = None
        for index, section in enumerate(entries):
            name = f"toc {section.level}"
            last = self._paragraph(name if name in self.style_ids else f"TOC {section.level}")
            if index == 0:
                open_contents(last)
            link_to(last, places[id(section)], section.title)
        last = last or heading
        close_contents(last)
        last.add_run().add_break(WD_BREAK.PAGE)
        self.fresh_page = True

    def _section(self, section: Section) -> None:
        self._turn(section)
        style = f"Heading {section.level}"
        heading = self._in_style(style)
        if section.new_page and not self.fresh_page:
            heading.paragraph_format.page_break_before = True
        self.fresh_page = False
        numbered = is_numbered(self.document, style)
        run = heading.add_run(section.heading if numbered else section.title)
        if section.lang:
            run_language(run, section.lang)
        self.bookmarks += 1
        bookmark(heading, f"_{section.id}", self.bookmarks)
        for block in section.blocks:
            self._block(block)

    def _turn(self, section: Section) -> None:
        """Begin a section of pages on their side, or upright again."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        current = self.document.sections[-1]
        width, height = page_size(current)
        on_its_side = width > height
        if not section.new_page or on_its_side == section.landscape:
            return
        turned = self.document.add_section(WD_SECTION.NEW_PAGE)
        turned.different_first_page_header_footer = False
        turned.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
        turned.page_width, turned.page_height = height, width
        self.fresh_page = True

    def _text_width(self) -> int:
        return text_width(self.document.sections[-1])

    # -- blocks ------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(runs, style):
                self._text(runs, style)
            case BulletList():
                self._list(block)
            case Quote():
                self._quote(block)
            case Table():
                self._table(block)
            case FigureBlock():
                self._figure(block)
            case Note():
                self._note(block)
            case DefinitionList(items):
                self._definitions(items)
            case RunRecordBlock(_, entries):
                self._definitions([(term, value) for term, value in entries])
            case KeyFigures():
                self._key_figures(block)
            case Columns():
                self._columns(block)

    def _add_runs(self, paragraph: WordParagraph, runs: Runs, lang: str | None = None) -> None:
        for part in runs:
            run = paragraph.add_run(part.text)
            run.bold = part.bold or None
            run.italic = part.italic or None
            if part.lang or lang:
                run_language(run, part.lang or lang or "")

    def _text(self, runs: Runs, style: str) -> None:
        from docx.shared import Pt

        paragraph = self._paragraph("Weerbaar small" if style in ("small", "label") else "Normal")
        self._add_runs(paragraph, runs)
        paragraph.paragraph_format.keep_with_next = True if runs and runs[-1].text.endswith(":") else None
        if style == "lead":
            for run in paragraph.runs:
                run.font.size = Pt(12)
        if style == "label":
            paragraph.paragraph_format.keep_with_next = True
            for run in paragraph.runs:
                run.bold = True

    def _list(self, block: BulletList) -> None:
        for item in block.items:
            paragraph = self._paragraph("List Number" if block.ordered else "List Bullet")
            self._add_runs(paragraph, item.runs)
            if item.detail:
                paragraph.add_run().add_break()
                before = len(paragraph.runs)
                self._add_runs(paragraph, item.detail)
                for run in paragraph.runs[before:]:
                    self._quiet(run)

    def _quiet(self, run: object) -> None:
        from docx.shared import Pt, RGBColor

        run.font.size = Pt(9)  # type: ignore[attr-defined]
        run.font.color.rgb = RGBColor.from_string(_MUTED)  # type: ignore[attr-defined]

    def _quote(self, block: Quote) -> None:
        from docx.shared import Cm, Pt

        for line in block.lines:
            paragraph = self._paragraph()
            run = paragraph.add_run(line)
            if block.lang:
                run_language(run, block.lang)
            paragraph.paragraph_format.left_indent = Cm(0.5)
            paragraph.paragraph_format.space_after = Pt(3)
            paragraph.paragraph_format.keep_with_next = True
            box(paragraph, self.brand, _SOFT)
        if block.source:
            self._below(f"{self.say['source']}: {block.source}")

    def _below(self, text: str) -> None:
        self._paragraph("Weerbaar small").add_run(text)

    def _caption(self, word: str, number: int, text: str, *, above: bool) -> None:
        from docx.shared import Pt, RGBColor

        paragraph = self._paragraph("Caption")
        paragraph.paragraph_format.keep_with_next = above
        paragraph.add_run(f"{word} ").bold = True
        add_field(paragraph, f"SEQ {word} \\* ARABIC", str(number), bold=True)
        paragraph.add_run(f" {text}  ")
        stamp = paragraph.add_run(f"{self.say['run']} {self.report.run_id}")
        stamp.font.size, stamp.font.color.rgb = Pt(8), RGBColor.from_string(_MUTED)

    def _table(self, block: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Emu, Pt, RGBColor

        self._caption(self.say["table"], block.number, block.caption, above=True)
        columns = len(block.header)
        # Rows below the first are copies of it with other words: formatting every cell anew takes five times as long.
        table = self.document.add_table(rows=min(2, 1 + len(block.rows)), cols=columns)
        table.autofit = False
        sides = {
            "left": WD_ALIGN_PARAGRAPH.LEFT,
            "center": WD_ALIGN_PARAGRAPH.CENTER,
            "right": WD_ALIGN_PARAGRAPH.RIGHT,
        }
        shares = block.widths if len(block.widths) == columns else (2.0, *(1.0 for _ in range(columns - 1)))
        room = self._text_width() / (2 if self._in_columns else 1)
        widths = [Emu(round(room * share / sum(shares))) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for y, (cells, words) in enumerate(zip(table.rows, (block.header, *block.rows[:1]), strict=True)):
            for x, (cell, text) in enumerate(zip(cells.cells, words, strict=True)):
                cell.width = widths[x]
                paragraph = cell.paragraphs[0]
                run = paragraph.add_run(text)
                paragraph.alignment = sides[block.column_align(x)]
                paragraph.paragraph_format.space_after = Pt(0)
                paragraph.paragraph_format.line_spacing = 1.0
                run.font.size = Pt(8 if block.compact else 9)
                lang = block.column_lang(x) if y else None
                if lang:
                    run_language(run, lang)
                run.bold = True if x == 0 or y == 0 else None
                if y == 0:
                    run.font.color.rgb = RGBColor.from_string("FFFFFF")
                    shade(cell, self.brand)
                    paragraph.paragraph_format.keep_with_next = True
        repeat_last_row(table, block.rows[1:])
        finish_table(table, block.caption)
        self.fresh_page = False
        notes = [block.note] if block.note else []
        if block.source:
            notes.append(f"{self.say['source']}: {block.source}")
        for note in notes or [""]:
            self._below(note)

    def _figure(self, block: FigureBlock) -> None:
        from docx.shared import Cm, Emu

        paragraph = self._paragraph()
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run()
        picture = run.add_picture(io.BytesIO(block.figure.png()))
        width = self._text_width() * (0.48 if self._in_columns else 1.0)
        height = float(Cm(min(block.height_cm or 20.0, 20.0)))
        scale = min(width / picture.width, height / picture.height)
        picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
        describe_picture(run, f"{block.figure.title}. {block.figure.description}", block.figure.id)
        self._caption(self.say["figure"], block.number, block.caption, above=False)
        if block.source:
            self._below(f"{self.say['source']}: {block.source}")

    def _note(self, block: Note) -> None:
        from docx.shared import Cm, RGBColor

        warning = block.kind == "warning"
        bar, fill = (_ALARM, "FDF3EE") if warning else (_MUTED, _SOFT)
        title = self._paragraph()
        words = title.add_run(block.title)
        words.bold = True
        words.font.color.rgb = RGBColor.from_string(bar)
        title.paragraph_format.keep_with_next = bool(block.paragraphs)
        paragraphs = [title]
        for runs in block.paragraphs:
            paragraphs.append(self._paragraph())
            self._add_runs(paragraphs[-1], runs)
        for paragraph in paragraphs:
            paragraph.paragraph_format.left_indent = Cm(0.5)
            box(paragraph, bar, fill)

    def _warning_box(self, title: str, text: str) -> None:
        from weerbaar.report.model import Run

        self._note(Note("warning", title, ((Run(text),),)))

    def _definitions(self, items: Sequence[tuple[str, Runs | str]]) -> None:
        from docx.shared import Cm, Pt

        for term, words in items:
            paragraph = self._paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.6)
            paragraph.paragraph_format.first_line_indent = Cm(-0.6)
            paragraph.paragraph_format.space_after = Pt(3)
            paragraph.add_run(f"{term}: ").bold = True
            if isinstance(words, str):
                paragraph.add_run(words).font.name = "Consolas"
            else:
                self._add_runs(paragraph, words)

    def _key_figures(self, block: KeyFigures) -> None:
        from docx.shared import Pt, RGBColor

        for item in block.items:
            paragraph = self._paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            self._quiet(paragraph.add_run(f"{item.label}: "))
            value = paragraph.add_run(item.value)
            if item.lang:
                run_language(value, item.lang)
            value.bold, value.font.color.rgb = True, RGBColor.from_string(self.brand)
            if item.detail:
                self._quiet(paragraph.add_run(f"  {item.detail}"))

    _in_columns = False

    def _columns(self, block: Columns) -> None:
        """Two columns of text, so that the reading order is left, then right, as it should be."""
        from docx.enum.section import WD_SECTION
        from docx.enum.text import WD_BREAK

        text_columns(self.document.add_section(WD_SECTION.CONTINUOUS), 2)
        self._in_columns = True
        for inner in block.left:
            self._block(inner)
        self.document.paragraphs[-1].add_run().add_break(WD_BREAK.COLUMN)
        for inner in block.right:
            self._block(inner)
        self._in_columns = False
        text_columns(self.document.add_section(WD_SECTION.CONTINUOUS), 1)


def _svg_as_png(svg: bytes) -> bytes:
    """Draw a logo as picture, because Word needs dots."""
    import typst

    page = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("logo.svg", height: 60pt)'
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as place:
        (Path(place) / "logo.svg").write_bytes(svg)
        (Path(place) / "page.typ").write_text(page, encoding="utf-8")
        drawn = typst.compile(str(Path(place) / "page.typ"), root=place, format="png", ppi=288)
    return bytes(drawn)
