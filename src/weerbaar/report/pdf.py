# SPDX-License-Identifier: EUPL-1.2
"""A report as tagged PDF (PDF/UA-1), laid out by Typst.

The template is fixed; everything that a user wrote reaches it as JSON strings, which Typst sets as
text and never reads as markup. No time, no user name and no machine goes into the file (C9).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from weerbaar.figures import displayable
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

_TEMPLATE = "report.typ"


def render_pdf(report: Report) -> bytes:
    """Return ``report`` as PDF/UA-1; the same report gives the same bytes.

    Raises:
        typst.TypstError: the document cannot be made accessible or cannot be laid out.
    """
    from importlib.resources import as_file, files

    import typst

    with (
        tempfile.TemporaryDirectory(prefix="weerbaar-") as place,
        as_file(files("font_source_sans_pro").joinpath("files")) as fonts,
    ):
        root = Path(place)
        template = files("weerbaar").joinpath(f"data/report/{_TEMPLATE}").read_bytes()
        (root / _TEMPLATE).write_bytes(template)
        pictures: dict[str, bytes] = {}
        data = _with_placeholders(document_data(report, pictures), pictures, phrases(report.lang)["characters"])
        (root / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, content in pictures.items():
            (root / name).write_bytes(content)
        stamp = datetime(report.stamp.year, report.stamp.month, report.stamp.day, tzinfo=UTC)
        return typst.compile(
            str(root / _TEMPLATE),
            root=str(root),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=stamp,
        )


def _with_placeholders(data: dict[str, Any], pictures: dict[str, bytes], remark: str) -> dict[str, Any]:
    """Return ``data`` with U+FFFD for characters without a shape, and ``remark`` if there are any.

    The drawings among ``pictures`` are changed in place; a logo was drawn before it was accepted.
    """
    replaced = False

    def shown(value: Any) -> Any:
        nonlocal replaced
        if isinstance(value, str):
            better = displayable(value)
            replaced |= better != value
            return better
        if isinstance(value, dict):
            return {key: shown(inner) for key, inner in value.items()}
        return [shown(inner) for inner in value] if isinstance(value, list) else value

    result: dict[str, Any] = shown(data)
    for name, content in pictures.items():
        if name.startswith("figure-"):
            pictures[name] = shown(content.decode()).encode()
    result["remark"] = remark if replaced else ""
    return result


def document_data(report: Report, pictures: dict[str, bytes]) -> dict[str, Any]:
    """Return ``report`` as plain data for the template; pictures go into ``pictures`` by file name."""
    logo = report.branding.logo
    if logo is not None:
        pictures[f"logo.{logo.format}"] = logo.data
    return {
        "kind": report.kind,
        "title": report.title,
        "subtitle": report.subtitle,
        "organisation": report.organisation,
        "lang": report.lang,
        "region": "nl" if report.lang == "nl" else "gb",
        "date": date_words(report),
        "stamp": [report.stamp.year, report.stamp.month, report.stamp.day],
        "edition": report.edition,
        "statement": report.statement,
        "warning": report.warning,
        "marking": report.marking_words,
        "run_id": report.run_id,
        "cover": report.cover,
        "contents": report.contents,
        "colour": report.branding.colour,
        "logo": f"logo.{logo.format}" if logo else None,
        "say": phrases(report.lang),
        "front": [_block(b, pictures) for b in report.front],
        "pages": _pages(report.sections, pictures),
    }


def _pages(sections: tuple[Section, ...], pictures: dict[str, bytes]) -> list[dict[str, Any]]:
    """Group the sections into stretches that begin on a new page, because a stretch has one orientation."""
    stretches: list[dict[str, Any]] = []
    for section in sections:
        if section.new_page or not stretches:
            stretches.append(
                {"landscape": section.landscape, "sheet": section.sheet, "break": section.new_page, "sections": []}
            )
        stretches[-1]["sections"].append(
            {
                "level": section.level,
                "number": section.number,
                "heading": section.heading,
                "lang": section.lang,
                "listed": section.listed,
                "blocks": [_block(b, pictures) for b in section.blocks],
            }
        )
    return stretches


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [{k: v for k, v in asdict(run).items() if v or k == "text"} for run in runs]


def _block(block: Block, pictures: dict[str, bytes]) -> Mapping[str, Any]:
    match block:
        case Paragraph(runs, style):
            return {"type": "paragraph", "runs": _runs(runs), "style": style}
        case BulletList(items, ordered):
            listed = [{"runs": _runs(i.runs), "detail": _runs(i.detail)} for i in items]
            return {"type": "list", "items": listed, "ordered": ordered}
        case Quote(lines, source, lang):
            return {"type": "quote", "lines": list(lines), "source": source, "lang": lang}
        case Table():
            return {
                "type": "table",
                "caption": block.caption,
                "header": list(block.header),
                "rows": [list(row) for row in block.rows],
                "langs": [block.column_lang(i) for i in range(len(block.header))],
                "align": [block.column_align(i) for i in range(len(block.header))],
                "widths": list(block.widths),
                "note": block.note,
                "source": block.source,
                "compact": block.compact,
            }
        case FigureBlock():
            name = f"figure-{len(pictures) + 1}.svg"
            pictures[name] = block.figure.svg.encode()
            return {
                "type": "figure",
                "file": name,
                "alt": f"{block.figure.title}. {block.figure.description}",
                "caption": block.caption,
                "source": block.source,
                "height": block.height_cm,
            }
        case Note(kind, title, paragraphs):
            return {"type": "note", "kind": kind, "title": title, "paragraphs": [_runs(p) for p in paragraphs]}
        case DefinitionList(items):
            return {"type": "definitions", "items": [{"term": t, "runs": _runs(r)} for t, r in items], "mono": False}
        case RunRecordBlock(_, entries):
            shown = [{"term": t, "runs": [{"text": value}]} for t, value in entries]
            return {"type": "definitions", "items": shown, "mono": True}
        case KeyFigures(items):
            return {"type": "key", "items": [asdict(i) for i in items]}
        case Columns(left, right):
            return {
                "type": "columns",
                "left": [_block(b, pictures) for b in left],
                "right": [_block(b, pictures) for b in right],
            }
