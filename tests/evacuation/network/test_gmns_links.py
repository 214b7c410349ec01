# SPDX-License-Identifier: EUPL-1.2
"""Beside test_gmns.py, which asks the same of whole folders: what only shows in the rows of roads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.evacuation.network.gmns import CAR_USES
from weerbaar.evacuation.network.gmns_links import GmnsLinks, Units
from weerbaar.evacuation.network.road_classes import shipped_road_classes

LINKS = (
    "link_id,name,from_node_id,to_node_id,directed,length,capacity,free_speed,lanes,allowed_uses\n"
    "1,A15,a,b,0,1100,1500,25,2,auto\n"
    "2,N1,b,c,1,1200,1000,20,1,auto\n"
    "3,path,c,a,1,1,,15,,walk\n"
)


def read(folder: Path, links: str = LINKS) -> GmnsLinks:
    (folder / "link.csv").write_text(links, encoding="utf-8")
    found = GmnsLinks(folder, {"a": 0, "b": 1, "c": 2}, np.zeros((3, 2)), Units(1.0, 1.0, ""))
    found.read(shipped_road_classes(), CAR_USES)
    return found


@pytest.mark.parametrize("uses", ["walk;auto", "WALK|AUTO", '"walk, auto"'])
def test_uses_are_apart_as_other_software_writes_them(uses: str, tmp_path: Path) -> None:
    assert read(tmp_path, LINKS.replace("2,auto", f"2,{uses}")).ids == ("1", "2", "1:back")


def test_names_of_some_rows_are_theirs(tmp_path: Path) -> None:
    """As many links as rows, but not those of the rows: one is left out and one doubled."""
    found = read(tmp_path)
    assert found.ids == ("1", "2", "1:back")
    assert found.names == ("A15", "N1", "A15")
    assert found.columns["length"].tolist() == [1100, 1200, 1100]
    assert (found.begin.tolist(), found.end.tolist()) == ([0, 1, 1], [1, 2, 0])
    assert not [problem for problem in found.found.problems if problem.severity == "error"]


def test_the_end_of_a_road_that_is_no_node(tmp_path: Path) -> None:
    """Not of a road that is left out."""
    found = read(tmp_path, LINKS.replace("2,N1,b,c", "2,N1,b,q").replace("path,c,a", "path,x,a")).found
    wrong = [problem.render("en") for problem in found.problems if problem.severity == "error"]
    assert wrong == ['link.csv:3: to_node_id: "q" - there is no node of this name.']
