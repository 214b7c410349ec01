# SPDX-License-Identifier: EUPL-1.2
"""What a file is, is told from its content."""

from __future__ import annotations

import io
import zipfile

import pytest

from weerbaar.workbench.library import file_kinds
from weerbaar.workbench.library.file_kinds import CSV, DOCX, GEOJSON, JPEG, MARKDOWN, PDF, PLAIN, PNG, XLSX
from weerbaar.workbench.library.rules import RefusedError


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


OFFICE = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n...", "a.exe", PDF),
        (b"\x89PNG\r\n\x1a\n0000", "a.txt", PNG),
        (b"\xff\xd8\xff\xe0....", "foto", JPEG),
        (archive(OFFICE, "word/document.xml"), "a.docx", DOCX),
        (archive(OFFICE, "xl/workbook.xml"), "a.docx", XLSX),
        (b"a;b\r\n1;2\r\n", "a.csv", CSV),
        (b"a;b\r\n1;2\r\n", "a.doc", PLAIN),
        ("Één regel".encode(), "a.md", MARKDOWN),
        ("Één regel".encode("cp1252"), "a.txt", PLAIN),
        (b'{"type": "FeatureCollection", "features": []}', "a.txt", GEOJSON),
        (b'\xef\xbb\xbf  {"features": [], "type":"Feature"}', "a.json", GEOJSON),
    ],
)
def test_the_content_decides(content: bytes, name: str, kind: file_kinds.FileKind) -> None:
    file = io.BytesIO(content)
    assert file_kinds.kind_of(file, name) == kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "brief.pdf"),
        (b"<!DOCTYPE html><script>", "a.txt"),
        (b"  <svg xmlns='x'/>", "a.md"),
        (b"<?xml version='1.0'?>", "a.csv"),
        (b"\xef\xbb\xbf<html>", "a.txt"),
        (b'{"geen": "geojson"}', "a.geojson"),
        (archive("los.txt"), "a.zip"),
        (archive(OFFICE, "word/document.xml", "word/vbaProject.bin"), "a.docx"),
        (b"PK\x03\x04 geen archief", "a.docx"),
        (b"tekst " * 20_000 + b"\x00", "a.txt"),
        (b"", "a.txt"),
    ],
)
def test_other_kinds_are_refused(content: bytes, name: str) -> None:
    with pytest.raises(RefusedError, match="cannot be attached"):
        file_kinds.kind_of(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("nota.PDF", "nota.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\map\\nota.pdf", "nota.pdf"),
        ("nota.exe", "nota.exe.pdf"),
        ('a"b<c>\r\nd.pdf', "a b c d.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "bijlage.pdf"),
        ("…", "….pdf"),
        ("n" * 500 + ".pdf", "n" * 196 + ".pdf"),
    ],
)
def test_names_are_clean(given: str, clean: str) -> None:
    assert file_kinds.clean_name(given, PDF) == clean
