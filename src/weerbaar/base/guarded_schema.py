# SPDX-License-Identifier: EUPL-1.2
"""A guard before the conversions of pydantic that no one means.

Pydantic reads a number or a date from text, which a table in CSV needs; it would also take ``true``
for the number 1 and a number for the seconds since 1970.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic import BaseModel

from weerbaar.base.model_complaints import Explained

# Where a schema holds other things than schemas.
_NO_SCHEMA = frozenset({"cls", "config", "default", "expected", "metadata", "ref", "serialization"})


def guarded(schema: Any, owner: type[BaseModel]) -> Any:
    """Return ``schema`` with a guard before every number and date of ``owner`` itself.

    Args:
        schema: pydantic's core schema of ``owner``; it is not changed.
        owner: the model; models inside it have guards of their own.
    """
    if isinstance(schema, list | tuple):
        return type(schema)(guarded(part, owner) for part in schema)
    if not isinstance(schema, dict) or (schema.get("type") == "model" and schema.get("cls") is not owner):
        return schema
    inside = {key: value if key in _NO_SCHEMA else guarded(value, owner) for key, value in schema.items()}
    kind = schema.get("type")
    guard = _GUARDS.get(kind) if isinstance(kind, str) else None
    # Words are told from true as it is, and the fields that tell unions apart may have no guard.
    if guard is None or (kind == "literal" and not any(type(v) is int for v in schema["expected"])):
        return inside
    return {"type": "function-before", "function": {"type": "no-info", "function": guard}, "schema": inside}


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        raise Explained("hier hoort een getal, niet true of false.", "a number is expected here, not true or false.")
    return value


def _only_a_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        return value.strip()
    raise Explained("moet een datum zijn (jjjj-mm-dd).", "must be a date (yyyy-mm-dd).")


_GUARDS = {"float": _no_truth, "int": _no_truth, "literal": _no_truth, "date": _only_a_day}
