# SPDX-License-Identifier: EUPL-1.2
"""Every write of the files that the pages work with: take in, make up a network for exercises, put to use or aside."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from weerbaar.alerting.cells import CellNetwork, Population, made_up_network, write_network
from weerbaar.alerting.compose import Template, templates
from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.alerts.facts import is_raster, read_raster, read_supply
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.alerts.supply_store import keep
from weerbaar.workbench.audit import log
from weerbaar.workbench.exchange.uploads import in_folder

_SEVERAL = frozenset({SupplyKind.NETWORK, SupplyKind.SURVEY, SupplyKind.BEST_SERVER, SupplyKind.VARIANT})
"""Kinds of which several may be in use at once: each provider has cells and a map, each test a survey, each region
variants."""


def take_in(request: HttpRequest, *, kind: SupplyKind, name: str, content: bytes) -> Supply:
    """Read a file and, where all of it is sound, keep it and put it to use.

    Args:
        request: of who sets alerts up.
        kind: what it is for.
        name: of the file; its ending says what form it has.
        content: of the file.

    Raises:
        PermissionDenied: this person does not set alerts up.
        InputError: with every problem in the file; nothing was kept.
    """
    require(person(request), Action.ALERT_SETUP)
    with in_folder(name, content) as path:
        raster = kind == SupplyKind.BEST_SERVER and is_raster(path)
        found = read_raster(path) if raster else read_supply(kind, path)
        if isinstance(found, Template) and found.id in {one.id for one in templates()}:
            raise InputError(
                [
                    Problem(
                        name,
                        Text(
                            nl="zo heet een landelijk sjabloon al; geef de variant een eigen naam.",
                            en="a national template has this name; give the variant one of its own.",
                        ),
                        field="id",
                        value=found.id,
                    )
                ]
            )
    return _kept(request, kind, name, content, facts_of(kind, found))


def make_up(request: HttpRequest, *, cells: int, seed: int) -> Supply:
    """Make up a network for exercises, mark it so and put it to use.

    Args:
        request: of who sets alerts up.
        cells: how many, 1 to a million.
        seed: not negative.

    Raises:
        PermissionDenied: this person does not set alerts up.
        NetworkError: another number of cells, or a negative seed.
    """
    require(person(request), Action.ALERT_SETUP)
    network = made_up_network(cells, seed)
    name = f"oefennetwerk-{cells}-{seed}.csv"
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        path = Path(folder) / name
        write_network(network, path)
        content = path.read_bytes()
    return _kept(request, SupplyKind.NETWORK, name, content, facts_of(SupplyKind.NETWORK, network))


@transaction.atomic
def put_to_use(request: HttpRequest, supply: Supply, *, active: bool) -> None:
    """Put a file to use again, or aside.

    Args:
        request: of who sets alerts up.
        supply: the file.
        active: to use, or aside.

    Raises:
        PermissionDenied: this person does not set alerts up.
    """
    require(person(request), Action.ALERT_SETUP)
    supply.active = active
    supply.save(update_fields=["active"])
    if active:
        _aside(supply)
    log.record(request, "supply.enabled" if active else "supply.disabled", supply, kind=supply.kind, name=supply.name)


@transaction.atomic
def _kept(request: HttpRequest, kind: SupplyKind, name: str, content: bytes, facts: dict[str, Any]) -> Supply:
    supply = Supply.objects.create(
        kind=kind,
        name=name[:200],
        sha256=keep(name[:200], content),
        size=len(content),
        facts=facts,
        created_by=person(request),
    )
    _aside(supply)
    log.record(request, "supply.added", supply, kind=kind.value, name=supply.name, sha256=supply.sha256)
    return supply


def _aside(supply: Supply) -> None:
    """Put what it takes the place of aside."""
    others = Supply.objects.filter(kind=supply.kind, active=True).exclude(pk=supply.pk)
    if supply.kind == SupplyKind.SURVEY:
        # The same file twice is one survey, not two.
        others.filter(sha256=supply.sha256).update(active=False)
    elif SupplyKind(supply.kind) not in _SEVERAL:
        others.update(active=False)


def facts_of(kind: SupplyKind, found: Any) -> dict[str, Any]:
    """Return what the pages show of a file that was read."""
    if isinstance(found, CellNetwork):
        return {
            "cells": len(found),
            "operators": list(found.operators),
            "synthetic": found.synthetic,
            "seed": found.seed,
        }
    if isinstance(found, Population):
        return {"places": len(found.night), "people": round(float(found.night.sum())), "by_day": found.day_known}
    if isinstance(found, Template):
        return {"template": found.id, "name": found.name.nl, "region": found.region}
    if kind == SupplyKind.BOUNDARIES:
        return {"municipalities": sum(c.startswith("GM") for c in found.codes), "borders": len(found.codes)}
    if kind == SupplyKind.BEST_SERVER:
        return {"operators": sorted(found.providers)}
    if kind == SupplyKind.CONTACTS:
        return {"numbers": len(found.numbers), "sites": len(found.sites)}
    days = sorted(one.day.isoformat() for one in found)
    return {"results": len(found), "first": days[0], "last": days[-1]} if days else {"results": 0}
