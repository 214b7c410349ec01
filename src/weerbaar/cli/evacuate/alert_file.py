# SPDX-License-Identifier: EUPL-1.2
"""Drafts of NL-Alerts from a plan as files that ``weerbaar alert`` takes further: checked, approved, sent."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import compose, given
from weerbaar.cli.moment import NETHERLANDS
from weerbaar.cli.options import refused

if TYPE_CHECKING:
    import shapely

    from weerbaar.alerting.area import Boundaries
    from weerbaar.alerting.compose import Draft
    from weerbaar.base import Lang
    from weerbaar.evacuation.advice import AlertDraft

_USUAL = timedelta(hours=2)
_COUNTRY = "NL"


def add_alert(command: argparse.ArgumentParser) -> None:
    """Add where drafts of alerts go, and what a plan does not say of them, to the parser of a command."""
    group = command.add_argument_group("NL-Alert")
    group.add_argument(
        "--alert",
        type=options.place,
        metavar="YAML",
        help="concept voor weerbaar alert compose; zijn er twee, dan -leave en -up achter de naam | draft; two of them "
        "get -leave and -up behind the name",
    )
    group.add_argument(
        "--region", type=options.place, metavar="CODE", help="VR01 … VR25 of NL | who sends it, VR01 … VR25 or NL (NL)"
    )
    group.add_argument("--status", choices=compose.STATUSES, help="echt, oefening of test (actual)")
    given.add_boundaries(command)


def check_alert(arguments: argparse.Namespace) -> None:
    """Refuse what only counts for an alert where none is asked for, and a region that does not exist.

    Raises:
        InputError: one of these.
    """
    from weerbaar.alerting.area import regions

    for name in ("region", "status", "boundaries"):
        if getattr(arguments, name) and not arguments.alert:
            raise refused(f"--{name}", "hoort bij --alert.", "goes with --alert.")
    if arguments.region not in (None, _COUNTRY, *regions()):
        raise refused(f"--region {arguments.region}", "kies VR01 … VR25 of NL.", "choose VR01 … VR25 or NL.")


def borders_of(arguments: argparse.Namespace, zones: Sequence[str]) -> dict[str, shapely.Geometry]:
    """Return the borders of the zones that are municipalities or regions by their code, on the Dutch grid, m.

    Raises:
        InputError: a file of borders that cannot be read.
    """
    import shapely

    from weerbaar.evacuation.network import DEGREES, DUTCH_GRID, moved

    known: Boundaries | None = given.boundaries_of(arguments.boundaries)
    if known is None:
        return {}
    return {
        zone: shapely.transform(
            known.shape_of(zone),
            lambda x, y: moved(x, y, source=DEGREES, target=DUTCH_GRID),
            interleaved=False,
        )
        for zone in zones
        if zone in known.codes
    }


def alert_files(
    drafts: Sequence[AlertDraft], names: Mapping[str, str], arguments: argparse.Namespace
) -> list[tuple[str, bytes]]:
    """Return where drafts go and what stands in them.

    Args:
        drafts: of one plan.
        names: of the zones, for people, by code.
        arguments: as given.

    Raises:
        InputError: nobody has to leave or go up.
    """
    from weerbaar.alerting.compose import draft_bytes

    if not drafts:
        raise refused(
            "--alert", "niemand hoeft te vertrekken of hogerop.", "nobody has to leave or to go up; there is no alert."
        )
    place = Path(arguments.alert)
    places = [place if len(drafts) == 1 else place.with_name(f"{place.stem}-{one.action}.yaml") for one in drafts]
    region, status = arguments.region or _COUNTRY, arguments.status or "actual"
    return [
        (str(at), draft_bytes(_composed(one, ", ".join(names[zone] for zone in one.zones), region, status, at)))
        for at, one in zip(places, drafts, strict=True)
    ]


def area_lines(drafts: Sequence[AlertDraft], lang: Lang) -> list[str]:
    """Return what the area of each draft was made from, for who approves it."""
    words = {"leave": ("vertrekken", "leave"), "up": ("hogerop", "go up")}
    head = "Gebied van het NL-Alert ({}): {}." if lang == "nl" else "Area of the NL-Alert ({}): {}."
    return [head.format(words[one.action][lang == "en"], one.area.basis.in_(lang)) for one in drafts]


def _composed(draft: AlertDraft, where: str, region: str, status: str, place: Path) -> Draft:
    """The draft with its heading and sender."""
    from weerbaar.alerting.area import Area
    from weerbaar.alerting.compose import Draft, as_exercise, framed, sender_of
    from weerbaar.base import Text, YamlSource, validate

    sender, site = sender_of(region)
    starts = draft.starts.astimezone(NETHERLANDS)
    texts = framed(draft.body, draft.starts, sender, site)
    data = {
        "id": f"{region}-{starts:%Y%m%d-%H%M}-{draft.action}".lower(),
        "region": region,
        "sender_name": sender.nl,
        "kind": "evacuation" if draft.action == "leave" else "flood",
        "level": 1 if status == "actual" else status,
        "status": status,
        "area": Area(Text(nl=where), polygons=draft.area.rings),
        "texts": as_exercise(texts) if status == "exercise" else texts,
        "starts": starts,
        "expires": starts + _USUAL,
        "urgency": "expected",
        "certainty": "likely",
        "more_info": site,
    }
    return validate(Draft, YamlSource(place.name, data, {}))
