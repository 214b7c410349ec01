# SPDX-License-Identifier: EUPL-1.2
"""The run record: what a result was made from, so that it can be made again.

Only what determines the result is in it; how long a run took is written apart, because the same
seed and input must give the same bytes (C9).
"""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any


@dataclass(frozen=True)
class RunRecord:
    """Provenance of one result.

    Attributes:
        input_hash: sha256 over the names and contents of the dossier's files.
        method: id of the method file.
        method_version: its version.
        method_hash: sha256 of its content.
        seed: seed of the random numbers.
        draws: number of draws.
        settings: every other choice that changes a number (weights, base, rule).
        software: name to version of what computed the result.
    """

    input_hash: str
    method: str
    method_version: str
    method_hash: str
    seed: int
    draws: int
    settings: dict[str, Any]
    software: dict[str, str]

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stand for this record in captions."""
        return hashlib.sha256(json.dumps(self.as_dict(), sort_keys=True).encode()).hexdigest()[:12]

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return asdict(self)


def software_versions() -> dict[str, str]:
    """Return the versions of what takes part in computing a number."""
    versions = {"python": platform.python_version()}
    for package in ("weerbaar", "numba", "numpy", "scipy"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "not installed"
    return versions
