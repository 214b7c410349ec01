# SPDX-License-Identifier: EUPL-1.2
"""Pieces of WordprocessingML."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from weerbaar.report.docx_xml import (
    add_field,
    bookmark,
    box,
    finish_table,
    is_numbered,
    link_to,
    order_properties,
    page_size,
    plain_style,
    repeat_last_row,
    run_language,
    same_bytes,
    set_font,
    set_language,
    style_ids,
    text_columns,
    text_width,
)


def test_a_field_has_its_five_parts_and_shows_its_text() -> None:
    paragraph = Document().add_paragraph()
    add_field(paragraph, "SEQ Tabel", "7", bold=True)
    kinds = [e.get(qn("w:fldCharType")) for e in paragraph._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert paragraph.text == "7"
    assert all(run.bold for run in paragraph.runs)


def test_bookmark_stands_around_the_text_and_links_reach_it() -> None:
    document = Document()
    heading = document.add_paragraph("Kop", style="Heading 1")
    bookmark(heading, "_s1", 4)
    assert [e.tag.rpartition("}")[2] for e in heading._p] == ["pPr", "bookmarkStart", "r", "bookmarkEnd"]
    line = document.add_paragraph()
    link_to(line, "_s1", "Kop & <w:t>")
    assert line._p.find(qn("w:hyperlink")).get(qn("w:anchor")) == "_s1"
    assert line.text == "Kop & <w:t>"


def test_paragraph_properties_are_put_in_the_order_of_the_schema() -> None:
    document = Document()
    paragraph = document.add_paragraph("x")
    box(paragraph, "FF0000", "EEEEEE")
    paragraph.paragraph_format.left_indent = Cm(1)
    paragraph.paragraph_format.keep_with_next = True
    order_properties(document)
    names = [e.tag.rpartition("}")[2] for e in paragraph._p.pPr]
    assert names == ["keepNext", "pBdr", "shd", "ind"]


def test_language_replaces_every_other() -> None:
    document = Document()
    set_language(document, "nl-NL")
    set_language(document, "en-GB")
    assert [e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))] == ["en-GB"]
    run = document.add_paragraph().add_run("ja")
    run_language(run, "nl")
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "nl-NL"


def test_rows_look_like_the_one_above_them_and_have_their_own_words() -> None:
    table = Document().add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("eerste", ""), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeat_last_row(table, [("a < b", "twee"), ("", "x\ty")])
    assert [[c.text for c in row.cells] for row in table.rows] == [["eerste", ""], ["a < b", "twee"], ["", "x\ty"]]
    assert all(run.bold for row in table.rows for c in row.cells for run in c.paragraphs[0].runs)


def test_table_properties_follow_the_schema() -> None:
    table = Document().add_table(rows=2, cols=1)
    finish_table(table, "Onderschrift")
    names = [e.tag.rpartition("}")[2] for e in table._tbl.tblPr]
    order = "tblStyle tblW tblBorders tblLayout tblCellMar tblLook tblCaption".split()
    assert names == [name for name in order if name in names]
    assert {"tblBorders", "tblCellMar", "tblCaption"} <= set(names)


def test_text_columns_can_be_set_and_set_back() -> None:
    section = Document().sections[0]
    text_columns(section, 2)
    text_columns(section, 1)
    assert [c.get(qn("w:num")) for c in section._sectPr.findall(qn("w:cols"))] == ["1"]


def test_page_and_text_width() -> None:
    section = Document().sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21), Cm(2.5), Cm(2.5)
    assert abs(text_width(section) - Cm(16)) < 1000
    section.page_width = None
    assert page_size(section)[0] == Cm(21)


def test_a_style_is_made_plain_and_gets_one_font() -> None:
    style = Document().styles["Title"]
    plain_style(style)
    set_font(style, "Calibri")
    assert style.element.pPr.find(qn("w:pBdr")) is None
    assert style.element.rPr.find(qn("w:spacing")) is None
    assert not [key for key in style.element.rPr.rFonts.attrib if key.endswith("Theme")]


def test_the_built_in_heading_is_not_numbered() -> None:
    assert not is_numbered(Document(), "Heading 1")


def test_saving_twice_gives_the_same_bytes() -> None:
    document = Document()
    content = same_bytes(document)
    assert content == same_bytes(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


def test_a_style_has_its_id_and_the_usual_one_has_none() -> None:
    document = Document()
    ids = style_ids(document)
    assert ids["Normal"] is None
    assert ids["Heading 1"] == "Heading1"
    assert "Table Grid" not in ids
    for name, id_ in ids.items():
        assert document.add_paragraph(style=name)._p.style == id_
