# SPDX-License-Identifier: EUPL-1.2
"""The forms of a scenario and its links: between what people fill in and a scenario that the library has checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from weerbaar import dossier
from weerbaar.base import Explained, InputError, Problem
from weerbaar.dossier import STORYLINE_HEADINGS, parse_number
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library import probability
from weerbaar.workbench.library.checking import LONGEST_TEXT, scenario_from
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.library.models import WITHDRAWN, Scenario, Source
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.library.wording import KINDS, MARKS, STATUSES, choices, field_labels
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say, words

EMPTY_LINKS = 2
MOST_LINKS = 200


def level_field(user: User) -> forms.TypedChoiceField:
    """Return the field of a level of confidentiality, up to what somebody may see."""
    options = [(level.value, words(level.text)) for level in Level if level <= user.clearance]
    return forms.TypedChoiceField(choices=options, coerce=int, label=say("Rubricering", "Confidentiality"))


class ScenarioForm(forms.Form):
    """Facts and storyline of a scenario. After ``is_valid`` the scenario is in ``scenario``.

    Args (besides those of a form):
        user: who writes.
        round_: the round.
        row: the scenario; None for a new one, which also has the field ``slug``.
    """

    scenario: dossier.Scenario

    def __init__(self, *args: Any, user: User, round_: Round, row: Scenario | None = None, **kwargs: Any) -> None:
        self.user, self.round, self.row = user, round_, row
        super().__init__(*args, **{"initial": initial_of(row), **kwargs})
        labels = field_labels()
        text, choice = forms.CharField, forms.ChoiceField
        self.fields["title_nl"] = text(max_length=300, label=labels["title_nl"])
        self.fields["title_en"] = text(max_length=300, required=False, label=labels["title_en"])
        if row is None:
            self.fields["slug"] = text(
                max_length=80,
                required=False,
                label=say("Naam in het adres", "Name in the address"),
                help_text=say(
                    "Kleine letters, cijfers en streepjes; leeg: uit de titel. Staat daarna vast.",
                    "Small letters, digits and hyphens; empty: from the title. Cannot be changed later.",
                ),
            )
        self.fields["theme_nl"] = text(max_length=300, required=False, label=labels["theme_nl"])
        self.fields["theme_en"] = text(max_length=300, required=False, label=labels["theme_en"])
        self.fields["kind"] = choice(choices=choices(KINDS), label=labels["kind"])
        self.fields["status"] = choice(
            choices=[(value, label) for value, label in choices(STATUSES) if value != WITHDRAWN], label=labels["status"]
        )
        self.fields["time_horizon_years"] = text(max_length=20, required=False, label=labels["time_horizon_years"])
        self.fields["round_label"] = text(max_length=60, required=False, label=labels["round_label"])
        self.fields["level"] = level_field(user)
        self.fields["mark"] = choice(choices=choices(MARKS), label=labels["mark"])
        self.fields["kind_mark"] = choice(choices=choices(MARKS), label=labels["kind_mark"])
        self.fields["vital"] = text(
            required=False,
            max_length=5_000,
            widget=forms.Textarea(attrs={"rows": 3}),
            label=labels["vital"],
            help_text=say("Eén per regel.", "One per line."),
        )
        self.fields["sources"] = forms.MultipleChoiceField(
            required=False,
            choices=_source_choices(round_),
            widget=forms.CheckboxSelectMultiple,
            label=labels["sources"],
        )
        for name in ("note_nl", "note_en"):
            widget = forms.Textarea(attrs={"rows": 2})
            self.fields[name] = text(required=False, max_length=5_000, widget=widget, label=labels[name])
        for section in SECTIONS:
            for lang, where in (("nl", say("Nederlands", "Dutch")), ("en", say("Engels", "English"))):
                self.fields[f"{section}_{lang}"] = text(
                    required=False,
                    max_length=LONGEST_TEXT,
                    strip=False,
                    label=f"{words(STORYLINE_HEADINGS[section])} ({where})",
                    widget=forms.Textarea(attrs={"lang": lang, "spellcheck": "true", "data-count": ""}),
                )
        self.fields["reason"] = text(
            required=False,
            max_length=500,
            label=say("Waarom deze wijziging?", "Why this change?"),
            help_text=say("Komt in de geschiedenis; mag leeg blijven.", "Is kept in the history; may stay empty."),
        )
        self.links = cast(
            _LinkForms,
            LinkForms(
                self.data if self.is_bound else None,
                prefix="links",
                initial=[
                    {"target": link["scenario"], **probability.filled(link.get("probability"))} for link in self._kept()
                ],
                form_kwargs={"targets": _targets(user, round_, row)},
            ),
        )

    def _kept(self) -> list[dict[str, Any]]:
        """Return the links that this person may see."""
        if self.row is None:
            return []
        seen = set(visible(self.user, self.round).values_list("slug", flat=True))
        return [link for link in self.row.links if link["scenario"] in seen]

    def clean_slug(self) -> str:
        """Return the given name, else one made from the title."""
        return self.cleaned_data["slug"].strip() or slugify(self.cleaned_data.get("title_nl", ""))[:80].strip("-")

    def clean_time_horizon_years(self) -> float | None:
        """Return the number; a comma or a point is the decimal sign."""
        given = self.cleaned_data["time_horizon_years"].strip()
        try:
            return parse_number(given) if given else None
        except Explained as error:
            raise forms.ValidationError(error.text.in_(language())) from error

    def is_valid(self) -> bool:
        """Check the fields, the links, and then the whole by the library."""
        whole = super().is_valid()
        if not self.links.is_valid() or not whole:
            return False
        try:
            self.scenario = scenario_from(self._content())
        except InputError as error:
            self.show(error.problems)
            return False
        return True

    def _content(self) -> dict[str, Any]:
        data = self.cleaned_data
        before = {link["scenario"]: link for link in self._kept()}
        return {
            "id": self.row.slug if self.row is not None else data["slug"],
            "title": {"nl": data["title_nl"], "en": data["title_en"]},
            "theme": _pair(data["theme_nl"], data["theme_en"]),
            "kind": data["kind"],
            "kind_mark": data["kind_mark"],
            "status": data["status"],
            "round": data["round_label"] or None,
            "time_horizon_years": data["time_horizon_years"],
            "vital": list(dict.fromkeys(line.strip() for line in data["vital"].splitlines() if line.strip())),
            "links": [form.content(before.get(form.cleaned_data["target"], {})) for form in self.links.given],
            "sources": _ordered(data["sources"], self.row),
            "mark": data["mark"],
            "note": _pair(data["note_nl"], data["note_en"]),
            "storyline": {
                name: {"nl": data[f"{name}_nl"], "en": data[f"{name}_en"]}
                for name in SECTIONS
                if data[f"{name}_nl"].strip() or data[f"{name}_en"].strip()
            },
        }

    def show(self, problems: Iterable[Problem]) -> None:
        """Put each problem that the library found with the field it is about."""
        for problem in problems:
            text = problem.message.in_(language())
            hint = problem.hint.in_(language())
            line = " ".join(part for part in (f"“{problem.value}”:" if problem.value else "", text, hint) if part)
            found = re.match(r"links\[(\d+)]", problem.field)
            if found and int(found[1]) < len(self.links.given):
                self.links.given[int(found[1])].add_error(None, line)
            else:
                self.add_error(self._field_of(problem.field), line)

    def _field_of(self, place: str) -> str | None:
        parts = re.sub(r"\[\d+]", "", place).split(".")
        if parts[0] == "storyline" and len(parts) > 1:
            parts = parts[1:]
        parts[0] = {"id": "slug", "round": "round_label"}.get(parts[0], parts[0])
        wanted = ["_".join(parts[:2]), f"{parts[0]}_nl", parts[0]]
        return next((name for name in wanted if name in self.fields), None)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the storyline with their two fields."""
        return [
            {
                "name": name,
                "heading": words(STORYLINE_HEADINGS[name]),
                "nl": self[f"{name}_nl"],
                "en": self[f"{name}_en"],
            }
            for name in SECTIONS
        ]


