# SPDX-License-Identifier: EUPL-1.2
"""What somebody looks for in the log."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.audit.words import NOUNS
from weerbaar.workbench.shell.language import say, words


class Filter(forms.Form):
    """Person, action, object, round and days; all may be left out."""

    person = forms.CharField(max_length=150, required=False)
    action = forms.CharField(max_length=60, required=False)
    about = forms.CharField(max_length=181, required=False)
    round = forms.CharField(max_length=80, required=False)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, in_round: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "person": say("Persoon (gebruikersnaam)", "Person (user name)"),
            "action": say("Handeling", "Action"),
            "about": say("Onderwerp, als soort:nummer", "Object, as kind:number"),
            "round": say("Ronde", "Round"),
            "since": say("Vanaf", "From"),
            "until": say("Tot en met", "Up to and including"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["person"].widget.attrs["list"] = "personen"
        self.fields["person"].widget.attrs["autocomplete"] = "off"
        self.fields["round"].widget.attrs["list"] = "rondes"
        self.fields["action"].widget = forms.Select(choices=_actions(self.data.get("action", "")))
        if in_round:
            del self.fields["round"]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and an object that is not ``kind:number``."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", say("Deze dag ligt vóór de eerste.", "This day is before the first."))
        if found.get("about") and ":" not in found["about"]:
            self.add_error(
                "about", say("Schrijf soort:nummer, zoals scenario:12.", "Write kind:number, as scenario:12.")
            )
        return found

    def chosen(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the entries that fit."""
        found = self.cleaned_data
        if found["person"]:
            entries = entries.filter(actor=found["person"])
        if found["action"]:
            # "scenario" is every action on scenarios, "scenario.changed" that one.
            dotted = "." in found["action"]
            fits = Q(action=found["action"]) if dotted else Q(action__startswith=f"{found['action']}.")
            entries = entries.filter(fits)
        if found["about"]:
            kind, _, number = found["about"].partition(":")
            entries = entries.filter(object_kind=kind.strip(), object_id=number.strip())
        if found.get("round"):
            entries = entries.filter(round_slug=found["round"])
        if found["since"]:
            entries = entries.filter(at__gte=_start_of(found["since"]))
        if found["until"]:
            entries = entries.filter(at__lt=_start_of(found["until"] + timedelta(days=1)))
        return entries


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _actions(chosen: str) -> list[tuple[str, str]]:
    """Return the kinds of action to choose from, and the one action that a link asked for."""
    choices = sorted(((noun, words(text)) for noun, text in NOUNS.items()), key=lambda choice: choice[1])
    one = [(chosen, chosen)] if chosen and chosen not in NOUNS else []
    return [("", say("alle", "all")), *one, *choices]
