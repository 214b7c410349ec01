# SPDX-License-Identifier: EUPL-1.2
"""What the composer knows besides the draft: cells, borders, people, contacts, surveys.

A process reads each file once, in a thread of its own, so that no page waits for a large network: until it is there a
page says so. What takes long to compute (the curve, the people reached) is made in the same way and kept a while.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from weerbaar.alerting.area import Area, Boundaries, Gazetteer, gazetteer, load_boundaries, named_boundaries
from weerbaar.alerting.compose import Contacts, official_contacts, read_contacts, read_variant
from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.supply_store import place_of

if TYPE_CHECKING:
    from weerbaar.alerting.cells import BestServerMap, CellNetwork, Curve, Population, Reach, SurveyResult, Touched

PATIENCE_S = 20.0
"""How long somebody who saves waits for the borders: as long as a large file takes to read."""
SEED = 2012
"""Of the draws behind the people reached, so that the same draft shows the same numbers."""
_MOST_FILES, _MOST_RESULTS, _MOST_TOUCHED = 12, 64, 8


class _Kept:
    """Results by key, made in a thread; the ones not asked for longest go first."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._last: dict[Hashable, Hashable] = {}
        self._threads: ThreadPoolExecutor | None = None

    def ask(self, key: Hashable, make: Callable[[], Any], by: Hashable = None) -> Future[Any]:
        """Return what is being made of a key, or begin to make it.

        Args:
            key: of the result.
            make: makes it.
            by: who asks; what the same one asked for before, and was not begun yet, is not made any more.
        """
        with self._lock:
            found = self._found.get(key)
            # What failed may work now, as with a file that has been put back.
            if found is None or found.cancelled() or (found.done() and found.exception() is not None):
                if by is not None and (before := self._found.get(self._last.get(by))) is not None:
                    before.cancel()
                if self._threads is None:
                    self._threads = ThreadPoolExecutor(1, self._name)
                found = self._found[key] = self._threads.submit(make)
            if by is not None:
                self._last[by] = key
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                gone, future = self._found.popitem(last=False)
                future.cancel()
                # A key may hold a whole network.
                self._last = {who: last for who, last in self._last.items() if last != gone}
            return found


_files = _Kept("alerts-files", _MOST_FILES)
_results = _Kept("alerts-results", _MOST_RESULTS)
_touched: OrderedDict[Hashable, Touched] = OrderedDict()
_touched_lock = threading.Lock()


def read_supply(kind: SupplyKind, path: Path) -> Any:
    """Return what the library reads from a file of a kind.

    Raises:
        InputError: with every problem in the file.
    """
    from weerbaar.alerting import cells

    readers: dict[SupplyKind, Callable[[Path], Any]] = {
        SupplyKind.NETWORK: _network,
        SupplyKind.BOUNDARIES: load_boundaries,
        SupplyKind.POPULATION: cells.read_population,
        SupplyKind.BEST_SERVER: cells.read_best_server_map,
        SupplyKind.CONTACTS: read_contacts,
        SupplyKind.SURVEY: cells.read_survey,
        SupplyKind.VARIANT: read_variant,
    }
    return readers[kind](path)


def _network(path: Path) -> CellNetwork:
    from weerbaar.alerting.cells import read_network

    return _made_ready(read_network(path))


def _made_ready(network: CellNetwork) -> CellNetwork:
    # Made when first asked for; better here than while somebody waits.
    _ = network.shapes, network.corners, network.tree, network.cells_by_shape, network.boxes, network.edges
    return network


def active(kind: SupplyKind) -> Supply | None:
    """Return the file of a kind that is in use: the one that was put to use last."""
    return Supply.objects.filter(kind=kind, active=True).order_by("-created", "-pk").first()


def loaded(supply: Supply, patience_s: float = 0.0) -> Any:
    """Return what is in a file; None while it is being read.

    Args:
        supply: the file.
        patience_s: how long to wait for it.

    Raises:
        InputError: the file cannot be read any more.
    """
    kind, path = SupplyKind(supply.kind), place_of(supply)
    found = _files.ask((kind, supply.sha256), lambda: read_supply(kind, path))
    if patience_s:
        wait_for([found], timeout=patience_s)
    return found.result() if found.done() else None


