# SPDX-License-Identifier: EUPL-1.2
"""The forms of the composer and of the files that it works with; between what people fill in and a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.utils import timezone

from weerbaar.alerting.area import Area, AreaError, read_area
from weerbaar.alerting.compose import KINDS, Draft, Template, kind_name
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts.checking import Panel, look_at
from weerbaar.workbench.alerts.facts import Borders
from weerbaar.workbench.alerts.frames import frames_now
from weerbaar.workbench.alerts.map_data import area_text, on_map, places_to_choose
from weerbaar.workbench.alerts.models import SupplyKind, Use
from weerbaar.workbench.alerts.opening import regions_for
from weerbaar.workbench.shell.language import language, say, words

LONGEST_TEXT = 4_000
LONGEST_AREA = 200_000
"""Characters of an area that somebody types: some 8,000 points, more than any border of a municipality has."""
FIRST_YEAR, LAST_YEAR = 2012, 2099
"""Years in which an alert can be: the first is that in which NL-Alert began."""
STATUSES = {
    "actual": Text(nl="echt", en="actual"),
    "exercise": Text(nl="oefening", en="exercise"),
    "test": Text(nl="test", en="test"),
}
LEVELS = {
    "1": Text(nl="1 – hoogste (4370): altijd aan", en="1 – highest (4370): always on"),
    "2": Text(nl="2 – extreem (4371, 4372)", en="2 – extreme (4371, 4372)"),
    "3": Text(nl="3 – ernstig (4373–4378)", en="3 – severe (4373–4378)"),
    "4": Text(nl="4 – openbare veiligheid (4396)", en="4 – public safety (4396)"),
    "test": Text(nl="test (4380)", en="test (4380)"),
    "exercise": Text(nl="oefening (4381)", en="exercise (4381)"),
}
URGENCIES = {
    "immediate": Text(nl="nu handelen", en="act now"),
    "expected": Text(nl="binnenkort handelen", en="act soon"),
    "past": Text(nl="handelen hoeft niet meer", en="no need to act any more"),
}
CERTAINTIES = {
    "observed": Text(nl="vastgesteld", en="observed"),
    "likely": Text(nl="waarschijnlijk", en="likely"),
    "possible": Text(nl="mogelijk", en="possible"),
}
_LEVELS_OF = {"actual": ("1", "2", "3", "4"), "exercise": ("exercise",), "test": ("test",)}
_UNWRITABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MINUTE = "%Y-%m-%dT%H:%M"
_TWO_LANGUAGES = frozenset({"words", "place"})


def _choices(texts: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(value, words(text)) for value, text in texts.items()]


def plain(text: str) -> str:
    """Return a text with one kind of line ends, no blanks around it, and nothing that neither XML nor a phone takes."""
    return _UNWRITABLE.sub("", re.sub(r"\r\n?", "\n", text)).strip()


class _Words(forms.CharField):
    """A text as :func:`plain` gives it."""

    def to_python(self, value: Any) -> str:
        return plain(str(super().to_python(value)))


class _Slider(forms.NumberInput):
    input_type = "range"


class _Moment(forms.DateTimeField):
    """A moment in Dutch time, to the minute; what was saved and is sent back unchanged stays what it was.

    In the hour that comes twice, when the clock is put back, its first time is meant unless the second was saved.
    """

    def __init__(self, *, saved: datetime | None, **kwargs: Any) -> None:
        self.saved = saved
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTE)
        super().__init__(widget=widget, input_formats=[_MINUTE, f"{_MINUTE}:%S"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; None where the field is empty."""
        if value in self.empty_values:
            return None
        read = cast("datetime", forms.fields.BaseTemporalField.to_python(self, str(value)))
        if self.saved is not None and f"{self.saved:{_MINUTE}}" == f"{read:{_MINUTE}}":
            return self.saved
        if not FIRST_YEAR <= read.year <= LAST_YEAR:
            raise forms.ValidationError(
                say(
                    f"Kies een tijdstip van {FIRST_YEAR} tot en met {LAST_YEAR}.",
                    f"Choose a time from {FIRST_YEAR} up to and including {LAST_YEAR}.",
                )
            )
        moment = read.replace(tzinfo=timezone.get_current_timezone())
        if timezone.localtime(moment.astimezone(UTC)).replace(tzinfo=None) != read:
            raise forms.ValidationError(
                say(
                    "Dit tijdstip bestaat niet: de klok gaat dan een uur vooruit.",
                    "There is no such time: the clock is put forward an hour then.",
                )
            )
        return moment


