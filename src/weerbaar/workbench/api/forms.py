# SPDX-License-Identifier: EUPL-1.2
"""The form for a new token, and what a form of the pages says of data that a program sent."""

from __future__ import annotations

from typing import Any

from django import forms
from pydantic.alias_generators import to_camel

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.api.scopes import Scope
from weerbaar.workbench.shell.language import say, words

DAYS = (7, 30, 90, 180, 365)


class TokenForm(forms.Form):
    """What a token is for, what it may do, and how long it lasts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "name": forms.CharField(
                label=say("Waarvoor is de sleutel?", "What is the token for?"),
                max_length=100,
                help_text=say("Bijvoorbeeld: nachtelijke export.", "For example: nightly export."),
            ),
            "scopes": forms.MultipleChoiceField(
                label=say("Wat mag het programma?", "What may the program do?"),
                choices=[(scope.value, words(scope.text)) for scope in Scope if scope != Scope.READ],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=say(
                    "Lezen hoort er altijd bij. Een sleutel geeft nooit meer dan uw eigen rollen.",
                    "Reading is always included. A token never gives more than your own roles.",
                ),
            ),
            "days": forms.TypedChoiceField(
                label=say("Hoe lang is hij geldig?", "How long is it valid?"),
                choices=[(days, say(f"{days} dagen", f"{days} days")) for days in DAYS],
                coerce=int,
                initial=90,
            ),
        }


def cleaned(form: forms.Form, place: str) -> dict[str, Any]:
    """Return what a form of the pages makes of data, so that programs keep to the same rules.

    Args:
        form: with its data.
        place: what the data are called in a message.

    Raises:
        InputError: everything that the form refuses, under the names of the API.
    """
    if form.is_valid():
        return dict(form.cleaned_data)
    raise InputError(
        Problem(place, Text(nl=str(text), en=str(text)), field=to_camel(name) if name != "__all__" else "")
        for name, texts in form.errors.items()
        for text in texts
    )
