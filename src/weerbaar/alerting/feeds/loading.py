# SPDX-License-Identifier: EUPL-1.2
"""A site in memory, ready to be served: every file with its headers, and the alerts in the order of the list."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from hashlib import sha256
from pathlib import Path

from weerbaar.alerting.feeds.index import INDEX
from weerbaar.alerting.feeds.nl_alert_json import LIST_PATH
from weerbaar.alerting.feeds.writing import GZIP, FeedError, read_together
from weerbaar.base import Text

_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".xml": "application/cap+xml",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".xsl": "text/xsl; charset=utf-8",
    ".sig": "application/octet-stream",
}
# What is current must be new within seconds; a CAP file never changes.
_SHORT, _LONG = "public, max-age=10, must-revalidate", "public, max-age=86400"
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Served:
    """One file as it is served.

    Attributes:
        body, packed: its content, and that compressed; None where there is no compressed copy.
        etag: its entity tag.
        modified: when it last changed, in seconds since 1970.
        headers: those that every answer about it has.
        stamp: what tells whether the file on the disk is still this one.
    """

    body: bytes
    packed: bytes | None
    etag: str
    modified: int
    headers: tuple[tuple[str, str], ...]
    stamp: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Site:
    """All files by path, and the ids of all alerts, the last sent first, each with its place."""

    files: Mapping[str, Served]
    order: tuple[str, ...]
    places: Mapping[str, int]


def load_site(folder: Path, before: Site | None = None) -> Site:
    """Return the site in ``folder``; waits while somebody publishes.

    Args:
        folder: as :func:`weerbaar.alerting.feeds.site.publish` made it.
        before: as it was loaded earlier, so that only what changed is read.

    Raises:
        FeedError: there is no site.
    """
    known = before.files if before is not None else {}
    try:
        with read_together(folder):
            files = {name: _served(path, name, known.get(name)) for name, path in _walk(folder, "")}
    except OSError as error:
        raise _unreadable(folder) from error
    if INDEX not in files:
        raise _unreadable(folder)
    order = _order(files)
    return Site(files, order, {name: place for place, name in enumerate(order)})


def _walk(folder: Path, above: str) -> Iterator[tuple[str, Path]]:
    """Yield every file; what begins with a dot is ours alone, and a link may lead anywhere."""
    with os.scandir(folder) as found:
        for each in found:
            if each.name.startswith(".") or each.name.endswith(GZIP):
                continue
            if each.is_dir(follow_symlinks=False):
                yield from _walk(Path(each.path), f"{above}{each.name}/")
            elif each.is_file(follow_symlinks=False):
                yield f"{above}{each.name}", Path(each.path)


def _served(path: Path, name: str, known: Served | None) -> Served:
    now = path.stat()
    stamp = (now.st_ino, now.st_mtime_ns, now.st_size)
    if known is not None and known.stamp == stamp:
        return known
    body = path.read_bytes()
    try:
        packed = path.with_name(path.name + GZIP).read_bytes()
    except OSError:
        packed = None
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    modified = int(now.st_mtime)
    return Served(body, packed, etag, modified, headers_of(name, etag, modified), stamp)


def headers_of(name: str, etag: str, modified: int) -> tuple[tuple[str, str], ...]:
    """Return the headers of every answer about a file: type, validators, how long it may be kept."""
    lasting = name.endswith(".xml") and name[:_YEAR_DIGITS].isdigit()
    return (
        ("content-type", _TYPES.get(Path(name).suffix, "application/octet-stream")),
        ("etag", etag),
        ("last-modified", formatdate(modified, usegmt=True)),
        ("cache-control", _LONG if lasting else _SHORT),
        ("vary", "accept-encoding"),
    )


def _order(files: Mapping[str, Served]) -> tuple[str, ...]:
    """Return the ids of all alerts that have an answer of their own, the last sent first."""
    sent: dict[str, str] = {}
    for name, file in files.items():
        if "/" not in name and name.removesuffix(".json").isdigit():
            try:
                for alert in json.loads(file.body)["alerts"]:
                    sent[alert["id"]] = alert["messages"][0]["sent"]
            except (KeyError, IndexError, TypeError, ValueError):
                # A list that was damaged: its alerts are still served one by one.
                continue
    there = [name for name in sent if f"{LIST_PATH}/{name}.json" in files]
    return tuple(sorted(there, key=lambda name: (sent[name], name), reverse=True))


def _unreadable(folder: Path) -> FeedError:
    return FeedError(
        Text(
            nl=f"In {folder} staan geen feeds, of ze zijn niet te lezen. Publiceer eerst.",
            en=f"There are no feeds in {folder}, or they cannot be read. Publish first.",
        )
    )
