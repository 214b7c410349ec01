# SPDX-License-Identifier: EUPL-1.2
"""What people fill in about a round: the steps of the wizard, its settings, a task."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import lazy

from weerbaar.base import WeerbaarError
from weerbaar.method import load_method, method_ids
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Region, Role, User
from weerbaar.workbench.accounts.permissions import ALLOWED, Action, may, visible_rounds
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.shell.language import language, say, words

_say = lazy(say, str)


def methods() -> list[tuple[str, str]]:
    """Return the shipped methods by id, with their titles."""
    return [(name, f"{words(load_method(name).title)} ({name})") for name in method_ids()]


def levels(clearance: int) -> list[tuple[int, str]]:
    """Return the levels up to a clearance, in words."""
    return [(level.value, words(level.text)) for level in Level if level <= clearance]


def manages_everywhere(user: User) -> bool:
    """Return whether a person may make rounds for the whole country."""
    return may(user, Action.MANAGE)


def managed_regions(user: User) -> QuerySet[Region]:
    """Return the regions for which a person may make rounds."""
    if manages_everywhere(user):
        return Region.objects.all()
    roles = [role for role, actions in ALLOWED.items() if Action.MANAGE in actions]
    return Region.objects.filter(grants__user=user, grants__role__in=roles).distinct()


class Moment(forms.DateTimeInput):
    """A day and a time, as the browser asks for it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(label=label, help_text=help_text, required=False, widget=Moment())


def _text(nl: str, en: str, *, longest: int = 300, required: bool = True, help_text: Any = "", rows: int = 0) -> Any:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(
        label=_say(nl, en), max_length=longest, required=required, help_text=help_text, widget=widget
    )


