# SPDX-License-Identifier: EUPL-1.2
"""The sites that a Dutch alert may point at, and those of the government among them, that it may be sent from.

One closed list (``data/alerting/official-sites.yaml``), for a name such as ``gemeente-…`` can be bought by anybody.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.base import FileModel, Text, parse_yaml, validate
from weerbaar.dossier import Mark

_NAME = "official-sites.yaml"


class OfficialSite(FileModel):
    """A host, and all that ends in it.

    Attributes:
        kind: a national site and one of a safety region bear an emergency; that of a municipality may not; a service
            is not of the government.
        region: the safety region that it belongs to.
    """

    host: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=200)]
    name: Text
    kind: Literal["national", "region", "municipality", "service"]
    region: Annotated[str, Field(pattern=r"^VR(0[1-9]|1[0-9]|2[0-5])$")] | None = None
    mark: Mark


class _SitesFile(FileModel):
    version: Literal[1]
    sites: tuple[OfficialSite, ...]


@cache
def official_sites() -> tuple[OfficialSite, ...]:
    """Return the list that the product ships."""
    text = files("weerbaar").joinpath("data", "alerting", _NAME).read_text(encoding="utf-8")
    return validate(_SitesFile, parse_yaml(text, _NAME)).sites


@cache
def _of_government() -> frozenset[str]:
    return frozenset(site.host for site in official_sites() if site.kind != "service")


@lru_cache(maxsize=256)
def official_site(host: str) -> bool:
    """Return whether ``host`` is a site of the Dutch government or below one; a dot at its end is no difference."""
    labels = host.lower().removesuffix(".").split(".")
    return any(".".join(labels[start:]) in _of_government() for start in range(len(labels) - 1))