@dataclass(frozen=True)
class Cells:
    """The cells that a draft is worked out with.

    Attributes:
        state: ``none`` where there is no file, ``loading`` while it is read.
        real: whether they are those of real providers.
    """

    state: Literal["none", "loading", "ready"]
    supply: Supply | None = None
    network: CellNetwork | None = None

    @property
    def real(self) -> bool:
        return self.supply is not None and not self.supply.facts.get("synthetic")


def network_of(supply: Supply, patience_s: float = 0.0) -> CellNetwork | None:
    """Return the cells in a file, which serve what the best server maps in use say; None while these are read.

    A map of cells that are not all in the file is of another network, and left out.
    """
    network: CellNetwork | None = loaded(supply, patience_s)
    rows = list(Supply.objects.filter(kind=SupplyKind.BEST_SERVER, active=True).order_by("created", "pk"))
    if network is None or not rows:
        return network
    maps = [_map_of(row, supply, network, patience_s) for row in rows]
    there = [found for found in maps if found is not None]
    if len(there) < len(rows):
        return None
    key = ("mapped", supply.sha256, *(row.sha256 for row in rows))
    found = _files.ask(key, lambda: _mapped(network, there))
    wait_for([found], timeout=patience_s)
    return cast("CellNetwork", found.result()) if found.done() else None


def _map_of(row: Supply, supply: Supply, network: CellNetwork, patience_s: float) -> BestServerMap | None:
    """Return a best server map; None while it is read. What a raster says depends on the network it is held against."""
    path = place_of(row)
    if not is_raster(path):
        found: BestServerMap | None = loaded(row, patience_s)
        return found
    reading = _files.ask((row.sha256, supply.sha256), lambda: _raster_or_nothing(path, network))
    wait_for([reading], timeout=patience_s)
    return cast("BestServerMap", reading.result()) if reading.done() else None


def _raster_or_nothing(path: Path, network: CellNetwork) -> BestServerMap:
    from weerbaar.alerting.cells import BestServerMap, cell_numbers, read_best_server_raster

    try:
        return read_best_server_raster(path, cell_numbers(network))
    except InputError:
        if not path.is_file():
            raise
        return BestServerMap({}, {})


def is_raster(path: Path) -> bool:
    """Return whether a best server map is a raster, by its name."""
    from weerbaar.alerting.cells import RASTERS

    return path.suffix.lower() in RASTERS


def read_raster(path: Path) -> BestServerMap:
    """Return what a new best server raster says of the first network in use that has all its cells.

    Raises:
        InputError: no network is in use, or with what is wrong for the one that was put to use last.
    """
    from weerbaar.alerting.cells import cell_numbers, read_best_server_raster

    wrong = InputError(
        [
            Problem(
                path.name,
                Text(
                    nl="neem eerst het netwerk van zendcellen in gebruik: dit raster noemt cellen alleen bij nummer.",
                    en="put the network of cells to use first: this raster names cells by number only.",
                ),
            )
        ]
    )
    networks = Supply.objects.filter(kind=SupplyKind.NETWORK, active=True).order_by("created", "pk")
    found = [network for row in networks if (network := loaded(row, PATIENCE_S)) is not None]
    for network in reversed(found):
        try:
            return read_best_server_raster(path, cell_numbers(network))
        except InputError as error:
            wrong = error if network is found[-1] else wrong
    raise wrong


def _mapped(network: CellNetwork, maps: list[BestServerMap]) -> CellNetwork:
    from weerbaar.alerting.cells import NetworkError

    for found in maps:
        with contextlib.suppress(NetworkError):
            network = network.with_best_servers(found) if found.cells else network
    return _made_ready(network)


def cells_now(patience_s: float = 0.0) -> Cells:
    """Return the cells to work with: the real ones that were put to use last, and made-up ones where there are none."""
    rows = list(Supply.objects.filter(kind=SupplyKind.NETWORK, active=True).order_by("-created", "-pk"))
    supply = next((row for row in rows if not row.facts.get("synthetic")), rows[0] if rows else None)
    if supply is None:
        return Cells("none")
    network = network_of(supply, patience_s)
    return Cells("loading" if network is None else "ready", supply, network)


