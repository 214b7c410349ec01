# SPDX-License-Identifier: EUPL-1.2
"""Markdown of a storyline as HTML that is safe in a page: no markup of the writer's own, nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from weerbaar.workbench.shell.language import say

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SCHEMES = ("http://", "https://", "mailto:", "#")


def as_html(text: str) -> SafeString:
    """Return a text as HTML. A picture becomes its description; a table can be scrolled by keyboard."""
    return SafeString(_rendered(text, say("Tabel", "Table"), say("afbeelding", "picture")))


@lru_cache(maxsize=512)
def _rendered(text: str, table: str, picture: str) -> str:
    return str(_renderer().render(text, {"table": table, "picture": picture}))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    renderer.validateLink = lambda url: url.strip().lower().startswith(_SCHEMES)  # type: ignore[method-assign]
    for name, rule in (("link_open", _link), ("image", _image), ("table_open", _table), ("table_close", _table_end)):
        renderer.add_render_rule(name, rule)
    return renderer


def _link(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    if not str(tokens[index].attrGet("href") or "").startswith("#"):
        tokens[index].attrSet("rel", "noopener noreferrer nofollow external")
    return str(self.renderToken(tokens, index, options, env))


def _image(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    description = self.renderInlineAsText(tokens[index].children or [], options, env)
    return f"<em>[{escape(env['picture'])}: {escape(description)}]</em>"


def _table(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    label = escape(env["table"])
    return f'<div class="table-scroll" role="group" aria-label="{label}" tabindex="0"><table class="table">\n'


def _table_end(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"
