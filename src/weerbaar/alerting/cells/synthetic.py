# SPDX-License-Identifier: EUPL-1.2
"""A network that was made up, since no list of Dutch cells may be used: to try things out, never to send with.

It looks like the real ones in number (47,028 installations in 2019 for three providers, three sectors and two to four
bands each), in cells crowding where people live, and in nothing else. Country code 001 is kept for test networks, so
that no made-up cell can be taken for a real one.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from weerbaar.alerting.cells.network import NO_AREA_CODE, TECHNOLOGIES, CellNetwork, NetworkError
from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import FileModel, Text, read_yaml, validate

TEST_COUNTRY = 1
_OPERATORS = ("Aanbieder A (verzonnen)", "Aanbieder B (verzonnen)", "Aanbieder C (verzonnen)")
_MOST_CELLS = 1_000_000

# Bands of a site in the order in which they are built: technology, and range as part of the lowest band's.
_BANDS = (("2G", 1.0), ("4G", 1.0), ("4G", 0.6), ("5G", 0.6))
_SECTORS_DEG = (0.0, 120.0, 240.0)
_IN_TOWN = 0.6
_NEAREST_M, _FURTHEST_M = 300.0, 12_000.0
# Sites of one provider reach a little past the fourth nearest of the same provider.
_NEIGHBOURS, _OVERLAP = 4, 1.2
_LAC_SIDE_M = 50_000.0


class _Town(FileModel):
    name: str
    x_km: float
    y_km: float
    inhabitants_thousand: Annotated[float, Field(gt=0)]


class _Towns(FileModel):
    schema_version: Literal[1] = Field(alias="schema")
    towns: Annotated[tuple[_Town, ...], Field(min_length=1)]
    outline_km: Annotated[tuple[tuple[float, float], ...], Field(min_length=3)]


def made_up_network(cells: int, seed: int) -> CellNetwork:
    """Return a made-up network over the Netherlands; the same numbers give the same network.

    Args:
        cells: how many, 1 to a million.
        seed: not negative; it is kept in the network and in every file of it.

    Raises:
        NetworkError: another number of cells, or a negative seed.
    """
    if not (1 <= cells <= _MOST_CELLS and seed >= 0):
        raise NetworkError(
            Text(
                nl="Een verzonnen netwerk heeft 1 tot 1.000.000 zendcellen en een zaadgetal van 0 of hoger.",
                en="A made-up network has 1 to 1,000,000 cells and a seed of 0 or higher.",
            )
        )
    rng = np.random.default_rng(seed)
    # At least two bands of three sectors each.
    bands = rng.integers(2, len(_BANDS) + 1, cells // 6 + 1)
    sites = int(np.searchsorted(np.cumsum(bands * 3), cells)) + 1
    bands = bands[:sites]
    place = _sites(sites, rng)
    provider = np.arange(sites) % len(_OPERATORS)
    reach = _reach_m(place, provider)
    turned = rng.integers(0, 12, sites) * 10.0

    site = np.repeat(np.arange(sites), bands * 3)[:cells]
    first = np.cumsum(bands * 3) - bands * 3
    within = np.arange(len(site)) - first[site]
    band, sector = np.divmod(within, 3)
    technology = np.array([TECHNOLOGIES.index(name) for name, _ in _BANDS])[band]
    is_2g = technology == TECHNOLOGIES.index("2G")
    is_5g = technology == TECHNOLOGIES.index("5G")
    square = np.floor(place / _LAC_SIDE_M).astype(np.int64)
    lac = 100 * square[:, 0] + square[:, 1] + 1000
    # Within a LAC the cells are numbered on; an eNodeB has 8 bits for its cells, a gNodeB here 14.
    ci = np.where(is_5g, site * 2**14 + within, site * 2**8 + within)
    ci[is_2g] = _running_number(provider[site[is_2g]] * 1_000_000 + lac[site[is_2g]])
    return CellNetwork(
        operators=_OPERATORS,
        operator=provider[site].astype(np.uint8),
        technology=technology.astype(np.uint8),
        mcc=np.full(len(site), TEST_COUNTRY, dtype=np.int16),
        mnc=(provider[site] + 1).astype(np.int16),
        lac=np.where(is_2g, lac[site], NO_AREA_CODE).astype(np.int32),
        ci=ci.astype(np.int64),
        x_m=place[site, 0],
        y_m=place[site, 1],
        azimuth_deg=(np.array(_SECTORS_DEG)[sector] + turned[site]) % 360.0,
        beam_width_deg=np.full(len(site), 120.0),
        radius_m=reach[site] * np.array([part for _, part in _BANDS])[band],
        seed=seed,
    )


@cache
def _towns() -> _Towns:
    return validate(_Towns, read_yaml(Path(str(files("weerbaar") / "data" / "alerting" / "cells" / "towns.yaml"))))


def _sites(number: int, rng: np.random.Generator) -> Floats:
    """Return places in metres: six of ten around towns, by their size, the others anywhere in the country."""
    import shapely

    facts = _towns()
    middle = np.array([(town.x_km, town.y_km) for town in facts.towns]) * 1000
    people = np.array([town.inhabitants_thousand for town in facts.towns])
    town = rng.choice(len(people), number, p=people / people.sum())
    # A town of 100,000 is about 5 km across.
    spread = 1500.0 * (people[town] / 100.0) ** 0.5
    in_town = middle[town] + rng.normal(0.0, 1.0, (number, 2)) * spread[:, None]
    country = shapely.Polygon(np.array(facts.outline_km) * 1000)
    shapely.prepare(country)
    west, south, east, north = country.bounds
    anywhere = np.empty((0, 2))
    while len(anywhere) < number:
        drawn = rng.uniform((west, south), (east, north), (2 * number + 100, 2))
        anywhere = np.concatenate([anywhere, drawn[shapely.contains_xy(country, drawn[:, 0], drawn[:, 1])]])
    # Whole metres, so that files are short.
    chosen = np.where((rng.random(number) < _IN_TOWN)[:, None], in_town, anywhere[:number])
    return np.asarray(np.round(chosen), dtype=np.float64)


def _reach_m(place: Floats, provider: Integers) -> Floats:
    """Return how far the lowest band of each site serves: less where the provider has more sites."""
    from scipy.spatial import cKDTree

    reach = np.full(len(place), _FURTHEST_M)
    for one in range(len(_OPERATORS)):
        own = np.flatnonzero(provider == one)
        # The nearest of all is the site itself.
        away, _ = cKDTree(place[own]).query(place[own], k=_NEIGHBOURS + 1)
        reach[own] = np.clip(_OVERLAP * away[:, _NEIGHBOURS], _NEAREST_M, _FURTHEST_M)
    return np.asarray(np.round(reach), dtype=np.float64)


def _running_number(group: Integers) -> Integers:
    """Return for every member which one of its group it is, from 1."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    first = np.searchsorted(ordered, ordered, side="left")
    number = np.empty(len(group), dtype=np.int64)
    number[order] = np.arange(len(group)) - first + 1
    return number