class QuickSelect(forms.Select):
    """A list to choose from, written without a template for every option: an editor holds thousands of them."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the element."""
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((v, _SELECTED if str(v) == chosen else "", w) for v, w in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt({**self.attrs, **(attrs or {}), "name": name}), options)


_SELECTED = SafeString(" selected")


class LinkForm(forms.Form):
    """One link to another scenario."""

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = forms.ChoiceField(
            required=False,
            choices=[("", say("– geen –", "– none –")), *targets],
            widget=QuickSelect,
            label=say("Scenario dat kan volgen", "Scenario that can follow"),
        )
        keeps = self.initial.get("shape") == probability.QUANTILES
        self.fields["shape"] = forms.ChoiceField(
            required=False,
            choices=probability.shape_choices(keeps),
            widget=QuickSelect,
            label=say("Kans dat het volgt", "Probability that it follows"),
        )
        for name, label in (
            ("low", say("Laag", "Low")),
            ("mid", say("Midden", "Middle")),
            ("high", say("Hoog", "High")),
        ):
            widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 7})
            self.fields[name] = forms.CharField(required=False, max_length=20, label=label, widget=widget)

    def clean(self) -> dict[str, Any]:
        """Read the probability."""
        data = super().clean() or {}
        if data.get("target") and data.get("shape") != probability.QUANTILES:
            try:
                data["probability"] = probability.stored(*(data.get(n, "") for n in ("shape", "low", "mid", "high")))
            except Explained as error:
                raise forms.ValidationError(error.text.in_(language())) from error
        return data

    def content(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return the link as a dossier holds it; its source, mark and note stay as they were."""
        kept = {name: value for name, value in before.items() if name != "probability"}
        chance = self.cleaned_data.get("probability")
        if self.cleaned_data["shape"] == probability.QUANTILES:
            chance = before.get("probability")
        shown = {"probability": chance} if chance is not None or "probability" in before else {}
        return {**kept, "scenario": self.cleaned_data["target"], **shown}


class _LinkForms(forms.BaseFormSet):
    @property
    def given(self) -> list[LinkForm]:
        """The forms in which a scenario was chosen."""
        return [form for form in self.forms if form.cleaned_data.get("target")]


LinkForms = forms.formset_factory(
    LinkForm, formset=_LinkForms, extra=EMPTY_LINKS, max_num=MOST_LINKS, absolute_max=MOST_LINKS + EMPTY_LINKS
)


class SourceForm(forms.Form):
    """One source of the round's list."""

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            self.fields["key"] = forms.RegexField(
                r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
                max_length=80,
                label=say("Korte naam", "Short name"),
                help_text=say(
                    "Waarmee scenario’s de bron noemen, zoals nrb-2012. Staat daarna vast.",
                    "By which scenarios cite the source, such as nrb-2012. Cannot be changed later.",
                ),
            )
        self.fields["title"] = forms.CharField(max_length=1_000, label=say("Titel", "Title"))
        self.fields["author"] = forms.CharField(
            max_length=500, required=False, label=say("Auteur of organisatie", "Author or organisation")
        )
        self.fields["year"] = forms.IntegerField(required=False, min_value=1, max_value=2200, label=say("Jaar", "Year"))
        self.fields["reference"] = forms.CharField(
            max_length=2_000,
            required=False,
            label=say("Vindplaats (adres, dossiernummer)", "Where to find it (address, file number)"),
        )


def initial_of(row: Scenario | None) -> dict[str, Any]:
    """Return what the fields hold for a row; for a new scenario the usual choices."""
    if row is None:
        return {"kind": "hazard", "status": "draft", "mark": "assumed", "kind_mark": "assumed", "level": Level.OPEN}
    plain = ("title_nl", "title_en", "theme_nl", "theme_en", "kind", "kind_mark", "status", "mark", "level")
    horizon = "" if row.time_horizon_years is None else dossier.number_text(row.time_horizon_years)
    return {
        **{name: getattr(row, name) for name in (*plain, "round_label", "note_nl", "note_en", "sources")},
        "time_horizon_years": horizon.replace(".", ",") if language() == "nl" else horizon,
        "vital": "\n".join(row.vital),
        **{f"{name}_{lang}": row.story.get(name, {}).get(lang, "") for name in SECTIONS for lang in ("nl", "en")},
    }


def _source_choices(round_: Round) -> list[tuple[str, str]]:
    rows = Source.objects.filter(round=round_).values_list("key", "title", "year")
    return [(key, f"{title} ({year})" if year else title) for key, title, year in rows]


def _targets(user: User, round_: Round, row: Scenario | None) -> list[tuple[str, str]]:
    rows = visible(user, round_).order_by("title_nl").only("slug", "title_nl", "title_en")
    named = [(r.slug, (r.title_en or r.title_nl) if language() == "en" else r.title_nl) for r in rows]
    return [(slug, title) for slug, title in named if row is None or slug != row.slug]


def _ordered(chosen: list[str], row: Scenario | None) -> list[str]:
    """Return the sources in the order they had, new ones after them."""
    before = list(row.sources) if row is not None else []
    return [key for key in before if key in chosen] + [key for key in chosen if key not in before]


def _pair(nl: str, en: str) -> dict[str, str] | None:
    return {"nl": nl or en, "en": en} if nl or en else None
