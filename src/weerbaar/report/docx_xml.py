# SPDX-License-Identifier: EUPL-1.2
"""The few lines of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as PageSection
    from docx.shared import Length
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_FIRST_TIMESTAMP = (1980, 1, 1, 0, 0, 0)


def element(name: str, /, **attributes: str) -> Any:
    """Return a new element ``w:…`` with attributes in the same namespace."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_language(document: Document, tag: str) -> None:
    """Make ``tag`` (nl-NL, en-GB) the language of everything that names none itself."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    for lang in list(styles.iter(qn("w:lang"))):
        lang.getparent().remove(lang)
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("w:docDefaults")
        styles.insert(0, defaults)
    holder = defaults
    for name in ("w:rPrDefault", "w:rPr"):
        found = holder.find(qn(name))
        if found is None:
            found = element(name)
            holder.insert(0, found)
        holder = found
    holder.append(element("w:lang", val=tag, eastAsia=tag, bidi="ar-SA"))


def run_language(run: Run, lang: str) -> None:
    """Mark one run as Dutch or English."""
    run._r.get_or_add_rPr().append(element("w:lang", val="nl-NL" if lang == "nl" else "en-GB"))


def set_font(style: Any, name: str) -> None:
    """Set a font for every script, also where the style names a theme font."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), name)


def style_ids(document: Any) -> dict[str, str | None]:
    """Return name to id of the styles of paragraphs; None for the style that a paragraph has where it names none."""
    from docx.enum.style import WD_STYLE_TYPE

    usual = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    found = (style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH)
    return {style.name: None if style == usual else style.style_id for style in found}


def plain_style(style: Any) -> None:
    """Take away the line that Word's built-in style draws below a title, and its stretched letters."""
    from docx.oxml.ns import qn

    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    properties = style.element.pPr
    for border in [] if properties is None else properties.findall(qn("w:pBdr")):
        properties.remove(border)


def bottom_border(paragraph: Paragraph, colour: str) -> None:
    """Draw a thin line below a paragraph."""
    _borders(paragraph, {"bottom": ("4", "4", colour)})


def box(paragraph: Paragraph, bar: str, fill: str) -> None:
    """Draw a bar at the left of a paragraph and colour what is behind it; neighbours join into one box."""
    _borders(paragraph, {"left": ("24", "8", bar)})
    paragraph._p.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def _borders(paragraph: Paragraph, sides: dict[str, tuple[str, str, str]]) -> None:
    borders = element("w:pBdr")
    for side, (size, space, colour) in sides.items():
        borders.append(element(f"w:{side}", val="single", sz=size, space=space, color=colour))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(borders)
    _reorder(properties)


def _reorder(properties: Any) -> None:
    """Put the children of w:pPr in the order that the schema prescribes; Word refuses another order."""
    order = (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ).split()
    children = sorted(properties, key=lambda child: order.index(child.tag.rpartition("}")[2]))
    for child in children:
        properties.remove(child)
    properties.extend(children)


def order_properties(document: Document) -> None:
    """Put the properties of every paragraph of the body in schema order."""
    from docx.oxml.ns import qn

    for properties in document.element.body.iter(qn("w:pPr")):
        _reorder(properties)


def add_field(paragraph: Paragraph, instruction: str, shown: str, *, bold: bool = False) -> None:
    """Add a field with the text it shows until Word works it out again."""
    runs = [paragraph.add_run() for _ in range(5)]
    runs[0]._r.append(element("w:fldChar", fldCharType="begin"))
    runs[1]._r.append(_instruction(instruction))
    runs[2]._r.append(element("w:fldChar", fldCharType="separate"))
    runs[3].text = shown
    runs[4]._r.append(element("w:fldChar", fldCharType="end"))
    for run in runs:
        run.bold = bold or None


def _instruction(text: str) -> Any:
    from docx.oxml.ns import qn

    made = element("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {text} "
    return made


def open_contents(paragraph: Paragraph) -> None:
    """Begin a table of contents of two levels; Word fills in page numbers when it opens the document."""
    begin = element("w:fldChar", fldCharType="begin", dirty="true")
    for part in (begin, _instruction('TOC \\o "1-2" \\h \\z \\u'), element("w:fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(part)


def close_contents(paragraph: Paragraph) -> None:
    """End the table of contents."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def link_to(paragraph: Paragraph, anchor: str, text: str) -> None:
    """Add ``text`` as a link to a bookmark."""
    link = element("w:hyperlink", anchor=anchor, history="1")
    run = element("w:r")
    words = element("w:t")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around the text of a paragraph."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def describe_picture(run: Run, description: str, name: str) -> None:
    """Give the picture in a run its alternative text."""
    from docx.oxml.ns import qn

    for properties in run._r.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        properties.set("descr", description)
        properties.set("name", name)


def repeat_last_row(table: Table, rows: Sequence[Sequence[str]]) -> None:
    """Add rows with other words that look like the last one, whose cells hold one paragraph of one run each."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    pattern = table._tbl.tr_lst[-1]
    for words in rows:
        row = deepcopy(pattern)
        for written, text in zip(row.findall(f".//{qn('w:r')}"), words, strict=True):
            Run(written, table).text = text
        table._tbl.append(row)


def finish_table(table: Table, caption: str) -> None:
    """Repeat the header row on every page, keep rows whole, and name the table for a screen reader."""
    from docx.oxml.ns import qn

    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if index == 0:
            properties.append(element("w:tblHeader"))
    properties = table._tbl.tblPr
    margins = element("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "80"), ("bottom", "50"), ("right", "80")):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="C5CCD6"))
    for old in ("w:tblBorders", "w:tblCellMar", "w:tblCaption"):
        for found in properties.findall(qn(old)):
            properties.remove(found)
    look = properties.find(qn("w:tblLook"))
    place = len(properties) if look is None else list(properties).index(look)
    properties.insert(place, margins)
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(list(properties).index(margins if layout is None else layout), borders)
    properties.append(element("w:tblCaption", val=caption))


def shade(cell: _Cell, fill: str) -> None:
    """Colour what is behind a cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def page_size(section: PageSection) -> tuple[Length, Length]:
    """Return width and height of the page; A4 where a template does not say."""
    from docx.shared import Cm

    return section.page_width or Cm(21), section.page_height or Cm(29.7)


def text_width(section: PageSection) -> int:
    """Return the width of the text between the margins."""
    return int(page_size(section)[0] - (section.left_margin or 0) - (section.right_margin or 0))


def text_columns(section: PageSection, amount: int) -> None:
    """Set the text of a section in ``amount`` columns."""
    from docx.oxml.ns import qn

    properties = section._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    columns = element("w:cols", num=str(amount), space="400")
    later = [child for child in properties if child.tag.rpartition("}")[2] in ("titlePg", "docGrid", "textDirection")]
    if later:
        later[0].addprevious(columns)
    else:
        properties.append(columns)


def is_numbered(document: Document, style: str) -> bool:
    """Whether the template numbers this heading itself, so that we must not."""
    from docx.oxml.ns import qn

    properties = document.styles[style].element.pPr
    return properties is not None and properties.find(qn("w:numPr")) is not None


def same_bytes(document: Document) -> bytes:
    """Save a document without the time of saving, so that the same report gives the same bytes (C9)."""
    raw = io.BytesIO()
    document.save(raw)
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