class BasisForm(forms.Form):
    """What the round is."""

    title_nl = _text("Titel (Nederlands)", "Title (Dutch)")
    title_en = _text("Titel (Engels)", "Title (English)", required=False)
    label = _text(
        "Korte naam",
        "Short name",
        longest=60,
        help_text=_say("Staat in figuren, bijvoorbeeld ‘NRB 2027’.", "Appears in figures, for example ‘NRB 2027’."),
    )
    year = forms.IntegerField(label=_say("Jaar", "Year"), min_value=1900, max_value=2200)
    organisation_nl = _text("Organisatie (Nederlands)", "Organisation (Dutch)")
    organisation_en = _text("Organisatie (Engels)", "Organisation (English)", required=False)
    method = forms.ChoiceField(
        label=_say("Methode", "Method"),
        help_text=_say(
            "De meetlat: criteria, klassen en gewichten. Na het eerste oordeel ligt de methode vast.",
            "The measuring rod: criteria, classes and weights. Fixed after the first judgement.",
        ),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_say("Veiligheidsregio", "Safety region"), required=False
    )
    level = forms.TypedChoiceField(
        label=_say("Vertrouwelijkheid", "Confidentiality"),
        coerce=int,
        help_text=_say(
            "Wie een lagere machtiging heeft, ziet de ronde niet.", "Who has a lower clearance does not see the round."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = methods()  # type: ignore[attr-defined]
        self.fields["level"].choices = levels(user.clearance)  # type: ignore[attr-defined]
        region = self.fields["region"]
        region.queryset = managed_regions(user)  # type: ignore[attr-defined]
        if manages_everywhere(user):
            region.empty_label = say("geen: landelijk", "none: nationwide")  # type: ignore[attr-defined]
        else:
            region.required = True
            region.empty_label = None  # type: ignore[attr-defined]


class ContentForm(forms.Form):
    """What the round starts with."""

    start = forms.ChoiceField(
        label=_say("Waarmee begint de ronde?", "What does the round start with?"),
        widget=forms.RadioSelect,
        initial="copy",
    )
    copy_from = forms.ModelChoiceField(
        Round.objects.none(),
        label=_say("Eerdere ronde", "Earlier round"),
        required=False,
        help_text=_say("Alleen als u met een eerdere ronde begint.", "Only where you start with an earlier round."),
    )
    keep_approval = forms.BooleanField(
        label=_say("Goedgekeurde teksten blijven goedgekeurd", "Approved texts stay approved"),
        help_text=_say(
            "Anders toetst een tweede persoon elke tekst opnieuw.", "Otherwise a second person reviews every text anew."
        ),
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (
                "copy",
                say(
                    "Een eerdere ronde: scenario’s, bronnen, deskundigen en gewichtenprofielen; geen oordelen",
                    "An earlier round: scenarios, sources, experts and weight profiles; no judgements",
                ),
            ),
            ("empty", say("Niets: ik begin met een lege ronde", "Nothing: I start with an empty round")),
        ]
        self.fields["copy_from"].queryset = visible_rounds(user)  # type: ignore[attr-defined]
        self.fields["copy_from"].empty_label = say("kies een ronde", "choose a round")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("start") == "copy" and not found.get("copy_from") and "copy_from" not in self.errors:
            self.add_error(
                "copy_from",
                say(
                    "Kies de ronde waarmee u begint, of begin leeg.", "Choose the round to start with, or start empty."
                ),
            )
        return found


class DeadlinesForm(forms.Form):
    """Until when."""

    score_by = _moment(_say("Beoordelen uiterlijk", "Scoring by"))
    revise_by = _moment(_say("Herzien uiterlijk", "Revision by"))
    decide_by = _moment(_say("Vaststellen uiterlijk", "Sign-off by"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        order = [(name, found[name]) for name in ("score_by", "revise_by", "decide_by") if found.get(name)]
        for (_, early), (name, late) in pairwise(order):
            if late < early:
                self.add_error(
                    name,
                    say("Dit ligt vóór de stap die eraan voorafgaat.", "This lies before the step that precedes it."),
                )
        return found


class PeopleForm(DeadlinesForm):
    """Until when, and who takes part."""

    ROLES = (Role.FACILITATOR, Role.ANALYST, Role.EXPERT, Role.DECIDER, Role.READER)

    def __init__(self, *args: Any, user: User, level: int = Level.OPEN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, clearance__gte=level).order_by("last_name", "username")
        for role in self.ROLES:
            self.fields[role.value] = forms.ModelMultipleChoiceField(
                people,
                label=_PLURAL[role][language() == "en"],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def chosen(self) -> list[tuple[User, Role]]:
        """Return who gets which role."""
        return [(user, role) for role in self.ROLES for user in self.cleaned_data[role.value]]


_PLURAL = {
    Role.FACILITATOR: ("Procesbegeleiders", "Facilitators"),
    Role.ANALYST: ("Analisten", "Analysts"),
    Role.EXPERT: ("Deskundigen", "Experts"),
    Role.DECIDER: ("Beslissers", "Deciders"),
    Role.READER: ("Lezers", "Readers"),
}


class SettingsForm(BasisForm, DeadlinesForm):
    """All of a round that can be changed."""

    weight_profile = forms.ChoiceField(
        label=_say("Gewichtenprofiel", "Weight profile"),
        required=False,
        help_text=_say("Hoe zwaar de criteria meetellen.", "How heavily the criteria count."),
    )
    statement_nl = _text(
        "Verklaring vooraf (Nederlands)",
        "Statement in advance (Dutch)",
        longest=5_000,
        required=False,
        rows=4,
        help_text=_say(
            "Wat een lezer moet weten voordat deze de resultaten ziet.",
            "What a reader must know before seeing results.",
        ),
    )
    statement_en = _text(
        "Verklaring vooraf (Engels)", "Statement in advance (English)", longest=5_000, required=False, rows=4
    )
    introduction_nl = _text("Inleiding (Nederlands)", "Introduction (Dutch)", longest=20_000, required=False, rows=6)
    introduction_en = _text("Inleiding (Engels)", "Introduction (English)", longest=20_000, required=False, rows=6)
    version = forms.IntegerField(widget=forms.HiddenInput)

    FIELDS = (
        *("title_nl", "title_en", "label", "year", "organisation_nl", "organisation_en", "method", "weight_profile"),
        *("region", "level", "score_by", "revise_by", "decide_by"),
        *("statement_nl", "statement_en", "introduction_nl", "introduction_en"),
    )

    def __init__(self, *args: Any, user: User, round_: Round, **kwargs: Any) -> None:
        initial = {name: getattr(round_, name) for name in self.FIELDS} | {"version": round_.version}
        super().__init__(*args, user=user, initial=initial, **kwargs)
        self.order_fields([*self.FIELDS, "version"])
        region = self.fields["region"]
        known = [row.pk for row in managed_regions(user)]
        if round_.region_id is not None:
            known.append(round_.region_id)
        region.queryset = Region.objects.filter(pk__in=known)  # type: ignore[attr-defined]
        # Who leads a round of a region does not make it a nationwide one.
        region.required = round_.region_id is not None and not manages_everywhere(user)
        region.empty_label = None if region.required else say("geen: landelijk", "none: nationwide")  # type: ignore[attr-defined]
        if Answer.objects.filter(panelist__round=round_).exists():
            self.fields["method"].disabled = True
        shipped = dict(self.fields["method"].choices)  # type: ignore[attr-defined]
        if round_.method not in shipped:
            self.fields["method"].choices = [(round_.method, round_.method), *shipped.items()]  # type: ignore[attr-defined]
        self.fields["weight_profile"].choices = weight_choices(round_)  # type: ignore[attr-defined]


def weight_choices(round_: Round) -> list[tuple[str, str]]:
    """Return the weight profiles of the method and of the round itself; empty is that of the method."""
    choices = [("", say("dat van de methode", "that of the method"))]
    # The profiles of a method that this installation does not know cannot be listed.
    with suppress(WeerbaarError, OSError):
        choices += [(p.id, words(p.name)) for p in load_method(round_.method).weight_profiles]
    own = [(p["id"], p["name"][language()] or p["name"]["nl"]) for p in round_.weight_profiles]
    choices += own
    if round_.weight_profile not in {name for name, _ in choices}:
        choices.append((round_.weight_profile, round_.weight_profile))
    return choices


class TaskForm(forms.Form):
    """Ask somebody something."""

    user = forms.ModelChoiceField(User.objects.none(), label=_say("Aan wie", "To whom"), empty_label=None)
    text = _text("Wat vraagt u?", "What do you ask?", longest=500)
    due = _moment(_say("Uiterlijk", "By"))
    address = forms.CharField(
        label=_say("Pagina waar het gebeurt", "Page where it is done"),
        help_text=_say("Een pagina van Weerbaar, zoals /rondes/…", "A page of Weerbaar, such as /rondes/…"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members(round_)  # type: ignore[attr-defined]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due is not None and due < timezone.now():
            raise ValidationError(say("Dit moment is al voorbij.", "This moment has passed."))
        return due


def members(round_: Round) -> QuerySet[User]:
    """Return everybody with a role in a round and the clearance for it."""
    everywhere = Q(grants__round=None, grants__region=None, grants__isnull=False)
    here = everywhere | Q(grants__round=round_)
    if round_.region_id is not None:
        here |= Q(grants__region=round_.region_id)
    people = User.objects.filter(here, is_active=True, clearance__gte=round_.level)
    return people.distinct().order_by("last_name", "username")
