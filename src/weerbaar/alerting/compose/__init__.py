# SPDX-License-Identifier: EUPL-1.2
"""The draft of an alert: written from a template, checked while it is typed, worded for every channel.

In: texts in Dutch and English with an area and times, by hand or from a national frame. Out: findings (six parts, both
languages alike, size, contacts, places, wording), a CAP 1.2 message, and a text per channel that does not contradict
the others. What NL-Alerts must hold follows the framework as the inventories of NIPV give it; all reading is by rules.
"""

from weerbaar.alerting.compose.cap_message import EarlierAlertError, cancel_of, to_cap
from weerbaar.alerting.compose.channels import CHANNEL_NAMES, LONGEST, Channel, ChannelText, Section, render
from weerbaar.alerting.compose.checking import check_draft
from weerbaar.alerting.compose.consistency import consistency_findings
from weerbaar.alerting.compose.contacts import (
    Contacts,
    OfficialNumber,
    official_contacts,
    read_contacts,
)
from weerbaar.alerting.compose.draft import Draft, draft_bytes, read_draft, write_draft
from weerbaar.alerting.compose.facts import Facts, facts
from weerbaar.alerting.compose.filling import examples, fill
from weerbaar.alerting.compose.framing import as_exercise, framed, sender_of
from weerbaar.alerting.compose.kinds import KINDS, Kind, KindName, kind_name
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.alerting.compose.message import broadcast_text, split_message
from weerbaar.alerting.compose.six_parts import PART_NAMES, PARTS, Part, Reading, SixParts, six_parts
from weerbaar.alerting.compose.templates import (
    Template,
    UnknownTemplateError,
    read_variant,
    template,
    templates,
)
from weerbaar.alerting.compose.wording import Readability, readability

__all__ = [
    "CHANNEL_NAMES",
    "KINDS",
    "LONGEST",
    "PARTS",
    "PART_NAMES",
    "Channel",
    "ChannelText",
    "Contacts",
    "Draft",
    "EarlierAlertError",
    "Facts",
    "Kind",
    "KindName",
    "OfficialNumber",
    "Part",
    "Readability",
    "Reading",
    "Section",
    "SixParts",
    "Template",
    "UnknownTemplateError",
    "as_exercise",
    "broadcast_text",
    "cancel_of",
    "check_draft",
    "consistency_findings",
    "draft_bytes",
    "dutch_time",
    "examples",
    "facts",
    "fill",
    "framed",
    "kind_name",
    "official_contacts",
    "read_contacts",
    "read_draft",
    "read_variant",
    "readability",
    "render",
    "sender_of",
    "six_parts",
    "split_message",
    "template",
    "templates",
    "to_cap",
    "write_draft",
]
