# SPDX-License-Identifier: EUPL-1.2
"""Documents as the folder that the library reads, for as long as it reads; also in a process without database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def on_disk(texts: Mapping[str, str]) -> Iterator[Path]:
    """Put documents into a folder for as long as they are being read."""
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as root:
        folder = Path(root) / "capaciteiten"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        yield folder
