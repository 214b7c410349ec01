# SPDX-License-Identifier: EUPL-1.2
"""Forms of exchange."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Region, User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.exchange.events import EVENTS
from weerbaar.workbench.exchange.exporting import FORMS
from weerbaar.workbench.exchange.verbs import importing_regions
from weerbaar.workbench.shell.language import say, words


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(allow_empty_file=True)

    def __init__(self, *args: Any, accept: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = say("Bestand", "File")
        self.fields["file"].widget.attrs["accept"] = accept
        self.fields["file"].error_messages["required"] = say("Kies een bestand.", "Choose a file.")


class ExportForm(forms.Form):
    """What leaves; sent with GET."""

    form = forms.ChoiceField(choices=[(name, name) for name in FORMS])
    level = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    names = forms.BooleanField(required=False)

    def __init__(self, data: Any, levels: list[Level], *, sees_panel: bool) -> None:
        super().__init__(data, auto_id="export_%s")
        self.fields["form"].choices = [(f.name, words(f.title)) for f in FORMS.values()]  # type: ignore[attr-defined]
        self.fields["form"].label = say("Vorm", "Form")
        self.fields["level"].label = say("Voor niveau", "For level")
        self.fields["level"].help_text = say(
            "Wat vertrouwelijker is, blijft weg, met alles wat ernaar verwijst.",
            "What is more confidential is left out, with all that refers to it.",
        )
        self.fields["level"].choices = [(int(level), words(level.text)) for level in levels]  # type: ignore[attr-defined]
        self.fields["level"].initial = int(levels[-1])
        self.fields["names"].label = say("Met de namen van de deskundigen", "With the names of the experts")
        if len(levels) == 1:
            del self.fields["level"]
        if not sees_panel:
            del self.fields["names"]


class NewRoundForm(forms.Form):
    """How a round that is taken in is called, how confidential it is, and whose it is."""

    slug = forms.CharField(max_length=80, validators=[validate_slug])
    level = forms.TypedChoiceField(coerce=int)
    region = forms.ModelChoiceField(Region.objects.none(), required=False)

    def __init__(self, data: Any, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        everywhere = may(user, Action.IMPORT)
        self.fields["slug"].label = say("Adres van de nieuwe ronde", "Address of the new round")
        self.fields["slug"].help_text = say(
            "Kleine letters, cijfers en streepjes.", "Lower case letters, digits and hyphens."
        )
        self.fields["level"].label = say("Niveau van vertrouwelijkheid", "Level of confidentiality")
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (int(level), words(level.text)) for level in Level if level <= user.clearance
        ]
        regions = Region.objects.all() if everywhere else Region.objects.filter(pk__in=importing_regions(user))
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.fields["region"].label = say("Veiligheidsregio", "Safety region")
        self.fields["region"].required = not everywhere
        if everywhere:
            self.fields["region"].empty_label = say("landelijk", "national")  # type: ignore[attr-defined]


class WebhookForm(forms.Form):
    """Where events are sent, and which."""

    url = forms.CharField(max_length=500, widget=forms.URLInput)
    events = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    active = forms.BooleanField(required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, is_new: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["url"].label = say("Adres (https)", "Address (https)")
        self.fields["url"].error_messages["required"] = say("Vul een adres in.", "Fill in an address.")
        self.fields["events"].label = say("Gebeurtenissen", "Events")
        self.fields["events"].help_text = say("Kies niets voor alle gebeurtenissen.", "Choose none for all events.")
        self.fields["events"].choices = [(name, words(text)) for name, text in EVENTS.items()]  # type: ignore[attr-defined]
        self.fields["active"].label = say("Aan", "On")
        if is_new:
            del self.fields["active"]
