# SPDX-License-Identifier: EUPL-1.2
"""A small analysis to choose from, made to be quick, and the command line to run on it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.capability.measures.proposals import CYBER, LONER, RIOTS, header, proposal, written
from weerbaar.cli.options import Parsers

Run = Callable[..., int]
AddCommand = Callable[[Parsers, argparse.ArgumentParser], None]

QUICK = ("--draws", "200", "--frontier", "5", "--robust", "24")
QUICKEST = ("--draws", "200", "--frontier", "0", "--robust", "0", "--no-reasons")


def spread(low: float, mode: float, high: float) -> dict[str, Any]:
    """Return a triangular distribution as it stands in a file."""
    return {"distribution": "triangular", "low": low, "mode": mode, "high": high}


def _share(scenario: str, on: str, share: object) -> dict[str, Any]:
    return {"scenario": scenario, "on": on, "share": share}


MEASURES: list[dict[str, Any]] = [
    proposal(
        "bijstand",
        heading="aa",
        owner="Defensie",
        cost={"yearly_eur": spread(1.5e6, 2e6, 3e6)},
        effects=[_share(RIOTS, "impact", spread(0.1, 0.2, 0.3))],
    ),
    proposal(
        "opleiding",
        heading="aa",
        cost={"one_off_eur": 8e5, "yearly_eur": 2e5},
        effects=[_share(LONER, "2.1", 0.3)],
        requires=["bijstand"],
    ),
    proposal(
        "landelijk",
        heading="bb",
        cost={"one_off_eur": 1.5e6, "yearly_eur": 1e6},
        latest=2015,
        effects=[_share(RIOTS, "likelihood", spread(0.1, 0.2, 0.35))],
    ),
    proposal("regionaal", heading="bb", cost={"yearly_eur": 2.2e6}, effects=[_share(RIOTS, "likelihood", 0.28)]),
    proposal(
        "detectie",
        cost={"one_off_eur": 1e6, "yearly_eur": 7e5},
        lead_time_years=0.5,
        effects=[{"scenario": CYBER, "on": "likelihood", "steps": spread(0.1, 0.3, 0.6)}],
    ),
]
FILE: dict[str, Any] = {
    "measures": MEASURES,
    "exclusions": [{"measures": ["landelijk", "regionaal"]}],
    "interactions": [{"measures": ["landelijk", "bijstand"], "scenario": RIOTS, "kind": "overlap", "share": 0.2}],
}
CHOICE: dict[str, Any] = {
    "budgets": [{"year": year, "amount_eur": 5e6} for year in (2014, 2015, 2016)],
    "cost_quantile": 0.7,
    "at_least": [{"id": "iets-voor-a", "title": {"nl": "terrein a", "en": "field a"}, "heading": "aa"}],
}


def small(folder: Path, measures: dict[str, Any] | None = None, choice: dict[str, Any] | None = None) -> Path:
    """Write the analysis into a new folder ``proef``, with other measures or another choice where given; return it."""
    place = folder / "proef"
    place.mkdir()
    head = header(last_year=2016).model_dump(mode="json", by_alias=True, exclude_none=True)
    written(place, head, "analysis.yaml")
    written(place, {**FILE, **(measures or {})})
    written(place, {**CHOICE, **(choice or {})}, "choice.yaml")
    return place


def changed(id_: str, **fields: Any) -> dict[str, Any]:
    """Return the file of measures with other fields for one of them."""
    return {**FILE, "measures": [{**m, **fields} if m["id"] == id_ else m for m in MEASURES]}


def command_line(add_command: AddCommand) -> Run:
    """Return what runs a command of ``weerbaar capability`` as the command line does, errors as exceptions."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)

    def run(*words: str) -> int:
        arguments = parser.parse_args(words)
        module, function = arguments.command
        code: int = getattr(import_module(module), function)(arguments)
        return code

    return run
