# SPDX-License-Identifier: EUPL-1.2
"""RSS 2.0 for readers that know nothing else, with the same entries and ids as the Atom feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from email.utils import format_datetime

from weerbaar.alerting.feeds.entry import Entry
from weerbaar.alerting.feeds.feed import OPENING, Feed, escaped, tag
from weerbaar.base import Text

_ABOUT = Text(
    nl="Wat het publiek op de telefoon kreeg, met het CAP-bericht erbij.",
    en="What the public had on the telephone, with the CAP message.",
)


def rss(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Return a feed.

    Args:
        feed: what it says of itself.
        entries: the last sent first.
    """
    return "".join(_lines(feed, entries)).encode()


def _lines(feed: Feed, entries: Sequence[Entry]) -> Iterator[str]:
    yield OPENING
    yield '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n  <channel>\n'
    yield f"    <title>{escaped(feed.title.in_(feed.lang))}</title>\n    <link>{escaped(feed.base_url)}/</link>\n"
    yield f"    <description>{_ABOUT.in_(feed.lang)}</description>\n    <language>{feed.lang}</language>\n"
    yield f"    <lastBuildDate>{format_datetime(feed.updated.astimezone(UTC))}</lastBuildDate>\n"
    yield f'    <atom:link rel="self" type="application/rss+xml" href="{escaped(feed.address)}"/>\n'
    for entry in entries:
        yield _item(entry, feed)
    yield "  </channel>\n</rss>\n"


def _item(entry: Entry, feed: Feed) -> str:
    return (
        "    <item>\n"
        f"      <title>{escaped(entry.title.in_(feed.lang))}</title>\n"
        f"      <link>{escaped(feed.base_url)}/{entry.cap_path}</link>\n"
        f"      <description>{escaped(entry.summary.in_(feed.lang))}</description>\n"
        f"      <category>{escaped(entry.kind)}</category>\n"
        f'      <guid isPermaLink="false">{tag(entry.id)}</guid>\n'
        f"      <pubDate>{format_datetime(entry.sent.astimezone(UTC))}</pubDate>\n"
        "    </item>\n"
    )
