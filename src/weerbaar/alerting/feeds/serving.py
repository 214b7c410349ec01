# SPDX-License-Identifier: EUPL-1.2
"""Serve a site from memory: conditional requests, compression, and the ``after=`` cursor of NL-Alert's clients.

No request reaches the disk: a path is looked up among the files that were loaded, so there is nothing to climb out of.
Methods, validators and caching follow RFC 9110 and RFC 9111; any web page may read (CORS).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import parse_qs, unquote_to_bytes

from weerbaar.alerting.feeds.loading import Served, Site, headers_of
from weerbaar.alerting.feeds.nl_alert_json import LIST_PATH, PAGE_LENGTH, several

_ALLOWED = "GET, HEAD, OPTIONS"
_ALWAYS = (("access-control-allow-origin", "*"), ("x-content-type-options", "nosniff"))
_EXPOSED = ("access-control-expose-headers", "ETag, Last-Modified")
_LONGEST_TARGET = 2_000
_PREFLIGHT = (
    ("access-control-allow-methods", "GET, HEAD"),
    ("access-control-allow-headers", "If-None-Match, If-Modified-Since"),
    ("access-control-max-age", "86400"),
)
_LIST = f"{LIST_PATH}.json"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request; header names in lower case. ``body`` is empty for HEAD, its length is not."""

    status: int
    headers: Headers
    body: bytes = b""


def answer(site: Site, method: str, target: str, headers: Mapping[str, str]) -> Reply:
    """Return the answer to one request.

    Args:
        site: as loaded.
        method: of the request.
        target: path and query as they were sent, percent-encoded: ``/active.atom``.
        headers: of the request, with names in lower case.
    """
    if method == "OPTIONS":
        return Reply(204, (*_ALWAYS, *_PREFLIGHT, ("allow", _ALLOWED)))
    if method not in ("GET", "HEAD"):
        return _refusal(405, b"Alleen GET en HEAD. Only GET and HEAD.\n", method, ("allow", _ALLOWED))
    path, _, query = target.partition("?")
    file = None if len(target) > _LONGEST_TARGET else _found(site, path)
    if file is None:
        return _refusal(404, b"Niet gevonden. Not found.\n", method)
    if query and file is site.files.get(_LIST):
        after = parse_qs(query, keep_blank_values=True).get("after")
        if after is not None:
            # Clients put the id in as it is, and a plus sign in a query stands for a blank; no id has a blank.
            file = _page_after(site, after[0].replace(" ", "+"), file)
    return _conditional(file, method, headers)


def _found(site: Site, path: str) -> Served | None:
    """Return the file at a path; JSON may be asked for without its extension, as clients do."""
    name = path[1:] if path.startswith("/") else path
    if "%" in name:
        try:
            name = unquote_to_bytes(name).decode()
        except UnicodeDecodeError:
            return None
    found = site.files.get(name)
    if found is None and name.startswith(LIST_PATH):
        found = site.files.get(f"{name}.json")
    return found


def _page_after(site: Site, name: str, whole: Served) -> Served:
    """Return what follows an alert in the list; nothing after the last one, and after one that is not in it."""
    place = site.places.get(name)
    names = () if place is None else site.order[place + 1 : place + 1 + PAGE_LENGTH]
    body = several(site.files[f"{LIST_PATH}/{each}.json"].body for each in names)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    return Served(body, None, etag, whole.modified, headers_of(_LIST, etag, whole.modified), whole.stamp)


def _conditional(file: Served, method: str, headers: Mapping[str, str]) -> Reply:
    if _unchanged(file, headers):
        kept = tuple(header for header in file.headers if header[0] != "content-type")
        return Reply(304, (*_ALWAYS, _EXPOSED, *kept))
    body, about = file.body, file.headers
    if file.packed is not None and _takes_gzip(headers.get("accept-encoding", "")):
        # Another representation has another strong tag (RFC 9110, 8.8.3.3).
        body = file.packed
        about = (
            *(("etag", packed_tag(value)) if name == "etag" else (name, value) for name, value in about),
            ("content-encoding", "gzip"),
        )
    length = ("content-length", str(len(body)))
    return Reply(200, (*_ALWAYS, _EXPOSED, *about, length), b"" if method == "HEAD" else body)


def packed_tag(etag: str) -> str:
    """Return the tag of the compressed copy of a file."""
    return f'{etag[:-1]}-gz"'


def _unchanged(file: Served, headers: Mapping[str, str]) -> bool:
    """Whether the client has it already; a tag goes before a date (RFC 9110, 13.2.2)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        if tags.strip() == "*":
            return True
        asked = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return file.etag in asked or packed_tag(file.etag) in asked
    since = headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return file.modified <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError, OverflowError):
        return False


def _takes_gzip(accepted: str) -> bool:
    """Whether gzip is among the codings that a client takes (RFC 9110, 12.5.3)."""
    star = False
    for part in accepted.lower().split(","):
        coding, _, weight = part.strip().partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return not _is_zero(weight)
        star = star or (coding.strip() == "*" and not _is_zero(weight))
    return star


def _is_zero(weight: str) -> bool:
    name, _, value = weight.strip().partition("=")
    return name.strip() == "q" and value.strip().rstrip("0") in ("0.", "", "0")


def _refusal(status: int, body: bytes, method: str, *more: tuple[str, str]) -> Reply:
    headers = (
        *_ALWAYS,
        *more,
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
        ("content-length", str(len(body))),
    )
    return Reply(status, headers, b"" if method == "HEAD" else body)
