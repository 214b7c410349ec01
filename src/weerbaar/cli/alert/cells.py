# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert cells``: which cells serve an area, what the choice costs outside and inside, and who is reached."""

from __future__ import annotations

import argparse
import csv
import io
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given, network
from weerbaar.cli.alert.table import errors_as_json, text_json
from weerbaar.cli.moment import moment
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, json_result, wrapped
from weerbaar.cli.result_file import figure_bytes, figure_place, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.cells import (
        BestServerMap,
        CellNetwork,
        Comparison,
        Curve,
        Estimate,
        Population,
        Reach,
        Selection,
        Suggestion,
    )
    from weerbaar.base import Lang

_SHOWN = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9)


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``cells`` to the parser of ``weerbaar alert``."""
    help_text = "zendcellen voor een gebied, met wat het kost | cells for an area, with what it costs"
    command = actions.add_parser("cells", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.cells", "run_cells"))
    command.add_argument("area", nargs="?", metavar="GEBIED", help="als bij weerbaar alert area, of een concept | area")
    given.add_boundaries(command)
    network.add_network(command)
    command.add_argument(
        "--map", type=options.place, metavar="BESTAND", help="best server map (GeoJSON, GeoTIFF) | best server map"
    )
    command.add_argument(
        "--map-table",
        type=options.place,
        metavar="BESTAND",
        help="bij een GeoTIFF: CSV met value, operator, cell; anders zijn de waarden celnummers | "
        "with a GeoTIFF: what its values stand for; else they are cell numbers",
    )
    command.add_argument(
        "--population",
        type=options.place,
        metavar="BESTAND",
        help="inwoners (CSV): dan ook het bereik | people: reach too",
    )
    command.add_argument("--at", type=moment, metavar="MOMENT", help="moment van bereik (nu) | moment of reach")
    command.add_argument(
        "--out", type=options.place, metavar="BESTAND", help="gekozen zendcellen als CSV | cells as CSV"
    )
    command.add_argument(
        "--figure",
        type=figure_place,
        metavar="BESTAND",
        help="buiten en gemist per deel binnen (.svg, .png, .pdf) | outside and missed by least share",
    )
    command.add_argument(
        "--write-network", type=options.place, metavar="BESTAND", help="het netwerk zelf (CSV, Parquet) | the network"
    )
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_cells(arguments: argparse.Namespace) -> int:
    """Print the cells of an area with the curve of over- and undershoot, and the reach where people are known."""
    from weerbaar.alerting.cells import chosen, compare, curve, read_population, suggestion, touch

    lang: Lang = arguments.lang
    cells = network.network_of(arguments)
    if cells is None:
        raise refused("--network", "geef --network of --synthetic.", "give --network or --synthetic.")
    if arguments.area is None and not arguments.write_network:
        raise refused("GEBIED", "geef een gebied.", "give an area.")
    heard = _heard(cells, arguments)
    if heard is not None:
        cells = cells.with_best_servers(heard)
    if arguments.area is None:
        _write_network(cells, arguments)
        return 0
    area = given.area_of(arguments.area, arguments.boundaries)
    people = read_population(Path(arguments.population)) if arguments.population else None
    touched = touch(cells, area)
    found = curve(touched, people, tuple(sorted({*_SHOWN, arguments.share})))
    selection = chosen(touched, arguments.share)
    advised = suggestion(curve(touched, people))
    reached = None if people is None else _reach(selection, people, arguments)
    served = () if heard is None else compare(heard, area)
    results = [(arguments.out, _csv(selection))] if arguments.out else []
    if arguments.figure:
        from weerbaar.figures import share_curve

        results.append(
            (arguments.figure, figure_bytes(share_curve(curve(touched), arguments.share, lang), arguments.figure))
        )
    if arguments.write_network:
        _write_network(cells, arguments)
    if arguments.json:
        data = _as_json(selection, found, advised, reached) | {"best_servers": [asdict(row) for row in served]}
        write_results([*results, json_result(data)], lang)
    else:
        lines = _lines(selection, found, advised, reached, lang) + _served_lines(served, lang)
        write_results(results, lang, printable("\n".join(lines)))
    return 0


def _heard(cells: CellNetwork, arguments: argparse.Namespace) -> BestServerMap | None:
    """Return the best server map that was given, if any."""
    from weerbaar.alerting.cells import (
        RASTERS,
        cell_numbers,
        read_best_server_map,
        read_best_server_raster,
        read_cell_values,
    )

    raster = (arguments.map or "").lower().endswith(RASTERS)
    if arguments.map_table and not raster:
        raise refused("--map-table", "hoort bij --map met een GeoTIFF (.tif).", "goes with --map and a GeoTIFF (.tif).")
    if not arguments.map:
        return None
    if not raster:
        return read_best_server_map(Path(arguments.map))
    table = arguments.map_table
    return read_best_server_raster(Path(arguments.map), read_cell_values(Path(table)) if table else cell_numbers(cells))


def _write_network(cells: CellNetwork, arguments: argparse.Namespace) -> None:
    from weerbaar.alerting.cells import write_network

    path = Path(arguments.write_network)
    if path.suffix not in (".csv", ".parquet"):
        raise refused(str(path), "kies een naam op .csv of .parquet.", "choose a name that ends in .csv or .parquet.")
    if os.path.lexists(path):
        raise refused(str(path), "bestaat al; kies een andere naam.", "exists already; choose another name.")
    write_network(cells, path)
    if not arguments.json:
        print(f"{'Geschreven' if arguments.lang == 'nl' else 'Written'}: {path}")


def _reach(selection: Selection, people: Population, arguments: argparse.Namespace) -> Reach:
    from weerbaar.alerting.cells import reach

    return reach(selection, people, arguments.at or given.now(), arguments.seed)


def _lines(selection: Selection, found: Curve, advised: Suggestion, reached: Reach | None, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage

    nl = lang == "nl"
    lines = [network.MADE_UP[lang == "en"]] if found.synthetic else []
    count = len(selection.cells)
    by_kind = _by_technology(selection)
    lines.append(
        f"{'Gebied' if nl else 'Area'} {number(found.area_km2, lang, 1)} km²; "
        f"{count} {'zendcellen' if nl else 'cells'} ({', '.join(f'{n} {kind}' for kind, n in by_kind.items() if n)})"
    )
    header = ["Minstens binnen", "Zendcellen", "Buiten km²", "Gemist km²"]
    if not nl:
        header = ["Least inside", "Cells", "Outside km²", "Missed km²"]
    with_people = found.people is not None
    if with_people:
        header += ["Mensen buiten", "Mensen gemist"] if nl else ["People outside", "People missed"]
    rows: list[Sequence[str]] = [header]
    for point in found.points:
        row = [
            percentage(point.least_share, lang) if point.least_share else "0%",
            number(point.cells, lang),
            number(point.outside_km2, lang, 1),
            number(point.unserved_km2, lang, 2),
        ]
        if with_people:
            row += [number(point.people_outside or 0, lang), number(point.people_unserved or 0, lang)]
        if point.least_share == selection.least_share:
            row[0] = f"> {row[0]}"
        rows.append(row)
    lines += columns(rows, right=range(len(header)))
    lines += wrapped(advised.why.in_(lang))
    return lines + (_reach_lines(reached, lang) if reached is not None else [])


def _by_technology(selection: Selection) -> dict[str, int]:
    from weerbaar.alerting.cells import TECHNOLOGIES

    kinds = selection.network.technology[selection.cells]
    return {name: int((kinds == i).sum()) for i, name in enumerate(TECHNOLOGIES)}


def _reach_lines(found: Reach, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage

    nl = lang == "nl"
    header = (
        ("Mensen van 12 en ouder", "Laag", "Midden", "Hoog")
        if nl
        else ("People of 12 and over", "Low", "Middle", "High")
    )
    named = (
        (found.present, "in het gebied", "in the area"),
        (found.reached, "bereikt", "reached"),
        (found.not_reached, "niet bereikt", "not reached"),
        (found.disturbed, "buiten het gebied bereikt", "reached outside the area"),
    )
    rows: list[Sequence[str]] = [header]
    for one, dutch, english in named:
        rows.append((dutch if nl else english, *(number(v, lang) for v in (one.low, one.middle, one.high))))
    share = found.share
    rows.append(
        (
            "deel bereikt" if nl else "share reached",
            *(percentage(v, lang) for v in (share.low, share.middle, share.high)),
        )
    )
    lines = ["", *columns(rows, right=(1, 2, 3))]
    for text in (*found.notes, *found.cannot_know):
        lines += wrapped(f"- {text.in_(lang)}")
    return lines


def _csv(selection: Selection) -> bytes:
    """Return the chosen cells as CSV; those of a made-up network are marked in every row."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["cell", "technology", "share_inside", "synthetic"])
    from weerbaar.alerting.cells import TECHNOLOGIES

    kinds = selection.network.technology[selection.cells]
    for name, kind, share in zip(selection.ids, kinds, selection.share_inside, strict=True):
        table.writerow([name, TECHNOLOGIES[int(kind)], f"{float(share):.4f}", "yes" if selection.synthetic else "no"])
    return out.getvalue().encode()


