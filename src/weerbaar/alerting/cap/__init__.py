# SPDX-License-Identifier: EUPL-1.2
"""The Common Alerting Protocol: read, check, write, sign and verify messages (OASIS CAP 1.2).

In: bytes of a file, a feed or an envelope, or an :class:`Alert`. Out: verdicts with findings, a :class:`Document`,
bytes, or what a message becomes on the air (:func:`map_to_broadcast`).
"""

from weerbaar.alerting.cap.canonical import canonical_bytes
from weerbaar.alerting.cap.checking import Verdict, check
from weerbaar.alerting.cap.document import Document, Version
from weerbaar.alerting.cap.mapping import Broadcast, Mapping3gpp, UnknownPracticeError, map_to_broadcast
from weerbaar.alerting.cap.mapping_table import mapping_table
from weerbaar.alerting.cap.model import Alert, AreaBlock, Info, Named, Resource
from weerbaar.alerting.cap.official_sites import OfficialSite, official_sites
from weerbaar.alerting.cap.profiles import PROFILES, CodesIn, UnknownProfileError
from weerbaar.alerting.cap.prose_rule import Rule
from weerbaar.alerting.cap.reading import Contents, read_alerts, read_document
from weerbaar.alerting.cap.rule_book import rule_book
from weerbaar.alerting.cap.signing import (
    NotVerifiedError,
    SigningError,
    Verified,
    load_certificate,
    load_signing_key,
    sign,
    verify,
)
from weerbaar.alerting.cap.values import CapValueError, area_block, area_of, format_references, format_time
from weerbaar.alerting.cap.writing import UnwritableError, write_alert
from weerbaar.alerting.cap.xml_source import UnreadableError

__all__ = [
    "PROFILES",
    "Alert",
    "AreaBlock",
    "Broadcast",
    "CapValueError",
    "CodesIn",
    "Contents",
    "Document",
    "Info",
    "Mapping3gpp",
    "Named",
    "NotVerifiedError",
    "OfficialSite",
    "Resource",
    "Rule",
    "SigningError",
    "UnknownPracticeError",
    "UnknownProfileError",
    "UnreadableError",
    "UnwritableError",
    "Verdict",
    "Verified",
    "Version",
    "area_block",
    "area_of",
    "canonical_bytes",
    "check",
    "format_references",
    "format_time",
    "load_certificate",
    "load_signing_key",
    "map_to_broadcast",
    "mapping_table",
    "official_sites",
    "read_alerts",
    "read_document",
    "rule_book",
    "sign",
    "verify",
    "write_alert",
]
