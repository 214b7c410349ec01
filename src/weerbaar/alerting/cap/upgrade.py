# SPDX-License-Identifier: EUPL-1.2
"""CAP 1.0 and 1.1 brought up to the model of CAP 1.2.

What differs, and what is done with it:

* 1.0: ``password`` is gone (it was never safe; it is not kept), ``eventCode``, ``parameter`` and ``geocode`` were one
  text ``name=value``, the certainty ``Very Likely`` is now ``Likely``. ``scope`` and ``category`` could be left out:
  they stay empty, for nobody but the sender can say what was meant.
* 1.0 and 1.1: any form of ``xs:dateTime`` was allowed. ``Z`` becomes ``-00:00``, zeros behind the second are dropped;
  a time without a zone, or with a real fraction, stays as it is. ``mimeType`` could be left out and stays empty.

Sources: OASIS CAP 1.1, appendix B; OASIS CAP 1.2, section 3.2 and appendix B.
"""

from __future__ import annotations

import re
from dataclasses import replace

from weerbaar.alerting.cap.document import Document, Version
from weerbaar.alerting.cap.model import Alert, Info, Named
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0+)?(Z|[-+]\d\d:\d\d)")
_CERTAINTY = {"Very Likely": "Likely"}


def named_of_text(text: str) -> Named:
    """Return the name and value of a text ``name=value`` (CAP 1.0); the name is empty where there is no ``=``."""
    name, equals, value = text.partition("=")
    return Named(name.strip(), value.strip()) if equals else Named("", text)


def upgraded(alert: Alert, version: Version) -> Alert:
    """Return ``alert``, that was read from ``version``, with its words and times as CAP 1.2 writes them."""
    if version == "1.2":
        return alert
    return replace(alert, sent=_time(alert.sent), info=tuple(_info(info, version) for info in alert.info))


def _info(info: Info, version: Version) -> Info:
    return replace(
        info,
        certainty=_CERTAINTY.get(info.certainty, info.certainty) if version == "1.0" else info.certainty,
        effective=None if info.effective is None else _time(info.effective),
        onset=None if info.onset is None else _time(info.onset),
        expires=None if info.expires is None else _time(info.expires),
    )


def _time(text: str) -> str:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return text
    return found[1] + ("-00:00" if found[2] == "Z" else found[2])


def upgrade_findings(document: Document) -> list[Finding]:
    """Return what is to be said about a message in an earlier version of CAP; nothing about one in 1.2."""
    version = document.version
    if version == "1.2":
        return []
    found = [
        document.finding(
            "cap.version",
            "advice",
            Text(
                nl=f"Het bericht is CAP {version}; 1.2 is sinds 2010 de geldende versie.",
                en=f"The message is CAP {version}; 1.2 has been the version in force since 2010.",
            ),
            fix=Text(nl="Schrijf het bericht opnieuw als CAP 1.2.", en="Write the message again as CAP 1.2."),
            source="CAP 1.2, 1.3",
        )
    ]
    if version == "1.0" and any(child.tag.endswith("}password") for child in document.root):
        found.append(
            document.finding(
                "cap.password",
                "warning",
                Text(
                    nl="Het bericht bevat een wachtwoord, dat iedereen kan lezen; het wordt niet bewaard.",
                    en="The message holds a password that everybody can read; it is not kept.",
                ),
                (("password", 0),),
                fix=Text(
                    nl="Haal <password> weg en onderteken het bericht.", en="Remove <password> and sign the message."
                ),
                source="CAP 1.1, appendix B",
            )
        )
    return found
