# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.needs_cases import analysis_of, capability, need, present, task, uniform
from weerbaar.capability.needs import STATES, Gaps, Needs, gaps


@pytest.fixture(scope="module")
def found() -> Gaps:
    names = ("genoeg", "niets-gezegd", "klein", "groot", "ongevraagd", "geheim")
    needs = Needs(
        tuple(capability(name) for name in names),
        (task("t", *(need(uniform(5, 15), of=name) for name in names if name != "ongevraagd")),),
        (),
        (
            present("p1", 20, of="genoeg"),
            present("p2", 12, of="klein"),
            present("p3", 6, of="groot"),
            present("p4", 0, of="geheim", confidential=True),
        ),
    )
    return gaps(analysis_of(needs), draws=160)


def test_the_most_serious_stand_first_and_what_is_withheld_behind_its_state(found: Gaps) -> None:
    assert [gap.id for gap in found.ranked()] == ["groot", "klein", "geheim", "niets-gezegd", "genoeg", "ongevraagd"]


def test_places_by_name(found: Gaps) -> None:
    assert found.capability("klein").state == "short"
    assert found.cell("niets-gezegd", "brand").state == "unknown"
    with pytest.raises(KeyError):
        found.capability("nergens")
    with pytest.raises(KeyError):
        found.cell("klein", "nergens")


def test_states_go_from_bad_to_good() -> None:
    assert STATES == ("short", "unknown", "sufficient", "not needed")
