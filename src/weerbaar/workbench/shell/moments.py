# SPDX-License-Identifier: EUPL-1.2
"""Moments in the words of the page: "14:03", "gisteren 14:03", "over 3 dagen", "2 dagen te laat"."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from weerbaar.workbench.shell.language import language, say


def at_words(moment: datetime, now: datetime | None = None) -> str:
    """Return when something happened: the time alone where that was today."""
    there, here = timezone.localtime(moment), timezone.localtime(now)
    clock = there.strftime("%H:%M")
    if there.date() == here.date():
        return clock
    if there.date() == here.date() - timedelta(days=1):
        return say(f"gisteren {clock}", f"yesterday {clock}")
    return f"{day_words(there)} {clock}"


def day_words(moment: datetime) -> str:
    """Return the day in full: ``3 maart 2027``, ``3 March 2027``."""
    return date_format(timezone.localtime(moment), "j F Y", use_l10n=language() == "nl")


def left_words(due: datetime, now: datetime | None = None) -> str:
    """Return how long there is left until a deadline, or how late it is, as far as a person wants to know."""
    here = timezone.localtime(now)
    there = timezone.localtime(due)
    days = (there.date() - here.date()).days
    if there < here:
        if days == 0:
            return say("vandaag verstreken", "passed today")
        late = -days
        return say(f"{late} {'dag' if late == 1 else 'dagen'} te laat", f"{late} {'day' if late == 1 else 'days'} late")
    if days == 0:
        return say(f"vandaag, uiterlijk {there:%H:%M}", f"today, by {there:%H:%M}")
    if days == 1:
        return say("morgen", "tomorrow")
    if days < 14:
        return say(f"over {days} dagen", f"in {days} days")
    if days < 61:
        weeks = round(days / 7)
        return say(f"over {weeks} weken", f"in {weeks} weeks")
    months = round(days / 30.4)
    return say(f"over {months} maanden", f"in {months} months")


def is_late(due: datetime, now: datetime | None = None) -> bool:
    """Return whether a deadline has passed."""
    return due < (now or timezone.now())
