# SPDX-License-Identifier: EUPL-1.2
"""Everything that is published of one alert, as JSON: texts per channel, area, times, and what came of it.

What still has to be filled in by hand is left out, and so is a text that contradicts its source.
"""

from __future__ import annotations

from typing import Any

from weerbaar.alerting.area import geojson
from weerbaar.alerting.compose import Channel, ChannelText, consistency_findings, render
from weerbaar.alerting.feeds.entry import both, utc
from weerbaar.alerting.feeds.published import Published
from weerbaar.alerting.findings import Finding

PUBLIC_CHANNELS: tuple[Channel, ...] = (
    "post",
    "board-short",
    "board-long",
    "screen",
    "radio",
    "website",
    "questions",
)


def page_of(published: Published) -> tuple[dict[str, Any], list[Finding]]:
    """Return what is published of an alert, and what was left out of it because it contradicts the source text."""
    draft = published.draft
    texts = [text for text in render(draft) if text.channel in PUBLIC_CHANNELS]
    wrong = [finding for finding in consistency_findings(draft, texts) if finding.level == "error"]
    left_out = {finding.where for finding in wrong}
    channels: dict[str, dict[str, list[dict[str, str]]]] = {}
    for text in texts:
        if f"channel.{text.channel}.{text.lang}" not in left_out:
            channels.setdefault(text.channel, {})[text.lang] = _sections(text)
    page = {
        "id": published.id,
        "kind": draft.kind,
        "status": draft.status,
        "region": draft.region,
        "sender": draft.sender_name,
        "sent": utc(published.sent),
        "starts": utc(draft.starts),
        "expires": utc(draft.expires),
        "stop": utc(published.stop),
        "withdrawn": None if published.withdrawn is None else utc(published.withdrawn),
        "replaces": draft.replaces,
        "replaced_by": published.replaced_by,
        "texts": both(draft.texts),
        "channels": channels,
        "area": geojson(draft.area),
    }
    return page, wrong


def _sections(text: ChannelText) -> list[dict[str, str]]:
    return [
        {"heading": section.heading, "text": section.text}
        for section in text.sections
        if section.text and not (section.text.startswith("[") and section.text.endswith("]"))
    ]
