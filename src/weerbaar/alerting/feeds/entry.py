# SPDX-License-Identifier: EUPL-1.2
"""What a list of alerts says of one of them: enough for a line in a feed, without opening its own files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from weerbaar.alerting.feeds.published import CANCEL, Published
from weerbaar.base import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One CAP message in a feed; a withdrawal is a message, and so an entry, of its own.

    Attributes:
        id: identifier of the CAP message.
        year: the folder that its files stand in.
        kind: kind of incident, as the draft names it.
        status: ``actual`` or ``test``.
        sender: the authority that people read.
        sent: moment of sending.
        title, summary: headline, and the text in full.
    """

    id: str
    year: int
    kind: str
    status: str
    sender: str
    sent: datetime
    title: Text
    summary: Text

    @property
    def alert_id(self) -> str:
        """Id of the alert that it is about: its own, or that of the alert that it withdraws."""
        return self.id.removesuffix(CANCEL)

    @property
    def cap_path(self) -> str:
        """Where its CAP file stands in the site."""
        return f"{self.year}/{self.id}.xml"

    @property
    def page_path(self) -> str:
        """Where the texts per channel stand in the site."""
        return f"{self.year}/{self.alert_id}.json"

    def as_json(self) -> dict[str, Any]:
        """Return JSON data from which :func:`read_entry` makes the entry again."""
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "sender": self.sender,
            "sent": utc(self.sent),
            "title": both(self.title),
            "summary": both(self.summary),
        }


def read_entry(data: Mapping[str, Any], year: int) -> Entry:
    """Return an entry as :meth:`Entry.as_json` wrote it.

    Raises:
        KeyError, TypeError, ValueError: it is not that.
    """
    return Entry(
        data["id"],
        year,
        data["kind"],
        data["status"],
        data["sender"],
        datetime.fromisoformat(data["sent"]),
        Text(**data["title"]),
        Text(**data["summary"]),
    )


def entries_of(published: Published, year: int) -> tuple[Entry, ...]:
    """Return the entry of an alert, and that of its withdrawal where there is one."""
    draft = published.draft
    made = [(published.alert, published.sent, draft.texts)]
    if published.withdrawal is not None and published.withdrawn is not None:
        said = [info.description or "" for info in published.withdrawal.info]
        made.append((published.withdrawal, published.withdrawn, Text(nl=said[0], en=said[1] if len(said) > 1 else "")))
    found = []
    for alert, sent, summary in made:
        infos = alert.info
        title = Text(nl=infos[0].headline or "", en=(infos[1].headline or "") if len(infos) > 1 else "")
        found.append(Entry(alert.identifier, year, draft.kind, draft.status, draft.sender_name, sent, title, summary))
    return tuple(found)


def utc(moment: datetime) -> str:
    """Return a moment as clients of all kinds read it: ``2026-06-15T10:30:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def both(text: Text) -> dict[str, str]:
    """Return the two languages; Dutch where there is no English."""
    return {"nl": text.nl, "en": text.in_("en")}