class NewForm(forms.Form):
    """What a new use begins with: region, meant or not, template."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"] = forms.ChoiceField(
            choices=regions_for(user, Action.ALERT_WRITE), label=say("Regio", "Region")
        )
        self.fields["status"] = forms.ChoiceField(
            choices=_choices(STATUSES),
            widget=forms.RadioSelect,
            label=say("Echt, oefening of test", "Actual, exercise or test"),
            help_text=say(
                "Dit kan later niet meer worden gewijzigd. Een oefening of test kan geen echt kanaal bereiken.",
                "This cannot be changed later. An exercise or test cannot reach a live channel.",
            ),
        )
        self.fields["template"] = forms.ChoiceField(
            required=False,
            choices=[("", say("geen: vrije tekst", "none: free text"))]
            + [(one.id, words(one.name)) for one in frames_now() if one.kind != "all-clear"],
            label=say("Sjabloon", "Template"),
            help_text=say(
                "Een eindbericht begint u bij het bericht waarvan het gevaar voorbij is.",
                "An all-clear begins at the alert of which the danger is over.",
            ),
        )
        self.fields["token"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The template of the test message is for tests only, which could not be put right afterwards."""
        said = super().clean() or self.cleaned_data
        frame = next((one for one in frames_now() if one.id == said.get("template")), None)
        if frame is not None and frame.kind == "test" and said.get("status") not in (None, "test"):
            self.add_error(
                "template",
                say("Dit sjabloon is alleen voor een test.", "This template is for a test only."),
            )
        if frame is not None and frame.region not in (None, said.get("region")):
            self.add_error(
                "template", say("Deze variant is van een andere regio.", "This variant is of another region.")
            )
        return said


