# SPDX-License-Identifier: EUPL-1.2
"""The CAP samples of the shared folder, with the verdict that the schema gave each of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """One file.

    Attributes:
        file: path below the folder of samples.
        data: its bytes.
        kind: ``cap1.2``, ``cap1.1``, ``feed:…`` or ``not-xml``.
        valid: the verdict of the schema of its version; None where there is none.
    """

    file: str
    data: bytes
    kind: str
    valid: bool | None


def samples(shared: Path, kind: str = "") -> list[Sample]:
    """Return the samples whose kind begins with ``kind``."""
    folder = shared / "data" / "cap-samples"
    listed = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        Sample(each["file"], (folder / each["file"]).read_bytes(), each["kind"], each.get("xsd"))
        for each in listed
        if each["kind"].startswith(kind)
    ]


def sample(shared: Path, file: str) -> bytes:
    """Return the bytes of one sample."""
    return (shared / "data" / "cap-samples" / file).read_bytes()
