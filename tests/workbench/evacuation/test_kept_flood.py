# SPDX-License-Identifier: EUPL-1.2
"""A flood comes back from the store as it went in, whatever it holds."""

from __future__ import annotations

import dataclasses
import io
import json

import numpy as np
import pytest

from weerbaar.base import Text
from weerbaar.evacuation.flood import FloodGrid, FloodScenario, example_scenario
from weerbaar.workbench.evacuation.kept_flood import packed_flood, unpacked_flood
from weerbaar.workbench.evacuation.kept_network import KeptError


def _little() -> FloodScenario:
    """Two cells of which only the depth is known, with a word of both languages."""
    return FloodScenario(
        name="Sint-Philipsland “proef”",
        source=Text(nl="één som", en="one computation"),
        grid=FloodGrid("EPSG:28992", (50.0, 0.0, 70_000.0, 0.0, -50.0, 410_000.0), 3, 2),
        cells=np.array([1, 4]),
        depth_m=np.array([0.5, 2.25], np.float32),
        notes=(Text(nl="cm werd m", en="cm became m"), Text(nl="verschoven", en="moved")),
    )


@pytest.mark.parametrize("flood", [_little(), example_scenario()], ids=["little", "example"])
def test_every_field_comes_back(flood: FloodScenario) -> None:
    content = packed_flood(flood)
    back = unpacked_flood(content)
    for field in dataclasses.fields(flood):
        before, after = getattr(flood, field.name), getattr(back, field.name)
        if isinstance(before, np.ndarray):
            assert before.dtype == after.dtype, field.name
            assert np.array_equal(before, after, equal_nan=True), field.name
        elif isinstance(before, FloodGrid):
            assert dataclasses.asdict(before) == dataclasses.asdict(after)
        else:
            assert before == after, field.name
    assert packed_flood(back) == content


@pytest.mark.parametrize("content", [b"", b"geen archief", packed_flood(_little())[:-40]])
def test_what_is_damaged_is_refused(content: bytes) -> None:
    with pytest.raises(KeptError):
        unpacked_flood(content)


@pytest.mark.parametrize(
    "changed",
    [
        {"grid": None},
        {"depth_m": np.array([0.5, 2000.0], np.float32)},
        {"cells": np.array([1, 400])},
        {"cells": np.array([], np.int64)},
    ],
    ids=["words", "depth", "cells", "dry"],
)
def test_an_archive_of_a_flood_that_cannot_be_is_refused(changed: dict[str, object]) -> None:
    with np.load(io.BytesIO(packed_flood(_little()))) as file:
        arrays = {name: file[name] for name in file.files}
    if "grid" in changed:
        words = json.loads(arrays["words"].tobytes()) | changed
        arrays["words"] = np.frombuffer(json.dumps(words).encode(), np.uint8)
    else:
        arrays |= changed
    made = io.BytesIO()
    np.savez(made, **arrays)
    with pytest.raises(KeptError):
        unpacked_flood(made.getvalue())
