# SPDX-License-Identifier: EUPL-1.2
"""The files that the pages work with: each in the data folder under its SHA-256 and its own name."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from weerbaar.base import write_atomic
from weerbaar.workbench.alerts.models import Supply
from weerbaar.workbench.exchange.uploads import safe_name


def folder() -> Path:
    """Return where the files lie."""
    return Path(settings.DATA) / "alerts" / "supplies"


def keep(name: str, content: bytes) -> str:
    """Store a file, whole or not at all, and return its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    # Its own name says what form it has, and is what its reader names in a problem.
    place = folder() / digest / safe_name(name)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomic(place, content)
    return digest


def place_of(supply: Supply) -> Path:
    """Return where the file of a supply lies."""
    return folder() / supply.sha256 / safe_name(supply.name)
