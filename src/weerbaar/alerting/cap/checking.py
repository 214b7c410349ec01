# SPDX-License-Identifier: EUPL-1.2
"""Check a file: its schema, the words of the standard, the form of its signature and, if asked, a profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from weerbaar.alerting.cap.document import Document, Version
from weerbaar.alerting.cap.profiles import CodesIn, profile_findings
from weerbaar.alerting.cap.prose import prose_findings
from weerbaar.alerting.cap.reading import read_alerts
from weerbaar.alerting.cap.schema_rules import schema_findings
from weerbaar.alerting.cap.signature_rules import SIGNATURE, signature_findings
from weerbaar.alerting.cap.upgrade import upgrade_findings
from weerbaar.alerting.findings import Finding, worst
from weerbaar.base import Text

# What breaks one of these is not in the model, and is gone when the message is written again.
_LOSING = frozenset(
    {"xsd.unknown", "xsd.foreign", "xsd.repeated", "xsd.nested", "xsd.attribute", "xsd.text", "xsd.more"}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says about one message, or about the feed around the messages.

    Attributes:
        identifier: that of the message; empty for a feed.
        version: the version of CAP; None for a feed.
        findings: everything found, in the order of the file.
        valid: there is no finding of level error.
        follows_schema: there is no finding against the schema of its version, whatever else there is.
        signed: there is a signature; whether it holds is for :func:`weerbaar.alerting.cap.signing.verify`.
        document: the message; None for a feed.
    """

    identifier: str
    version: Version | None
    findings: tuple[Finding, ...]
    valid: bool
    follows_schema: bool
    signed: bool
    document: Document | None


def check(
    data: bytes, name: str, *, now: datetime, profile: str | None = None, codes_in: CodesIn | None = None
) -> list[Verdict]:
    """Return a verdict on every message in ``data``, in the order of the file.

    A feed with entries that hold no message, or without any message, has a verdict of its own, before the others.

    Args:
        data: a CAP file, an Atom or RSS feed, an EDXL-DE envelope.
        name: the file as the user knows it, for messages.
        now: the moment of checking, for rules about what has expired.
        profile: one of ``weerbaar.alerting.cap.PROFILES``; None for the standard only.
        codes_in: for the profile ``nl``, the codes of the municipalities and regions that an area touches, where
            boundaries are at hand; without it the codes in a message are not compared with its area.

    Raises:
        UnreadableError: not XML, or nothing of CAP in it.
    """
    contents = read_alerts(data, name)
    verdicts = [_verdict(document, profile, now, codes_in) for document in contents.documents]
    if contents.findings or not verdicts:
        valid = worst(contents.findings) != "error"
        verdicts.insert(0, Verdict("", None, contents.findings, valid, True, False, None))
    return verdicts


def _verdict(document: Document, profile: str | None, now: datetime, codes_in: CodesIn | None) -> Verdict:
    findings = schema_findings(document)
    follows_schema = not findings
    if not follows_schema and any(finding.rule in _LOSING for finding in findings):
        findings.append(_loses(document))
    if document.version != "1.2":
        findings += upgrade_findings(document)
    findings += prose_findings(document)
    signed = False
    if document.alert.extensions:
        signed = next(document.root.iter(SIGNATURE), None) is not None
        findings += signature_findings(document.root)
    if profile is not None:
        findings += profile_findings(document, profile, now, codes_in)
    findings.sort(key=_line)
    valid = all(finding.level != "error" for finding in findings)
    return Verdict(
        document.alert.identifier, document.version, tuple(findings), valid, follows_schema, signed, document
    )


def _line(finding: Finding) -> int:
    return finding.line or 0


def _loses(document: Document) -> Finding:
    return document.finding(
        "cap.not-kept",
        "warning",
        Text(
            nl="Het bericht bevat iets dat CAP niet kent; dat gaat verloren als het bericht opnieuw wordt geschreven.",
            en="The message holds something that CAP does not know; it is lost when the message is written again.",
        ),
        fix=Text(nl="Herstel de fouten tegen het schema.", en="Repair the faults against the schema."),
        source="CAP 1.2, 3.4",
    )
