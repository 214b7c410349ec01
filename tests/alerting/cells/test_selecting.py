# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.cells.networks import UTRECHT, around, box, discs, made_up, star
from weerbaar.alerting.area import Area, AreaError
from weerbaar.alerting.cells import CellNetwork, ShareError, chosen, select, touch
from weerbaar.alerting.cells.grid import on_grid
from weerbaar.alerting.cells.wedges import wedges
from weerbaar.base import Text


def obvious(network: CellNetwork, area: Area, least_share: float) -> dict[int, float]:
    """Every cell by itself, without index, preparation or shared shapes."""
    target = on_grid(area)
    found = {}
    for cell in range(len(network)):
        place = (network.x_m, network.y_m, network.azimuth_deg, network.beam_width_deg, network.radius_m)
        (shape,) = wedges(*(column[cell : cell + 1] for column in place))
        shape = network.mapped.get(cell, shape)
        if not target.intersects(shape):
            continue
        share = 1.0 if target.covers(shape) else min(shape.intersection(target).area / shape.area, 1.0)
        if share >= least_share:
            found[cell] = share
    return found


@settings(max_examples=12)
@given(
    st.sampled_from([(136_000.0, 456_000.0), (121_000.0, 487_000.0), (230_000.0, 540_000.0)]),
    st.sampled_from([300.0, 2_000.0, 9_000.0, 60_000.0, 200_000.0]),
    st.sampled_from([0.0, 0.1, 0.5, 1.0]),
    st.integers(5, 60),
)
def test_exactly_the_cells_of_the_obvious_way(
    place: tuple[float, float], radius: float, least_share: float, points: int
) -> None:
    network, area = made_up(1_500), star(*place, radius, points)
    found = select(network, area, least_share)
    twin = obvious(network, area, least_share)
    assert found.cells.tolist() == list(twin)
    assert found.share_inside.tolist() == pytest.approx(list(twin.values()), abs=2e-9)


def test_large_areas_are_held_against_all_shapes_with_the_same_result() -> None:
    network = made_up(1_500)
    everything = select(network, box(0, 290_000, 300_000, 640_000))
    assert everything.cells.tolist() == list(range(1_500))
    assert set(everything.share_inside.tolist()) == {1.0}
    assert select(network, box(0, 290_000, 300_000, 640_000), 1.0).cells.tolist() == list(range(1_500))


@pytest.mark.parametrize("radius", [25_000.0, 45_000.0])
def test_a_dense_network_loses_no_cell(radius: float) -> None:
    network, area = made_up(40_000), star(*UTRECHT, radius, 200)
    touched = touch(network, area)
    target, met = on_grid(area), network.shapes[touched.shapes]
    assert touched.shapes.tolist() == np.flatnonzero(shapely.intersects(target, network.shapes)).tolist()
    assert touched.whole.any()
    assert shapely.covers(target, met[touched.whole]).all()
    obvious_share = shapely.area(shapely.intersection(met, target)) / shapely.area(met)
    assert touched.share == pytest.approx(obvious_share, abs=2e-9)


def test_share_in_closed_form() -> None:
    """Half of a disc lies west of its middle."""
    network = discs((150_000, 450_000, 1_000), (150_000, 460_000, 1_000))
    found = select(network, box(140_000, 440_000, 150_000, 455_000))
    assert found.cells.tolist() == [0]
    assert found.share_inside[0] == pytest.approx(0.5, abs=1e-4)
    assert select(network, box(140_000, 440_000, 150_000, 455_000), 0.6).cells.tolist() == []


def test_cells_of_one_shape_go_together_with_their_identities() -> None:
    network = discs((150_000, 450_000, 1_000), (170_000, 450_000, 1_000), (150_000, 450_000, 1_000))
    found = select(network, around(150_000, 450_000, 3))
    assert found.cells.tolist() == [0, 2]
    assert found.ids == ("001-01-0", "001-01-2")
    assert not found.synthetic


@settings(max_examples=20)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_share_never_adds_a_cell(one: float, other: float) -> None:
    touched = touch(made_up(), star(*UTRECHT, 5_000, 30))
    low, high = sorted((one, other))
    assert set(chosen(touched, high).cells.tolist()) <= set(chosen(touched, low).cells.tolist())


def test_what_is_mapped_is_what_counts() -> None:
    network = discs((150_000, 450_000, 1_000), mapped={0: shapely.box(200_000, 500_000, 201_000, 501_000)})
    assert len(select(network, around(150_000, 450_000, 1)).cells) == 0
    assert select(network, around(200_500, 500_500, 0.1)).cells.tolist() == [0]


def test_a_made_up_network_marks_its_selection() -> None:
    assert select(made_up(), around(*UTRECHT, 1)).synthetic


def test_an_empty_network_and_an_area_far_away_give_no_cells() -> None:
    none = discs((150_000, 450_000, 1))
    empty = CellNetwork(
        **{
            name: value[:0] if isinstance(value, np.ndarray) else value
            for name, value in vars(none).items()
            if not name.startswith("_")
        }
    )
    assert len(select(empty, around(*UTRECHT, 1)).cells) == 0
    paris = Area(Text(nl="Parijs"), (((48.8, 2.3), (48.9, 2.3), (48.9, 2.4), (48.8, 2.3)),))
    assert len(select(made_up(), paris, 0.5).cells) == 0


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ShareError):
        select(made_up(), around(*UTRECHT, 1), share)


def test_an_empty_area_is_refused() -> None:
    with pytest.raises(AreaError):
        select(made_up(), Area(Text(nl="leeg")))
