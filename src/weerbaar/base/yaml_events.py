# SPDX-License-Identifier: EUPL-1.2
"""The quick way through a YAML text: libyaml reads, and what is at all doubtful is left to the careful way.

PyYAML itself reads some twenty times slower. It remains the judge of everything that is wrong or odd, so that whoever
has no libyaml gets the same values and the same messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import yaml

_CParser: Any = None
"""None where PyYAML was built without libyaml."""
with suppress(ImportError):
    _CParser = import_module("yaml.cyaml").CParser
_STR, _SEQ, _MAP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_ODD = re.compile("[\\t\\x85\\u2028\\u2029\\ufeff]|[|>][-+0-9]*#")
"""About tabs, rare ends of lines and a remark glued to the sign of a block the two do not agree."""
_ODD_IN_FLOW = re.compile(r"[?:]")
"""Between brackets the two do not agree on where a value with these ends."""

Resolvers = Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]


class NotSureError(Exception):
    """The text has to be read the careful way."""


def quick_node(text: str, resolvers: Resolvers, *, max_depth: int, max_nodes: int) -> yaml.Node | None:
    """Return the node of the one document in a text; None where it is empty.

    Args:
        text: the document.
        resolvers: first character to the tags that a value without quotes can have, as PyYAML keeps them.
        max_depth, max_nodes: what is deeper or has more is not read.

    Raises:
        NotSureError: there is no libyaml, or something is wrong, not allowed, or read otherwise by PyYAML.
    """
    if _CParser is None or _ODD.search(text):
        raise NotSureError
    try:
        return _composed(_CParser(text), resolvers, max_depth, max_nodes)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise NotSureError from error


def _composed(parser: Any, resolvers: Resolvers, max_depth: int, max_nodes: int) -> yaml.Node | None:
    top: list[yaml.Node] = []
    # The collections that are open; of a mapping, the key that waits for its value.
    open_: list[yaml.CollectionNode] = []
    keys: list[yaml.Node | None] = []
    in_flow = nodes = documents = 0
    while (event := parser.get_event()) is not None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            plain = event.implicit[0]
            if event.anchor or event.tag is not None or (in_flow and plain and _ODD_IN_FLOW.search(event.value)):
                raise NotSureError
            tag = _resolved(event.value, resolvers) if plain else _STR
            node: Any = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark, style=event.style or None)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag is not None or len(open_) >= max_depth:
                raise NotSureError
            make, tag = (yaml.MappingNode, _MAP) if kind is yaml.MappingStartEvent else (yaml.SequenceNode, _SEQ)
            node = make(tag, [], event.start_mark, event.end_mark, flow_style=event.flow_style)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            in_flow -= bool(open_.pop().flow_style)
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise NotSureError
        else:
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise NotSureError
            continue
        nodes += 1
        if nodes > max_nodes:
            raise NotSureError
        if not open_:
            top.append(node)
        elif isinstance(open_[-1], yaml.SequenceNode):
            open_[-1].value.append(node)
        elif keys[-1] is None:
            keys[-1] = node
        else:
            open_[-1].value.append((keys[-1], node))
            keys[-1] = None
        if kind is not yaml.ScalarEvent:
            open_.append(node)
            keys.append(None)
            in_flow += bool(event.flow_style)
    return top[0] if top else None


def _resolved(value: str, resolvers: Resolvers) -> str:
    return next((tag for tag, pattern in resolvers.get(value[:1], ()) if pattern.match(value)), _STR)
