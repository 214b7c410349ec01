# SPDX-License-Identifier: EUPL-1.2
"""What stands around the words of every alert: heading with date and time, who sends it, where more is to be read."""

from __future__ import annotations

from datetime import datetime

from weerbaar.alerting.area import regions
from weerbaar.alerting.compose.contacts import official_contacts
from weerbaar.alerting.compose.local_time import dutch_time
from weerbaar.base import Text

_NATIONAL = Text(nl="Nationaal Crisiscentrum", en="National Crisis Centre")
_NATIONAL_SITE = "nctv.nl"


def sender_of(region: str) -> tuple[Text, str]:
    """Return who sends for a safety region, or for the country, and the site where people read more.

    Args:
        region: code of a safety region; any other, such as ``NL``, is the country.
    """
    known = regions().get(region)
    if known is None:
        return _NATIONAL, _NATIONAL_SITE
    official = official_contacts().of_region(region)
    sender = Text(nl=f"Veiligheidsregio {known.name}", en=f"Safety region {known.name}")
    return sender, official.host if official else _NATIONAL_SITE


def framed(body: Text, starts: datetime, sender: Text, site: str) -> Text:
    """Return a body with the heading that every NL-Alert has, and at its end the sender and a site.

    Args:
        body: what is going on, where, and what to do.
        starts: moment of the heading.
        sender: authority that people know.
        site: where they read more, such as ``nctv.nl``.
    """
    head = f"NL-Alert {starts.astimezone(dutch_time()):%d-%m-%Y %H:%M}:"
    return Text(
        nl=f"{head} {body.nl} Meer informatie van {sender.nl}: {site}.",
        en=f"{head} {body.in_('en')} More information from {sender.in_('en')}: {site}.",
    )


def as_exercise(texts: Text) -> Text:
    """Say in both texts, after the heading, that it is an exercise: who reads it by accident must not act on it."""
    nl = texts.nl.replace(": ", ": OEFENING OEFENING. ", 1)
    return Text(nl=nl, en=texts.en.replace(": ", ": EXERCISE EXERCISE. ", 1) if texts.en else "")
