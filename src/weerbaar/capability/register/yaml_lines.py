# SPDX-License-Identifier: EUPL-1.2
"""Put an entry into a YAML file that people wrote, without touching a byte of the rest.

A file that is parsed and written again loses its comments and its layout. Here the place is looked up in the text, and
only the new lines are put in. Whoever uses this parses the outcome again and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from weerbaar.base import InputError, Problem, Text, render_location
from weerbaar.dossier import yaml_text

Lines = Callable[[int], list[str]]
"""The new lines, given the column at which they begin."""


def item_lines(data: Mapping[str, Any], indent: int) -> list[str]:
    """Return one item of a list as lines, its dash at column ``indent``; fields that are None are left out."""
    return _indented(yaml_text([_given(data)]), indent)


def mapping_lines(data: Mapping[str, Any], indent: int) -> list[str]:
    """Return fields as lines at column ``indent``; fields that are None are left out."""
    return _indented(field_text(data), indent)


def field_text(fields: Mapping[str, Any]) -> str:
    """Return fields as the text of a file; fields that are None are left out."""
    return yaml_text(_given(fields))


def _given(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _given(part) for key, part in value.items() if part is not None}
    return [_given(part) for part in value] if isinstance(value, list | tuple) else value


def _indented(text: str, indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in text.removesuffix("\n").split("\n")]


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
        raise _in_brackets(name, render_location(tuple(place)) or key)
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


def _with_lines(text: str, name: str, key: str, lines_at: Lines) -> str:
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
