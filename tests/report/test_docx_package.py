# SPDX-License-Identifier: EUPL-1.2
"""The size limits of a Word file; what is in it is tested with the template."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from weerbaar.base import InputError
from weerbaar.report import docx_package
from weerbaar.report.docx_package import check_package


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    Document().save(raw)
    check_package("a.docx", raw.getvalue())
    monkeypatch.setattr(docx_package, "MAX_PARTS", 3)
    with pytest.raises(InputError, match="too large when unpacked"):
        check_package("a.docx", raw.getvalue())


def test_a_damaged_part_is_refused() -> None:
    raw = io.BytesIO()
    Document().save(raw)
    with zipfile.ZipFile(raw) as archive:
        entry = archive.getinfo("word/styles.xml")
    content = bytearray(raw.getvalue())
    start = entry.header_offset + 30 + len(entry.filename)
    content[start : start + 40] = b"\xff" * 40
    with pytest.raises(InputError, match="damaged"):
        check_package("a.docx", bytes(content))
