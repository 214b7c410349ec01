# SPDX-License-Identifier: EUPL-1.2
"""The telephone numbers and sites that an alert may send people to, and the check against that list.

In 2019, during the outage of 112, a national alert gave the number of a newspaper's tip line. So a number or site that
is not on the list (``contacts.yaml``, the official sites of ``cap``, and what an organisation keeps itself) is an
error, not a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.alerting.cap import OfficialSite, official_sites
from weerbaar.alerting.compose.facts import Fact, Facts, phone_digits
from weerbaar.alerting.compose.shipped import shipped
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import FileModel, Text, read_yaml, validate
from weerbaar.dossier import Mark

_SOURCE = "NL-Alert 24-06-2019 (112)"
# Digits and pairs of letters that look like other letters.
_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("3", "e"), ("5", "s"), ("i", "l"), ("-", ""))


class OfficialNumber(FileModel):
    """A telephone number, in the form in which people should read it."""

    number: Annotated[str, Field(min_length=2, max_length=30)]
    name: Text
    mark: Mark


class Contacts(FileModel):
    """A list of numbers and sites, as it stands in a file."""

    version: Literal[1]
    numbers: tuple[OfficialNumber, ...] = ()
    sites: tuple[OfficialSite, ...] = ()
    shorteners: tuple[str, ...] = ()

    def extended(self, other: Contacts) -> Contacts:
        """Return both lists as one; where both have an entry, that of ``other`` counts."""
        digits = {phone_digits(entry.number) for entry in other.numbers}
        hosts = {entry.host for entry in other.sites}
        return Contacts(
            version=1,
            numbers=other.numbers + tuple(e for e in self.numbers if phone_digits(e.number) not in digits),
            sites=other.sites + tuple(e for e in self.sites if e.host not in hosts),
            shorteners=tuple(dict.fromkeys(self.shorteners + other.shorteners)),
        )

    def number(self, written: str) -> OfficialNumber | None:
        """Return the entry of a number, however it is written."""
        digits = phone_digits(written)
        return next((entry for entry in self.numbers if phone_digits(entry.number) == digits), None)

    def site(self, host: str) -> OfficialSite | None:
        """Return the entry that ``host`` is or falls under: ``www.vru.nl`` falls under ``vru.nl``."""
        return next((entry for entry in self.sites if host == entry.host or host.endswith("." + entry.host)), None)

    def of_region(self, region: str) -> OfficialSite | None:
        """Return the site of a safety region (``VR09``)."""
        return next((entry for entry in self.sites if entry.region == region), None)


@lru_cache(maxsize=1)
def official_contacts() -> Contacts:
    """Return the list that the product ships."""
    return shipped(Contacts, "contacts.yaml").model_copy(update={"sites": official_sites()})


def read_contacts(path: Path) -> Contacts:
    """Return the shipped list, extended with the file ``path`` that an organisation keeps itself.

    Raises:
        InputError: with every problem of the file at its line.
    """
    return official_contacts().extended(validate(Contacts, read_yaml(path)))


@dataclass(frozen=True, slots=True)
class _Address:
    """A site as it was written: ``scheme`` and ``path`` may be empty."""

    scheme: str
    host: str
    path: str

    @classmethod
    def of(cls, written: str) -> _Address:
        match = re.fullmatch(r"(?:(https?)://)?([^/?#]*)(.*)", written.strip(), re.IGNORECASE | re.DOTALL)
        scheme, host, path = match.groups() if match else ("", written, "")
        # What stands before an @ only looks like the host.
        host = host.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
        return cls((scheme or "").lower(), host.removeprefix("www."), path.strip("/"))


def contact_findings(text: str, stated: Facts, contacts: Contacts, where: str) -> list[Finding]:
    """Return what is wrong with the telephone numbers and sites in ``text``.

    Args:
        text: the text.
        stated: its facts.
        contacts: the list to hold them against.
        where: name of the field, for the findings.
    """
    found: list[Finding] = []
    for fact in stated.of("phone"):
        found.extend(_number_findings(text[fact.start : fact.end], fact, contacts, where))
    for fact in stated.of("site"):
        found.extend(site_findings(text[fact.start : fact.end], contacts, f"{where}[{fact.start}:{fact.end}]"))
    return found


def _number_findings(written: str, fact: Fact, contacts: Contacts, where: str) -> Iterable[Finding]:
    place = f"{where}[{fact.start}:{fact.end}]"
    entry = contacts.number(written)
    if entry is None:
        yield _finding(
            "contacts.number-unknown",
            "error",
            f"Nummer {written} staat niet op de lijst van officiële nummers.",
            f"Number {written} is not on the list of official numbers.",
            "Bel het nummer, en zet het op uw eigen lijst als het klopt. Haal het anders weg.",
            "Dial the number, and put it on your own list if it is right. Remove it otherwise.",
            place,
            written,
        )
    elif written.strip() != entry.number:
        yield _finding(
            "contacts.number-form",
            "advice",
            f"Schrijf dit nummer zoals mensen het kennen: {entry.number}.",
            f"Write this number as people know it: {entry.number}.",
            f"Schrijf {entry.number}.",
            f"Write {entry.number}.",
            place,
            written,
        )


def site_findings(written: str, contacts: Contacts, where: str) -> list[Finding]:
    """Return what is wrong with one site.

    Args:
        written: the site as it was written.
        contacts: the list to hold it against.
        where: the field, with the place in the text.
    """
    address = _Address.of(written)
    host = address.host
    if not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        return [_imitation(written, host, where, "letters buiten het alfabet", "letters outside the alphabet")]
    if host in contacts.shorteners:
        return [
            _finding(
                "contacts.site-shortened",
                "error",
                "Een verkorte link laat niet zien waar hij heen gaat.",
                "A shortened link does not show where it leads.",
                "Schrijf het hele adres van een officiële site.",
                "Write the whole address of an official site.",
                where,
                written,
            )
        ]
    entry = contacts.site(host)
    if entry is None:
        original = _imitated(host, contacts)
        if original:
            return [_imitation(written, host, where, f"lijkt op {original}", f"looks like {original}")]
        return [
            _finding(
                "contacts.site-unknown",
                "error",
                f"Site {host} staat niet op de lijst van officiële sites.",
                f"Site {host} is not on the list of official sites.",
                "Open de site, en zet hem op uw eigen lijst als hij klopt en veel bezoek aankan.",
                "Open the site, and put it on your own list if it is right and can bear many visitors.",
                where,
                written,
            )
        ]
    return list(_known_site_findings(written, address, entry, where))


def _known_site_findings(written: str, address: _Address, entry: OfficialSite, where: str) -> Iterable[Finding]:
    if address.scheme == "http":
        yield _finding(
            "contacts.site-http",
            "warning",
            "Deze link is niet beveiligd (http).",
            "This link is not secure (http).",
            f"Schrijf {address.host} of https://{address.host}.",
            f"Write {address.host} or https://{address.host}.",
            where,
            written,
        )
    if len(address.path) > 12 or "?" in address.path:
        yield _finding(
            "contacts.site-path",
            "advice",
            "Een lang adres tikt niemand over, en de pagina moet al bestaan.",
            "Nobody copies a long address, and the page must exist already.",
            f"Schrijf {address.host} en zet het nieuws daar vooraan.",
            f"Write {address.host} and put the news on its first page.",
            where,
            written,
        )
    if entry.kind == "municipality":
        yield _finding(
            "contacts.site-municipality",
            "advice",
            "De site van een gemeente kan bezwijken als iedereen tegelijk kijkt.",
            "The site of a municipality may go down when everybody looks at once.",
            "Verwijs naar de veiligheidsregio of naar crisis.nl.",
            "Refer to the safety region or to crisis.nl.",
            where,
            written,
        )
    if entry.mark == "recalled-low":
        yield _finding(
            "contacts.site-unsure",
            "warning",
            f"Van {entry.host} staat niet vast dat het de juiste site is.",
            f"It is not certain that {entry.host} is the right site.",
            "Open de site, en zet hem op uw eigen lijst als hij klopt.",
            "Open the site, and put it on your own list if it is right.",
            where,
            written,
        )


def _imitation(written: str, host: str, where: str, nl: str, en: str) -> Finding:
    return _finding(
        "contacts.site-imitation",
        "error",
        f"Site {host} kan namaak zijn: {nl}.",
        f"Site {host} may be an imitation: {en}.",
        "Tik het adres opnieuw in.",
        "Type the address again.",
        where,
        written,
    )


def _imitated(host: str, contacts: Contacts) -> str | None:
    """Return the official host that ``host`` may be mistaken for; None when there is none."""
    looks = _look(host)
    name = host.rpartition(".")[0]
    for entry in contacts.sites:
        official = entry.host.rpartition(".")[0]
        if looks == _look(entry.host) or (len(official) > 4 and _one_edit(host, entry.host)):
            return entry.host
        # The official name with another ending, or somewhere inside another host.
        if name == official or (len(official) > 4 and re.search(rf"(^|[.-]){re.escape(official)}([.-]|$)", name)):
            return entry.host
    return None


def _look(host: str) -> str:
    for seen, meant in _LOOKS:
        host = host.replace(seen, meant)
    return host


def _one_edit(a: str, b: str) -> bool:
    """Whether one character added, left out or changed, or two exchanged, makes ``b`` of ``a``."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    exchanged = rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:] or exchanged


def _finding(rule: str, level: Level, nl: str, en: str, fix_nl: str, fix_en: str, where: str, value: str) -> Finding:
    return Finding(rule, level, Text(nl=nl, en=en), Text(nl=fix_nl, en=fix_en), where, value=value, source=_SOURCE)
