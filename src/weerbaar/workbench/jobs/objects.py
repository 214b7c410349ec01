# SPDX-License-Identifier: EUPL-1.2
"""Results of the library as JSON and back, so that a figure can be drawn from a stored result.

Only data classes and models of Weerbaar itself are read back, by name; unlike a pickle, a file executes nothing.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import math
import zlib
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
from pydantic import BaseModel

from weerbaar import __version__
from weerbaar.base import Text

_FORMAT = 1
_FAST = 1
"""Level of compression: the draws of a round have few different values."""


class UnreadableObjectError(Exception):
    """A stored result that this version of the software cannot read; compute it again."""


def to_bytes(value: Any) -> bytes:
    """Return an object of the library as JSON.

    Args:
        value: data classes and models of Weerbaar, arrays of numbers, tuples, lists, mappings, and what JSON knows.

    Raises:
        TypeError: something else is in it.
    """
    writer = _Writer()
    content = writer.plain(value)
    whole = {"format": _FORMAT, "weerbaar": __version__, "classes": list(writer.classes), "value": content}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def from_bytes(content: bytes) -> Any:
    """Return the object that :func:`to_bytes` wrote.

    Raises:
        UnreadableObjectError: another version wrote it, or it is damaged.
    """
    try:
        whole = json.loads(content)
        if (whole["format"], whole["weerbaar"]) != (_FORMAT, __version__):
            raise UnreadableObjectError("written by another version")
        return _Reader([_class_named(name) for name in whole["classes"]]).value(whole["value"])
    except (ValueError, KeyError, TypeError, AttributeError, ImportError, IndexError, zlib.error) as error:
        raise UnreadableObjectError(str(error)) from error


class _Writer:
    def __init__(self) -> None:
        self.classes: dict[str, int] = {}

    def plain(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | str | int):
            return value
        if isinstance(value, float):
            return float(value) if math.isfinite(value) else {"f": repr(float(value))}
        if isinstance(value, tuple):
            return {"t": [self.plain(v) for v in value]}
        if isinstance(value, list):
            return [self.plain(v) for v in value]
        if isinstance(value, Text):
            return {"x": [value.nl, value.en]}
        if isinstance(value, np.ndarray):
            return {"a": _packed(value)}
        if isinstance(value, np.generic):
            return self.plain(value.item())
        if isinstance(value, Mapping):
            return {"d": [[self.plain(k), self.plain(v)] for k, v in value.items()]}
        if isinstance(value, BaseModel):
            return {"m": [self._class(value), value.model_dump(mode="json", by_alias=True)]}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [f.name for f in dataclasses.fields(value) if f.init]
            return {"o": [self._class(value), {name: self.plain(getattr(value, name)) for name in fields}]}
        raise TypeError(f"{type(value).__name__} cannot be stored")

    def _class(self, value: Any) -> int:
        name = f"{type(value).__module__}:{type(value).__qualname__}"
        return self.classes.setdefault(name, len(self.classes))


class _Reader:
    def __init__(self, classes: list[type]) -> None:
        self.classes = classes

    def value(self, stored: Any) -> Any:
        if isinstance(stored, list):
            return [self.value(v) for v in stored]
        if not isinstance(stored, dict):
            return stored
        ((mark, content),) = stored.items()
        if mark == "t":
            return tuple(self.value(v) for v in content)
        if mark == "x":
            return Text(nl=content[0], en=content[1])
        if mark == "d":
            return {self.value(k): self.value(v) for k, v in content}
        if mark == "o":
            return self.classes[content[0]](**{name: self.value(v) for name, v in content[1].items()})
        if mark == "a":
            return _unpacked(*content)
        if mark == "m":
            model: Any = self.classes[content[0]]
            return model.model_validate(content[1], strict=False)
        if mark == "f":
            return float(content)
        raise ValueError(f"unknown mark {mark!r}")


def _packed(array: np.ndarray) -> list[Any]:
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array of {array.dtype} cannot be stored")
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    packed = base64.b64encode(zlib.compress(little.tobytes(), _FAST)).decode("ascii")
    return [little.dtype.str, list(array.shape), packed]


def _unpacked(kind: str, shape: list[int], packed: str) -> np.ndarray:
    dtype = np.dtype(kind)
    if dtype.kind not in "biuf":
        raise ValueError(f"an array of {kind}")
    return np.frombuffer(zlib.decompress(base64.b64decode(packed)), dtype=dtype).reshape(shape)


def _class_named(name: str) -> type:
    module, _, path = name.partition(":")
    if module.split(".")[0] != "weerbaar" or not path.isidentifier():
        raise ValueError(f"{name} is not a class of Weerbaar")
    found = getattr(import_module(module), path)
    if not (isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, BaseModel))):
        raise ValueError(f"{name} is not a data class")
    return found
