# SPDX-License-Identifier: EUPL-1.2
"""The Word renderer: real styles, alternative texts, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import RGBColor

from tests.report.rounds import HEADINGS, HOSTILE, LINES, example, findings, hostile
from weerbaar.base import InputError, Lang, Text
from weerbaar.report import Branding, Logo, fact_sheets, findings_report, letter_core, render_docx
from weerbaar.report.model import FigureBlock, Table

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    b'<rect width="40" height="20"/></svg>'
)


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


@lru_cache
def written(name: str, lang: Lang = "nl") -> bytes:
    """The findings on a shipped example as Word writes them."""
    return render_docx(findings(name, lang))


@lru_cache
def written_letter(lang: Lang = "nl") -> bytes:
    """The core of the letter of 2012."""
    return render_docx(letter_core(*example("nrb-2012"), lang=lang))


def texts(document: WordDocument) -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield cell.text


def test_headings_have_real_styles_in_order() -> None:
    report = findings("nrb-2012")
    document = opened(written("nrb-2012"))
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert found == [(f"Heading {s.level}", s.title) for s in report.sections]


def test_there_is_a_table_of_contents_with_a_link_for_every_chapter() -> None:
    report = findings("nrb-2012")
    body = opened(written("nrb-2012")).element.body
    assert any('TOC \\o "1-2"' in (i.text or "") for i in body.iter(qn("w:instrText")))
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors <= marks
    assert len(anchors) == sum(s.level <= 2 for s in report.sections)


def test_the_letter_holds_its_lines_and_headings() -> None:
    shown = list(texts(opened(written_letter())))
    for line in LINES:
        assert line in shown
    for letter, heading in zip("abcde", HEADINGS, strict=True):
        assert f"{letter}. {heading}" in shown


@pytest.mark.parametrize("build", [pytest.param(findings_report, marks=pytest.mark.thorough), letter_core, fact_sheets])
def test_markup_in_the_data_stays_text(build: object) -> None:
    document = opened(render_docx(build(*hostile())))  # type: ignore[operator]
    assert any(HOSTILE in text for text in texts(document))
    assert not list(document.element.body.iter("script"))


def test_the_same_report_gives_the_same_bytes_and_no_time_of_day() -> None:
    report = findings("rrp-brabant-zuidoost-2019")
    content = written("rrp-brabant-zuidoost-2019")
    # A small report again: of the large one it takes long, and it is written by the same hand.
    assert written("nrb-2012") == render_docx(findings_report(*example("nrb-2012")))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = opened(content).core_properties
    assert core.created is not None
    assert core.created.replace(tzinfo=None) == datetime(2019, 1, 1)
    assert core.title == "Bevindingenrapportage – Regionaal risicoprofiel Brabant-Zuidoost 2019"
    assert core.author == "Veiligheidsregio Brabant-Zuidoost"
    assert report.run_id in core.keywords


def test_every_picture_has_an_alternative_text() -> None:
    report = findings("rrp-brabant-zuidoost-2019")
    body = opened(written("rrp-brabant-zuidoost-2019")).element.body
    pictures = list(body.iter(qn("wp:docPr")))
    assert len(pictures) == len([b for b in report.blocks() if isinstance(b, FigureBlock)])
    assert all(len(p.get("descr", "")) > 40 for p in pictures)


def test_tables_repeat_their_header_and_keep_rows_whole() -> None:
    report = findings("nrb-2012")
    document = opened(written("nrb-2012"))
    assert len(document.tables) == len([b for b in report.blocks() if isinstance(b, Table)])
    for table in document.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_captions_are_numbered_by_fields_and_carry_the_run() -> None:
    report = findings("nrb-2012")
    document = opened(written("nrb-2012"))
    captions = [p for p in document.paragraphs if p.style and p.style.name == "Caption"]
    assert captions[0].text.startswith("Tabel 1 Capaciteiten en hun stand")
    assert all(report.run_id in p.text for p in captions)
    fields = [i.text.split()[:2] for p in captions for i in p._p.iter(qn("w:instrText"))]
    assert ["SEQ", "Figuur"] in fields
    assert len(fields) == len(captions)


@pytest.mark.parametrize(("lang", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_language_of_the_document(lang: Lang, tag: str) -> None:
    document = opened(written_letter(lang))
    found = [e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))]
    assert found == [tag]
    assert document.core_properties.language == tag


def test_dutch_words_are_marked_in_an_english_report() -> None:
    body = opened(written("nrb-2012", "en")).element.body
    dutch = [
        "".join(t.text or "" for t in run.iter(qn("w:t")))
        for run in body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None
    ]
    assert LINES[0] in dutch
    assert "aanzienlijk tot ernstig" in dutch


def test_the_wide_table_lies_on_its_side_and_the_rest_does_not() -> None:
    document = opened(written("rrp-brabant-zuidoost-2019"))
    turns = [section.orientation for section in document.sections]
    assert turns == [WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_a_warning_stands_in_the_header_and_on_the_cover() -> None:
    report = findings("voorbeeld-2012")
    document = opened(written("voorbeeld-2012"))
    assert any(p.text == report.warning for p in document.sections[0].header.paragraphs)
    assert all(section.header.is_linked_to_previous for section in list(document.sections)[1:])
    assert report.warning in [p.text for p in document.paragraphs[:12]]


def test_logo_and_colour_of_the_organisation() -> None:
    brand = Branding("Gemeente Dorp", Logo(SVG, "svg"), "#7a0000")
    document = opened(render_docx(letter_core(*example("nrb-2012"), branding=brand)))
    (picture, *_) = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Logo van Gemeente Dorp"
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0x7A, 0, 0)


def test_an_own_template_keeps_its_header_and_page_and_loses_its_text(tmp_path: Path) -> None:
    template = Document()
    template.add_paragraph("Vul hier uw tekst in.")
    template.sections[0].header.paragraphs[0].text = "Huisstijl van Dorp"
    template.sections[0].left_margin = 1_234_567
    template.styles["Heading 1"].font.name = "Georgia"
    path = tmp_path / "huisstijl.docx"
    template.save(str(path))
    report = letter_core(*example("nrb-2012"))
    content = render_docx(report, path)
    document = opened(content)
    assert "Vul hier uw tekst in." not in [p.text for p in document.paragraphs]
    assert document.sections[0].header.paragraphs[0].text == "Huisstijl van Dorp"
    assert abs(int(document.sections[0].left_margin or 0) - 1_234_567) < 1000
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert render_docx(report, path) == content


def test_a_template_that_numbers_headings_itself_gets_no_second_number(tmp_path: Path) -> None:
    from docx.oxml.parser import OxmlElement

    template = Document()
    numbering = OxmlElement("w:numPr")
    template.styles["Heading 1"].element.get_or_add_pPr().append(numbering)
    path = tmp_path / "genummerd.docx"
    template.save(str(path))
    document = opened(render_docx(findings("nrb-2012"), path))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert "Inleiding" in headings
    assert "1.1 Aanleiding" in [p.text for p in document.paragraphs]


def test_a_template_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"geen zip")
    with pytest.raises(InputError, match="not a valid Word document"):
        render_docx(letter_core(*example("nrb-2012")), path)


def test_fact_sheets_have_their_tables_in_two_columns() -> None:
    document = opened(render_docx(fact_sheets(*example("rrp-brabant-zuidoost-2019"))))
    columns = [s._sectPr.find(qn("w:cols")) for s in document.sections]
    assert sum(c is not None and c.get(qn("w:num")) == "2" for c in columns) == 7


def test_long_names_are_cut_in_the_properties_only() -> None:
    report = replace(letter_core(*example("nrb-2012")), title="T" * 300, organisation="O" * 300)
    document = opened(render_docx(report))
    assert document.core_properties.title == "T" * 255
    assert document.core_properties.author == "O" * 255
    assert "T" * 300 in "".join(texts(document))


def test_the_marking_stands_on_the_title_page_and_on_those_after_it() -> None:
    report = replace(findings("voorbeeld-2012"), marking=Text(nl="Stg. Geheim", en="Secret"))
    document = opened(render_docx(report))
    cover = document.sections[0]
    for place in (cover.first_page_header, cover.first_page_footer, cover.header, cover.footer):
        assert place.paragraphs[-1].text == "Stg. Geheim"
    assert all(section.header.is_linked_to_previous for section in list(document.sections)[1:])
    assert document.core_properties.category == "Stg. Geheim"
    assert not opened(written("voorbeeld-2012")).core_properties.category
