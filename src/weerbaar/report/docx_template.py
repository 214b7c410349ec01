# SPDX-License-Identifier: EUPL-1.2
"""The Word file a report starts from: our own look, or an organisation's template after checking it (C13)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.base import Text
from weerbaar.report.docx_package import check_package
from weerbaar.report.docx_xml import bottom_border, plain_style, set_font, set_language
from weerbaar.report.model import Report
from weerbaar.report.outside_file import read_bytes, refusal

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _BaseHeaderFooter

MAX_TEMPLATE_BYTES = 20_000_000
_NEEDED_STYLES = ("Heading 1", "Heading 2", "Heading 3")
_FONT = "Calibri"
_MUTED = "4D5560"


def own_document(report: Report) -> Document:
    """Return an empty document in our own look: A4, one sans-serif, headings in the brand colour."""
    import docx
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    sheet = report.kind == "fact-sheets"
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2 if sheet else 2.5)
    page.top_margin, page.bottom_margin = Cm(2.2 if sheet else 2.8), Cm(1.6 if sheet else 2.2)
    page.header_distance = page.footer_distance = Cm(0.9)
    brand = RGBColor.from_string(report.branding.colour[1:].upper())
    normal = document.styles["Normal"]
    set_font(normal, _FONT)
    normal.font.size = Pt(9 if sheet else 10.5)
    normal.paragraph_format.space_after = Pt(4 if sheet else 7)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.0 if sheet else 1.12
    sizes = {"Title": 30, "Subtitle": 16, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11.5}
    spaces = {"Heading 1": (0, 12), "Heading 2": (16, 6), "Heading 3": (12, 4), "Title": (0, 8), "Subtitle": (0, 18)}
    for name, size in sizes.items():
        style = document.styles[name]
        set_font(style, _FONT)
        style.font.size = Pt(size - 4 if sheet else size)
        style.font.bold = name != "Subtitle"
        style.font.italic = False
        style.font.color.rgb = brand
        before, after = spaces[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        plain_style(style)
    for name in ("List Bullet", "List Number"):
        document.styles[name].paragraph_format.space_after = Pt(2 if sheet else 4)
    caption = document.styles["Caption"]
    set_font(caption, _FONT)
    caption.font.size, caption.font.bold = Pt(9.5), False
    caption.font.color.rgb = RGBColor.from_string("1A1A1A")
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(4)
    _header_and_footer(document, report)
    return document


def complete_styles(document: Document, report: Report) -> None:
    """Add what every report needs to a document from whatever template: language and styles it lacks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    set_language(document, "nl-NL" if report.lang == "nl" else "en-GB")
    names = {style.name for style in document.styles}
    for level in (1, 2):
        name = f"toc {level}"
        if name not in names and name.upper() not in names:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
            style.paragraph_format.space_before = Pt(6 if level == 1 else 0)
            style.paragraph_format.space_after = Pt(2)
            style.font.bold = level == 1
    if "Weerbaar small" not in names:
        small = document.styles.add_style("Weerbaar small", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = document.styles["Normal"]
        small.font.size = Pt(8.5 if report.kind == "fact-sheets" else 9)
        small.font.color.rgb = RGBColor.from_string(_MUTED)


def checked_template(path: Path) -> Document:
    """Open an organisation's Word template and empty its body; styles, header, footer and page stay.

    Raises:
        InputError: no readable .docx, too large, macros or links to outside in it, or no heading styles.
    """
    import docx

    name = path.name
    raw = read_bytes(path, Text(nl="het sjabloon", en="the template"), MAX_TEMPLATE_BYTES)
    check_package(name, raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        known = {style.name for style in document.styles}
        body = document.element.body
        for child in list(body):
            if not child.tag.endswith("}sectPr"):
                body.remove(child)
        pages = [section.header.paragraphs and section.footer.paragraphs for section in document.sections]
    # From a damaged document, python-docx raises whatever it runs into.
    except Exception as error:
        raise refusal(name, "geen geldig Word-document (.docx).", "not a valid Word document (.docx).") from error
    if not pages:
        raise refusal(
            name,
            "het sjabloon heeft geen pagina-instellingen.",
            "the template has no page settings.",
            "Open het in Word en sla het opnieuw op als .docx.",
            "Open it in Word and save it again as .docx.",
        )
    lacking = [style for style in _NEEDED_STYLES if style not in known]
    if lacking:
        raise refusal(
            name,
            f"het sjabloon mist de stijl {', '.join(lacking)}.",
            f"the template lacks the style {', '.join(lacking)}.",
            "Gebruik een sjabloon met de ingebouwde kopstijlen van Word.",
            "Use a template with Word’s built-in heading styles.",
        )
    return document


def _header_and_footer(document: Document, report: Report) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Emu, Pt, RGBColor

    from weerbaar.report.docx_xml import add_field, text_width
    from weerbaar.report.phrases import phrases

    say = phrases(report.lang)
    section = document.sections[0]
    width = Emu(text_width(section))
    top = section.header.paragraphs[0]
    bottom = section.footer.paragraphs[0]
    top.add_run(f"{report.title} – {report.subtitle}\t{report.edition}")
    bottom.add_run(f"{report.organisation} · {say['run']} {report.run_id}\t{say['page']} ")
    add_field(bottom, "PAGE", "1")
    bottom.add_run(f" {say['of']} ")
    add_field(bottom, "NUMPAGES", "1")
    for paragraph in (top, bottom):
        paragraph.style = document.styles["Normal"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        for run in paragraph.runs:
            run.font.size = Pt(8.5)
            run.font.color.rgb = RGBColor.from_string(_MUTED)
    bottom_border(top, "C5CCD6")


def add_warning(document: Document, warning: str) -> None:
    """Put the warning into the header of the document's first section, from which all others take theirs."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    header = document.sections[0].header
    paragraph = header.add_paragraph(style=document.styles["Normal"])
    run = paragraph.add_run(warning)
    run.bold = True
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor.from_string("7A2200")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_marking(document: Document, marking: str) -> None:
    """Put the level of confidentiality at the top and the foot of every page, that of a title page included."""
    for number, section in enumerate(document.sections):
        places = [section.header, section.footer]
        if section.different_first_page_header_footer:
            places += [section.first_page_header, section.first_page_footer]
        if document.settings.odd_and_even_pages_header_footer:
            places += [section.even_page_header, section.even_page_footer]
        for place in places:
            # A section that takes its header from the one before has the marking already.
            if number == 0 or not place.is_linked_to_previous:
                _mark(place, marking)


def _mark(place: _BaseHeaderFooter, marking: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = place.add_paragraph()
    run = paragraph.add_run(marking)
    run.bold = True
    run.font.size = Pt(10)
    run.font.color.rgb = RGBColor.from_string("7A2200")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
