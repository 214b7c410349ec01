# SPDX-License-Identifier: EUPL-1.2
"""Weerbaar: the Dutch national risk assessment as open software.

The rooms of the house are the subpackages; the names below are what most users need. They are
loaded when first used, so that importing :mod:`weerbaar` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "load_method": "weerbaar.method",
    "load_dossier": "weerbaar.dossier",
    "assess": "weerbaar.assessment",
    "risk_diagram": "weerbaar.figures",
    "findings_report": "weerbaar.report",
}

__all__ = ["__version__", *sorted(_WHERE)]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'weerbaar' has no attribute {name!r}")
