# SPDX-License-Identifier: EUPL-1.2
"""YAML from outside: read with limits, and with the line of every value kept.

Files from outside are hostile (C13): size, depth and number of values are bounded, and anchors, tags, merges, control
characters and repeated keys are refused. Words such as ``no`` and ``on`` stay words, dates stay text,
``010`` is ten and ``1e6`` is a number.
"""

from __future__ import annotations

import math
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from weerbaar.base.formatting import number
from weerbaar.base.problems import InputError, Problem
from weerbaar.base.text import Lang, Text
from weerbaar.base.yaml_complaints import complaint
from weerbaar.base.yaml_events import NotSureError, quick_node

MAX_BYTES = 5_000_000
MAX_DEPTH = 30
MAX_NODES = 300_000

Location = tuple[str | int, ...]


class _Refused(yaml.MarkedYAMLError):
    """Something that is YAML but that no file of ours may hold."""

    def __init__(self, text: Text, position: int) -> None:
        self.text = text
        self.position = position
        super().__init__(problem=text.en)


class _Loader(yaml.SafeLoader):
    """SafeLoader with the scalar types of YAML 1.2's core schema, that stops before anything can grow.

    Attributes:
        tagged: ``id`` of every node that was written with a tag, to that tag.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def __init__(self, text: str) -> None:
        self.tagged: dict[int, str] = {}
        self._depth = 0
        self._nodes = 0
        super().__init__(text)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                Text(
                    nl="ankers en verwijzingen (& en *) zijn niet toegestaan; herhaal de waarde.",
                    en="anchors and aliases (& and *) are not allowed; repeat the value.",
                ),
                event.start_mark.index,
            )
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Refused(
                Text(
                    nl=f"het bestand heeft meer dan {number(MAX_NODES, 'nl')} sleutels en waarden; splits het bestand.",
                    en=f"the file has more than {number(MAX_NODES, 'en')} keys and values; split the file.",
                ),
                event.start_mark.index,
            )
        nested = isinstance(event, yaml.CollectionStartEvent)
        self._depth += nested
        if self._depth > MAX_DEPTH:
            raise _Refused(
                Text(nl=f"dieper genest dan {MAX_DEPTH} niveaus.", en=f"nested more than {MAX_DEPTH} levels deep."),
                event.start_mark.index,
            )
        node = super().compose_node(parent, index)
        self._depth -= nested
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.tagged[id(node)] = tag
        return node


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        "-+0123456789.",
    ),
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
):
    for _char in _first:
        _Loader.yaml_implicit_resolvers.setdefault("" if _char == "\0" else _char, []).append(
            (_tag, re.compile(_pattern))
        )


@dataclass(frozen=True)
class YamlSource:
    """The content of one YAML text, with the line on which each value stands.

    Attributes:
        name: file name for messages.
        data: plain Python values (dict, list, str, int, float, bool, None).
        lines: location (path of keys and indices) to 1-based line.
    """

    name: str
    data: Any
    lines: dict[Location, int] = field(repr=False)

    def line(self, location: Sequence[str | int]) -> int | None:
        """Return the line of ``location``, or of its nearest parent that has one."""
        path = tuple(location)
        while path not in self.lines:
            if not path:
                return None
            path = path[:-1]
        return self.lines[path]


def read_text(path: Path, name: str, max_bytes: int = MAX_BYTES) -> str:
    """Return the UTF-8 text of ``path``, without a byte order mark.

    Args:
        path: file to read.
        name: how the file is called in messages.
        max_bytes: largest size that is read.

    Raises:
        InputError: the file is missing, too large, unreadable or not UTF-8.
    """

    def refuse(nl: str, en: str, hint_nl: str = "", hint_en: str = "", line: int | None = None) -> InputError:
        return InputError([Problem(name, Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en), line=line)])

    try:
        # Asked before opening, because opening a named pipe would wait for a writer for ever.
        if not path.is_file():
            if path.is_dir():
                raise refuse("dit is een map, geen bestand.", "this is a folder, not a file.")
            if path.exists():
                raise refuse("dit is geen gewoon bestand.", "this is not a regular file.")
            raise refuse(
                "bestand bestaat niet.", "no such file.", "Controleer naam en map.", "Check its name and folder."
            )
        with path.open("rb") as handle:
            # One byte more than allowed is enough to know, whatever size the file says it has.
            raw = handle.read(max_bytes + 1)
            size = max(os.fstat(handle.fileno()).st_size, len(raw))
    except PermissionError as error:
        raise refuse("mag niet worden gelezen (geen leesrecht).", "may not be read (permission denied).") from error
    except OSError as error:
        raise refuse(f"kan niet worden gelezen ({error.strerror}).", f"cannot be read ({error.strerror}).") from error
    if len(raw) > max_bytes:
        raise refuse(
            f"bestand is {_megabytes(size, 'nl')}; ten hoogste {_megabytes(max_bytes, 'nl')} is toegestaan.",
            f"file is {_megabytes(size, 'en')}; at most {_megabytes(max_bytes, 'en')} is allowed.",
            "Splits het bestand of verwijder wat er niet in hoort.",
            "Split the file or remove what does not belong in it.",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            "geen geldige UTF-8-tekst.",
            "not valid UTF-8 text.",
            "Sla het bestand op als UTF-8.",
            "Save the file as UTF-8.",
            # The error counts from after a byte order mark.
            line=error.object[: error.start].count(b"\n") + 1,
        ) from error


def read_yaml(path: Path, name: str | None = None, max_bytes: int = MAX_BYTES) -> YamlSource:
    """Read one YAML file; see :func:`parse_yaml`.

    Raises:
        InputError: the file cannot be read, or is not acceptable YAML.
    """
    shown = name or path.name
    return parse_yaml(read_text(path, shown, max_bytes), shown)


def parse_yaml(text: str, name: str, first_line: int = 1) -> YamlSource:
    """Parse one YAML document.

    Args:
        text: the document.
        name: how the file is called in messages.
        first_line: line in the file of the first line of ``text`` (front matter starts lower).

    Raises:
        InputError: broken YAML, an anchor or alias, a tag, a merge, a repeated key, a control character,
            a number too large to compute with, or nesting that is too deep.
    """
    # PyYAML also counts characters as line ends that no editor does (U+0085, U+2028).
    line_ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]

    def line_at(position: int) -> int:
        return first_line + bisect_right(line_ends, position)

    def stop(message: Text, hint: Text = Text(nl=""), position: int | None = None) -> InputError:
        line = None if position is None else line_at(position)
        return InputError([Problem(name, message, hint, line=line)])

    try:
        node = quick_node(text, _Loader.yaml_implicit_resolvers, max_depth=MAX_DEPTH, max_nodes=MAX_NODES)
    except NotSureError:
        node, tagged = _carefully(text, stop)
    else:
        tagged = {}
    if node is None:
        return YamlSource(name, None, {})
    builder = _Builder(name, tagged, line_at)
    data = builder.build(node, ())
    if builder.problems:
        raise InputError(builder.problems)
    return YamlSource(name, data, builder.lines)


def _carefully(text: str, stop: Callable[..., InputError]) -> tuple[yaml.Node | None, dict[int, str]]:
    """Return the node of a text, and the tags of the nodes that were written with one."""
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        return loader.get_single_node(), loader.tagged
    except _Refused as error:
        raise stop(error.text, position=error.position) from error
    except yaml.MarkedYAMLError as error:
        raise stop(*complaint(error)) from error
    except yaml.reader.ReaderError as error:
        raise stop(_CONTROL_CHARACTER, position=error.position) from error
    except (ValueError, OverflowError) as error:
        # PyYAML lets these through for escapes and versions outside what Python can hold.
        raise stop(_UNREADABLE, position=None if loader is None else loader.index) from error


_CONTROL_CHARACTER = Text(nl="bevat een verboden stuurteken.", en="holds a forbidden control character.")
_UNREADABLE = Text(nl="deze waarde kan niet worden gelezen.", en="this value cannot be read.")


class _Builder:
    """From YAML nodes to plain values; collects every problem and the line of every value."""

    def __init__(self, name: str, tagged: Mapping[int, str], line_at: Callable[[int], int]) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[Location, int] = {}
        self._name = name
        self._tagged = tagged
        self._line_at = line_at

    def build(self, node: yaml.Node, where: Location) -> Any:
        """Return the value of ``node``, which stands at ``where``."""
        self.lines[where] = self._line(node)
        tag = self._tagged.get(id(node))
        if tag is not None:
            self._problem(
                node, where, Text(nl=f"YAML-tag {tag} is niet toegestaan.", en=f"YAML tag {tag} is not allowed.")
            )
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*where, i)) for i, child in enumerate(node.value)]
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, where, result)
            if key is not None:
                result[key] = self.build(value_node, (*where, key))
                self.lines[(*where, key)] = self._line(key_node)
        return result

    def _key(self, node: yaml.Node, where: Location, earlier: Mapping[str, Any]) -> str | None:
        if not isinstance(node, yaml.ScalarNode) or id(node) in self._tagged:
            message = Text(nl="een sleutel moet een enkel woord zijn.", en="a key must be a single word.")
            self._problem(node, where, message)
            return None
        key: str = node.value
        if _FORBIDDEN.search(key):
            self._problem(node, where, _CONTROL_CHARACTER, value=key)
        elif key == "<<" and node.style is None:
            message = Text(nl="samenvoegen met << is niet toegestaan.", en="merging with << is not allowed.")
            self._problem(node, where, message, Text(nl="Herhaal de velden.", en="Repeat the fields."))
        elif key in earlier:
            first = self.lines[(*where, key)]
            message = Text(
                nl=f"deze sleutel staat er twee keer (ook op regel {first}).",
                en=f"this key occurs twice (also on line {first}).",
            )
            hint = Text(nl="Verwijder een van beide.", en="Remove one of them.")
            self._problem(node, (*where, key), message, hint)
        else:
            return key
        return None

    def _scalar(self, node: yaml.ScalarNode, where: Location) -> Any:
        text: str = node.value
        kind = node.tag.rpartition(":")[2]
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "str":
            if _FORBIDDEN.search(text):
                self._problem(node, where, _CONTROL_CHARACTER, value=text)
            return text
        # ``.inf`` and ``.nan`` are what the file says; whether they may stand there is for the model to say.
        written_so = text.lower().lstrip("+-") in {".inf", ".nan"}
        value = float(text.lower().replace(".inf", "inf").replace(".nan", "nan") if written_so else text)
        if not written_so and not math.isfinite(value):
            message = Text(
                nl="dit getal is te groot om mee te rekenen.", en="this number is too large to compute with."
            )
            self._problem(node, where, message, value=text)
            return None
        if kind == "float":
            return value
        # Without leading zeros, because Python refuses to read very many digits.
        whole = int(text.lstrip("+-0") or "0")
        return -whole if text.startswith("-") else whole

    def _line(self, node: yaml.Node) -> int:
        return self._line_at(node.start_mark.index)

    def _problem(
        self, node: yaml.Node, where: Location, message: Text, hint: Text = Text(nl=""), value: str = ""
    ) -> None:
        self.problems.append(
            Problem(self._name, message, hint, line=self._line(node), field=render_location(where), value=value)
        )


_FORBIDDEN = yaml.reader.Reader.NON_PRINTABLE
"""Characters that YAML does not allow in a file; they can still be smuggled in as escapes."""


def _megabytes(size: int, lang: Lang) -> str:
    """Round up, so that a file just over the limit does not read as equal to it."""
    return f"{number(math.ceil(size / 1e5) / 10, lang, 1)} MB"


def render_location(location: Sequence[str | int]) -> str:
    """Return a location as people write it: ``judgements[3].label``."""
    shown = ""
    for part in location:
        if isinstance(part, int) or not part:
            shown += f"[{part}]" if isinstance(part, int) else '[""]'
        else:
            shown += f".{part}" if shown else part
    return shown
