# SPDX-License-Identifier: EUPL-1.2
"""What was sent is read from where it lies, and comes back as a row and what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workbench.evacuation.places import village_file
from weerbaar.base import InputError
from weerbaar.workbench.evacuation.kept_network import unpacked
from weerbaar.workbench.evacuation.network_reading import Manner
from weerbaar.workbench.evacuation.reading_process import Sent
from weerbaar.workbench.evacuation.reading_run import ReadingWork, run_reading


def _work(folder: Path, content: bytes) -> ReadingWork:
    (folder / "roads").write_bytes(content)
    sent = Sent.network("dorp.json", content, Manner(reachable=True))
    return ReadingWork(sent.what, {"roads": ("dorp.json", folder / "roads")}, json.loads(json.dumps(sent.asked)))


def test_a_network_comes_back_with_its_row(tmp_path: Path) -> None:
    head, _, kept = run_reading(_work(tmp_path, village_file()), lambda share: None).partition(b"\n")
    row = json.loads(head)
    assert (row["name"], row["links"], row["vehicles"]) == ("dorp", 3, 1000.0)
    assert unpacked(kept).network.n_links == 3


def test_what_is_wrong_is_raised_with_every_problem(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        run_reading(_work(tmp_path, village_file(exits=["x"], jam=-1)), lambda share: None)
    assert len(found.value.problems) == 2
