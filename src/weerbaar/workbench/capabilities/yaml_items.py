# SPDX-License-Identifier: EUPL-1.2
"""One item of a list in a YAML file that people wrote: read, replace, add or remove it; the rest stays as it is."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

import yaml

from weerbaar.base import InputError, Problem, Text, parse_yaml


def items_of(text: str, name: str, key: str) -> list[dict[str, Any]]:
    """Return the items of a list at the top of a file, as plain data.

    Raises:
        InputError: the file cannot be read.
    """
    data = data_of(text, name)
    found = data.get(key) if isinstance(data, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


@lru_cache(maxsize=16)
def data_of(text: str, name: str) -> Any:
    """Return what a file holds as plain data, not to be changed: one text is asked for several times in a row.

    Raises:
        InputError: the file cannot be read.
    """
    return parse_yaml(text, name).data


def item_of(text: str, name: str, key: str, id_: str) -> dict[str, Any] | None:
    """Return the item with this id; None where there is none."""
    return next((item for item in items_of(text, name, key) if item.get("id") == id_), None)


def fingerprint(item: Any) -> str:
    """Return a short name for the content of an item; equal content has the same one."""
    text = json.dumps(item, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def with_item(text: str, name: str, key: str, item: dict[str, Any], id_: str | None = None) -> str:
    """Return the file with an item in it: in the place of the one with ``id_``, or at the end.

    Args:
        text: the file, which can be read.
        name: how it is called in messages.
        key: of the list.
        item: plain data.
        id_: of the item that it replaces; None adds.

    Raises:
        InputError: the list stands between brackets, so that there is no line to change.
    """
    node = _list(text, name, key)
    if node is None or not node.value:
        return _first(text, name, key, item)
    if node.flow_style:
        raise _in_brackets(name, key)
    column = node.start_mark.column
    lines = _lines(item, column)
    if id_ is None:
        end = _end_of(text, node)
        return _ended(text[:end]) + lines + text[end:]
    start, end = _span(text, node, id_)
    return text[:start] + lines + text[end:]


def without_item(text: str, name: str, key: str, id_: str) -> str:
    """Return the file without the item with this id.

    Raises:
        InputError: the list stands between brackets.
    """
    node = _list(text, name, key)
    if node is None or node.flow_style:
        raise _in_brackets(name, key)
    if len(node.value) == 1:
        return with_list(text, name, key, [])
    start, end = _span(text, node, id_)
    return text[:start] + text[end:]


def with_list(text: str, name: str, key: str, items: list[dict[str, Any]]) -> str:
    """Return the file with another list under ``key``, which is added where it is missing."""
    from weerbaar.dossier import yaml_text

    lines = yaml_text({key: items})
    root = yaml.compose(text, yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        for key_node, value_node in root.value:
            if key_node.value == key:
                start = text.rfind("\n", 0, key_node.start_mark.index) + 1
                return text[:start] + lines + text[_end_of(text, value_node) :]
    return _ended(text) + lines


def _list(text: str, name: str, key: str) -> yaml.SequenceNode | None:
    data_of(text, name)
    root = yaml.compose(text, yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        for key_node, value_node in root.value:
            if key_node.value == key and isinstance(value_node, yaml.SequenceNode):
                return value_node
    return None


def _first(text: str, name: str, key: str, item: dict[str, Any]) -> str:
    return with_list(text, name, key, [item])


def _span(text: str, node: yaml.SequenceNode, id_: str) -> tuple[int, int]:
    """Return where the lines of an item begin and end; comments above it are not its own."""
    for child in node.value:
        if isinstance(child, yaml.MappingNode) and any(k.value == "id" and v.value == id_ for k, v in child.value):
            start = text.rfind("\n", 0, child.start_mark.index) + 1
            return start, _end_of(text, child)
    raise KeyError(id_)


def _end_of(text: str, node: yaml.Node) -> int:
    """Return where the line after the last line of a node begins."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        child = last.value[-1]
        last = child[1] if isinstance(child, tuple) else child
    index = len(text[: last.end_mark.index].rstrip())
    newline = text.find("\n", index)
    return len(text) if newline < 0 else newline + 1


def _lines(item: dict[str, Any], column: int) -> str:
    from weerbaar.dossier import yaml_text

    room = " " * column
    return "".join(f"{room}{line}\n" if line else "\n" for line in yaml_text([item]).rstrip("\n").split("\n"))


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _in_brackets(name: str, key: str) -> InputError:
    return InputError(
        [
            Problem(
                name,
                Text(
                    nl="deze lijst staat tussen haken en is alleen als tekst te wijzigen.",
                    en="this list stands between brackets and can only be changed as text.",
                ),
                Text(
                    nl="Zet elk onderdeel op een eigen regel, met een streepje ervoor.",
                    en="Put every item on a line of its own, with a dash in front.",
                ),
                field=key,
            )
        ]
    )
