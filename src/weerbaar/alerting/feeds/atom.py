# SPDX-License-Identifier: EUPL-1.2
"""Atom (RFC 4287) as the OASIS note on CAP feeds (04-03-2014) has it: one alert per entry, a link to its CAP file.

The id of an entry never changes and does not depend on where the site stands; ``updated`` is the moment of sending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from weerbaar.alerting.feeds.entry import Entry, utc
from weerbaar.alerting.feeds.feed import OPENING, Feed, escaped, tag


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Return a feed.

    Args:
        feed: what it says of itself.
        entries: the last sent first.
    """
    return "".join(_lines(feed, entries)).encode()


def _lines(feed: Feed, entries: Sequence[Entry]) -> Iterator[str]:
    yield OPENING
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.lang}">\n'
    yield f"  <title>{escaped(feed.title.in_(feed.lang))}</title>\n  <id>{tag(feed.path)}</id>\n"
    yield f"  <updated>{utc(feed.updated)}</updated>\n  <author>\n    <name>NL-Alert</name>\n  </author>\n"
    yield f'  <link rel="self" type="application/atom+xml" href="{escaped(feed.address)}"/>\n'
    for entry in entries:
        yield _entry(entry, feed)
    yield "</feed>\n"


def _entry(entry: Entry, feed: Feed) -> str:
    sent, base = utc(entry.sent), escaped(feed.base_url)
    test = '    <category term="test"/>\n' if entry.status == "test" else ""
    return (
        "  <entry>\n"
        f"    <title>{escaped(entry.title.in_(feed.lang))}</title>\n"
        f"    <id>{tag(entry.id)}</id>\n"
        f"    <updated>{sent}</updated>\n    <published>{sent}</published>\n"
        f"    <author>\n      <name>{escaped(entry.sender)}</name>\n    </author>\n"
        f'    <category term="{escaped(entry.kind)}"/>\n{test}'
        f'    <link rel="alternate" type="application/cap+xml" href="{base}/{entry.cap_path}"/>\n'
        f'    <link rel="related" type="application/json" href="{base}/{entry.page_path}"/>\n'
        f"    <summary>{escaped(entry.summary.in_(feed.lang))}</summary>\n"
        "  </entry>\n"
    )