class DraftForm(forms.Form):
    """A draft with its template's fields. What it holds is read by :meth:`draft`, also while it is unfinished."""

    def __init__(
        self, *args: Any, use: Use, before: Draft, template: Template | None, borders: Borders, **kwargs: Any
    ) -> None:
        self.use, self.before, self.template, self.borders = use, before, template, borders
        self.unread_area: AreaError | None = None
        self._draft: Draft | None = None
        kwargs.setdefault("initial", _initial(use, before, template, borders))
        super().__init__(*args, **kwargs)
        text, choice = _Words, forms.ChoiceField
        area = forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"})
        self.fields["nl"] = text(
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 6, "lang": "nl"}),
            label=say("Tekst in het Nederlands", "Text in Dutch"),
        )
        self.fields["en"] = text(
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 6, "lang": "en"}),
            label=say("Tekst in het Engels", "Text in English"),
        )
        self.fields["area"] = text(
            required=False,
            widget=area,
            label=say("Gebied", "Area"),
            help_text=say(
                "Punten «52.1, 4.9» of cirkels «51.68, 4.6 straal 5 km», één per regel; RD-coördinaten, graden en"
                " minuten, WKT, GeoJSON, of de naam of code van een gemeente of regio. De kaart volgt dit veld.",
                "Points «52.1, 4.9» or circles «51.68, 4.6 radius 5 km», one a line; Dutch grid, degrees and minutes,"
                " WKT, GeoJSON, or the name or code of a municipality or region. The map follows this field.",
            ),
        )
        self.fields["place"] = choice(
            required=False,
            choices=[("", "–"), *places_to_choose(borders.boundaries, before.region)],
            label=say("Gemeente of regio", "Municipality or region"),
        )
        self.fields["upload"] = forms.FileField(
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": ".geojson,.json,.wkt,.txt"}),
            label=say("Bestand met het gebied (GeoJSON of WKT)", "File with the area (GeoJSON or WKT)"),
        )
        self.fields["area_nl"] = text(
            required=False,
            max_length=200,
            label=say("Gebied in woorden (Nederlands)", "Area in words (Dutch)"),
            help_text=say("Leeg: de naam die u koos.", "Empty: the name that you chose."),
        )
        self.fields["area_en"] = text(
            required=False, max_length=200, label=say("Gebied in woorden (Engels)", "Area in words (English)")
        )
        self.fields["least_share"] = forms.IntegerField(
            min_value=0,
            max_value=100,
            widget=_Slider(attrs={"step": 5}),
            label=say("Zoveel van een zendcel moet in het gebied liggen", "So much of a cell must lie in the area"),
        )
        self.fields["kind"] = choice(
            choices=[(kind, words(kind_name(kind).name)) for kind in KINDS], label=say("Soort", "Kind")
        )
        self.fields["level"] = choice(
            choices=[(level, words(LEVELS[level])) for level in _LEVELS_OF[use.status]],
            label=say("Niveau", "Level"),
            help_text=say(
                "Tussen haakjes het nummer waarop telefoons het ontvangen (3GPP TS 23.041).",
                "In brackets the identifier on which telephones receive it (3GPP TS 23.041).",
            ),
        )
        self.fields["urgency"] = choice(choices=_choices(URGENCIES), label=say("Haast", "Urgency"))
        self.fields["certainty"] = choice(choices=_choices(CERTAINTIES), label=say("Zekerheid", "Certainty"))
        for name, nl, en in (
            ("starts", "Uitzenden vanaf", "Broadcast from"),
            ("expires", "Uitzenden tot", "Broadcast until"),
            ("incident_at", "Tijdstip van het incident", "Time of the incident"),
            ("requested_at", "Tijdstip van het verzoek om NL-Alert", "Time of the request for NL-Alert"),
        ):
            self.fields[name] = _Moment(
                saved=self.initial.get(name), required=name in ("starts", "expires"), label=say(nl, en)
            )
        self.fields["sender_name"] = text(max_length=100, label=say("Afzender", "Sender"))
        self.fields["more_info"] = text(
            required=False, max_length=200, label=say("Site met meer informatie", "Site with more information")
        )
        self.fields["phones"] = text(
            required=False,
            max_length=400,
            label=say("Telefoonnummers", "Telephone numbers"),
            help_text=say("Met komma’s ertussen.", "Separated by commas."),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self._template_fields()

    def _template_fields(self) -> None:
        lang = language()
        for one in self.template.fields if self.template else ():
            label = one.label.in_(lang)
            if one.choices:
                self.fields[f"f_{one.id}"] = forms.ChoiceField(
                    required=False,
                    choices=[("", "–"), *((c.nl, c.in_(lang)) for c in one.choices)],
                    label=label,
                )
                continue
            self.fields[f"f_{one.id}"] = _Words(
                required=False,
                max_length=one.longest,
                label=f"{label} (nl)" if one.type in _TWO_LANGUAGES else label,
                help_text=say(f"Bijvoorbeeld: {one.example.nl}", f"For instance: {one.example.nl}"),
            )
            if one.type in _TWO_LANGUAGES:
                self.fields[f"f_{one.id}_en"] = _Words(
                    required=False,
                    max_length=one.longest,
                    label=f"{label} (en)",
                    help_text=say("Leeg: zoals in het Nederlands.", "Empty: as in Dutch."),
                )
        for piece in self.template.pieces if self.template else ():
            if piece.freedom == "free":
                for tongue, name in (("nl", say("Nederlands", "Dutch")), ("en", say("Engels", "English"))):
                    self.fields[f"f_{piece.id}{'' if tongue == 'nl' else '_en'}"] = _Words(
                        required=False,
                        max_length=piece.longest,
                        label=say(f"Eigen woorden ({name})", f"Own words ({name})"),
                    )

    @property
    def template_fields(self) -> list[forms.BoundField]:
        """The fields of the template, to be shown."""
        return [self[name] for name in self.fields if name.startswith("f_")]

    def template_values(self) -> dict[str, Text]:
        """Return what was filled in for the template, as :func:`weerbaar.alerting.compose.fill` takes it."""
        found: dict[str, Text] = {}
        if self.template is None:
            return found
        names = [one.id for one in self.template.fields]
        names += [piece.id for piece in self.template.pieces if piece.freedom == "free"]
        for name in names:
            nl, en = (self.cleaned_data.get(f"f_{name}{end}") or "" for end in ("", "_en"))
            if nl or en:
                found[name] = Text(nl=nl, en=en)
        return found

    def clean_area(self) -> str:
        """Keep what is wrong with the area apart: the checks show it where it was typed."""
        typed = str(self.cleaned_data["area"])
        self.read = Area(Text(nl=""))
        if typed and typed == self.initial["area"] and not self.before.area.codes:
            # As it was saved, however long that is.
            self.read = self.before.area
        elif typed:
            try:
                if len(typed) > LONGEST_AREA:
                    raise _too_long(len(typed))
                self.read = read_area(typed, self.borders.boundaries)
            except AreaError as error:
                self.unread_area = error
                raise forms.ValidationError(words(error.message)) from error
        return typed

    def draft(self) -> Draft:
        """Return the draft as it is filled in; a field that cannot be read is as it was before."""
        if self._draft is None:
            self._draft = self._filled() if self.is_bound else self.before
        return self._draft

    def _filled(self) -> Draft:
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        said, before = self.cleaned_data, self.before
        area = self.read if "area" in said else Area(before.area.description)
        named = bool(area.codes)
        given = [said.get(name) or "" for name in ("area_nl", "area_en")]
        description = area.description if named and not given[0] else Text(nl=given[0], en=given[1])
        phones = [one.strip() for one in (said.get("phones") or "").split(",")]
        level: Any = said.get("level") or str(before.level)
        values: dict[str, Any] = {
            "kind": said.get("kind") or before.kind,
            "level": int(level) if level.isdecimal() else level,
            "area": Area(description, area.polygons, area.circles, area.codes),
            "texts": Text(nl=said.get("nl", before.texts.nl), en=said.get("en", before.texts.en)),
            "starts": said.get("starts") or before.starts,
            "expires": said.get("expires") or before.expires,
            "urgency": said.get("urgency") or before.urgency,
            "certainty": said.get("certainty") or before.certainty,
            "sender_name": said.get("sender_name") or before.sender_name,
            "more_info": said.get("more_info", before.more_info),
            "phones": tuple(one[:40] for one in phones if one),
        }
        return before.model_copy(update=values)

    def look(self, now: datetime) -> Panel:
        """Return what the checks say of the draft as it is filled in."""
        return look_at(self.draft(), self.borders, now, self.unread_area)

    def refused(self) -> list[tuple[str, str]]:
        """Return what is wrong with the fields, each with its label; not the area, of which the checks tell."""
        fields = [one for one in self.errors if one != "area" or self.unread_area is None] if self.is_bound else []
        return [(str(self[one].label), str(fault)) for one in fields for fault in self[one].errors]

    def drawn(self) -> dict[str, Any]:
        """Return the area as it is filled in, as the map draws it."""
        typed = str(self["area"].value() or "")
        # What was too long to be read is not sent back twice.
        return on_map(self.draft().area, typed if len(typed) <= LONGEST_AREA or self.unread_area is None else "")

    def beside(self) -> dict[str, Any]:
        """Return what is kept beside the draft: the values of the template, and the moments for the clock."""
        kept: dict[str, Any] = {
            "fields": {name: {"nl": text.nl, "en": text.en} for name, text in self.template_values().items()}
        }
        for name in ("incident_at", "requested_at"):
            moment: datetime | None = self.cleaned_data.get(name)
            kept[name] = moment.isoformat() if moment else None
        return kept

    @property
    def share(self) -> float:
        """What part of a cell must lie in the area, 0 to 1."""
        percent = self.cleaned_data.get("least_share") if self.is_bound else None
        return self.use.least_share if percent is None else percent / 100


def _too_long(length: int) -> AreaError:
    return AreaError(
        Text(
            nl=f"Dit gebied is te lang: {length} tekens, ten hoogste {LONGEST_AREA} (zo’n 8000 punten). Geef een"
            " eenvoudiger omtrek, of de naam of code van een gemeente of regio.",
            en=f"This area is too long: {length} characters, at most {LONGEST_AREA} (some 8000 points). Give a simpler"
            " outline, or the name or code of a municipality or region.",
        )
    )


def draft_of(use: Use) -> Draft:
    """Return the draft of a use as it was saved last."""
    return Draft.model_validate(use.draft)


def _initial(use: Use, draft: Draft, template: Template | None, borders: Borders) -> dict[str, Any]:
    found: dict[str, Any] = {
        "nl": draft.texts.nl,
        "en": draft.texts.en,
        "area": area_text(draft.area, borders.boundaries),
        "area_nl": draft.area.description.nl,
        "area_en": draft.area.description.en,
        "least_share": round(100 * use.least_share),
        "kind": draft.kind,
        "level": str(draft.level),
        "urgency": draft.urgency,
        "certainty": draft.certainty,
        "starts": timezone.localtime(draft.starts),
        "expires": timezone.localtime(draft.expires),
        "sender_name": draft.sender_name,
        "more_info": draft.more_info,
        "phones": ", ".join(draft.phones),
        "version": use.version,
    }
    for name in ("incident_at", "requested_at"):
        moment = use.template.get(name)
        found[name] = timezone.localtime(datetime.fromisoformat(moment)) if moment else None
    for name, text in use.template.get("fields", {}).items():
        found[f"f_{name}"], found[f"f_{name}_en"] = text.get("nl", ""), text.get("en", "")
    return found


class SupplyForm(forms.Form):
    """A file, and what it is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            choices=[(kind.value, words(kind.text)) for kind in SupplyKind], label=say("Waarvoor", "What for")
        )
        self.fields["file"] = forms.FileField(
            allow_empty_file=True,
            label=say("Bestand", "File"),
            widget=forms.FileInput(attrs={"accept": ".csv,.parquet,.json,.geojson,.topojson,.tif,.tiff,.yaml,.yml"}),
            help_text=say(
                "Netwerk: CSV of Parquet. Grenzen: TopoJSON of GeoJSON van CBS of PDOK. Inwoners en onderzoek: CSV."
                " Kaart van de uitzending: GeoJSON of GeoTIFF. Nummers en websites: YAML.",
                "Network: CSV or Parquet. Borders: TopoJSON or GeoJSON of CBS or PDOK. Inhabitants and survey: CSV."
                " Best server map: GeoJSON or GeoTIFF. Numbers and sites: YAML.",
            ),
        )


class SyntheticForm(forms.Form):
    """How large a made-up network is, and from which seed it is drawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cells"] = forms.IntegerField(
            min_value=1, max_value=1_000_000, initial=100_000, label=say("Aantal zendcellen", "Number of cells")
        )
        self.fields["seed"] = forms.IntegerField(
            min_value=0,
            max_value=2**31,
            initial=1,
            label=say("Zaadgetal", "Seed"),
            help_text=say(
                "Hetzelfde getal geeft hetzelfde netwerk.",
                "The same number gives the same network.",
            ),
        )
