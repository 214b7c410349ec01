# SPDX-License-Identifier: EUPL-1.2
"""The little Markdown that storylines may hold: paragraphs, lists and emphasis. All else is plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.base import Lang
from weerbaar.report.model import Block, BulletList, Item, Paragraph, Run, Runs

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULES = ["emphasis", "escape", "heading", "link", "list", "newline"]


def blocks_of(text: str, lang: Lang | None = None) -> tuple[Block, ...]:
    """Return Markdown as blocks.

    Raw HTML, code and pictures stay the characters that were typed; a heading becomes a bold
    paragraph, because the report alone decides on the order of headings; a list inside a list joins
    the list it is in; a link is followed by its address.

    Args:
        text: the Markdown.
        lang: language of the text, where it differs from that of the report.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("zero").enable(_RULES).parse(text)
    blocks: list[Block] = []
    items: list[Item] = []
    depth = 0
    ordered = False
    in_heading = False
    in_item = False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if depth == 0:
                items, ordered = [], token.type == "ordered_list_open"
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0 and items:
                blocks.append(BulletList(tuple(items), ordered))
        elif token.type == "list_item_open":
            in_item = True
        elif token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif token.type == "inline":
            runs = _runs(token.children or (), lang, bold=in_heading)
            if not runs:
                continue
            if depth == 0:
                blocks.append(Paragraph(runs))
            elif in_item or not items:
                items.append(Item(runs))
                in_item = False
            else:
                last = items[-1]
                items[-1] = Item((*last.runs, Run(" ", lang=lang), *runs))
    return tuple(blocks)


def first_paragraph(text: str, lang: Lang | None = None) -> Runs:
    """Return the first paragraph of Markdown, or nothing where there is none."""
    for block in blocks_of(text, lang):
        if isinstance(block, Paragraph):
            return block.runs
    return ()


def _runs(tokens: Sequence[Token], lang: Lang | None, bold: bool) -> Runs:
    runs: list[Run] = []
    strong, emphasis = int(bold), 0
    address = ""
    for token in tokens:
        match token.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "em_open":
                emphasis += 1
            case "em_close":
                emphasis -= 1
            case "link_open":
                address = str(token.attrs.get("href", ""))
            case "link_close":
                runs.append(Run(f" ({address})", lang=lang))
            case "softbreak" | "hardbreak":
                runs.append(Run(" ", strong > 0, emphasis > 0, lang))
            case _ if token.content:
                runs.append(Run(token.content, strong > 0, emphasis > 0, lang))
    return tuple(_joined(runs))


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Join neighbours in one style, so that a rendered text is not cut into crumbs."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].bold, joined[-1].italic, joined[-1].lang) == (run.bold, run.italic, run.lang):
            joined[-1] = Run(joined[-1].text + run.text, run.bold, run.italic, run.lang)
        else:
            joined.append(run)
    return joined
