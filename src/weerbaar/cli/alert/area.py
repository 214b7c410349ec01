# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert area``: an area typed, named or in a file: checked, repaired, measured, and made to fit."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.table import counted, errors_as_json, finding_json, findings_lines, text_json
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import json_result
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting import Finding
    from weerbaar.alerting.area import Area, Simplified
    from weerbaar.base import Lang

_FEWEST_OCTETS, _MOST_OCTETS = 40, 1024


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``area`` to the parser of ``weerbaar alert``."""
    help_text = "gebied controleren, herstellen en omzetten | check, repair and convert an area"
    command = actions.add_parser("area", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.area", "run_area"))
    command.add_argument(
        "area",
        metavar="GEBIED",
        help="coördinaten, naam, code, bestand of - | coordinates, a name, a code, a file or -",
    )
    given.add_boundaries(command)
    command.add_argument("--repair", action="store_true", help="herstellen wat kan | repair what can be")
    command.add_argument(
        "--simplify",
        nargs="?",
        type=options.whole_number(_FEWEST_OCTETS, _MOST_OCTETS),
        const=_MOST_OCTETS,
        metavar="OCTETTEN",
        help="naar buiten vereenvoudigen voor telefoons (1024) | simplify outward for phones",
    )
    command.add_argument("--cap", action="store_true", help="tonen zoals in CAP | show as CAP writes it")
    command.add_argument(
        "--out", type=options.place, metavar="BESTAND", help="GeoJSON; - is standaarduitvoer | standard output"
    )
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_area(arguments: argparse.Namespace) -> int:
    """Print what an area is and what is wrong with it; 1 when it cannot be used as it stands."""
    from weerbaar.alerting.area import check_area, geojson, repair, simplify_outward

    lang: Lang = arguments.lang
    area = given.area_of(arguments.area, arguments.boundaries)
    findings = check_area(area)
    repaired = repair(area)
    if arguments.repair:
        area, findings = repaired.area, check_area(repaired.area)
    failed = any(finding.level == "error" for finding in findings)
    simplified = None
    if arguments.simplify and not failed:
        simplified = simplify_outward(area, arguments.simplify)
        area = simplified.area
    results = []
    if arguments.out and not failed:
        results.append((arguments.out, (json.dumps(geojson(area), ensure_ascii=False, indent=1) + "\n").encode()))
    if arguments.json:
        data = _as_json(area, findings, repaired.what if arguments.repair else (), simplified)
        write_results([*results, json_result(data)], lang)
        return int(failed)
    lines = _lines(area, lang)
    lines += [f"  {one.message.in_(lang)}" for one in (repaired.what if arguments.repair else ())]
    if simplified is not None:
        lines.append(_simplified_line(simplified, lang))
    lines += [counted(findings, lang) + ".", *findings_lines(findings, lang)]
    if failed and not arguments.repair and repaired.what:
        lines.append(
            "Met --repair wordt hersteld:" if lang == "nl" else "With --repair the following is put right:",
        )
        lines += [f"  {one.message.in_(lang)}" for one in repaired.what]
    if arguments.cap:
        lines += _cap_lines(area, lang)
    write_results(results, lang, printable("\n".join(lines)))
    return int(failed)


def _km2(area: Area) -> float | None:
    from weerbaar.alerting.area import AreaError, area_km2

    try:
        return area_km2(area)
    except AreaError:
        return None


def _lines(area: Area, lang: Lang) -> list[str]:
    from weerbaar.base import number

    km2 = _km2(area)
    points = sum(len(ring) for ring in area.polygons)
    nl = lang == "nl"
    shape = [
        f"{len(area.polygons)} {'veelhoek(en)' if nl else 'polygon(s)'}, {points} {'punten' if nl else 'points'}"
        if area.polygons
        else "",
        f"{len(area.circles)} {'cirkel(s)' if nl else 'circle(s)'}" if area.circles else "",
        ("onbekend" if nl else "unknown") if km2 is None else f"{number(km2, lang, 2)} km²",
        " ".join(area.codes),
    ]
    return [area.description.in_(lang) or ("(zonder naam)" if nl else "(no name)"), "; ".join(s for s in shape if s)]


def _simplified_line(found: Simplified, lang: Lang) -> str:
    from weerbaar.base import number

    added = number(found.added_km2, lang, 2)
    if lang == "nl":
        return f"Vereenvoudigd naar {found.octets} octetten; {added} km² groter."
    return f"Simplified to {found.octets} octets; {added} km² larger."


def _cap_lines(area: Area, lang: Lang) -> list[str]:
    from weerbaar.alerting.cap import area_block

    block = area_block(area, lang)
    lines = [f"polygon  {ring}" for ring in block.polygon]
    lines += [f"circle   {circle}" for circle in block.circle]
    return lines + [f"geocode  {code.value_name} {code.value}" for code in block.geocode]


def _as_json(
    area: Area, findings: list[Finding], what: tuple[Finding, ...], simplified: Simplified | None
) -> dict[str, Any]:
    from weerbaar.alerting.area import geojson

    sound = _km2(area) is not None
    return {
        "description": text_json(area.description),
        "km2": _km2(area),
        "codes": list(area.codes),
        "findings": [finding_json(finding) for finding in findings],
        "repaired": [finding_json(finding) for finding in what],
        "octets": None if simplified is None else simplified.octets,
        "added_km2": None if simplified is None else simplified.added_km2,
        "geojson": geojson(area) if sound else None,
    }