@dataclass(frozen=True)
class Borders:
    """The borders that are at hand.

    Attributes:
        state: ``none`` where there are none, ``loading`` while they are read.
        key: changes when the borders do.
    """

    state: Literal["none", "loading", "ready"]
    boundaries: Boundaries | None = None
    key: str = ""


def borders_now(patience_s: float = 0.0) -> Borders:
    """Return the borders of the file that was put to use, or else of the one that the environment names.

    Raises:
        InputError: that file cannot be read.
    """
    supply = active(SupplyKind.BOUNDARIES)
    if supply is not None:
        found = loaded(supply, patience_s)
        return Borders("loading" if found is None else "ready", found, supply.sha256)
    named = named_boundaries()
    return Borders("none") if named is None else Borders("ready", named, f"named-{id(named)}")


@lru_cache(maxsize=4)
def _places(boundaries: Boundaries | None) -> Gazetteer:
    return gazetteer(boundaries)


def places(borders: Borders) -> Gazetteer:
    """Return the names of places to hold a text against."""
    return _places(borders.boundaries)


def contacts_now() -> Contacts:
    """Return the official numbers and sites, with those that the organisation added."""
    supply = active(SupplyKind.CONTACTS)
    found = loaded(supply, PATIENCE_S) if supply is not None else None
    return found or official_contacts()


def surveys_now() -> tuple[SurveyResult, ...]:
    """Return what own surveys of the test messages found."""
    found: list[SurveyResult] = []
    for supply in Supply.objects.filter(kind=SupplyKind.SURVEY, active=True).order_by("created", "pk"):
        found += loaded(supply, PATIENCE_S) or ()
    # The last file counts where two speak of the same day and group.
    return tuple({(one.day, one.group): one for one in found}.values())


def touched(network: CellNetwork, area: Area) -> Touched:
    """Return the places served that meet an area; quick where the area was asked for just now.

    Raises:
        AreaError: the area encloses nothing, or lies nowhere on Earth.
    """
    from weerbaar.alerting.cells import touch

    key = (network, area.polygons, area.circles)
    with _touched_lock:
        found = _touched.get(key)
        if found is not None:
            _touched.move_to_end(key)
            return found
    found = touch(network, area)
    with _touched_lock:
        _touched[key] = found
        while len(_touched) > _MOST_TOUCHED:
            _touched.popitem(last=False)
    return found


def curve_of(there: Touched, area: Area, by: Hashable, patience_s: float = 0.0) -> Curve | None:
    """Return what each least share leads to; None while it is being worked out.

    Args:
        there, area: the places served that meet an area, and that area.
        by: who asks.
        patience_s: how long to wait for it.
    """
    from weerbaar.alerting.cells import curve

    key = ("curve", there.network, area.polygons, area.circles)
    found = _results.ask(key, lambda: curve(there), ("curve", by))
    wait_for([found], timeout=patience_s)
    return cast("Curve", found.result()) if found.done() and not found.cancelled() else None


def reach_of(
    there: Touched, area: Area, share: float, moment: Any, by: Hashable, patience_s: float = 0.0
) -> tuple[Literal["none", "loading", "ready"], Reach | None]:
    """Return how many people receive it; None while that is being worked out, or where nobody knows where people are.

    Args:
        there, area: the places served that meet an area, and that area.
        share: what part of a cell must lie inside, 0 to 1.
        moment: when it is on the air, with its zone; only the hour matters.
        by: who asks.
        patience_s: how long to wait for it.
    """
    from weerbaar.alerting.cells import chosen, reach

    people = active(SupplyKind.POPULATION)
    if people is None:
        return "none", None
    population: Population | None = loaded(people, patience_s)
    if population is None:
        return "loading", None
    hour = moment.replace(minute=0, second=0, microsecond=0)
    surveys = surveys_now()
    key = ("reach", there.network, people.sha256, area.polygons, area.circles, share, hour, surveys)
    found = _results.ask(
        key,
        lambda: reach(chosen(there, share), population, hour, SEED, geofenced=True, surveys=surveys),
        ("reach", by),
    )
    wait_for([found], timeout=patience_s)
    ready = found.done() and not found.cancelled()
    return ("ready", cast("Reach", found.result())) if ready else ("loading", None)
