# SPDX-License-Identifier: EUPL-1.2
"""Forms about people and their roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import OF_ALERTS, Region, Role, User
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import say, words

LANGUAGES = (("nl", "Nederlands"), ("en", "English"))


def roles() -> list[tuple[str, str]]:
    """Return the roles with their names."""
    return [(role.value, words(role.text)) for role in Role]


def round_roles() -> list[tuple[str, str]]:
    """Return the roles that somebody can have in a round, with their names."""
    return [(role.value, words(role.text)) for role in Role if role not in OF_ALERTS]


def levels(highest: int) -> list[tuple[int, str]]:
    """Return the levels up to one, with their names."""
    return [(level.value, words(level.text)) for level in Level if level <= highest]


class PersonForm(forms.Form):
    """What an administrator knows of somebody."""

    def __init__(self, *args: Any, by: User, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        highest = max(by.clearance, person.clearance if person else 0)
        self.fields = {
            "username": forms.CharField(
                label=say("Gebruikersnaam", "User name"),
                max_length=150,
                validators=[UnicodeUsernameValidator()],
                disabled=person is not None,
            ),
            "first_name": forms.CharField(label=say("Voornaam", "First name"), max_length=150, required=False),
            "last_name": forms.CharField(label=say("Achternaam", "Last name"), max_length=150, required=False),
            "email": forms.EmailField(label=say("E-mailadres", "E-mail address"), max_length=254, required=False),
            "organisation": forms.CharField(label=say("Organisatie", "Organisation"), max_length=200, required=False),
            "clearance": forms.TypedChoiceField(
                label=say("Mag zien tot en met", "May see up to"),
                choices=levels(highest),
                coerce=int,
                initial=Level.INTERNAL.value,
            ),
            "language": forms.ChoiceField(label=say("Taal", "Language"), choices=LANGUAGES),
        }
        for name in ("username", "email"):
            self.fields[name].widget.attrs.update(autocomplete="off", autocapitalize="none", spellcheck="false")

    def clean_username(self) -> str:
        """Return a name that nobody has, whatever its capitals."""
        name = str(self.cleaned_data["username"])
        if self._person is None and User.objects.filter(username__iexact=name).exists():
            raise ValidationError(say("Deze gebruikersnaam is al in gebruik.", "This user name is taken."))
        return name

    def clean_email(self) -> str:
        """Return an address that nobody else has."""
        address = str(self.cleaned_data["email"]).lower()
        others = User.objects.exclude(pk=self._person.pk) if self._person else User.objects.all()
        if address and others.filter(email__iexact=address).exists():
            raise ValidationError(say("Iemand anders heeft dit e-mailadres.", "Somebody else has this e-mail address."))
        return address


class NewPersonForm(PersonForm):
    """As above, and how the person logs in."""

    def __init__(self, *args: Any, organisation_login: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisation_login:
            self.fields["with_password"] = forms.TypedChoiceField(
                label=say("Logt in met", "Logs in with"),
                choices=[
                    (
                        "1",
                        say(
                            "een eenmalig wachtwoord, en daarna een eigen wachtwoord",
                            "a one-time password, then an own password",
                        ),
                    ),
                    ("0", say("alleen de inlogvoorziening van de organisatie", "the login of the organisation only")),
                ],
                coerce=lambda value: value == "1",
            )

    def clean(self) -> dict[str, Any]:
        """An address is needed where the organisation vouches for the person."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("with_password") is False and not values.get("email"):
            self.add_error("email", say("Nodig om deze persoon te herkennen.", "Needed to recognise this person."))
        return values


class OneselfForm(forms.Form):
    """What somebody changes of the own account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "first_name": forms.CharField(label=say("Voornaam", "First name"), max_length=150, required=False),
            "last_name": forms.CharField(label=say("Achternaam", "Last name"), max_length=150, required=False),
            "language": forms.ChoiceField(label=say("Taal", "Language"), choices=LANGUAGES),
        }
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"


class GrantForm(forms.Form):
    """A role, and where."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = [("", say("overal", "everywhere"))]
        regions = [(f"region:{region.pk}", region.name) for region in Region.objects.all()]
        visible = Round.objects.filter(level__lte=by.clearance).order_by("-year", "slug")
        rounds = [(f"round:{pk}", title) for pk, title in visible.values_list("pk", "title_nl")]
        self.fields = {
            "role": forms.ChoiceField(label=say("Rol", "Role"), choices=roles()),
            "where": forms.ChoiceField(
                label=say("Waar", "Where"),
                required=False,
                choices=[
                    *everywhere,
                    (say("In één ronde", "In one round"), rounds),
                    (say("In een regio (alle rondes, NL-Alert)", "In a region (all rounds, NL-Alert)"), regions),
                ],
            ),
            "both": forms.BooleanField(label=_accept(), required=False),
        }

    @property
    def place(self) -> tuple[Round | None, Region | None]:
        """The round or the region that was chosen."""
        kind, _, pk = self.cleaned_data["where"].partition(":")
        return (
            Round.objects.get(pk=pk) if kind == "round" else None,
            Region.objects.get(pk=pk) if kind == "region" else None,
        )


class RoundPeopleForm(forms.Form):
    """Several people and the role they get in one round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "people": forms.CharField(
                label=say("Gebruikersnamen of e-mailadressen", "User names or e-mail addresses"),
                help_text=say("Eén per regel, of met komma’s ertussen.", "One per line, or separated by commas."),
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
                max_length=20_000,
            ),
            "role": forms.ChoiceField(
                label=say("Rol in deze ronde", "Role in this round"), choices=round_roles(), initial=Role.EXPERT.value
            ),
            "both": forms.BooleanField(label=_accept(), required=False),
        }

    def clean_people(self) -> list[User]:
        """Return the people, each once; all names that are unknown at once."""
        given = [part.strip() for line in self.cleaned_data["people"].splitlines() for part in line.split(",")]
        found: dict[int, User] = {}
        unknown = []
        for name in dict.fromkeys(part for part in given if part):
            person = User.objects.filter(is_active=True, username__iexact=name).first() or (
                User.objects.filter(is_active=True, email__iexact=name).first()
            )
            if person is None:
                unknown.append(name)
            else:
                found[person.pk] = person
        if unknown:
            raise ValidationError(
                say(
                    "Niet bekend: {names}. Een beheerder van gebruikers kan hen toevoegen.",
                    "Not known: {names}. An administrator of users can add them.",
                ).format(names=", ".join(unknown))
            )
        return list(found.values())


def _accept() -> str:
    return say("Ja, dezelfde persoon mag schrijven én beslissen", "Yes, the same person may write and decide")
