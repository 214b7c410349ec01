# SPDX-License-Identifier: EUPL-1.2
"""The water that a command is about: a flood, where people are, how they fare in it, and ranges of what is not sure."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given as borders_given
from weerbaar.cli.evacuate.alert_file import borders_of
from weerbaar.cli.evacuate.roads import Given
from weerbaar.cli.options import refused

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from weerbaar.base import Distribution
    from weerbaar.evacuation.demand import Demand, Departures
    from weerbaar.evacuation.flood import (
        EvacuationCurve,
        Exposure,
        FloodScenario,
        MortalityMethod,
        Victims,
        WithoutBasicNeeds,
    )

    Floats = npt.NDArray[np.float64]

_EXAMPLE = "voorbeeld"
_FATE = ("call", "sheltered", "shelter_risk", "road_risk")
_NEEDS = ("cut_off", "needs_days")
_WHERE = (
    "geef ook --points: waar de mensen zijn; of --boundaries, als de zones gemeenten zijn.",
    "give --points as well: where the people are; or --boundaries, where the zones are municipalities.",
)


def spread(low: float, high: float) -> Callable[[str], Distribution]:
    """Return the reader of a number or a range, ``30`` or ``24-48``, of which every value is equally likely."""
    read = options.number_between(low, high)

    def of(text: str) -> Distribution:
        from weerbaar.base import Point, Uniform

        first, dash, last = text.partition("-")
        least = read(first)
        most = read(last) if dash else least
        if most < least:
            raise options.wrong(f"{text}: schrijf van laag naar hoog.", f"{text}: write from low to high.")
        return Point(value=least) if most == least else Uniform(distribution="uniform", low=least, high=most)

    return of


def add_flood(command: argparse.ArgumentParser) -> None:
    """Add a flood and where people are to the parser of a command."""
    group = command.add_argument_group("het water | the water")
    group.add_argument(
        "--flood", type=options.place, metavar="BESTAND", help=f"overstroming, of {_EXAMPLE} | flood scenario"
    )
    group.add_argument(
        "--points",
        type=options.place,
        metavar="CSV",
        help="mensen per plek: zone,x,y,people; anders gelijk verdeeld binnen --boundaries | people by place; else "
        "spread over --boundaries",
    )
    borders_given.add_boundaries(command)
    group.add_argument(
        "--mortality",
        type=options.place,
        metavar="YAML",
        help="andere mortaliteitsfuncties | other mortality functions",
    )


def add_fate(command: argparse.ArgumentParser) -> None:
    """Add how people fare in the water to the parser of a command; nothing published was found to fall back on."""
    group = command.add_argument_group("wie het water treft | whom the water meets")
    share, times = spread(0, 1), spread(0, 100)
    for name, kind, words in (
        ("--call", spread(0, 480), "uren van de oproep tot de doorbraak | hours from the call to the breach"),
        ("--sheltered", share, "deel van wie blijft dat hoog en droog zit | share of who stays that is up and dry"),
        ("--shelter-risk", share, "mortaliteit daar als deel van die thuis | mortality there, of that at home"),
        ("--road-risk", times, "mortaliteit onderweg als veelvoud van die thuis | on the road, times that at home"),
        ("--cut-off", share, "deel van wie droog achterblijft dat is afgesneden | share of who stays dry, cut off"),
        ("--needs-days", spread(0, 365), "dagen tot er hulp is | days until help comes"),
    ):
        group.add_argument(name, type=kind, metavar="VAN-TOT", help=words)


def flood_of(arguments: argparse.Namespace) -> FloodScenario | None:
    """Return the flood that was named; None without one.

    Raises:
        InputError: with every problem of the file; or something goes with a flood that is not there.
    """
    from weerbaar.evacuation.flood import example_scenario, read_scenario

    if arguments.flood is None:
        for name in ("points", "boundaries", "mortality", *_FATE, *_NEEDS):
            if getattr(arguments, name, None) is not None:
                raise refused(f"--{name.replace('_', '-')}", "hoort bij --flood.", "goes with --flood.")
        return None
    if hasattr(arguments, "call"):
        # Said before anything is worked out, which takes a while.
        told, needs = _all_or_none(arguments, _FATE), _all_or_none(arguments, _NEEDS)
        if needs and not told:
            raise refused("--needs-days", "hoort bij --call.", "goes with --call.")
    known = arguments.flood == _EXAMPLE and not Path(_EXAMPLE).exists()
    return example_scenario() if known else read_scenario(Path(arguments.flood))


def exposure_of(
    arguments: argparse.Namespace, scenario: FloodScenario, given: Given | None, demand: Demand | Departures | None
) -> Exposure:
    """Return the people over a flood: at their places where a table says so, else spread over their municipalities.

    Raises:
        InputError: with every problem of the table; or nothing says where people are, or a zone has no borders.
    """
    from weerbaar.evacuation.demand import Departures, central
    from weerbaar.evacuation.flood import expose, expose_areas, read_people_points

    if arguments.points is not None:
        return expose(scenario, read_people_points(Path(arguments.points)))
    if given is None or demand is None or isinstance(demand, Departures):
        raise refused("--flood", *_WHERE)
    turnout = central(demand, given.network)
    people = {zone: count for zone, count in zip(turnout.zone_ids, turnout.people.tolist(), strict=True) if count > 0}
    borders = borders_of(arguments, list(people))
    unknown = [zone for zone in people if zone not in borders]
    if not borders or not people:
        raise refused("--flood", *_WHERE)
    if unknown:
        said = ", ".join(unknown[:5])
        raise refused("--boundaries", f"geen grenzen van zone {said}.", f"no borders of zone {said}.")
    return expose_areas(scenario, borders, people)


def mortality_of(arguments: argparse.Namespace, exposure: Exposure, draws: int) -> tuple[Floats, float]:
    """Return the mortality of who is still there, as draws, and the people whose place floods.

    Raises:
        InputError: a file of mortality functions that is wrong.
        VictimsError: nobody's place floods.
    """
    from weerbaar.evacuation.flood import mortality_at_home

    found = mortality_at_home(exposure, draws, arguments.seed, method=_method(arguments))
    return found, float(exposure.flooded_people.sum())


def _method(arguments: argparse.Namespace) -> MortalityMethod | None:
    from weerbaar.evacuation.flood import read_mortality

    return None if arguments.mortality is None else read_mortality(Path(arguments.mortality))


def victims_of(
    arguments: argparse.Namespace, exposure: Exposure, curve: EvacuationCurve
) -> tuple[Victims | None, WithoutBasicNeeds | None]:
    """Return expected victims and people without basic needs; None where nothing was said of how people fare.

    Raises:
        InputError: a part of it was said only; or a file of mortality functions that is wrong.
    """
    import numpy as np

    from weerbaar.evacuation.flood import Vulnerability, victims, without_basic_needs

    if not _all_or_none(arguments, _FATE):
        return None, None
    seed = arguments.seed
    # Not the stream of the victims: an early call would go together with many in shelter.
    generator = np.random.default_rng((seed, 1))
    called_s = np.asarray(arguments.call.ppf(generator.random(curve.n_draws)), float) * 3600
    found = victims(
        exposure,
        curve,
        called_s,
        sheltered=arguments.sheltered,
        vulnerability=Vulnerability(sheltered=arguments.shelter_risk, on_road=arguments.road_risk),
        seed=seed,
        method=_method(arguments),
    )
    if not _all_or_none(arguments, _NEEDS):
        return found, None
    staying = 1 - curve.out_at(called_s)
    share = np.asarray(arguments.cut_off.ppf(generator.random(curve.n_draws)), float)
    cut_off = exposure.dry_people[:, None] * (staying * share)[None, :]
    return found, without_basic_needs(found, cut_off=cut_off, days=arguments.needs_days, seed=seed)


def _all_or_none(arguments: argparse.Namespace, names: tuple[str, ...]) -> bool:
    from weerbaar.base import InputError, Problem, Text

    missing = [f"--{name.replace('_', '-')}" for name in names if getattr(arguments, name) is None]
    if missing and len(missing) < len(names):
        message = Text(
            nl="ontbreekt; zonder dit is niet te zeggen wie het treft, en een gepubliceerde waarde is niet gevonden.",
            en="is missing; without it whom the water meets cannot be told, and no published value was found.",
        )
        raise InputError([Problem(name, message) for name in missing])
    return not missing
