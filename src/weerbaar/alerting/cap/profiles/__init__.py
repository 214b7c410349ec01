# SPDX-License-Identifier: EUPL-1.2
"""Profiles: what one country or one receiver asks of a CAP message on top of the standard.

``nl`` is Weerbaar's own for NL-Alert; ``google`` is Google Public Alerts, ``ipaws`` the United States, ``cap-cp``
Canada, ``cap-au`` Australia.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.profiles.cap_au import cap_au_findings
from weerbaar.alerting.cap.profiles.cap_cp import cap_cp_findings
from weerbaar.alerting.cap.profiles.google import google_findings
from weerbaar.alerting.cap.profiles.ipaws import ipaws_findings
from weerbaar.alerting.cap.profiles.nl import nl_findings
from weerbaar.alerting.cap.profiles.nl_area import CodesIn
from weerbaar.alerting.cap.prose_rule import most_of
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text, WeerbaarError

__all__ = ["PROFILES", "CodesIn", "UnknownProfileError", "profile_findings"]

PROFILES: tuple[str, ...] = ("nl", "google", "ipaws", "cap-cp", "cap-au")

_FOREIGN: dict[str, Callable[[Document], Iterator[Finding]]] = {
    "google": google_findings,
    "ipaws": ipaws_findings,
    "cap-cp": cap_cp_findings,
    "cap-au": cap_au_findings,
}


class UnknownProfileError(WeerbaarError):
    """A profile that does not exist was asked for."""

    def __init__(self, profile: str) -> None:
        known = ", ".join(PROFILES)
        super().__init__(
            Text(
                nl=f'Er is geen profiel "{profile[:40]}". Kies uit: {known}.',
                en=f'There is no profile "{profile[:40]}". Choose from: {known}.',
            )
        )


def profile_findings(document: Document, profile: str, now: datetime, codes_in: CodesIn | None = None) -> list[Finding]:
    """Return where ``document`` departs from ``profile``.

    Args:
        document: the message.
        profile: one of :data:`PROFILES`.
        now: the moment of checking, with a time zone; only ``nl`` looks at it.
        codes_in: for ``nl``, the codes of the municipalities and regions that an area touches, where boundaries are at
            hand; without it the codes in the message are not compared with its area.

    Raises:
        UnknownProfileError: there is no such profile.
    """
    if profile == "nl":
        return most_of(document, nl_findings(document, now, codes_in), profile)
    if profile not in _FOREIGN:
        raise UnknownProfileError(profile)
    return most_of(document, _FOREIGN[profile](document), profile)
