# SPDX-License-Identifier: EUPL-1.2
"""Publish: from the uses in the register to a folder of files that any web server can serve.

What is current is written anew each time; what was sent stays, in a list and a feed per year. Only what changed is made
and written, and the index comes last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from weerbaar.alerting.cap import Alert, UnwritableError, check, sign, write_alert
from weerbaar.alerting.feeds import nl_alert_json
from weerbaar.alerting.feeds.atom import atom
from weerbaar.alerting.feeds.boards import boards
from weerbaar.alerting.feeds.entry import Entry, entries_of, read_entry, utc
from weerbaar.alerting.feeds.feed import NO_ALERT_YET, STYLESHEET, Feed
from weerbaar.alerting.feeds.geojson import collection
from weerbaar.alerting.feeds.index import (
    FORM,
    INDEX,
    SIGNATURE,
    FileFacts,
    facts_of,
    files_json,
    json_file,
    read_facts,
    read_json,
    year_path,
)
from weerbaar.alerting.feeds.page import page_of
from weerbaar.alerting.feeds.published import (
    CANCEL,
    Standing,
    UnpublishableError,
    published_from,
    standings,
)
from weerbaar.alerting.feeds.rss import rss
from weerbaar.alerting.feeds.signer import Signer, vouches
from weerbaar.alerting.feeds.writing import FeedError, not_written, published_alone, replace_files
from weerbaar.alerting.findings import Finding
from weerbaar.alerting.register import Use
from weerbaar.base import Lang, Text

LANGUAGES: tuple[Lang, Lang] = ("nl", "en")
_LIST = f"{nl_alert_json.LIST_PATH}.json"
_CURRENT = Text(nl="NL-Alert: actuele berichten", en="NL-Alert: current alerts")


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """What publishing came to.

    Attributes:
        folder: of the site.
        written: files that are new or changed, without their compressed copies.
        current: ids of the alerts that people must act on now, the last sent first.
        findings: what could not be published, or is not as it should be.
    """

    folder: Path
    written: tuple[str, ...]
    current: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """One alert in the list of its year."""

    id: str
    source: str
    entries: tuple[Entry, ...]
    files: Mapping[str, FileFacts]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "source": self.source,
            "messages": [entry.as_json() for entry in self.entries],
            "files": list(self.files),
        }


@dataclass
class _Publishing:
    folder: Path
    base_url: str
    signer: Signer | None
    now: datetime
    known: Mapping[str, Standing]
    index: Mapping[str, Any]
    made: dict[str, bytes] = field(default_factory=dict)
    years: dict[int, dict[str, _Record]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    def run(self) -> PublishedSite:
        by_year: dict[int, dict[str, Standing]] = {}
        current, withdrawn = [], []
        for name, standing in self.known.items():
            by_year.setdefault(standing.year, {})[name] = standing
            if standing.current(self.now):
                current.append(standing)
            if standing.just_withdrawn(self.now):
                withdrawn.append(standing)
        # A list that is not as the index has it is made again; it cannot be where its uses are not at hand.
        in_use = {each.year for each in (*current, *withdrawn)}
        sources = {
            year: str(entry["source"])
            for year, entry in self.index.get("years", {}).items()
            if year.isdigit() and self._stands(year, in_use)
        }
        for year, those in by_year.items():
            source = sha256("\n".join(each.depends for each in those.values()).encode()).hexdigest()[:32]
            if sources.get(str(year)) != source:
                self._year(year, those)
                # What could not be published is tried, and told, every time.
                sources[str(year)] = "" if self.left_out & those.keys() else source
        current = [each for each in current if self._record(each)]
        self._current_files(current, withdrawn)
        listed = {name: facts_of(data) for name, data in self.made.items() if "/" not in name or name == _LIST}
        for year in sources:
            for name in (year_path(year), *_archive_paths(year)):
                if name not in listed:
                    listed[name] = read_facts(self.index["files"][name])
        self._index(listed, sources)
        written = replace_files(self.folder, self.made, int(self.now.timestamp()))
        if self.signer is None:
            self._drop_signature()
        return PublishedSite(self.folder, written, tuple(each.use.id for each in current), tuple(self.findings))

    def _stands(self, year: str, in_use: Set[int]) -> bool:
        """Whether the list of a year is as the index has it; its content is only looked at where it is ``in_use``."""
        named, path = self.index["files"], self.folder / year_path(year)
        if any(name not in named for name in (year_path(year), *_archive_paths(year))):
            return False
        facts = read_facts(named[year_path(year)])
        if int(year) not in in_use:
            return _length(path) == facts.length
        data = _content(path)
        return data is not None and facts_of(data) == facts

    def _year(self, year: int, those: Mapping[str, Standing]) -> None:
        records = dict(self._listed(year))
        for name, standing in those.items():
            before = records.get(name)
            if before is None or before.source != standing.source:
                record = self._make(standing)
                if record is not None:
                    records[name] = record
        self.years[year] = _in_order(records)
        entries = [entry for record in self.years[year].values() for entry in record.entries]
        entries.sort(key=lambda entry: (entry.sent, entry.id), reverse=True)
        updated = max((entry.sent for entry in entries), default=NO_ALERT_YET)
        for path, lang in zip(_archive_paths(year), LANGUAGES, strict=True):
            title = Text(nl=f"NL-Alert: berichten van {year}", en=f"NL-Alert: alerts of {year}")
            self.made[path] = atom(Feed(path, title, lang, updated, self.base_url), entries)
        named = {name: facts for record in self.years[year].values() for name, facts in record.files.items()}
        alerts = [record.as_json() for record in self.years[year].values()]
        self.made[year_path(year)] = json_file(
            {"form": FORM, "year": year, "alerts": alerts, "files": files_json(named)}
        )

    def _listed(self, year: int) -> dict[str, _Record]:
        """Return what the list of a year holds; nothing where it is absent or damaged, so that it is made again."""
        if year not in self.years:
            data = read_json(self.folder / year_path(year))
            try:
                records = [] if data is None else [_read_record(each, data["files"], year) for each in data["alerts"]]
            except (KeyError, TypeError, ValueError):
                records = []
            self.years[year] = {record.id: record for record in records}
        return self.years[year]

    def _record(self, standing: Standing) -> _Record | None:
        return self._listed(standing.year).get(standing.use.id)

    def _make(self, standing: Standing) -> _Record | None:
        """Make the files of one alert; None where that cannot be done."""
        year, name = standing.year, standing.use.id
        try:
            published = published_from(standing.use, self.known)
            if published is None:
                return None
            page, wrong = page_of(published)
            own = {
                f"{year}/{name}.xml": self._cap(published.alert),
                f"{year}/{name}.json": json_file(page),
                f"{nl_alert_json.LIST_PATH}/{name}.json": nl_alert_json.one(
                    nl_alert_json.item(published, self.base_url)
                ),
            }
            if published.withdrawal is not None:
                own[f"{year}/{name}{CANCEL}.xml"] = self._cap(published.withdrawal)
        except (UnpublishableError, UnwritableError) as error:
            self.left_out.add(name)
            self.findings.append(Finding("feeds.unpublishable", "error", error.message, where=name))
            return None
        for path, data in own.items():
            if path.endswith(".xml"):
                verdicts = check(data, path, now=standing.sent, profile="nl")
                wrong += [finding for each in verdicts for finding in each.findings if finding.level == "error"]
        self.findings += wrong
        self.made |= own
        facts = {path: facts_of(data) for path, data in own.items()}
        return _Record(name, standing.source, entries_of(published, year), facts)

    def _cap(self, alert: Alert) -> bytes:
        if self.signer is None:
            return write_alert(alert)
        return sign(alert, self.signer.key, self.signer.certificate)

    def _current_files(self, current: list[Standing], withdrawn: list[Standing]) -> None:
        entries = [entry for each in current for entry in self._entries(each) if not entry.id.endswith(CANCEL)]
        entries += [entry for each in withdrawn for entry in self._entries(each) if entry.id.endswith(CANCEL)]
        entries.sort(key=lambda entry: (entry.sent, entry.id), reverse=True)
        updated = self._last_change()
        for lang in LANGUAGES:
            dot = "" if lang == "nl" else f".{lang}"
            for kind, form in (("atom", atom), ("rss", rss)):
                path = f"active{dot}.{kind}"
                self.made[path] = form(Feed(path, _CURRENT, lang, updated, self.base_url), entries)
        pages = [json.loads(self._file(f"{each.year}/{each.use.id}.json", each)) for each in current]
        years = {each.use.id: each.year for each in current}
        self.made["active.geojson"] = json_file(collection(pages, self.base_url, years))
        self.made["boards.json"] = json_file(boards(pages))
        there = (each for each in self.known.values() if each.use.id not in self.left_out or self._record(each))
        self.made[_LIST] = nl_alert_json.several(
            self._file(f"{nl_alert_json.LIST_PATH}/{each.use.id}.json", each)
            for each in islice(there, nl_alert_json.PAGE_LENGTH)
        )
        self.made[STYLESHEET] = files("weerbaar").joinpath("data", "alerting", "feeds", STYLESHEET).read_bytes()

    def _entries(self, standing: Standing) -> tuple[Entry, ...]:
        record = self._record(standing)
        return () if record is None else record.entries

    def _file(self, path: str, standing: Standing) -> bytes:
        """Return a file of an alert, as it stands or as it was just made; one lost or damaged is made again."""
        if path not in self.made:
            # The lists of years without a current alert are not read for this.
            data, record = _content(self.folder / path), self.years.get(standing.year, {}).get(standing.use.id)
            if data is not None and (record is None or facts_of(data) == record.files.get(path)):
                return data
            # All of its files: a signature is never the same twice, and the list of the year must have the new one.
            self._listed(standing.year).pop(standing.use.id, None)
            self._year(standing.year, {standing.use.id: standing})
        return self.made[path]

    def _last_change(self) -> datetime:
        """When the list of current alerts last became another."""
        last, now = NO_ALERT_YET, self.now
        for each in self.known.values():
            if last < each.sent <= now:
                last = each.sent
            if last < each.stop <= now:
                last = each.stop
            if each.withdrawn is not None and last < each.expires <= now:
                last = each.expires
        return last

    def _index(self, listed: Mapping[str, FileFacts], sources: Mapping[str, str]) -> None:
        data = {
            "form": FORM,
            "title": {"nl": _CURRENT.nl, "en": _CURRENT.en},
            "address": self.base_url,
            "years": {year: {"source": sources[year]} for year in sorted(sources)},
            "files": files_json(listed),
        }
        same = {name: value for name, value in self.index.items() if name != "updated"} == data
        updated = self.index["updated"] if same else utc(self.now)
        content = json_file(data | {"updated": updated})
        if self.signer is not None:
            before = _content(self.folder / SIGNATURE)
            holds = before is not None and vouches(self.signer.certificate, content, before)
            self.made[SIGNATURE] = before if before is not None and holds else self.signer.sign(content)
        self.made[INDEX] = content

    def _drop_signature(self) -> None:
        """An old signature under a new index would be taken for tampering."""
        try:
            (self.folder / SIGNATURE).unlink(missing_ok=True)
        except OSError as error:
            raise not_written(self.folder, error) from error


def publish(
    folder: Path, uses: Mapping[str, Use], *, base_url: str, now: datetime, signer: Signer | None = None
) -> PublishedSite:
    """Write the feeds of everything that may be published.

    Uses that cannot be published are left out and told; what was published before and is not among ``uses`` stays.

    Args:
        folder: of the site; made where it is absent.
        uses: of the whole register, by id; see :func:`weerbaar.alerting.register.fold`.
        base_url: address under which the folder is served.
        now: the moment, with its zone; what is current depends on it.
        signer: signs every CAP file and the index; without one nothing is signed.

    Raises:
        FeedError: the address is none, or the folder cannot be written to; what stood there still stands.
    """
    address = _address(base_url)
    known = _standings(uses, f"{address} {'signed' if signer else 'plain'}")
    with published_alone(folder):
        index = read_json(folder / INDEX)
        if index is None or not index.keys() >= {"years", "files", "updated"}:
            index = {}
        return _Publishing(folder, address, signer, now.astimezone(UTC), known, index).run()


_kept: dict[str, dict[str, Standing]] = {}


def _standings(uses: Mapping[str, Use], salt: str) -> dict[str, Standing]:
    """Return what may be published. Of thousands of uses one has changed, so what was found the last time is kept."""
    found = standings(uses, salt=salt, before=_kept.get(salt))
    _kept.clear()
    _kept[salt] = found
    return found


def _address(base_url: str) -> str:
    try:
        parts = urlsplit(base_url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        good = False
    if not good or any(not c.isprintable() or c in ' "<>\\' for c in base_url):
        raise FeedError(
            Text(
                nl=f"{base_url!r} is geen adres van een site; geef bijvoorbeeld https://feeds.nl-alert.nl.",
                en=f"{base_url!r} is no address of a site; give for instance https://feeds.nl-alert.nl.",
            )
        )
    return base_url.rstrip("/")


def _archive_paths(year: int | str) -> tuple[str, str]:
    return f"{year}.atom", f"{year}.en.atom"


def _in_order(records: Mapping[str, _Record]) -> dict[str, _Record]:
    """The last sent first."""
    order = sorted(records.values(), key=lambda record: (record.entries[0].sent, record.id), reverse=True)
    return {record.id: record for record in order}


def _read_record(data: Mapping[str, Any], files: Mapping[str, Any], year: int) -> _Record:
    entries = tuple(read_entry(each, year) for each in data["messages"])
    if not entries:
        raise ValueError("no message")
    return _Record(data["id"], data["source"], entries, {name: read_facts(files[name]) for name in data["files"]})


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _length(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
