# SPDX-License-Identifier: EUPL-1.2
"""The safety regions and municipalities by name and code, as far as that takes no borders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from weerbaar.base import FileModel, Text, parse_yaml, validate

COUNTRY = "NL"


@dataclass(frozen=True, slots=True)
class Region:
    """One of the 25 safety regions.

    Attributes:
        code: ``VR01`` to ``VR25``.
        name: without the words "safety region".
        town: its main town, at ``latitude`` and ``longitude`` (0.01 degree).
        municipalities: code to name, of the division of 2023.
    """

    code: str
    name: str
    town: str
    latitude: float
    longitude: float
    municipalities: Mapping[str, str]


class _Town(FileModel):
    name: str
    latitude: float
    longitude: float


class _Region(FileModel):
    name: str
    town: _Town
    municipalities: dict[str, str]


class _RegionsFile(FileModel):
    kind: Literal["regions"]
    regions: dict[str, _Region]
    aliases: dict[str, list[str]]


@cache
def _file() -> _RegionsFile:
    name = "regions.yaml"
    text = files("weerbaar").joinpath("data", "alerting", "area", name).read_text(encoding="utf-8")
    return validate(_RegionsFile, parse_yaml(text, name))


@cache
def regions() -> Mapping[str, Region]:
    """Return the safety regions by code."""
    found = {
        code: Region(code, r.name, r.town.name, r.town.latitude, r.town.longitude, MappingProxyType(r.municipalities))
        for code, r in _file().regions.items()
    }
    return MappingProxyType(found)


@cache
def known_names() -> Mapping[str, str]:
    """Return the name of the country, and of every safety region and municipality, by code."""
    names = {COUNTRY: "Nederland"} | {code: region.name for code, region in regions().items()}
    for region in regions().values():
        names |= region.municipalities
    return MappingProxyType(names)


def region_of(code: str) -> str | None:
    """Return the code of the safety region that a municipality belongs to, a region's own code, or None."""
    if code in regions():
        return code
    return next((region.code for region in regions().values() if code in region.municipalities), None)


def full_name(code: str, name: str) -> Text:
    """Return what a place is called in a sentence: ``gemeente Moerdijk``, ``Veiligheidsregio Zeeland``."""
    if code == COUNTRY:
        return Text(nl="Nederland", en="the Netherlands")
    if code.startswith("VR"):
        return Text(nl=f"Veiligheidsregio {name}", en=f"safety region {name}")
    return Text(nl=f"gemeente {name}", en=f"municipality of {name}")


def tidy_code(text: str) -> str | None:
    """Return ``text`` as a code (``gm14`` → ``GM0014``, ``VR5`` → ``VR05``); None when it has not that form."""
    found = re.fullmatch(r"\s*(GM|VR|NL)[\s.-]?(\d{0,4})\s*", text, re.IGNORECASE)
    if found is None:
        return None
    kind, digits = found[1].upper(), found[2]
    if (kind == COUNTRY) != (not digits):
        return None
    return kind + {"GM": digits.zfill(4), "VR": digits.zfill(2), COUNTRY: ""}[kind]


class NameIndex:
    """Codes by the names that people write: without regard to capitals, accents, hyphens and apostrophes.

    Args:
        names: name by code. Aliases of the codes among them are added.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._codes: dict[str, list[str]] = {}
        for code, name in names.items():
            for written in (name, re.sub(r"\s*\(.*\)$", "", name), *_file().aliases.get(code, ())):
                found = self._codes.setdefault(fold(written), [])
                if code not in found:
                    found.append(code)
        if COUNTRY in names:
            for written in ("heel Nederland", "The Netherlands", "Netherlands"):
                self._codes[fold(written)] = [COUNTRY]

    def find(self, text: str) -> tuple[str, ...]:
        """Return every code that ``text`` can mean; ``gemeente`` or ``veiligheidsregio`` before a name decides."""
        wanted, name = _kind_and_name(text)
        return tuple(code for code in self._codes.get(fold(name), ()) if code.startswith(wanted))

    def near(self, text: str) -> tuple[str, ...]:
        """Return at most three names that look like ``text``, for a message."""
        import difflib

        return tuple(difflib.get_close_matches(fold(_kind_and_name(text)[1])[:60], self._codes, n=3, cutoff=0.75))


_KIND = re.compile(
    r"\s*(?:(?P<GM>gem\.?|gemeente|municipality(?:\s+of)?)|(?P<VR>(?:veiligheids)?regio|(?:safety\s+)?region))\s+", re.I
)


def _kind_and_name(text: str) -> tuple[str, str]:
    found = _KIND.match(text)
    return (found.lastgroup or "", text[found.end() :]) if found else ("", text)


def fold(text: str) -> str:
    """Return ``text`` in small letters, without accents and marks, its words one space apart."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))


_WORD = re.compile(r"[^\W_]+")


@cache
def shipped_index() -> NameIndex:
    """Return the index of the names that the product ships."""
    return NameIndex(known_names())


def listed(codes: Iterable[str], names: Mapping[str, str], last: str) -> str:
    """Return ``codes`` with their names for a message, ``last`` ("of", "or") before the last one."""
    words = [f"{names.get(code, code)} ({code})" for code in codes]
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
