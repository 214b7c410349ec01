# SPDX-License-Identifier: EUPL-1.2
"""Files lie in the data folder under the hash of their content, and under no other name than a safe one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from weerbaar.workbench.alerts.models import Supply
from weerbaar.workbench.alerts.supply_store import folder, keep, place_of


@pytest.mark.parametrize("name", ["netwerk.csv", "../../etc/passwd", "C:\\x\\y.parquet"])
def test_a_file_comes_back(tmp_path: Path, settings: Any, name: str) -> None:
    settings.DATA = tmp_path
    digest = keep(name, b"inhoud")
    assert digest == keep(name, b"inhoud") == hashlib.sha256(b"inhoud").hexdigest()
    place = place_of(Supply(kind="network", name=name, sha256=digest))
    assert place.read_bytes() == b"inhoud"
    assert place.parent.parent == folder() == tmp_path / "alerts" / "supplies"
    assert place.suffix == Path(name.replace("\\", "/")).suffix