def _estimate(found: Estimate) -> dict[str, float]:
    return {"low": found.low, "middle": found.middle, "high": found.high}


def _served_lines(served: Sequence[Comparison], lang: Lang) -> list[str]:
    """Return what the map says was served, beside the area that was meant."""
    from weerbaar.base import number

    if not served:
        return []
    nl = lang == "nl"
    rows: list[Sequence[str]] = [
        ("Werkelijk bediend", "Binnen km²", "Gemist km²", "Buiten km²")
        if nl
        else ("Really served", "Inside km²", "Missed km²", "Outside km²")
    ]
    for row in served:
        figures = (row.inside_km2, row.unserved_km2, row.outside_km2)
        provider = row.provider or ("samen" if nl else "together")
        rows.append((provider, *(number(figure, lang, 1) for figure in figures)))
    return columns(rows, right=range(1, 4))


def _as_json(selection: Selection, found: Curve, advised: Suggestion, reached: Reach | None) -> dict[str, Any]:
    return {
        "synthetic": found.synthetic or (reached is not None and reached.synthetic),
        "area_km2": found.area_km2,
        "least_share": selection.least_share,
        "cells": list(selection.ids),
        "curve": [
            {
                "least_share": p.least_share,
                "cells": p.cells,
                "outside_km2": p.outside_km2,
                "unserved_km2": p.unserved_km2,
                "people_outside": p.people_outside,
                "people_unserved": p.people_unserved,
            }
            for p in found.points
        ],
        "suggestion": {"least_share": advised.point.least_share, "why": text_json(advised.why)},
        "reach": None
        if reached is None
        else {
            "present": _estimate(reached.present),
            "reached": _estimate(reached.reached),
            "not_reached": _estimate(reached.not_reached),
            "disturbed": _estimate(reached.disturbed),
            "share": _estimate(reached.share),
            "notes": [text_json(text) for text in reached.notes],
            "cannot_know": [text_json(text) for text in reached.cannot_know],
        },
    }
