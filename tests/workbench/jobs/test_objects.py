# SPDX-License-Identifier: EUPL-1.2
"""What is stored of a result comes back as it was, and nothing else is read."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from weerbaar.assessment import Assessment, assess
from weerbaar.base import Point, Text
from weerbaar.dossier import load_dossier
from weerbaar.workbench.jobs.objects import UnreadableObjectError, from_bytes, to_bytes


def test_an_assessment_comes_back_as_it_was() -> None:
    found = assess(load_dossier("voorbeeld-2012"), draws=1_000)
    back = from_bytes(to_bytes(found))
    assert isinstance(back, Assessment)
    assert back == found


def test_arrays_and_numbers_keep_their_kind_and_shape() -> None:
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array([True, False]), "n": (math.inf, [1, None, "x"])}
    back = from_bytes(to_bytes(arrays))
    assert back["a"].shape == (2, 3)
    assert back["a"].dtype == np.float64
    assert np.array_equal(back["a"], arrays["a"])
    assert back["b"].tolist() == [True, False]
    assert back["n"] == (math.inf, [1, None, "x"])


def test_models_and_texts_come_back() -> None:
    value = (Text(nl="ja", en="yes"), Point(distribution="point", value=0.5))
    assert from_bytes(to_bytes(value)) == value


def test_what_is_no_result_is_not_written() -> None:
    with pytest.raises(TypeError, match="object cannot be stored"):
        to_bytes([object()])
    with pytest.raises(TypeError, match="cannot be stored"):
        to_bytes(np.array(["text"]))


@pytest.mark.parametrize(
    "change",
    [
        {"classes": ["os:system"]},
        {"classes": ["weerbaar.base.files:write_atomic"]},
        {"weerbaar": "0.0.0"},
        {"value": {"?": 1}},
        {"value": {"a": ["<f8", [2], "AAAA"]}},
    ],
)
def test_a_strange_or_damaged_file_is_refused(change: dict[str, object]) -> None:
    whole = json.loads(to_bytes(assess(load_dossier("voorbeeld-2012"), draws=100).run_record)) | change
    with pytest.raises(UnreadableObjectError):
        from_bytes(json.dumps(whole).encode())


def test_half_a_file_is_refused() -> None:
    with pytest.raises(UnreadableObjectError):
        from_bytes(to_bytes((1, 2, 3))[:-4])
