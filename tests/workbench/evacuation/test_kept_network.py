# SPDX-License-Identifier: EUPL-1.2
"""A network comes back from the store as it went in, whatever it holds."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from weerbaar.evacuation.network import example, examples
from weerbaar.workbench.evacuation.kept_network import Kept, KeptError, packed, unpacked


@pytest.mark.parametrize("name", examples())
def test_every_field_comes_back(name: str) -> None:
    network = example(name).network
    lines = tuple(np.array([[0.0, at], [1.0, at], [2.0, at]]) for at in range(network.n_links))
    kept = Kept(dataclasses.replace(network, geometry=lines), np.arange(len(network.zones), dtype=float))
    content = packed(kept)
    back = unpacked(content)
    for field in dataclasses.fields(network):
        before, after = getattr(kept.network, field.name), getattr(back.network, field.name)
        if field.name == "geometry":
            assert len(before) == len(after)
            assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
        elif isinstance(before, np.ndarray):
            assert np.array_equal(before, after), field.name
        else:
            assert before == after, field.name
    assert back.vehicles is not None
    assert back.vehicles.sum() == kept.vehicles.sum()
    assert back.times_s is None
    assert not back.states_departures
    assert packed(back) == content


@pytest.mark.parametrize("content", [b"", b"geen archief", packed(Kept(example("zeeland").network))[:-40]])
def test_what_is_damaged_is_refused(content: bytes) -> None:
    with pytest.raises(KeptError):
        unpacked(content)
