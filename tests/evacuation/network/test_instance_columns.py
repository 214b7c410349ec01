# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np

from weerbaar.evacuation.network.instance_columns import WRONG, NodeColumn, NumberColumn, node_name


def test_numbers_keep_what_is_odd_as_it_was() -> None:
    column = NumberColumn([1, 2.5])
    column.take([True, "3", 0, -4, 1e13, math.inf, WRONG])
    np.testing.assert_array_equal(column.values, [1, 2.5, np.nan, np.nan, 0, -4, 1e13, np.inf, np.nan])
    assert column.odd == {2: True, 3: "3", 4: 0, 5: -4, 6: 1e13, 7: math.inf, 8: WRONG}
    assert not len(NumberColumn().values)


def test_nodes_by_their_names() -> None:
    column = NodeColumn({"a": 0, "7": 1}, ["a", "7"])
    column.take([7, "b", None, ["a"], True, "", WRONG])
    assert column.values.tolist() == [0, 1, 1, 0, 0, 0, 0, 0, 0]
    assert column.odd == {3: "b", 4: None, 5: ["a"], 6: True, 7: "", 8: WRONG}
    assert not len(NodeColumn({}).values)


def test_a_name_may_be_a_whole_number() -> None:
    assert [node_name(value) for value in ("a", 7, "", True, 1.0, None)] == ["a", "7", None, None, None, None]
