# SPDX-License-Identifier: EUPL-1.2
"""The index of a site: every file with its SHA-256, signed; and the check that the files are those.

``index.json`` names the files that change often and one list per year (``2026.json``), which names the files of that
year. So the signature covers everything, and a new alert does not make the list of an old year anew.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.alerting.feeds.signer import vouches
from weerbaar.alerting.feeds.writing import GZIP, is_packed, read_together
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

if TYPE_CHECKING:
    from cryptography import x509

INDEX = "index.json"
SIGNATURE = "index.json.sig"
FORM = 1


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the index says of one file."""

    sha256: str
    length: int

    @property
    def etag(self) -> str:
        """The entity tag under which the file is served (RFC 9110, 8.8.3)."""
        return f'"{self.sha256[:32]}"'

    def as_json(self) -> dict[str, Any]:
        """Return JSON data from which :func:`read_facts` makes the facts again."""
        return {"sha256": self.sha256, "etag": self.etag, "length": self.length}


def facts_of(data: bytes) -> FileFacts:
    """Return what the index says of a file with this content."""
    return FileFacts(sha256(data).hexdigest(), len(data))


def read_facts(data: Any) -> FileFacts:
    """Return what an index says of a file.

    Raises:
        KeyError, TypeError, ValueError: it is not that.
    """
    return FileFacts(str(data["sha256"]), int(data["length"]))


def json_file(data: Any) -> bytes:
    """Return JSON data as the content of a file: the same data always gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_json(path: Path) -> dict[str, Any] | None:
    """Return what a file of this form says; None where it is absent, damaged or of another form."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and data.get("form") == FORM else None


def year_path(year: int | str) -> str:
    """Return where the list of a year stands."""
    return f"{year}.json"


def verify_site(folder: Path, certificate: x509.Certificate) -> list[Finding]:
    """Return where a site is not what was published and signed; nothing where all is well.

    Args:
        folder: of the site, or of a copy of it.
        certificate: of the publisher, obtained in another way than from the site.
    """
    with read_together(folder):
        return list(_faults(folder, certificate))


def _faults(folder: Path, certificate: x509.Certificate) -> Iterator[Finding]:
    try:
        index, signature = (folder / INDEX).read_bytes(), (folder / SIGNATURE).read_bytes()
    except OSError:
        yield _finding("unsigned", INDEX, "De index of de handtekening ontbreekt.", "The index or signature is absent.")
        return
    if not vouches(certificate, index, signature):
        yield _finding(
            "signature",
            SIGNATURE,
            "De handtekening van de index klopt niet met dit certificaat.",
            "The signature of the index is not right for this certificate.",
        )
        return
    files = dict(_named(index))
    for year in json.loads(index)["years"]:
        # A list that is not the one that was signed says nothing.
        content = _content(folder / year_path(year))
        if content is not None and facts_of(content) == files.get(year_path(year)):
            files |= dict(_named(content))
    for name, facts in files.items():
        yield from _file_faults(folder, name, facts)
    for name in sorted(_standing_in(folder) - files.keys() - {INDEX, SIGNATURE}):
        if not name.endswith(GZIP):
            yield _finding(
                "unlisted",
                name,
                "Dit bestand staat niet in de ondertekende index.",
                "This file is not in the signed index.",
            )


def _named(content: bytes) -> Iterator[tuple[str, FileFacts]]:
    for name, facts in json.loads(content)["files"].items():
        yield name, read_facts(facts)


def _file_faults(folder: Path, name: str, facts: FileFacts) -> Iterator[Finding]:
    content = _content(folder / name)
    if content is None:
        yield _finding("missing", name, "Dit bestand ontbreekt.", "This file is absent.")
        return
    if facts_of(content) != facts:
        yield _finding("changed", name, "Dit bestand is veranderd.", "This file was changed.")
    if is_packed(name):
        packed = _content(folder / f"{name}{GZIP}")
        if packed is not None and _unpacked(packed, facts.length) != content:
            yield _finding(
                "packed",
                f"{name}{GZIP}",
                "De ingepakte kopie is niet gelijk aan het bestand.",
                "The compressed copy is not equal to the file.",
            )


def _unpacked(packed: bytes, length: int) -> bytes | None:
    """Return what was packed, and no more of it than there may be."""
    try:
        unpacker = zlib.decompressobj(wbits=31)
        found = unpacker.decompress(packed, length + 1)
    except zlib.error:
        return None
    return found


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _standing_in(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _finding(rule: str, name: str, nl: str, en: str) -> Finding:
    return Finding(
        f"feeds.{rule}",
        "error",
        Text(nl=f"{name}: {nl}", en=f"{name}: {en}"),
        Text(
            nl="Vertrouw deze feeds niet; haal ze opnieuw bij de bron.",
            en="Do not trust these feeds; get them from the source again.",
        ),
        name,
    )


def files_json(files: Mapping[str, FileFacts]) -> dict[str, Any]:
    """Return the part of an index that names files."""
    return {name: files[name].as_json() for name in sorted(files)}
