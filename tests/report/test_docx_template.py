# SPDX-License-Identifier: EUPL-1.2
"""Word templates from outside are checked before they are used."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from weerbaar.base import InputError
from weerbaar.report import docx_template
from weerbaar.report.docx_template import add_marking, add_warning, checked_template, complete_styles, own_document
from weerbaar.report.model import Report

REPORT = Report("findings", "Titel", "Ondertitel", "Organisatie", "nl", 2013, "abc", (), edition="NRB")


def good() -> bytes:
    raw = io.BytesIO()
    Document().save(raw)
    return raw.getvalue()


def changed(change: Callable[[zipfile.ZipFile, str, bytes], None]) -> bytes:
    """The good template with each part passed through ``change``, which writes what it wants."""
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            change(target, name, source.read(name))
    return raw.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    def change(target: zipfile.ZipFile, part: str, data: bytes) -> None:
        if part == "[Content_Types].xml":
            target.writestr(name, content)
        target.writestr(part, data)

    return changed(change)


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    return changed(lambda target, part, data: target.writestr(part, data.replace(old, new) if part == name else data))


def without_styles() -> bytes:
    return replaced("word/styles.xml", b'w:val="heading 2"', b'w:val="iets anders"')


def relation(kind: str, target: str) -> bytes:
    base = "http://schemas.openxmlformats.org"
    return (
        f'<Relationships xmlns="{base}/package/2006/relationships"><Relationship Id="rId1" Target="{target}" '
        f'Type="{base}/officeDocument/2006/relationships/{kind}" TargetMode="External"/></Relationships>'
    ).encode()


def emptied(element: str) -> bytes:
    """The good template without this element of its document."""

    def change(target: zipfile.ZipFile, part: str, data: bytes) -> None:
        if part == "word/document.xml":
            data = re.sub(rf"<w:{element}\b.*</w:{element}>".encode(), b"", data, flags=re.DOTALL)
        target.writestr(part, data)

    return changed(change)


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "no archive": (lambda: b"PK geen archief", "not a valid Word document"),
    "an archive of something else": (lambda: with_part("x", b"")[:0] + _other_archive(), "not a Word document"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "holds macros"),
    "a macro document by type": (
        lambda: replaced(
            "[Content_Types].xml",
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        ),
        "not a Word document",
    ),
    "a bomb": (lambda: with_part("word/media/leeg.bin", b"\0" * 110_000_000), "too large when unpacked"),
    "a DTD": (lambda: replaced("word/document.xml", b"<w:document", b"<!DOCTYPE x><w:document"), "holds a DTD"),
    "a DTD in UTF-16": (
        lambda: with_part("word/extra.xml", '<!DOCTYPE x [<!ENTITY e "e">]><x/>'.encode("utf-16")),
        "holds a DTD",
    ),
    "a DTD under another name": (lambda: with_part("word/extra.dat", b"<!DOCTYPE x><x/>"), "holds a DTD"),
    "an attached template": (
        lambda: with_part("word/_rels/settings.xml.rels", relation("attachedTemplate", "http://x.invalid/a.dotm")),
        "fetches something from outside",
    ),
    "a picture elsewhere": (
        lambda: with_part("word/_rels/header1.xml.rels", relation("image", "file://x.invalid/a.png")),
        "fetches something from outside",
    ),
    "no body": (lambda: emptied("body"), "not a valid Word document"),
    "no page settings": (lambda: emptied("sectPr"), "no page settings"),
    "no headings": (without_styles, "lacks the style Heading 2"),
    "broken XML": (lambda: replaced("word/document.xml", b"</w:body>", b""), "not a valid Word document"),
}


def _other_archive() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a.txt", "a")
    return raw.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_a_template_that_cannot_be_used_gives_one_clear_message(case: str, tmp_path: Path) -> None:
    make, message = CASES[case]
    path = tmp_path / "sjabloon.docx"
    path.write_bytes(make())
    with pytest.raises(InputError, match=message) as caught:
        checked_template(path)
    assert len(caught.value.problems) == 1
    assert "sjabloon.docx" in caught.value.render("nl")


def test_a_template_that_is_not_there_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        checked_template(tmp_path / "weg.docx")
    path = tmp_path / "groot.docx"
    path.write_bytes(good())
    monkeypatch.setattr(docx_template, "MAX_TEMPLATE_BYTES", 100)
    with pytest.raises(InputError, match="larger than"):
        checked_template(path)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "map.docx").mkdir()
    os.mkfifo(tmp_path / "pijp.docx")
    (tmp_path / "nul.docx").symlink_to("/dev/zero")
    for name in ("map.docx", "pijp.docx", "nul.docx"):
        with pytest.raises(InputError, match="not a regular file"):
            checked_template(tmp_path / name)


def test_a_hyperlink_in_a_template_is_no_danger(tmp_path: Path) -> None:
    path = tmp_path / "goed.docx"
    path.write_bytes(with_part("word/_rels/header1.xml.rels", relation("hyperlink", "https://x.invalid/")))
    assert checked_template(path).paragraphs == []


def test_a_good_template_is_opened_with_an_empty_body(tmp_path: Path) -> None:
    path = tmp_path / "goed.docx"
    document = Document()
    document.add_paragraph("tekst")
    document.save(str(path))
    assert checked_template(path).paragraphs == []


def test_own_document_is_a4_with_page_numbers() -> None:
    document = own_document(REPORT)
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert "Titel – Ondertitel" in page.header.paragraphs[0].text
    assert "PAGE" in page.footer.paragraphs[0]._p.xml
    assert "NUMPAGES" in page.footer.paragraphs[0]._p.xml


def test_missing_styles_are_added_once() -> None:
    document = own_document(REPORT)
    complete_styles(document, REPORT)
    complete_styles(document, REPORT)
    names = [style.name for style in document.styles]
    assert names.count("Weerbaar small") == names.count("toc 1") == names.count("toc 2") == 1


def test_a_warning_goes_into_the_header() -> None:
    document = own_document(REPORT)
    add_warning(document, "Let op")
    assert document.sections[0].header.paragraphs[-1].text == "Let op"


def test_a_marking_stands_in_every_header_and_footer() -> None:
    document = own_document(REPORT)
    document.sections[0].different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    document.add_section().header.is_linked_to_previous = False
    add_marking(document, "Stg. Geheim")
    first, second = document.sections
    places = [first.header, first.footer, first.first_page_header, first.first_page_footer]
    places += [first.even_page_header, first.even_page_footer, second.header]
    assert [[p.text for p in place.paragraphs].count("Stg. Geheim") for place in places] == [1] * 7
    assert second.footer.is_linked_to_previous
