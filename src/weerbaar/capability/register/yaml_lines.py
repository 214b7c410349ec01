# SPDX-License-Identifier: EUPL-1.2
"""Put an entry into a YAML file that people wrote, without touching a byte of the rest.

A file that is parsed and written again loses its comments and its layout. Here the place is looked up in the text, and
only the new lines are put in. Whoever uses this parses the outcome again and compares.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from weerbaar.base import InputError, Problem, Text, parse_yaml

_WIDTH = 118
_BREAKS = {"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"}
# Signs that mean something inside a list in brackets, or in front of a value.
_SPECIAL = frozenset(",[]{}\"'#:&*!|>%@`\\")


def item_lines(data: Mapping[str, Any], indent: int) -> list[str]:
    """Return one item of a list as lines, its dash at column ``indent``; fields that are None are left out."""
    inner = mapping_lines(data, indent + 2)
    return [" " * indent + "- " + inner[0].lstrip(), *inner[1:]]


def mapping_lines(data: Mapping[str, Any], indent: int) -> list[str]:
    """Return fields as lines at column ``indent``; fields that are None are left out."""
    found: list[str] = []
    lead = " " * indent
    for key, value in data.items():
        if value is None:
            continue
        if isinstance(value, Mapping):
            found += [f"{lead}{_scalar(key)}:", *mapping_lines(value, indent + 2)]
        elif isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value):
            found.append(f"{lead}{key}:")
            for part in value:
                found += item_lines(part, indent + 2)
        elif isinstance(value, list | tuple):
            found.append(f"{lead}{_scalar(key)}: [{', '.join(_scalar(part) for part in value)}]")
        else:
            found += _field(f"{lead}{_scalar(key)}:", value, indent + 2)
    return found


def field_text(fields: Mapping[str, Any]) -> str:
    """Return fields as the text of a file."""
    return "\n".join(mapping_lines(fields, 0)) + "\n"


def _field(head: str, value: Any, indent: int) -> list[str]:
    short = f"{head} {_scalar(value)}"
    if len(short) <= _WIDTH or not isinstance(value, str) or not _folds(value):
        return [short]
    wrapped = textwrap.wrap(value, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [f"{head} >-", *(" " * indent + line for line in wrapped)]


def _folds(text: str) -> bool:
    """Whether text over several lines reads back as the same text."""
    return " ".join(text.split(" ")) == text and "  " not in text and text == text.strip() and text.isprintable()


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return repr(value)
    text = str(value)
    if text and text.isprintable() and not _SPECIAL & set(text) and text == text.strip() and _reads_as_text(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(_BREAKS.get(c, c) for c in quoted)


def _reads_as_text(text: str) -> bool:
    try:
        return bool(parse_yaml(f"- {text}", "").data == [text])
    except InputError:
        return False


def with_items(text: str, name: str, key: str, items: Sequence[Mapping[str, Any]]) -> str:
    """Return a file with ``items`` put at the end of the list under ``key``.

    Args:
        text: the file, already known to be readable.
        name: how it is called in messages.
        key: of a list at the top of the file; added at the end of the file where it is missing.

    Raises:
        InputError: the list is written in brackets, so that there is no line to put the items on.
    """
    return _with_lines(text, name, key, lambda indent: [line for item in items for line in item_lines(item, indent)])


def with_fields(text: str, name: str, key: str, fields: Mapping[str, Any]) -> str:
    """Return a file with ``fields`` put at the end of the fields under ``key``; see :func:`with_items`."""
    return _with_lines(text, name, key, lambda indent: mapping_lines(fields, indent))


def with_field(text: str, name: str, place: Sequence[str | int], key: str, value: Any) -> str:
    """Return a file in which one field inside it has another value; it is added where it was missing.

    Args:
        text: the file, already known to be readable.
        name: how it is called in messages.
        place: keys and indices that lead to the fields that ``key`` is, or becomes, one of.
        key: name of the field.
        value: plain data.

    Raises:
        InputError: the fields at ``place`` are written between braces.
    """
    node = yaml.compose(text, yaml.SafeLoader)
    for part in place:
        node = _child(node, part)
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise _in_brackets(name, str(place[-1]) if place else key)
    indent = node.start_mark.column
    newline = _newline(text)
    lines = newline.join(mapping_lines({key: value}, indent)) + newline
    for key_node, value_node in node.value:
        if key_node.value == key:
            first = text.rfind("\n", 0, key_node.start_mark.index) + 1
            lead = text[first : key_node.start_mark.index]
            # The first field of an item of a list shares its line with the dash.
            return text[:first] + lead + lines.lstrip(" ") + text[_line_end(text, value_node) :]
    end = _line_end(text, node)
    return _ended(text[:end], newline) + lines + text[end:]


def _with_lines(text: str, name: str, key: str, lines_at: Any) -> str:
    newline = _newline(text)
    root = yaml.compose(text, yaml.SafeLoader)
    found = next(((k, v) for k, v in root.value if k.value == key), None) if root is not None else None
    if found is None:
        added = [f"{key}:", *lines_at(2)]
        return _ended(text, newline) + newline.join(added) + newline
    key_node, node = found
    empty = (isinstance(node, yaml.CollectionNode) and not node.value) or (
        isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")
    )
    if empty:
        end = _line_end(text, node)
        rest = text[node.end_mark.index : end].rstrip("\r\n")
        head = text[: key_node.end_mark.index] + ":" + rest
        return head + newline + newline.join(lines_at(2)) + newline + text[end:]
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        raise _in_brackets(name, key)
    end = _line_end(text, node)
    return _ended(text[:end], newline) + newline.join(lines_at(node.start_mark.column)) + newline + text[end:]


def _child(node: yaml.Node | None, part: str | int) -> yaml.Node:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        child: yaml.Node = node.value[part]
        return child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                found: yaml.Node = value
                return found
    raise KeyError(part)


def _line_end(text: str, node: yaml.Node) -> int:
    """Return where the line after the last line of ``node`` begins; blank lines after it are not part of it."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        child = last.value[-1]
        last = child[1] if isinstance(child, tuple) else child
    index = len(text[: last.end_mark.index].rstrip())
    newline = text.find("\n", index)
    return len(text) if newline < 0 else newline + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline


def _in_brackets(name: str, key: str) -> InputError:
    return InputError(
        [
            Problem(
                name,
                Text(
                    nl="staat tussen haken; daar is geen regel aan toe te voegen.",
                    en="is written in brackets; no line can be added to that.",
                ),
                Text(
                    nl="Zet elk onderdeel op een eigen regel, met een streepje ervoor.",
                    en="Put every item on a line of its own, with a dash in front.",
                ),
                field=key,
            )
        ]
    )
